import { type Node, type ObjectExpression } from '@babel/types';
import { visitCall } from './calls.js';
import { visitFunction } from './functions.js';
import { intrinsicOf, piecesAsCode, translateIntrinsic } from './intrinsics.js';
import { visitIdentifier, visitMember } from './members.js';
import { Refusal } from './refusal.js';
import { keyName, unwrap } from '../../shared/override/syntax.js';
import { propertyTarget, replaceResource } from './targets.js';
import { visitType } from './types.js';
import { type Walk, inTest } from './walk.js';
import { cloudFormationPath, visitAssignment } from './writes.js';

/**
 * Where an expression stands, which decides how strict TypeScript has to be told its type:
 * Gen 1 compiled override.ts without strict checks.
 */
export type Place = 'plain' | 'spread' | 'objectSpread' | 'test' | 'cast' | 'assigned' | 'statement';

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

/** An element of a list, or an argument. */
export function visitElement(walk: Walk, node: Node, spread: Place): void {
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
      property: cloudFormationPath(target.path),
      operation: 'delete',
      conditional: walk.conditions > 0,
    });
  }
}
