import { type Node } from '@babel/types';
import { literal } from '../../../src/emit/code.js';
import { type Place, visitExpression } from './expressions.js';
import { Refusal } from './refusal.js';
import { ELEMENT_TYPES, L1_MODULE } from './resources.js';
import { keyName, unwrap } from '../../shared/override/syntax.js';
import { propertyTarget, replaceResource, resourcesOf } from './targets.js';
import { type Walk, useImport } from './walk.js';

/** Names of the language that read nothing from outside. */
const GLOBALS: ReadonlySet<string> = new Set([
  ...['Array', 'Object', 'JSON', 'String', 'Number', 'Boolean', 'Math', 'Set', 'Map', 'Error'],
  ...['undefined', 'NaN', 'Infinity'],
]);

/** A name: what it stands for decides what becomes of it. @throws Refusal */
export function visitIdentifier(walk: Walk, name: string, node: Node): void {
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

/** `a.b`: a resource, one of its properties, the project's name or environment, or a plain value. @throws Refusal */
export function visitMember(walk: Walk, node: Node, place: Place): void {
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
