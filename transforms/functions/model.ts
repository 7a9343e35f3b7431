import { type Gen1Resource } from '../../src/core/gen1-app.js';
import { type JsonNode } from '../../src/core/json.js';
import { type LambdaDocuments, type LambdaModel } from '../shared/lambda/model.js';

/** A function that nobody else moves: no trigger of the user pool, and not the admin queries. */
export interface FunctionModel extends LambdaModel {
  readonly resource: Gen1Resource;
}

/** A version of a Lambda layer that the project makes itself. */
export interface LayerModel {
  readonly name: string;
  readonly resource: Gen1Resource;
  readonly documents: LambdaDocuments;
  /** layer-configuration.json, layer-parameters.json and the like, whatever their version calls them. */
  readonly settings: readonly JsonNode[];
  readonly teamProvider: ReadonlyMap<string, JsonNode>;
  /** Files that the layer puts into /opt, relative to its folder. */
  readonly files: readonly { readonly path: string; readonly bytes: Uint8Array }[];
  /** The runtimes that it says to be for. */
  readonly runtimes: readonly string[];
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
}
