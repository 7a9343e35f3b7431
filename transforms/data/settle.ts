import { type Finding } from '../../src/core/finding.js';
import { type JsonNode } from '../../src/core/json.js';
import { type Disposition, type Ledger } from '../../src/core/ledger.js';
import { type Origin } from '../../src/core/origin.js';
import { type Lane } from './lane.js';
import { type Schema } from './schema/schema.js';

/** Where each lane writes the schema. */
export const SCHEMA_TARGET: Readonly<Record<Lane, string>> = {
  builder: 'amplify/data/resource.ts',
  sdl: 'amplify/data/schema.ts',
  construct: 'amplify/data/schema.ts',
};

/**
 * Gives every leaf of the schema its disposition: where a finding says that something is lost or changed, the
 * leaves at its place; everything else is in the schema that the lane writes.
 */
export function settleSchema(schema: Schema, lane: Lane, told: readonly Finding[], ledger: Ledger): void {
  // Few of the lines of a large schema are asked for.
  const lines = new Set(told.map(({ origin }) => origin.line));
  const places = new Map<string, JsonNode>();
  for (const { leaves } of schema.files) {
    ledger.cover(leaves);
    // A file begins where its first definition does, and is not meant by what is told of that.
    for (const member of leaves.members.values()) collect(member, lines, places);
  }
  for (const one of told) {
    const node = places.get(placeKey(one.origin));
    if (node !== undefined && !ledger.isSettled(node)) ledger.settle(node, dispositionOf(one));
  }
  const path = SCHEMA_TARGET[lane];
  const kind = lane === 'construct' ? 'override' : 'exact';
  for (const { leaves } of schema.files) {
    ledger.settleRest(leaves, ({ origin }) => ({ kind, target: { path, property: origin.pointer } }));
  }
}

function dispositionOf(told: Finding): Disposition {
  return told.target
    ? { kind: 'changed', target: told.target, finding: told }
    : { kind: 'manual', finding: told };
}

/** The outermost node at each place on the lines. */
function collect(node: JsonNode, lines: ReadonlySet<number>, places: Map<string, JsonNode>): void {
  if (lines.has(node.origin.line)) {
    const key = placeKey(node.origin);
    if (!places.has(key)) places.set(key, node);
  }
  if (node.kind === 'object') for (const member of node.members.values()) collect(member, lines, places);
  if (node.kind === 'array') for (const item of node.items) collect(item, lines, places);
}

function placeKey({ file, line, column }: Origin): string {
  return `${file}:${line}:${column}`;
}
