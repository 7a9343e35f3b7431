import { type ASTNode } from 'graphql';
import { memberOf, argumentOf } from '../schema/ast.js';
import { type Context, type V1Model } from './context.js';
import { type Effective } from './model-rules.js';
import { covered, type V1Rule } from './rules.js';
import { access, principalOf } from './tell-rules.js';

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
  const rules = effective.get('list') ?? [];
  const strict = (['userPools', 'oidc'] as const).some((provider) => {
    const own = rules.filter((rule) => rule.provider === provider);
    return own.length > 0 && own.every(({ strategy }) => strategy === 'groups');
  });
  if (strict) context.tell('AM3223', rules[0]?.at ?? at, { model: model.name });
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

/** A map of mutations has those that it names. */
function hasMutation({ modelAt }: V1Model, name: string): boolean {
  const mutations = argumentOf(modelAt, 'mutations');
  if (mutations === undefined) return true;
  const given = memberOf(mutations, name);
  return given !== undefined && given.kind !== 'NullValue';
}
