import { type GraphQLNamedType, isObjectType } from 'graphql';
import { type Api, type Field, type Model, type Rule } from '../../transforms/data/api.js';
import { camelCase } from '../../transforms/data/meaning/names.js';
import { defaultOperations } from '../../transforms/data/meaning/model-operations.js';
import { joinsIn, tablesOf } from '../../transforms/data/meaning/tables.js';
import { type ApiSettings } from '../../transforms/data/settings.js';
import { type Gen1Output, type GenTable } from './gen1-transformer.js';

/** What both a meaning and the output of the transformer say. */
export interface Facts {
  /** `name(argument, argument)` */
  readonly queries: readonly string[];
  readonly mutations: readonly string[];
  readonly subscriptions: readonly string[];
  /** Fields by object type, with their arguments. */
  readonly types: Readonly<Record<string, readonly string[]>>;
  readonly tables: Readonly<Record<string, GenTable>>;
}

/** The facts of what the transformer really makes. `names`: the object types to look at. */
export function factsOfGen1(output: Gen1Output, names: Iterable<string>): Facts {
  const signatures = (type: GraphQLNamedType | null | undefined): string[] =>
    isObjectType(type)
      ? Object.values(type.getFields())
          .map(({ name, args }) =>
            signature(
              name,
              args.map((argument) => argument.name),
            ),
          )
          .sort()
      : [];
  const ignoring = (type: GraphQLNamedType | null | undefined): string[] =>
    isObjectType(type) ? Object.keys(type.getFields()).sort() : [];
  const { schema } = output;
  return {
    queries: signatures(schema.getQueryType()).filter((text) => !text.startsWith('search')),
    mutations: ignoring(schema.getMutationType()),
    subscriptions: ignoring(schema.getSubscriptionType()),
    types: Object.fromEntries([...names].sort().map((name) => [name, signatures(schema.getType(name))])),
    tables: Object.fromEntries([...output.tables].filter(([name]) => name !== 'DataStore').sort()),
  };
}

/** The facts that a meaning comes to. */
export function factsOfApi(api: Api, settings: ApiSettings): Facts {
  const dataStore = settings.conflicts !== null;
  const queries: string[] = [];
  const mutations: string[] = [];
  const subscriptions: string[] = [];
  const sync = ['filter', 'lastSync', 'limit', 'nextToken'];
  const list = ['filter', 'limit', 'nextToken'];
  for (const model of api.models) {
    const { operations } = model;
    const keyed = model.primaryKeyAt ? [...keyArguments(model.primaryKey), 'sortDirection'] : [];
    queries.push(...operations.get.map((name) => signature(name, model.primaryKey)));
    queries.push(...operations.list.map((name) => signature(name, [...keyed, ...list])));
    queries.push(...operations.sync.map((name) => signature(name, sync)));
    for (const { queryField, fields } of model.indexes) {
      if (queryField !== null) {
        queries.push(signature(queryField, [...keyArguments(fields), 'sortDirection', ...list]));
      }
    }
    collect(operations, mutations, subscriptions);
  }
  const tables = tablesOf(api, settings.flags);
  const types: Record<string, string[]> = {};
  for (const model of api.models) types[model.name] = fieldsOf(model, api, dataStore);
  for (const type of api.types) types[type.name] = type.fields.map(fieldText).sort();
  for (const join of joinsIn(api)) {
    const operations = defaultOperations(join.name, { settings });
    queries.push(...operations.get.map((name) => signature(name, ['id'])));
    queries.push(...operations.list.map((name) => signature(name, list)));
    queries.push(...operations.sync.map((name) => signature(name, sync)));
    for (const [index, { queryField }] of join.sides.entries()) {
      const stored = tables.get(join.name)?.globalIndexes[index]?.key.flatMap((key) => key.split('#')) ?? [];
      if (queryField === null) continue;
      queries.push(signature(queryField, [...keyArguments(stored), 'sortDirection', ...list]));
    }
    collect(operations, mutations, subscriptions);
    const sides = join.sides.flatMap(({ reference, foreignKey }) => [reference, ...foreignKey]);
    const owners = join.sides.flatMap(({ model }) =>
      ownersOf(api.models.find(({ name }) => name === model)?.rules ?? null),
    );
    types[join.name] = unique(['id', 'createdAt', 'updatedAt', ...owners, ...sides, ...synced(dataStore)]);
  }
  for (const { parent, name, arguments: given } of api.operations) {
    if (parent === 'Query')
      queries.push(
        signature(
          name,
          given.map((argument) => argument.name),
        ),
      );
    else (parent === 'Mutation' ? mutations : subscriptions).push(name);
  }
  const keys: [string, GenTable][] = [...tables.values()].map((table) => [
    table.name,
    {
      key: table.key.join(' '),
      globalIndexes: table.globalIndexes.map((index) => `${index.name}: ${index.key.join(' ')}`).sort(),
      localIndexes: table.localIndexes.map((index) => `${index.name}: ${index.key.join(' ')}`).sort(),
    },
  ]);
  return {
    queries: queries.filter((text) => !text.startsWith('search')).sort(),
    mutations: mutations.sort(),
    subscriptions: unique(subscriptions),
    types: Object.fromEntries(Object.entries(types).sort()),
    tables: Object.fromEntries(keys.sort()),
  };
}

