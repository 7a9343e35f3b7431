import {
  type ArrowFunctionExpression,
  type CallExpression,
  type FunctionExpression,
  type Node,
  type ObjectExpression,
  type OptionalCallExpression,
} from '@babel/types';
import { shown } from '../../../src/core/shown.js';
import { literal } from '../../../src/emit/code.js';
import { visitCallOnResource } from './calls.js';
import { intrinsicOf, piecesAsCode, translateIntrinsic } from './intrinsics.js';
import { Refusal } from './refusal.js';
import { ELEMENT_TYPES, L1_MODULE } from './resources.js';
import { visitBlock } from './statements.js';
import { keyName, startOf, unwrap } from './syntax.js';
import { isStack, propertyTarget, replaceResource, resourcesOf, useResource } from './targets.js';
import { type Walk, inScope, inTest, useImport } from './walk.js';
import { visitType } from './types.js';
import { recordAppend, visitAssignment } from './writes.js';

/**
 * Where an expression stands, which decides how strict TypeScript has to be told its type:
 * Gen 1 compiled override.ts without strict checks.
 */
export type Place = 'plain' | 'spread' | 'objectSpread' | 'test' | 'cast' | 'assigned' | 'statement';

/** Names of the language that read nothing from outside. */
const GLOBALS: ReadonlySet<string> = new Set([
  ...['Array', 'Object', 'JSON', 'String', 'Number', 'Boolean', 'Math', 'Set', 'Map', 'Error'],
  ...['undefined', 'NaN', 'Infinity'],
]);

/** Methods of lists and texts that give a value and change nothing. */
const PURE_METHODS: ReadonlySet<string> = new Set([
  ...['map', 'filter', 'concat', 'includes', 'find', 'findIndex', 'some', 'every', 'join', 'split', 'slice'],
  ...['startsWith', 'endsWith', 'toLowerCase', 'toUpperCase', 'replace', 'replaceAll', 'trim', 'flatMap'],
  ...[
    'flat',
    'reduce',
    'entries',
    'keys',
    'values',
    'indexOf',
    'padStart',
    'padEnd',
    'toString',
    'has',
    'get',
  ],
  ...['forEach', 'push', 'isArray', 'assign', 'fromEntries', 'stringify', 'parse', 'from', 'of', 'at'],
]);

/** Walks an expression and notes the replacements it needs. @throws Refusal when it can't be carried over */
export function visitExpression(walk: Walk, node: Node, place: Place): void {
  switch (node.type) {
    case 'StringLiteral':
    case 'NumericLiteral':
    case 'BooleanLiteral':
    case 'NullLiteral':
      return;
    case 'TemplateLiteral':
      for (const hole of node.expressions) visitExpression(walk, hole, 'plain');
      return;
    case 'ArrayExpression':
      for (const element of node.elements) if (element) visitElement(walk, element, 'spread');
      return;
    case 'ObjectExpression':
      visitObject(walk, node);
      return;
    case 'UnaryExpression':
      visitUnary(walk, node.operator, node.argument, node);
      return;
    case 'BinaryExpression':
      visitExpression(walk, node.left, 'test');
      visitExpression(walk, node.right, 'test');
      return;
    case 'LogicalExpression':
      visitExpression(walk, node.left, place === 'test' ? 'test' : 'plain');
      visitExpression(walk, node.right, place);
      return;
    case 'ConditionalExpression':
      inTest(walk, true, () => visitExpression(walk, node.test, 'test'));
      visitExpression(walk, node.consequent, place);
      visitExpression(walk, node.alternate, place);
      return;
    case 'TSAsExpression':
    case 'TSTypeAssertion':
    case 'TSSatisfiesExpression':
      visitType(walk, node.typeAnnotation);
      visitExpression(walk, node.expression, 'cast');
      return;
    case 'TSNonNullExpression':
    case 'ParenthesizedExpression':
      visitExpression(walk, node.expression, place);
      return;
    case 'Identifier':
      visitIdentifier(walk, node.name, node);
      return;
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      visitMember(walk, node, place);
      return;
    case 'CallExpression':
    case 'OptionalCallExpression':
      visitCall(walk, node, place);
      return;
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      visitFunction(walk, node, false);
      return;
    case 'AssignmentExpression':
      visitAssignment(walk, node);
      return;
    case 'NewExpression':
      visitExpression(walk, node.callee, 'plain');
      for (const argument of node.arguments) visitElement(walk, argument, 'spread');
      return;
    case 'AwaitExpression':
      throw new Refusal({ kind: 'syntax', what: 'await' }, node);
    default:
      throw new Refusal({ kind: 'syntax', what: `a ${words(node.type)}` }, node);
  }
}

