import { type DirectiveNode, type FieldDefinitionNode } from 'graphql';
import { camelCase } from '../meaning/names.js';
import { argumentOf, baseTypeOf, directiveOf, isListType, textOf, textsOf } from '../schema/ast.js';
import { type Context, filled, type V1Model } from './context.js';
import { intOf, Maker } from './nodes.js';
import { rulesOf, SURFACES, type V1Rule } from './rules.js';

/** One end of a relation of v1. */
interface End {
  readonly model: V1Model;
  readonly field: FieldDefinitionNode;
  readonly at: DirectiveNode;
  readonly related: V1Model;
  readonly list: boolean;
  readonly name: string | null;
  readonly keyField: string | null;
  readonly sortField: string | null;
  readonly keyName: string | null;
  readonly fields: readonly string[];
  readonly limit: number | null;
}

/**
 * What becomes of a field with `@connection`: a directive of v2; `plain`, when v1 could never answer it, so that it
 * stays a field that is null; null, when v1 rejects it and it is left out. The latter two are told. Foreign keys
 * and indexes that v1 makes by itself are written out, so that they keep the names of the table.
 */
export type Carried = DirectiveNode | 'plain' | null;

export function carryConnection(
  model: V1Model,
  field: FieldDefinitionNode,
  at: DirectiveNode,
  context: Context,
): Carried {
  const end = endOf(model, field, at, context);
  if (end === null) return refuse(context, model, field, at, 'its type is no model');
  if (end.fields.length > 0) return byFields(end, context);
  const partner = end.name === null ? null : partnerOf(end, context);
  if (end.name !== null && partner === null) {
    return refuse(context, model, field, at, `no other field has the name ${end.name}`);
  }
  if (end.list && partner?.list === true)
    return refuse(context, model, field, at, 'both of its ends are lists');
  if (end.list) return partner === null ? oneWayList(end, context) : namedList(end, partner, context);
  return partner?.list === true ? namedSingle(end, partner, context) : single(end, context);
}

function endOf(model: V1Model, field: FieldDefinitionNode, at: DirectiveNode, context: Context): End | null {
  const related = context.models.get(baseTypeOf(field.type));
  if (related === undefined) return null;
  const text = (name: string): string | null => filled(textOf(argumentOf(at, name)));
  return {
    model,
    field,
    at,
    related,
    list: isListType(field.type),
    name: text('name'),
    keyField: text('keyField'),
    sortField: text('sortField'),
    keyName: text('keyName'),
    fields: textsOf(argumentOf(at, 'fields')) ?? [],
    limit: intOf(argumentOf(at, 'limit')),
  };
}

/** The first other field of the related model whose connection has the same name. */
function partnerOf(end: End, context: Context): End | null {
  for (const field of end.related.fields.values()) {
    if (field === end.field) continue;
    const at = directiveOf(field, 'connection');
    if (at === undefined || textOf(argumentOf(at, 'name')) !== end.name) continue;
    return endOf(end.related, field, at, context);
  }
  return null;
}

/** `@connection(fields: …)`: the fields of this model that are the key of the other. */
function byFields(end: End, context: Context): Carried {
  const { model, field, at, related, keyName, limit, list } = end;
  const fields = [...end.fields];
  const missing = fields.find((name) => !model.fields.has(name));
  if (missing !== undefined)
    return refuse(context, model, field, at, `${model.name} has no field ${missing}`);
  const make = new Maker(at);
  if (list) {
    if (keyName !== null && !related.keys.some(({ name }) => name === keyName)) {
      return refuse(context, model, field, at, `${related.name} has no key ${keyName}`);
    }
    return make.directive('hasMany', {
      indexName: keyName ?? undefined,
      fields,
      limit: limit ?? undefined,
    });
  }
  if (fields.length !== related.primaryKey.length) return unanswered(end, context);
  return make.directive(pointsBack(end) ? 'belongsTo' : 'hasOne', { fields });
}

/** v2 takes `@belongsTo` only where the other model has a relation to this one. */
function pointsBack({ model, field, related }: End): boolean {
  for (const other of related.fields.values()) {
    if (other === field || directiveOf(other, 'connection') === undefined) continue;
    if (baseTypeOf(other.type) === model.name && isListType(other.type)) return true;
  }
  return false;
}

/** A list alone: v1 puts a key and an index named after the field on the related table. */
function oneWayList(end: End, context: Context): DirectiveNode {
  const { model, field, at, related, limit } = end;
  const make = new Maker(at);
  const implicit = camelCase([model.name, field.name.value, 'id']);
  const key = end.keyField ?? implicit;
  const source = partitionOf(model);
  const isImplicit = key === implicit && source === 'id' && model.primaryKey.length === 1;
  // v2 makes the same key and the same index by itself, but takes it for no field where rules are not for all alike.
  if (isImplicit && !hasNarrowRules(related)) {
    if (related.fields.has(key)) alignForeignKey(end, related, key, typeOf(model, source), context);
    else tellForeignKey(end, related, key, context);
    return make.directive('hasMany', { limit: limit ?? undefined });
  }
  const index = `gsi-${model.name}.${field.name.value}`;
  putForeignKey(end, related, key, typeOf(model, source), false, context);
  context.additionsTo(related.name).direct(key, make.directive('index', { name: index, queryField: null }));
  return make.directive('hasMany', { indexName: index, fields: [source], limit: limit ?? undefined });
}

