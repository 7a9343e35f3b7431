import { type ASTNode, type DirectiveNode, type FieldDefinitionNode, type ValueNode } from 'graphql';
import { directiveOf } from '../schema/ast.js';
import { type Context, type V1Model } from './context.js';
import { byGroup, type Effective, merged } from './model-rules.js';
import { checkedOf, rulesOfMode } from './passing.js';
import {
  authDirective,
  callersOf,
  covered,
  READS,
  ruleNode,
  rulesOf,
  type Surface,
  SURFACES,
  type V1Provider,
  type V1Rule,
  WRITES,
} from './rules.js';
import { tellOwnerWritten } from './tell-owners.js';
import { access, principalOf } from './tell-rules.js';

/** What the rules of a field become in v2, and whom they let read it in v1, whatever the rules of the model. */
export interface FieldRules {
  readonly effective: Effective;
  readonly readers: readonly V1Rule[];
}

/**
 * Who may do what with a field that has `@auth`. In v1 a caller must pass the rules of the model and then those of
 * the field, and an operation that the field does not name is the model's matter; in v2 the rules of the field stand
 * alone.
 */
export function fieldRules(
  model: V1Model,
  field: FieldDefinitionNode,
  auth: DirectiveNode,
  ofModel: Effective,
  context: Context,
): FieldRules {
  const rules = rulesOf(auth);
  const { passing } = context;
  const admitted = passing.ofField(model, rules);
  const effective = new Map<Surface, readonly V1Rule[]>();
  for (const surface of [...WRITES, ...READS]) {
    const inherited = ofModel.get(surface) ?? [];
    const checked = checkedOf(rules.filter(({ surfaces }) => surfaces.has(surface)));
    // v2 deletes a record only for callers who may delete each of its fields.
    if (surface === 'delete') effective.set(surface, inherited);
    else effective.set(surface, passingBoth(checked, inherited, isRead(surface) ? admitted : null));
  }
  const path = `${model.name}.${field.name.value}`;
  tellBeyond(path, rules, ofModel, context);
  const readers = passing.readersOf(auth, model, rules);
  tellRoles(path, auth, readers, { effective, ofModel }, context);
  tellDeletable(path, rules, ofModel, context);
  tellOwnerWritten(model, field, { effective, ofModel }, context);
  return { effective, readers };
}

/**
 * The rules of a field as v2 writes them; null where nobody comes to the model. v2 refuses a field without rules, so
 * that one for nobody is left to those who may do something with the record: to empty it.
 */
export function fieldAuth(
  auth: DirectiveNode,
  effective: Effective,
  ofModel: Effective,
): DirectiveNode | null {
  const nodes = merged(effective).map(([rule, surfaces]) => ruleNode(rule, fieldOperations(surfaces)));
  if (nodes.length > 0) return authDirective(auth, nodes);
  const [some] = [...ofModel.values()].flat();
  return some === undefined ? null : authDirective(auth, [ruleNode(some, ['delete'])]);
}

/** The rules of the model for each mode, along with those of the field where v1 checks the mode. */
function passingBoth(
  checked: readonly V1Rule[],
  inherited: readonly V1Rule[],
  admitted: ReadonlySet<V1Provider> | null,
): V1Rule[] {
  const providers = [...new Set(inherited.map(({ provider }) => provider))];
  return providers.flatMap((provider) => {
    if (admitted?.has(provider) === false) return [];
    const ofModel = inherited.filter((rule) => rule.provider === provider);
    const ofField = rulesOfMode(checked, provider);
    return ofField.length === 0 ? ofModel : bothOf(ofField, ofModel);
  });
}

function isRead(surface: Surface): boolean {
  return READS.some((read) => read === surface);
}

function distinct(rules: readonly V1Rule[]): V1Rule[] {
  return [...new Map(rules.map((rule) => [callersOf(rule), rule])).values()];
}

/** Fields know no operation narrower than read. */
function fieldOperations(surfaces: ReadonlySet<Surface>): string[] | null {
  if (SURFACES.every((surface) => surfaces.has(surface))) return null;
  const writes = WRITES.filter((write) => surfaces.has(write));
  return READS.some((read) => surfaces.has(read)) ? [...writes, 'read'] : [...writes];
}

/** Who passes a rule of the field and a rule of the model, as far as one of the two is within the other. */
function bothOf(ofField: readonly V1Rule[], ofModel: readonly V1Rule[]): V1Rule[] {
  const within = (some: readonly V1Rule[], others: readonly V1Rule[]): V1Rule[] =>
    some.flatMap(byGroup).filter((rule) => covered(rule, others));
  return distinct([...within(ofField, ofModel), ...within(ofModel, ofField)]);
}

