import { type Rule } from '../api.js';

/**
 * What Gen 1 knows the callers of a rule by: each static group is one, and any other rule is one of its own. Source:
 * convertRulesToRoles of graphql-auth-transformer.
 */
export function rolesOf({ groups, groupsField, provider, ...rule }: Rule): string[] {
  const { strategy, ownerField, identityClaim, groupClaim } = rule;
  const from = provider === 'identityPool' ? 'iam' : provider;
  const claim = groupClaim ?? (strategy === 'groups' ? 'cognito:groups' : null);
  const role = JSON.stringify([strategy, from, ownerField, identityClaim, groupsField, claim]);
  return groups === null ? [role] : groups.map((group) => `${role} ${group}`);
}
