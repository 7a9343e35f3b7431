import fc from 'fast-check';

/**
 * Gen 1 schemas as plain values, which `schemaText` prints. References are numbers that are counted round and
 * round, so that whatever a failing example is shrunk to is a schema again; a smaller value prints less.
 */
export interface GeneratedSchema {
  readonly models: readonly ModelSpec[];
  readonly relations: readonly RelationSpec[];
  readonly operations: readonly OperationSpec[];
  /** Of `features.graphqltransformer` in cli.json. */
  readonly flags: Readonly<Record<string, boolean | number>>;
  /** The rule of `input AMPLIFY`, of which Gen 1 takes one only; null: there is none. */
  readonly globalRule: 'public' | null;
}

export interface ModelSpec {
  readonly key: 'implicit' | 'id' | 'custom' | 'composite';
  readonly fields: readonly FieldSpec[];
  readonly indexes: readonly IndexSpec[];
  /** None: the model has no `@auth`. */
  readonly rules: readonly RuleSpec[];
  /** An argument of `@model`, with NAME for the name of the model. */
  readonly settings: string;
}

export interface FieldSpec {
  readonly name: string;
  readonly type: string;
  readonly shape: 'optional' | 'required' | 'list' | 'list of required' | 'required list';
  /** Taken for scalars that are no lists. */
  readonly withDefault: boolean;
  /** Which of the model's rules the field repeats for itself; null: it has none. */
  readonly rule: number | null;
  /** The field's rule is for reading only. */
  readonly ruleReads: boolean;
  readonly described: boolean;
}

export interface IndexSpec {
  readonly field: string;
  readonly named: boolean;
  readonly sorted: boolean;
  readonly query: 'default' | 'named' | 'none';
}

export interface RuleSpec {
  /** Of RULES, by its name; a model has each at most once, as Gen 1 wants it. */
  readonly who: string;
  readonly operations: readonly string[] | null;
}

export interface RelationSpec {
  readonly kind: 'hasMany' | 'hasManyByIndex' | 'hasOne' | 'hasOneByField' | 'manyToMany';
  readonly from: number;
  readonly to: number;
  /** With a `@belongsTo` on the other side. */
  readonly back: boolean;
  readonly limit: boolean;
}

export interface OperationSpec {
  readonly parent: 'Query' | 'Mutation';
  readonly name: string;
  readonly handlers: 1 | 2;
  readonly returns: string;
  readonly withInput: boolean;
  readonly rules: readonly string[];
}

export const SCALARS = [
  'String',
  'Int',
  'Float',
  'Boolean',
  'ID',
  'AWSDate',
  'AWSDateTime',
  'AWSEmail',
  'AWSJSON',
  'AWSURL',
] as const;

/** Callers by name. `field` is one that the rule reads. */
export const RULES: Readonly<Record<string, { readonly text: string; readonly field?: string }>> = {
  owner: { text: 'allow: owner' },
  author: { text: 'allow: owner, ownerField: "author"', field: 'author: String' },
  undeclared: { text: 'allow: owner, ownerField: "maker"' },
  editors: { text: 'allow: owner, ownerField: "editors"', field: 'editors: [String]' },
  claim: {
    text: 'allow: owner, ownerField: "mail", identityClaim: "email"',
    field: 'mail: AWSEmail',
  },
  username: { text: 'allow: owner, ownerField: "login", identityClaim: "username"', field: 'login: String' },
  private: { text: 'allow: private' },
  privateIam: { text: 'allow: private, provider: iam' },
  public: { text: 'allow: public' },
  guests: { text: 'allow: public, provider: iam' },
  keepers: { text: 'allow: groups, groups: ["Keepers"]' },
  boards: { text: 'allow: groups, groups: ["Board", "Staff"]' },
  claimed: { text: 'allow: groups, groups: ["Auditors"], groupClaim: "custom:roles"' },
  team: { text: 'allow: groups, groupsField: "team"', field: 'team: String' },
  teams: { text: 'allow: groups, groupsField: "teams"', field: 'teams: [String]' },
  custom: { text: 'allow: custom' },
  oidc: { text: 'allow: private, provider: oidc' },
};
/** Callers that a custom operation can have. */
export const OPERATION_RULES = ['private', 'public', 'guests', 'privateIam', 'keepers', 'custom'] as const;

