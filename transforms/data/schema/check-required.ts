import { finding, type Finding } from '../../../src/core/finding.js';
import { type Api, type Field, type Model, type Rule, type RuleOperation } from '../api.js';
import { type RoleFlags, rolesOf } from './roles.js';

/**
 * Rules of fields whose callers can't read a required field of the model. Gen 1 refuses them as long as the model has
 * subscriptions, whose events would lack it (generateResolvers and getReadRolesForField of graphql-auth-transformer).
 */
export function unreadableFields({ models }: Api, flags: RoleFlags): Finding[] {
  return models.flatMap((model) => {
    const isAsked = model.rules !== null || model.fields.some(hasRules);
    if (!isAsked || model.subscriptionLevel !== 'on') return [];
    const [refused] = refusedRules(model, flags);
    if (refused === undefined) return [];
    const on = refused.field === null ? model.name : `${model.name}.${refused.field.name}`;
    return [finding('AM3034', 'data', refused.rule.origin, { on, reason: 'required-field' })];
  });
}

/** What Gen 1 tells a field by: those that the schema has written. */
function hasRules({ rules }: Field): boolean {
  return rules !== null;
}

interface Reader {
  readonly rule: Rule;
  /** The field whose rule it is; null: the model's. */
  readonly field: Field | null;
}

function refusedRules({ rules, fields }: Model, flags: RoleFlags): Reader[] {
  const ofModel = (rules ?? []).map((rule): Reader => ({ rule, field: null }));
  const own = fields.flatMap((field) => (field.rules ?? []).map((rule): Reader => ({ rule, field })));
  const inherits = fields.some((field) => field.rules === null);
  const getting = [...(inherits ? ofModel : []), ...own].filter(({ rule }) => allows(rule, 'get'));
  const required = fields.filter(({ type }) => type.required);
  return getting.filter(({ rule }) =>
    required.some((field) => !readsField(rule, field.rules ?? rules ?? [], flags)),
  );
}

function readsField(rule: Rule, ofField: readonly Rule[], flags: RoleFlags): boolean {
  const reading = ofField.filter((one) => READS.some((operation) => allows(one, operation)));
  const known = new Set(reading.flatMap((one) => rolesOf(one, flags)));
  const isOpen = reading.some(
    (one) =>
      one.strategy === 'private' &&
      one.provider === rule.provider &&
      (one.provider === 'userPools' || one.provider === 'oidc') &&
      READS.every((operation) => allows(one, operation)),
  );
  return isOpen || rolesOf(rule, flags).every((role) => known.has(role));
}

const READS: readonly RuleOperation[] = ['get', 'list', 'search', 'listen', 'sync'];

function allows({ operations }: Rule, operation: RuleOperation): boolean {
  return operations === null || operations.includes(operation) || operations.includes('read');
}
