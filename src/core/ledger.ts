import { type Finding, type Target } from './finding.js';
import { type JsonNode, leavesOf } from './json.js';
import { type Origin } from './origin.js';

/** What became of one Gen 1 leaf. Each leaf has exactly one. */
export type Disposition =
  /** First-class Gen 2 API, same meaning. */
  | { readonly kind: 'exact'; readonly target: Target }
  /** Same meaning through CDK. */
  | { readonly kind: 'override'; readonly target: Target }
  /** Gen 2 does it anyway. */
  | { readonly kind: 'default'; readonly because: string }
  /** Emitted, but it means something else. */
  | { readonly kind: 'changed'; readonly target: Target; readonly finding: Finding }
  /** A person must act. */
  | { readonly kind: 'manual'; readonly finding: Finding }
  /** State of the Gen 1 CLI without meaning in Gen 2. */
  | { readonly kind: 'bookkeeping'; readonly because: string };

export interface LedgerEntry {
  readonly origin: Origin;
  readonly value: string | number | boolean | null;
  readonly disposition: Disposition;
}

/**
 * Collects what became of every leaf of the documents it is given.
 *
 * `settle` covers the leaves below a node that nothing more specific has settled before, so a rule settles
 * special parts first and the rest of its key last. A leaf that is settled twice by itself is a bug.
 */
export class Ledger {
  readonly #settled = new Map<JsonNode, Disposition>();
  readonly #documents: JsonNode[] = [];

  /** Puts all leaves below `node` into the scope of the ledger. */
  cover(node: JsonNode): void {
    this.#documents.push(node);
  }

  settle(node: JsonNode, disposition: Disposition): void {
    let fresh = 0;
    for (const leaf of leavesOf(node)) {
      if (this.#settled.has(leaf)) continue;
      this.#settled.set(leaf, disposition);
      fresh += 1;
    }
    if (fresh === 0) {
      throw new Error(`AM9001: ${node.origin.file}${node.origin.pointer} was settled twice`);
    }
  }

  /** Settles every leaf below `node` that nothing has settled yet. */
  settleRest(node: JsonNode, dispositionOf: (leaf: JsonNode) => Disposition): void {
    for (const leaf of leavesOf(node)) {
      if (!this.#settled.has(leaf)) this.#settled.set(leaf, dispositionOf(leaf));
    }
  }

  isSettled(node: JsonNode): boolean {
    return leavesOf(node).every((leaf) => this.#settled.has(leaf));
  }

  /** The entries in the order of the documents; `unknown` decides about leaves that no rule knew. */
  entries(unknown: (leaf: JsonNode) => Disposition): LedgerEntry[] {
    const entries: LedgerEntry[] = [];
    for (const document of this.#documents) {
      for (const leaf of leavesOf(document)) {
        const disposition = this.#settled.get(leaf) ?? unknown(leaf);
        entries.push({ origin: leaf.origin, value: shownValue(leaf), disposition });
      }
    }
    return entries;
  }
}

function shownValue(leaf: JsonNode): LedgerEntry['value'] {
  if (leaf.kind === 'scalar') return leaf.value;
  return leaf.kind === 'array' ? '[]' : '{}';
}
