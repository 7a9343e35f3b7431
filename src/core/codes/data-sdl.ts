import { listed } from '../shown.js';
import { code } from './define.js';

/** What an amendment adds to the SDL. */
interface Added {
  readonly added: string;
}

const KEPT = 'Nothing to do. Leave it in, or take it away once the difference is wanted.';

/** AM315x: what the SDL says besides what Gen 1's said, so that it means the same; AM316x: what it can't say. */
export const DATA_SDL_CODES = {
  AM3150: code({
    level: 'note',
    title: 'Operations that Gen 1 leaves out are named',
    message: (p: Added) => `\`${p.added}\` was added to \`@model\``,
    why: 'For this project Gen 1 makes only the operations that the map names; defineData makes the others as well.',
    remedy: KEPT,
  }),
  AM3151: code({
    level: 'note',
    title: 'An index stays without a query',
    message: (p: Added) => `\`${p.added}\` was added to \`@index\``,
    why: 'The flag enableautoindexquerynames is off: Gen 1 makes no query for an index without a name for it, defineData does.',
    remedy: KEPT,
  }),
  AM3152: code({
    level: 'note',
    title: 'Owners are written as Gen 1 writes them',
    message: (p: Added) => `\`${p.added}\` was added to the rule`,
    why: 'The flag usesubusernamefordefaultidentityclaim is off: Gen 1 stores the user name, defineData would store sub::username, which Gen 1 does not know.',
    remedy: KEPT,
  }),
  AM3153: code({
    level: 'note',
    title: 'An operation stays open to the default mode',
    message: (p: Added) => `\`${p.added}\` was added`,
    why: 'Without a directive the default mode may call it in Gen 1; defineData adds @aws_iam, and nobody else could.',
    remedy: 'Nothing to do. Put rules on the operation where not everybody of that mode is meant.',
  }),
  AM3154: code({
    level: 'note',
    title: 'A type stays open to the modes that reach it',
    message: (p: Added) => `\`${p.added}\` was added to the type`,
    why: 'defineData adds @aws_iam to each type without @model, and its fields would be refused to the callers who got them in Gen 1.',
    remedy: KEPT,
  }),
  AM3155: code({
    level: 'note',
    title: 'The global rule is written on the model',
    message: (p: Added) => `\`${p.added}\` was added, and \`input AMPLIFY\` taken away`,
    why: 'The input is not read in Gen 2: models without rules would be shut to everybody.',
    remedy:
      'Replace it by the rule that the model needs: as in Gen 1, everybody who has the API key may do everything.',
  }),
  AM3156: code({
    level: 'note',
    title: 'The model between two others is written out',
    message: (p: Added) => `\`${p.added}\` was added in place of \`@manyToMany\``,
    why: 'It has the name, the fields, the indexes and the rules that Gen 1 gives it by itself; with the directive Gen 2 would take the table of one side for its own, name its keys by other flags, or give it other rules.',
    remedy: KEPT,
  }),
  AM3160: code({
    level: 'warning',
    title: 'IAM principals pass every rule',
    message: () =>
      'Every IAM principal of the account that has `appsync:GraphQL` on the API passes all its rules, except the roles of the identity pool',
    why: "defineData turns IAM authorization on for every API, and it can't be turned off there. Gen 1 lets in the roles of custom-roles.json and of functions only.",
    remedy:
      'Restrict `appsync:GraphQL` in the IAM policies of the account, or use `--schema construct`, which keeps what Gen 1 does.',
  }),
  AM3161: code({
    level: 'error',
    title: 'Records by members of a group get an owner',
    message: (p: { model: string }) =>
      `\`${p.model}\`: defineData writes an owner also to records that somebody may create by another rule`,
    why: 'The flag populateownerfieldforstaticgroupauth is off in Gen 1. Who gets to be the owner keeps what owners may do when they leave the group.',
    remedy: 'Turn the flag on in Gen 1 and push, or use `--schema construct`.',
  }),
  AM3163: code({
    level: 'error',
    title: 'Fields of related records become hidden from subscribers',
    message: (p: { model: string; fields: readonly string[] }) =>
      `\`${p.model}\`: ${listed(p.fields)} would be null in the results of mutations, and for subscribers`,
    why: 'The flag subscriptionsinheritprimaryauth is on in Gen 1: who may read a record gets what it refers to. defineData withholds it where the rules differ.',
    remedy: 'Turn the flag off in Gen 1 and push, or use `--schema construct`.',
  }),
  AM3166: code({
    level: 'error',
    title: '@predictions needs a bucket',
    message: (p: { field: string }) => `\`${p.field}\` has @predictions, which defineData can't take`,
    why: 'defineData has no setting for the bucket from which predictions read.',
    remedy:
      'Use `--schema construct` with a bucket, or call the AI service in a function; for text, see `a.generation` of Amplify AI.',
  }),
  AM3167: code({
    level: 'error',
    title: 'Names of keys of a relation change',
    message: (p: { field: string; keys: readonly string[] }) =>
      `\`${p.field}\` is stored under ${listed(p.keys.map((key) => `\`${key}\``))} in Gen 1`,
    why: 'The flag respectprimarykeyattributesonconnectionfield is off in Gen 1, and defineData names the keys after the primary key: related records would not be found.',
    remedy: 'Declare the keys in Gen 1 (`fields`), or use `--schema construct`.',
  }),
  AM3168: code({
    level: 'error',
    title: 'A type becomes open to more callers',
    message: (p: { type: string; modes: readonly string[] }) =>
      `\`${p.type}\` is given ${listed(p.modes.map((mode) => `@${mode}`))} by the models that hold it, which it is not in Gen 1`,
    why: 'The directives of a type depend on the order of the models that hold it, and IAM is in all of them in Gen 2.',
    remedy: 'Write the directives on the type in Gen 1, or use `--schema construct`.',
  }),
  AM3169: code({
    level: 'warning',
    title: 'Callers by IAM see more of what an operation returns',
    message: (p: { operation: string; type: string }) =>
      `\`${p.operation}\` is open to roles of the identity pool, and Gen 1 hides all fields of \`${p.type}\` from them; \`defineData\` shows them`,
    why: 'defineData gives every type `@aws_iam`, and AppSync asks the policies of a role for operations only, not for what is below them.',
    remedy:
      'Take the IAM rule from the operation if its callers are to see nothing, or use `--schema construct`.',
  }),
  AM3170: code({
    level: 'error',
    title: 'A relation to a model without rules is shut',
    message: (p: { field: string; model: string }) =>
      `\`${p.field}\` would be refused: \`${p.model}\` has no rules, and defineData gives its lists to IAM only`,
    why: 'In Gen 1 what a custom operation returns is read on by the default mode, also where a model has no rules.',
    remedy: 'Give the model rules in Gen 1, or use `--schema construct`.',
  }),
  AM3171: code({
    level: 'error',
    title: 'A model becomes open to the default mode',
    message: (p: { operation: string; model: string }) =>
      `\`${p.operation}\` leads the default mode to \`${p.model}\`, whose fields Gen 1 hides from it`,
    why: 'Where no rule allows an operation of a model, defineData opens the type to IAM and to the default mode.',
    remedy:
      'Turn the operations of the model off that no rule allows, or give the operation that leads to it a rule.',
  }),
  AM3172: code({
    level: 'warning',
    title: 'Who may delete can call the update without fields',
    message: (p: { operation: string }) =>
      `roles of the identity pool that may delete and not update can call \`${p.operation}\` without fields, and change the time of the last update`,
    why: 'defineData opens every operation to IAM, and the resolver knows them as those who may empty fields.',
    remedy: 'Let the rule update as well, or use `--schema construct`, which keeps what Gen 1 does.',
  }),
} as const;
