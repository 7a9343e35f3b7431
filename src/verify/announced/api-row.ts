import { type Code } from '../../core/codes/index.js';
import { type ApiDifference } from '../graphql/compare-apis.js';

/** A difference of APIs that a finding of the plan announces. */
export interface Announced {
  readonly kind: ApiDifference['kind'];
  readonly path: RegExp;
  /**
   * What becomes of it. `added`: Gen 1 has nothing; `gone`: Gen 2 has nothing; `nullable`: it was required; `allowed`:
   * it was denied.
   */
  readonly change: 'added' | 'gone' | 'nullable' | 'allowed' | 'any';
  /** Any of them tells it. None: no matter of how the schema is written, so that no other way would be better. */
  readonly codes: readonly Code[];
  /** The group of the path that the finding must name: as its target, or in its message. `table`: what it is now. */
  readonly named?: 'target' | 'message' | 'table';
  /** Whether a finding with this message is about it: where names alone do not say so. */
  readonly when?: (difference: ApiDifference, message: string) => boolean;
  /** Whether only callers are meant of whom the plan lists a change of access under the code. */
  readonly listed?: true;
  /** What Gen 2 has; any value otherwise. */
  readonly gen2?: string;
  /** `schema`: of a schema that is taken out of the code alone; `synth`: of a backend with what backend.ts adds. */
  readonly level?: 'schema' | 'synth';
}
