import { type DirectiveNode, type FieldDefinitionNode } from 'graphql';
import { type Relation } from '../api.js';
import { argumentOf, baseTypeOf, directiveOf, textOf, textsOf } from '../schema/ast.js';
import { type Context, placed, type TypeFacts } from './context.js';
import { camelCase, typeNameOf } from './names.js';

/** By the name that the table of the model is called after. */
export function implicitIndexName(table: string, field: string): string {
  return `gsi-${table}.${field}`;
}

/** What `limit` is when it is not given. */
const DEFAULT_LIMIT = 100;

/** The relation that a field of a model shows; null when it shows none, or the related model is not there. */
export function relationOf(type: TypeFacts, field: FieldDefinitionNode, context: Context): Relation | null {
  if (!type.isModel) return null;
  const related = context.types.get(baseTypeOf(field.type));
  if (related?.isModel !== true) return null;
  for (const directive of field.directives ?? []) {
    switch (directive.name.value) {
      case 'hasMany':
        return hasMany(type, field, related, directive, context);
      case 'hasOne':
        return hasOne(type, field, related, directive, context);
      case 'belongsTo':
        return belongsTo(type, field, related, directive, context);
      case 'manyToMany':
        return manyToMany(type, field, related, directive, context);
    }
  }
  return null;
}

/**
 * The fields that Gen 1 adds for a relation without `fields`. The flag decides about the partition key only: sort
 * keys always keep their names (getConnectionAttributeName in graphql-relational-transformer).
 */
export function implicitKey(
  model: string,
  field: string,
  [partitionKey = 'id', ...sortKeys]: readonly string[],
  { flags }: Pick<Context, 'flags'>,
): string[] {
  const suffix = flags.respectPrimaryKeyAttributesOnConnectionField ? partitionKey : 'id';
  return [suffix, ...sortKeys].map((key) => camelCase([model, field, key]));
}

function hasMany(
  type: TypeFacts,
  field: FieldDefinitionNode,
  related: TypeFacts,
  directive: DirectiveNode,
  context: Context,
): Relation {
  const given = textsOf(argumentOf(directive, 'fields')) ?? [];
  const indexName = textOf(argumentOf(directive, 'indexName'));
  const fields = given.length > 0 ? given : type.primaryKey;
  const common = {
    ...placed(directive, context),
    kind: 'hasMany' as const,
    related: related.name,
    fields,
    limit: limitOf(directive),
  };
  const references = textsOf(argumentOf(directive, 'references'));
  if (references !== null) {
    const index = implicitIndex(type, field);
    return { ...common, byReferences: true, foreignKey: references, implicit: false, index, sortKeys: [] };
  }
  if (indexName === null && given.length === 0) {
    const foreignKey = implicitKey(type.name, field.name.value, type.primaryKey, context);
    // Gen 1 takes the arguments of such a connection from the primary key of the related model.
    const sortKeys = related.primaryKey.slice(1);
    return { ...common, foreignKey, implicit: true, index: implicitIndex(type, field), sortKeys };
  }
  const key = indexName === null ? related.primaryKey : (indexFields(related, indexName) ?? []);
  return {
    ...common,
    foreignKey: key.slice(0, fields.length),
    implicit: false,
    index: indexName,
    sortKeys: given.length < 2 ? key.slice(1) : [],
    ...(given.length === 0 && {
      strayFields: implicitKey(type.name, field.name.value, type.primaryKey, context),
    }),
  };
}

/** The name of the GSI that Gen 1 adds for a relation that names neither an index nor fields for its key. */
function implicitIndex(type: TypeFacts, field: FieldDefinitionNode): string {
  return implicitIndexName(type.tableName, field.name.value);
}

function indexFields(type: TypeFacts, indexName: string): string[] | null {
  for (const [name, field] of type.fields) {
    for (const directive of field.directives ?? []) {
      if (directive.name.value !== 'index' || textOf(argumentOf(directive, 'name')) !== indexName) continue;
      return [name, ...(textsOf(argumentOf(directive, 'sortKeyFields')) ?? [])];
    }
  }
  return null;
}

function hasOne(
  type: TypeFacts,
  field: FieldDefinitionNode,
  related: TypeFacts,
  directive: DirectiveNode,
  context: Context,
): Relation {
  const references = textsOf(argumentOf(directive, 'references'));
  const given = references ?? textsOf(argumentOf(directive, 'fields')) ?? [];
  return {
    ...placed(directive, context),
    ...(references && { byReferences: true }),
    kind: 'hasOne',
    related: related.name,
    implicit: given.length === 0,
    foreignKey:
      given.length > 0 ? given : implicitKey(type.name, field.name.value, related.primaryKey, context),
  };
}

/**
 * Without `fields` the key is that of the first field of the related model that points back: a hasMany keeps it
 * here under its own name; beside a hasOne this side gets a key of its own.
 */
function belongsTo(
  type: TypeFacts,
  field: FieldDefinitionNode,
  related: TypeFacts,
  directive: DirectiveNode,
  context: Context,
): Relation {
  const references = textsOf(argumentOf(directive, 'references'));
  const given = references ?? textsOf(argumentOf(directive, 'fields')) ?? [];
  const back = backReference(type, related);
  const [model, name] =
    back === null || back.kind === 'hasOne' ? [type.name, field.name.value] : [related.name, back.field];
  return {
    ...placed(directive, context),
    ...(references && { byReferences: true }),
    kind: 'belongsTo',
    related: related.name,
    implicit: given.length === 0,
    foreignKey: given.length > 0 ? given : implicitKey(model, name, related.primaryKey, context),
  };
}

function backReference(
  type: TypeFacts,
  related: TypeFacts,
): { field: string; kind: 'hasOne' | 'hasMany' } | null {
  for (const [field, node] of related.fields) {
    if (baseTypeOf(node.type) !== type.name) continue;
    for (const directive of node.directives ?? []) {
      const kind = directive.name.value;
      if (kind === 'hasOne' || kind === 'hasMany') return { field, kind };
    }
  }
  return null;
}

function manyToMany(
  type: TypeFacts,
  field: FieldDefinitionNode,
  related: TypeFacts,
  directive: DirectiveNode,
  context: Context,
): Relation | null {
  const join = context.joins.get(typeNameOf(textOf(argumentOf(directive, 'relationName')) ?? ''));
  if (join === undefined) return null;
  const isThis = (side: { model: string; field: string }): boolean =>
    side.model === type.name && side.field === field.name.value;
  const [first, second] = join.sides;
  return {
    ...placed(directive, context),
    kind: 'manyToMany',
    related: related.name,
    limit: limitOf(directive),
    otherField: isThis(first) ? second.field : first.field,
    join,
  };
}

function limitOf(directive: DirectiveNode): number {
  const limit = argumentOf(directive, 'limit');
  return limit?.kind === 'IntValue' ? Number(limit.value) : DEFAULT_LIMIT;
}

/** True when the field is on either side of a relation. */
export function isRelation(field: FieldDefinitionNode): boolean {
  return RELATIONS.some((name) => directiveOf(field, name) !== undefined);
}

const RELATIONS = ['hasMany', 'hasOne', 'belongsTo', 'manyToMany'];
