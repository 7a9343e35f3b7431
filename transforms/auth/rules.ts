import { type CognitoKey } from './inputs.js';
import { type FactPath } from './parity.js';

/** What a setting of `cognitoConfig` comes to. */
export type Rule =
  /** It decides these facts, and ends as they end: by defineAuth, by CDK, or by a default of Gen 2. */
  | { readonly facts: readonly FactPath[] }
  /** It means nothing to Gen 2. */
  | { readonly bookkeeping: string }
  /** Its own part of the plan settles it. */
  | { readonly handledBy: HandledBy };
export type HandledBy =
  | 'selection'
  | 'names'
  | 'hostedUi'
  | 'identityPool'
  | 'groups'
  | 'adminQueries'
  | 'triggers'
  | 'secret'
  | 'appId';

const facts = (...paths: FactPath[]): Rule => ({ facts: paths });
const bookkeeping = (because: string): Rule => ({ bookkeeping: because });
const handledBy = (part: HandledBy): Rule => ({ handledBy: part });

const NAMING = bookkeeping('names resources of Gen 1; Gen 2 derives names from the backend');
const WIZARD = bookkeeping('an answer that the Gen 1 CLI remembers; other settings say what is deployed');
const DERIVED = bookkeeping('written by the Gen 1 CLI from other settings');

/**
 * Every setting, with what decides its fate. A key that Gen 1 gets and nobody adds here does not compile.
 * Sources: CognitoCLIInputs.schema.json and auth-cognito-stack-builder.ts of aws-amplify/amplify-cli.
 */
export const RULES: { readonly [K in CognitoKey]-?: Rule } = {
  authSelections: handledBy('selection'),
  serviceType: bookkeeping('tells imported pools from those that Gen 1 made'),
  resourceName: NAMING,
  resourceNameTruncated: NAMING,
  serviceName: NAMING,
  sharedId: NAMING,
  region: bookkeeping('the region of the deployment'),
  userPoolName: handledBy('names'),
  identityPoolName: handledBy('names'),
  useDefault: WIZARD,
  updateFlow: WIZARD,

  usernameAttributes: facts('UserPool.UsernameAttributes', 'UserPool.SmsConfiguration'),
  aliasAttributes: facts('UserPool.AliasAttributes', 'UserPool.AutoVerifiedAttributes'),
  usernameCaseSensitive: facts('UserPool.CaseSensitive'),
  requiredAttributes: facts('UserPool.Schema', 'UserPool.SmsConfiguration'),
  autoVerifiedAttributes: facts(
    'UserPool.AutoVerifiedAttributes',
    'UserPool.AttributesRequireVerificationBeforeUpdate',
  ),
  userAutoVerifiedAttributeUpdateSettings: facts('UserPool.AttributesRequireVerificationBeforeUpdate'),
  emailVerificationSubject: facts('UserPool.EmailVerificationSubject'),
  emailVerificationMessage: facts('UserPool.EmailVerificationMessage'),
  smsVerificationMessage: facts('UserPool.SmsVerificationMessage'),

  mfaConfiguration: facts('UserPool.MfaConfiguration'),
  mfaTypes: facts('UserPool.EnabledMfas'),
  smsAuthenticationMessage: facts('UserPool.SmsAuthenticationMessage'),
  useEnabledMfas: bookkeeping(
    'whether Gen 1 sets MFA by its template or by a custom resource; the flag of cli.json decides',
  ),

  defaultPasswordPolicy: WIZARD,
  passwordPolicyMinLength: facts('UserPool.PasswordPolicy'),
  passwordPolicyCharacters: facts('UserPool.PasswordPolicy'),

  userpoolClientGenerateSecret: facts('NativeClient'),
  userpoolClientRefreshTokenValidity: facts('Client.RefreshTokenValidity'),
  userpoolClientSetAttributes: facts('Client.ReadAttributes', 'Client.WriteAttributes'),
  userpoolClientReadAttributes: facts('Client.ReadAttributes'),
  userpoolClientWriteAttributes: facts('Client.WriteAttributes'),
  userpoolClientLambdaRole: bookkeeping('the role of a helper that Gen 2 does not need'),

  allowUnauthenticatedIdentities: facts('IdentityPool.AllowUnauthenticatedIdentities'),
  thirdPartyAuth: WIZARD,
  authProviders: facts('IdentityPool.SupportedLoginProviders'),
  selectedParties: DERIVED,
  audiences: handledBy('identityPool'),
  facebookAppId: facts('IdentityPool.SupportedLoginProviders'),
  googleClientId: facts('IdentityPool.SupportedLoginProviders'),
  googleIos: bookkeeping('one of the audiences, which hold it too'),
  googleAndroid: bookkeeping('one of the audiences, which hold it too'),
  amazonAppId: facts('IdentityPool.SupportedLoginProviders'),
  appleAppId: facts('IdentityPool.SupportedLoginProviders'),
  authRoleArn: DERIVED,
  unauthRoleArn: DERIVED,
  AuthRoleArn: DERIVED,
  UnauthRoleArn: DERIVED,

  hostedUI: WIZARD,
  hostedUIDomainName: handledBy('hostedUi'),
  authProvidersUserPool: DERIVED,
  hostedUIProviderMeta: handledBy('hostedUi'),
  hostedUIProviderCreds: handledBy('secret'),
  oAuthMetadata: facts('Client.OAuth'),
  AllowedOAuthFlows: DERIVED,
  AllowedOAuthScopes: DERIVED,
  newCallbackURLs: DERIVED,
  newLogoutURLs: DERIVED,
  CallbackURLs: DERIVED,
  LogoutURLs: DERIVED,
  facebookAppIdUserPool: handledBy('appId'),
  facebookAppSecretUserPool: handledBy('secret'),
  facebookAuthorizeScopes: DERIVED,
  googleAppIdUserPool: handledBy('appId'),
  googleAppSecretUserPool: handledBy('secret'),
  googleAuthorizeScopes: DERIVED,
  loginwithamazonAppIdUserPool: handledBy('appId'),
  loginwithamazonAppSecretUserPool: handledBy('secret'),
  loginwithamazonAuthorizeScopes: DERIVED,
  signinwithappleClientIdUserPool: handledBy('appId'),
  signinwithappleTeamIdUserPool: handledBy('appId'),
  signinwithappleKeyIdUserPool: handledBy('appId'),
  signinwithapplePrivateKeyUserPool: handledBy('secret'),
  signinwithappleAuthorizeScopes: DERIVED,

  userPoolGroups: WIZARD,
  userPoolGroupList: handledBy('groups'),
  adminQueries: handledBy('adminQueries'),
  adminQueryGroup: handledBy('adminQueries'),
  triggers: handledBy('triggers'),
  authTriggerConnections: handledBy('triggers'),
  permissions: handledBy('triggers'),
  dependsOn: DERIVED,
  breakCircularDependency: bookkeeping('how Gen 1 wires triggers; Gen 2 keeps them in the stack of auth'),
  parentStack: DERIVED,
  verificationBucketName: handledBy('triggers'),
};
