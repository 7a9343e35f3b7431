import { type Difference, type Subject } from './difference.js';

interface Remedy {
  readonly subject: Subject;
  /** Held against the path; the first row that fits says what to do. */
  readonly path: RegExp;
  readonly change?: 'widened' | 'narrowed' | 'changed';
  readonly remedy: string;
}

/** The way to set a backend right by hand. What each API does is documented at docs.amplify.aws, «Build & deploy». */
const REMEDIES: readonly Remedy[] = [
  {
    subject: 'access',
    path: /^group:\S+ s3:/,
    remedy:
      'Compare the access of the group with `groupAccess` of Gen 1, which lets it into the whole bucket: a `Policy` on `backend.auth.resources.groups.<name>.role` gives it that, and `allow.groups` in `defineStorage` one prefix at a time.',
  },
  {
    subject: 'access',
    path: /^group:/,
    remedy:
      'Give the role of the group what it had in Gen 1, by action and resource, with a `Policy` on `backend.auth.resources.groups.<name>.role`.',
  },
  {
    subject: 'access',
    path: /^function:/,
    change: 'widened',
    remedy:
      'Give the function the statements that it had, with `addToRolePolicy`, by action and resource; `grant…` methods and `allow.resource` give a whole set of actions.',
  },
  {
    subject: 'access',
    path: /^function:/,
    remedy: 'Add the missing statement to the role of the function with `addToRolePolicy`.',
  },
  {
    subject: 'access',
    path: / s3:(?:\S+:)?private\//,
    change: 'widened',
    remedy:
      "In `defineStorage`, let `private/{entity_id}/*` be for `allow.entity('identity')` alone: `allow.authenticated` there opens the files of everyone to everyone.",
  },
  {
    subject: 'access',
    path: / s3:(?:\S+:)?protected\//,
    change: 'widened',
    remedy:
      "In `defineStorage`, let nobody but `allow.entity('identity')` write to `protected/{entity_id}/*`: others read at most, with `allow.authenticated.to(['read'])`.",
  },
  {
    subject: 'access',
    path: / s3:(?:\S+:)?protected\//,
    change: 'narrowed',
    remedy:
      "In `defineStorage`, add `allow.authenticated.to(['read'])`, and `allow.guest.to(['read'])` where guests could read in Gen 1, to `protected/{entity_id}/*`.",
  },
  {
    subject: 'access',
    path: / s3:(?:\S+:)?uploads\//,
    change: 'narrowed',
    remedy:
      'Gen 1 lets whoever may upload write to `uploads/`: add `uploads/*` with `write` for the same users to `defineStorage`.',
  },
  {
    subject: 'access',
    path: / s3:/,
    remedy:
      'Compare the path and its verbs in `defineStorage` with `guestAccess`, `authAccess` and `groupAccess` of Gen 1.',
  },
  {
    subject: 'userPool',
    path: /^UserPool\.(EnabledMfas|MfaConfiguration)/,
    remedy:
      'Set `multifactor` of `defineAuth` to the mode and the factors that Gen 1 had: `sms` and `totp` are two settings, and what is not named is off.',
  },
  {
    subject: 'userPool',
    path: /^UserPool\.AdminCreateUserConfig/,
    remedy:
      "Set it back on the user pool: `backend.auth.resources.cfnResources.cfnUserPool.addPropertyOverride('AdminCreateUserConfig.AllowAdminCreateUserOnly', …)`. `defineAuth` lets everybody sign up.",
  },
  {
    subject: 'userPool',
    path: /^UserPool\.(AccountRecoverySetting|PasswordPolicy|Policies)/,
    remedy:
      'Set `accountRecoverySetting` and `policies` of `backend.auth.resources.cfnResources.cfnUserPool` as Gen 1 has them; undefined is the order that Cognito has of itself.',
  },
  {
    subject: 'userPool',
    path: /Sms/,
    remedy:
      'Leave `sms` out of `multifactor`, and `phone` out of `loginWith`, where Gen 1 sends no SMS; where it does, give them its message.',
  },
  {
    subject: 'appClient',
    path: /^UserPoolClients\.native$/,
    remedy:
      'Add the second client of Gen 1 with `new CfnUserPoolClient(…)` on `backend.auth.resources.userPool`, and to `cognitoIdentityProviders` of `cfnIdentityPool`: native applications that are installed sign in with it.',
  },
  {
    subject: 'appClient',
    path: /^UserPoolClients\.native\.(?!OAuth)/,
    remedy:
      'Set it on the second client, the `CfnUserPoolClient` that amplify/auth makes besides that of `defineAuth`, to what Gen 1 had.',
  },
  {
    subject: 'appClient',
    path: /\.PreventUserExistenceErrors/,
    remedy:
      "Set `backend.auth.resources.cfnResources.cfnUserPoolClient.preventUserExistenceErrors` to `'LEGACY'` for applications that tell unknown users from wrong passwords.",
  },
  {
    subject: 'appClient',
    path: /\.AllowedOAuthScopes$/,
    remedy:
      'Set `scopes` of `externalProviders` to those of Gen 1, and `allowedOAuthScopes` of the second client.',
  },
  {
    subject: 'appClient',
    path: /\.OAuth/,
    remedy:
      'Name callback and logout URLs in `externalProviders`; without a hosted UI in Gen 1, set `allowedOAuthFlowsUserPoolClient` of `cfnUserPoolClient` to false and remove its URLs: Gen 2 turns the code flow on with https://example.com.',
  },
  {
    subject: 'identityPool',
    path: /AllowUnauthenticatedIdentities/,
    remedy:
      'Set `backend.auth.resources.cfnResources.cfnIdentityPool.allowUnauthenticatedIdentities` to what Gen 1 had: `defineAuth` lets guests in.',
  },
  {
    subject: 'identityPool',
    path: /CognitoIdentityProviders/,
    remedy:
      'Set `cognitoIdentityProviders` of `backend.auth.resources.cfnResources.cfnIdentityPool` to all clients that get AWS credentials.',
  },
  {
    subject: 'identityPool',
    path: /^RoleMappings\b/,
    remedy:
      'Set `roleMappings` of `backend.auth.resources.cfnResources.cfnIdentityPoolRoleAttachment`, one for each client: by its tokens, with the role of the group.',
  },
  {
    subject: 'identityPool',
    path: /^Roles\.sms/,
    remedy:
      'The role is there to send SMS: it goes when `sms` is left out of `multifactor`, and `phone` out of `loginWith`.',
  },
  {
    subject: 'apiSetting',
    path: /^Api\.(?:ApiCache|WebACLAssociation|DomainNameApiAssociation)/,
    remedy:
      'Attach it to the API in amplify/backend.ts with CDK, as Gen 1 has it; what Gen 1 did not have goes.',
  },
  {
    subject: 'resolver',
    path: / template$/,
    remedy:
      'Compare the template with that of Gen 1: a resolver of the project goes over as it is, and one that the transformers make follows from the directives of its field.',
  },
  {
    subject: 'apiMode',
    path: /^API_KEY\./,
    remedy:
      'Set `expiresInDays` and `description` of `apiKeyAuthorizationMode` in `defineData`, or `apiKeyConfig` of `AmplifyGraphqlApi`, to what Gen 1 had.',
  },
  {
    subject: 'apiMode',
    path: /./,
    remedy:
      'Name every mode in `authorizationModes` of `defineData`; IAM is there by itself. An override of `cfnGraphqlApi.additionalAuthenticationProviders` replaces the whole list, so take it out, or let it hold all of them.',
  },
  {
    subject: 'apiAccess',
    path: /^iamRole:/,
    change: 'narrowed',
    remedy:
      'Let the role past the rules again, as `custom-roles.json` or the access of the function did in Gen 1: name it in `allowListedRoles` of `AmplifyGraphqlApi`, or give the function `allow.resource(…)` in the schema.',
  },
  {
    subject: 'apiAccess',
    path: /^iamRole\b/,
    remedy:
      'Gen 2 lets every IAM principal of the account past the rules: give `appsync:GraphQL` on this API to nobody but the roles that need it.',
  },
  {
    subject: 'apiAccess',
    path: / graphql:\*/,
    change: 'narrowed',
    remedy:
      'The API has lost the mode of these callers: name it in `authorizationModes` of `defineData`, and in every override of `additionalAuthenticationProviders`, which replaces the whole list.',
  },
  {
    subject: 'resolver',
    path: / default of /,
    remedy: 'Set `.default(…)` of the field to the value that `@default` has in Gen 1.',
  },
  {
    subject: 'apiTable',
    path: /\.imported$/,
    remedy:
      'Where the backend takes the deployed table over that is meant: accept it. Where it makes a new one, name the model in the mapping of the branch, or copy the records of Gen 1.',
  },
  {
    subject: 'apiTable',
    path: /\.deletion(Policy|Protection)$/,
    remedy:
      'Decide whether the records go with the stack: `deletionProtectionEnabled` and `applyRemovalPolicy` of `backend.data.resources.cfnResources.amplifyDynamoDbTables`.',
  },
  {
    subject: 'restAccess',
    path: /^\* /,
    change: 'widened',
    remedy:
      'The method asks nobody who they are: set `authorizationType: AuthorizationType.IAM` in `defaultMethodOptions` of the `RestApi` in amplify/backend.ts, or on the method.',
  },
  {
    subject: 'restAccess',
    path: /^\* /,
    change: 'narrowed',
    remedy:
      'Gen 1 asks nobody who they are here: set `authorizationType: AuthorizationType.NONE` on the method of the `RestApi` in amplify/backend.ts.',
  },
  {
    subject: 'restAccess',
    path: /./,
    change: 'widened',
    remedy:
      'Give `execute-api:Invoke` to the roles that had it in Gen 1 alone, by verb and path: `arnForExecuteApi(method, path)` without a wildcard; also where a policy names the API of Gen 1.',
  },
  {
    subject: 'restApi',
    path: /\.(Preflight|ErrorHeaders)/,
    remedy:
      'Set `defaultCorsPreflightOptions` of the resource, and `addGatewayResponse` of the `RestApi`, to the headers that Gen 1 answers with.',
  },
  ...(['function', 'trigger'] as const).map((subject) => ({
    subject,
    path: /\.Secrets[.[]/,
    remedy:
      'The code asks SSM for the parameter that the variable names: give the role of the function `ssm:GetParameter` and `ssm:GetParameters` on that parameter with `addToRolePolicy`.',
  })),
  {
    subject: 'function',
    path: /\.Environment\./,
    remedy:
      'Name the variable in `environment` of `defineFunction`; what a resource is called is given with `backend.<name>.addEnvironment(…)` in amplify/backend.ts. What Gen 1 does not have goes.',
  },
  {
    subject: 'function',
    path: /\.(?:HttpRoutes|Url)$/,
    remedy:
      'Give the route the authorization that it has in Gen 1, in amplify/backend.ts; what Gen 1 does not have goes, or everybody on the internet may call the function.',
  },
  {
    subject: 'function',
    path: /\.InvokedBy$/,
    remedy:
      'Take out what lets others call the function in Gen 2 (`addPermission`, `addFunctionUrl`, an event of another resource), or give the callers of Gen 1 their permission with `backend.<name>.resources.lambda.addPermission(…)`.',
  },
  {
    subject: 'function',
    path: /\.Schedules$/,
    remedy:
      'Set `schedule` of `defineFunction` to the times of Gen 1, or make a `Rule` with the same expression in amplify/backend.ts.',
  },
  {
    subject: 'bucket',
    path: /\.Notifications$/,
    remedy:
      'Call `backend.storage.resources.bucket.addEventNotification(…)` for each event and function of Gen 1, with its filters; what Gen 1 does not have goes.',
  },
  {
    subject: 'bucket',
    path: /\.(DeletionPolicy|EmptiedOnDelete)$/,
    remedy: 'Set `keepOnDelete: true` in `defineStorage`: without it the files go with the stack.',
  },
  {
    subject: 'bucket',
    path: /\.TlsOnly$/,
    remedy:
      'Every bucket of `defineStorage` refuses plain HTTP: change clients that use it to `https://`, and accept the difference.',
  },
  {
    subject: 'table',
    path: /\.Stream$/,
    remedy: 'Set `stream` of the `Table` in amplify/backend.ts: Gen 1 gives every table a stream.',
  },
  {
    subject: 'table',
    path: /\.DeletionPolicy$/,
    remedy: 'Set `removalPolicy` of the `Table` in amplify/backend.ts to what Gen 1 had.',
  },
];

/** What to do where no row says more. */
const OF_SUBJECT: Readonly<Record<Subject, string>> = {
  access: 'Give the role the statements that it had in Gen 1, by action and resource.',
  userPool: 'Set it back in amplify/backend.ts through `backend.auth.resources.cfnResources.cfnUserPool`.',
  appClient:
    'Set it back in amplify/backend.ts through `backend.auth.resources.cfnResources.cfnUserPoolClient`.',
  door: 'Take the resource or the statement out, or accept it with its reason: nothing in Gen 1 lets others in that way.',
  domain: 'Register the new domain at the identity providers and in the applications, or set the old prefix.',
  identityProvider: 'Compare the provider in `externalProviders` of `defineAuth` with that of Gen 1.',
  identityPool:
    'Set it back in amplify/backend.ts through `backend.auth.resources.cfnResources.cfnIdentityPool`, or give the role the policies that it had.',
  group: 'Name the group in `groups` of `defineAuth`, in the order of Gen 1, and give its role what it had.',
  trigger: 'Name the function in `triggers` of `defineAuth`, with the settings and rights that it had.',
  apiMode: 'Set `authorizationModes` of `defineData` to what Gen 1 had.',
  apiAccess:
    'Compare the rules of the type in the schema with `@auth` of Gen 1: strategy, provider, operations, claims.',
  apiSchema: 'Compare the type in the schema with that of Gen 1.',
  apiTable: 'Compare keys and indexes of the model with `@primaryKey` and `@index` of Gen 1.',
  resolver: 'Add the resolver, or name the function or table that answers the field in Gen 1.',
  bucket: 'Set it back in amplify/backend.ts through `backend.storage.resources.cfnResources.cfnBucket`.',
  table: 'Set it on the table in amplify/backend.ts.',
  function:
    'Set it in `defineFunction`, or through `backend.<name>.resources.cfnResources.cfnFunction` in amplify/backend.ts.',
  apiSetting:
    'Set it back in amplify/backend.ts through `backend.data.resources.cfnResources.cfnGraphqlApi`.',
  restApi:
    'Set it on the `RestApi` in amplify/backend.ts: each path has the function that answers it in Gen 1.',
  restAccess:
    'Attach a policy with `execute-api:Invoke` to the roles that call the path in Gen 1, by verb and path: `update` is PUT and PATCH there.',
};

/** What to do about what only Gen 2 has. */
const ADDED: Readonly<Partial<Record<Subject, string>>> = {
  appClient: 'Gen 1 has no such client: take it out of amplify/backend.ts, or accept it.',
  group: 'Gen 1 has no such group: take it out of `groups` of `defineAuth`, or accept it.',
  trigger: 'Gen 1 calls no function then: take it out of `triggers` of `defineAuth`, or accept it.',
  identityProvider: 'Gen 1 has no such provider: take it out of `externalProviders`, or accept it.',
  apiMode:
    'Gen 1 lets nobody in by this mode: take it out of `authorizationModes` of `defineData`, with the rules that need it.',
};

/** What to do about a difference. */
export function remedyFor({ subject, path, gen1, access }: Difference): string {
  const added = gen1 === 'nothing' && IS_WHOLE.test(path) ? ADDED[subject] : undefined;
  if (added !== undefined) return added;
  const row = REMEDIES.find(
    (one) =>
      one.subject === subject &&
      one.path.test(path) &&
      (one.change === undefined || one.change === access?.change),
  );
  return row?.remedy ?? OF_SUBJECT[subject];
}

/** A client, a group, a trigger, a provider or a mode as a whole, and no property of one. */
const IS_WHOLE = /^(?:\w+(?:\.[\w-]+|\["[^"]+"\])|[A-Z_]+)$/;
