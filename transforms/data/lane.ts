import { type BackendPart, type Dependency, type DraftFile } from '../../src/core/feature.js';
import { type Finding } from '../../src/core/finding.js';
import { type Gen1App, type Gen1Resource } from '../../src/core/gen1-app.js';
import { type AccessChange, type SecretToCreate } from '../../src/core/plan.js';
import { type Takeover } from '../../src/emit/environment-name.js';
import { type FunctionPlace } from '../shared/lambda/places.js';
import { type Api } from './api.js';
import { type OverrideFile } from '../shared/override/read.js';
import { type Schema } from './schema/schema.js';
import { type ApiSettings, type TablePlan } from './settings.js';

/**
 * How the schema is written, the most idiomatic first. `builder`: `a.schema({…})`; `sdl`: Gen 1's SDL, amended so
 * that it means in `defineData` what it meant in Gen 1; `construct`: Gen 1's SDL and flags in `AmplifyGraphqlApi`.
 */
export const LANES = ['builder', 'sdl', 'construct'] as const;
export type Lane = (typeof LANES)[number];

/**
 * A line of the Gen 1 project that a lane can't say with the same meaning. The finding is told as it is when the
 * lane is forced by the user; a lower lane that keeps the meaning tells it as a note, as the reason for the lane.
 */
export interface Obstacle {
  /** Every lane that loses the meaning. */
  readonly lanes: readonly Lane[];
  /** `import`: only with imported tables. */
  readonly tables: 'any' | 'import';
  readonly finding: Finding;
  /** What callers may do more or less when the lane is forced. */
  readonly access?: readonly AccessChange[];
}

export interface LaneInput {
  readonly app: Gen1App;
  readonly resource: Gen1Resource;
  readonly schema: Schema;
  readonly api: Api;
  readonly settings: ApiSettings;
  readonly tables: TablePlan;
  readonly takeover: Takeover;
  /** Functions that Gen 2 has, by the names of their Gen 1 resources. */
  readonly functions: ReadonlyMap<string, FunctionPlace>;
  /** override.ts of the API, where it has one. */
  readonly override?: OverrideFile | null;
}

/** What a lane writes: amplify/data/resource.ts (or api.ts), the schema, and its part of amplify/backend.ts. */
export interface LaneOutput {
  readonly files: readonly DraftFile[];
  readonly backend: BackendPart;
  readonly dependencies: readonly Dependency[];
  readonly findings: readonly Finding[];
  readonly access: readonly AccessChange[];
  readonly secrets: readonly SecretToCreate[];
}
