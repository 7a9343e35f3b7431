import { listed, shown } from '../shown.js';
import { code } from './define.js';

/** AM13xx: the Lambda triggers of a user pool, and what goes for every other Lambda function as well. */
export const TRIGGER_CODES = {
  AM1301: code({
    level: 'error',
    title: 'The code of a function is missing',
    message: (p: { trigger: string; file: string }) =>
      `the code of ${p.trigger} is not in the project: ${shown(p.file, 200)} can't be read`,
    why: 'A function without its code might let through what Gen 1 checked, so the emitted one refuses every call.',
    remedy: (p: { trigger: string; file: string }) =>
      `Restore ${shown(p.file, 200)} (from another checkout, or from the Lambda console) and run the migration again.`,
  }),
  AM1302: code({
    level: 'error',
    title: 'Not a trigger that defineAuth knows',
    message: (p: { trigger: string }) => `${shown(p.trigger)} is not among the triggers of \`defineAuth\``,
    why: 'The function would stop being called, without an error.',
    remedy: 'Wire the function by hand in amplify/backend.ts, with `cfnUserPool.lambdaConfig`.',
  }),
  AM1303: code({
    level: 'warning',
    title: 'A newer Lambda runtime',
    message: (p: { trigger: string; gen1: string; gen2: number }) =>
      `${p.trigger} runs on ${shown(p.gen1)} in Gen 1; Gen 2 runs it on Node.js ${p.gen2}`,
    why: 'Lambda does not create functions on retired runtimes, and what was built into an old Node.js may be gone.',
    remedy: 'Test the function on the new runtime before the cutover.',
  }),
  AM1304: code({
    level: 'error',
    title: 'A trigger that is not written for Node.js',
    message: (p: { trigger: string; runtime: string }) => `${p.trigger} runs on ${shown(p.runtime)}`,
    why: '`defineFunction` builds Node.js functions only; packages of another language are not installed for it.',
    remedy:
      'Python: check the emitted CDK function and install its packages into its `src`. ' +
      'Other languages: build the function and provide it with CDK; until then the trigger refuses every call.',
  }),
  AM1305: code({
    level: 'error',
    title: 'A require that the bundler can not follow',
    message: (p: { trigger: string; place: string; text: string }) =>
      `${p.trigger} loads a module whose name is known at run time only: ${shown(p.text, 100)} in ${p.place}`,
    why: 'Gen 2 bundles a function into one file; a module that is not named in the code is not in it.',
    remedy: 'Name the modules in the copied source, such as `{ a: () => require("./a") }[name]()`.',
  }),
  AM1306: code({
    level: 'warning',
    title: 'A package that nobody declares',
    message: (p: { trigger: string; name: string; place: string }) =>
      `${p.trigger} loads ${shown(p.name)} (${p.place}), which its package.json does not declare`,
    why: 'Gen 2 bundles the packages of a function when the backend is built, and stops when one is missing.',
    remedy: (p: { trigger: string; name: string; place: string }) =>
      `Install ${shown(p.name)} in the project, in the version that Gen 1 deployed.`,
  }),
  AM1307: code({
    level: 'warning',
    title: 'AWS SDK for JavaScript v2',
    message: (p: { trigger: string }) => `${p.trigger} uses \`aws-sdk\`, which Lambda no longer brings along`,
    why: 'Node.js 18 and later have version 3 of the SDK only; version 2 gets no fixes any more.',
    remedy:
      'It is added to the dependencies and bundled, which works; move the source to `@aws-sdk/*` when you can.',
  }),
  AM1308: code({
    level: 'warning',
    title: 'A value that the repository does not hold',
    message: (p: { trigger: string; name: string; environment: string; used: string }) =>
      `the value of ${shown(p.name)} of ${p.trigger} in the environment ${shown(p.environment)} is not in ` +
      `team-provider-info.json; ${p.used}`,
    why: 'The function would run with another value than the one that is deployed.',
    remedy: 'Compare it with the environment variables of the deployed function in the Lambda console.',
  }),
  AM1309: code({
    level: 'note',
    title: 'A value becomes a secret',
    message: (p: { trigger: string; name: string; secret: string }) =>
      `${shown(p.name)} of ${p.trigger} is read from the secret ${shown(p.secret)}`,
    why: 'Gen 1 kept it in team-provider-info.json or in a template; a value that is a secret has no place in code.',
    remedy: (p: { trigger: string; name: string; secret: string }) =>
      `Create it for each branch in the Amplify console, and for a sandbox with \`npx ampx sandbox secret set ${p.secret}\`.`,
  }),
  AM1310: code({
    level: 'error',
    title: 'Verification links lead to a bucket of Gen 1',
    message: (p: { trigger: string; bucket: string }) =>
      `${p.trigger} sends links to the web page in the S3 bucket ${shown(p.bucket)}, which Gen 1 made and filled`,
    why: 'Nothing in Gen 2 makes this bucket; when the Gen 1 backend goes, the links in the messages break.',
    remedy:
      'Host the page yourself and let the trigger link to it, or confirm with a code. ' +
      'Until then keep the bucket: the links use it as long as ENV has the name of the Gen 1 environment.',
  }),
  AM1311: code({
    level: 'error',
    title: "An environment variable with another resource's value",
    message: (p: { trigger: string; name: string; value: string; line: string }) =>
      `the variable ${shown(p.name)} of ${p.trigger} is ${shown(p.value, 160)}`,
    why: 'The resource belongs to a category that is migrated on its own; its Gen 2 name is not known here.',
    remedy: (p: { line: string }) =>
      `Plan it together with the feature that moves the resource. Where none does, add \`${p.line}\` to amplify/backend.ts, ` +
      'where `defineBackend` names the function and `value` is what the resource has; the code reads `undefined` until then.',
  }),
  AM1312: code({
    level: 'error',
    title: "Something of one's own in the template of a function",
    message: (p: { trigger: string; name: string; text: string }) =>
      `the template of ${p.trigger} holds ${shown(p.name)}: ${shown(p.text, 400)}`,
    why: 'People may edit this template, and `defineFunction` has no place for what they add.',
    remedy: 'Write it with CDK in amplify/backend.ts, or leave it out if nothing needs it.',
  }),
  AM1313: code({
    level: 'error',
    title: 'A trigger that is told its user pool',
    message: (p: { trigger: string; name: string }) =>
      `${p.trigger} reads the user pool from the variable ${shown(p.name)}`,
    why: 'In Gen 2 the pool and its triggers are one stack, where each would have to be made before the other.',
    remedy: 'Use `event.userPoolId` in the copied source; every event of a user pool trigger has it.',
  }),
  AM1314: code({
    level: 'error',
    title: 'A permission that needs another resource',
    message: (p: { trigger: string; statement: string }) => `${p.trigger} may do ${shown(p.statement, 300)}`,
    why: 'The resource belongs to a category that is migrated on its own; the trigger would be refused.',
    remedy:
      'Grant it in amplify/backend.ts when that category is migrated, ' +
      'such as `allow.resource(…)` in `defineData` or `defineStorage`.',
  }),
  AM1315: code({
    level: 'note',
    title: 'A handler that answers through a callback',
    message: (p: { trigger: string }) =>
      `${p.trigger} may answer through a callback; its face sets \`callbackWaitsForEmptyEventLoop = false\``,
    why:
      'Gen 2 puts a timer into every function, so the event loop is never empty and Lambda would wait until the ' +
      'timeout (aws-amplify/amplify-backend issue 1021).',
    remedy: 'Work that the function starts and does not wait for may stop when it answers: await it.',
  }),
  AM1316: code({
    level: 'warning',
    title: 'A secret that the code asks SSM for',
    message: (p: { trigger: string; name: string; secret: string }) =>
      `${shown(p.name)} of ${p.trigger} names the SSM parameter of Gen 2's secret ${shown(p.secret)}, and no more that of Gen 1`,
    why:
      'Gen 1 made the parameter for one of its environments, and removes it with that; in Gen 2 each branch and each ' +
      'sandbox has its own, and functions that call a secret alike share it. The code asks for what the variable ' +
      'names, so it stays as it is.',
    remedy: (p: { trigger: string; name: string; secret: string }) =>
      `Create it for each branch by itself in the Amplify console, for what is kept there for all branches has ` +
      `another name, and for a sandbox with \`npx ampx sandbox secret set ${p.secret}\`.`,
  }),
  AM1317: code({
    level: 'warning',
    title: 'A Lambda layer',
    message: (p: { trigger: string; layer: string }) => `${p.trigger} uses the layer ${shown(p.layer, 120)}`,
    why: 'Gen 2 leaves only those modules to a layer that are named as its key.',
    remedy: 'Check that the key in `layers` is the name of the module that the layer brings.',
  }),
  AM1318: code({
    level: 'error',
    title: 'A setting of the function that is not carried over',
    message: (p: { trigger: string; name: string; text: string }) =>
      `${shown(p.name)} of ${p.trigger} is ${shown(p.text, 200)}`,
    why: 'The value is made of other resources, differs between the environments, or is none that Lambda takes.',
    remedy: 'Set it in amplify/backend.ts on `resources.cfnResources.cfnFunction` of the function.',
  }),
  AM1319: code({
    level: 'error',
    title: 'The code of a function does not parse',
    message: (p: { trigger: string; place: string; problem: string }) =>
      `${p.place} of ${p.trigger} is not JavaScript that can be read: ${shown(p.problem, 120)}`,
    why: 'What it loads and which variables it reads is not known; bundling it will most likely fail.',
    remedy: 'Mend the file and run the migration again.',
  }),
  AM1320: code({
    level: 'warning',
    title: 'A value that names a resource of Gen 1',
    message: (p: { trigger: string; name: string; value: string }) =>
      `${shown(p.name)} of ${p.trigger} is ${shown(p.value, 120)}`,
    why: 'The Gen 2 function would go on working on the Gen 1 resource.',
    remedy: 'Use the Gen 2 name of the resource; a trigger finds its pool in `event.userPoolId`.',
  }),
  AM1321: code({
    level: 'note',
    title: 'A function that looks like a trigger',
    message: (p: { name: string }) =>
      `${shown(p.name)} is named like a trigger of the pool, and nothing wires it`,
    why: 'Someone may have wired it in the Cognito console, which the project does not know.',
    remedy:
      'Look at the triggers of the deployed pool; if it is one, add it to `triggers` in cli-inputs.json.',
  }),
  AM1322: code({
    level: 'warning',
    title: 'Files that are not copied',
    message: (p: { trigger: string; files: readonly string[] }) =>
      `${p.trigger}: not copied are ${listed(p.files.map((file) => shown(file)))}`,
    why: 'A file like .env may hold secrets, and a bundle does not hold files that no code loads.',
    remedy: 'Keep what is secret with `secret()`, and copy the rest by hand if the function needs it.',
  }),
  AM1323: code({
    level: 'error',
    title: 'A module of a trigger is missing',
    message: (p: { trigger: string; module: string; file: string }) =>
      `${p.trigger} runs the module ${shown(p.module)}, and there is no ${shown(p.file, 200)}`,
    why: 'The trigger fails when it starts, and with it every call of the user pool that waits for it.',
    remedy: (p: { trigger: string; module: string; file: string }) =>
      `Restore ${shown(p.file, 200)} and run the migration again, or take the module out of MODULES.`,
  }),
  AM1324: code({
    level: 'error',
    title: 'An environment variable that Lambda refuses',
    message: (p: { trigger: string; name: string }) =>
      `${shown(p.name)} of ${p.trigger} is not a name that Lambda takes for an environment variable`,
    why: 'The deployment would fail. Names begin with a letter and have two or more letters, digits or underscores.',
    remedy: 'Give the variable another name, in the code as well.',
  }),
  AM1325: code({
    level: 'warning',
    title: 'ENV has another value',
    message: (p: { trigger: string; environment: string; branch: string }) =>
      `ENV of ${p.trigger} was ${shown(p.environment)} and is now the branch, ${shown(p.branch)}`,
    why: 'Code that builds the names of resources from ENV would look for others.',
    remedy: 'Check what the code does with `process.env.ENV`.',
  }),
  AM1326: code({
    level: 'warning',
    title: 'Another function stands for a trigger',
    message: (p: { trigger: string; name: string }) =>
      `${p.trigger} is the function ${shown(p.name)}, which is not named after the pool`,
    why: 'If something else calls the function as well, it now exists twice: once as a trigger.',
    remedy: 'Check who else calls it before you remove the Gen 1 function.',
  }),
  AM1327: code({
    level: 'warning',
    title: 'The template of a function is missing',
    message: (p: { trigger: string; name: string }) =>
      `the CloudFormation template of ${p.trigger} (${shown(p.name)}) is not in the project`,
    why: 'Its timeout, memory, environment variables and permissions stand there; Gen 1 defaults are used.',
    remedy: 'Compare the emitted resource.ts with the deployed function in the Lambda console.',
  }),
  AM1328: code({
    level: 'error',
    title: 'A secret of a function that is not written for Node.js',
    message: (p: { trigger: string; name: string }) => `${shown(p.name)} of ${p.trigger} is a secret`,
    why: 'Gen 2 puts the values of secrets into the environment of Node.js functions only.',
    remedy: 'Keep the value in SSM or Secrets Manager and read it in the code.',
  }),
  AM1329: code({
    level: 'warning',
    title: 'A secret that stays where Gen 1 keeps it',
    message: (p: { trigger: string; name: string; place: string }) =>
      `${p.trigger} goes on reading ${shown(p.name)} from the SSM parameter that Gen 1 made for it, which ${p.place} names`,
    why:
      'Gen 1 makes these parameters for its own environments and removes them with these; a new branch, or a ' +
      'sandbox, has none.',
    remedy: (p: { trigger: string; name: string; place: string }) =>
      `Before Gen 1 goes: ask SSM for \`process.env.${p.name}\` there, which then is the parameter of a secret of Gen 2.`,
  }),
  AM1330: code({
    level: 'error',
    title: 'A secret of a function that no variable names',
    message: (p: { trigger: string; name: string }) =>
      `${p.trigger} was given the secret ${shown(p.name)}, and its template has no variable for it`,
    why: 'How the code asks for it can not be seen.',
    remedy: (p: { trigger: string; name: string }) =>
      `Where the code needs it, put \`${p.name}: secret('${p.name}')\` into the \`environment\` of the function.`,
  }),
  AM1331: code({
    level: 'note',
    title: 'A bucket for verification links that nothing uses',
    message: (p: { bucket: string }) =>
      `Gen 1 made the S3 bucket ${shown(p.bucket)} for the page that verification links lead to; no trigger sends such links, and Gen 2 makes no such bucket`,
    why: 'Gen 1 makes the bucket when its name is in the settings, whether or not a trigger uses it, and keeps it when its stack goes.',
    remedy: 'Delete the bucket once the Gen 1 backend is gone, if it is empty.',
  }),
} as const;
