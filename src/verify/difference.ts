import { type FeatureId } from '../core/feature.js';
import { type AccessChange } from '../core/plan.js';

/** What a difference is about; each has words and a remedy of its own. */
export type Subject =
  | 'access'
  | 'userPool'
  | 'appClient'
  | 'domain'
  | 'identityProvider'
  | 'identityPool'
  | 'group'
  | 'trigger'
  | 'apiMode'
  | 'apiAccess'
  | 'apiSchema'
  | 'apiTable'
  | 'apiSetting'
  | 'resolver'
  | 'bucket'
  | 'table'
  | 'function'
  | 'restApi'
  | 'restAccess'
  | 'door';

/** One thing in which the backend on disk differs from what Gen 1 deploys. */
export interface Difference {
  readonly feature: FeatureId;
  readonly subject: Subject;
  /** `UserPool.MfaConfiguration`, `Query.listBooks(limit)`; of access: `authenticated s3:GetObject s3:private/other/any`. */
  readonly path: string;
  /** In words; `nothing` where that generation has no such thing. */
  readonly gen1: string;
  readonly gen2: string;
  /** Of subjects that are about access: who may do more or less. */
  readonly access?: Pick<AccessChange, 'principal' | 'action' | 'resource' | 'change'>;
  /** The code of the finding of the plan that tells it, or `override` where a statement of override.ts asks for it. */
  readonly announced: string | null;
}
