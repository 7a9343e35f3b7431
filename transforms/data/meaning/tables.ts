import { type Api, type JoinModel, type JoinSide, type Model, type Relation } from '../api.js';
import { type TransformerFlags } from '../settings.js';
import { lowerFirst } from './names.js';
import { implicitIndexName } from './relations.js';

/** A key of a table or an index: names of attributes, the partition key first. */
export type Key = readonly [partition: string] | readonly [partition: string, sort: string];

/** How Gen 1 makes the table of a model. */
export interface TableKeys {
  /** The name that the name of the deployed table begins with. */
  readonly name: string;
  readonly key: Key;
  readonly globalIndexes: readonly { readonly name: string; readonly key: Key }[];
  readonly localIndexes: readonly { readonly name: string; readonly key: Key }[];
}

/** The tables of an API by model, those of join models included. */
export function tablesOf(api: Api, flags: TransformerFlags): Map<string, TableKeys> {
  const implicit = implicitIndexes(api, flags);
  const models = new Map(api.models.map((model) => [model.name, model]));
  const tables = new Map<string, TableKeys>();
  for (const model of api.models) {
    const written = model.indexes.map((index) => ({ ...index, key: keyOf(index.fields) }));
    const named = new Set(written.map(({ name }) => name));
    const added = (implicit.get(model.name) ?? []).filter(({ name }) => !named.has(name));
    tables.set(model.name, {
      name: model.mapsTo ?? model.name,
      key: keyOf(model.primaryKey),
      globalIndexes: [...written.filter(({ local }) => !local), ...added].map(plain),
      localIndexes: written.filter(({ local }) => local).map(plain),
    });
  }
  for (const join of joinsIn(api)) tables.set(join.name, joinTable(join, models));
  return tables;
}

function plain({ name, key }: { readonly name: string; readonly key: Key }): { name: string; key: Key } {
  return { name, key };
}

/** Several sort keys share one attribute, whose name is all of theirs. */
function keyOf([partition = 'id', ...sort]: readonly string[]): Key {
  return sort.length === 0 ? [partition] : [partition, sort.join('#')];
}

/**
 * The indexes that implicit hasMany relations add to the related models. Without the flag they have no sort key,
 * also where the primary key has (updateTableForConnection in graphql-relational-transformer).
 */
function implicitIndexes(api: Api, flags: TransformerFlags): Map<string, { name: string; key: Key }[]> {
  const indexes = new Map<string, { name: string; key: Key }[]>();
  for (const model of api.models) {
    for (const { name, relation } of model.fields) {
      const key = relation && implicitIndexKey(relation, model, flags);
      if (!key) continue;
      const added = { name: implicitIndexName(model.mapsTo ?? model.name, name), key: keyOf(key) };
      indexes.set(relation.related, [...(indexes.get(relation.related) ?? []), added]);
    }
  }
  return indexes;
}

/** The attributes of the index that a relation adds; null when it adds none. */
function implicitIndexKey(
  relation: Relation,
  { name, mapsTo }: Model,
  flags: TransformerFlags,
): readonly string[] | null {
  if (relation.kind === 'manyToMany' || relation.kind === 'belongsTo') return null;
  if (relation.byReferences) return relation.foreignKey;
  if (relation.kind === 'hasOne' || !relation.implicit) return null;
  const attributes = relation.foreignKey.map((key) => storedName(key, name, mapsTo));
  return flags.respectPrimaryKeyAttributesOnConnectionField ? attributes : attributes.slice(0, 1);
}

/** The join models of an API, each once. */
export function joinsIn(api: Api): JoinModel[] {
  const joins = new Map<string, JoinModel>();
  for (const { fields } of api.models) {
    for (const { relation } of fields) {
      if (relation?.kind === 'manyToMany') joins.set(relation.join.name, relation.join);
    }
  }
  return [...joins.values()];
}

function joinTable(join: JoinModel, models: ReadonlyMap<string, Model>): TableKeys {
  return {
    name: join.name,
    key: ['id'],
    globalIndexes: join.sides.map((side) => ({ name: side.index, key: keyOf(stored(side, models)) })),
    localIndexes: [],
  };
}

function stored({ foreignKey, model }: JoinSide, models: ReadonlyMap<string, Model>): string[] {
  return foreignKey.map((name) => storedName(name, model, models.get(model)?.mapsTo ?? null));
}

/** A key that begins with the name of a model begins in its table with the name that the model was made under. */
function storedName(key: string, model: string, mapsTo: string | null): string {
  return mapsTo === null ? key : `${lowerFirst(mapsTo)}${key.slice(model.length)}`;
}
