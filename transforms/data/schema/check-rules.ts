import {
  type DirectiveNode,
  type FieldDefinitionNode,
  type InterfaceTypeDefinitionNode,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
  type ValueNode,
} from 'graphql';
import { finding, type Finding } from '../../../src/core/finding.js';
import { type RuleRefusal } from '../../../src/core/codes/data-schema.js';
import { type Provider, type Rule, type Strategy } from '../api.js';
import { rulesIn } from '../meaning/rules.js';
import { type AuthMode } from '../settings.js';
import { argumentOf, directiveOf, memberOf, textOf } from './ast.js';
import { type CheckContext } from './check-context.js';
import { rolesOf } from './roles.js';

/** The providers that each strategy allows (validations.ts of amplify-graphql-auth-transformer). */
const PROVIDERS: Readonly<Record<Strategy, readonly Provider[]>> = {
  public: ['apiKey', 'iam', 'identityPool'],
  private: ['userPools', 'oidc', 'iam', 'identityPool'],
  owner: ['userPools', 'oidc'],
  groups: ['userPools', 'oidc'],
  custom: ['function'],
};

/** The mode that the API needs for rules of a provider. */
const MODES: Readonly<Record<Provider, AuthMode['kind']>> = {
  apiKey: 'apiKey',
  iam: 'iam',
  identityPool: 'iam',
  userPools: 'userPools',
  oidc: 'oidc',
  function: 'lambda',
};

/** What `read` stands for. */
const READS: ReadonlySet<string> = new Set(['get', 'list', 'search', 'listen', 'sync']);

/** Where a rule stands decides what it may say. */
type Place = 'model' | 'model field' | 'operation' | 'field';

/** Rules that Gen 1 refuses, and those that it reads and does nothing with. */
export function checkRules(context: CheckContext): Finding[] {
  return context.document.definitions.flatMap((node) => {
    switch (node.kind) {
      case 'ObjectTypeDefinition':
      case 'ObjectTypeExtension':
        return checkObject(node, context);
      case 'InterfaceTypeDefinition':
        return checkInterface(node, context);
      default:
        return [];
    }
  });
}

function checkObject(
  node: ObjectTypeDefinitionNode | ObjectTypeExtensionNode,
  context: CheckContext,
): Finding[] {
  const name = node.name.value;
  const isModel = directiveOf(node, 'model') !== undefined;
  const own = directiveOf(node, 'auth');
  const place: Place = isModel ? 'model field' : context.roots.has(name) ? 'operation' : 'field';
  return [
    // That a type without @model has rules is told of its place.
    ...(own && isModel ? checkDirective(own, name, 'model', context) : []),
    ...(node.fields ?? []).flatMap((field) => {
      const directive = directiveOf(field, 'auth');
      return directive ? checkDirective(directive, fieldName(node, field), place, context) : [];
    }),
  ];
}

function checkInterface(node: InterfaceTypeDefinitionNode, context: CheckContext): Finding[] {
  return (node.fields ?? []).flatMap((field) => {
    const directive = directiveOf(field, 'auth');
    if (directive === undefined) return [];
    const on = fieldName(node, field);
    return [finding('AM3038', 'data', context.originOf(directive), { directive: 'auth', on })];
  });
}

function fieldName(node: { readonly name: { readonly value: string } }, field: FieldDefinitionNode): string {
  return `${node.name.value}.${field.name.value}`;
}

function checkDirective(
  directive: DirectiveNode,
  on: string,
  place: Place,
  context: CheckContext,
): Finding[] {
  const value = argumentOf(directive, 'rules');
  if (value === undefined) return [];
  const rules = rulesIn(value, context);
  const isEmpty = value.kind === 'ListValue' && value.values.length === 0;
  if (isEmpty) return [refused(directive, on, 'no-rules', context)];
  const before = new Set<string>();
  return rules.flatMap((rule) => {
    const reason =
      refusalOf(rule, place, context) ?? (place === 'model' ? repetitionOf(rule, before, context) : null);
    if (reason !== null) return [refused(rule.node, on, reason, context)];
    const isDynamic = rule.strategy === 'owner' || rule.groupsField !== null;
    if ((place !== 'operation' && place !== 'field') || !isDynamic) return [];
    return [finding('AM3035', 'data', rule.origin, { on, strategy: rule.strategy })];
  });
}

/** A model takes one rule for the same callers; of those of a field the last one counts. */
function repetitionOf(rule: Rule, before: Set<string>, { settings }: CheckContext): RuleRefusal | null {
  const roles = rolesOf(rule, settings.flags);
  const isKnown = roles.some((role, index) => before.has(role) || roles.indexOf(role) < index);
  for (const role of roles) before.add(role);
  return isKnown ? 'repeated' : null;
}

function refused(node: Rule['node'], on: string, reason: RuleRefusal, { originOf }: CheckContext): Finding {
  return finding('AM3034', 'data', originOf(node), { on, reason });
}

/** Why Gen 1 refuses a rule: the first reason in the order in which it looks. */
function refusalOf(rule: Rule, place: Place, { settings }: CheckContext): RuleRefusal | null {
  const node = rule.node as ValueNode;
  const { strategy, provider, operations, groups, groupsField } = rule;
  const reads = (operations ?? []).filter((operation) => READS.has(operation));
  if (place === 'model field' && reads.length > 0) return 'read-of-field';
  if (operations?.includes('read') && reads.length > 0) return 'read-and-more';
  if ((place === 'operation' || place === 'field') && (operations ?? []).length > 0) return 'operations';
  if (!PROVIDERS[strategy].includes(provider)) return 'provider';
  if (strategy === 'groups' && groups === null && !groupsField) return 'groups-missing';
  const modes = [settings.defaultMode, ...settings.additionalModes];
  if (!modes.some(({ kind }) => kind === MODES[provider])) return 'mode';
  if (strategy === 'groups' && textOf(memberOf(node, 'identityClaim'))) return 'identity-claim';
  if (strategy === 'owner' && textOf(memberOf(node, 'groupClaim'))) return 'group-claim';
  if (groupsField && groups !== null) return 'groups-twice';
  return strategy === 'groups' && groups?.length === 0 ? 'groups-empty' : null;
}
