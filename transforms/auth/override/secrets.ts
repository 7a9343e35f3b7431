import { type Node } from '@babel/types';
import { childrenOf, keyName } from '../../shared/override/syntax.js';

/** Names whose literal value is a credential. `tokenValidityUnits` and `passwordPolicy` are none. */
const SECRET_NAME = /secret|private_?key|api_?key|passwo?r?d$|credentials?$/i;

/** What stands in the place of a secret. */
export const REDACTED = '‹redacted›';

/** The string literals below `node` that hold a secret, judged by the name that they are given. */
export function secretsIn(node: Node): Node[] {
  const found: Node[] = [];
  const visit = (current: Node): void => {
    const value = namedSecret(current);
    if (value !== null) found.push(...textsIn(value));
    else for (const child of childrenOf(current)) visit(child);
  };
  visit(node);
  return found;
}

/** The value that `node` gives to a secret's name: in an object, an assignment, a constant or a property path. */
function namedSecret(node: Node): Node | null {
  switch (node.type) {
    case 'ObjectProperty':
      return isSecretName(keyName(node.key, node.computed)) ? node.value : null;
    case 'AssignmentExpression':
      return node.left.type === 'MemberExpression' &&
        isSecretName(keyName(node.left.property, node.left.computed))
        ? node.right
        : null;
    case 'VariableDeclarator':
      return node.id.type === 'Identifier' && isSecretName(node.id.name) ? (node.init ?? null) : null;
    case 'CallExpression': {
      const [path, value] = node.arguments;
      const isPath = path?.type === 'StringLiteral' && node.arguments.length === 2;
      return isPath && value && isSecretName(path.value.split('.').at(-1)) ? value : null;
    }
    default:
      return null;
  }
}

function isSecretName(name: string | null | undefined): boolean {
  return typeof name === 'string' && SECRET_NAME.test(name);
}

/** Every text in an expression; booleans and numbers are no secrets (`generateSecret: true`). */
function textsIn(node: Node): Node[] {
  if (node.type === 'StringLiteral') return node.value === '' ? [] : [node];
  if (node.type === 'TemplateLiteral') return [node];
  return childrenOf(node).flatMap(textsIn);
}

/** Comments that speak of a secret's value are not repeated either. */
export function mentionsSecret(comment: string): boolean {
  return /(?:secret|private_?key|api_?key|password)["']?\s*[:=]/i.test(comment);
}

/** `source` from `start` to `end` without the text of the secrets in it. */
export function redact(source: string, start: number, end: number, secrets: readonly Node[]): string {
  let text = '';
  let position = start;
  for (const secret of secrets) {
    if (typeof secret.start !== 'number' || typeof secret.end !== 'number') continue;
    text += source.slice(position, secret.start) + `'${REDACTED}'`;
    position = secret.end;
  }
  return text + source.slice(position, end);
}