const FIELD_NAMES = [
  'title',
  'count',
  'open',
  'day',
  'note',
  'tags',
  'class',
  'default',
  'Name',
  '_x',
] as const;

const field: fc.Arbitrary<FieldSpec> = fc.record({
  name: fc.constantFrom(...FIELD_NAMES),
  type: fc.constantFrom(...SCALARS, 'Mood', 'Place'),
  shape: fc.constantFrom('optional', 'required', 'list', 'list of required', 'required list'),
  withDefault: fc.boolean(),
  rule: fc.option(fc.nat(3), { freq: 6 }),
  ruleReads: fc.boolean(),
  described: fc.boolean(),
});

const index: fc.Arbitrary<IndexSpec> = fc.record({
  field: fc.constantFrom('region', 'shelf', 'grade'),
  named: fc.boolean(),
  sorted: fc.boolean(),
  query: fc.constantFrom('default', 'named', 'none'),
});

const operations = fc.option(
  fc.oneof(
    fc.uniqueArray(fc.constantFrom('create', 'update', 'delete', 'read'), { minLength: 1 }),
    fc.uniqueArray(fc.constantFrom('create', 'update', 'delete', 'get', 'list', 'sync', 'listen', 'search'), {
      minLength: 1,
    }),
  ),
);

const rule: fc.Arbitrary<RuleSpec> = fc.record({ who: fc.constantFrom(...Object.keys(RULES)), operations });

const SETTINGS = [
  'queries: null',
  'mutations: null',
  'subscriptions: null',
  'subscriptions: { level: off }',
  'subscriptions: { level: public }',
  'queries: { get: "oneNAME" }',
  'queries: { get: "oneNAME", list: "allNAME" }',
  'mutations: { create: "addNAME" }',
  'mutations: { create: "createNAME", update: null }',
  'subscriptions: { onCreate: ["newNAME", "addedNAME"] }',
  'timestamps: { createdAt: "made", updatedAt: "changed" }',
  'timestamps: null',
] as const;

const model: fc.Arbitrary<ModelSpec> = fc.record({
  key: fc.constantFrom('implicit', 'id', 'custom', 'composite'),
  fields: fc.uniqueArray(field, { selector: ({ name }) => name, maxLength: 4 }),
  indexes: fc.uniqueArray(index, { selector: (one) => one.field, maxLength: 2 }),
  rules: fc.uniqueArray(rule, { selector: ({ who }) => who, maxLength: 4 }),
  settings: fc.oneof({ weight: 3, arbitrary: fc.constant('') }, fc.constantFrom(...SETTINGS)),
});

const relation: fc.Arbitrary<RelationSpec> = fc.record({
  kind: fc.constantFrom('hasMany', 'hasManyByIndex', 'hasOne', 'hasOneByField', 'manyToMany'),
  from: fc.nat(4),
  to: fc.nat(4),
  back: fc.boolean(),
  limit: fc.boolean(),
});

const operation: fc.Arbitrary<OperationSpec> = fc.record({
  parent: fc.constantFrom('Query', 'Mutation'),
  name: fc.constantFrom('ping', 'count', 'echo', 'delete'),
  handlers: fc.constantFrom(1, 2),
  returns: fc.constantFrom('String', '[Int!]!', 'Place', '[Place!]', 'Mood'),
  withInput: fc.boolean(),
  rules: fc.uniqueArray(fc.constantFrom(...OPERATION_RULES), { maxLength: 2 }),
});

/** The flags of cli.json that change what a schema means. */
const flags = fc.record({
  transformerversion: fc.constant(2),
  secondarykeyasgsi: fc.boolean(),
  usesubusernamefordefaultidentityclaim: fc.boolean(),
  enableautoindexquerynames: fc.boolean(),
  respectprimarykeyattributesonconnectionfield: fc.boolean(),
  shoulddeepmergedirectiveconfigdefaults: fc.boolean(),
  populateownerfieldforstaticgroupauth: fc.boolean(),
  subscriptionsinheritprimaryauth: fc.boolean(),
});

export const gen1Schema: fc.Arbitrary<GeneratedSchema> = fc.record({
  models: fc.array(model, { minLength: 1, maxLength: 4 }),
  relations: fc.array(relation, { maxLength: 4 }),
  operations: fc.uniqueArray(operation, { selector: ({ name }) => name, maxLength: 2 }),
  flags,
  globalRule: fc.option(fc.constant('public'), { freq: 4 }),
});
