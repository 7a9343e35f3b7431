import { type Finding } from '../../src/core/finding.js';
import { type Gen1Resource } from '../../src/core/gen1-app.js';
import { type Api } from './api.js';
import { type OverrideFile } from '../shared/override/read.js';
import { type Schema } from './schema/schema.js';
import { type ApiSettings } from './settings.js';

/** The GraphQL API of a Gen 1 project, read whole. */
export interface DataModel {
  readonly resource: Gen1Resource;
  readonly settings: ApiSettings;
  /** Null when the API has no schema in the repository. */
  readonly schema: { readonly sdl: Schema; readonly api: Api } | null;
  readonly findings: readonly Finding[];
  /** override.ts of the API, where it has one. */
  readonly override?: OverrideFile | null;
}