function hasNarrowRules({ node, fields }: V1Model): boolean {
  const isWhole = ({ surfaces }: V1Rule): boolean => SURFACES.every((surface) => surfaces.has(surface));
  return (
    !rulesOf(directiveOf(node, 'auth')).every(isWhole) ||
    [...fields.values()].some((field) => directiveOf(field, 'auth') !== undefined)
  );
}

/** The list of a relation with a name; the index is made at the other end, where the key is. */
function namedList(end: End, partner: End, context: Context): DirectiveNode | null {
  const { model, field, at, related, limit, name } = end;
  if ((end.keyField ?? foreignKeyOf(partner)) !== foreignKeyOf(partner)) {
    return refuse(context, model, field, at, `its ends have different key fields`);
  }
  if (partitionOf(model) !== 'id' && !model.fields.has(partitionOf(model))) {
    return refuse(context, model, field, at, `${related.name} has no key for it`);
  }
  const fields = [partitionOf(model)];
  return new Maker(at).directive('hasMany', {
    indexName: `gsi-${name ?? ''}`,
    fields,
    limit: limit ?? undefined,
  });
}

/** The single end of a relation with a name and a list at the other end: it has the key, and v1's index. */
function namedSingle(end: End, partner: End, context: Context): Carried {
  const { model, field, at, related, name } = end;
  const make = new Maker(at);
  const key = foreignKeyOf(end);
  putForeignKey(end, model, key, typeOf(related, partitionOf(related)), isRequired(field), context);
  const { sortField } = partner;
  const sortKeyFields = sortField === null ? undefined : [sortField];
  const index = make.directive('index', { name: `gsi-${name ?? ''}`, sortKeyFields, queryField: null });
  const additions = context.additionsTo(model.name);
  // Two fields with one name share the index; v1 makes it once.
  const shared = [...additions.directives.values()]
    .flat()
    .some((other) => indexNameOf(other) === `gsi-${name}`);
  if (!shared) additions.direct(key, index);
  if (related.primaryKey.length > 1) return unanswered(end, context);
  return make.directive('belongsTo', { fields: [key] });
}

/** A single field alone, or with a single field at the other end: each has its own key. */
function single(end: End, context: Context): Carried {
  const { model, field, at, related, sortField } = end;
  const key = foreignKeyOf(end);
  const fields = sortField === null ? [key] : [key, sortField];
  putForeignKey(end, model, key, typeOf(related, partitionOf(related)), isRequired(field), context);
  if (fields.length !== related.primaryKey.length) return unanswered(end, context);
  return new Maker(at).directive('hasOne', { fields });
}

function foreignKeyOf({ model, field, keyField }: End): string {
  return keyField ?? camelCase([model.name, field.name.value, 'id']);
}

/** v1 takes the partition key of keys of one or two fields, and `id` otherwise. */
function partitionOf({ primaryKey }: V1Model): string {
  return primaryKey.length > 2 ? 'id' : (primaryKey[0] ?? 'id');
}

function indexNameOf(directive: DirectiveNode): string | null {
  return directive.name.value === 'index' ? textOf(argumentOf(directive, 'name')) : null;
}

/** v1 has the key in the inputs only; v2 in the type as well. */
function putForeignKey(
  end: End,
  holder: V1Model,
  key: string,
  type: string,
  required: boolean,
  context: Context,
): void {
  if (holder.fields.has(key)) {
    alignForeignKey(end, holder, key, type, context);
    return;
  }
  const { fields } = context.additionsTo(holder.name);
  if (fields.has(key)) return;
  fields.set(key, new Maker(end.at).field(key, type, required, []));
  tellForeignKey(end, holder, key, context);
  if (type !== 'ID') context.tell('AM3218', end.at, { field: `${holder.name}.${key}`, from: 'ID', to: type });
}

/** v1 takes String for ID and the other way round; v2 wants the type of the key that it refers to. */
function alignForeignKey({ at }: End, holder: V1Model, key: string, type: string, context: Context): void {
  const declared = holder.fields.get(key);
  if (declared === undefined || baseTypeOf(declared.type) === type) return;
  const { retyped } = context.additionsTo(holder.name);
  if (retyped.has(key)) return;
  retyped.set(key, type);
  context.tell('AM3218', at, { field: `${holder.name}.${key}`, from: baseTypeOf(declared.type), to: type });
}

function typeOf(model: V1Model, field: string): string {
  const declared = model.fields.get(field);
  return declared === undefined ? 'ID' : baseTypeOf(declared.type);
}

function isRequired(field: FieldDefinitionNode): boolean {
  return field.type.kind === 'NonNullType';
}

function tellForeignKey({ at }: End, holder: V1Model, key: string, context: Context): void {
  context.tell('AM3203', at, { type: holder.name, field: key });
}

/** v1 asks DynamoDB for a record by a part of its key, which fails whenever there is something to ask for. */
function unanswered({ model, field, at, related }: End, context: Context): 'plain' {
  context.tell('AM3219', at, { field: `${model.name}.${field.name.value}`, related: related.name });
  return 'plain';
}

function refuse(
  context: Context,
  model: V1Model,
  field: FieldDefinitionNode,
  at: DirectiveNode,
  reason: string,
): null {
  context.tell('AM3204', at, { field: `${model.name}.${field.name.value}`, reason });
  return null;
}
