import { type Finding } from '../../../src/core/finding.js';
import { type Gen1Resource } from '../../../src/core/gen1-app.js';
import { type JsonNode, type JsonObject } from '../../../src/core/json.js';
import { type Leaf } from '../../../src/core/origin.js';
import { type TableOverride } from './override/read.js';

/** A DynamoDB table of the storage category as it was read. */
export interface StorageTable {
  readonly resource: Gen1Resource;
  /** What the emitted code calls it: `tables.<variable>`. */
  readonly variable: string;
  /**
   * `inputs`: cli-inputs.json, from which Gen 1 makes the template at every push. `template`: the older form, where
   * the template is a file that users edit. `imported`: a table that Gen 1 never made. `missing`: none of these.
   */
  readonly form: 'inputs' | 'template' | 'imported' | 'missing';
  /** cli-inputs.json or parameters.json. */
  readonly settings: JsonNode | null;
  /** storage-params.json of the older form. */
  readonly storageParams: JsonNode | null;
  readonly template: JsonObject | null;
  /** `AWS::DynamoDB::Table` as Gen 1 deploys it, in the words of CloudFormation; null when that is not known. */
  readonly table: TableResource | null;
  readonly override: TableOverride | null;
  /** Functions that listen to the stream. */
  readonly triggers: readonly Leaf<string>[];
  readonly findings: readonly Finding[];
}

export interface TableResource {
  /** Its id in the template. */
  readonly logicalId: string;
  readonly properties: ReadonlyMap<string, JsonNode>;
  /** What stands beside Properties: DeletionPolicy, Condition and the like. */
  readonly attributes: ReadonlyMap<string, JsonNode>;
}
