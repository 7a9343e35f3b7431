import { listed, shown } from '../shown.js';
import { code } from './define.js';

const names = (all: readonly string[]): string => listed(all.map((name) => `\`${name}\``));

const CLOSED = 'A caller who was turned away in Gen 1 would be let in, or the other way round.';
const RENAMED = 'Clients that name it get an error.';

/** AM310x: what the schema has besides Gen 1's when it is written with `a.schema()`. */
const ADDITIONS = {
  AM3100: code({
    level: 'note',
    title: 'The other side of a relation was added',
    message: (p: { field: string; added: string; kind: string }) =>
      `\`${p.added}\` (${p.kind}) was added: the builder wants \`${p.field}\` said on both sides`,
    why: 'Clients see a field more; who may read it is decided by the rules of the model that it shows.',
    remedy: 'Nothing to do. Rename it in amplify/data/resource.ts if another name reads better.',
  }),
  AM3101: code({
    level: 'note',
    title: 'A foreign key is written out',
    message: (p: { model: string; keys: readonly string[] }) =>
      `${names(p.keys)} of \`${p.model}\`, which Gen 1 adds by itself, ${p.keys.length === 1 ? 'is' : 'are'} written out`,
    why: 'The builder knows foreign keys as fields. Subscriptions to the model can be filtered by them now, and those to the model on the other side, which does not have them, no longer.',
    remedy: 'Nothing to do: name and type are those of Gen 1.',
  }),
  AM3102: code({
    level: 'note',
    title: 'Lists can be asked for one key',
    message: (p: { models: readonly string[] }) =>
      `the list queries of ${names(p.models)} take \`id\` and \`sortDirection\` as well`,
    why: 'A written key is a `@primaryKey` for the builder, which adds these arguments and the enum `ModelSortDirection`; left out, owners could not choose the `id` of a new record any more.',
    remedy: 'Nothing to do.',
  }),
  AM3103: code({
    level: 'note',
    title: 'A many-to-many relation is written out',
    message: (p: { name: string; references: readonly string[] }) =>
      `\`${p.name}\`, which Gen 1 adds for @manyToMany, is a model of its own; its ${names(p.references)} can be null now`,
    why: 'The builder has no @manyToMany. Names, keys and rules are those that Gen 1 makes; a reference of the builder can not be required.',
    remedy: 'Nothing to do, unless a client relies on types in which the references are never null.',
  }),
  AM3104: code({
    level: 'note',
    title: 'An index was added for a relation',
    message: (p: { model: string; index: string; field: string }) =>
      `the table of \`${p.model}\` has an index more, ${shown(p.index)}, for \`${p.field}\``,
    why: 'The builder finds related records by an index of its own; it costs writes and storage. DynamoDB refuses a new record in which the foreign key is null: it can be left out.',
    remedy: 'Nothing to do. A table can have 20 indexes.',
  }),
  AM3105: code({
    level: 'note',
    title: 'A custom type was added for an input type',
    message: (p: { input: string; type: string }) =>
      `\`${p.type}\` was added: the builder makes \`${p.input}\` of it`,
    why: 'The builder has no input types of its own; clients see a type more, and the same input type.',
    remedy: 'Nothing to do.',
  }),
  AM3106: code({
    level: 'note',
    title: 'An input type that nothing takes',
    message: (p: { input: string }) => `\`${p.input}\` was left out: no argument of the schema has this type`,
    why: 'The builder makes input types of the arguments; no document of a client can name this one.',
    remedy: 'Nothing to do.',
  }),
  AM3107: code({
    level: 'note',
    title: 'Relations in stacks of their own',
    message: (p: { resolvers: number; stacks: readonly string[] }) =>
      `the resolvers of ${p.resolvers} relations go to ${names(p.stacks)}: \`ConnectionStack\`, where Amplify puts all of them, would hold more than 500 resources`,
    why: 'CloudFormation takes 500 resources a stack, and Gen 2 gives every resolver functions of its own, which Gen 1 shares between them.',
    remedy: 'Nothing to do. Name other relations in the file when the stack fills up again.',
  }),
  AM3108: code({
    level: 'warning',
    title: 'A key of a relation follows the rules of the model',
    message: (p: { model: string; key: string }) =>
      `\`${p.key}\` of \`${p.model}\`, which Gen 1 adds by itself, is a field now, and the rules of the model decide who may write it`,
    why: 'Callers who may not update and delete everything in a record are asked field by field. Gen 1 lets all of them set the keys that it adds, and none of them set such a key to null; a key that is written out follows the rules as other fields do.',
    remedy: 'Check the callers under Access, and give the key rules of its own if that matters.',
  }),
} as const;

