import { listed, shown } from '../shown.js';
import { code } from './define.js';

/** A branch that takes tables over: `*-k3z…-dev` stands for those that begin with the name of their model. */
interface ImportingBranch {
  readonly branch: string;
  readonly names: readonly string[];
}

function importText({ branch, names }: ImportingBranch): string {
  return `\`${branch}\` (${listed(
    names.map((name) => `\`${name}\``),
    names.length,
  )})`;
}

/** AM327x, AM328x: tables of the models. */
export const DATA_TABLES_CODES = {
  AM3275: code({
    level: 'warning',
    title: 'The tables are new',
    message: (p: { why: string }) =>
      `${p.why}: every model gets an empty table, and the records of today stay in those of Gen 1`,
    why: 'The new API shows none of the existing records, and what is written to one API is not in the other.',
    remedy:
      'Copy the records, or take the deployed tables over with --tables import and --table Model=Name for each model.',
  }),
  AM3276: code({
    level: 'note',
    title: 'The deployed tables are taken over',
    message: (p: { branches: readonly ImportingBranch[]; tables: number }) =>
      `${p.tables} ${p.tables === 1 ? 'table is' : 'tables are'} imported on branch ${listed(p.branches.map(importText))}: protected against deletion, and kept when the stack goes; a sandbox and every other branch get new, empty tables that go with their stack`,
    why: 'A branch of another name deploys without an error and shows no records.',
    remedy: 'Deploy under a name of the mapping, or add one to migratedAmplifyGen1DynamoDbTableMappings.',
  }),
  AM3277: code({
    level: 'warning',
    title: 'An environment without a mapping',
    message: (p: { environments: readonly string[] }) =>
      `the repository does not hold the id of the API of ${listed(p.environments.map((name) => `\`${name}\``))}: a branch of that name gets new, empty tables`,
    why: 'The names of the tables hold the id of the API, which only a pull or the console tells.',
    remedy:
      'Run `amplify env checkout` and `amplify pull` in that environment and plan again, or add the branch by hand.',
  }),
  AM3278: code({
    level: 'error',
    title: 'The deployed tables are not known',
    message: (p: { environment: string; models: readonly string[] }) =>
      `the repository does not hold the id of the API of \`${p.environment}\`, so the ${p.models.length === 1 ? 'table' : 'tables'} of ${listed(p.models, 6)} can not be named`,
    why: 'A model that the mapping does not name gets a new, empty table without an error.',
    remedy: 'Name each table with --table Model=Name, or run `amplify pull` first, which writes the id.',
  }),
  AM3279: code({
    level: 'error',
    title: 'Owners lose their records',
    message: (p: { rules: number; place: string }) =>
      `the deployed tables are imported beside a new user pool, and ${p.rules === 1 ? 'a rule asks' : `${p.rules} rules ask`} who the owner of a record is (${p.place})`,
    why: 'Users get new ids in a new pool: nobody is the owner of any existing record any more, whoever takes an old user name may be.',
    remedy: 'Plan auth with --auth reference, which keeps the pool, or take new tables with --tables new.',
  }),
  AM3280: code({
    level: 'error',
    title: 'The import of the tables fails when it is deployed',
    message: (p: { setting: string; compared: string }) =>
      `${p.setting}: Amplify compares the ${p.compared} of a table before it imports it, and never finds it equal`,
    why: 'The deployment of the whole backend is rolled back.',
    remedy:
      'Change the setting in Gen 1 and deploy it before the tables are imported, or take new tables with --tables new.',
  }),
  AM3281: code({
    level: 'warning',
    title: 'Tables must be protected against deletion before they are imported',
    message: () =>
      'Amplify imports only tables with deletion protection, which Gen 1 turns on when the flag `enablegen2migration` is true',
    why: 'The deployment fails for every table that is not protected; and Gen 1 deletes its tables when it is removed.',
    remedy:
      'Set features.graphqltransformer.enablegen2migration to true in cli.json and run `amplify push`, or turn the protection on for each table.',
  }),
  AM3282: code({
    level: 'error',
    title: 'A local index can not be imported',
    message: (p: { model: string; index: string }) =>
      `${shown(p.index)} is a local secondary index of \`${p.model}\`, because the flag \`secondarykeyasgsi\` is off; Gen 2 makes global ones only`,
    why: 'The import compares the indexes of the table, and the deployment fails.',
    remedy: 'Take new tables with --tables new, and copy the records.',
  }),
  AM3283: code({
    level: 'warning',
    title: 'Deleted records of DataStore come back',
    message: () =>
      'DataStore keeps a deleted record with `_deleted: true` until its `_ttl`; without DataStore the API returns it as a live one',
    why: 'Callers see records that their users have deleted.',
    remedy:
      'Turn conflict detection off in Gen 1, wait until the `_ttl` of the last deletion has passed (30 days), or delete the records with `_deleted` before the cutover.',
  }),
  AM3284: code({
    level: 'warning',
    title: 'The tables are new, because their import would fail',
    message: (p: { codes: readonly string[] }) =>
      `the deployed tables are known, and can not be imported as they are (${listed(p.codes)}): every model gets an empty table, and the records of today stay in those of Gen 1`,
    why: 'A failed import rolls the whole deployment back. The new API shows none of the existing records, and what is written to one API is not in the other.',
    remedy:
      'Mend in Gen 1 what is named below, deploy it and plan again; or copy the records. --tables import plans the import all the same.',
  }),
  AM3285: code({
    level: 'error',
    title: 'Models without a table',
    message: (p: { models: readonly string[]; branch: string }) =>
      `no --table names the ${p.models.length === 1 ? 'table' : 'tables'} of ${listed(p.models, 6)}: on branch \`${p.branch}\` they get new, empty ones`,
    why: 'Relations between imported and new tables lead nowhere, and existing records are not shown.',
    remedy: 'Name the missing tables with --table Model=Name.',
  }),
  AM3286: code({
    level: 'warning',
    title: 'The search index starts empty',
    message: (p: { models: readonly string[] }) =>
      `${listed(p.models, 6)} can be searched: the new search domain holds nothing until records are written or copied into it`,
    why: 'Searches find no existing record, although the tables hold them.',
    remedy:
      'Back-fill the domain after the first deployment, with the script for it in the Amplify documentation.',
  }),
  AM3287: code({
    level: 'note',
    title: 'A change of the schema may replace a table',
    message: () =>
      'defineData deletes or replaces a new table when its model is removed or its primary key changes; Gen 1 refused that',
    why: 'What Gen 1 asked --allow-destructive-graphql-schema-updates for happens without a question.',
    remedy: 'Review changes of the schema, and keep point-in-time recovery on for tables that matter.',
  }),
  AM3290: code({
    level: 'note',
    title: 'A local index becomes a global one',
    message: (p: { model: string; index: string }) =>
      `${shown(p.index)} of \`${p.model}\` is a local secondary index in Gen 1; Gen 2 makes a global one with the same name and keys`,
    why: 'A global index has capacity of its own and no consistent reads, which the resolvers of Gen 1 do not ask for.',
    remedy: 'Nothing to do, unless code of yours reads the index with ConsistentRead.',
  }),
  AM3288: code({
    level: 'error',
    title: 'The table of a many-to-many relation can not be imported',
    message: (p: { name: string; model: string }) =>
      `the table of ${shown(p.name)} holds keys that are called after the table of \`${p.model}\`, which has another name by \`@mapsTo\`; only \`@manyToMany\` reads such keys, and its table is imported only where the model is written out`,
    why: 'With @manyToMany the deployment takes the table of one side for the one between, and the whole backend is rolled back.',
    remedy: 'Take new tables with --tables new, and copy the records.',
  }),
  AM3289: code({
    level: 'warning',
    title: 'The environment becomes a branch of another name',
    message: (p: { environment: string; branch: string; others: readonly string[] }) =>
      `\`${p.environment}\` is imported as branch \`${p.branch}\`${p.others.length > 0 ? `, which is also the name of an environment; its own tables are not imported there` : ''}`,
    why: 'A branch serves the tables of one environment only.',
    remedy: 'Choose another --branch if the environment of that name must keep its tables.',
  }),
} as const;
