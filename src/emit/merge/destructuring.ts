import { type Node, type Statement } from '@babel/types';

/** A variable that a destructuring declares, and the member that it gets. */
export interface Member {
  readonly key: string;
  readonly local: string;
}

/** The parts of `const { a, b: c } = init`, when there is nothing more to it. */
export function destructuring(
  node: Statement,
): { readonly init: Node; readonly members: Member[] } | undefined {
  if (node.type !== 'VariableDeclaration' || node.kind !== 'const' || node.declarations.length !== 1)
    return undefined;
  const [declarator] = node.declarations;
  if (declarator?.id.type !== 'ObjectPattern' || !declarator.init) return undefined;
  const members: Member[] = [];
  for (const property of declarator.id.properties) {
    if (property.type !== 'ObjectProperty' || property.computed) return undefined;
    if (property.key.type !== 'Identifier' || property.value.type !== 'Identifier') return undefined;
    members.push({ key: property.key.name, local: property.value.name });
  }
  return { init: declarator.init, members };
}
