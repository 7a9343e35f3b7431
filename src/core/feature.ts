import { type Finding } from './finding.js';
import { type Gen1App } from './gen1-app.js';
import { type LedgerEntry } from './ledger.js';
import { type AccessChange, type SecretToCreate } from './plan.js';

export const FEATURES = [
  'auth',
  'data',
  'storage',
  'functions',
  'rest',
  'geo',
  'analytics',
  'custom',
  'hosting',
  'client',
] as const;
export type FeatureId = (typeof FEATURES)[number];

/** Choices of the person at the command line that change a plan. */
export interface PlanOptions {
  /** `define`: a new user pool; `reference`: the existing one; unset: whatever the project asks for. */
  readonly auth?: 'define' | 'reference';
  /** The Gen 2 branch that the chosen Gen 1 environment becomes. Default: the environment's own name. */
  readonly branch?: string;
  /** `define`: a new bucket; `reference`: the existing one; unset: whatever the project asks for. */
  readonly bucket?: 'define' | 'reference';
  /** How the schema is written; unset or `auto`: the first way that means the same. */
  readonly schema?: 'auto' | 'builder' | 'sdl' | 'construct';
  /** Ways to write the schema that their proofs have refused: they are not said to mean the same. */
  readonly refused?: readonly ('builder' | 'sdl')[];
  /** New tables, or those that are deployed; unset: the latter where the project knows their names. */
  readonly tables?: 'new' | 'import';
  /** All features of the run: what moves in one go does not stay behind. */
  readonly together?: readonly FeatureId[];
  /** Paths of the files that features which were planned before write in the same run. */
  readonly written?: ReadonlySet<string>;
  /** Names of deployed tables by model, where the project doesn't know them. */
  readonly table?: ReadonlyMap<string, string>;
}

/** A file that a feature writes whole. Code is given unformatted; the printer of the run formats it. */
export interface DraftFile {
  /** Relative to the output root, with forward slashes. */
  readonly path: string;
  readonly content: string | Uint8Array;
  /** `typescript` and `javascript` are formatted; `verbatim` is written as it is. */
  readonly language: 'typescript' | 'javascript' | 'json' | 'verbatim';
  /** Set for what is started by its name. */
  readonly executable?: true;
}

/** What a feature needs in amplify/backend.ts. */
export interface BackendPart {
  /** The key in `defineBackend({…})` and the import that brings it. */
  readonly resources: readonly { readonly name: string; readonly from: string }[];
  /** Statements that follow `const backend = …`, with what they import. */
  readonly statements: readonly { readonly code: string; readonly imports: readonly NamedImport[] }[];
}

export interface NamedImport {
  readonly name: string;
  readonly from: string;
}

/** A package that the migrated backend needs at the root of the project. */
export interface Dependency {
  readonly name: string;
  readonly version: string;
  readonly dev: boolean;
  /** Who asks for it, for the message when two ask for different versions. */
  readonly by: string;
}

/** What one feature wants to write and tell. */
export interface Draft {
  /** Features that the emitted code refers to: they must be in the backend, by this run or an earlier one. */
  readonly needs?: readonly FeatureId[];
  readonly files: readonly DraftFile[];
  readonly backend: BackendPart;
  /**
   * What refers to resources of features that are planned later, given the paths of all files of the run. Its
   * statements follow those of all features.
   */
  readonly after?: (written: ReadonlySet<string>) => Pick<Draft, 'files' | 'backend'>;
  readonly dependencies: readonly Dependency[];
  readonly ledger: readonly LedgerEntry[];
  readonly findings: readonly Finding[];
  readonly access: readonly AccessChange[];
  readonly secrets: readonly SecretToCreate[];
}

/**
 * One feature of a Gen 1 backend. `read` sees only the project's files, through `app.files`; `plan` is a
 * pure function from what was read to a value. Neither writes, and neither runs a line of Gen 1 code.
 */
export interface Feature<M> {
  readonly id: FeatureId;
  readonly requires: readonly FeatureId[];
  /** Null when the project does not have the feature. @throws MigrateError when an input can't be understood */
  read(app: Gen1App): Promise<M | null>;
  plan(model: M, app: Gen1App, options: PlanOptions): Draft;
}
