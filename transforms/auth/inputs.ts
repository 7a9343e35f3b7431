import { z } from 'zod';

/** Gen 1 writes numbers as numbers or as strings, depending on the version of its CLI. */
const integer = z.union([
  z.number().int(),
  z
    .string()
    .regex(/^\d+$/)
    .transform((digits) => Number(digits)),
]);

/** Booleans reach parameters.json as strings in some versions. */
const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((word) => word === 'true')]);

const names = z.array(z.string());

/** `"email, phone_number"`: Gen 1 keeps a choice of two attributes in one string. */
function commaSeparated<const Names extends readonly [string, ...string[]]>(...known: Names) {
  return z
    .union([z.string().transform((text) => [text]), names])
    .transform((list) =>
      list
        .flatMap((entry) => entry.split(','))
        .map((name) => name.trim())
        .filter((name) => name !== ''),
    )
    .pipe(z.array(z.enum(known)));
}

const anything = z.unknown();

const oAuthMetadata = z.object({
  AllowedOAuthFlows: names.optional(),
  AllowedOAuthScopes: names.optional(),
  CallbackURLs: names.optional(),
  LogoutURLs: names.optional(),
});

const providerMeta = z.object({
  ProviderName: z.string(),
  /** Space-separated, but comma-separated for Facebook. */
  authorize_scopes: z.string().optional(),
  /** User pool attribute → the provider's claim. */
  AttributeMapping: z.record(z.string(), z.string()).optional(),
});

/** Empty strings stand for "not set" where Gen 1 expects a JSON string. */
function orEmpty<T extends z.ZodType>(schema: T) {
  return z.union([z.literal('').transform(() => undefined), schema]);
}

/**
 * Every key of `cognitoConfig` in cli-inputs.json, which are also the keys of the older parameters.json.
 * Source: CognitoCLIInputs.schema.json of aws-amplify/amplify-cli, packages/amplify-category-auth, and the
 * additions that its auth-stack-transform.ts writes next to them.
 */
