import { type Finding } from '../../../src/core/finding.js';
import { type Gen1Resource } from '../../../src/core/gen1-app.js';
import { type JsonNode } from '../../../src/core/json.js';
import { type OverrideFile } from '../../shared/override/read.js';
import { type BucketForm } from '../../shared/storage/buckets.js';
import { type Grant } from './grants.js';
import { type TemplateModel } from './template.js';

/** A bucket of the storage category as it was read. */
export interface BucketModel {
  readonly resource: Gen1Resource;
  readonly form: BucketForm;
  /** cli-inputs.json or parameters.json. */
  readonly document: JsonNode;
  /** storage-params.json of the older form. */
  readonly groupsDocument: JsonNode | null;
  /** Nodes of keys that Gen 1 does not know. */
  readonly unknown: readonly JsonNode[];
  /** What each role may do. */
  readonly grants: readonly Grant[];
  /** What an older template takes away again, whatever else is given. */
  readonly denials: readonly Grant[];
  readonly template: TemplateModel | null;
  readonly triggers: readonly BucketTrigger[];
  readonly names: ReadonlyMap<string, BucketName>;
  readonly override: OverrideFile | null;
  readonly findings: readonly Finding[];
}

/** A function that Gen 1 runs for changes of objects. */
export interface BucketTrigger {
  readonly function: string;
  readonly node: JsonNode;
}

/** The bucket that is deployed for an environment. */
export interface BucketName {
  readonly name: string;
  /** Where it is, if that need not be the region of the backend. */
  readonly region: string | null;
}
