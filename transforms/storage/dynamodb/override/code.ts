import { type CallExpression, type Expression, type IfStatement, type Node } from '@babel/types';
import { shown } from '../../../../src/core/shown.js';
import { type Code, code, identifier, isBindable, literal } from '../../../../src/emit/code.js';
import { pureCode, words } from '../../../shared/override/expressions.js';
import { cloudFormationName, overrides } from '../../../shared/override/properties.js';
import { type Project, type Scope, Stay } from '../../../shared/override/scope.js';
import { keyName, unwrap } from '../../../shared/override/syntax.js';
import { isTableProperty } from '../table-properties.js';
import { isOfStack, tablePath } from './targets.js';

export interface OverrideCodeContext extends Project {
  readonly cfnTable: Code;
  /** Names of the emitted function. */
  readonly taken: ReadonlySet<string>;
}

/** A statement of override.ts on the CfnTable of Gen 2. @throws Stay when it can't be said without running the file */
export function overrideCode(node: Node, scope: Scope, context: OverrideCodeContext): Code[] {
  switch (node.type) {
    case 'EmptyStatement':
      return [];
    case 'ExpressionStatement':
      return expression(unwrap(node.expression) as Expression, scope, context);
    case 'IfStatement':
      return ifStatement(node, scope, context);
    case 'BlockStatement':
      return node.body.flatMap((inner) => overrideCode(inner, scope, context));
    case 'VariableDeclaration':
      return node.declarations.flatMap(({ id, init }) => {
        if (id.type !== 'Identifier' || !init)
          throw new Stay('a declaration without a plain name and a value');
        if (isOfStack(init, scope)) return [];
        if (!isBindable(id.name) || context.taken.has(id.name))
          throw new Stay(`a local variable named ${shown(id.name)}`);
        return [code`const ${identifier(id.name)} = ${pureCode(init, scope, context)};`];
      });
    default:
      throw new Stay(`${words(node.type)} can't be carried over without running the file`);
  }
}

function ifStatement(
  { test, consequent, alternate }: IfStatement,
  scope: Scope,
  context: OverrideCodeContext,
): Code[] {
  // Names that a branch declares are its own.
  const branch = (node: Node): Code => overrideCode(node, scope, context).join('\n') as Code;
  if (isOfStack(test, scope)) {
    if (alternate) throw new Stay('it asks what Gen 1 generates');
    return overrideCode(consequent, scope, context);
  }
  const otherwise = alternate ? code` else {\n${branch(alternate)}\n}` : code``;
  return [code`if (${pureCode(test, scope, context)}) {\n${branch(consequent)}\n}${otherwise}`];
}

function expression(node: Expression, scope: Scope, context: OverrideCodeContext): Code[] {
  if (node.type === 'CallExpression') return call(node, scope, context);
  if (node.type !== 'AssignmentExpression') {
    throw new Stay(`${words(node.type)} can't be carried over without running the file`);
  }
  const path = tablePath(node.left, scope);
  const [property] = path ?? [];
  if (path === null || property === undefined) throw new Stay('it changes something outside of the table');
  if (!isTableProperty(property)) throw new Stay(`a table has no property ${shown(property)}`);
  if (property === 'tableName') throw new Stay('the name is taken while Gen 1 runs');
  if (node.operator !== '=') throw new Stay(`\`${node.operator}\` adds to what Gen 1 generates`);
  return overrides(context.cfnTable, path.map(cloudFormationName), node.right, scope, context);
}

const RAW = new Set([
  'addPropertyOverride',
  'addPropertyDeletionOverride',
  'addOverride',
  'addDeletionOverride',
]);

function call(node: CallExpression, scope: Scope, context: OverrideCodeContext): Code[] {
  const callee = unwrap(node.callee);
  const method = callee.type === 'MemberExpression' ? keyName(callee.property, callee.computed) : null;
  const owner = callee.type === 'MemberExpression' ? tablePath(callee.object, scope) : null;
  if (method?.startsWith('addCfn') === true && owner === null) {
    throw new Stay('it adds to the stack of Gen 1, which Gen 2 has not');
  }
  if (method === null || owner === null || owner.length > 0 || !RAW.has(method)) {
    throw new Stay(
      `a call of ${shown(method ?? 'a function')} can't be carried over without running the file`,
    );
  }
  const [path, value] = node.arguments;
  if (path?.type !== 'StringLiteral') throw new Stay('it changes a property whose name is not written out');
  if (/\bTableName$/.test(path.value)) throw new Stay('the name is taken while Gen 1 runs');
  const args = [literal(path.value), ...(value ? [pureCode(value, scope, context)] : [])];
  return [code`${context.cfnTable}.${method as Code}(${args.join(', ') as Code});`];
}
