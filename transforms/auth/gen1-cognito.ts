import { type Json } from '../../src/core/json.js';
import { type CognitoResources, type Properties } from './cognito.js';
import { type CognitoConfig } from './inputs.js';

/** What decides the template besides cli-inputs.json. */
export interface Gen1Settings {
  /** `auth.useenabledmfas`: MFA by the template (true) or by a custom resource (false). */
  readonly useEnabledMfas: boolean;
}

/** Texts that Gen 1 puts where the inputs have none (its cognito-defaults.js). */
const SMS_TEXT = 'Your verification code is {####}';

/**
 * The resources that Gen 1 deploys for a `cognitoConfig`.
 * Source: auth-cognito-stack-builder.ts of aws-amplify/amplify-cli, packages/amplify-category-auth.
 */
export function gen1Cognito(config: CognitoConfig, settings: Gen1Settings): CognitoResources {
  // The CLI refuses settings without it (CognitoCLIInputs.schema.json), and proposes both pools (cognito-defaults.js).
  const { authSelections = 'identityPoolAndUserPool' } = config;
  const hasUserPool = authSelections !== 'identityPoolOnly';
  const hasIdentityPool = authSelections !== 'userPoolOnly';
  const grouped = config.userPoolGroups === true || (config.userPoolGroupList ?? []).length > 0;
  return {
    userPool: hasUserPool ? userPool(config, settings) : null,
    webClient: hasUserPool ? client(config) : null,
    nativeClient: hasUserPool ? nativeClient(config) : null,
    identityPool: hasIdentityPool ? identityPool(config) : null,
    roleMappings: hasUserPool && hasIdentityPool && grouped ? ['native', 'web'] : [],
  };
}

function userPool(config: CognitoConfig, { useEnabledMfas }: Gen1Settings): Properties {
  const verified = verifiedAttributes(config);
  const needsSms = sendsSms(config);
  const sms = !useEnabledMfas || needsSms;
  const characters = config.passwordPolicyCharacters ?? [];
  return defined({
    Policies: {
      PasswordPolicy: {
        MinimumLength: config.passwordPolicyMinLength ?? 8,
        RequireLowercase: characters.includes('Requires Lowercase'),
        RequireNumbers: characters.includes('Requires Numbers'),
        RequireSymbols: characters.includes('Requires Symbols'),
        RequireUppercase: characters.includes('Requires Uppercase'),
      },
    },
    UsernameConfiguration:
      config.usernameCaseSensitive === undefined
        ? undefined
        : { CaseSensitive: config.usernameCaseSensitive },
    Schema: unlessEmpty(
      (config.requiredAttributes ?? []).map((name) => ({ Name: name, Required: true, Mutable: true })),
    ),
    AutoVerifiedAttributes: unlessEmpty(verified),
    UserAttributeUpdateSettings:
      verified.length > 0 ? { AttributesRequireVerificationBeforeUpdate: verified } : undefined,
    EmailVerificationMessage: verified.includes('email') ? config.emailVerificationMessage : undefined,
    EmailVerificationSubject: verified.includes('email') ? config.emailVerificationSubject : undefined,
    UsernameAttributes: usernameAttributes(config),
    AliasAttributes: unlessEmpty(config.aliasAttributes ?? []),
    MfaConfiguration: config.mfaConfiguration ?? 'OFF',
    EnabledMfas: enabledMfas(config, useEnabledMfas, needsSms),
    SmsConfiguration: sms ? {} : undefined,
    SmsVerificationMessage: sms ? (config.smsVerificationMessage ?? SMS_TEXT) : undefined,
    SmsAuthenticationMessage: sms ? config.smsAuthenticationMessage : undefined,
  });
}

/** Only these two can be verified; alias attributes are verified too once anything is. */
function verifiedAttributes(config: CognitoConfig): string[] {
  if (!config.autoVerifiedAttributes) return [];
  const all = [...config.autoVerifiedAttributes, ...(config.aliasAttributes ?? [])];
  return [...new Set(all)].filter((name) => name === 'email' || name === 'phone_number');
}

/**
 * Gen 1 lets the pool send SMS when any of these names the phone. `"email, phone_number"` in one string does
 * not: its check compares whole entries (configure-sms.ts), and `usernameAttributes` is split here already.
 */
