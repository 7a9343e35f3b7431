import { shown } from '../shown.js';
import { code } from './define.js';

/** Why Gen 1 refuses a rule of `@auth`. */
const RULE_REFUSALS = {
  'no-rules': 'it has no rules',
  'read-of-field': 'a field knows `read` only, not the single ways to read',
  'read-and-more': '`read` stands for get, list, search, listen and sync already',
  operations: 'a rule here covers the one operation, and may not list any',
  provider: 'its strategy does not allow this provider',
  mode: 'the API has no authorization mode for its provider',
  'groups-missing': 'it names neither `groups` nor `groupsField`',
  'groups-twice': 'it names both `groups` and `groupsField`',
  'groups-empty': 'its list of groups is empty',
  'identity-claim': '`identityClaim` belongs to rules for owners',
  'group-claim': '`groupClaim` belongs to rules for groups',
  repeated: 'another rule of the model is for the same callers',
  'required-field':
    'its callers can not read a required field of the model, which events of its subscriptions hold',
} as const;
export type RuleRefusal = keyof typeof RULE_REFUSALS;

/** Why Gen 1 refuses a key or an index. */
const KEY_REFUSALS = {
  second: 'the model has another primary key',
  'same-name': 'the model has another index of this name',
  name: 'its name must have 3 to 255 letters, digits, `_`, `-` or `.`',
  nullable: 'all fields of a primary key must be required',
  'no-scalar': 'all fields of a key must be a scalar or an enum, and no list',
  'no-field': 'a sort key is no field of the model',
  itself: 'the field is its own sort key',
  owner: 'a sort key of it is the field of an owner',
  'same-as-primary': 'it has the partition key of a table without a sort key',
  'local-without-sort': 'a local index needs a sort key',
  query: 'the API has another query of the name of its query',
} as const;
export type KeyRefusal = keyof typeof KEY_REFUSALS;

/** Why Gen 1 refuses a relation. */
const RELATION_REFUSALS = {
  list: 'its field may not be a list',
  'no-list': 'its field must be a list',
  'no-model': 'the related type is no model',
  'one-sided': 'the related model has neither @hasOne nor @hasMany back to this one',
  'no-field': '`fields` names something that is no field of this model',
  'no-fields': '`fields` is empty',
  'no-scalar': 'the fields of its key must be scalars or enums',
  'no-index': 'the related model has no index of this name',
  'key-length': 'it has values for a part of the sort keys only',
  'key-type': 'its fields have other types than the key of the related model',
  'fields-and-references': '`fields` and `references` exclude one another',
  ends: 'its `relationName` must be at exactly two fields',
  'other-end': 'the other field of its `relationName` is in another model',
  'join-name': 'the schema has a type of the name that its join model gets',
} as const;
export type RelationRefusal = keyof typeof RELATION_REFUSALS;

const TYPE_REFUSALS = {
  'no-fields': 'a type needs at least one field',
  reserved: 'this type holds the operations of the API and can be no model',
} as const;

const DEFAULT_REFUSALS = {
  type: 'only one scalar or enum value can have a default',
  value: 'a default needs a `value`',
  enum: 'its value is not one of the enum',
  scalar: 'its value is none of the type',
} as const;

const NEVER_DEPLOYED =
  'Gen 1 stops a push at this line, so what is deployed was made from another schema than this one.';

