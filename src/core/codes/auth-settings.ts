import { code } from './define.js';

/** AM11xx: which user pool; AM12xx: its settings. */
export const AUTH_SETTINGS_CODES = {
  AM1101: code({
    level: 'warning',
    title: 'A new user pool: existing users stay behind',
    message: () =>
      '`defineAuth` deploys a new user pool and a new identity pool; every user gets a new `sub` and a new identity id',
    why: 'Records that belong to an owner and files below `private/` and `protected/` are found by these ids, so they are out of reach for users of the new pool.',
    remedy:
      'Keep the users with `--auth reference`, or plan their move (import, or a user migration trigger) and the change of owner ids before the cutover.',
  }),
  AM1102: code({
    level: 'note',
    title: 'Imported user pool: referenced, not defined',
    message: (p: { pool: string }) =>
      `Gen 1 imported the user pool \`${p.pool}\`, so Gen 2 refers to it with \`referenceAuth\``,
    why: 'Gen 1 did not make the pool; a `defineAuth` would replace it by an empty one.',
    remedy: 'Nothing to do. Settings of the pool stay where they are managed today.',
  }),
  AM1103: code({
    level: 'error',
    title: '`referenceAuth` refuses this user pool',
    message: (p: { condition: string }) => `\`referenceAuth\` fails at deploy time because ${p.condition}`,
    why: 'The custom resource behind `referenceAuth` checks the pool and stops the deployment (reference_auth_initializer of @aws-amplify/backend-auth).',
    remedy: 'Use `--auth define`, or change what is named in Gen 1 and deploy that first.',
  }),
  AM1104: code({
    level: 'error',
    title: 'Ids of the existing pool are not in the repository',
    message: (p: { environment: string; missing: string }) =>
      `For environment \`${p.environment}\` the repository does not hold ${p.missing}`,
    why: '`referenceAuth` needs the ids of the pool, its web client, the identity pool and its two roles for every branch.',
    remedy: (p) =>
      `Run \`amplify env checkout ${p.environment}\` and \`amplify pull\`, so that amplify/backend/amplify-meta.json holds them, then run this again.`,
  }),
  AM1105: code({
    level: 'warning',
    title: 'Environments without ids have no auth in Gen 2',
    message: (p: { environments: string }) =>
      `No ids are known for ${p.environments}; a branch of that name stops with an error when it is deployed`,
    why: 'Falling back to the ids of another environment would mix users of two environments.',
    remedy:
      'Check out each environment in Gen 1 (`amplify env checkout`), and add its ids to amplify/auth/resource.ts.',
  }),
  AM1106: code({
    level: 'warning',
    title: 'Group roles are not known',
    message: (p: { groups: string }) =>
      `The ARNs of the roles of ${p.groups} are not in the repository, so \`referenceAuth\` does not list these groups`,
    why: 'Gen 2 features can only grant access to groups that `referenceAuth` lists with their roles.',
    remedy:
      'Add `groups: { name: roleArn }` in amplify/auth/resource.ts; the roles are named `<user pool id>-<group>GroupRole`.',
  }),
  AM1107: code({
    level: 'note',
    title: 'Triggers and settings stay in Gen 1',
    message: () =>
      'With `referenceAuth`, triggers, groups and settings of the pool stay in the Gen 1 stack, which must not be deleted',
    why: 'Gen 2 only refers to the pool; deleting the Gen 1 environment deletes the users.',
    remedy: 'Keep the Gen 1 environment deployed, and change settings of the pool there.',
  }),
  AM1108: code({
    level: 'note',
    title: 'Environments are looked up by branch name',
    message: (p: { environments: string }) =>
      `Values that differ by environment (${p.environments}) are chosen by the name of the Gen 2 branch`,
    why: 'Gen 2 has branches where Gen 1 had environments, and nothing in the repository says which branch becomes which.',
    remedy:
      'If a branch has another name than its environment, rename the key in the emitted table, or run again with `--branch`.',
  }),
  AM1109: code({
    level: 'warning',
    title: 'Social sign-in of the existing pool must be complete',
    message: () =>
      '`referenceAuth` needs a domain, callback and logout URLs on a pool with social providers, and the repository does not show all of them',
    why: 'The deployment stops otherwise.',
    remedy: 'Check the app client of the pool in the Cognito console before the first deployment.',
  }),
  AM1201: code({
    level: 'warning',
    title: 'Identity pool without a user pool',
    message: () =>
      '`defineAuth` can’t make an identity pool alone; it is emitted with CDK in amplify/auth/identity-pool.ts',
    why: '`defineAuth` insists on a login with e-mail or phone, which would add a user pool that Gen 1 did not have.',
    remedy:
      'Grant access to its roles by hand: `allow.guest` and `allow.authenticated` of other features do not know them.',
  }),
  AM1202: code({
    level: 'warning',
    title: 'Gen 2 adds an identity pool',
    message: () =>
      'Gen 1 had a user pool only; `defineAuth` always adds an identity pool, whose role gives signed-in users AWS credentials',
    why: 'Credentials without any policy can’t reach a resource, but they are credentials that did not exist before.',
    remedy:
      'Guests are switched off. Keep the authenticated role without policies, or accept the difference.',
  }),
  AM1203: code({
    level: 'note',
    title: 'Physical names are new',
    message: (p: { name: string }) => `Gen 2 names resources by itself; \`${p.name}\` is not kept`,
    why: 'Scripts, alarms and dashboards that look a resource up by its name find the Gen 1 one.',
    remedy: 'Look resources up by their id in amplify_outputs.json.',
  }),
  AM1204: code({
    level: 'warning',
    title: 'The native app client has a new id and secret',
    message: () =>
      'Gen 1 gave native apps a client with a secret; it is emitted again, but its id and its secret are new',
    why: 'amplify_outputs.json names the web client only, so a native app that reads it uses a client without a secret.',
    remedy:
      'Use the web client of amplify_outputs.json in native apps, or take over the id and secret of the new client by hand.',
  }),
  AM1205: code({
    level: 'warning',
    title: 'Implicit flow: the response type in amplify_outputs.json is wrong',
    message: () =>
      'Gen 1 allowed the OAuth flow `implicit`; Gen 2 writes `response_type: "implicit"` for it, where clients expect `token`',
    why: 'The Amplify libraries accept `code` or `token` only, so sign-in with the hosted page breaks.',
    remedy:
      'Move the app to the code flow, or set `response_type` to `token` after `amplify_outputs.json` is generated.',
  }),
  AM1206: code({
    level: 'warning',
    title: 'Credentials of a social provider must be created as secrets',
    message: (p: { provider: string; secrets: string }) => `${p.provider} needs ${p.secrets}`,
    why: 'The deployment fails until they exist; Gen 1 kept them outside the repository.',
    remedy: 'Create each with `npx ampx sandbox secret set NAME`, and for branches in the Amplify console.',
  }),
  AM1207: code({
    level: 'warning',
    title: 'The hosted UI gets a new domain',
    message: (p: { domain: string }) =>
      `Gen 1's domain \`${p.domain}\` stays with the Gen 1 user pool; Gen 2 makes up a domain of its own`,
    why: 'A domain belongs to one pool, and every social provider must know `https://<domain>/oauth2/idpresponse`; sign-in fails until it does.',
    remedy:
      'After the first deployment, register the new domain (`auth.oauth.domain` in amplify_outputs.json) with each social provider.',
  }),
  AM1208: code({
    level: 'error',
    title: 'Hosted UI without callback or logout URLs',
    message: () =>
      'The hosted UI is on, but the repository holds no callback or no logout URLs, which `externalProviders` insists on',
    why: 'Without them nothing of the hosted UI can be emitted, and users who sign in through it are locked out.',
    remedy: 'Add the URLs in Gen 1 (`amplify update auth`), or `externalProviders` by hand.',
  }),
  AM1209: code({
    level: 'warning',
    title: 'E-mail is mapped from the social provider',
    message: (p: { provider: string }) =>
      `Gen 1 did not map the e-mail address of ${p.provider}; \`defineAuth\` always does`,
    why: 'Users of that provider get an e-mail attribute that they did not have.',
    remedy: 'Accept it, or remove the mapping from the identity provider with CDK.',
  }),
  AM1210: code({
    level: 'error',
    title: 'Identity provider that Gen 2 does not know',
    message: (p: { provider: string }) =>
      `\`${p.provider}\` is not one of the social providers of \`externalProviders\``,
    why: 'Its users can’t sign in.',
    remedy: 'Add it by hand as `externalProviders.oidc` or `externalProviders.saml`.',
  }),
  AM1211: code({
    level: 'warning',
    title: 'Groups are named in two places that disagree',
    message: (p: { groups: string }) =>
      `${p.groups} stand in only one of userPoolGroupList and user-pool-group-precedence.json`,
    why: 'Gen 1 deploys what user-pool-group-precedence.json says, and that is what is emitted; the list only where that file is not there.',
    remedy: 'Check which groups the deployed pool has.',
  }),
  AM1212: code({
    level: 'error',
    title: 'A policy of a group can’t be carried over',
    message: (p: { group: string; policy: string }) =>
      `The policy \`${p.policy}\` of group \`${p.group}\` is not a list of plain statements`,
    why: 'Without it, members of the group lose access.',
    remedy: 'Add it by hand to `backend.auth.resources.groups[…].role`.',
  }),
  AM1213: code({
    level: 'warning',
    title: 'A policy of a group names Gen 1 resources',
    message: (p: { group: string; resource: string }) =>
      `A policy of group \`${p.group}\` allows access to \`${p.resource}\`, which names one environment or a Gen 1 resource`,
    why: 'The statement is emitted as it was, so it goes on pointing at the Gen 1 resource.',
    remedy: 'Replace the resource by the Gen 2 one once that feature has moved.',
  }),
  AM1215: code({
    level: 'warning',
    title: 'Google sign-in through an OIDC provider of the account',
    message: () =>
      'Gen 1 made an IAM OIDC provider for accounts.google.com, of which an account has only one',
    why: 'Making a second one fails the deployment while Gen 1 is still deployed, so the emitted code refers to the existing one.',
    remedy: 'Before Gen 1 is deleted, make the provider by hand or with CDK.',
  }),
  AM1216: code({
    level: 'error',
    title: 'A secret is stored in the repository',
    message: (p: { key: string }) =>
      `\`${p.key}\` holds a secret; its value is not carried over and not shown`,
    why: 'Everybody who can read the repository or its history can use it.',
    remedy:
      'Create a new secret at the provider, store it with `npx ampx sandbox secret set`, and revoke the old one.',
  }),
  AM1218: code({
    level: 'note',
    title: 'MFA by SMS although only TOTP was chosen',
    message: () => 'Gen 1 also allows SMS as a factor here, because the pool can send SMS; Gen 2 keeps that',
    why: 'It looks like a mistake of the migration, but it is what Gen 1 deploys.',
    remedy: 'Remove `sms` from `multifactor` if nobody uses it.',
  }),
  AM1219: code({
    level: 'note',
    title: 'SMS is sent through a new role',
    message: () => 'The pool sends SMS through a new IAM role with a new external id',
    why: 'Spending limits and the SMS sandbox belong to the account and region and stay, but a policy that names the Gen 1 role does not fit the new one.',
    remedy: 'Check policies and alarms that name the SNS role of Gen 1.',
  }),
  AM1220: code({
    level: 'error',
    title: 'The auth template sets something that is not carried over',
    message: (p: { logicalId: string; property: string; text: string }) =>
      `\`${p.logicalId}.${p.property}\` is ${p.text}`,
    why: 'Somebody added it to the template by hand, and it refers to other parts of the template.',
    remedy: 'Set it in amplify/auth/overrides.ts.',
  }),
  AM1221: code({
    level: 'error',
    title: 'The auth template has a resource of its own',
    message: (p: { logicalId: string; type: string }) =>
      `\`${p.logicalId}\` (${p.type}) is not one of the resources that Gen 1 makes`,
    why: 'It would be missing after the migration.',
    remedy: 'Add it with CDK in amplify/auth/overrides.ts.',
  }),
  AM1222: code({
    level: 'warning',
    title: 'Which pools Gen 1 has is not said',
    message: () => '`authSelections` is not set; a user pool and an identity pool are taken for granted',
    why: 'The CLI refuses to push without it, and both pools are what it proposes.',
    remedy:
      'Look in the console which pools the deployed environment has. Without an identity pool, set it to `userPoolOnly` and plan again.',
  }),
  AM1223: code({
    level: 'error',
    title: 'Several user pools',
    message: (p: { pools: string }) =>
      `The project has several auth resources: ${p.pools}; Gen 2 has one, and the first is taken`,
    why: 'A Gen 2 backend has one `defineAuth` or `referenceAuth`.',
    remedy: 'Decide which pool the app uses, and remove the others from backend-config.json.',
  }),
  AM1225: code({
    level: 'note',
    title: 'Other categories go on with the Gen 1 user pool',
    message: (p: { categories: string }) =>
      `${p.categories} of Gen 1 know the Gen 1 user pool and grant access to its roles, not to the ones that are emitted here`,
    why: 'Users of the new pool can’t reach an API, a bucket or a function of Gen 1 until that feature has moved too.',
    remedy:
      'Move the features together, or keep the pool with `--auth reference` until the others have moved.',
  }),
  AM1226: code({
    level: 'note',
    title: 'Gen 2 adds a domain for the hosted UI',
    message: () => 'Gen 1 had OAuth settings without a domain; `externalProviders` always makes one',
    why: 'Pages for sign-in are on the internet that were not before, for the same users and the same rights.',
    remedy:
      'Nothing to do, unless the pages are unwanted: then remove `externalProviders`, and OAuth with it.',
  }),
  AM1227: code({
    level: 'warning',
    title: 'The app client of the existing pool may have a secret',
    message: (p: { environment: string }) =>
      `In \`${p.environment}\` one client serves web and native apps, and native clients often have a secret`,
    why: '`referenceAuth` refuses a client with a secret, and stops the deployment.',
    remedy:
      'Check the client in the Cognito console; if it has a secret, make one without for the web app and put its id into amplify/auth/resource.ts.',
  }),
  AM1228: code({
    level: 'warning',
    title: 'The template of the groups allows something else than the file',
    message: (p: { group: string }) =>
      `For group \`${p.group}\`, template.json and user-pool-group-precedence.json name different policies`,
    why: 'Gen 1 deploys the template as it lies there, so members have what it says; taking the other would give or take away rights.',
    remedy:
      'What the template allows is emitted. Compare it with the deployed role, and add what is missing by hand.',
  }),
  AM1229: code({
    level: 'error',
    title: 'The override of an identity pool is not carried over',
    message: (p: { file: string }) => `\`${p.file}\` changes an identity pool that has no user pool`,
    why: 'It may decide who gets credentials, and is written for resources that are emitted in another form here.',
    remedy: 'Write its counterpart by hand in amplify/auth/identity-pool.ts.',
  }),
} as const;
