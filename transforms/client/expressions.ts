import { type NodePath } from '@babel/traverse';
import { type ObjectExpression, type ObjectProperty } from '@babel/types';

/** An argument that is written out as an object whose members all have plain names. */
export interface Written {
  readonly path: NodePath<ObjectExpression>;
  readonly members: ReadonlyMap<string, ObjectProperty>;
}

/** The object that an expression is: written at its place, or a constant of the file that is used once. */
export function writtenObject(path: NodePath | undefined): Written | null {
  const expression = path === undefined ? null : constantOf(path);
  if (expression?.isObjectExpression() !== true) return null;
  const members = new Map<string, ObjectProperty>();
  for (const property of expression.node.properties) {
    if (property.type !== 'ObjectProperty' || property.computed) return null;
    if (property.key.type !== 'Identifier' && property.key.type !== 'StringLiteral') return null;
    members.set(property.key.type === 'Identifier' ? property.key.name : property.key.value, property);
  }
  return { path: expression, members };
}

/** The expression behind a name that is given a value once and used nowhere else; else the path itself. */
export function constantOf(path: NodePath): NodePath {
  const bare = bareOf(path);
  if (!bare.isIdentifier()) return bare;
  const binding = bare.scope.getBinding(bare.node.name);
  if (binding === undefined || !binding.constant || binding.references !== 1) return bare;
  if (!binding.path.isVariableDeclarator()) return bare;
  const init = binding.path.get('init');
  return init.isExpression() ? bareOf(init) : bare;
}

/** Without what only TypeScript's types need. */
export function bareOf(path: NodePath): NodePath {
  const isWrapper =
    path.isTSAsExpression() ||
    path.isTSNonNullExpression() ||
    path.isTSSatisfiesExpression() ||
    path.isParenthesizedExpression();
  const inner = isWrapper ? path.get('expression') : path;
  return inner === path || Array.isArray(inner) ? path : bareOf(inner);
}

/** The expression around a value that only adds types to it, or parentheses. */
export function wrapped(path: NodePath): NodePath {
  const parent = path.parentPath;
  if (parent === null) return path;
  if (parent.isTSAsExpression() || parent.isTSNonNullExpression() || parent.isParenthesizedExpression()) {
    return wrapped(parent);
  }
  return path;
}
