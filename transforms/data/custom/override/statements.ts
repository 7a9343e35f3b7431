import {
  type CallExpression,
  type Expression,
  type ForOfStatement,
  type IfStatement,
  type Node,
} from '@babel/types';
import { shown } from '../../../../src/core/shown.js';
import { type Code, code, identifier, isBindable, literal } from '../../../../src/emit/code.js';
import { type Binding, type Scope, Stay } from '../../../shared/override/scope.js';
import { type Carry } from './carry.js';
import { pureCode, words } from '../../../shared/override/expressions.js';
import { overrides } from '../../../shared/override/properties.js';
import { assignment, tablePath } from './properties.js';
import { keyName, unwrap } from '../../../shared/override/syntax.js';
import { tablesCode } from '../../tables/resources.js';
import { CFN_GROUPS } from '../targets.js';
import { isModels, isOfStack, targetOf } from './targets.js';

/** What a statement becomes, and the names that it gives to those after it. */
export interface Carried {
  readonly statements: readonly Code[];
  readonly scope: Scope;
}

/** Names of the emitted function. */
const TAKEN = new Set([
  'resources',
  'environmentName',
  'branch',
  'replaceTemplate',
  'table',
  'modelTables',
  'tablesOf',
  ...CFN_GROUPS,
]);

/** Carries one statement over. @throws Stay when it can't be */
export function carryStatement(node: Node, scope: Scope, carry: Carry): Carried {
  const same = (statements: readonly Code[]): Carried => ({ statements, scope });
  switch (node.type) {
    case 'EmptyStatement':
      return same([]);
    case 'ReturnStatement':
      if (node.argument) throw new Stay('it returns a value');
      return same([]);
    case 'VariableDeclaration': {
      let inner = scope;
      const statements: Code[] = [];
      for (const { id, init } of node.declarations) {
        if (id.type !== 'Identifier' || !init)
          throw new Stay('a declaration without a plain name and a value');
        const declared = declaration(id.name, init, inner, carry);
        inner = new Map([...inner, [id.name, declared.binding]]);
        statements.push(...declared.statements);
      }
      return { statements, scope: inner };
    }
    case 'ExpressionStatement':
      return same(expressionStatement(node.expression, scope, carry));
    case 'IfStatement':
      return same(ifStatement(node, scope, carry));
    case 'ForOfStatement':
      return same(forOf(node, scope, carry));
    case 'BlockStatement':
      return same(carryBlock(node.body, scope, carry));
    default:
      throw new Stay(`${words(node.type)} can't be carried over without running the file`);
  }
}

/** All or nothing: half of a condition or a loop would mean something else. */
function carryBlock(body: readonly Node[], scope: Scope, carry: Carry): Code[] {
  let inner = scope;
  return body.flatMap((statement) => {
    const carried = carryStatement(statement, inner, carry);
    inner = carried.scope;
    return [...carried.statements];
  });
}

function declaration(
  name: string,
  init: Node,
  scope: Scope,
  carry: Carry,
): { readonly binding: Binding; readonly statements: readonly Code[] } {
  if (isOfStack(init, scope)) return { binding: { kind: 'alias', node: init, scope }, statements: [] };
  if (!isBindable(name) || TAKEN.has(name)) throw new Stay(`a local variable named ${shown(name)}`);
  const value = pureCode(init, scope, carry);
  return { binding: { kind: 'value' }, statements: [code`const ${identifier(name)} = ${value};`] };
}

function expressionStatement(expression: Expression, scope: Scope, carry: Carry): Code[] {
  const plain = unwrap(expression);
  if (plain.type === 'AssignmentExpression') {
    const target = targetOf(plain.left, scope, carry);
    if (target === null) throw new Stay('it changes something outside of the API');
    if (plain.operator !== '=') throw new Stay(`\`${plain.operator}\` adds to what Gen 1 generates`);
    return assignment(target, plain.right, scope, carry);
  }
  if (plain.type === 'CallExpression') return callStatement(plain, scope, carry);
  throw new Stay(`${words(plain.type)} can't be carried over without running the file`);
}

const RAW = new Set([
  'addPropertyOverride',
  'addPropertyDeletionOverride',
  'addOverride',
  'addDeletionOverride',
]);

function callStatement(node: CallExpression, scope: Scope, carry: Carry): Code[] {
  const callee = unwrap(node.callee);
  const method = callee.type === 'MemberExpression' ? keyName(callee.property, callee.computed) : null;
  if (callee.type !== 'MemberExpression' || method === null) throw new Stay('a call of a function');
  if (method === 'forEach') return forEach(callee.object, node.arguments[0], scope, carry);
  const target = RAW.has(method) ? targetOf(callee.object, scope, carry) : null;
  const [path, value] = node.arguments;
  if (target === null || target.path.length > 0 || path?.type !== 'StringLiteral') {
    throw new Stay(`a call of ${shown(method)} can't be carried over without running the file`);
  }
  if (target.kind === 'table') {
    if (method !== 'addPropertyOverride' || !value)
      throw new Stay(`the tables of Gen 2 have no ${shown(method)}`);
    return assignment({ ...target, path: tablePath(path.value) }, inCdkNames(value), scope, carry);
  }
  if (method === 'addPropertyOverride' && value)
    return overrides(target.code, [path.value], value, scope, carry);
  const args = [literal(path.value), ...(value ? [pureCode(value, scope, carry)] : [])];
  return [code`${target.code}.${method as Code}(${args.join(', ') as Code});`];
}

