/** The CloudFormation resources of CDK (L1) on which an override can be repeated in Gen 2. */
export type L1Class =
  | 'CfnUserPool'
  | 'CfnUserPoolClient'
  | 'CfnIdentityPool'
  | 'CfnIdentityPoolRoleAttachment'
  | 'CfnUserPoolGroup'
  | 'CfnRole';

/** The module that exports each class. */
export const L1_MODULE = {
  CfnUserPool: 'aws-cdk-lib/aws-cognito',
  CfnUserPoolClient: 'aws-cdk-lib/aws-cognito',
  CfnIdentityPool: 'aws-cdk-lib/aws-cognito',
  CfnIdentityPoolRoleAttachment: 'aws-cdk-lib/aws-cognito',
  CfnUserPoolGroup: 'aws-cdk-lib/aws-cognito',
  CfnRole: 'aws-cdk-lib/aws-iam',
} as const satisfies Record<L1Class, string>;

/** The properties that can be assigned on each class in aws-cdk-lib 2; a test holds them against its types. */
export const L1_PROPERTIES: Readonly<Record<L1Class, ReadonlySet<string>>> = {
  CfnUserPool: new Set([
    ...['accountRecoverySetting', 'adminCreateUserConfig', 'aliasAttributes', 'autoVerifiedAttributes'],
    ...['deletionProtection', 'deviceConfiguration', 'emailAuthenticationMessage'],
    ...['emailAuthenticationSubject', 'emailConfiguration', 'emailVerificationMessage'],
    ...['emailVerificationSubject', 'enabledMfas', 'issuerConfiguration', 'keyConfiguration'],
    ...['lambdaConfig', 'mfaConfiguration', 'policies', 'schema'],
    ...['smsAuthenticationMessage', 'smsConfiguration', 'smsVerificationMessage', 'usernameAttributes'],
    ...['userAttributeUpdateSettings', 'usernameConfiguration', 'userPoolAddOns', 'userPoolName'],
    ...['userPoolTagsRaw', 'userPoolTier', 'verificationMessageTemplate', 'webAuthnFactorConfiguration'],
    ...['webAuthnRelyingPartyId', 'webAuthnUserVerification'],
  ]),
  CfnUserPoolClient: new Set([
    ...['accessTokenValidity', 'allowedOAuthFlows', 'allowedOAuthFlowsUserPoolClient', 'allowedOAuthScopes'],
    ...['analyticsConfiguration', 'authSessionValidity', 'callbackUrLs', 'clientName', 'defaultRedirectUri'],
    ...['enablePropagateAdditionalUserContextData', 'enableTokenRevocation', 'explicitAuthFlows'],
    ...['generateSecret', 'idTokenValidity', 'logoutUrLs', 'preventUserExistenceErrors', 'readAttributes'],
    ...['refreshTokenRotation', 'refreshTokenValidity', 'supportedIdentityProviders', 'tokenValidityUnits'],
    ...['userPoolId', 'writeAttributes'],
  ]),
  CfnIdentityPool: new Set([
    ...['allowClassicFlow', 'allowUnauthenticatedIdentities', 'cognitoEvents', 'cognitoIdentityProviders'],
    ...['cognitoStreams', 'developerProviderName', 'identityPoolName', 'identityPoolTags'],
    ...['openIdConnectProviderArns', 'pushSync', 'samlProviderArns', 'supportedLoginProviders'],
  ]),
  CfnIdentityPoolRoleAttachment: new Set(['identityPoolId', 'roleMappings', 'roles']),
  CfnUserPoolGroup: new Set(['description', 'groupName', 'precedence', 'roleArn', 'userPoolId']),
  CfnRole: new Set([
    ...['assumeRolePolicyDocument', 'description', 'managedPolicyArns', 'maxSessionDuration', 'path'],
    ...['permissionsBoundary', 'policies', 'roleName', 'tagsRaw'],
  ]),
};

/** Lists whose elements are objects, with the type of an element: strict TypeScript needs it to spread them. */
export const ELEMENT_TYPES: Readonly<Record<string, string>> = {
  'CfnUserPool.schema': 'CfnUserPool.SchemaAttributeProperty',
  'CfnIdentityPool.cognitoIdentityProviders': 'CfnIdentityPool.CognitoIdentityProviderProperty',
  'CfnRole.policies': 'CfnRole.PolicyProperty',
};

