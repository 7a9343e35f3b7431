import { type Gen1Resource } from '../../../src/core/gen1-app.js';
import { type JsonNode } from '../../../src/core/json.js';
import { type TriggerEvent, type TriggerName } from './events.js';
import { type SourceFacts } from './source-facts.js';

/** One file below the folder that Gen 1 zips. */
export interface SourceFile {
  /** Relative to that folder, with forward slashes. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** What the code does; null for files that are no code, and for code that does not parse. */
  readonly facts: SourceFacts | null;
  readonly problem: { readonly line: number; readonly text: string } | null;
}

/** The code of a function. */
export interface TriggerSources {
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
  readonly handler: { readonly file: string | null; readonly expected: string; readonly exportName: string };
}

/** The documents of a function; null where there is none. */
export interface TriggerDocuments {
  readonly template: JsonNode | null;
  readonly parameters: JsonNode | null;
  readonly functionParameters: JsonNode | null;
  readonly customPolicies: JsonNode | null;
}

/** A function that Cognito calls, as it was read. Other functions of auth have an event of their own name. */
export interface TriggerModel<Event extends string = TriggerEvent> {
  /** Most functions serve one event; the first one names the Gen 2 function. */
  readonly events: readonly [TriggerName<Event>, ...TriggerName<Event>[]];
  readonly functionName: string;
  /** True when it has the name that Gen 1 gives: the pool's and the trigger's. */
  readonly isNamedAfterPool: boolean;
  readonly resource: Gen1Resource | null;
  /** The modules that the inputs of the pool list. */
  readonly modules: readonly string[];
  readonly documents: TriggerDocuments;
  /** Its entries of team-provider-info.json, by environment. */
  readonly teamProvider: ReadonlyMap<string, JsonNode>;
  readonly sources: TriggerSources;
}

/** How findings name a trigger. */
export function labelOf({ events }: TriggerModel<string>): string {
  return `the trigger ${events.map(({ gen1 }) => gen1).join(' and ')}`;
}
