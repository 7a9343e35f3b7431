import {
  type Api,
  type Field,
  type JoinModel,
  type JoinSide,
  MODEL_OPERATIONS,
  type Model,
  type Placed,
} from '../api.js';
import { operationName } from '../meaning/names.js';
import { fieldsByName } from './fields-by-name.js';
import { unitedRules } from './united-rules.js';

/** A `@manyToMany` of Gen 1 as a model of its own. */
export interface Join {
  readonly model: Model;
  readonly sides: readonly [Model, Model];
  readonly place: Placed;
}

export interface JoinedApi {
  readonly api: Api;
  readonly joins: readonly Join[];
}

/** The API with every `@manyToMany` written out: a hasMany on both sides, and the model in between. */
export function writtenOutJoins(api: Api): JoinedApi {
  const models = new Map(api.models.map((model) => [model.name, model]));
  const joins = new Map<string, Join>();
  for (const model of api.models) {
    for (const { relation } of model.fields) {
      if (relation?.kind !== 'manyToMany' || joins.has(relation.join.name)) continue;
      const join = joinOf(relation.join, relation, models);
      if (join !== null) joins.set(relation.join.name, join);
    }
  }
  if (joins.size === 0) return { api, joins: [] };
  const after = new Map<string, Model[]>();
  for (const { model, sides } of joins.values()) {
    after.set(sides[1].name, [...(after.get(sides[1].name) ?? []), model]);
  }
  const written = api.models.flatMap((model) => [withHasMany(model), ...(after.get(model.name) ?? [])]);
  return { api: { ...api, models: written }, joins: [...joins.values()] };
}

function withHasMany(model: Model): Model {
  if (!model.fields.some(({ relation }) => relation?.kind === 'manyToMany')) return model;
  return { ...model, fields: model.fields.map((field) => asHasMany(model, field)) };
}

function asHasMany(model: Model, field: Field): Field {
  const { relation } = field;
  if (relation?.kind !== 'manyToMany') return field;
  const { node, origin, join, limit } = relation;
  const side = join.sides.find((one) => one.model === model.name && one.field === field.name);
  if (side === undefined) return field;
  return {
    ...field,
    relation: {
      node,
      origin,
      kind: 'hasMany',
      related: join.name,
      foreignKey: side.foreignKey,
      implicit: false,
      index: side.index,
      sortKeys: [],
      fields: model.primaryKey,
      limit,
    },
  };
}

/** The join model as ManyToManyTransformer of graphql-relational-transformer makes it. */
function joinOf(join: JoinModel, place: Placed, models: ReadonlyMap<string, Model>): Join | null {
  const [first, second] = join.sides.map(({ model }) => models.get(model));
  if (!first || !second) return null;
  const at: Placed = { node: place.node, origin: place.origin };
  const [one, other] = join.sides;
  const rules = unitedRules(first.rules ?? [], second.rules ?? []);
  const model: Model = {
    ...at,
    name: join.name,
    description: null,
    fields: [
      fieldAt(at, 'id', 'ID'),
      ...keyFields(at, one, first),
      ...keyFields(at, other, second),
      referenceField(at, one),
      referenceField(at, other),
    ],
    interfaces: [],
    rules: rules.length > 0 ? rules : null,
    directives: [],
    primaryKey: ['id'],
    primaryKeyAt: null,
    indexes: join.sides.map((side) => ({
      ...at,
      name: side.index,
      fields: side.foreignKey,
      queryField: side.queryField,
      local: false,
    })),
    operations: operationsOf(join.name),
    renamed: [],
    subscriptionLevel: 'on',
    timestamps: { createdAt: 'createdAt', updatedAt: 'updatedAt' },
    mapsTo: null,
    searchable: null,
    modelAt: at,
  };
  return { model, sides: [first, second], place: at };
}

function fieldAt(at: Placed, name: string, type: string): Field {
  return {
    ...at,
    name,
    description: null,
    type: { kind: 'named', name: type, required: true },
    arguments: [],
    rules: null,
    defaultValue: null,
    relation: null,
    handlers: [],
    directives: [],
  };
}

function keyFields(at: Placed, side: JoinSide, model: Model): Field[] {
  const types = model.primaryKey.map((key) => keyTypeOf(model, key) ?? 'ID');
  return side.foreignKey.map((key, index) => fieldAt(at, key, types[index] ?? 'ID'));
}

function referenceField(at: Placed, { reference, model, foreignKey }: JoinSide): Field {
  const field = fieldAt(at, reference, model);
  return { ...field, relation: { ...at, kind: 'belongsTo', related: model, foreignKey, implicit: false } };
}

/** The named type of a key field; `ID` for the key that Gen 1 adds. */
export function keyTypeOf(model: Model, key: string): string | null {
  const field = fieldsByName(model).get(key);
  if (field === undefined) return key === 'id' ? 'ID' : null;
  return field.type.kind === 'named' ? field.type.name : null;
}

function operationsOf(model: string): Model['operations'] {
  const names = MODEL_OPERATIONS.map((operation) => [
    operation,
    operation === 'sync' ? [] : [operationName(operation, model)],
  ]);
  return Object.fromEntries(names) as Model['operations'];
}