/** AM311x-AM314x: what `a.schema()` can't say with the same meaning. */
const OBSTACLES = {
  AM3110: code({
    level: 'warning',
    title: 'A relation with a limit of its own',
    message: (p: { field: string; limit: number }) =>
      `\`${p.field}\` gives ${p.limit} records a page; the builder's relations give 100`,
    why: 'A client that reads one page gets another number of records.',
    remedy: 'Remove `limit` in Gen 1 and let clients ask for the number that they want.',
  }),
  AM3111: code({
    level: 'error',
    title: 'Operations with names of their own',
    message: (p: { model: string; operations: readonly string[] }) =>
      `\`${p.model}\` names its operations itself: ${names(p.operations)}`,
    why: `The builder names operations as Amplify does. ${RENAMED}`,
    remedy:
      'Take the names out of @model in Gen 1, and let clients call the operations by their usual names.',
  }),
  AM3112: code({
    level: 'error',
    title: 'Timestamps with names of their own, or none',
    message: (p: { model: string }) => `\`${p.model}\` sets \`timestamps\` in @model`,
    why: 'The builder always has `createdAt` and `updatedAt`: the times that are stored would not be read.',
    remedy: 'Use the usual names in Gen 1, and copy what is stored.',
  }),
  AM3113: code({
    level: 'error',
    title: 'Subscriptions without authorization',
    message: (p: { model: string }) => `\`${p.model}\` has subscriptions of level \`public\``,
    why: 'The builder protects subscriptions by the rules of the model: callers that these leave out get no more events.',
    remedy: 'Remove `level: public` in Gen 1, and give the callers a rule with `listen`.',
  }),
  AM3114: code({
    level: 'note',
    title: 'A model without rules',
    message: (p: { model: string }) =>
      `\`${p.model}\` has no rules: nobody may read or write it, and it stays closed by a rule that allows nothing`,
    why: 'The builder wants a rule for every model; any other would open the model to somebody.',
    remedy: 'Say who may use the model, or remove it.',
  }),
  AM3115: code({
    level: 'error',
    title: 'A kind of type that the builder does not have',
    message: (p: { kind: string; name: string }) => `\`${p.name}\` is ${p.kind}`,
    why: `The type would be gone from the API. ${RENAMED}`,
    remedy: 'Use object types in its place.',
  }),
  AM3116: code({
    level: 'error',
    title: 'A type that the builder can not name',
    message: (p: { place: string; type: string }) => `\`${p.place}\` is of type ${shown(p.type)}`,
    why: 'The builder knows scalars of AppSync, enums, custom types and single lists of them, and of the types that Amplify makes for models only the models.',
    remedy: 'Change the type in Gen 1: a type of your own in place of a generated one or of a list of lists.',
  }),
  AM3117: code({
    level: 'error',
    title: 'An argument that the builder can not say',
    message: (p: { place: string; what: string }) => `\`${p.place}\` has ${p.what}`,
    why: 'A call that relies on it is refused, or means something else.',
    remedy: 'Let the function fill in defaults, and keep arguments to custom queries and mutations.',
  }),
  AM3118: code({
    level: 'warning',
    title: 'A directive that the builder does not have',
    message: (p: { place: string; directive: string }) => `\`@${p.directive}\` of \`${p.place}\``,
    why: 'What the directive does would be lost; `@aws_…` directives decide who may call.',
    remedy: 'Remove it in Gen 1; say who may call with @auth.',
  }),
  AM3119: code({
    level: 'error',
    title: 'A resolver that the builder does not have',
    message: (p: { place: string; handler: string }) => `\`${p.place}\` is answered by ${p.handler}`,
    why: 'The builder calls functions of the same region and account, for custom queries and mutations only.',
    remedy: 'Answer it by a function of the API, as a custom query.',
  }),
  AM3120: code({
    level: 'error',
    title: 'Searchable models',
    message: (p: { model: string }) => `\`${p.model}\` is @searchable`,
    why: `The builder has no search. ${RENAMED}`,
    remedy: 'Remove @searchable in Gen 1 when no client searches any more.',
  }),
  AM3121: code({
    level: 'error',
    title: 'A model with the table of another name',
    message: (p: { model: string; mapsTo: string }) =>
      `\`${p.model}\` is mapped to the earlier name \`${p.mapsTo}\``,
    why: 'The builder has no @mapsTo: keys, indexes and tables would have other names.',
    remedy: 'Give the model its earlier name in Gen 1, or keep it and copy the records.',
  }),
  AM3122: code({
    level: 'error',
    title: 'A default that the builder can not say',
    message: (p: { field: string; value: string }) => `\`${p.field}\` is ${shown(p.value)} by default`,
    why: 'Enums and partition keys have no default in the builder: a record that is created without the value lacks it, or is refused.',
    remedy: 'Let clients send the value, or make the field a string.',
  }),
  AM3123: code({
    level: 'error',
    title: 'A key that the builder can not say',
    message: (p: { model: string; field: string; type: string }) =>
      `the key \`${p.field}\` of \`${p.model}\` is of type ${shown(p.type)}`,
    why: 'Keys of the builder are required scalars, and the key is an argument of that type.',
    remedy: 'Write `id: ID!`, and for other keys a required scalar.',
  }),
  AM3124: code({
    level: 'error',
    title: 'A relation that is sorted',
    message: (p: { field: string; index: string; sortKeys: readonly string[] }) =>
      `\`${p.field}\` is read by ${shown(p.index)}, which sorts by ${names(p.sortKeys)}`,
    why: "The builder's relations are not sorted: order, and the arguments for the sort key, are gone.",
    remedy: 'Read sorted records by the query of the index, and give the relation an index without sort key.',
  }),
  AM3125: code({
    level: 'error',
    title: 'A relation that is not by the primary key',
    message: (p: { field: string; keys: readonly string[] }) =>
      `\`${p.field}\` relates records by ${p.keys.length === 0 ? 'an index that is not there' : names(p.keys)}, which is not the primary key of the other side`,
    why: 'The builder relates records by the whole primary key of the parent, with keys of the same types.',
    remedy: 'Relate the models by their primary keys in Gen 1.',
  }),
  AM3126: code({
    level: 'error',
    title: 'Two relations by one key',
    message: (p: { field: string; other: string }) =>
      `\`${p.field}\` and \`${p.other}\` show the same relation`,
    why: 'The builder takes a foreign key for one relation only: one of the fields would be gone.',
    remedy: 'Keep one of the fields in Gen 1.',
  }),
  AM3127: code({
    level: 'error',
    title: 'A required reference',
    message: (p: { field: string }) => `\`${p.field}\` is required`,
    why: 'References of the builder can be null. Amplify leaves such fields out of the answers to mutations, and of what subscriptions bring, where rules differ.',
    remedy: 'Remove the `!` in Gen 1: the foreign key can still be required.',
  }),
  AM3128: code({
    level: 'error',
    title: 'A foreign key of which a part is required',
    message: (p: {
      field: string;
      model: string;
      required: readonly string[];
      optional: readonly string[];
    }) =>
      `\`${p.field}\` is by fields of \`${p.model}\`, of which ${names(p.required)} must be there and ${names(p.optional)} may be missing`,
    why: 'The builder takes a foreign key that is required as a whole, or not at all; with any other the backend is refused.',
    remedy: 'Make all parts of the key required in Gen 1, or none.',
  }),
  AM3129: code({
    level: 'error',
    title: 'A relation that needs an index which the table lacks',
    message: (p: { model: string; field: string; index: string }) =>
      `the builder reads \`${p.field}\` by ${shown(p.index)}, which the table of \`${p.model}\` does not have`,
    why: 'A table is imported only when its indexes are those of the schema.',
    remedy:
      'Write the relation as @hasMany without `indexName` and `fields` in new models, or choose new tables.',
  }),
} as const;

