import { type NodePath } from '@babel/traverse';
import { rangeOf } from '../edits.js';
import { isLogged } from './places.js';
import { type Walk } from './walk.js';

/**
 * An attribute is a text or undefined by the types of version 6, and was anything by those of version 5: where its
 * place asks for a text, a module of TypeScript says that it is one. What happens where there is none stays the same.
 */
export function saidToBeThere(place: NodePath, walk: Walk): void {
  const { script } = walk;
  if (!script.typescript || !place.isMemberExpression() || mayBeUndefined(place)) return;
  walk.later(() => script.edits.insertAfter(rangeOf(place.node).end, '!'));
}

/** Whether a place takes undefined as well, or asks for it. */
function mayBeUndefined(place: NodePath): boolean {
  const { parentPath: parent, key } = place;
  if (parent === null || isLogged(place) || key === 'test' || key === 'left') return true;
  if (parent.isLogicalExpression()) return mayBeUndefined(parent);
  if (parent.isBinaryExpression()) return /^(?:[!=]==?|\+)$/.test(parent.node.operator);
  if (parent.isOptionalMemberExpression()) return parent.node.optional;
  if (parent.isJSXExpressionContainer()) return parent.parentPath.isJSXElement();
  return TAKING.has(parent.type);
}

/** Parents that take whatever they are given. */
const TAKING: ReadonlySet<string> = new Set([
  ...['TemplateLiteral', 'ExpressionStatement', 'UnaryExpression', 'UpdateExpression'],
  ...['TSAsExpression', 'TSNonNullExpression'],
]);
