import { type DirectiveNode, type ValueNode } from 'graphql';
import { type Provider, type Rule, RULE_OPERATIONS, type RuleOperation, type Strategy } from '../api.js';
import { argumentOf, directiveOf, memberOf, textOf, textsOf } from '../schema/ast.js';
import { type Context } from './context.js';

/** The provider of a rule that names none (getAuthDirectiveRules in graphql-auth-transformer). */
export const DEFAULT_PROVIDERS: Readonly<Record<Strategy, Provider>> = {
  public: 'apiKey',
  private: 'userPools',
  owner: 'userPools',
  groups: 'userPools',
  custom: 'function',
};

const PROVIDERS: ReadonlySet<string> = new Set<Provider>([
  'apiKey',
  'iam',
  'identityPool',
  'userPools',
  'oidc',
  'function',
]);

/** The rules of `@auth` on a type or field, in their order; null when it has none. */
export function rulesOf(
  node: { readonly directives?: readonly DirectiveNode[] | undefined },
  context: Pick<Context, 'originOf'>,
): Rule[] | null {
  const directive = directiveOf(node, 'auth');
  if (directive === undefined) return null;
  const value = argumentOf(directive, 'rules');
  return value === undefined ? [] : rulesIn(value, context);
}

/** The rules of a list, or of one rule that stands for a list of one. What is no rule is left out. */
export function rulesIn(value: ValueNode, context: Pick<Context, 'originOf'>): Rule[] {
  const values = value.kind === 'ListValue' ? value.values : [value];
  return values.flatMap((one) => ruleOf(one, context) ?? []);
}

function ruleOf(value: ValueNode, context: Pick<Context, 'originOf'>): Rule | null {
  const strategy = textOf(memberOf(value, 'allow'));
  if (strategy === null || !isStrategy(strategy)) return null;
  const provider = textOf(memberOf(value, 'provider'));
  const text = (name: string): string | null => textOf(memberOf(value, name));
  return {
    node: value,
    origin: context.originOf(value),
    strategy,
    provider: provider !== null && isProvider(provider) ? provider : DEFAULT_PROVIDERS[strategy],
    ownerField: strategy === 'owner' ? (text('ownerField') ?? 'owner') : null,
    identityClaim: text('identityClaim'),
    groups: textsOf(memberOf(value, 'groups')),
    groupsField: text('groupsField'),
    groupClaim: text('groupClaim'),
    operations: textsOf(memberOf(value, 'operations'))?.filter(isRuleOperation) ?? null,
  };
}

function isStrategy(text: string): text is Strategy {
  return Object.hasOwn(DEFAULT_PROVIDERS, text);
}

function isProvider(text: string): text is Provider {
  return PROVIDERS.has(text);
}

function isRuleOperation(text: string): text is RuleOperation {
  return (RULE_OPERATIONS as readonly string[]).includes(text);
}
