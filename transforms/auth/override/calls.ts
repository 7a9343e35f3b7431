import { type CallExpression, type Node, type OptionalCallExpression } from '@babel/types';
import { shown } from '../../../src/core/shown.js';
import { type Place, visitElement, visitExpression } from './expressions.js';
import { type Callback, visitFunction } from './functions.js';
import { visitIdentifier } from './members.js';
import { Refusal } from './refusal.js';
import { visitCallOnResource } from './resource-calls.js';
import { ELEMENT_TYPES, L1_MODULE } from './resources.js';
import { keyName, unwrap } from '../../shared/override/syntax.js';
import { isStack, propertyTarget, replaceResource, resourcesOf, useResource } from './targets.js';
import { type Walk, inTest, useImport } from './walk.js';
import { recordAppend } from './writes.js';

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

/** A call of a method, or of a function of the file's own. @throws Refusal */
export function visitCall(walk: Walk, node: CallExpression | OptionalCallExpression, place: Place): void {
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