/** `ForInStatement` → `for in statement`. */
export function words(type: string): string {
  return type.replace(/(?<!^)([A-Z])/g, ' $1').toLowerCase();
}

function visitElement(walk: Walk, node: Node, spread: Place): void {
  if (node.type === 'SpreadElement') visitExpression(walk, node.argument, spread);
  else visitValue(walk, node, 'plain');
}

/** Visits a value that may be a reference of CloudFormation, which is replaced together with its casts. */
export function visitValue(walk: Walk, node: Node, place: Place): void {
  const plain = unwrap(node);
  const translated = plain.type === 'ObjectExpression' ? translateIntrinsic(walk, plain) : null;
  if (translated?.kind === 'text') walk.edits.replace(node, piecesAsCode(translated.pieces));
  else if (translated) walk.edits.replace(plain, translated.code);
  else visitExpression(walk, node, place);
}

function visitObject(walk: Walk, node: ObjectExpression): void {
  const intrinsic = intrinsicOf(node);
  if (intrinsic && !/^Fn::(?:Select|Split|Base64)$/.test(intrinsic.name)) {
    visitValue(walk, node, 'plain');
    return;
  }
  for (const property of node.properties) {
    if (property.type === 'SpreadElement') {
      visitExpression(walk, property.argument, 'objectSpread');
    } else if (property.type === 'ObjectProperty') {
      if (property.computed) visitExpression(walk, property.key, 'plain');
      visitValue(walk, property.value, 'plain');
      const name = keyName(property.key, property.computed);
      if (property.shorthand && name !== null) {
        const value = walk.edits.renderNode(property.value);
        if (value !== name) walk.edits.replace(property, `${name}: ${value}`);
      }
    } else {
      throw new Refusal({ kind: 'syntax', what: 'a method in an object' }, property);
    }
  }
}

function visitUnary(walk: Walk, operator: string, argument: Node, node: Node): void {
  if (operator !== 'delete') {
    visitExpression(walk, argument, operator === '!' || operator === 'typeof' ? 'test' : 'plain');
    return;
  }
  const target = propertyTarget(walk, argument);
  if (target?.path.length !== 1) throw new Refusal({ kind: 'syntax', what: 'a `delete`' }, node);
  const [resource] = target.resources;
  if (!resource) return;
  replaceResource(walk, target.node, target.resources);
  const text = `${walk.edits.renderNode(target.node)}.${target.path[0] ?? ''} = undefined`;
  walk.edits.replace(node, text);
  for (const each of target.resources) {
    walk.assigned.push({
      resource: each.name,
      property: (target.path[0] ?? '').replace(/^./, (first) => first.toUpperCase()),
      operation: 'delete',
      conditional: walk.conditions > 0,
    });
  }
}

function visitIdentifier(walk: Walk, name: string, node: Node): void {
  const binding = walk.scope.lookup(name);
  switch (binding?.kind) {
    case undefined:
      if (GLOBALS.has(name)) return;
      throw new Refusal({ kind: 'outside', what: name }, node);
    case 'value':
    case 'resource':
      walk.reads.add(name);
      return;
    case 'stackMember':
      replaceResource(walk, node, resourcesOf(walk, node));
      return;
    case 'projectInfoMember':
      replaceProjectInfo(walk, binding.name, node);
      return;
    case 'module':
      throw new Refusal({ kind: 'outside', what: binding.from }, node);
    case 'stayed':
      throw new Refusal({ kind: 'depends', name }, node);
    case 'stack':
    case 'projectInfo':
      throw new Refusal({ kind: 'syntax', what: `\`${name}\` as a whole` }, node);
  }
}

