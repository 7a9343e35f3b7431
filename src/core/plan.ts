import { type Finding } from './finding.js';
import { type FeatureId } from './feature.js';
import { type LedgerEntry } from './ledger.js';
import { type Code } from './codes/index.js';

/**
 * One change of the files on disk. `path` is relative to the output root, with forward slashes.
 * `before` is what was read there (null: no such file); a commit refuses when the disk differs from it.
 */
export interface Edit {
  readonly path: string;
  readonly kind: 'create' | 'change' | 'delete';
  readonly before: Uint8Array | null;
  readonly after: Uint8Array | null;
  /** Set when the file is executable, or is to be created so. A changed file keeps the mode it has on disk. */
  readonly executable?: true;
}

/** Who may do more, less or something else after the migration. */
export interface AccessChange {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly gen1: string;
  readonly gen2: string;
  readonly change: 'widened' | 'narrowed' | 'changed';
  /** True when the change follows from the packages that were read, not from a guess about the deployment. */
  readonly proved: boolean;
  readonly code: Code;
  /** Why a person takes it as it is (amplify-migrate.json); it counts no more for the exit code. */
  readonly accepted?: string;
}

/** A file that was read to make the plan. */
export interface Input {
  readonly path: string;
  readonly sha256: string;
}

/** A secret that someone must create before the first deployment. */
export interface SecretToCreate {
  readonly name: string;
  readonly purpose: string;
}

/** All that a run would do and tell: a value, without side effects. */
export interface Plan {
  readonly features: readonly FeatureId[];
  readonly inputs: readonly Input[];
  readonly edits: readonly Edit[];
  readonly ledger: readonly LedgerEntry[];
  readonly findings: readonly Finding[];
  readonly access: readonly AccessChange[];
  readonly secrets: readonly SecretToCreate[];
}
