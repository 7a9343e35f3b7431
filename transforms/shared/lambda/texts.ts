import { type JsonNode, itemsOf } from '../../../src/core/json.js';

/** The texts of a value that may be one text or a list of them. */
export function textsOf(node: JsonNode | undefined): string[] {
  if (node?.kind === 'scalar') return typeof node.value === 'string' ? [node.value] : [];
  return itemsOf(node).flatMap((item) =>
    item.kind === 'scalar' && typeof item.value === 'string' ? [item.value] : [],
  );
}
