import { type Code, type Entry, array, literal } from '../../../src/emit/code.js';

/**
 * A string that the builder puts between quotes into SDL without escaping it (data-schema, SchemaProcessor): what
 * it is given has to be escaped for SDL already.
 */
export function sdlText(text: string): Code {
  return literal(JSON.stringify(text).slice(1, -1));
}

/** One name as it is, several as a list: the way references are written. */
export function names(all: readonly string[]): Code {
  const [first, ...rest] = all;
  return first !== undefined && rest.length === 0 ? literal(first) : list(all);
}

export function list(all: readonly string[]): Code {
  return array(all.map((name) => literal(name)));
}

/** A description as a comment above the member. */
export function described(...descriptions: readonly (string | null)[]): string | undefined {
  const lines = descriptions.flatMap((text) => (text === null ? [] : text.trim().split(/\s*\n\s*/)));
  return lines.length === 0 ? undefined : lines.join('\n');
}

/** A member with the comment above it, if there is one. */
export function entry(name: string, value: Code, comment: string | undefined): Entry {
  return comment === undefined ? [name, value] : [name, value, comment];
}