export const cognitoConfig = z.strictObject({
  // what exists
  authSelections: z.enum(['identityPoolAndUserPool', 'identityPoolOnly', 'userPoolOnly']).optional(),
  serviceType: z.string().optional(),
  resourceName: z.string().optional(),
  resourceNameTruncated: z.string().optional(),
  serviceName: z.string().optional(),
  sharedId: z.string().optional(),
  region: z.string().optional(),
  userPoolName: z.string().optional(),
  identityPoolName: z.string().optional(),
  useDefault: z.string().optional(),
  updateFlow: z.string().optional(),
  // sign-in and sign-up
  usernameAttributes: commaSeparated('email', 'phone_number', 'username').optional(),
  aliasAttributes: commaSeparated('email', 'phone_number', 'preferred_username').optional(),
  usernameCaseSensitive: flag.optional(),
  requiredAttributes: names.optional(),
  autoVerifiedAttributes: names.optional(),
  userAutoVerifiedAttributeUpdateSettings: names.optional(),
  emailVerificationSubject: z.string().optional(),
  emailVerificationMessage: z.string().optional(),
  smsVerificationMessage: z.string().optional(),
  // multi-factor authentication
  mfaConfiguration: z.enum(['OFF', 'OPTIONAL', 'ON']).optional(),
  mfaTypes: names.optional(),
  smsAuthenticationMessage: z.string().optional(),
  useEnabledMfas: flag.optional(),
  // passwords
  defaultPasswordPolicy: flag.optional(),
  passwordPolicyMinLength: integer.optional(),
  passwordPolicyCharacters: names.optional(),
  // app clients
  userpoolClientGenerateSecret: flag.optional(),
  userpoolClientRefreshTokenValidity: integer.optional(),
  userpoolClientSetAttributes: flag.optional(),
  userpoolClientReadAttributes: names.optional(),
  userpoolClientWriteAttributes: names.optional(),
  userpoolClientLambdaRole: z.string().optional(),
  // identity pool
  allowUnauthenticatedIdentities: flag.optional(),
  thirdPartyAuth: flag.optional(),
  authProviders: names.optional(),
  selectedParties: anything.optional(),
  audiences: names.optional(),
  facebookAppId: z.string().optional(),
  googleClientId: z.string().optional(),
  googleIos: z.string().optional(),
  googleAndroid: z.string().optional(),
  amazonAppId: z.string().optional(),
  appleAppId: z.string().optional(),
  authRoleArn: anything.optional(),
  unauthRoleArn: anything.optional(),
  AuthRoleArn: anything.optional(),
  UnauthRoleArn: anything.optional(),
  // hosted UI and social sign-in
  hostedUI: flag.optional(),
  hostedUIDomainName: orEmpty(z.string()).optional(),
  authProvidersUserPool: names.optional(),
  hostedUIProviderMeta: orEmpty(z.array(providerMeta)).optional(),
  hostedUIProviderCreds: anything.optional(),
  oAuthMetadata: orEmpty(oAuthMetadata).optional(),
  AllowedOAuthFlows: anything.optional(),
  AllowedOAuthScopes: names.optional(),
  newCallbackURLs: names.optional(),
  newLogoutURLs: names.optional(),
  CallbackURLs: anything.optional(),
  LogoutURLs: anything.optional(),
  facebookAppIdUserPool: z.string().optional(),
  facebookAppSecretUserPool: z.string().optional(),
  facebookAuthorizeScopes: anything.optional(),
  googleAppIdUserPool: z.string().optional(),
  googleAppSecretUserPool: z.string().optional(),
  googleAuthorizeScopes: anything.optional(),
  loginwithamazonAppIdUserPool: z.string().optional(),
  loginwithamazonAppSecretUserPool: z.string().optional(),
  loginwithamazonAuthorizeScopes: anything.optional(),
  signinwithappleClientIdUserPool: z.string().optional(),
  signinwithappleTeamIdUserPool: z.string().optional(),
  signinwithappleKeyIdUserPool: z.string().optional(),
  signinwithapplePrivateKeyUserPool: z.string().optional(),
  signinwithappleAuthorizeScopes: anything.optional(),
  // groups, admin queries, triggers
  userPoolGroups: flag.optional(),
  userPoolGroupList: z.array(anything).optional(),
  adminQueries: flag.optional(),
  adminQueryGroup: z.string().optional(),
  triggers: anything.optional(),
  authTriggerConnections: anything.optional(),
  permissions: anything.optional(),
  dependsOn: anything.optional(),
  breakCircularDependency: flag.optional(),
  parentStack: anything.optional(),
  verificationBucketName: z.string().optional(),
});

export const cliInputs = z.strictObject({
  version: z.union([z.string(), z.number()]).optional(),
  cognitoConfig,
});

export type CognitoConfig = z.infer<typeof cognitoConfig>;
export type CognitoKey = keyof CognitoConfig;
export type SocialProviderMeta = z.infer<typeof providerMeta>;

/** Keys whose value is JSON inside a string, in some or all versions of the Gen 1 CLI. */
export const EMBEDDED_JSON_KEYS = [
  'oAuthMetadata',
  'hostedUIProviderMeta',
  'hostedUIProviderCreds',
  'triggers',
  'authTriggerConnections',
  'permissions',
] as const satisfies readonly CognitoKey[];

/** The member of `user-pool-group-precedence.json`. */
export const groupPrecedence = z.array(
  z.object({
    groupName: z.union([
      z.string(),
      z.object({ groupName: z.string() }).transform(({ groupName }) => groupName),
    ]),
    precedence: integer.optional(),
    description: z.string().optional(),
    customPolicies: z.array(z.unknown()).optional(),
  }),
);
export type GroupPrecedence = z.infer<typeof groupPrecedence>[number];
