import { MigrateError } from './error.js';
import { type JsonNode, type JsonScalar } from './json.js';
import { buildTree, type Locate, mayBeJson, type OnDuplicate } from './json-parse.js';

/**
 * The tree inside a string that holds JSON; pointers go on through the string, and lines and columns are the
 * real ones inside the literal. Anything else comes back as it is, also a string that is not quite JSON. Inside a
 * string inside a string, and in YAML, the place is that of the innermost string.
 * @throws MigrateError when the JSON is nested too deeply
 */
export function embedJson(node: JsonNode, onDuplicate?: OnDuplicate): JsonNode {
  if (node.kind !== 'scalar' || typeof node.value !== 'string' || !mayBeJson(node.value)) return node;
  const options = { start: node.origin, locate: locateInside(node), keepRaw: false, onDuplicate };
  const result = buildTree(node.value, options);
  if (result.kind === 'problem') {
    if (!result.tooDeep) return node;
    throw new MigrateError(result.text, result.remedy, result.origin);
  }
  return result.kind === 'scalar' ? node : { ...result, embedded: true };
}

/** A path of keys and indexes; `*` stands for every member or item. */
export type EmbedPath = readonly (string | number)[];

/** A document whose strings at `paths` are replaced by the JSON that they hold, where they hold any. */
export function withEmbedded(
  document: JsonNode,
  paths: readonly EmbedPath[],
  onDuplicate?: OnDuplicate,
): JsonNode {
  return paths.reduce((node, path) => embedAt(node, path, onDuplicate), document);
}

function embedAt(node: JsonNode, path: EmbedPath, onDuplicate?: OnDuplicate): JsonNode {
  const [head, ...rest] = path;
  if (head === undefined) return embedJson(node, onDuplicate);
  const matches = (segment: string | number): boolean => head === '*' || String(head) === String(segment);
  const step = (member: JsonNode, segment: string | number): JsonNode =>
    matches(segment) ? embedAt(member, rest, onDuplicate) : member;
  switch (node.kind) {
    case 'scalar':
      return node;
    case 'array':
      return { ...node, items: node.items.map(step) };
    case 'object': {
      const members = [...node.members].map(([key, member]) => [key, step(member, key)] as const);
      return { ...node, members: new Map(members) };
    }
  }
}

/** Offsets in the decoded string to columns of the literal. Asked in rising order only, so it walks once. */
function locateInside(scalar: JsonScalar): Locate {
  const { raw, origin } = scalar;
  if (raw === undefined) return () => ({ line: origin.line, column: origin.column });
  let decoded = 0;
  let inRaw = 0;
  return (offset) => {
    for (; decoded < offset; decoded += 1) {
      if (raw[inRaw] !== '\\') inRaw += 1;
      else inRaw += raw[inRaw + 1] === 'u' ? 6 : 2;
    }
    return { line: origin.line, column: origin.column + 1 + inRaw };
  };
}
