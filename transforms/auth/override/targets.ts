import { type Node } from '@babel/types';
import { literal } from '../../../src/emit/code.js';
import { Refusal } from './refusal.js';
import {
  AUTH_RESOURCES,
  L1_ATTRIBUTES,
  L1_MODULE,
  L1_PROPERTIES,
  type OverrideResource,
  isHelper,
} from './resources.js';
import { keyName, unwrap } from '../../shared/override/syntax.js';
import { type Walk, useImport } from './walk.js';

/**
 * The resources that an expression stands for: one, several for the variable of a loop, none for anything
 * else. @throws Refusal when it is a part of Gen 1's stack without a counterpart
 */
export function resourcesOf(walk: Walk, node: Node): readonly OverrideResource[] {
  const plain = unwrap(node);
  if (plain.type === 'Identifier') {
    const binding = walk.scope.lookup(plain.name);
    if (binding?.kind === 'resource') return binding.resources;
    return binding?.kind === 'stackMember' ? [stackResource(walk, binding.name, plain)] : [];
  }
  if (plain.type !== 'MemberExpression' && plain.type !== 'OptionalMemberExpression') return [];
  const name = keyName(plain.property, plain.computed);
  if (isStack(walk, plain.object)) {
    if (name === null) throw new Refusal({ kind: 'syntax', what: 'a resource with a computed name' }, plain);
    return isContainer(name) || /^add[A-Z]/.test(name) ? [] : [stackResource(walk, name, plain)];
  }
  const container = containerOf(walk, plain.object);
  if (container === null) return [];
  if (name === null) throw new Refusal({ kind: 'syntax', what: 'a group with a computed name' }, plain);
  return [groupResource(walk, container, name, plain)];
}

/** Whether an expression is the override's first parameter, which stands for the whole stack. */
export function isStack(walk: Walk, node: Node): boolean {
  const plain = unwrap(node);
  return plain.type === 'Identifier' && walk.scope.lookup(plain.name)?.kind === 'stack';
}

function isContainer(name: string): name is 'userPoolGroup' | 'userPoolGroupRole' {
  return name === 'userPoolGroup' || name === 'userPoolGroupRole';
}

function containerOf(walk: Walk, node: Node): 'userPoolGroup' | 'userPoolGroupRole' | null {
  const plain = unwrap(node);
  if (plain.type === 'Identifier') {
    const binding = walk.scope.lookup(plain.name);
    return binding?.kind === 'stackMember' && isContainer(binding.name) ? binding.name : null;
  }
  if (plain.type !== 'MemberExpression' && plain.type !== 'OptionalMemberExpression') return null;
  const name = isStack(walk, plain.object) ? keyName(plain.property, plain.computed) : null;
  return name !== null && isContainer(name) ? name : null;
}

function stackResource(walk: Walk, name: string, node: Node): OverrideResource {
  const resource = Object.hasOwn(AUTH_RESOURCES, name) ? AUTH_RESOURCES[name] : undefined;
  if (!resource) throw new Refusal({ kind: isHelper(name) ? 'helper' : 'resource', resource: name }, node);
  if (resource.variable === 'nativeAppClient' && !walk.context.nativeClient) {
    throw new Refusal({ kind: 'resource', resource: name }, node);
  }
  return resource;
}

function groupResource(
  walk: Walk,
  container: 'userPoolGroup' | 'userPoolGroupRole',
  group: string,
  node: Node,
): OverrideResource {
  if (!walk.context.groups.includes(group)) throw new Refusal({ kind: 'group', group }, node);
  const isRole = container === 'userPoolGroupRole';
  return {
    name: `${container}.${group}`,
    variable: `${identifierOf(group, walk.context.groups)}${isRole ? 'GroupRole' : 'Group'}`,
    l1: isRole ? 'CfnRole' : 'CfnUserPoolGroup',
  };
}

/** `site-managers` → `siteManagers`; numbered where two groups would share a name. */
function identifierOf(group: string, groups: readonly string[]): string {
  const plain = (name: string) =>
    name
      .replace(/[^A-Za-z0-9]+(.)?/g, (_, next: string | undefined) => (next ?? '').toUpperCase())
      .replace(/^(?=\d|$)/, 'group')
      .replace(/^[A-Z]+(?![a-z])|^[A-Z]/, (start) => start.toLowerCase());
  const same = groups.filter((name) => plain(name) === plain(group));
  const index = same.indexOf(group);
  return index > 0 ? `${plain(group)}${index + 1}` : plain(group);
}

/** Puts the emitted identifier in the place of a resource; a loop's variable stays as it is. */
export function replaceResource(walk: Walk, node: Node, resources: readonly OverrideResource[]): void {
  const plain = unwrap(node);
  const alias = plain.type === 'Identifier' ? walk.scope.lookup(plain.name) : null;
  if (plain.type === 'Identifier' && alias?.kind === 'resource') {
    walk.reads.add(plain.name);
    if (plain !== node) walk.edits.replace(node, plain.name);
    return;
  }
  const [resource] = resources;
  if (!resource) return;
  useResource(walk, resource);
  walk.edits.replace(node, resource.variable);
}

/** Notes what the emitted function needs for a resource to be in scope. */
export function useResource(walk: Walk, resource: OverrideResource): void {
  const [container, ...rest] = resource.name.split('.');
  if (rest.length === 0) {
    walk.uses.add(resource.variable);
    return;
  }
  walk.uses.add('resources');
  const group = `resources.groups[${literal(rest.join('.'))}]`;
  if (container === 'userPoolGroup') {
    walk.declarations.set(resource.variable, `${group}.cfnUserGroup`);
  } else {
    useImport(walk, 'CfnRole', L1_MODULE.CfnRole, true);
    walk.declarations.set(resource.variable, `${group}.role.node.defaultChild as CfnRole`);
  }
}

/** @throws Refusal when CDK has no such property on the resource */
export function checkProperty(resource: OverrideResource, property: string, node: Node): void {
  if (L1_PROPERTIES[resource.l1].has(property) || L1_ATTRIBUTES.has(property)) return;
  throw new Refusal({ kind: 'property', resource: resource.name, property }, node);
}

/** The property of a resource that an assignment writes to, or a method changes. */
export interface PropertyTarget {
  readonly node: Node;
  readonly resources: readonly OverrideResource[];
  /** From the resource inwards; never empty. */
  readonly path: readonly string[];
}

/** Null when the expression is not a property of a resource. */
export function propertyTarget(walk: Walk, node: Node): PropertyTarget | null {
  const path: string[] = [];
  let current = unwrap(node);
  while (current.type === 'MemberExpression' || current.type === 'OptionalMemberExpression') {
    const resources = resourcesOf(walk, current.object);
    const name = keyName(current.property, current.computed);
    if (name !== null) path.unshift(name);
    if (resources.length > 0) {
      if (name === null)
        throw new Refusal({ kind: 'syntax', what: 'a property with a computed name' }, current);
      for (const resource of resources) checkProperty(resource, path[0] ?? name, current);
      return { node: current.object, resources, path };
    }
    if (name === null) return null;
    current = unwrap(current.object);
  }
  return null;
}
