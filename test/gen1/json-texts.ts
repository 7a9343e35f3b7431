import fc from 'fast-check';
import { MigrateError } from '../../src/core/error.js';
import { type Json, type JsonNode } from '../../src/core/json.js';

/** Any JSON, with the keys among it that are special in JavaScript. */
export const anyJson = fc.letrec<{ value: Json; object: Json }>((tie) => ({
  object: fc
    .array(
      fc.tuple(
        fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('__proto__', 'constructor', 'a/b', '~')),
        tie('value'),
      ),
    )
    .map((entries) => fromEntries(entries)),
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.string({ unit: 'binary' }),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (Object.is(number, -0) ? 0 : number)),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 5 }),
    tie('object'),
  ),
})).value;

/** An object without prototype, as `toValue` makes them. */
export function fromEntries(entries: readonly (readonly [string, Json])[]): Json {
  const object = Object.create(null) as Record<string, Json>;
  for (const [key, value] of entries) object[key] = value;
  return object;
}

/** Every node below one, itself included. */
export function* nodesOf(node: JsonNode): Generator<JsonNode> {
  yield node;
  if (node.kind === 'scalar') return;
  for (const child of node.kind === 'array' ? node.items : node.members.values()) yield* nodesOf(child);
}

/** The text of a file from the place of a node on. */
export function textAt(text: string, node: JsonNode): string {
  const lines = text.split(/\r\n|\r|\n/);
  const rest = lines.slice(node.origin.line - 1);
  return rest.join('\n').slice(node.origin.column - 1);
}

/** A text after one small accident: cut off, or a few characters replaced. */
export const damage = fc.record({
  from: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.nat({ max: 12 }),
  instead: fc.oneof(
    fc.string({ maxLength: 4 }),
    fc.constantFrom(
      '"',
      '{',
      ']',
      '\\',
      '\\u00',
      '//',
      '/*',
      ',',
      '<<<<<<<',
      '\0',
      '- ',
      '*a',
      '&a ',
      '!Ref ',
    ),
    fc.constant(null),
  ),
});
export type Damage = typeof damage extends fc.Arbitrary<infer T> ? T : never;

/** `instead: null` cuts everything off. */
export function damaged(text: string, { from, length, instead }: Damage): string {
  const start = Math.floor(from * text.length);
  return instead === null
    ? text.slice(0, start)
    : text.slice(0, start) + instead + text.slice(start + length);
}

/** What a reader gave, when it gave a node or an error with words and a place; anything else is thrown on. */
export function nodeOrProblem(read: () => JsonNode): JsonNode | MigrateError {
  try {
    return read();
  } catch (error) {
    if (error instanceof MigrateError && error.origin !== undefined) return error;
    throw error;
  }
}
