import { type PlanOptions } from '../../../src/core/feature.js';
import { type Finding, finding } from '../../../src/core/finding.js';
import { type Gen1App } from '../../../src/core/gen1-app.js';
import { formatOrigin } from '../../../src/core/origin.js';
import { pathText } from '../../../src/core/shown.js';
import { authPools, keepsAuth } from '../../shared/kept-auth.js';
import { type Api, type Rule } from '../api.js';

/**
 * Owner rules on imported records, which name users of the pool of today. They hold only where that pool stays.
 */
export function orphanedOwners(app: Gen1App, api: Api, options: PlanOptions): Finding[] {
  if (authPools(app).length === 0 || keepsAuth(app, options)) return [];
  const rules = api.models.flatMap((model) => {
    const own = [
      ...(model.rules ?? api.globalRules ?? []),
      ...model.fields.flatMap(({ rules }) => rules ?? []),
    ];
    return own.filter(asksForUser);
  });
  const [first] = rules;
  if (first === undefined) return [];
  const place = pathText(formatOrigin(first.origin).split('/').at(-1) ?? '');
  return [finding('AM3279', 'data', first.origin, { rules: rules.length, place })];
}

/** Claims that a user of another pool has another value of, or that somebody else can take there. */
const CLAIMS_OF_POOL = ['sub', 'username', 'cognito:username', 'sub::username', 'username::sub'];

/** Owners by OIDC or a Lambda authorizer are not users of the pool; an e-mail address is the same in each. */
function asksForUser({ strategy, provider, identityClaim }: Rule): boolean {
  if (strategy !== 'owner' || provider !== 'userPools') return false;
  return identityClaim === null || CLAIMS_OF_POOL.includes(identityClaim);
}