/** Callers who must pass two rules of which neither is within the other; v2 has no rule for them. */
function tellBeyond(path: string, rules: readonly V1Rule[], ofModel: Effective, context: Context): void {
  for (const rule of rules) {
    const lost = (['get', 'create', 'update'] as const).filter((surface) => {
      const inherited = ofModel.get(surface) ?? [];
      return rule.surfaces.has(surface) && byGroup(rule).some((one) => isLost(one, inherited));
    });
    if (lost.length === 0) continue;
    const operations = lost.map((surface) => (surface === 'get' ? 'read' : surface));
    context.tell('AM3215', rule.at, { field: path, operations });
    for (const action of operations) {
      access(context, {
        principal: principalOf(rule),
        action,
        resource: `graphql:${path}`,
        gen1: 'allowed to who passes the rules of the model as well',
        gen2: 'denied',
        change: 'narrowed',
        code: 'AM3215',
      });
    }
  }
}

/**
 * What is below an operation is in no policy, and v1 checks neither owner nor group of a caller by IAM: both roles of
 * the identity pool read the field of what they have come to, which includes the records that they write.
 */
function tellRoles(
  path: string,
  at: ASTNode,
  readers: readonly V1Rule[],
  { effective, ofModel }: { readonly effective: Effective; readonly ofModel: Effective },
  context: Context,
): void {
  const come = [...ofModel.values()].flat();
  const reading = READS.flatMap((read) => effective.get(read) ?? []);
  const isLost = (principal: 'guest' | 'authenticated'): boolean =>
    letsIn(principal, come) && letsIn(principal, readers) && !letsIn(principal, reading);
  const told = new Set(
    context.access.map(({ principal, action, resource }) => `${principal} ${action} ${resource}`),
  );
  const lost = (['guest', 'authenticated'] as const).filter(
    (principal) => isLost(principal) && !told.has(`${principal} read graphql:${path}`),
  );
  if (lost.length === 0) return;
  context.tell('AM3215', at, { field: path, operations: ['read'] });
  for (const principal of lost) {
    access(context, {
      ...{ principal, action: 'read', resource: `graphql:${path}`, gen1: 'allowed', gen2: 'denied' },
      ...{ change: 'narrowed', code: 'AM3215' },
    });
  }
}

/** A rule for the public by IAM is for users as well. */
function letsIn(principal: 'guest' | 'authenticated', rules: readonly V1Rule[]): boolean {
  return rules.some(
    ({ strategy, provider }) =>
      provider === 'iam' && (strategy === 'public' || principal === 'authenticated'),
  );
}

function isLost(rule: V1Rule, inherited: readonly V1Rule[]): boolean {
  if (covered(rule, inherited)) return false;
  const same = inherited.flatMap(byGroup).filter(({ provider }) => provider === rule.provider);
  return same.length === 0 || same.some((other) => !covered(other, [rule]));
}

/** v2 deletes a record only for callers who may delete every field, and lets them empty each of them. */
function tellDeletable(path: string, rules: readonly V1Rule[], ofModel: Effective, context: Context): void {
  const named = rules.filter(({ surfaces }) => surfaces.has('delete'));
  if (named.length === 0) return;
  const gaining = (ofModel.get('delete') ?? []).filter((rule) => !covered(rule, named));
  const [first] = named;
  if (gaining.length === 0 || first === undefined) return;
  context.tell('AM3216', first.at, { field: path });
  for (const rule of gaining) {
    access(context, {
      principal: principalOf(rule),
      action: 'empty in an update',
      resource: `graphql:${path}`,
      gen1: 'denied',
      gen2: 'allowed to who may delete and update the record',
      change: 'widened',
      code: 'AM3216',
    });
  }
}

/**
 * `@auth` on an operation or on a field of a type without `@model`. v1 checks fixed groups there and nothing else;
 * any other rule lets in everyone of its provider.
 */
export function plainFieldAuth(path: string, auth: DirectiveNode, context: Context): DirectiveNode {
  const rules = rulesOf(auth);
  const byGroup = (provider: string): boolean =>
    rules.some((rule) => rule.provider === provider && rule.groups !== null);
  const nodes = new Map<string, ValueNode>();
  for (const rule of rules) {
    if (rule.groups === null && byGroup(rule.provider)) {
      context.tell('AM3212', rule.at, { type: path });
      continue;
    }
    const isOwner = rule.strategy === 'owner' || rule.groupsField !== null;
    const means: V1Rule = isOwner
      ? {
          ...rule,
          strategy: 'private',
          ownerField: null,
          identityClaim: null,
          groupsField: null,
          groupClaim: null,
        }
      : rule;
    if (isOwner) context.tell('AM3217', rule.at, { field: path });
    nodes.set(callersOf(means), ruleNode(means, null));
  }
  return authDirective(auth, [...nodes.values()]);
}

/** The place of the rules of a field; undefined when it has none. */
export function authOf(field: FieldDefinitionNode): DirectiveNode | undefined {
  return directiveOf(field, 'auth');
}
