import { type Code, array, code, literal } from '../../../src/emit/code.js';
import { type Model, type Provider, type Rule, type TypeRef } from '../api.js';
import { list, sdlText } from './words.js';

/** What the words of a rule depend on. */
export interface RuleContext {
  /** The flag `useSubUsernameForDefaultIdentityClaim`. */
  readonly subUsername: boolean;
  /** Types of the fields of the model, for fields that name owners or groups. */
  readonly fieldTypes: ReadonlyMap<string, TypeRef>;
}

export function ruleContext(model: Pick<Model, 'fields'>, subUsername: boolean): RuleContext {
  return { subUsername, fieldTypes: new Map(model.fields.map(({ name, type }) => [name, type])) };
}

/** `.authorization((allow) => […])`; nothing where there are no rules. */
export function authorization(rules: readonly Rule[] | null, context: RuleContext): Code {
  if (rules === null || rules.length === 0) return code``;
  return code`.authorization((allow) => ${array(rules.map((rule) => ruleCode(rule, context)))})`;
}

function ruleCode(rule: Rule, context: RuleContext): Code {
  const operations = rule.operations === null ? code`` : code`.to(${list(rule.operations)})`;
  return code`${subject(rule, context)}${claim(rule, context)}${operations}`;
}

function subject(rule: Rule, context: RuleContext): Code {
  switch (rule.strategy) {
    case 'public':
      return rule.provider === 'apiKey' ? code`allow.publicApiKey()` : code`allow.guest()`;
    case 'private':
      return code`allow.authenticated(${providerCode(rule.provider)})`;
    case 'owner':
      return owner(rule, context);
    case 'groups':
      return groups(rule, context);
    case 'custom':
      return code`allow.custom()`;
  }
}

function owner({ ownerField, provider }: Rule, { fieldTypes }: RuleContext): Code {
  const field = ownerField ?? 'owner';
  const isList = fieldTypes.get(field)?.kind === 'list';
  if (field === 'owner' && !isList) return code`allow.owner(${providerCode(provider)})`;
  const from = provider === 'oidc' ? code`, 'oidc'` : code``;
  return isList
    ? code`allow.ownersDefinedIn(${literal(field)}${from})`
    : code`allow.ownerDefinedIn(${literal(field)}${from})`;
}

function groups(rule: Rule, { fieldTypes }: RuleContext): Code {
  const from = rule.provider === 'oidc' ? code`, 'oidc'` : code``;
  if (rule.groupsField !== null) {
    return fieldTypes.get(rule.groupsField)?.kind === 'list'
      ? code`allow.groupsDefinedIn(${literal(rule.groupsField)}${from})`
      : code`allow.groupDefinedIn(${literal(rule.groupsField)}${from})`;
  }
  const [only, ...others] = rule.groups ?? [];
  return only !== undefined && others.length === 0
    ? code`allow.group(${sdlText(only)}${from})`
    : code`allow.groups(${array((rule.groups ?? []).map(sdlText))}${from})`;
}

/** Providers that are not the strategy's default, as an argument. */
function providerCode(provider: Provider): Code {
  if (provider === 'oidc') return code`'oidc'`;
  return provider === 'iam' || provider === 'identityPool' ? code`'identityPool'` : code``;
}

/** Gen 2 takes `sub::username` where a rule names no claim. */
function claim({ strategy, identityClaim, groupClaim }: Rule, { subUsername }: RuleContext): Code {
  if (strategy === 'groups') return groupClaim === null ? code`` : code`.withClaimIn(${sdlText(groupClaim)})`;
  if (strategy !== 'owner') return code``;
  const named = identityClaim ?? (subUsername ? null : 'username');
  return named === null ? code`` : code`.identityClaim(${sdlText(named)})`;
}
