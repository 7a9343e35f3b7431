import { type Comment, type Node } from '@babel/types';
import { childrenOf, keyName, unwrap } from '../../shared/override/syntax.js';

/** `root.a['b']` as the expression at its root and the names after it; null when a name is computed. */
export function memberChain(node: Node): { readonly root: Node; readonly names: readonly string[] } | null {
  const plain = unwrap(node);
  if (plain.type !== 'MemberExpression' && plain.type !== 'OptionalMemberExpression') {
    return { root: plain, names: [] };
  }
  const name = keyName(plain.property, plain.computed);
  const before = memberChain(plain.object);
  return name === null || before === null ? null : { root: before.root, names: [...before.names, name] };
}

/** TypeScript's nodes that hold a value; all others are types, which vanish. */
const TYPED_VALUES = /^TS(?:As|Satisfies|NonNull)Expression$|^TSTypeAssertion$/;

/** The names below a node that stand for values; types are left out. */
export function identifiersIn(node: Node): string[] {
  if (node.type === 'Identifier') return [node.name];
  if (node.type.startsWith('TS') && !TYPED_VALUES.test(node.type)) return [];
  return childrenOf(node).flatMap(identifiersIn);
}

/** Whether a `return` of the surrounding function stands below a node. */
export function containsReturn(node: Node): boolean {
  if (node.type === 'ReturnStatement') return true;
  if (/Function(?:Declaration|Expression)$|Method$/.test(node.type)) return false;
  return childrenOf(node).some(containsReturn);
}

export function startOf(node: Node | Comment): number {
  if (typeof node.start !== 'number') throw new Error('AM9003: a parsed node has no position');
  return node.start;
}

export function endOf(node: Node | Comment): number {
  if (typeof node.end !== 'number') throw new Error('AM9003: a parsed node has no position');
  return node.end;
}