function sendsSms(config: CognitoConfig): boolean {
  const usernames = config.usernameAttributes ?? [];
  return (
    (config.autoVerifiedAttributes ?? []).includes('phone_number') ||
    (config.mfaConfiguration !== 'OFF' && (config.mfaTypes ?? []).includes('SMS Text Message')) ||
    (config.requiredAttributes ?? []).includes('phone_number') ||
    (usernames.length === 1 && usernames[0] === 'phone_number')
  );
}

function usernameAttributes(config: CognitoConfig): Json | undefined {
  const names = config.usernameAttributes ?? [];
  return names[0] === 'username' ? undefined : unlessEmpty(names);
}

/**
 * With the flag on, SMS is a factor as soon as the pool can send SMS, whatever `mfaTypes` says. With it off, a
 * custom resource sets MFA after the deployment and always gives it an SMS configuration (mfaLambda.js).
 */
function enabledMfas(config: CognitoConfig, useEnabledMfas: boolean, needsSms: boolean): Json | undefined {
  if ((config.mfaConfiguration ?? 'OFF') === 'OFF') return undefined;
  const totp = (config.mfaTypes ?? []).includes('TOTP') ? ['SOFTWARE_TOKEN_MFA'] : [];
  return unlessEmpty(needsSms || !useEnabledMfas ? ['SMS_MFA', ...totp] : totp);
}

function client(config: CognitoConfig): Properties {
  const restricted = config.userpoolClientSetAttributes === true;
  return defined({
    RefreshTokenValidity: config.userpoolClientRefreshTokenValidity ?? 30,
    TokenValidityUnits: { RefreshToken: 'days' },
    ReadAttributes: restricted ? (config.userpoolClientReadAttributes ?? []) : undefined,
    WriteAttributes: restricted ? (config.userpoolClientWriteAttributes ?? []) : undefined,
    ...oauth(config),
  });
}

function nativeClient(config: CognitoConfig): Properties {
  return { ...client(config), GenerateSecret: config.userpoolClientGenerateSecret ?? false };
}

function oauth(config: CognitoConfig): Properties {
  if (!config.oAuthMetadata) return {};
  const providers = (config.hostedUIProviderMeta ?? []).map(({ ProviderName }) => ProviderName);
  return {
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthFlows: config.oAuthMetadata.AllowedOAuthFlows ?? [],
    AllowedOAuthScopes: config.oAuthMetadata.AllowedOAuthScopes ?? [],
    CallbackURLs: config.oAuthMetadata.CallbackURLs ?? [],
    LogoutURLs: config.oAuthMetadata.LogoutURLs ?? [],
    SupportedIdentityProviders: [...providers, 'COGNITO'],
  };
}

/** Direct federation: the identity pool's own login providers and the input that holds each app id. */
export const LOGIN_PROVIDERS = {
  'graph.facebook.com': 'facebookAppId',
  'accounts.google.com': 'googleClientId',
  'www.amazon.com': 'amazonAppId',
  'appleid.apple.com': 'appleAppId',
} as const satisfies Record<string, keyof CognitoConfig>;

function identityPool(config: CognitoConfig): Properties {
  return defined({
    AllowUnauthenticatedIdentities: config.allowUnauthenticatedIdentities ?? false,
    SupportedLoginProviders: loginProviders(config),
  });
}

function loginProviders(config: CognitoConfig): Json | undefined {
  const listed = config.authProviders ?? [];
  // A Google login that has audiences federates through an OIDC provider instead.
  if (listed.length === 1 && listed[0] === 'accounts.google.com' && config.audiences) return undefined;
  const providers = Object.entries(LOGIN_PROVIDERS)
    .filter(([provider]) => listed.includes(provider))
    .map(([provider, key]) => [provider, config[key] ?? ''] as const);
  return providers.length > 0 ? Object.fromEntries(providers) : undefined;
}

function unlessEmpty(list: Json[]): Json | undefined {
  return list.length > 0 ? list : undefined;
}

function defined(properties: Record<string, Json | undefined>): Properties {
  return Object.fromEntries(
    Object.entries(properties).filter((entry): entry is [string, Json] => entry[1] !== undefined),
  );
}
