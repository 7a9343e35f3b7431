import { type Gen1Resource } from '../../../src/core/gen1-app.js';
import { type JsonNode } from '../../../src/core/json.js';
import { type SourceFacts } from './source-facts.js';

/** One file below the folder that Gen 1 zips. */
export interface SourceFile {
  /** Relative to that folder, with forward slashes. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** What the code does; null for files that are no code, and for code that does not parse. */
  readonly facts: SourceFacts | null;
  readonly problem: { readonly line: number; readonly text: string } | null;
  /** Names by which the file loads others of the function in Gen 1; `bytes` has paths in their place. */
  readonly pathsAdded?: readonly string[];
}

/** The code of a function. */
export interface LambdaSources {
  /** The folder that Gen 1 zips, relative to the project root. */
  readonly folder: string;
  readonly files: readonly SourceFile[];
  /** Files that are not carried over. */
  readonly skipped: readonly string[];
  /** `dependencies` of its package.json. */
  readonly dependencies: ReadonlyMap<string, string>;
  /** `type` of its package.json; null when there is no package.json. */
  readonly packageType: 'module' | 'commonjs' | null;
  /** Versions of its package-lock.json. */
  readonly locked: ReadonlyMap<string, string>;
  /** The file and the export that Lambda calls; `file` is null when it is not there. */
  readonly handler: {
    readonly file: string | null;
    readonly expected: string;
    readonly exportName: string;
    /** As the template has it. */
    readonly written: string;
    /** True when `file` is the source of what Lambda calls, which a build of the function's own makes. */
    readonly isBuilt: boolean;
  };
}

/** The documents of a function; null where there is none. */
export interface LambdaDocuments {
  readonly template: JsonNode | null;
  readonly parameters: JsonNode | null;
  readonly functionParameters: JsonNode | null;
  readonly customPolicies: JsonNode | null;
}

/** A function of the `function` category as it was read, whatever calls it. */
export interface LambdaModel {
  readonly functionName: string;
  /** Null when the project names the function and has none of that name. */
  readonly resource: Gen1Resource | null;
  readonly documents: LambdaDocuments;
  /** Its entries of team-provider-info.json, by environment. */
  readonly teamProvider: ReadonlyMap<string, JsonNode>;
  readonly sources: LambdaSources;
}
