import {
  type Expression,
  type IfStatement,
  type Node,
  type Statement,
  type VariableDeclaration,
  type VariableDeclarator,
} from '@babel/types';
import { literal } from '../../../src/emit/code.js';
import { visitExpression, visitValue, words } from './expressions.js';
import { visitFunction } from './functions.js';
import { Refusal } from './refusal.js';
import { cloudFormationName } from './resources.js';
import { childrenOf, keyName, unwrap } from '../../shared/override/syntax.js';
import { endOf, startOf } from './syntax.js';
import { isStack, propertyTarget, resourcesOf, useResource } from './targets.js';
import { visitType } from './types.js';
import { type Binding, type Walk, inScope, inTest } from './walk.js';

/** Walks a statement and notes the replacements it needs. @throws Refusal when it can't be carried over */
export function visitStatement(walk: Walk, node: Statement, inFunction: boolean): void {
  switch (node.type) {
    case 'EmptyStatement':
    case 'BreakStatement':
      return;
    case 'ExpressionStatement':
      visitExpressionStatement(walk, node.expression);
      return;
    case 'VariableDeclaration':
      for (const declarator of node.declarations) visitDeclarator(walk, declarator);
      removePatterns(walk, node);
      return;
    case 'FunctionDeclaration':
      visitFunctionDeclaration(walk, node);
      return;
    case 'BlockStatement':
      inScope(walk, () => visitBlock(walk, node.body, inFunction));
      return;
    case 'IfStatement':
      if (visitDecided(walk, node, inFunction)) return;
      inTest(walk, true, () => visitExpression(walk, node.test, 'test'));
      conditionally(walk, () => {
        visitBranch(walk, node.consequent, inFunction);
        if (node.alternate) visitBranch(walk, node.alternate, inFunction);
      });
      return;
    case 'SwitchStatement':
      inTest(walk, true, () => visitExpression(walk, node.discriminant, 'test'));
      conditionally(walk, () => {
        for (const { test, consequent } of node.cases) {
          if (test) visitExpression(walk, test, 'test');
          visitBlock(walk, consequent, inFunction);
        }
      });
      return;
    case 'ForOfStatement':
      visitForOf(walk, node.left, node.right, node.body, inFunction);
      return;
    case 'ReturnStatement':
      if (!inFunction) throw new Refusal({ kind: 'syntax', what: 'a return before the end' }, node);
      if (node.argument) visitValue(walk, node.argument, 'plain');
      return;
    case 'ThrowStatement':
      visitExpression(walk, node.argument, 'plain');
      return;
    default:
      throw new Refusal({ kind: 'syntax', what: `a ${words(node.type)}` }, node);
  }
}

export function visitBlock(walk: Walk, body: readonly Statement[], inFunction: boolean): void {
  for (const statement of body) visitStatement(walk, statement, inFunction);
}

/** A condition on what Gen 1's stack sets is decided here: Gen 2 starts from another state. */
function visitDecided(walk: Walk, node: IfStatement, inFunction: boolean): boolean {
  const negated = node.test.type === 'UnaryExpression' && node.test.operator === '!';
  const asked = node.test.type === 'UnaryExpression' && negated ? node.test.argument : node.test;
  const target = propertyTarget(walk, asked);
  const [resource, ...others] = target?.resources ?? [];
  const [property = '', ...inner] = target?.path ?? [];
  if (!resource || others.length > 0 || inner.length > 0 || walk.mentioned.has(property)) return false;
  const isSet = walk.context.isSet?.(resource.name, cloudFormationName(property)) ?? null;
  if (isSet === null) return false;
  const branch = isSet === negated ? node.alternate : node.consequent;
  if (branch) visitStatement(walk, branch, inFunction);
  const note = `// Gen 1 starts ${isSet ? 'with' : 'without'} ${resource.name}.${property}.`;
  walk.edits.replace(node, branch ? `${note}\n${withoutBraces(walk, branch)}` : '');
  return true;
}

/** The statements of a block, which keeps its braces when it declares something. */
function withoutBraces(walk: Walk, branch: Statement): string {
  const isOpen =
    branch.type === 'BlockStatement' && branch.body.every((each) => declaredNames(each).length === 0);
  return isOpen
    ? walk.edits.render(startOf(branch) + 1, endOf(branch) - 1).trim()
    : walk.edits.renderNode(branch);
}

/** A branch without braces gets them: a statement may become two. */
function visitBranch(walk: Walk, node: Statement, inFunction: boolean): void {
  visitStatement(walk, node, inFunction);
  if (node.type !== 'BlockStatement' && node.type !== 'IfStatement') {
    walk.edits.replace(node, `{ ${walk.edits.renderNode(node)} }`);
  }
}

function conditionally(walk: Walk, visit: () => void): void {
  walk.conditions += 1;
  inScope(walk, visit);
  walk.conditions -= 1;
}

/** Texts that Gen 2's user pool holds twice; Cognito prefers the template (CDK sets both). */
const TEMPLATE_TWINS: Readonly<Record<string, string>> = {
  emailVerificationMessage: 'EmailMessage',
  emailVerificationSubject: 'EmailSubject',
  smsVerificationMessage: 'SmsMessage',
};

function visitExpressionStatement(walk: Walk, expression: Expression): void {
  const plain = unwrap(expression);
  visitExpression(walk, expression, 'statement');
  if (plain.type !== 'AssignmentExpression') return;
  const target = propertyTarget(walk, plain.left);
  const property = target?.path[0] ?? '';
  const twin = Object.hasOwn(TEMPLATE_TWINS, property) ? TEMPLATE_TWINS[property] : undefined;
  if (twin === undefined || target?.path.length !== 1 || target.resources[0]?.l1 !== 'CfnUserPool') return;
  const owner = walk.edits.renderNode(target.node);
  const path = literal(`VerificationMessageTemplate.${twin}`);
  const text = walk.edits.renderNode(expression);
  walk.edits.replace(
    expression,
    `${text};\n// Gen 2 sets this text twice.\n${owner}.addPropertyOverride(${path}, ${owner}.${property})`,
  );
}

