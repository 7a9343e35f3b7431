import { type JsonScalar } from '../../../src/core/json.js';
import { type Comment, type Statement } from '@babel/types';

/** An override.ts that was parsed, never run. Every statement is a leaf of the ledger. */
export interface OverrideModel {
  /** Relative to the project root. */
  readonly file: string;
  readonly source: string;
  /** Statements beside the function (`module/0`), then those of its body (`override/0`), in order. */
  readonly statements: readonly OverrideStatement[];
  /** Names that the file gives to the two parameters; a pattern takes resources out of the first. */
  readonly resources: ParameterName;
  readonly projectInfo: ParameterName;
  readonly comments: readonly Comment[];
  /** Positions of errors after which the parser could go on. */
  readonly errors: readonly number[];
  /** Why nothing of the file can be understood; null when it was. */
  readonly problem: { readonly reason: string; readonly leaf: JsonScalar } | null;
}

/** The name of a parameter, or the local names of what is taken out of it: local name → its name there. */
export type ParameterName =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'members'; readonly members: ReadonlyMap<string, string> }
  | { readonly kind: 'none' };

export interface OverrideStatement {
  /** The source text as a value with its place; literal secrets in it are blacked out. */
  readonly leaf: JsonScalar;
  readonly node: Statement;
  /** Where its text begins, with the comments before it. */
  readonly start: number;
}
