import { type Code, code, literal, template } from '../../../src/emit/code.js';

/** What stands in a text of a template and is known at deployment only, as code. */
export interface Hole {
  readonly kind: 'apiId' | 'environment' | 'bucket' | 'rootKey' | 'other';
  readonly code: Code;
}

/** A text of a template, with what deployment fills in. */
export type Part = string | Hole;

export function joined(parts: readonly Part[]): Part[] {
  const result: Part[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (part === '') continue;
    if (typeof part === 'string' && typeof last === 'string') result[result.length - 1] = last + part;
    else result.push(part);
  }
  return result;
}

/** The text when nothing is left open. */
export function plainText(parts: readonly Part[]): string | null {
  const [only, more] = joined(parts);
  if (only === undefined) return '';
  return more === undefined && typeof only === 'string' ? only : null;
}

/** A text as code: a string, an expression, or a template literal. */
export function textCode(parts: readonly Part[]): Code {
  const all = joined(parts);
  const [only, more] = all;
  if (only === undefined) return literal('');
  if (more === undefined && typeof only !== 'string') return only.code;
  if (more === undefined && typeof only === 'string' && !only.includes('\n')) return literal(only);
  const inner = all.map((part) => (typeof part === 'string' ? escaped(part) : (`\${${part.code}}` as Code)));
  return code`\`${inner.join('') as Code}\``;
}

/** The text of a template literal without its quotes. */
function escaped(text: string): Code {
  const quoted = template(text, '\0', code``);
  return quoted.slice(1, -1) as Code;
}

/** For messages. */
export function shownParts(parts: readonly Part[]): string {
  return joined(parts)
    .map((part) => (typeof part === 'string' ? part : `\${${part.kind === 'other' ? '…' : part.kind}}`))
    .join('');
}
