import { listed, pathText, shown } from '../shown.js';
import { code } from './define.js';

const names = (tables: readonly string[]): string =>
  listed(
    tables.map((name) => `\`${pathText(name)}\``),
    12,
  );

/** AM21xx: DynamoDB tables of the storage category. */
export const STORAGE_TABLE_CODES = {
  AM2100: code({
    level: 'note',
    title: 'The deployed tables are referred to',
    message: (p: { tables: readonly string[]; environment: string }) =>
      `${names(p.tables)} ${p.tables.length === 1 ? 'stays' : 'stay'} in the stack of Gen 1, and the backend refers to ${p.tables.length === 1 ? 'it' : 'them'} by name: a branch to the tables of the environment that it is called after, a sandbox to those of \`${p.environment}\``,
    why: 'The records stay where they are, and `amplify delete` in Gen 1 still deletes them; a branch without a Gen 1 environment finds no table.',
    remedy:
      'Before the Gen 1 environment is removed, give its tables the deletion policy Retain. Plan with --tables new for tables that belong to Gen 2.',
  }),
  AM2101: code({
    level: 'warning',
    title: 'The tables of storage are new',
    message: (p: { tables: readonly string[]; why: string }) =>
      `${p.why}: ${names(p.tables)} ${p.tables.length === 1 ? 'is' : 'are'} made anew, empty, and with names that CloudFormation makes up, since the old ones are taken while Gen 1 runs`,
    why: 'The existing records are not in them, and code that builds the name of a table by itself finds the old one.',
    remedy:
      'Copy the records, and take the name from `tables.<name>.tableName`; or refer to the deployed tables with --tables import.',
  }),
  AM2102: code({
    level: 'note',
    title: 'The stream is looked up at deployment',
    message: (p: { table: string }) =>
      `a function listens to the stream of \`${pathText(p.table)}\`, whose ARN the repository does not hold for every environment: the deployment asks DynamoDB for it`,
    why: 'The ARN of a stream ends in the moment at which it was turned on, so that no name gives it.',
    remedy: 'Nothing to do while the stream stays on: one that is turned on anew has another ARN.',
  }),
  AM2103: code({
    level: 'error',
    title: 'The name of a deployed table is not known',
    message: (p: { table: string; why: string }) =>
      `\`${pathText(p.table)}\` can not be referred to, so it is made anew: ${p.why}`,
    why: 'A new table is empty.',
    remedy: 'Choose the environment with --env, or run `amplify pull` in it, and plan again.',
  }),
  AM2104: code({
    level: 'note',
    title: 'The table is none of Amplify',
    message: (p: { table: string }) =>
      `\`${pathText(p.table)}\` was imported into Gen 1, which never made it: the backend refers to it by the name that each environment has`,
    why: 'No generation owns it; its settings are not in the repository.',
    remedy: 'Nothing to do.',
  }),
  AM2105: code({
    level: 'error',
    title: 'The settings of a table are not in the repository',
    message: (p: { table: string; why: string }) => `\`${pathText(p.table)}\` was not carried over: ${p.why}`,
    why: 'The backend has no such table, and functions that use it do not find one.',
    remedy: 'Run `amplify pull` in Gen 1 so that its folder is complete, and plan again.',
  }),
  AM2106: code({
    level: 'warning',
    title: 'The template of a table says something else than its settings',
    message: (p: { table: string; key: string; settings: string; template: string }) =>
      `\`${pathText(p.key)}\` of \`${pathText(p.table)}\` is ${shown(p.settings)} in the settings and ${shown(p.template)} in the template, which Gen 1 deploys: the template was followed`,
    why: 'Whoever goes by the settings expects another key.',
    remedy: 'Check the key of the deployed table.',
  }),
  AM2107: code({
    level: 'error',
    title: 'A setting of a table was not carried over',
    message: (p: { table: string; property: string; why: string; text: string }) =>
      `${shown(p.property)} of \`${pathText(p.table)}\` is not set in Gen 2: ${p.why}: ${p.text}`,
    why: 'The table of Gen 2 has the default instead.',
    remedy: 'Set it in amplify/storage/tables.ts, on the CfnTable behind the table.',
  }),
  AM2108: code({
    level: 'error',
    title: 'A table was not carried over',
    message: (p: { table: string; why: string }) =>
      `\`${pathText(p.table)}\` is not in the backend: ${p.why}`,
    why: 'Functions that use the table do not find it.',
    remedy:
      'Write it by hand in amplify/storage/tables.ts, or refer to the deployed one with --tables import.',
  }),
  AM2109: code({
    level: 'note',
    title: 'Own resources beside a table',
    message: (p: { table: string; ids: readonly string[] }) =>
      `the template of \`${pathText(p.table)}\` has ${names(p.ids)} besides the table: carried over as CDK`,
    why: 'They are made anew; what they hold stays with those of Gen 1.',
    remedy: 'Review them in amplify/storage/tables.ts.',
  }),
  AM2110: code({
    level: 'error',
    title: 'A resource beside a table was not carried over',
    message: (p: { table: string; name: string; type: string; why: string; text: string }) =>
      `${shown(p.name)} (${shown(p.type)}) of the template of \`${pathText(p.table)}\`: ${p.why}: ${p.text}`,
    why: 'The backend does without it.',
    remedy: 'Write it by hand in amplify/storage/tables.ts.',
  }),
  AM2111: code({
    level: 'warning',
    title: 'A resource has a name that Gen 1 has taken',
    message: (p: { name: string; property: string; value: string }) =>
      `${shown(p.name)} is called ${shown(p.value)} by ${shown(p.property)}, as in the stack of Gen 1`,
    why: 'Two resources of one account can not have one name: the deployment fails while Gen 1 runs.',
    remedy: 'Take another name, or leave the property out.',
  }),
  AM2112: code({
    level: 'note',
    title: 'Functions listen to the stream of a table',
    message: (p: { table: string; functions: readonly string[] }) =>
      `${names(p.functions)} ${p.functions.length === 1 ? 'listens' : 'listen'} to the stream of \`${pathText(p.table)}\`: that is wired when the functions move`,
    why: 'Until then the stream of the backend has no listener; while both run on one table, each change is handled twice.',
    remedy: 'Plan `functions` as well, and turn the trigger of Gen 1 off at the cutover.',
  }),
  AM2113: code({
    level: 'note',
    title: 'The names of the tables are not in amplify_outputs.json',
    message: () =>
      'aws-exports lists them as `aws_dynamodb_table_schemas`; the outputs of Gen 2 have no place for tables',
    why: 'No version of the Amplify libraries reads them, but code of your own may.',
    remedy: 'Add them with `backend.addOutput({ custom: { … } })` if the app reads them.',
  }),
  AM2115: code({
    level: 'warning',
    title: 'An attribute has two types',
    message: (p: { table: string; attribute: string; kept: string; type: string }) =>
      `${shown(p.attribute)} of \`${pathText(p.table)}\` is ${shown(p.kept)} in one key and ${shown(p.type)} in another: Gen 1 deploys the first`,
    why: 'DynamoDB knows one type for an attribute.',
    remedy: 'Check the keys of the deployed table.',
  }),
  AM2116: code({
    level: 'error',
    title: 'Part of override.ts of a table was not carried over',
    message: (p: { table: string; statement: string; why: string }) =>
      `override.ts of \`${pathText(p.table)}\`: ${shown(p.statement, 160)}: ${p.why}`,
    why: 'What it changes in Gen 1 keeps its other value in Gen 2.',
    remedy: 'Write its counterpart by hand in amplify/storage/tables.ts.',
  }),
  AM2117: code({
    level: 'error',
    title: 'override.ts of a table can not be read',
    message: (p: { table: string; reason: string }) =>
      `nothing of override.ts of \`${pathText(p.table)}\` was carried over: ${shown(p.reason, 200)}`,
    why: 'Whatever it changes in Gen 1 keeps its other value in Gen 2.',
    remedy: 'Write its counterpart by hand in amplify/storage/tables.ts.',
  }),
  AM2118: code({
    level: 'warning',
    title: 'A table differs by environment',
    message: (p: { table: string }) =>
      `\`${pathText(p.table)}\` depends on the name of the environment; the emitted code takes it from the branch`,
    why: 'A branch of another name than the Gen 1 environment takes the other way.',
    remedy: 'Check `environmentName` in amplify/storage/tables.ts for every branch.',
  }),
} as const;