function replaceProjectInfo(walk: Walk, name: string | null, node: Node): void {
  if (name === 'envName') {
    walk.uses.add('environmentName');
    walk.edits.replace(node, 'environmentName');
  } else if (name === 'projectName') {
    walk.edits.replace(node, literal(walk.context.projectName));
  } else {
    throw new Refusal({ kind: 'outside', what: `amplifyProjectInfo.${name ?? '…'}` }, node);
  }
}

function visitMember(walk: Walk, node: Node, place: Place): void {
  if (node.type !== 'MemberExpression' && node.type !== 'OptionalMemberExpression') return;
  const object = unwrap(node.object);
  if (object.type === 'Identifier' && walk.scope.lookup(object.name)?.kind === 'projectInfo') {
    replaceProjectInfo(walk, keyName(node.property, node.computed), node);
    return;
  }
  const itself = resourcesOf(walk, node);
  if (itself.length > 0) {
    replaceResource(walk, node, itself);
    return;
  }
  const target = propertyTarget(walk, node);
  if (target?.path.length === 1) {
    visitPropertyRead(walk, node, target.node, place);
    return;
  }
  if (node.computed) {
    visitExpression(walk, node.property, 'plain');
    // Strict TypeScript does not let a string index an object literal.
    const isText = node.property.type !== 'NumericLiteral' && node.property.type !== 'StringLiteral';
    if (isText && object.type === 'Identifier' && object === node.object) {
      visitIdentifier(walk, object.name, object);
      walk.edits.replace(object, `(${walk.edits.renderNode(object)} as Record<string, any>)`);
      return;
    }
  }
  visitExpression(walk, node.object, 'plain');
}

/** Reading a property: its type allows CloudFormation tokens, which strict TypeScript wants to be ruled out. */
function visitPropertyRead(walk: Walk, node: Node, owner: Node, place: Place): void {
  const resources = resourcesOf(walk, owner);
  const [resource] = resources;
  const target = propertyTarget(walk, node);
  if (!resource || !target) return;
  replaceResource(walk, owner, resources);
  const property = target.path[0] ?? '';
  if (walk.testing) walk.asked.add(`${resource.name}.${property}`);
  const access = `${walk.edits.renderNode(owner)}.${property}`;
  const element = ELEMENT_TYPES[`${resource.l1}.${property}`];
  if (place === 'test' || place === 'cast' || place === 'assigned' || place === 'objectSpread') {
    walk.edits.replace(node, access);
  } else if (place === 'spread' && element !== undefined) {
    useImport(walk, resource.l1, L1_MODULE[resource.l1], true);
    walk.edits.replace(node, `((${access} ?? []) as ${element}[])`);
  } else if (place === 'spread') {
    walk.edits.replace(node, `(${access} ?? [])`);
  } else {
    walk.edits.replace(node, `(${access} as any)`);
  }
}

function visitCall(walk: Walk, node: CallExpression | OptionalCallExpression, place: Place): void {
  const callee = unwrap(node.callee);
  if (callee.type === 'Identifier') {
    visitIdentifier(walk, callee.name, callee);
    visitArguments(walk, node);
    return;
  }
  if (callee.type !== 'MemberExpression' && callee.type !== 'OptionalMemberExpression') {
    throw new Refusal({ kind: 'syntax', what: 'a call of a computed function' }, node);
  }
  const method = keyName(callee.property, callee.computed);
  if (isStack(walk, callee.object) || resourcesOf(walk, callee.object).length > 0) {
    visitCallOnResource(walk, node, callee.object, method ?? '');
    return;
  }
  if (method === 'push' && place === 'statement' && visitPush(walk, node, callee.object)) return;
  visitExpression(walk, callee.object, 'plain');
  if (method === null || !PURE_METHODS.has(method)) {
    throw new Refusal(
      { kind: 'syntax', what: `a call of ${method === null ? 'a computed method' : shown(method)}` },
      node,
    );
  }
  // Whether a property is a list or a single value is a matter of form: its name decides it in both generations.
  const testing = walk.testing && method !== 'isArray';
  inTest(walk, testing, () => visitArguments(walk, node, loopVariable(walk, method, callee.object)));
}

