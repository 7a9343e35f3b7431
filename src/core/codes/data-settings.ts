import { listed, shown } from '../shown.js';
import { code } from './define.js';

/** AM325x, AM326x: settings of the API. */
export const DATA_SETTINGS_CODES = {
  AM3250: code({
    level: 'warning',
    title: 'No mode of authorization in the repository',
    message: (p: { name: string }) =>
      `neither cli-inputs.json nor backend-config.json says how callers of \`${p.name}\` authorize; an API key was assumed`,
    why: 'The default mode decides who reaches everything that has no rule of its own.',
    remedy: 'Run `amplify pull` to get the settings back, or correct defaultAuthorizationMode.',
  }),
  AM3251: code({
    level: 'warning',
    title: 'Two documents disagree',
    message: (p: { what: string; used: string }) =>
      `the ${p.what} here differ from those in ${p.used}, which Gen 1 reads; these were left out`,
    why: 'Whoever reads only this place expects an API that Gen 1 does not deploy.',
    remedy: 'Check which of the two is deployed; correct the other.',
  }),
  AM3252: code({
    level: 'warning',
    title: 'A mode of authorization is named twice',
    message: (p: { mode: string }) => `\`${p.mode}\` is named more than once; the first was taken`,
    why: 'AppSync takes one of each in an Amplify API, and Gen 1 refuses a second API key.',
    remedy: 'Remove the second one, or add it by hand to the additional providers.',
  }),
  AM3254: code({
    level: 'warning',
    title: 'An expiry that an API key can not have',
    message: (p: { days: number; used: number }) =>
      `the API key is to expire after ${p.days} days; AppSync takes 1 to 365, and ${p.used} was written`,
    why: 'Gen 1 and Gen 2 both refuse to deploy it.',
    remedy: 'Choose a number of days from 1 to 365.',
  }),
  AM3255: code({
    level: 'error',
    title: 'DataStore and its conflict resolution are lost',
    message: (p: { models: string }) =>
      `conflicts of ${p.models} are detected by version; defineData has neither versions nor sync queries`,
    why: 'Clients that use DataStore stop syncing: sync queries, `_version`, `_deleted` and `_lastChangedAt` are gone, and deleted records that DataStore keeps for a month come back as live ones.',
    remedy:
      'Keep it with --schema construct, or move the clients off DataStore and turn conflict detection off in Gen 1 first.',
  }),
  AM3256: code({
    level: 'error',
    title: 'An API key that Gen 1 did not make',
    message: () =>
      '`CreateAPIKey` keeps Gen 1 from making an API key; defineData makes one and hands it to every client',
    why: 'Whoever has the outputs of the backend can call what `allow: public` opens.',
    remedy: 'Keep it with --schema construct, or delete the API key mode in Gen 1 if nobody uses it.',
  }),
  AM3257: code({
    level: 'error',
    title: 'A group whose members pass every rule loses that',
    message: (p: { role: string; group: string }) =>
      `${shown(p.role)} in custom-roles.json lets the role of group ${shown(p.group)} pass every rule; defineData has no such list`,
    why: 'Members who call the API with credentials of the identity pool are denied what Gen 1 let them do.',
    remedy: 'Keep it with --schema construct, or give the group rules of its own.',
  }),
  AM3258: code({
    level: 'error',
    title: 'A user pool that is not the one of the project',
    message: (p: { pool: string }) =>
      `the API takes tokens of the user pool ${shown(p.pool)}; defineData takes those of \`auth\` only`,
    why: 'Tokens that callers hold today would be refused.',
    remedy: 'Keep it with --schema construct, or reference that pool in amplify/auth/resource.ts.',
  }),
  AM3259: code({
    level: 'error',
    title: "The project's own transformers do not run",
    message: (p: { name: string }) => `the transformer ${shown(p.name)} of transform.conf.json was left out`,
    why: 'What its directives make of the schema, be it fields, resolvers or resources, is missing.',
    remedy:
      'Do what it does with CDK, or pass it to AmplifyGraphqlApi as a plugin with --schema construct; it must be written for version 2 of the transformer.',
  }),
  AM3260: code({
    level: 'note',
    title: 'A mode of authorization that Gen 1 did not have',
    message: () =>
      'defineData takes tokens of the user pool as well; their users reach only what a rule names, and the introspection of the schema',
    why: 'The list of modes of the API changes.',
    remedy: 'Nothing, unless introspection must stay closed to them.',
  }),
  AM3262: code({
    level: 'warning',
    title: 'Callers with a role need leave to call the new API',
    message: (p: { callers: readonly string[] }) =>
      `${listed(p.callers.map((name) => shown(name)))} may call the API of Gen 1; the policies of these roles name that API`,
    why: 'They keep calling the API of Gen 1, and are refused by the new one until a policy names it.',
    remedy:
      'Give each role `appsync:GraphQL` on the new API, and the code its endpoint: `allow.resource(…)` does both for functions of Gen 2.',
  }),
  AM3263: code({
    level: 'warning',
    title: 'Settings of the search domain',
    message: (p: { name: string }) =>
      `\`${p.name}\` was left out: defineData sets up its search domain by itself`,
    why: 'The new domain has another size or price than the one of Gen 1.',
    remedy: 'Set it on the domain with CDK in amplify/backend.ts.',
  }),
  AM3264: code({
    level: 'error',
    title: 'Callers sign in with a user pool that is not there',
    message: () =>
      'users of a user pool may call the API, but the project has no auth category and no id of a pool',
    why: 'defineData takes the user pool of `auth`; without one it does not deploy.',
    remedy: 'Run `amplify pull` to get the auth category back, or write an amplify/auth/resource.ts.',
  }),
  AM3265: code({
    level: 'warning',
    title: 'The authorizer is a function of Gen 1',
    message: (p: { name: string }) =>
      `callers are authorized by ${shown(p.name)}, which Gen 1 deploys and the new API calls`,
    why: 'Removing Gen 1 removes the function, and with it all access.',
    remedy: 'Move the function before Gen 1 is removed, and name the Gen 2 function in authorizationModes.',
  }),
  AM3266: code({
    level: 'warning',
    title: 'A setting of the transformer that Gen 2 does not take',
    message: (p: { name: string; effect: string }) => `\`${p.name}\` was left out: ${p.effect}`,
    why: 'What Gen 1 was told explicitly would silently be otherwise.',
    remedy: 'Set it on the resource with CDK in amplify/backend.ts.',
  }),
  AM3267: code({
    level: 'error',
    title: 'The resolver of conflicts is not known',
    message: (p: { where: string }) => `conflicts of ${p.where} go to a function that has no name here`,
    why: 'Without the function conflicts can not be resolved as they are today.',
    remedy: 'Run `amplify pull`, or name the function in conflictResolution.',
  }),
} as const;
