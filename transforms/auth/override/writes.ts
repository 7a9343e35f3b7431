import { type AssignmentExpression, type Node } from '@babel/types';
import { type Json } from '../../../src/core/json.js';
import { key, literal } from '../../../src/emit/code.js';
import { visitExpression, visitValue } from './expressions.js';
import { Refusal } from './refusal.js';
import { type OverrideResource, cloudFormationName } from './resources.js';
import { unwrap } from '../../shared/override/syntax.js';
import { type PropertyTarget, propertyTarget, replaceResource } from './targets.js';
import { hasReference, inCloudFormationNames, literalList, literalValue } from './values.js';
import { type Assigned, type Walk } from './walk.js';

/** `resources.userPool.x = …`, and assignments to the file's own variables. @throws Refusal */
export function visitAssignment(walk: Walk, node: AssignmentExpression): void {
  const target = propertyTarget(walk, node.left);
  if (target === null) {
    visitLocalAssignment(walk, node);
    return;
  }
  visitValue(walk, node.right, target.path.length === 1 ? 'assigned' : 'plain');
  replaceResource(walk, target.node, target.resources);
  const owner = walk.edits.renderNode(target.node);
  const [property = '', ...inner] = target.path;
  if (inner.length === 0) {
    walk.edits.replace(node.left, `${owner}.${property}`);
  } else if (node.operator !== '=') {
    throw new Refusal({ kind: 'syntax', what: `\`${node.operator}\` on a part of a property` }, node);
  } else if (inner.length === 1) {
    const value = walk.edits.renderNode(node.right);
    const access = `${owner}.${property}`;
    walk.edits.replace(node, `${access} = { ...${access}, ${key(inner[0] ?? '')}: ${value} }`);
  } else {
    visitDeepAssignment(walk, node, target, owner);
  }
  record(walk, node, target);
}

/** CDK can't reach deeper than one level into a property whose type allows tokens; CloudFormation's path can. */
function visitDeepAssignment(
  walk: Walk,
  node: AssignmentExpression,
  target: PropertyTarget,
  owner: string,
): void {
  const value = literalValue(node.right, walk.scope);
  const isPlain = value !== undefined && (value === null || typeof value !== 'object');
  if (!isPlain) throw new Refusal({ kind: 'syntax', what: 'an assignment deep inside a property' }, node);
  const path = literal(cloudFormationPath(target.path));
  walk.edits.replace(node, `${owner}.addPropertyOverride(${path}, ${walk.edits.renderNode(node.right)})`);
}

function visitLocalAssignment(walk: Walk, node: AssignmentExpression): void {
  const left = unwrap(node.left);
  let root = left;
  while (root.type === 'MemberExpression') root = unwrap(root.object);
  const binding = root.type === 'Identifier' ? walk.scope.lookup(root.name) : null;
  if (binding?.kind === 'stayed' && root.type === 'Identifier') {
    throw new Refusal({ kind: 'depends', name: root.name }, node);
  }
  if (binding?.kind !== 'value') {
    throw new Refusal({ kind: 'syntax', what: 'an assignment to something outside the function' }, node);
  }
  if (left.type === 'MemberExpression' && binding.aliasesProperty) {
    throw new Refusal({ kind: 'syntax', what: 'a change of a property through another name' }, node);
  }
  visitExpression(walk, node.left, 'cast');
  visitValue(walk, node.right, 'plain');
}

/** `['policies', 'passwordPolicy']` → `Policies.PasswordPolicy`. */
export function cloudFormationPath(path: readonly string[]): string {
  const names: string[] = [];
  for (const name of path) names.push(cloudFormationName(name, names));
  return names.join('.');
}

/** Notes what an assignment sets, for comparison with what else is known about the resource. */
function record(walk: Walk, node: AssignmentExpression, target: PropertyTarget): void {
  const property = cloudFormationPath(target.path);
  const added = appended(walk, node.right, target);
  const value = node.operator === '=' ? (added ?? literalValue(node.right, walk.scope)) : undefined;
  recordAll(walk, target.resources, property, added ? 'append' : 'set', value);
}

/** The elements after `[...resources.userPool.schema, …]`; null for any other value. */
function appended(walk: Walk, right: Node, target: PropertyTarget): Json[] | null {
  const plain = unwrap(right);
  if (plain.type !== 'ArrayExpression') return null;
  const [first, ...rest] = plain.elements;
  if (first?.type !== 'SpreadElement') return null;
  const source = propertyTarget(walk, first.argument);
  const isSame =
    source?.path.join('.') === target.path.join('.') &&
    source.resources[0]?.name === target.resources[0]?.name;
  return isSame ? (literalList(rest, walk.scope) ?? null) : null;
}

/** Notes elements that a call adds to a list. */
export function recordAppend(
  walk: Walk,
  resources: readonly OverrideResource[],
  property: string,
  added: readonly Node[],
): void {
  recordAll(walk, resources, cloudFormationPath([property]), 'append', literalList(added, walk.scope));
}

function recordAll(
  walk: Walk,
  resources: readonly OverrideResource[],
  property: string,
  operation: Assigned['operation'],
  value: Json | undefined,
): void {
  for (const resource of resources) {
    walk.assigned.push({
      resource: resource.name,
      property,
      operation,
      ...(value !== undefined &&
        !hasReference(value) && { value: inCloudFormationNames(value, property.split('.')) }),
      conditional: walk.conditions > 0,
    });
  }
}
