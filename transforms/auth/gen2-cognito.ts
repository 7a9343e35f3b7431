import { type Json } from '../../src/core/json.js';
import { type CognitoResources, type Properties } from './cognito.js';
import { STANDARD_ATTRIBUTES } from './standard-attributes.js';

/**
 * The arguments of `defineAuth` that this tool writes, as data: printed as code by define-auth.ts, and the
 * base of what `defineAuth` is expected to deploy. Texts hold Cognito's placeholder `{####}`.
 */
export interface DefineAuthProps {
  readonly email: LoginWithEmail | null;
  readonly phone: { readonly message: string | null } | null;
  readonly externalProviders: ExternalProviders | null;
  readonly multifactor: Multifactor | null;
  readonly userAttributes: Readonly<
    Record<string, { readonly required: boolean; readonly mutable: boolean }>
  >;
  /** `senders.sms`: lets the pool send SMS although neither sign-in nor MFA asks for it. */
  readonly smsSender: boolean;
  /** In order of precedence. */
  readonly groups: readonly string[];
}
export interface LoginWithEmail {
  readonly subject: string | null;
  readonly body: string | null;
}
export interface Multifactor {
  readonly mode: 'OPTIONAL' | 'REQUIRED';
  readonly sms: { readonly message: string | null } | null;
  readonly totp: boolean;
}
export interface ExternalProviders {
  readonly providers: readonly SocialProvider[];
  readonly scopes: readonly OAuthScope[];
  readonly callbackUrls: readonly string[];
  readonly logoutUrls: readonly string[];
}
export interface SocialProvider {
  readonly kind: 'google' | 'facebook' | 'loginWithAmazon' | 'signInWithApple';
  readonly scopes: readonly string[];
  readonly attributeMapping: Readonly<Record<string, string>>;
}

/** `externalProviders.scopes` → the scope's name in OAuth. */
export const OAUTH_SCOPES = {
  PHONE: 'phone',
  EMAIL: 'email',
  OPENID: 'openid',
  PROFILE: 'profile',
  COGNITO_ADMIN: 'aws.cognito.signin.user.admin',
} as const;
export type OAuthScope = keyof typeof OAUTH_SCOPES;

/** Cognito's names of the providers that `externalProviders` knows. */
export const PROVIDER_NAMES = {
  google: 'Google',
  facebook: 'Facebook',
  loginWithAmazon: 'LoginWithAmazon',
  signInWithApple: 'SignInWithApple',
} as const satisfies Record<SocialProvider['kind'], string>;

/** The domains under which Gen 2 adds each social provider to the identity pool as well. */
const LOGIN_PROVIDER_DOMAINS = {
  google: 'accounts.google.com',
  facebook: 'graph.facebook.com',
  loginWithAmazon: 'www.amazon.com',
  signInWithApple: 'appleid.apple.com',
} as const satisfies Record<SocialProvider['kind'], string>;

/** The text that CDK sets when none is given (aws-cdk-lib, aws-cognito/lib/user-pool.ts). */
const CDK_TEXT = 'The verification code to your new account is {####}';
const CDK_SUBJECT = 'Verify your new account';

/**
 * What `defineAuth` deploys for these arguments, with its own defaults.
 * Source: construct.ts and defaults.ts of @aws-amplify/auth-construct 1.11; held against a real synthesis of
 * every fixture by the tests.
 */
export function gen2Cognito(props: DefineAuthProps): CognitoResources {
  const verified = [props.email ? 'email' : '', props.phone ? 'phone_number' : ''].filter(
    (name) => name !== '',
  );
  const sms = props.smsSender || props.phone !== null || props.multifactor?.sms != null;
  return {
    userPool: {
      UsernameAttributes: verified,
      UsernameConfiguration: { CaseSensitive: false },
      AutoVerifiedAttributes: verified,
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: verified },
      Schema: schema(props, verified),
      EmailVerificationMessage: props.email?.body ?? CDK_TEXT,
      EmailVerificationSubject: props.email?.subject ?? CDK_SUBJECT,
      SmsVerificationMessage: props.phone?.message ?? CDK_TEXT,
      ...(sms && { SmsConfiguration: {} }),
      ...multifactor(props.multifactor),
      Policies: {
        PasswordPolicy: {
          MinimumLength: 8,
          RequireLowercase: true,
          RequireNumbers: true,
          RequireSymbols: true,
          RequireUppercase: true,
        },
      },
      AccountRecoverySetting: {
        RecoveryMechanisms: [{ Name: props.email ? 'verified_email' : 'verified_phone_number', Priority: 1 }],
      },
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: false },
    },
    webClient: {
      ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      PreventUserExistenceErrors: 'ENABLED',
      ...oauth(props.externalProviders),
    },
    nativeClient: null,
    identityPool: {
      AllowUnauthenticatedIdentities: true,
      SupportedLoginProviders: Object.fromEntries(
        (props.externalProviders?.providers ?? []).map(({ kind }) => [
          LOGIN_PROVIDER_DOMAINS[kind],
          'secret',
        ]),
      ),
    },
    roleMappings: ['web'],
  };
}

function schema(props: DefineAuthProps, login: readonly string[]): Json[] {
  const attributes = new Map<string, { required: boolean; mutable: boolean }>();
  for (const name of login) attributes.set(name, { required: true, mutable: true });
  for (const [name, { required, mutable }] of Object.entries(props.userAttributes)) {
    attributes.set(STANDARD_ATTRIBUTES.cognitoName(name), { required, mutable });
  }
  return [...attributes].map(([Name, { required, mutable }]) => ({
    Name,
    Required: required,
    Mutable: mutable,
  }));
}

function multifactor(mfa: Multifactor | null): Properties {
  if (!mfa) return {};
  return {
    MfaConfiguration: mfa.mode === 'REQUIRED' ? 'ON' : 'OPTIONAL',
    EnabledMfas: [...(mfa.sms ? ['SMS_MFA'] : []), ...(mfa.totp ? ['SOFTWARE_TOKEN_MFA'] : [])],
    ...(mfa.sms?.message != null && { SmsAuthenticationMessage: mfa.sms.message }),
  };
}

/** Without `externalProviders` OAuth is on all the same, with every scope and a page at example.com. */
function oauth(external: ExternalProviders | null): Properties {
  const scopes = external?.scopes ?? (Object.keys(OAUTH_SCOPES) as OAuthScope[]);
  return {
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthFlows: ['code'],
    AllowedOAuthScopes: withOpenId(scopes.map((scope) => OAUTH_SCOPES[scope])),
    CallbackURLs: [...(external?.callbackUrls ?? ['https://example.com'])],
    LogoutURLs: [...(external?.logoutUrls ?? [])],
    SupportedIdentityProviders: [
      ...(external?.providers ?? []).map(({ kind }) => PROVIDER_NAMES[kind]),
      'COGNITO',
    ],
  };
}

/** CDK adds `openid` to any of these, because Cognito needs it for them (user-pool-client.ts). */
function withOpenId(scopes: readonly string[]): string[] {
  const needsOpenId = ['phone', 'email', 'profile'].some((scope) => scopes.includes(scope));
  return [...new Set([...scopes, ...(needsOpenId ? ['openid'] : [])])];
}
