import { shown } from '../shown.js';
import { code } from './define.js';

const REMEDY = 'Write its counterpart by hand in amplify/auth/overrides.ts, with `cfnUserPool` and its like.';

/** AM140x: override.ts of auth. */
export const OVERRIDE_CODES = {
  AM1400: code({
    level: 'error',
    title: 'Part of override.ts was not carried over',
    message: (p: { statement: string; why: string }) => `${shown(p.statement, 160)}: ${p.why}`,
    why: 'What it changes in Gen 1 keeps its other value in Gen 2.',
    remedy: REMEDY,
  }),
  AM1401: code({
    level: 'error',
    title: 'A property that CDK does not have',
    message: (p: { statement: string; resource: string; property: string }) =>
      `${shown(p.statement, 160)}: ${shown(p.resource)} has no property ${shown(p.property)}`,
    why: 'An assignment to a name that CDK does not know deploys nothing, in Gen 1 as in Gen 2.',
    remedy: 'Find out which property was meant and set it in amplify/auth/overrides.ts.',
  }),
  AM1402: code({
    level: 'error',
    title: 'A secret in override.ts',
    message: (p: { line: number }) =>
      `the statement in line ${p.line} holds a secret as text; it was left out`,
    why: 'A secret in the source is known to everyone who can read the repository, and to its history.',
    remedy:
      'Change the secret, create it with `npx ampx sandbox secret set <NAME>` (and in the console for branches), ' +
      "and write the statement by hand with `secret('<NAME>')`.",
  }),
  AM1403: code({
    level: 'note',
    title: 'An override of a helper that Gen 2 does not have',
    message: (p: { statement: string; resource: string }) =>
      `${shown(p.statement, 160)} changes ${shown(p.resource)}, a helper of the Gen 1 CLI`,
    why: 'The Lambda functions by which Gen 1 set up clients, domains and MFA are not needed any more.',
    remedy: 'Nothing to do, unless the name or policy that it sets is relied upon elsewhere.',
  }),
  AM1404: code({
    level: 'warning',
    title: 'override.ts sets what can not be changed later',
    message: (p: { property: string }) =>
      `${shown(p.property)} of the user pool is set by override.ts, over what the other settings say`,
    why: 'Cognito can not change it on an existing pool: a wrong value means a new pool, without the users.',
    remedy: 'Compare the deployed template with the existing user pool before the first deployment.',
  }),
  AM1405: code({
    level: 'error',
    title: 'The project override changes the roles of auth',
    message: (p: { file: string; roles: string; lines: string }) =>
      `${shown(p.file, 200)} changes ${p.roles} (line ${p.lines})`,
    why: 'Users of the app lose the permissions, or keep those that were taken away.',
    remedy:
      'Add the same policies in amplify/backend.ts to `backend.auth.resources.authenticatedUserIamRole` ' +
      'and `unauthenticatedUserIamRole`, with `addToPrincipalPolicy`.',
  }),
  AM1406: code({
    level: 'error',
    title: 'override.ts can not be read',
    message: (p: { reason: string }) => `nothing of override.ts was carried over: ${shown(p.reason, 200)}`,
    why: 'Whatever it changes in Gen 1 keeps its other value in Gen 2.',
    remedy: REMEDY,
  }),
  AM1407: code({
    level: 'error',
    title: 'override.ts adds a resource',
    message: (p: { statement: string; type: string }) => `${shown(p.statement, 160)} adds ${shown(p.type)}`,
    why: 'The resource is not part of the Gen 2 backend.',
    remedy: 'Create it with CDK in amplify/backend.ts; parameters of the Gen 1 stack have other names there.',
  }),
  AM1408: code({
    level: 'note',
    title: 'override.ts asks for the environment',
    message: (p: { lines: string }) =>
      `override.ts depends on the name of the environment (line ${p.lines}); the emitted code takes it from the branch`,
    why: 'A branch of another name than the Gen 1 environment takes the other way.',
    remedy: 'Check `environmentName` in amplify/auth/overrides.ts for every branch.',
  }),
  AM1409: code({
    level: 'warning',
    title: 'override.ts asks how Gen 1 had set something',
    message: (p: { properties: string }) =>
      `what this statement does depends on the state of ${p.properties}`,
    why: 'Gen 2 starts from defaults of its own, so that the condition may come out differently without any trace.',
    remedy: 'Replace the condition in amplify/auth/overrides.ts by the branch that Gen 1 takes.',
  }),
} as const;