/** What CloudFormation gives for a resource; read-only, the same in both generations. */
export const L1_ATTRIBUTES: ReadonlySet<string> = new Set([
  'ref',
  'attrArn',
  'attrProviderName',
  'attrProviderUrl',
  'attrName',
]);

/** The calls on a resource that CDK has for raw CloudFormation. */
export const RAW_OVERRIDES: ReadonlySet<string> = new Set([
  'addPropertyOverride',
  'addPropertyDeletionOverride',
  'addOverride',
  'addDeletionOverride',
]);

/** Cognito can't change these on a user pool that exists: CloudFormation would replace the pool. */
export const IMMUTABLE: ReadonlySet<string> = new Set([
  'Schema',
  'UsernameAttributes',
  'AliasAttributes',
  'UsernameConfiguration',
]);

/**
 * The parts of Gen 1's auth stack that have a counterpart in Gen 2's.
 * Source: AmplifyAuthCognitoStackTemplate of @aws-amplify/cli-extensibility-helper.
 */
export const AUTH_RESOURCES: Readonly<Record<string, OverrideResource>> = {
  userPool: { name: 'userPool', variable: 'cfnUserPool', l1: 'CfnUserPool' },
  userPoolClientWeb: { name: 'userPoolClientWeb', variable: 'cfnUserPoolClient', l1: 'CfnUserPoolClient' },
  userPoolClient: { name: 'userPoolClient', variable: 'nativeAppClient', l1: 'CfnUserPoolClient' },
  identityPool: { name: 'identityPool', variable: 'cfnIdentityPool', l1: 'CfnIdentityPool' },
  identityPoolRoleMap: {
    name: 'identityPoolRoleMap',
    variable: 'cfnIdentityPoolRoleAttachment',
    l1: 'CfnIdentityPoolRoleAttachment',
  },
};

/** Gen 1's logical ids of the same resources, as `Ref` and `Fn::GetAtt` name them. */
export const LOGICAL_IDS: Readonly<Record<string, string>> = {
  UserPool: 'cfnUserPool',
  UserPoolClientWeb: 'cfnUserPoolClient',
  UserPoolClient: 'nativeAppClient',
  IdentityPool: 'cfnIdentityPool',
};

/** A resource that an override may change. */
export interface OverrideResource {
  /** As Gen 1 calls it: `userPool`, `userPoolGroup.Admins`. */
  readonly name: string;
  /** The identifier in the emitted function. */
  readonly variable: string;
  readonly l1: L1Class;
}

/**
 * Helpers of the Gen 1 CLI: Lambda functions that set up what CloudFormation could not, their roles and
 * policies. Gen 2 has none of them, so there is nothing that an override could change.
 */
const HELPER =
  /^(?:userPoolClient(?:Lambda|Role|LogPolicy|Inputs)|hostedUI|oAuthCustomResource|mfaL|openIdL|roleMap(?:Custom|Lambda)|lambdaExecutionRole)/;

export function isHelper(resource: string): boolean {
  return HELPER.test(resource);
}

const IRREGULAR: Readonly<Record<string, string>> = {
  callbackUrLs: 'CallbackURLs',
  logoutUrLs: 'LogoutURLs',
  defaultRedirectUri: 'DefaultRedirectURI',
  userPoolTagsRaw: 'UserPoolTags',
  tagsRaw: 'Tags',
  openIdConnectProviderArns: 'OpenIdConnectProviderARNs',
  samlProviderArns: 'SamlProviderARNs',
  webAuthnRelyingPartyId: 'WebAuthnRelyingPartyID',
  kmsKeyId: 'KMSKeyID',
};

/** CloudFormation's name of a CDK property that stands below the properties in `parents`. */
export function cloudFormationName(property: string, parents: readonly string[] = []): string {
  if (property === 'smsMessage' && parents.at(-1) === 'InviteMessageTemplate') return 'SMSMessage';
  return IRREGULAR[property] ?? property.charAt(0).toUpperCase() + property.slice(1);
}
