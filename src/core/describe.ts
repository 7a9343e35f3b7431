import { MigrateError } from './error.js';
import { type JsonNode, type JsonObject } from './json.js';
import { pathText } from './shown.js';

/** What kind of value a node is, for messages; never the value, which may be a secret. */
export function kindText(node: JsonNode | undefined): string {
  if (node === undefined) return 'nothing';
  if (node.kind === 'object') return 'an object';
  if (node.kind === 'array') return 'a list';
  if (node.value === null) return 'null';
  return typeof node.value === 'boolean' ? String(node.value) : `a ${typeof node.value}`;
}

/** `node` as an object; `what` says what it is for. @throws MigrateError when it is something else */
export function expectObject(node: JsonNode, what: string): JsonObject {
  if (node.kind === 'object') return node;
  const place = node.origin.pointer === '' ? '' : ` at ${pathText(node.origin.pointer)}`;
  throw new MigrateError(
    `expected an object${place} (${what}), found ${kindText(node)}`,
    'Correct the file, or restore it with `amplify pull`.',
    node.origin,
  );
}
