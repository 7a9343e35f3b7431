import {
  type FieldSpec,
  type GeneratedSchema,
  type IndexSpec,
  type ModelSpec,
  type OperationSpec,
  type RelationSpec,
  RULES,
  type RuleSpec,
} from './schemas.js';

const NAMES = ['Book', 'Person', 'NewsItem', 'sheep'] as const;

/** The schema as a person would have written it, such as Gen 1 accepts it. */
export function schemaText(schema: GeneratedSchema): string {
  const extra = new Map<string, string[]>();
  const add: Add = (name, line) => {
    const lines = extra.get(name) ?? [];
    extra.set(name, lines.includes(`  ${line}`) ? lines : [...lines, `  ${line}`]);
  };
  for (const [position, relation] of onePerPair(schema).entries())
    writeRelation(schema, relation, position, add);
  const global =
    schema.globalRule === null
      ? []
      : [`input AMPLIFY {\n  globalAuthRule: AuthRule = { allow: ${schema.globalRule} }\n}`];
  const models = schema.models.map((model, index) =>
    modelText(model, nameOf(index), extra.get(nameOf(index)) ?? []),
  );
  const parents = (['Query', 'Mutation'] as const).flatMap((parent) => {
    const fields = schema.operations.filter((one) => one.parent === parent).map(operationText);
    return fields.length === 0 ? [] : [block(`type ${parent}`, fields)];
  });
  const definitions = [...global, ...models, ...parents].join('\n\n');
  const used = SHARED.filter(({ name }) => new RegExp(`\\b${name}\\b`).test(definitions)).map(
    ({ text }) => text,
  );
  return `${[definitions, ...used].join('\n\n')}\n`;
}

/** Definitions that fields and operations refer to. */
const SHARED = [
  { name: 'Mood', text: 'enum Mood {\n  CALM\n  wild\n}' },
  {
    name: 'Place',
    text: 'type Place {\n  street: String!\n  at: [Float!]\n  back: Corner\n}\n\ntype Corner {\n  turn: Int\n}',
  },
  { name: 'Wanted', text: 'input Wanted {\n  words: [String!]!\n  upTo: Int\n}' },
] as const;

function nameOf(index: number): string {
  return NAMES[index % NAMES.length] ?? 'Book';
}

const block = (head: string, lines: readonly string[]): string => `${head} {\n${lines.join('\n')}\n}`;

function modelText(model: ModelSpec, name: string, extra: readonly string[]): string {
  const settings = model.settings.replaceAll('NAME', name);
  const head = [`type ${name} @model${settings === '' ? '' : `(${settings})`}`, rulesText(model.rules)];
  const fields = [
    ...keyFields(model.key),
    ...model.indexes.map((index) => indexText(index, name)),
    ...(model.indexes.some(({ sorted }) => sorted) ? ['  year: Int!'] : []),
    ...model.fields.map((field) => fieldText(field, model.rules)),
    ...model.rules.flatMap(({ who }) => RULES[who]?.field ?? []).map((field) => `  ${field}`),
    ...extra,
  ];
  return block(head.filter((part) => part !== '').join(' '), fields);
}

function keyFields(key: ModelSpec['key']): string[] {
  if (key === 'implicit') return ['  label: String'];
  if (key === 'id') return ['  id: ID!'];
  if (key === 'custom') return ['  code: ID! @primaryKey'];
  return ['  code: ID! @primaryKey(sortKeyFields: ["part"])', '  part: Int!'];
}

function indexText({ field, named, sorted, query }: IndexSpec, model: string): string {
  const parts = [
    ...(named ? [`name: "by_${field}"`] : []),
    ...(sorted ? ['sortKeyFields: ["year"]'] : []),
    ...(query === 'default' ? [] : [`queryField: ${query === 'none' ? 'null' : `"${model}Of${field}"`}`]),
  ];
  return `  ${field}: String! @index${parts.length === 0 ? '' : `(${parts.join(', ')})`}`;
}

function rulesText(rules: readonly RuleSpec[]): string {
  if (rules.length === 0) return '';
  const texts = rules.map(({ who, operations }) => {
    const only = operations === null ? '' : `, operations: [${operations.join(', ')}]`;
    return `{ ${RULES[who]?.text ?? ''}${only} }`;
  });
  return `@auth(rules: [${texts.join(', ')}])`;
}

const SHAPES = {
  optional: 'TYPE',
  required: 'TYPE!',
  list: '[TYPE]',
  'list of required': '[TYPE!]',
  'required list': '[TYPE!]!',
} as const;
const DEFAULTS: Readonly<Record<string, string>> = {
  String: 'it\'s `${"x"}` \\ so',
  Int: '7',
  Float: '-1.5',
  Boolean: 'true',
  ID: 'none',
  AWSDate: '2024-02-29',
  AWSDateTime: '2024-02-29T12:00:00Z',
  AWSEmail: 'a@example.com',
  AWSJSON: '{"a":[1]}',
  AWSURL: 'https://example.com/',
  Mood: 'wild',
};

