import { type NodePath } from '@babel/traverse';

/** The name of a function: its own, or that of the constant it is given to. */
export function nameOf(holder: NodePath): string {
  if (holder.isFunctionDeclaration()) return holder.node.id?.name ?? '';
  const declarator = holder.parentPath;
  return declarator?.isVariableDeclarator() === true && declarator.node.id.type === 'Identifier'
    ? declarator.node.id.name
    : '';
}

/** Whether a function has a parameter of that name at that place. */
export function isParameter(holder: NodePath, index: number, name: string): boolean {
  return holder.isFunction() && holder.get('params')[index]?.isIdentifier({ name }) === true;
}
