import { type Node } from '@babel/types';

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

/** Names whose literal value is a credential. */
const SECRET_NAME = /secret|private_?key|api_?key|passwo?r?d$|credentials?$/i;

/** Whether a text below the node is given to the name of a secret. */
export function holdsSecret(node: Node): boolean {
  const named = namedValue(node);
  if (named !== null && SECRET_NAME.test(named.name) && hasText(named.value)) return true;
  return childrenOf(node).some(holdsSecret);
}

function namedValue(node: Node): { readonly name: string; readonly value: Node } | null {
  if (node.type === 'ObjectProperty') {
    const name = keyName(node.key, node.computed);
    return name === null ? null : { name, value: node.value };
  }
  if (node.type === 'VariableDeclarator' && node.id.type === 'Identifier' && node.init) {
    return { name: node.id.name, value: node.init };
  }
  if (node.type !== 'AssignmentExpression' || node.left.type !== 'MemberExpression') return null;
  const name = keyName(node.left.property, node.left.computed);
  return name === null ? null : { name, value: node.right };
}

function hasText(node: Node): boolean {
  if (node.type === 'StringLiteral') return node.value !== '';
  return node.type === 'TemplateLiteral' || childrenOf(node).some(hasText);
}