function collect(operations: Model['operations'], mutations: string[], subscriptions: string[]): void {
  mutations.push(...operations.create, ...operations.update, ...operations.delete);
  subscriptions.push(...operations.onCreate, ...operations.onUpdate, ...operations.onDelete);
}

/** The fields that clients see in a model: its own, and those that Gen 1 adds to it. */
function fieldsOf(model: Model, api: Api, dataStore: boolean): string[] {
  const { createdAt, updatedAt } = model.timestamps;
  const declared = model.fields.map(fieldText);
  const known = new Set(model.fields.map(({ name }) => name));
  const rules = [model.rules, ...model.fields.map((field) => field.rules)];
  const added = [
    ...(model.primaryKeyAt === null ? ['id'] : []),
    ...[createdAt, updatedAt].filter((name) => name !== null),
    ...rules.flatMap(ownersOf),
    ...model.fields.flatMap(({ relation }) =>
      relation?.kind === 'hasOne' || relation?.kind === 'belongsTo'
        ? isAddedHere(model, relation, api)
          ? relation.foreignKey
          : []
        : [],
    ),
    ...api.models.flatMap(({ fields }) =>
      fields.flatMap(({ relation }) =>
        relation?.kind === 'hasMany' && relation.related === model.name
          ? [...(relation.implicit ? relation.foreignKey : []), ...(relation.strayFields ?? [])]
          : [],
      ),
    ),
    ...synced(dataStore),
  ];
  return unique([...declared, ...added.filter((name) => !known.has(name))]);
}

/** A belongsTo beside a hasMany shares the key of that, which adds it. */
function isAddedHere(model: Model, relation: NonNullable<Field['relation']>, api: Api): boolean {
  if (relation.kind === 'manyToMany' || relation.kind === 'hasMany' || !relation.implicit) return false;
  if (relation.kind === 'hasOne') return true;
  const related = api.models.find(({ name }) => name === relation.related);
  const back = related?.fields.find(
    (field) =>
      field.relation?.related === model.name &&
      (field.relation.kind === 'hasOne' || field.relation.kind === 'hasMany'),
  );
  return back?.relation?.kind === 'hasOne';
}

function synced(dataStore: boolean): string[] {
  return dataStore ? ['_deleted', '_lastChangedAt', '_version'] : [];
}

function ownersOf(rules: readonly Rule[] | null): string[] {
  return (rules ?? []).flatMap(({ ownerField }) => ownerField ?? []);
}

function fieldText({ name, arguments: given, relation }: Field): string {
  if (relation?.kind === 'hasMany' || relation?.kind === 'manyToMany') {
    const sortKeys = relation.kind === 'hasMany' ? relation.sortKeys : [];
    return signature(name, [...sortArgument(sortKeys), 'filter', 'sortDirection', 'limit', 'nextToken']);
  }
  return signature(
    name,
    given.map((argument) => argument.name),
  );
}

/** The partition key, and one argument for all sort keys. */
function keyArguments([partition = 'id', ...sort]: readonly string[]): string[] {
  return [partition, ...sortArgument(sort)];
}

function sortArgument(sort: readonly string[]): readonly string[] {
  return sort.length < 2 ? sort : [camelCase(sort)];
}

function signature(name: string, names: readonly string[]): string {
  return names.length === 0 ? name : `${name}(${[...names].sort().join(', ')})`;
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}