/** AM303x and AM304x: the schema as it was written. */
export const DATA_SCHEMA_CODES = {
  AM3030: code({
    level: 'error',
    title: 'A directive that Gen 1 does not know',
    message: (p: { name: string; version: 1 | 2 }) =>
      `\`@${p.name}\` is no directive of Gen 1's transformer version ${p.version}; it means nothing in Gen 2`,
    why: 'Only a transformer of the project itself could have given it a meaning, and that is not carried over.',
    remedy:
      'Remove it where it is a mistake. Otherwise write what it stood for in Gen 2, or pass its transformer to AmplifyGraphqlApi as `transformerPlugins`.',
  }),
  AM3031: code({
    level: 'warning',
    title: 'A file in the schema folder that is no schema',
    message: (p: { file: string }) =>
      `${shown(p.file)} is in the schema folder, but is no GraphQL by its name`,
    why: 'Gen 1 reads every file of the folder as part of the schema, so this one changes the schema or stops a push.',
    remedy: 'Rename it to .graphql if it is part of the schema; otherwise move it out of the folder.',
  }),
  AM3032: code({
    level: 'error',
    title: 'Models on an SQL database',
    message: (p: { file: string }) =>
      `${shown(p.file)} defines models on an existing SQL database; they were not moved`,
    why: 'The operations on these models would be gone from the API.',
    remedy:
      'Generate their schema with `npx ampx generate schema-from-database`, and combine it with the rest.',
  }),
  AM3033: code({
    level: 'error',
    title: 'A schema that Gen 1 refuses',
    message: (p: { problem: string }) => `Gen 1 refuses this schema: ${p.problem}`,
    why: NEVER_DEPLOYED,
    remedy: 'Correct the line, or restore the schema that is deployed with `amplify pull`.',
  }),
  AM3034: code({
    level: 'error',
    title: 'A rule that Gen 1 refuses',
    message: (p: { on: string; reason: RuleRefusal }) =>
      `Gen 1 refuses this rule on \`${p.on}\`: ${RULE_REFUSALS[p.reason]}`,
    why: NEVER_DEPLOYED,
    remedy: 'Correct the rule, or restore the schema that is deployed with `amplify pull`.',
  }),
  AM3035: code({
    level: 'warning',
    title: 'A rule that Gen 1 ignores',
    message: (p: { on: string; strategy: string }) =>
      `the \`${p.strategy}\` rule on \`${p.on}\` means nothing in Gen 1: there is no record with an owner or groups at hand`,
    why: 'It looks as if somebody were allowed here, or others were kept out, but no resolver asks for it.',
    remedy:
      'Check in the handler who calls; allow `private` or static `groups` where signed-in users or groups are meant.',
  }),
  AM3036: code({
    level: 'error',
    title: 'A type that Gen 1 refuses',
    message: (p: { name: string; reason: keyof typeof TYPE_REFUSALS }) =>
      `Gen 1 refuses \`${p.name}\`: ${TYPE_REFUSALS[p.reason]}`,
    why: NEVER_DEPLOYED,
    remedy: 'Correct the type, or restore the schema that is deployed with `amplify pull`.',
  }),
  AM3037: code({
    level: 'error',
    title: 'A key that Gen 1 refuses',
    message: (p: { name: string; key: string; reason: KeyRefusal }) =>
      `Gen 1 refuses \`${p.key}\` of \`${p.name}\`: ${KEY_REFUSALS[p.reason]}`,
    why: NEVER_DEPLOYED,
    remedy: 'Correct the key, or restore the schema that is deployed with `amplify pull`.',
  }),
  AM3038: code({
    level: 'error',
    title: 'A directive that belongs to models',
    message: (p: { directive: string; on: string }) =>
      `Gen 1 refuses \`@${p.directive}\` on \`${p.on}\`: it belongs to models`,
    why: NEVER_DEPLOYED,
    remedy: 'Add `@model` to the type where it is missing; otherwise remove the directive.',
  }),
  AM3039: code({
    level: 'error',
    title: 'A relation that Gen 1 refuses',
    message: (p: { name: string; directive: string; related: string; reason: RelationRefusal }) =>
      `Gen 1 refuses \`@${p.directive}\` of \`${p.name}\` to \`${p.related}\`: ${RELATION_REFUSALS[p.reason]}`,
    why: NEVER_DEPLOYED,
    remedy: 'Correct the relation, or restore the schema that is deployed with `amplify pull`.',
  }),
  AM3040: code({
    level: 'error',
    title: 'A default that Gen 1 refuses',
    message: (p: { name: string; reason: keyof typeof DEFAULT_REFUSALS }) =>
      `Gen 1 refuses the default of \`${p.name}\`: ${DEFAULT_REFUSALS[p.reason]}`,
    why: NEVER_DEPLOYED,
    remedy: 'Correct the default, or restore the schema that is deployed with `amplify pull`.',
  }),
} as const;
