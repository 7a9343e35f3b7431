import { type Comment, type Node } from '@babel/types';

/** The nodes directly below a node, in the order of the source. */
export function childrenOf(node: Node): Node[] {
  const children: Node[] = [];
  for (const [name, value] of Object.entries(node)) {
    if (name === 'loc' || name === 'extra' || name.endsWith('Comments')) continue;
    for (const item of Array.isArray(value) ? (value as unknown[]) : [value as unknown]) {
      if (isNode(item)) children.push(item);
    }
  }
  return children.sort((a, b) => (a.start ?? 0) - (b.start ?? 0));
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, 'type') === 'string';
}

/** The name of a member that is written out: `a.name`, `a['name']`; null when it is computed. */
export function keyName(key: Node, computed: boolean): string | null {
  if (key.type === 'StringLiteral') return key.value;
  return key.type === 'Identifier' && !computed ? key.name : null;
}

/** An expression without the wrappers that only TypeScript's types need. */
export function unwrap(node: Node): Node {
  switch (node.type) {
    case 'TSAsExpression':
    case 'TSTypeAssertion':
    case 'TSNonNullExpression':
    case 'TSSatisfiesExpression':
    case 'ParenthesizedExpression':
      return unwrap(node.expression);
    default:
      return node;
  }
}

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
