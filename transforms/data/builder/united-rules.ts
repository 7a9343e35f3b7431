import { type Rule, type RuleOperation } from '../api.js';

/**
 * The rules of two models for the model between them. What both give to one role is one rule with the operations
 * of both: Gen 1 unites them, and Gen 2 takes a role only once.
 */
export function unitedRules(first: readonly Rule[], second: readonly Rule[]): Rule[] {
  const united = new Map<string, Rule>();
  for (const rule of [...first, ...second].flatMap(byGroup)) {
    const key = roleOf(rule);
    const known = united.get(key);
    united.set(key, known === undefined ? rule : { ...known, operations: unitedOperations(known, rule) });
  }
  return regrouped([...united.values()]);
}

function roleOf(rule: Rule): string {
  const { strategy, provider, ownerField, identityClaim, groups, groupsField, groupClaim } = rule;
  return JSON.stringify([strategy, provider, ownerField, identityClaim, groups, groupsField, groupClaim]);
}

/** One rule a group, because two lists of groups may overlap. */
function byGroup(rule: Rule): Rule[] {
  return rule.groups === null ? [rule] : rule.groups.map((group) => ({ ...rule, groups: [group] }));
}

/** Groups that may do the same are one rule again. */
function regrouped(rules: readonly Rule[]): Rule[] {
  const grouped = new Map<string, Rule>();
  for (const rule of rules) {
    const key =
      rule.groups === null
        ? roleOf(rule)
        : JSON.stringify([rule.provider, rule.groupClaim, rule.operations && [...rule.operations].sort()]);
    const known = grouped.get(key);
    const groups = rule.groups && [...(known?.groups ?? []), ...rule.groups];
    grouped.set(key, known === undefined ? rule : { ...known, groups });
  }
  return [...grouped.values()];
}

/** What `read` stands for: a rule names either it or these (graphql-auth-transformer). */
const READING: ReadonlySet<RuleOperation> = new Set(['get', 'list', 'sync', 'listen', 'search']);

function unitedOperations(one: Rule, other: Rule): Rule['operations'] {
  if (one.operations === null || other.operations === null) return null;
  const all = new Set([...one.operations, ...other.operations]);
  return all.has('read') ? [...all].filter((operation) => !READING.has(operation)) : [...all];
}
