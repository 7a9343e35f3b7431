import { listed } from '../shown.js';
import { code } from './define.js';

/** AM0xxx: what was wrong with the input, and what happens to files that are there already. */
export const INPUT_CODES = {
  AM0001: code({
    level: 'warning',
    title: 'Unknown setting',
    message: (p: { key: string }) => `\`${p.key}\` is not a setting this version of Gen 1 documents`,
    why: 'A setting that the tool does not know cannot be carried over, and dropping it would be silent.',
    remedy: 'Check whether it still matters; if it does, set its Gen 2 counterpart by hand.',
  }),
  AM0010: code({
    level: 'note',
    title: 'No environment named',
    message: (p: { env: string }) =>
      `The repository names no environment of Gen 1; it is read as if there were one called \`${p.env}\``,
    why: 'Settings and ids that Gen 1 keeps for each environment are not in the repository, so they are not seen.',
    remedy:
      'Run `amplify pull` to get team-provider-info.json, or name the Gen 2 branch with --branch if it is another.',
  }),
  AM0011: code({
    level: 'warning',
    title: 'Resource without its folder',
    message: (p: { resource: string; parent: string }) =>
      `${p.resource} is part of the backend, but has no folder in ${p.parent}`,
    why: 'The settings of a resource are in its folder; without them it cannot be migrated.',
    remedy:
      'Run `amplify pull` to get the folder back, or `amplify remove` if the resource is no longer used.',
  }),
  AM0012: code({
    level: 'note',
    title: 'Folder that is not part of the backend',
    message: (p: { folder: string }) => `${p.folder} has no entry in backend-config.json`,
    why: 'Gen 1 deploys only what backend-config.json lists, so the folder is a leftover, or the entry got lost.',
    remedy: 'Remove the folder, or restore its entry if the resource is deployed.',
  }),
  AM0013: code({
    level: 'warning',
    title: 'Key given twice',
    message: (p: { key: string }) =>
      `The key ${p.key} occurs before this in the same object; this value counts`,
    why: 'The earlier value has no effect, in Gen 1 neither, and someone may believe that it has.',
    remedy: 'Remove one of the two.',
  }),
  AM0014: code({
    level: 'warning',
    title: 'No backend-config.json',
    message: () =>
      'The resources are taken from the folders in amplify/backend, because the list of them is missing',
    why: 'Folders of resources that were removed cannot be told from those that are deployed.',
    remedy: 'Run `amplify pull`, or check the list of resources in the report.',
  }),
  AM0015: code({
    level: 'warning',
    title: 'Symbolic link not followed',
    message: (p: { path: string }) => `${p.path} is a symbolic link, and what it leads to was not read`,
    why: 'A link can lead out of the project or into itself.',
    remedy: 'Replace the link by what it leads to, if it belongs to the backend.',
  }),
  AM0016: code({
    level: 'warning',
    title: 'Environment with an unusual name',
    message: (p: { env: string }) =>
      `${p.env} is no name that Gen 1 gives an environment; a cli.json of its own was not looked for`,
    why: 'Gen 1 names are 2 to 10 lower-case letters or digits; anything else must not become part of a path.',
    remedy: 'Correct the name, and give the Gen 2 branch with --branch.',
  }),
  AM0040: code({
    level: 'note',
    title: 'Formatting settings not used',
    message: (p: { reason: string }) => `The new files are not formatted as this file says: ${p.reason}`,
    why: 'Settings that are code or a package would have to be run to be read, and no code of the project is run.',
    remedy: 'Run your formatter over the new files after you have applied the patch.',
  }),
  AM0041: code({
    level: 'error',
    title: 'Resources of defineBackend are kept elsewhere',
    message: (p: { names: string; add: string }) =>
      `The argument of \`defineBackend\` is not an object literal of this file, so ${p.names} was not added`,
    why: 'A resource that is missing in `defineBackend` is not deployed.',
    remedy: (p: { add: string }) =>
      `Add by hand what this file has, the resources where yours are kept: ${p.add}`,
  }),
  AM0042: code({
    level: 'error',
    title: 'defineBackend has another resource of this name',
    message: (p: { name: string; from: string; left: number }) =>
      `\`${p.name}\` is there already and is not what \`${p.from}\` exports; it was kept` +
      (p.left === 0 ? '' : `, and ${p.left} migrated statement${p.left === 1 ? '' : 's'} about it left out`),
    why: 'Replacing a resource that somebody wrote would change or delete what it has deployed.',
    remedy: (p: { name: string; from: string }) =>
      `Compare it with \`${p.from}\`; to take the migrated one, remove \`${p.name}\` here and run again.`,
  }),
  AM0043: code({
    level: 'error',
    title: 'No defineBackend in backend.ts',
    message: (p: { reason: string; add: string }) => `The file was left as it is: ${p.reason}`,
    why: 'Without the call there is no place to register the migrated resources, and they are not deployed.',
    remedy: (p: { add: string }) =>
      `Call \`defineBackend\` of @aws-amplify/backend at the top level of the file and run again, or add this: ${p.add}`,
  }),
  AM0044: code({
    level: 'warning',
    title: 'The amplify folder is a CommonJS package',
    message: (p: { type: string }) =>
      `\`"type": ${JSON.stringify(p.type)}\` was kept; Gen 2 expects \`"module"\``,
    why: 'Gen 2 loads amplify/backend.ts as an ES module; as CommonJS, top-level await and ESM-only packages fail.',
    remedy: 'Set `"type": "module"` in amplify/package.json, unless other code in the folder needs CommonJS.',
  }),
  AM0045: code({
    level: 'warning',
    title: 'Another version in package.json',
    message: (p: { name: string; have: string; want: string; because: string; install: string }) =>
      `\`${p.name}\` stays at \`${p.have}\`, and the migrated backend needs \`${p.want}\`: ${p.because}`,
    why: 'Amplify and CDK packages of different ages synthesise different resources, or do not install at all.',
    remedy: (p: { install: string }) =>
      `Change the version when the project is ready for it: \`${p.install}\`.`,
  }),
  AM0046: code({
    level: 'warning',
    title: 'One package in two versions',
    message: (p: { name: string; asked: string; taken: string }) =>
      `\`${p.name}\` is wanted as ${p.asked}; package.json gets \`${p.taken}\``,
    why: 'Gen 1 installed packages for each function; Gen 2 bundles all functions from one package.json.',
    remedy:
      'Test the functions that asked for another version, or give them their own copy under an npm alias.',
  }),
  AM0047: code({
    level: 'note',
    title: 'A package.json is created',
    message: () =>
      'The project has no package.json at its root; a private one with the packages of the backend is created',
    why: 'A Gen 2 backend is TypeScript that npm packages build, in the projects of native apps too.',
    remedy: 'Commit it together with the lock file that the package manager writes.',
  }),
  AM0048: code({
    level: 'warning',
    title: 'Git ignores migrated files',
    message: (p: { paths: readonly string[]; pattern: string }) =>
      `\`${p.pattern}\` makes git ignore ${listed(p.paths, 6)}`,
    why: 'A file that is not committed is missing where the backend is deployed from.',
    remedy: (p: { paths: readonly string[] }) =>
      `Narrow the pattern; when it matches files, not a folder above them, lines such as \`!/${p.paths[0] ?? ''}\` below it will do.`,
  }),
  AM0049: code({
    level: 'warning',
    title: 'backend.ts sets this to something else',
    message: (p: { target: string; code: string }) => `\`${p.target}\` is set here already; that was kept`,
    why: 'Either value may be the right one: the one written here, or the one that Gen 1 has.',
    remedy: (p: { code: string }) => `Compare it with what was migrated: ${p.code}`,
  }),
  AM0050: code({
    level: 'note',
    title: 'A version that the migration was not proved with',
    message: (p: { name: string; have: string; proved: string; install: string }) =>
      `\`${p.name}\` stays at \`${p.have}\`; the set of packages that belongs together has \`${p.proved}\``,
    why: 'Defaults of synthesised resources change between versions, so a deployment can differ from what was compared.',
    remedy: (p: { install: string }) => `For exactly the proved set: \`${p.install}\`.`,
  }),
  AM0060: code({
    level: 'error',
    title: 'Another file hides backend.ts',
    message: (p: { path: string }) =>
      `ampx takes \`${p.path}\` for the backend, and does not look at backend.ts`,
    why: 'ampx looks for backend.js, .mjs and .cjs before backend.ts, so nothing of the migration would be deployed.',
    remedy: (p) => `Move what is in \`${p.path}\` to amplify/backend.ts, and remove it.`,
  }),
  AM0061: code({
    level: 'error',
    title: 'A feature that another one needs is not there yet',
    message: (p: { feature: string; needs: string }) =>
      `${p.feature} refers to \`${p.needs}\`, and amplify/backend.ts has no such resource`,
    why: 'The backend does not compile, and does not deploy, until both are there.',
    remedy: (p) =>
      `Run \`npx amplify-migrate ${p.needs} --write\` first, or name both features in one command. Where ${p.needs} was named and nothing of it was written, its own findings say what it lacks.`,
  }),
  AM0062: code({
    level: 'warning',
    title: 'A file that was changed since it was written',
    message: (p: { path: string; features: readonly string[] }) =>
      `\`${p.path}\` would read otherwise, now that ${listed([...p.features])} are there; it is left as it is`,
    why: 'An earlier run wrote it, and somebody has changed it since.',
    remedy: (p) =>
      `Compare it with what one run writes elsewhere: \`npx amplify-migrate ${p.features.join(' ')} --out FOLDER --write\`.`,
  }),
  AM0063: code({
    level: 'error',
    title: 'Several lock files',
    message: (p: { files: readonly string[] }) =>
      `${listed(p.files.map((file) => `\`${file}\``))} lie side by side`,
    why: 'CDK bundles functions by the one lock file that it finds, and stops the deployment where it finds several.',
    remedy: 'Keep the lock file of the package manager that the project uses, and remove the others.',
  }),
} as const;