/** Fields with rules are optional: Gen 1 wants required ones to be readable by everybody who may read others. */
function fieldText(field: FieldSpec, rules: readonly RuleSpec[]): string {
  const repeated = field.rule === null ? undefined : rules[field.rule % Math.max(rules.length, 1)];
  const readable = repeated?.operations == null || repeated.operations.includes('read');
  const own =
    repeated !== undefined && readable
      ? rulesText([{ ...repeated, operations: field.ruleReads ? ['read'] : null }])
      : '';
  const shape = own !== '' && field.shape.startsWith('required') ? 'optional' : field.shape;
  const value = shape === 'optional' || shape === 'required' ? DEFAULTS[field.type] : undefined;
  const parts = [
    `${field.name}: ${SHAPES[shape].replace('TYPE', field.type)}`,
    field.withDefault && value !== undefined ? `@default(value: ${JSON.stringify(value)})` : '',
    own,
  ];
  const line = `  ${parts.filter((part) => part !== '').join(' ')}`;
  return field.described ? `  "About ${field.name}"\n${line}` : line;
}

/** Two models are related once: the keys that Gen 1 adds for a second relation would be those of the first. */
function onePerPair({ models, relations }: GeneratedSchema): RelationSpec[] {
  const pairs = new Map<string, RelationSpec>();
  for (const relation of relations) {
    const ends = [relation.from % models.length, relation.to % models.length];
    const key = [...ends].sort().join(' ');
    const [from = 0, to = 0] = ends;
    const kind = from === to ? 'hasManyByIndex' : relation.kind;
    if (!pairs.has(key)) pairs.set(key, { ...relation, kind, from, to });
  }
  return [...pairs.values()];
}

type Add = (model: string, line: string) => void;

function writeRelation({ models }: GeneratedSchema, relation: RelationSpec, at: number, add: Add): void {
  const [from, to] = [nameOf(relation.from), nameOf(relation.to)];
  const key = models[relation.from]?.key ?? 'implicit';
  const limit = relation.limit ? 'limit: 30' : '';
  const call = (...parts: string[]): string => {
    const given = parts.filter((part) => part !== '');
    return given.length === 0 ? '' : `(${given.join(', ')})`;
  };
  if (relation.kind === 'manyToMany') {
    add(from, `many${at}: [${to}] @manyToMany${call(`relationName: "Both${at}"`, limit)}`);
    add(to, `many${at}: [${from}] @manyToMany(relationName: "Both${at}")`);
  } else if (relation.kind === 'hasMany' || relation.kind === 'hasOne') {
    const many = relation.kind === 'hasMany';
    add(from, many ? `some${at}: [${to}] @hasMany${call(limit)}` : `some${at}: ${to} @hasOne`);
    if (relation.back) add(to, `back${at}: ${from} @belongsTo`);
  } else if (relation.kind === 'hasOneByField') {
    const keys = keysOf(models[relation.to]?.key ?? 'implicit', `one${at}`);
    for (const { name, type } of keys) add(from, `${name}: ${type}`);
    add(from, `some${at}: ${to} @hasOne(fields: ${names(keys)})`);
  } else {
    const [first, ...others] = keysOf(key, `from${at}`);
    if (first === undefined) return;
    if (key === 'implicit') add(from, 'id: ID!');
    const sorts = others.length === 0 ? '' : `sortKeyFields: ${names(others)}`;
    add(to, `${first.name}: ID! @index${call(`name: "byFrom${at}"`, sorts, 'queryField: null')}`);
    for (const { name, type } of others) add(to, `${name}: ${type}!`);
    const own = keysOf(key, '').map(({ name }) => ({ name: name.toLowerCase() }));
    add(
      from,
      `some${at}: [${to}] @hasMany${call(`indexName: "byFrom${at}"`, `fields: ${names(own)}`, limit)}`,
    );
    if (relation.back) add(to, `back${at}: ${from} @belongsTo(fields: ${names([first, ...others])})`);
  }
}

interface KeyField {
  readonly name: string;
  readonly type: string;
}

/** The fields that refer to a model with this key; without a prefix, its key in capitals. */
function keysOf(key: ModelSpec['key'], prefix: string): KeyField[] {
  if (key === 'implicit' || key === 'id') return [{ name: `${prefix}Id`, type: 'ID' }];
  const code = { name: `${prefix}Code`, type: 'ID' };
  return key === 'custom' ? [code] : [code, { name: `${prefix}Part`, type: 'Int' }];
}

const names = (keys: readonly { readonly name: string }[]): string =>
  `[${keys.map(({ name }) => `"${name}"`).join(', ')}]`;

function operationText({ name, handlers, returns, withInput, rules }: OperationSpec): string {
  const input = withInput ? '(wanted: Wanted!, limit: Int = 5)' : '';
  const handler = Array.from(
    { length: handlers },
    (_, index) => `@function(name: "${name}${index}-\${env}")`,
  );
  const own = rulesText(rules.map((who) => ({ who, operations: null })));
  return `  ${[`${name}${input}: ${returns}`, ...handler, own].filter((part) => part !== '').join(' ')}`;
}
