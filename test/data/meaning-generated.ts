import fc from 'fast-check';

/** One generated schema, made of pieces that depend on one another, so that the transformer takes it. */
export interface Generated {
  readonly sdl: string;
}

const NAMES = ['Artist', 'Category', 'NewsItem', 'ABTest', 'sheep', 'Box', 'Person_2'] as const;
const SCALARS = ['String', 'Int', 'AWSDateTime', 'ID', 'Float', 'AWSEmail'] as const;

interface Model {
  readonly name: string;
  readonly key: 'implicit' | 'id' | 'custom' | 'composite' | 'three';
  readonly model: string;
  readonly auth: string;
  readonly index: string;
  readonly scalar: (typeof SCALARS)[number];
  readonly mapped: boolean;
}

const MODEL_ARGUMENTS = [
  '',
  '(queries: null)',
  '(queries: { get: "fetchNAME" })',
  '(mutations: { create: "makeNAME" })',
  '(mutations: { create: null, update: "changeNAME" })',
  '(subscriptions: null)',
  '(subscriptions: { level: off })',
  '(subscriptions: { level: public })',
  '(subscriptions: { level: on })',
  '(subscriptions: { onCreate: ["madeNAME", "bornNAME"] })',
  '(subscriptions: { onUpdate: "changedNAME", level: public })',
  '(timestamps: null)',
  '(timestamps: { createdAt: "madeAt" })',
  '(timestamps: { createdAt: "madeAt", updatedAt: null })',
] as const;

const AUTH = [
  '',
  '@auth(rules: [{ allow: owner }])',
  '@auth(rules: [{ allow: owner, ownerField: "writers" }, { allow: private, operations: [read] }])',
  '@auth(rules: [{ allow: public, provider: iam, operations: [get, list] }, { allow: groups, groups: ["Staff"] }])',
] as const;

const INDEXES = [
  '',
  '@index',
  '@index(name: "byColour")',
  '@index(name: "byColour", queryField: "NAMEByColour")',
  '@index(name: "byColour", sortKeyFields: ["size"], queryField: null)',
  '@index(sortKeyFields: ["size", "made"])',
  '@index(name: "byColour", sortKeyFields: "size") @index(name: "byAll", sortKeyFields: ["made", "size"], queryField: "allNAME")',
] as const;

const model = (name: string): fc.Arbitrary<Model> =>
  fc.record({
    name: fc.constant(name),
    key: fc.constantFrom('implicit', 'id', 'custom', 'composite', 'three'),
    model: fc.oneof({ weight: 2, arbitrary: fc.constant('') }, fc.constantFrom(...MODEL_ARGUMENTS)),
    auth: fc.constantFrom(...AUTH),
    index: fc.constantFrom(...INDEXES),
    scalar: fc.constantFrom(...SCALARS),
    mapped: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, fc.constant(true)),
  });

const RELATIONS = [
  'hasMany',
  'hasManyBack',
  'hasOne',
  'hasOneBack',
  'manyToMany',
  'explicit',
  'indexOnly',
  'byPrimaryKey',
  'keyed',
  'twice',
  'self',
] as const;
type RelationKind = (typeof RELATIONS)[number];

/** Schemas of two or three models with a relation between each two neighbours, or of one with itself. */
export const schemas: fc.Arbitrary<Generated> = fc
  .shuffledSubarray([...NAMES], { minLength: 2, maxLength: 3 })
  .chain((names) =>
    fc.record({
      models: fc.tuple(...names.map(model)),
      relations: fc.array(fc.constantFrom(...RELATIONS), {
        minLength: names.length - 1,
        maxLength: names.length - 1,
      }),
      required: fc.boolean(),
    }),
  )
  .map(({ models, relations, required }) => ({ sdl: sdlOf(models, relations, required) }));

