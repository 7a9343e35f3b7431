import { type DirectiveNode, type FieldDefinitionNode } from 'graphql';
import { argumentOf, baseTypeOf, directiveOf, textOf, textsOf } from '../schema/ast.js';
import { type Carried } from './connections.js';
import { type Context, type V1Model } from './context.js';
import { type Effective } from './model-rules.js';
import { rulesOf, type V1Provider, type V1Rule } from './rules.js';
import { access } from './tell-rules.js';

/**
 * Relations by the field that holds the owner of the related records. v1 asks each record for its owner; v2 means to
 * ask for the caller's own records by the key of the query, but does not read back the key that it has set: the
 * authorization puts it into `connectionAttributes`, and the query takes it from `connectionAttibutes`
 * (graphql-auth-transformer and graphql-relational-transformer).
 */
export function tellOwnersByKey(
  relations: ReadonlyMap<FieldDefinitionNode, Carried>,
  rules: ReadonlyMap<string, Effective>,
  context: Context,
): void {
  for (const model of context.models.values()) {
    for (const field of model.fields.values()) {
      const relation = relations.get(field);
      const related = context.models.get(baseTypeOf(field.type));
      if (related === undefined || relation === null || typeof relation !== 'object') continue;
      const columns = columnsOf(relation, related, context);
      const [rule] = openedBy(columns, rules.get(related.name) ?? new Map()).filter(
        ({ provider }) => !isClosed(field, provider),
      );
      if (rule !== undefined) tell(model, field, related, rule, context);
    }
  }
}

/** The fields of the related model by which the parent asks for its records. */
function columnsOf(relation: DirectiveNode, related: V1Model, context: Context): ReadonlySet<string> {
  const fields = textsOf(argumentOf(relation, 'fields')) ?? [];
  const name = textOf(argumentOf(relation, 'indexName'));
  const key = name === null ? related.primaryKey : (indexOf(name, related, context) ?? []);
  return new Set(key.slice(0, fields.length));
}

function indexOf(name: string, related: V1Model, context: Context): readonly string[] | undefined {
  for (const [field, directives] of context.additionsTo(related.name).directives) {
    const index = directives.find((one) => textOf(argumentOf(one, 'name')) === name);
    if (index !== undefined) return [field, ...(textsOf(argumentOf(index, 'sortKeyFields')) ?? [])];
  }
  return undefined;
}

/** Rules for owners by a key, unless everyone of the provider may read anyway. */
function openedBy(columns: ReadonlySet<string>, effective: Effective): V1Rule[] {
  const reading = effective.get('read') ?? [];
  const isFree = (provider: V1Provider): boolean =>
    reading.some((rule) => rule.provider === provider && ['private', 'public'].includes(rule.strategy));
  return reading.filter(
    ({ ownerField, provider }) => ownerField !== null && columns.has(ownerField) && !isFree(provider),
  );
}

/** Rules of the relation field itself hold in v2 as they do in v1. */
function isClosed(field: FieldDefinitionNode, provider: V1Provider): boolean {
  const own = rulesOf(directiveOf(field, 'auth')).filter(({ surfaces }) => surfaces.has('read'));
  return own.length > 0 && !own.some((rule) => rule.provider === provider && rule.strategy === 'private');
}

function tell(
  model: V1Model,
  field: FieldDefinitionNode,
  related: V1Model,
  { provider, ownerField }: V1Rule,
  context: Context,
): void {
  const path = `${model.name}.${field.name.value}`;
  const at = directiveOf(field, 'connection') ?? field;
  context.tell('AM3228', at, { field: path, related: related.name, owner: ownerField ?? '' });
  access(context, {
    principal: provider === 'oidc' ? 'oidc' : 'authenticated',
    action: 'read',
    resource: `graphql:${path}`,
    gen1: 'owners of the related records',
    gen2: 'every signed-in user who sees the record that has the relation',
    change: 'widened',
    code: 'AM3228',
  });
}
