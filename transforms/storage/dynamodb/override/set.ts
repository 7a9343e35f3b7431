import { type JsonNode } from '../../../../src/core/json.js';
import { type Origin } from '../../../../src/core/origin.js';
import { Stay } from '../../../shared/override/scope.js';
import { objectNode } from '../nodes.js';

/** A node with another value at a path; `merge`: members of an object that are not named stay. */
export function setAt(
  node: JsonNode | undefined,
  path: readonly string[],
  value: JsonNode,
  merge: boolean,
): JsonNode {
  const [head, ...rest] = path;
  if (head === undefined) return merge ? merged(node, value) : value;
  if (node === undefined) return objectNode([[head, setAt(undefined, rest, value, merge)]], value.origin);
  if (node.kind === 'object') {
    const members = new Map(node.members);
    members.set(head, setAt(members.get(head), rest, value, merge));
    return { ...node, members };
  }
  const index = Number(head);
  const isItem = node.kind === 'array' && Number.isInteger(index) && index < node.items.length;
  if (node.kind !== 'array' || !isItem) throw new Stay('it changes a part that Gen 1 does not generate');
  return {
    ...node,
    items: node.items.map((item, at) => (at === index ? setAt(item, rest, value, merge) : item)),
  };
}

/** As `addPropertyOverride` of CDK does it: objects by member, anything else as a whole. */
function merged(node: JsonNode | undefined, value: JsonNode): JsonNode {
  if (node?.kind !== 'object' || value.kind !== 'object') return value;
  let result: JsonNode = node;
  for (const [name, member] of value.members) result = setAt(result, [name], member, true);
  return result;
}

/** A node without what is at a path. */
export function deleteAt(node: JsonNode, path: readonly string[], origin: Origin): JsonNode {
  const [head, ...rest] = path;
  if (head === undefined || node.kind !== 'object')
    throw new Stay('it deletes a part that Gen 1 does not generate');
  const members = new Map(node.members);
  const found = members.get(head);
  if (rest.length === 0) members.delete(head);
  else if (found !== undefined) members.set(head, deleteAt(found, rest, origin));
  return { ...node, members };
}
