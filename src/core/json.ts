import { type Origin } from './origin.js';

/** JSON with the place of every value. Members keep their order; a `__proto__` key is an ordinary member. */
export type JsonNode = JsonObject | JsonArray | JsonScalar;
export interface JsonObject {
  readonly kind: 'object';
  readonly members: ReadonlyMap<string, JsonNode>;
  readonly origin: Origin;
  /** Set when the object was written as a JSON string inside the file. */
  readonly embedded?: true;
}
export interface JsonArray {
  readonly kind: 'array';
  readonly items: readonly JsonNode[];
  readonly origin: Origin;
  readonly embedded?: true;
}
export interface JsonScalar {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  readonly origin: Origin;
  /** A JSON string that may hold JSON, as it stands between its quotes; gives the places inside it. */
  readonly raw?: string;
}

/** A plain JSON value. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** The plain value of a node; objects have no prototype, so that no key can reach one. */
export function toValue(node: JsonNode): Json {
  switch (node.kind) {
    case 'scalar':
      return node.value;
    case 'array':
      return node.items.map(toValue);
    case 'object': {
      const object = Object.create(null) as { [key: string]: Json };
      for (const [key, member] of node.members) object[key] = toValue(member);
      return object;
    }
  }
}

/** Everything in a document that can carry a meaning: scalars, and empty objects and lists. */
export function leavesOf(node: JsonNode): JsonNode[] {
  const leaves: JsonNode[] = [];
  collectLeaves(node, leaves);
  return leaves;
}

/** One list for the whole document: a large one has a leaf for every few letters. */
function collectLeaves(node: JsonNode, leaves: JsonNode[]): void {
  if (node.kind === 'object' && node.members.size > 0) {
    for (const member of node.members.values()) collectLeaves(member, leaves);
  } else if (node.kind === 'array' && node.items.length > 0) {
    for (const item of node.items) collectLeaves(item, leaves);
  } else {
    leaves.push(node);
  }
}

/** The node at a path of keys and indexes, if it is there. */
export function at(node: JsonNode | undefined, ...path: (string | number)[]): JsonNode | undefined {
  let current = node;
  for (const segment of path) {
    if (current?.kind === 'object') current = current.members.get(String(segment));
    else if (current?.kind === 'array') current = current.items[Number(segment)];
    else return undefined;
  }
  return current;
}

/** The string at a path, if there is one. */
export function stringAt(node: JsonNode | undefined, ...path: (string | number)[]): string | undefined {
  const found = at(node, ...path);
  return found?.kind === 'scalar' && typeof found.value === 'string' ? found.value : undefined;
}

/** The members of an object node; none for anything else. */
export function membersOf(node: JsonNode | undefined): ReadonlyMap<string, JsonNode> {
  return node?.kind === 'object' ? node.members : new Map();
}

/** The items of a list node; none for anything else. */
export function itemsOf(node: JsonNode | undefined): readonly JsonNode[] {
  return node?.kind === 'array' ? node.items : [];
}
