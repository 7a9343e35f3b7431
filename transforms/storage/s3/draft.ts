import { type BackendPart, type DraftFile } from '../../../src/core/feature.js';
import { type Finding } from '../../../src/core/finding.js';
import { type Ledger } from '../../../src/core/ledger.js';
import { type AccessChange } from '../../../src/core/plan.js';
import { ModuleText } from '../../../src/emit/code.js';

/** What the buckets add to the draft of storage; one module for each of the files that they share. */
export interface BucketsDraft {
  readonly ledger: Ledger;
  readonly resource: ModuleText;
  readonly overrides: ModuleText;
  readonly reference: ModuleText;
  readonly resources: { name: string; from: string }[];
  readonly statements: BackendPart['statements'][number][];
  readonly findings: Finding[];
  readonly access: AccessChange[];
  /** The files that have got something to hold. */
  readonly written: Set<DraftFile['path']>;
  /** Whether the code refers to the roles of auth. */
  needsAuth: boolean;
}

export function newBucketsDraft(ledger: Ledger): BucketsDraft {
  return {
    ledger,
    resource: new ModuleText(),
    overrides: new ModuleText(),
    reference: new ModuleText(),
    resources: [],
    statements: [],
    findings: [],
    access: [],
    written: new Set(),
    needsAuth: false,
  };
}
