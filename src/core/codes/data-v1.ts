import { listed, shown } from '../shown.js';
import { code } from './define.js';

const MODES: Readonly<Record<string, string>> = {
  apiKey: 'everyone with the API key',
  userPools: 'every user of the user pool',
  oidc: 'every user of the OpenID Connect provider',
  lambda: 'everyone whom the Lambda authorizer lets in',
  iam: 'every IAM principal with a policy for the API',
};

function callers(mode: string): string {
  return MODES[mode] ?? mode;
}

/** AM32xx: what a schema of version 1 of Gen 1's transformer means in the directives of version 2. */
export const DATA_V1_CODES = {
  AM3201: code({
    level: 'error',
    title: 'A key without its field',
    message: (p: { model: string; name: string; field: string }) =>
      `@key ${shown(p.name)} of ${p.model} names ${p.field === '' ? 'no field' : `the field ${shown(p.field)}, which the type does not have`}; it was left out`,
    why: 'Gen 1 rejects such a key, so that the schema in the repository can not be the one that is deployed.',
    remedy: 'Correct the key, or run `amplify pull` to get the schema that is deployed.',
  }),
  AM3202: code({
    level: 'warning',
    title: 'An argument that becomes required',
    message: (p: { query: string; argument: string }) =>
      `The query ${p.query} requires ${p.argument}; version 1 declared it as optional, and failed without it`,
    why: 'Operations that pass a nullable variable for the argument are rejected when they are validated.',
    remedy: (p: { query: string; argument: string }) =>
      `Declare the variable for ${p.argument} of ${p.query} as required in the client's operations, or generate them again.`,
  }),
  AM3203: code({
    level: 'note',
    title: 'A key that becomes visible',
    message: (p: { type: string; field: string }) =>
      `${p.type}.${p.field}, the key of a relation, can be read; version 1 had it in the inputs only`,
    why: 'Types gain a field, which no existing operation asks for.',
    remedy: 'Nothing to do; generated client code gets one more field.',
  }),
  AM3204: code({
    level: 'error',
    title: 'A relation without an equal',
    message: (p: { field: string; reason: string }) =>
      `${p.field} was left out: ${p.reason.replaceAll(/[^\w .,#-]/g, '?')}`,
    why: 'Version 2 has no directive for such a relation, and an operation that asks for the field fails.',
    remedy:
      'Declare the relation with its whole key in Gen 1, or replace the field by a query in the client.',
  }),
  AM3205: code({
    level: 'warning',
    title: 'A search with other arguments',
    message: (p: { model: string; query: string }) =>
      `${p.query} takes \`sort\` as a list, and has aggregates beside the items (${p.model})`,
    why: 'Operations that pass a variable of the old type for `sort` are rejected when they are validated.',
    remedy: 'Declare the variable as a list in the operations of the client, or generate them again.',
  }),
  AM3206: code({
    level: 'error',
    title: 'Versions of records are no longer checked',
    message: (p: { model: string; field: string; input: string }) =>
      `@versioned of ${p.model} was left out: ${shown(p.field)} is an ordinary field, and the inputs have no ${shown(p.input)}`,
    why: 'Two clients that change one record overwrite each other without a word, and operations that pass the expected version are rejected.',
    remedy: (p: { field: string; input: string }) =>
      `Replace ${shown(p.input)} by \`condition: { ${p.field}: { eq: … } }\`, and count ${shown(p.field)} up in the client.`,
  }),
  AM3207: code({
    level: 'warning',
    title: 'A model without rules is open',
    message: (p: { model: string; mode: string }) =>
      `${p.model} has no @auth: ${callers(p.mode)} may do anything with it, which is now written as a rule`,
    why: 'Version 1 lets in the default mode where there are no rules; version 2 lets in nobody. The access stays as it was.',
    remedy: (p: { model: string }) => `If that was not meant, write the rules of ${p.model} that were.`,
  }),
  AM3208: code({
    level: 'warning',
    title: 'Operations that no rule names are open',
    message: (p: { model: string; operations: readonly string[]; mode: string }) =>
      `No rule of ${p.model} names ${listed(p.operations)}: open to ${callers(p.mode)}, as far as the type is visible to them`,
    why: 'Version 1 protects only what a rule names; version 2 denies the rest. The access stays as it was, written as a rule.',
    remedy: (p: { model: string; operations: readonly string[] }) =>
      `If that was not meant, remove the rule that was added to ${p.model}, or name ${listed(p.operations)} in the rules that were meant.`,
  }),
  AM3209: code({
    level: 'note',
    title: 'Operations for IAM alone',
    message: (p: { model: string; operations: readonly string[] }) =>
      `No rule of ${p.model} names ${listed(p.operations)}: IAM principals with a policy of their own could call them`,
    why: 'No rule says that without giving the roles of the identity pool a policy as well, so none was added.',
    remedy: 'Check which roles and functions call these operations, and let them in as resources.',
  }),
  AM3210: code({
    level: 'warning',
    title: 'A writer that sees what it wrote',
    message: (p: { model: string; operations: readonly string[]; mode: string }) =>
      `${callers(p.mode)} could ${listed(p.operations)} records of ${p.model} without seeing them; now the result is visible`,
    why: 'Version 1 opens what no rule names to the default mode, but hides the type from it.',
    remedy: (p: { model: string }) =>
      `Most likely nobody was meant to: remove the rule for the default mode from ${p.model}.`,
  }),
  AM3211: code({
    level: 'warning',
    title: 'Fewer callers than in version 1',
    message: (p: { model: string; paths: readonly string[]; callers: readonly string[] }) =>
      `${listed(p.paths)} let in more callers (${listed(p.callers)}) than the rules of ${p.model} that hold there now`,
    why: 'Version 1 checks the mode of a caller and what it asks for in other places, and leaves some of them open; version 2 has no rule for these places alone. Access is narrower than it was.',
    remedy: (p: { model: string }) =>
      `If the app needs it, write a rule of ${p.model} in Gen 1 by which these callers may read or write its records.`,
  }),
  AM3212: code({
    level: 'note',
    title: 'A rule without effect',
    message: (p: { type: string }) => `A rule of ${p.type} was left out: version 1 does not come to check it`,
    why: 'Another rule lets in, or keeps out, every caller that this one is about.',
    remedy: 'Nothing to do; access is as it was.',
  }),
  AM3213: code({
    level: 'warning',
    title: 'Owners and groups of OpenID Connect are checked',
    message: (p: { model: string }) =>
      `Beside a rule for every user of the user pool, ${p.model} let in every user of OpenID Connect; now its owners and groups are checked`,
    why: 'Version 1 skips all checks where a rule lets in every user of the user pool. Access is narrower than it was.',
    remedy: 'Add a rule for every user of OpenID Connect, if that is what the app needs.',
  }),
  AM3214: code({
    level: 'warning',
    title: 'Subscriptions by groups of the record',
    message: (p: { model: string; alone: boolean }) =>
      p.alone
        ? `Every signed-in user could subscribe to all changes of ${p.model}; now those of records that name one of their groups`
        : `Members of groups that records of ${p.model} name could not subscribe; now they can, to changes of those records`,
    why: 'Version 1 does not look at groups that a record names when someone subscribes.',
    remedy: 'Check what the subscriptions of the app expect; the records are those that the caller may read.',
  }),
  AM3215: code({
    level: 'error',
    title: 'A field for callers who pass two rules',
    message: (p: { field: string; operations: readonly string[] }) =>
      `${p.field}: a rule lets in callers of whom the model asks something else as well; they can not ${listed(p.operations)} the field any more`,
    why: 'In version 1 a caller has to pass the rules of the model and those of the field; version 2 knows only one of the two, and letting them in by one would give away the field.',
    remedy: 'Let these callers in by a rule of the model as well, or move the field to a model of its own.',
  }),
  AM3216: code({
    level: 'warning',
    title: 'Emptying a field',
    message: (p: { field: string }) =>
      `${p.field}: who may delete and update the record may now set the field to null, whatever its own rule for delete`,
    why: 'In version 2 only who may delete every field can delete a record; the rule of the field alone would stop deletions that work.',
    remedy: 'Nothing to do, unless deleting the record is less than emptying the field.',
  }),
  AM3217: code({
    level: 'note',
    title: 'An owner where there is no record',
    message: (p: { field: string }) =>
      `${p.field}: version 1 lets in every signed-in user, and checks neither owner nor groups of a record; it is written so`,
    why: 'There is no record to look at. The access stays as it was.',
    remedy: 'Check the caller in the resolver or the function, if that was meant.',
  }),
  AM3218: code({
    level: 'warning',
    title: 'A key with the type of what it refers to',
    message: (p: { field: string; from: string; to: string }) =>
      `${p.field} is of the type ${p.to} rather than ${p.from}, as the key that it refers to`,
    why: 'Version 2 takes no key of another type. The values and the tables stay as they are; filters and variables for the field alone have the other type.',
    remedy:
      'Generate the types of the client again, and check variables that are passed for this field alone.',
  }),
  AM3219: code({
    level: 'warning',
    title: 'A relation that was never answered',
    message: (p: { field: string; related: string }) =>
      `${p.field} refers to ${p.related} by a part of its primary key; the field stays, and is null`,
    why: 'In version 1 it is null without a key and an error with one, as DynamoDB finds no record by a part of its key; version 2 has no directive for it.',
    remedy: 'Refer to the whole primary key, or remove the field from the schema and from the client.',
  }),
  AM3220: code({
    level: 'warning',
    title: 'A filter by a required list of enum values',
    message: (p: { field: string; type: string }) =>
      `Filters and conditions by ${p.field} take ${p.type} rather than lists of it, and have no \`contains\``,
    why: 'Operations that filter by the field are rejected when they are validated.',
    remedy: 'Filter by this field in the client.',
  }),
  AM3221: code({
    level: 'warning',
    title: 'Setting fields to null takes the right to delete',
    message: (p: { model: string }) =>
      `Callers who may update ${p.model} but not delete it can no longer set its fields to null`,
    why: 'In version 2 the rules for delete decide who may set a field to null in an update. Access is narrower than it was.',
    remedy: 'Write an empty value instead of null, or let these callers delete.',
  }),
  AM3222: code({
    level: 'note',
    title: 'An update that changes nothing',
    message: (p: { model: string }) =>
      `Callers who may delete ${p.model} but not update it can call the update without fields, and get the record`,
    why: 'In version 2 who may delete may begin an update; every field in it is refused but the key. A deletion gives them the record as well.',
    remedy: 'Nothing to do, unless the time of the last update matters.',
  }),
  AM3223: code({
    level: 'warning',
    title: 'A list that is refused rather than empty',
    message: (p: { model: string }) =>
      `Lists of ${p.model}, also those of relations and indexes, are an error for users in none of the groups; version 1 answered with an empty list`,
    why: 'Client code that shows what the list has would show an error instead.',
    remedy: 'Ask for the list only for members of the groups, or handle the error.',
  }),
  AM3224: code({
    level: 'note',
    title: 'Null for required fields',
    message: (p: { models: readonly string[] }) =>
      `An update that sets a required field to null is not refused any more, but written: ${listed(p.models)}`,
    why: 'Version 1 checks required fields in updates; version 2 does not, and such a record can not be read afterwards.',
    remedy: 'Make sure that the client sends no null for required fields.',
  }),
  AM3225: code({
    level: 'warning',
    title: 'A subscription without its argument',
    message: (p: { model: string; argument: string }) =>
      `Subscriptions to ${p.model} do not take ${p.argument}; events are those of records that list the caller in it`,
    why: 'Operations that pass the argument are rejected when they are validated. Version 1 could not match a list, and sent no event.',
    remedy: (p: { argument: string }) => `Remove ${p.argument} from the subscriptions of the client.`,
  }),
  AM3226: code({
    level: 'warning',
    title: 'IAM principals outside of the identity pool',
    message: () =>
      'Rules with the provider iam let in every IAM principal with a policy, such as a function; version 2 means the roles of the identity pool by them',
    why: 'Functions and scripts that call the API would be denied where only listed roles pass; where IAM passes all rules they are not.',
    remedy: 'List the roles that call the API in custom-roles.json, or let functions in as resources.',
  }),
  AM3227: code({
    level: 'warning',
    title: 'Types with another name',
    message: (p: { model: string }) =>
      `The filters, conditions and connections of ${p.model} begin with Model and a capital letter, as Model${p.model.charAt(0).toUpperCase()}${p.model.slice(1)}FilterInput`,
    why: 'Operations with a variable of such a type are rejected when they are validated.',
    remedy: 'Generate the operations of the client again.',
  }),
  AM3228: code({
    level: 'error',
    title: 'A relation that does not ask for the owner',
    message: (p: { field: string; related: string; owner: string }) =>
      `${p.field} finds ${p.related} by ${p.owner}, which names its owner: every signed-in user who sees the record reads through it what only owners of ${p.related} could read`,
    why: 'Version 2 means to look for records of the caller alone where the key of a relation is the owner, but looks for those of the key as it is. Access is wider than it was.',
    remedy: (p: { field: string; owner: string }) =>
      `Write @auth on ${p.field} in Gen 1 with the owner in the field that holds ${p.owner}, or remove the relation and use a query of ${p.owner}.`,
  }),
  AM3229: code({
    level: 'warning',
    title: 'More callers than in version 1',
    message: (p: { model: string; paths: readonly string[]; callers: readonly string[] }) =>
      `${listed(p.paths)} are open to callers (${listed(p.callers)}) whom version 1 refused there, though the rules of ${p.model} let them read records in another way`,
    why: 'Version 2 lets through relations whoever may read the model in any way, and by queries of indexes whoever may list it. Access is wider than it was.',
    remedy: (p: { model: string }) =>
      `Let the rules of ${p.model} in Gen 1 name \`read\` rather than single queries, or remove the relation or the query.`,
  }),
  AM3230: code({
    level: 'note',
    title: 'A query for the records of another owner',
    message: (p: { model: string; query: string; owner: string }) =>
      `${p.query} with another ${shown(p.owner)} than the caller is an error; version 1 answered with an empty list (${p.model})`,
    why: 'Version 2 checks the owner in the key of the query, version 1 each record that was found. Nobody sees more or fewer records.',
    remedy: (p: { query: string }) => `Ask ${p.query} only for the caller, or handle the error.`,
  }),
  AM3231: code({
    level: 'error',
    title: 'Rules of a field that version 2 refuses',
    message: (p: { field: string; model: string }) =>
      `${p.field} is read by callers who are in no rule of ${p.model} that reads; version 2 refuses that beside required fields without rules`,
    why: 'The deployment fails: version 2 would have to hide required fields from these callers.',
    remedy: (p: { model: string }) =>
      `Let the rules of ${p.model} in Gen 1 name \`operations: [read]\` rather than single queries, or write @auth on its required fields as well.`,
  }),
  AM3232: code({
    level: 'warning',
    title: 'Owners of records for the rule of a field',
    message: (p: { field: string; model: string; owner: string }) =>
      `Every record of ${p.model} that is created without ${shown(p.owner)} gets the caller as its ${shown(p.owner)}; version 1 wrote it only where ${p.field} was given`,
    why: 'Version 1 looks at the rules of a field when the field is in the input; version 2 names the owner of a record for each rule of the model or of a field that knows owners.',
    remedy: (p: { field: string; owner: string }) =>
      `Nothing to do, unless records without ${shown(p.owner)} are meant to stay so: then change the rule of ${p.field} in Gen 1.`,
  }),
  AM3233: code({
    level: 'warning',
    title: 'A list that a relation shuts',
    message: (p: { path: string; model: string; callers: readonly string[] }) =>
      `\`${p.path}\` gives no records of ${p.model} to callers (${listed(p.callers)}) who see them by version 1`,
    why: 'Version 2 of the transformer puts the modes of a model on the lists that are its fields, and the default mode not beside them, so that AppSync refuses `items` to its callers. Access is narrower than it was.',
    remedy: (p: { model: string }) =>
      `Use \`--schema sdl\`, where the default mode stays, or give the models with a list of ${p.model} a rule for these callers as well.`,
  }),
} as const;
