import { listed, pathText, shown } from '../shown.js';
import { code } from './define.js';

const BY_HAND = 'Write it by hand in amplify/data/custom, beside what was carried over.';

/** AM330x to AM331x: resolvers, data sources and stacks of one's own, and override.ts of the API. */
export const DATA_CUSTOM_CODES = {
  AM3300: code({
    level: 'error',
    title: 'Part of a custom stack was not carried over',
    message: (p: { name: string; type: string; why: string }) =>
      `${shown(p.name)} (${shown(p.type)}) is not in the Gen 2 backend: ${p.why}`,
    why: 'The resolver, data source or other resource would be gone, and operations that need it fail or answer null.',
    remedy: BY_HAND,
  }),
  AM3301: code({
    level: 'warning',
    title: 'A resource with a fixed name',
    message: (p: { name: string; type: string; fixed: string }) =>
      `${shown(p.name)} (${p.type}) is called ${shown(p.fixed)}, as the one that Gen 1 has deployed`,
    why: 'A name is given once in an account and region, so the deployment fails while Gen 1 still has it, and a second branch can not be deployed.',
    remedy:
      'Take the name out, so that CloudFormation makes one up, or make the name of the branch part of it; keep it only where something outside asks for it, and then remove Gen 1 first.',
  }),
  AM3302: code({
    level: 'warning',
    title: 'A resolver asks a data source that the stack does not have',
    message: (p: { name: string; dataSource: string }) =>
      `${shown(p.name)} uses the data source ${shown(p.dataSource)}, which is neither in its stack nor the table of a model`,
    why: 'AppSync refuses the resolver at deployment when the Gen 2 API names that data source otherwise.',
    remedy: 'Compare the name with `backend.data.resources.cfnResources.cfnDataSources`.',
  }),
  AM3303: code({
    level: 'warning',
    title: 'A mapping template names what Gen 1 has deployed',
    message: (p: { file: string; names: readonly string[] }) =>
      `${pathText(p.file)} holds ${listed(p.names.map((name) => shown(name)))}`,
    why: 'The name has the id of the Gen 1 API in it: the resolver goes on reading and writing what Gen 1 has deployed.',
    remedy:
      'Right for an imported table; otherwise take the name from `$ctx.stash` or from `resources.tables[…].tableName`.',
  }),
  AM3304: code({
    level: 'warning',
    title: 'A custom stack exports a name',
    message: (p: { output: string; name: string }) =>
      `${shown(p.output)} is exported as ${shown(p.name, 120)}`,
    why: 'The name of an export is given once in an account and region: the deployment fails while Gen 1 has it.',
    remedy:
      'Use the value in amplify/backend.ts where it is needed, and remove the export when nothing asks for it.',
  }),
  AM3305: code({
    level: 'error',
    title: 'A step of the pipeline is lost',
    message: (p: { files: readonly string[]; slot: string }) =>
      `${listed(p.files.map(pathText))}: defineData does not take VTL in the slot \`${p.slot}\``,
    why: 'The API answers without the step, as if it had never been written.',
    remedy:
      'Take `--schema construct`, which keeps the slot, or write the step as a function of the resolver.',
  }),
  AM3306: code({
    level: 'error',
    title: 'An authorization step of the pipeline is lost',
    message: (p: { files: readonly string[]; slot: string }) =>
      `${listed(p.files.map(pathText))}: defineData does not take VTL in the slot \`${p.slot}\`, which decides who may call`,
    why: 'Callers that the step refuses would get an answer, or those that it lets pass would be refused.',
    remedy: 'Take `--schema construct`, which keeps the slot, or say the same with rules.',
  }),
  AM3307: code({
    level: 'error',
    title: 'A mapping template replaces one that Gen 2 does not have',
    message: (p: { file: string; why: string }) => `${pathText(p.file)} was not carried over: ${p.why}`,
    why: 'The field answers with the generated template, not with the one that was written for it.',
    remedy:
      'Write a resolver for the field in amplify/data/custom, or a function in the slot where it belongs.',
  }),
  AM3308: code({
    level: 'note',
    title: 'A mapping template that nothing uses',
    message: (p: { file: string }) =>
      `${pathText(p.file)} is the template of no generated resolver, and no stack refers to it`,
    why: 'Gen 1 uploads the file, and nothing reads it.',
    remedy: 'Nothing to do, unless its name is misspelt.',
  }),
  AM3309: code({
    level: 'warning',
    title: 'An operation without a resolver',
    message: (p: { operation: string }) =>
      `\`${p.operation}\` has no handler in the schema, and no stack in the repository makes its resolver`,
    why: 'If Gen 1 answers it, the resolver was made by hand or elsewhere, and Gen 2 will answer null.',
    remedy: 'Look for its resolver in the AppSync console, and add it in amplify/data/custom.',
  }),
  AM3316: code({
    level: 'warning',
    title: 'An operation that comes with a function',
    message: (p: { operation: string; functionName: string }) =>
      `\`${p.operation}\` has its resolver in the template of the function ${shown(p.functionName)}, which has not moved yet`,
    why: 'Gen 2 answers null until the function is there.',
    remedy: 'Move the function before clients use the new API: run `npx amplify-migrate functions --write`.',
  }),
  AM3310: code({
    level: 'error',
    title: 'Part of override.ts of the API was not carried over',
    message: (p: { statement: string; why: string }) => `${shown(p.statement, 160)}: ${p.why}`,
    why: 'What it changes in Gen 1 keeps its other value in Gen 2.',
    remedy:
      'Write its counterpart by hand in amplify/data/custom/overrides.ts, with `resources.cfnResources`.',
  }),
  AM3311: code({
    level: 'error',
    title: 'override.ts of the API can not be read',
    message: (p: { reason: string }) => `nothing of override.ts was carried over: ${shown(p.reason, 200)}`,
    why: 'Whatever it changes in Gen 1 keeps its other value in Gen 2.',
    remedy:
      'Write its counterpart by hand in amplify/data/custom/overrides.ts, with `resources.cfnResources`.',
  }),
  AM3314: code({
    level: 'warning',
    title: 'The code of a function beside the API',
    message: (p: { file: string }) => `${pathText(p.file)} is uploaded for a custom stack`,
    why: 'A function that a stack makes from it would have no code in Gen 2.',
    remedy: 'Make it a function with defineFunction, and name that in the stack.',
  }),
  AM3315: code({
    level: 'error',
    title: 'A custom stack that can not be read',
    message: (p: { file: string; why: string }) => `${pathText(p.file)}: ${p.why}`,
    why: 'Whatever it deploys in Gen 1 would be gone.',
    remedy: BY_HAND,
  }),
} as const;