type Callback = (walk: Walk, fn: ArrowFunctionExpression | FunctionExpression) => void;

/** `[a, b].forEach((client) => …)`: the parameter stands for each of the resources in the list. */
function loopVariable(walk: Walk, method: string, list: Node): Callback | null {
  if (method !== 'forEach' && method !== 'map') return null;
  const plain = unwrap(list);
  const resources =
    plain.type === 'ArrayExpression'
      ? plain.elements.flatMap((element) => (element ? resourcesOf(walk, element) : []))
      : [];
  if (resources.length === 0) return null;
  for (const resource of resources) useResource(walk, resource);
  return (inner, fn) => {
    const [first] = fn.params;
    if (first?.type === 'Identifier') {
      inner.scope.declare(first.name, { kind: 'resource', resources }, first);
    }
  };
}

function visitArguments(
  walk: Walk,
  node: CallExpression | OptionalCallExpression,
  callback: Callback | null = null,
): void {
  for (const argument of node.arguments) {
    if (argument.type === 'ArrowFunctionExpression' || argument.type === 'FunctionExpression') {
      visitFunction(walk, argument, true, callback);
    } else {
      visitElement(walk, argument, 'spread');
    }
  }
}

/** `resources.userPool.schema.push(a)` becomes an assignment: the list may not be there yet. */
function visitPush(walk: Walk, node: CallExpression | OptionalCallExpression, list: Node): boolean {
  const target = propertyTarget(walk, list);
  const [resource] = target?.resources ?? [];
  if (target?.path.length !== 1 || !resource) return false;
  const property = target.path[0] ?? '';
  visitArguments(walk, node);
  replaceResource(walk, target.node, target.resources);
  const access = `${walk.edits.renderNode(target.node)}.${property}`;
  const element = ELEMENT_TYPES[`${resource.l1}.${property}`];
  if (element !== undefined) useImport(walk, resource.l1, L1_MODULE[resource.l1], true);
  const before = element === undefined ? `(${access} ?? [])` : `((${access} ?? []) as ${element}[])`;
  const added = node.arguments.map((argument) => walk.edits.renderNode(argument)).join(', ');
  recordAppend(walk, target.resources, property, node.arguments);
  walk.edits.replace(node, `${access} = [...${before}, ${added}]`);
  return true;
}

export function visitFunction(
  walk: Walk,
  node: ArrowFunctionExpression | FunctionExpression,
  typed: boolean,
  callback: Callback | null = null,
): void {
  if (node.async || node.generator === true) {
    throw new Refusal({ kind: 'syntax', what: 'an asynchronous function' }, node);
  }
  inScope(walk, () => {
    for (const parameter of node.params) visitParameter(walk, parameter, typed);
    callback?.(walk, node);
    if (node.body.type === 'BlockStatement') visitBlock(walk, node.body.body, true);
    else visitValue(walk, node.body, 'plain');
  });
}

function visitParameter(walk: Walk, parameter: Node, typed: boolean): void {
  if (parameter.type !== 'Identifier') {
    throw new Refusal({ kind: 'syntax', what: 'a parameter that is taken apart' }, parameter);
  }
  walk.scope.declare(parameter.name, { kind: 'value', init: null, aliasesProperty: false }, parameter);
  if (parameter.typeAnnotation) visitType(walk, parameter.typeAnnotation);
  else if (!typed) {
    const before = walk.source.slice(0, startOf(parameter)).trimEnd();
    const inParentheses = before.endsWith('(') || before.endsWith(',');
    walk.edits.replace(parameter, inParentheses ? `${parameter.name}: any` : `(${parameter.name}: any)`);
  }
}