function sdlOf(models: readonly Model[], relations: readonly RelationKind[], required: boolean): string {
  const fields = new Map(models.map((one) => [one.name, keyFields(one)]));
  relations.forEach((kind, index) => {
    const [from, to] = [models[index], models[index + 1]];
    if (!from || !to) return;
    const [left, right] = [fields.get(from.name) ?? [], fields.get(to.name) ?? []];
    const mark = required ? '!' : '';
    switch (kind) {
      case 'hasMany':
        left.push(`things: [${to.name}] @hasMany(limit: 7)`);
        break;
      case 'hasManyBack':
        left.push(`things: [${to.name}]${mark} @hasMany`);
        right.push(`parent: ${from.name} @belongsTo`);
        break;
      case 'hasOne':
        left.push(`friend: ${to.name}${mark} @hasOne`);
        break;
      case 'hasOneBack':
        left.push(`friend: ${to.name} @hasOne`);
        right.push(`friendOf: ${from.name} @belongsTo`);
        break;
      case 'manyToMany':
        left.push(`many: [${to.name}] @manyToMany(relationName: "joins${from.name}")`);
        right.push(`manyBack: [${from.name}] @manyToMany(relationName: "joins${from.name}", limit: 5)`);
        break;
      case 'explicit':
        if (from.key === 'implicit') left.push('id: ID!');
        left.push(`listed: [${to.name}] @hasMany(indexName: "byOwner", fields: ["${keyOf(from)}"])`);
        right.push(`ownedBy: ${keyType(from)} @index(name: "byOwner", sortKeyFields: ["size"])`);
        break;
      case 'indexOnly':
        left.push(`listed: [${to.name}] @hasMany(indexName: "byOwner")`);
        right.push(`ownedBy: ${keyType(from)} @index(name: "byOwner", sortKeyFields: ["size", "made"])`);
        break;
      case 'byPrimaryKey':
        left.push(`other: ${keyType(to)}`, `others: [${to.name}] @hasMany(fields: ["other"])`);
        break;
      case 'keyed': {
        const keys =
          to.key === 'composite'
            ? ['other', 'size']
            : to.key === 'three'
              ? ['other', 'size', 'made']
              : ['other'];
        left.push(`other: ${keyType(to)}`, `friend: ${to.name} @hasOne(fields: ${JSON.stringify(keys)})`);
        break;
      }
      case 'twice':
        left.push(`firsts: [${to.name}] @hasMany`, `seconds: [${to.name}] @hasMany`);
        right.push(`first: ${from.name} @belongsTo`, `second: ${from.name} @belongsTo`);
        break;
      case 'self':
        left.push(`children: [${from.name}] @hasMany`, `above: ${from.name} @belongsTo`);
        break;
    }
  });
  return models.map((one) => typeOf(one, fields.get(one.name) ?? [])).join('\n');
}

function typeOf({ name, model: given, auth, mapped }: Model, fields: readonly string[]): string {
  const mapsTo = mapped ? `@mapsTo(name: "Old${name}")` : '';
  return `type ${name} @model${given.replaceAll('NAME', name)} ${auth} ${mapsTo} {\n  ${fields.join('\n  ')}\n}`;
}

function keyFields(one: Model): string[] {
  const colour = `colour: String! ${one.index.replaceAll('NAME', one.name)}`;
  const rest = [colour, 'size: Int!', 'made: AWSDateTime!'];
  switch (one.key) {
    case 'implicit':
      return rest;
    case 'id':
      return ['id: ID!', ...rest];
    case 'custom':
      return [`slug: ${one.scalar}! @primaryKey`, ...rest];
    case 'composite':
      return [`slug: ${one.scalar}! @primaryKey(sortKeyFields: ["size"])`, ...rest];
    case 'three':
      return [`slug: ${one.scalar}! @primaryKey(sortKeyFields: ["size", "made"])`, ...rest];
  }
}

function keyOf({ key }: Model): string {
  return key === 'implicit' || key === 'id' ? 'id' : 'slug';
}

function keyType({ key, scalar }: Model): string {
  return key === 'implicit' || key === 'id' ? 'ID' : scalar;
}
