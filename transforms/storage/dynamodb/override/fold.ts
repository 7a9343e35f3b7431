import { type CallExpression, type Node, type Statement } from '@babel/types';
import { type Json, type JsonNode } from '../../../../src/core/json.js';
import { type Origin } from '../../../../src/core/origin.js';
import { cloudFormationName } from '../../../shared/override/properties.js';
import { type Scope, Stay } from '../../../shared/override/scope.js';
import { keyName, unwrap } from '../../../shared/override/syntax.js';
import { nodeOf, objectNode } from '../nodes.js';
import { isTableProperty } from '../table-properties.js';
import { literalOf } from './literals.js';
import { deleteAt, setAt } from './set.js';
import { tablePath } from './targets.js';

/** A table resource of a template as one node: `Properties` and what stands beside it. */
export type TableNode = JsonNode;

/**
 * The table after a statement that says what it changes in plain values; null when it depends on anything, and has to
 * become code. @throws Stay when it changes what can't be changed
 */
export function fold(
  node: Statement,
  table: TableNode,
  scope: Scope,
  locals: ReadonlyMap<string, Json>,
  origin: Origin,
): TableNode | null {
  if (node.type !== 'ExpressionStatement') return null;
  const plain = unwrap(node.expression);
  if (plain.type === 'CallExpression') return foldCall(plain, table, scope, locals, origin);
  if (plain.type !== 'AssignmentExpression' || plain.operator !== '=') return null;
  const path = tablePath(plain.left, scope);
  const [property] = path ?? [];
  if (path === null || property === undefined || !isTableProperty(property)) return null;
  const target = ['Properties', ...path.map(cloudFormationName)];
  const right = unwrap(plain.right);
  if (right.type === 'Identifier' && right.name === 'undefined') return deleteAt(table, target, origin);
  const value = literalOf(right, locals, cloudFormationName);
  return value === undefined ? null : setAt(table, target, nodeOf(value, origin), false);
}

const POLICIES: Readonly<Record<string, string>> = {
  RETAIN: 'Retain',
  DESTROY: 'Delete',
  SNAPSHOT: 'Snapshot',
};

function foldCall(
  node: CallExpression,
  table: TableNode,
  scope: Scope,
  locals: ReadonlyMap<string, Json>,
  origin: Origin,
): TableNode | null {
  const callee = unwrap(node.callee);
  const method = callee.type === 'MemberExpression' ? keyName(callee.property, callee.computed) : null;
  if (callee.type !== 'MemberExpression' || method === null) return null;
  const owner = tablePath(callee.object, scope);
  const [first, second] = node.arguments;
  if (owner === null || !first) return null;
  if (owner[0] === 'tags' && method === 'setTag' && second) {
    return addTag(table, literalOf(first, locals, same), literalOf(second, locals, same), origin);
  }
  if (owner.length > 0) return null;
  if (method === 'applyRemovalPolicy') return removalPolicy(table, first, origin);
  const path = literalOf(first, locals, same);
  const prefix = PREFIXES[method];
  if (typeof path !== 'string' || prefix === undefined) return null;
  const target = [...prefix, ...path.split('.')];
  if (method.includes('Deletion')) return deleteAt(table, target, origin);
  const value = second ? literalOf(second, locals, same) : undefined;
  return value === undefined ? null : setAt(table, target, nodeOf(value, origin), true);
}

/** Methods of CfnResource with a path, and what the path is below. */
const PREFIXES: Readonly<Record<string, readonly string[] | undefined>> = {
  addPropertyOverride: ['Properties'],
  addPropertyDeletionOverride: ['Properties'],
  addOverride: [],
  addDeletionOverride: [],
};

const same = (name: string): string => name;

function addTag(
  table: TableNode,
  key: Json | undefined,
  value: Json | undefined,
  origin: Origin,
): TableNode | null {
  if (typeof key !== 'string' || typeof value !== 'string') return null;
  const properties = table.kind === 'object' ? table.members.get('Properties') : undefined;
  const tags = properties?.kind === 'object' ? properties.members.get('Tags') : undefined;
  const before = tags?.kind === 'array' ? tags.items : [];
  const tag = nodeOf({ Key: key, Value: value }, origin);
  return setAt(table, ['Properties', 'Tags'], { kind: 'array', items: [...before, tag], origin }, false);
}

/** `RemovalPolicy.RETAIN`, however the enum was imported. */
function removalPolicy(table: TableNode, argument: Node, origin: Origin): TableNode {
  const plain = unwrap(argument);
  const name = plain.type === 'MemberExpression' ? keyName(plain.property, plain.computed) : null;
  const policy = name === null ? undefined : POLICIES[name];
  if (policy === undefined) throw new Stay('its removal policy is not known');
  const policies = objectNode(
    ['DeletionPolicy', 'UpdateReplacePolicy'].map((key) => [key, nodeOf(policy, origin)] as const),
    origin,
  );
  return setAt(table, [], policies, true);
}
