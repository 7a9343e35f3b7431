import { type Gen1Resource } from '../../../src/core/gen1-app.js';
import { type JsonNode } from '../../../src/core/json.js';
import { type OverrideModel } from '../override/index.js';
import { type TriggerModel } from '../triggers/model.js';

/** The name by which the function is known in Gen 2. */
export type AdminQueriesEvent = 'adminQueries';

/** Gen 1's API for administrators of the user pool: `api/AdminQueries`, and the function behind it. */
export interface AdminQueriesModel {
  /** `adminQueryGroup` of the pool's settings. */
  readonly group: string | undefined;
  /** Null when the project names no function for it. */
  readonly lambda: TriggerModel<AdminQueriesEvent> | null;
  readonly api: AdminQueriesApi | null;
}

export interface AdminQueriesApi {
  readonly resource: Gen1Resource;
  /** cli-inputs.json, of which newer versions of Gen 1 make the template. */
  readonly inputs: JsonNode | null;
  /** The template that older versions wrote into the folder. */
  readonly template: JsonNode | null;
  readonly parameters: JsonNode | null;
  readonly override: OverrideModel | null;
}
