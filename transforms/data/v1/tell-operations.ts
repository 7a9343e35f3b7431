import { type ASTNode } from 'graphql';
import { upperFirst } from '../meaning/names.js';
import { isListType } from '../schema/ast.js';
import { type Context, type V1Model } from './context.js';
import { type Effective } from './model-rules.js';
import { subscriptionLevel } from './model.js';
import { covered, type V1Provider, type V1Rule } from './rules.js';
import { access, principalOf } from './tell-rules.js';
import { hasMutation } from './ways.js';

/**
 * In v2 the rules for delete say as well who may set a field to null in an update, and who may delete may call an
 * update that changes nothing.
 */
export function tellUpdates(model: V1Model, at: ASTNode, effective: Effective, context: Context): void {
  if (!hasMutation(model, 'update')) return;
  const updating = effective.get('update') ?? [];
  const deleting = effective.get('delete') ?? [];
  const losing = updating.filter((rule) => !covered(rule, deleting));
  if (losing.length > 0) context.tell('AM3221', losing[0]?.at ?? at, { model: model.name });
  for (const principal of principalsOf(losing)) {
    access(context, {
      principal,
      action: 'unset',
      resource: `graphql:${model.name}`,
      gen1: 'allowed in an update',
      gen2: 'only who may delete',
      change: 'narrowed',
      code: 'AM3221',
    });
  }
  const gaining = deleting.filter((rule) => !covered(rule, updating));
  if (gaining.length > 0) context.tell('AM3222', gaining[0]?.at ?? at, { model: model.name });
  for (const principal of principalsOf(gaining)) {
    access(context, {
      principal,
      action: 'update',
      resource: `graphql:${model.name}`,
      gen1: 'denied',
      gen2: 'allowed without a field, which changes the time of the last update',
      change: 'widened',
      code: 'AM3222',
    });
  }
}

/** Where groups alone may list, v1 answers others with an empty list, and v2 with an error. */
export function tellLists(model: V1Model, at: ASTNode, effective: Effective, context: Context): void {
  const lists = (['list', 'read'] as const).map((surface) => effective.get(surface) ?? []);
  const strict = lists.find((rules) => rules.some(({ provider }) => areGroups(provider, rules)));
  if (strict !== undefined) context.tell('AM3223', strict[0]?.at ?? at, { model: model.name });
}

function areGroups(provider: V1Provider, rules: readonly V1Rule[]): boolean {
  const own = rules.filter((rule) => rule.provider === provider);
  return own.every(({ strategy }) => strategy === 'groups');
}

/** A subscription takes the owner as an argument, in v2 only where the field is no list. */
export function tellOwnerArguments(model: V1Model, effective: Effective, context: Context): void {
  if (subscriptionLevel(model) !== 'on') return;
  for (const { at, ownerField } of effective.get('read') ?? []) {
    const field = ownerField === null ? undefined : model.fields.get(ownerField);
    if (field === undefined || !isListType(field.type)) continue;
    context.tell('AM3225', at, { model: model.name, argument: field.name.value });
  }
}

/** v1 lets in every IAM principal that has a policy, v2 the roles of the identity pool. */
export function tellIam(rules: Iterable<Effective>, context: Context): void {
  for (const effective of rules) {
    const found = [...effective.values()].flat().find(({ provider }) => provider === 'iam');
    if (found === undefined) continue;
    context.tell('AM3226', found.at, {});
    return;
  }
}

/** v2 begins the names of all types with a capital letter. */
export function tellNames(model: V1Model, context: Context): void {
  if (upperFirst(model.name) === model.name) return;
  context.tell('AM3227', model.modelAt, { model: model.name });
}

/** v1 refuses null for a required field in an update; v2 writes it. */
export function tellRequired(models: Iterable<V1Model>, context: Context): void {
  const found: V1Model[] = [];
  for (const model of models) {
    const isFree = (name: string): boolean => name !== 'id' && !model.primaryKey.includes(name);
    const required = [...model.fields.values()].some(
      ({ name, type }) => type.kind === 'NonNullType' && isFree(name.value),
    );
    if (required && hasMutation(model, 'update')) found.push(model);
  }
  const [first] = found;
  if (first === undefined) return;
  context.tell('AM3224', first.modelAt, { models: found.map(({ name }) => name) });
}

function principalsOf(rules: readonly V1Rule[]): Set<string> {
  return new Set(rules.map(principalOf));
}