/** An object that is written in the words of CloudFormation, for a table. */
function inCdkNames(node: Node): Node {
  if (node.type !== 'ObjectExpression') return node;
  return {
    ...node,
    properties: node.properties.map((property) => {
      const name = property.type === 'ObjectProperty' ? keyName(property.key, property.computed) : null;
      if (property.type !== 'ObjectProperty' || name === null) return property;
      const [lower = ''] = tablePath(name);
      return { ...property, computed: false, key: { ...property.key, type: 'StringLiteral', value: lower } };
    }),
  };
}

function ifStatement({ test, consequent, alternate }: IfStatement, scope: Scope, carry: Carry): Code[] {
  const branch = (node: Node): readonly Code[] => carryStatement(node, scope, carry).statements;
  // Whether Gen 1 has made a part of the stack: what has a counterpart is there in Gen 2.
  if (isOfStack(test, scope)) {
    if (alternate) throw new Stay('it asks what Gen 1 generates');
    targetOf(test, scope, carry);
    return [...branch(consequent)];
  }
  const yes = branch(consequent);
  const no = alternate ? code` else {\n${branch(alternate).join('\n') as Code}\n}` : code``;
  return [code`if (${pureCode(test, scope, carry)}) {\n${yes.join('\n') as Code}\n}${no}`];
}

/** `Object.keys(resources.models)`, `.values` or `.entries`; null for any other list. */
function loopOverModels(list: Node, scope: Scope): 'keys' | 'values' | 'entries' | null {
  const plain = unwrap(list);
  if (plain.type !== 'CallExpression') return null;
  const callee = unwrap(plain.callee);
  const method = callee.type === 'MemberExpression' ? keyName(callee.property, callee.computed) : null;
  const isObject =
    callee.type === 'MemberExpression' &&
    callee.object.type === 'Identifier' &&
    callee.object.name === 'Object';
  const [models] = plain.arguments;
  if (!isObject || !models || !isModels(models, scope)) return null;
  return method === 'keys' || method === 'values' || method === 'entries' ? method : null;
}

function forEach(list: Node, callback: Node | undefined, scope: Scope, carry: Carry): Code[] {
  if (callback?.type !== 'ArrowFunctionExpression' && callback?.type !== 'FunctionExpression') {
    throw new Stay('a loop with a function of its own');
  }
  const [variable] = callback.params;
  if (!variable || callback.params.length > 1) throw new Stay('a loop that counts');
  const body = callback.body.type === 'BlockStatement' ? callback.body.body : null;
  const carried = (inner: Scope): Code[] =>
    body === null && callback.body.type !== 'BlockStatement'
      ? expressionStatement(callback.body, inner, carry)
      : carryBlock(body ?? [], inner, carry);
  return loop(list, variable, carried, scope, carry);
}

function forOf({ left, right, body }: ForOfStatement, scope: Scope, carry: Carry): Code[] {
  const variable = left.type === 'VariableDeclaration' ? left.declarations[0]?.id : undefined;
  if (!variable) throw new Stay('a loop over a variable of its own');
  const carried = (inner: Scope): Code[] => [...carryStatement(body, inner, carry).statements];
  return loop(right, variable, carried, scope, carry);
}

function loop(
  list: Node,
  variable: Node,
  body: (scope: Scope) => Code[],
  scope: Scope,
  carry: Carry,
): Code[] {
  const over = loopOverModels(list, scope);
  if (over !== null) {
    const inner = body(new Map([...scope, ...modelBindings(over, variable)]));
    const tables = code`Object.values(${tablesCode(carry.tables)})`;
    return [code`for (const table of ${tables}) {\n${inner.join('\n') as Code}\n}`];
  }
  if (variable.type !== 'Identifier' || !isBindable(variable.name) || TAKEN.has(variable.name)) {
    throw new Stay('a loop over more than a plain name');
  }
  const items = pureCode(list, scope, carry);
  const inner = body(new Map([...scope, [variable.name, { kind: 'value' } as const]]));
  return [code`for (const ${identifier(variable.name)} of ${items}) {\n${inner.join('\n') as Code}\n}`];
}

function modelBindings(over: 'keys' | 'values' | 'entries', variable: Node): [string, Binding][] {
  const bind = (node: Node | null | undefined, is: 'name' | 'model'): [string, Binding][] => {
    if (node?.type !== 'Identifier') throw new Stay('a loop over more than a plain name');
    return [[node.name, { kind: 'eachModel', is, table: code`table` }]];
  };
  if (over !== 'entries') return bind(variable, over === 'keys' ? 'name' : 'model');
  if (variable.type !== 'ArrayPattern') throw new Stay('a loop over more than a plain name');
  const [name, model] = variable.elements;
  return [...bind(name, 'name'), ...(model ? bind(model, 'model') : [])];
}
