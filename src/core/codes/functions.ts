import { listed, shown } from '../shown.js';
import { code } from './define.js';

/** AM40xx: functions of the `function` category, and their layers. */
export const FUNCTION_CODES = {
  AM4001: code({
    level: 'error',
    title: 'The folder of a function is missing',
    message: (p: { name: string }) =>
      `backend-config.json lists the function ${shown(p.name)}, and its folder is not in the project`,
    why: 'Nothing is known of the function, so nothing is emitted for it.',
    remedy: 'Run `amplify pull` in Gen 1 so that its folder is there, and run the migration again.',
  }),
  AM4002: code({
    level: 'warning',
    title: 'An executable that is taken as it is',
    message: (p: { label: string; gen1: string; gen2: string; file: string }) =>
      `${p.label} is the executable ${shown(p.file, 200)} on ${shown(p.gen1)}; CDK makes it on ${shown(p.gen2)}`,
    why: 'What was compiled for one runtime may not start on another; its copy is written as an executable file.',
    remedy: 'Build it anew for the runtime that is named, and keep the file executable.',
  }),
  AM4003: code({
    level: 'note',
    title: 'Functions that move with the user pool',
    message: (p: { names: readonly string[] }) =>
      `${listed(p.names.map((name) => shown(name)))} move with auth, as its triggers and admin queries`,
    why: 'They need the user pool and the user pool needs them: they are one stack in Gen 2.',
    remedy: 'Run `amplify-migrate auth`.',
  }),
  AM4004: code({
    level: 'warning',
    title: 'A function in another language than JavaScript',
    message: (p: { label: string; gen1: string; gen2: string }) =>
      `${p.label} runs on ${shown(p.gen1)} in Gen 1; CDK makes it on ${shown(p.gen2)}, with its files as they are`,
    why:
      '`defineFunction` builds Node.js functions only; this one has no packages that the project knows, so that nothing ' +
      'has to be built.',
    remedy: 'Test it on the runtime that is named.',
  }),
  AM4005: code({
    level: 'error',
    title: 'A compiled function without what it is compiled to',
    message: (p: { label: string; runtime: string }) =>
      `${p.label} runs on ${shown(p.runtime)}, and the project has its source only`,
    why: 'Gen 1 compiled it when it was pushed; the emitted function refuses every call.',
    remedy:
      'Build it as Gen 1 did, put the built files (`bootstrap`, the `.jar` or the `.dll`) into `src` of the Gen 1 function, ' +
      'and plan functions again: CDK takes them as they are.',
  }),
  AM4006: code({
    level: 'warning',
    title: 'A build of its own that Gen 2 does not run',
    message: (p: { label: string; handler: string; entry: string }) =>
      `${p.label} is called as ${shown(p.handler, 200)}, which its own build makes; Gen 2 bundles ${shown(p.entry, 200)} instead`,
    why: 'Gen 2 bundles TypeScript and JavaScript with esbuild and runs no other build.',
    remedy: 'Check that its build does nothing else, such as making files that the code needs.',
  }),
  AM4007: code({
    level: 'warning',
    title: 'A Lambda layer is made anew',
    message: (p: { layer: string }) =>
      `the layer ${shown(p.layer)} becomes one version with the files that the project has`,
    why: 'Versions that Gen 1 has deployed stay in Gen 1, and go with it.',
    remedy: 'Functions of other projects that use a version of it need the ARN of the new one.',
  }),
  AM4008: code({
    level: 'error',
    title: 'A Lambda layer that others may use',
    message: (p: { layer: string }) => `the layer ${shown(p.layer)} is given to other accounts in Gen 1`,
    why: 'The new version is for the account itself only.',
    remedy: 'Call `addPermission` on it in amplify/functions/layers.ts for those who still need it.',
  }),
  AM4009: code({
    level: 'warning',
    title: 'Code that looks for files beside it',
    message: (p: { label: string; place: string }) => `${p.label} looks for its own folder in ${p.place}`,
    why: 'Gen 2 deploys one bundled file; files that no code loads with `require` or `import` are not beside it.',
    remedy: 'Load such files with `import` (JSON) or put their content into a module.',
  }),
  AM4010: code({
    level: 'error',
    title: 'A Lambda layer without files',
    message: (p: { layer: string }) => `the project has no files of the layer ${shown(p.layer)}`,
    why: 'Gen 1 keeps what it puts into a layer in `opt` and `lib`; without them there is nothing to make it of.',
    remedy: 'Restore the folder of the layer and run the migration again.',
  }),
  AM4011: code({
    level: 'warning',
    title: 'TypeScript that Gen 2 checks',
    message: (p: { label: string; folder: string }) =>
      `${p.label} is written in TypeScript; its copy in ${shown(p.folder, 200)} is checked with amplify/tsconfig.json`,
    why: 'Gen 1 compiled it with a tsconfig.json of its own; Gen 2 deploys nothing while a type does not fit.',
    remedy: 'Run `npx tsc --noEmit -p amplify` and mend what it finds, or put the folder into its `exclude`.',
  }),
  AM4012: code({
    level: 'note',
    title: 'Files that are loaded without a path',
    message: (p: { label: string; names: readonly string[] }) =>
      `${p.label} loads ${listed(p.names.map((name) => shown(name)))} out of its own folder without a path; the copy has the path`,
    why: 'Lambda looks for modules in the folder of the function, a bundler among the packages of the project.',
    remedy: 'Nothing, unless a package of the same name was meant.',
  }),
  AM4013: code({
    level: 'warning',
    title: 'A function that is built where the backend is deployed',
    message: (p: {
      label: string;
      gen1: string;
      gen2: string;
      tool: string;
      command: string;
      folder: string;
    }) =>
      `${p.label} runs on ${shown(p.gen1)} in Gen 1; CDK makes it on ${shown(p.gen2)}, and builds it in ${shown(p.folder, 200)}: \`${p.command}\``,
    why: '`defineFunction` builds Node.js functions only, and Gen 1 has built this one when it was pushed.',
    remedy: (p) =>
      `Have \`${p.tool}\` where the backend is deployed, locally and in amplify.yml, and test it on the runtime that is named.`,
  }),
  AM4014: code({
    level: 'error',
    title: 'Packages of a Pipfile that are not read',
    message: (p: { label: string; packages: readonly string[]; file: string }) =>
      `${p.label} needs ${listed(p.packages.map((name) => shown(name)))} from elsewhere than an index`,
    why: 'What comes out of a repository or a folder has no plain line in requirements.txt.',
    remedy: (p) =>
      `Run \`pipenv requirements\` in the folder of the Gen 1 function, and put what it prints into ${shown(p.file, 200)}.`,
  }),
  AM4015: code({
    level: 'error',
    title: 'A function that is told its own name',
    message: (p: { label: string; name: string }) =>
      `the variable ${shown(p.name)} of ${p.label} holds its own name or ARN of Gen 1; it is left out`,
    why: 'Gen 2 gives the function another name, which CloudFormation does not know before the function is made.',
    remedy:
      'Read `process.env.AWS_LAMBDA_FUNCTION_NAME`, which Lambda sets, or `context.invokedFunctionArn` in its place.',
  }),
  AM4016: code({
    level: 'error',
    title: 'A program for a version of .NET that Lambda no longer has',
    message: (p: { label: string; framework: string; needed: string; runtime: string; file: string }) =>
      `${p.label} is made for ${shown(p.framework)}, and its runtime in Gen 2 is ${shown(p.runtime)}`,
    why: 'The runtime has its own version of .NET only, so a program that asks for another one does not start.',
    remedy: (p) =>
      `Set \`<TargetFramework>${p.needed}</TargetFramework>\` in ${shown(p.file, 200)}, and raise the packages beside it to versions for it.`,
  }),
} as const;