function visitDeclarator(walk: Walk, { id, init }: VariableDeclarator): void {
  if (id.type === 'ObjectPattern') {
    visitPattern(walk, id, init ?? null);
    return;
  }
  if (id.type !== 'Identifier') throw new Refusal({ kind: 'syntax', what: `a ${words(id.type)}` }, id);
  const resources = init ? resourcesOf(walk, init) : [];
  if (init) {
    if (init.type === 'ArrowFunctionExpression' || init.type === 'FunctionExpression') {
      visitFunction(walk, init, false);
    } else visitValue(walk, init, 'plain');
  }
  if (id.typeAnnotation) visitType(walk, id.typeAnnotation);
  else if (init?.type === 'ArrayExpression' && init.elements.length === 0)
    walk.edits.insertAfter(id, ': any[]');
  const binding: Binding =
    resources.length > 0
      ? { kind: 'resource', resources }
      : { kind: 'value', init: init ?? null, aliasesProperty: init ? aliasesProperty(walk, init) : false };
  walk.scope.declare(id.name, binding, id);
}

function aliasesProperty(walk: Walk, init: Node): boolean {
  return propertyTarget(walk, init) !== null;
}

/** Every use of a name that was taken out of a parameter is replaced, so nothing of its declaration is left. */
function removePatterns(walk: Walk, node: VariableDeclaration): void {
  const patterns = node.declarations.filter(({ id }) => id.type === 'ObjectPattern');
  if (patterns.length === 0) return;
  if (patterns.length < node.declarations.length) {
    throw new Refusal({ kind: 'syntax', what: 'a declaration that takes an object apart' }, node);
  }
  walk.edits.replace(node, '');
}

/** `const { userPool } = resources` and `const { envName } = amplifyProjectInfo`. */
function visitPattern(walk: Walk, pattern: Node, init: Expression | null): void {
  const source = init && unwrap(init);
  const ofStack = source !== null && isStack(walk, source);
  const ofInfo = source?.type === 'Identifier' && walk.scope.lookup(source.name)?.kind === 'projectInfo';
  if (pattern.type !== 'ObjectPattern' || (!ofStack && !ofInfo)) {
    throw new Refusal({ kind: 'syntax', what: 'a declaration that takes an object apart' }, pattern);
  }
  for (const property of pattern.properties) {
    const name = property.type === 'ObjectProperty' ? keyName(property.key, property.computed) : null;
    const local = property.type === 'ObjectProperty' ? property.value : null;
    if (name === null || local?.type !== 'Identifier') {
      throw new Refusal({ kind: 'syntax', what: 'a declaration that takes an object apart' }, property);
    }
    walk.scope.bind(
      local.name,
      ofStack ? { kind: 'stackMember', name } : { kind: 'projectInfoMember', name },
    );
  }
}

function visitFunctionDeclaration(walk: Walk, node: Statement): void {
  if (node.type !== 'FunctionDeclaration' || !node.id) return;
  if (node.async || node.generator)
    throw new Refusal({ kind: 'syntax', what: 'an asynchronous function' }, node);
  walk.scope.declare(node.id.name, { kind: 'value', init: null, aliasesProperty: false }, node);
  inScope(walk, () => {
    for (const parameter of node.params) {
      if (parameter.type !== 'Identifier') {
        throw new Refusal({ kind: 'syntax', what: 'a parameter that is taken apart' }, parameter);
      }
      walk.scope.declare(parameter.name, { kind: 'value', init: null, aliasesProperty: false }, parameter);
      if (parameter.typeAnnotation) visitType(walk, parameter.typeAnnotation);
      else walk.edits.insertAfter(parameter, ': any');
    }
    visitBlock(walk, node.body.body, true);
  });
}

function visitForOf(walk: Walk, left: Node, right: Expression, body: Statement, inFunction: boolean): void {
  const declarator = left.type === 'VariableDeclaration' ? left.declarations[0] : undefined;
  if (declarator?.id.type !== 'Identifier') {
    throw new Refusal({ kind: 'syntax', what: 'a loop over an outer variable' }, left);
  }
  const { id } = declarator;
  const list = unwrap(right);
  const resources =
    list.type === 'ArrayExpression'
      ? list.elements.flatMap((item) => (item ? resourcesOf(walk, item) : []))
      : [];
  for (const resource of resources) useResource(walk, resource);
  visitExpression(walk, right, 'spread');
  inScope(walk, () => {
    walk.scope.declare(
      id.name,
      resources.length > 0
        ? { kind: 'resource', resources }
        : { kind: 'value', init: null, aliasesProperty: false },
      id,
    );
    visitBranch(walk, body, inFunction);
  });
}

/** The names that a statement declares, for those that come after it. */
export function declaredNames(node: Statement): string[] {
  if (node.type === 'FunctionDeclaration') return node.id ? [node.id.name] : [];
  if (node.type === 'ImportDeclaration') return node.specifiers.map(({ local }) => local.name);
  return node.type === 'VariableDeclaration' ? node.declarations.flatMap(({ id }) => namesIn(id)) : [];
}

function namesIn(pattern: Node): string[] {
  if (pattern.type === 'Identifier') return [pattern.name];
  if (pattern.type === 'ObjectProperty') return namesIn(pattern.value);
  return childrenOf(pattern).flatMap(namesIn);
}
