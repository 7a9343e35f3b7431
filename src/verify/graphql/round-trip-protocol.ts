import { type ApiDifference } from './compare-apis.js';
import { type Gen1ApiInput } from './gen1-input.js';

/** What the parent asks of the process that takes a schema back out of the emitted code. */
export interface RoundTripRequest {
  /** The folder of the emitted files; absolute. */
  readonly folder: string;
  /** The module that defines the data, such as `amplify/data/resource.ts`. */
  readonly entry: string;
  /** Where the packages are found; absolute. */
  readonly projectRoot: string;
  readonly gen1: Gen1ApiInput;
}

export type RoundTripReply =
  | { readonly kind: 'compared'; readonly sdl: string; readonly differences: readonly ApiDifference[] }
  /** `isCode`: the builder refuses the emitted schema; otherwise the comparison could not be made. */
  | { readonly kind: 'failed'; readonly problem: string; readonly isCode: boolean };