/** AM313x-AM314x: operations, rules and settings that `a.schema()` can't say. */
const MORE_OBSTACLES = {
  AM3130: code({
    level: 'error',
    title: 'An operation that no function answers',
    message: (p: { operation: string }) => `\`${p.operation}\` has no @function`,
    why: 'The builder wants the function or the resolver of an operation beside it; resolvers of Gen 1 are VTL elsewhere.',
    remedy: 'Answer it by a function, with @function.',
  }),
  AM3131: code({
    level: 'error',
    title: 'A subscription of its own',
    message: (p: { operation: string }) => `\`${p.operation}\` is a custom subscription`,
    why: 'In the builder it wants a resolver in JavaScript, which filters events as its author decides.',
    remedy: "Use the model's subscriptions, with their filters, where they do.",
  }),
  AM3132: code({
    level: 'error',
    title: 'A rule that custom operations can not have',
    message: (p: { operation: string; rule: string }) => `\`${p.operation}\` is for ${p.rule}`,
    why: `The builder's custom operations know neither owners nor groups that are stored or in other claims. ${CLOSED}`,
    remedy: 'Use a rule for signed-in users or static groups, and let the function decide the rest.',
  }),
  AM3133: code({
    level: 'error',
    title: 'An operation for callers by IAM alone',
    message: (p: { operation: string }) =>
      `\`${p.operation}\` has no rule, and the default mode of the API is IAM`,
    why: 'The builder has rules for roles of the identity pool only, which Gen 1 did not give leave here.',
    remedy: 'Write @auth for the operation in Gen 1.',
  }),
  AM3134: code({
    level: 'error',
    title: 'Owners are written where Gen 1 writes none',
    message: (p: { model: string }) =>
      `who creates a \`${p.model}\` by another rule becomes its owner in Gen 2 as well`,
    why: 'The flag `populateOwnerFieldForStaticGroupAuth` is off in Gen 1 and on in Gen 2: members of a group stay owners of what they created after they left the group.',
    remedy: 'Turn the flag on in Gen 1 and deploy, if that is what you want.',
  }),
  AM3135: code({
    level: 'error',
    title: 'Related records in answers to mutations',
    message: (p: { field: string }) =>
      `\`${p.field}\` is part of answers to mutations; Gen 2 leaves it out where rules differ`,
    why: 'The flag `subscriptionsInheritPrimaryAuth` is on in Gen 1 and off in Gen 2.',
    remedy: 'Turn the flag off in Gen 1, deploy, and let clients query what they need after a mutation.',
  }),
  AM3136: code({
    level: 'error',
    title: 'An input type that the builder can not say',
    message: (p: { input: string; why: string }) => `\`${p.input}\`: ${p.why}`,
    why: `The builder makes an input type \`FooInput\` of a custom type \`Foo\`, and no other. ${RENAMED}`,
    remedy: 'Name the input type after a custom type of the same fields, with `Input` at the end.',
  }),
  AM3137: code({
    level: 'error',
    title: 'Two things of one name',
    message: (p: { name: string; first: string; second: string }) =>
      `\`${p.name}\` is ${p.first} and ${p.second}`,
    why: "The builder's schema has one name for types and custom operations: one of them would be gone.",
    remedy: 'Rename one of them in Gen 1.',
  }),
  AM3138: code({
    level: 'error',
    title: 'A model as the type of a plain field',
    message: (p: { field: string; model: string }) => `\`${p.field}\` is of the model \`${p.model}\``,
    why: 'The builder refers to models by relations only.',
    remedy: 'Make it a relation, or give it a type without @model.',
  }),
  AM3139: code({
    level: 'error',
    title: 'Rules inside a custom type',
    message: (p: { place: string }) => `\`${p.place}\` has @auth`,
    why: `The builder drops rules of fields of custom types without a word. ${CLOSED}`,
    remedy: 'Put the rule on the field of the model, or on the operation, that gives the type.',
  }),
  AM3140: code({
    level: 'error',
    title: 'Owners or groups in a field of another type',
    message: (p: { model: string; field: string; type: string }) =>
      `the rules of \`${p.model}\` read \`${p.field}\`, which is of type ${shown(p.type)}`,
    why: 'The builder wants a text or a list of texts there.',
    remedy: 'Make the field a `String`, or a list of strings.',
  }),
  AM3141: code({
    level: 'error',
    title: 'A many-to-many relation between models of different rules',
    message: (p: { join: string; models: readonly string[] }) =>
      `${names(p.models)} have not the same static rules; \`${p.join}\` between them has those of both`,
    why: 'Written out, the join model leaves its references out of the answers to mutations, and of what subscriptions bring, where rules differ.',
    remedy: 'Give both models the same rules in Gen 1.',
  }),
  AM3142: code({
    level: 'error',
    title: 'A custom type that contains itself',
    message: (p: { type: string }) => `\`${p.type}\` contains itself, and an operation gives it`,
    why: 'The builder follows such types without end.',
    remedy: 'Break the circle, for example by the id of the inner record.',
  }),
  AM3143: code({
    level: 'error',
    title: 'A custom type for other callers',
    message: (p: { type: string; gen1: string; gen2: string }) =>
      `the fields of \`${p.type}\` are for ${p.gen1} in Gen 1, and for ${p.gen2} in the builder`,
    why: `The builder gives a type the rules of the operations that return it. ${CLOSED}`,
    remedy: 'Give the operations that return the type the same rules, or types of their own.',
  }),
  AM3144: code({
    level: 'error',
    title: 'A relation by a key of three parts or more',
    message: (p: { field: string; keys: readonly string[] }) =>
      `\`${p.field}\` relates records by ${names(p.keys)}`,
    why: 'Gen 2 stores the last parts together and wants all of them when a record is written; Gen 1 does neither, and finds no related records by them.',
    remedy: 'Add an @index by exactly these keys in Gen 1, and relate the models by it.',
  }),
  AM3145: code({
    level: 'error',
    title: 'A name that the builder can not take',
    message: (p: { place: string }) => `\`${p.place}\` has a name that every object of JavaScript has`,
    why: `The builder looks names up in objects of JavaScript and takes what it finds there: the field is left out. ${RENAMED}`,
    remedy: 'Rename it in Gen 1.',
  }),
  AM3146: code({
    level: 'error',
    title: 'What the builder can not say is left out',
    message: (p: { place: string }) => `\`${p.place}\` is not in the schema`,
    why: `The builder has no words for it, as the other findings at its place tell. ${RENAMED}`,
    remedy: 'Change what they name in Gen 1, or take a lane that keeps it: `--schema auto` chooses one.',
  }),
} as const;

/** AM31xx: the schema in TypeScript, with the builder `a.schema()`. */
export const DATA_BUILDER_CODES = { ...ADDITIONS, ...OBSTACLES, ...MORE_OBSTACLES } as const;
