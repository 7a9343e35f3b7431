import { type FeatureId } from '../../../src/core/feature.js';
import { type JsonNode } from '../../../src/core/json.js';
import { type Code, code, member } from '../../../src/emit/code.js';
import { LambdaContext } from '../lambda/context.js';
import { type Part } from '../lambda/intrinsics.js';
import { type LambdaModel } from '../lambda/model.js';

/** A function of the Gen 2 backend, as others find it. */
export interface Peer {
  /** Its key in `defineBackend`, which is the constant that its module exports. */
  readonly key: string;
  /** The module, as amplify/backend.ts imports it. */
  readonly from: string;
  /** Who moves it. */
  readonly feature: 'auth' | 'functions';
}

/** What the values of other resources are in amplify/backend.ts. */
export interface Outputs {
  /** A parameter that another resource fills, such as `storagephotosBucketName`. */
  parameter(context: ReferringContext, name: string): readonly Part[] | undefined;
  /** An intrinsic function about another resource, such as Fn::ImportValue or Fn::GetAtt. */
  intrinsic(context: ReferringContext, node: JsonNode): readonly Part[] | undefined;
  /** Environments that have no value for a piece, which is empty for them. */
  lacking(context: ReferringContext, part: Part): readonly string[];
}

/** The planning of a function that may refer to what the whole backend has. */
export abstract class ReferringContext<Model extends LambdaModel = LambdaModel> extends LambdaContext<Model> {
  /** Functions of the backend by their Gen 1 names. */
  abstract readonly peers: ReadonlyMap<string, Peer>;
  /** Features whose resources the emitted code names. */
  readonly needs = new Set<FeatureId>();

  /** `backend.hello` */
  get backendFunction(): Code {
    return member(code`backend`, this.exportName);
  }
}
