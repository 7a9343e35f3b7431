import { type Gen1Resource } from '../../src/core/gen1-app.js';
import { type JsonNode } from '../../src/core/json.js';
import { type LambdaModel } from '../shared/lambda/model.js';
import { type Surroundings } from '../shared/references/surroundings.js';

/** A function that nobody else moves: no trigger of the user pool, and not the admin queries. */
export interface FunctionModel extends LambdaModel {
  readonly resource: Gen1Resource;
}

/** A Lambda layer that the project makes itself. */
export interface LayerModel {
  readonly name: string;
  readonly resource: Gen1Resource;
  readonly template: JsonNode | null;
  /** parameters.json, layer-configuration.json and the like, whatever their version calls them. */
  readonly settings: readonly JsonNode[];
  readonly teamProvider: ReadonlyMap<string, JsonNode>;
  /** Files that the layer puts below /opt, by their path there. */
  readonly files: readonly { readonly path: string; readonly bytes: Uint8Array }[];
  /** `dependencies` of the package.json that Gen 1 installs into the layer. */
  readonly dependencies: ReadonlyMap<string, string>;
}

/** A function that auth moves. */
export interface AuthFunction {
  readonly functionName: string;
  readonly resource: Gen1Resource;
  /** The key that it has in `defineBackend`, and the module that exports it. */
  readonly key: string;
  readonly from: string;
}

/** The functions of a project. */
export interface FunctionsModel {
  readonly functions: readonly FunctionModel[];
  readonly layers: readonly LayerModel[];
  readonly ofAuth: readonly AuthFunction[];
  /** Functions that are listed without a folder, or whose folder is not listed. */
  readonly left: readonly Gen1Resource[];
  /** True when the user pool is that of another project, so that its triggers stay where they are. */
  readonly isPoolImported: boolean;
  readonly surroundings: Surroundings;
  /** True when an earlier run has made the API with CDK's construct. */
  readonly hasConstruct: boolean;
}
