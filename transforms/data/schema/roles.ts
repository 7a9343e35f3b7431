import { type Rule } from '../api.js';
import { type TransformerFlags } from '../settings.js';

/** The flag that decides about the claim of owners whose rule names none. */
export type RoleFlags = Pick<TransformerFlags, 'useSubUsernameForDefaultIdentityClaim'>;

/**
 * What Gen 1 knows the callers of a rule by: each static group is one, and any other rule is one of its own. A claim or
 * field that a rule names is the same as one that it takes by default, and what a strategy has no use for is not looked
 * at. Source: convertRulesToRoles of graphql-auth-transformer.
 */
export function rolesOf(rule: Rule, flags: RoleFlags): string[] {
  const { strategy, groups, groupsField } = rule;
  const from = rule.provider === 'identityPool' ? 'iam' : rule.provider;
  const claim = named(rule.groupClaim) ?? 'cognito:groups';
  if (groups !== null && !groupsField) return groups.map((group) => JSON.stringify([from, group, claim]));
  if (strategy === 'groups') return [JSON.stringify([from, strategy, groupsField, claim])];
  if (strategy !== 'owner') return [JSON.stringify([from, strategy])];
  const usual = flags.useSubUsernameForDefaultIdentityClaim ? 'sub::username' : 'username';
  const owner = [named(rule.ownerField) ?? 'owner', named(rule.identityClaim) ?? usual];
  return [JSON.stringify([from, strategy, ...owner])];
}

/** An empty name is none. */
function named(text: string | null): string | null {
  return text === '' ? null : text;
}
