import { type Json, type JsonNode } from '../../../src/core/json.js';
import { type Origin } from '../../../src/core/origin.js';

/** A value as a node whose every part stands at one place. */
export function nodeOf(value: Json, origin: Origin): JsonNode {
  if (Array.isArray(value)) {
    return { kind: 'array', items: value.map((item) => nodeOf(item, origin)), origin };
  }
  if (value !== null && typeof value === 'object') {
    return objectNode(
      Object.entries(value).map(([name, member]) => [name, nodeOf(member, origin)]),
      origin,
    );
  }
  return { kind: 'scalar', value, origin };
}

export function objectNode(members: Iterable<readonly [string, JsonNode]>, origin: Origin): JsonNode {
  return { kind: 'object', members: new Map(members), origin };
}

export function listNode(items: readonly JsonNode[], origin: Origin): JsonNode {
  return { kind: 'array', items, origin };
}
