import { type Finding, finding } from '../../src/core/finding.js';
import { type AccessChange } from '../../src/core/plan.js';
import { type LaneInput } from './lane.js';

/**
 * What `defineData` opens whatever the schema says: it always turns IAM authorization on
 * (convertAuthorizationModesToCDK in @aws-amplify/backend-data), by which principals outside the identity pool
 * pass every rule (isNonCognitoIAMPrincipal in @aws-amplify/graphql-auth-transformer).
 */
export function iamAccess({ settings }: Pick<LaneInput, 'settings'>): {
  readonly finding: Finding;
  readonly access: AccessChange;
} {
  const { defaultMode, additionalModes } = settings;
  const hasIam = [defaultMode, ...additionalModes].some(({ kind }) => kind === 'iam');
  return {
    finding: finding(
      'AM3160',
      'data',
      defaultMode.origin,
      {},
      { path: 'amplify/data/resource.ts', property: 'authorizationModes' },
    ),
    access: {
      principal: 'iamRole',
      action: '*',
      resource: 'graphql:*',
      gen1: hasIam
        ? 'only roles of custom-roles.json and of functions that use the API'
        : 'no: IAM is no mode of the API',
      gen2: 'every IAM principal with appsync:GraphQL, past all rules',
      change: 'widened',
      proved: true,
      code: 'AM3160',
    },
  };
}
