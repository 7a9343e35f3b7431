import { type Json } from '../../src/core/json.js';

/** Properties of a CloudFormation resource, with the names of CloudFormation and all references resolved. */
export type Properties = Readonly<Record<string, Json>>;

/**
 * The Cognito resources that one generation deploys. Names that carry no meaning (physical names, tags) are
 * left out; other resources are named by role: `web` and `native` for the app clients.
 */
export interface CognitoResources {
  readonly userPool: Properties | null;
  readonly webClient: Properties | null;
  readonly nativeClient: Properties | null;
  readonly identityPool: Properties | null;
  /** App clients whose tokens choose the role by Cognito group. */
  readonly roleMappings: readonly ClientRole[];
}
export type ClientRole = 'web' | 'native';

/** What decides how a user pool behaves, with Cognito's defaults filled in. Lists that are sets are sorted. */
export interface UserPoolFacts {
  readonly UsernameAttributes: readonly string[];
  readonly AliasAttributes: readonly string[];
  readonly CaseSensitive: boolean;
  readonly AutoVerifiedAttributes: readonly string[];
  readonly AttributesRequireVerificationBeforeUpdate: readonly string[];
  readonly Schema: Readonly<Record<string, Json>>;
  readonly EmailVerificationMessage: string | null;
  readonly EmailVerificationSubject: string | null;
  readonly SmsVerificationMessage: string | null;
  readonly SmsAuthenticationMessage: string | null;
  readonly SmsConfiguration: boolean;
  readonly MfaConfiguration: string;
  readonly EnabledMfas: readonly string[];
  readonly PasswordPolicy: Json;
  readonly AccountRecoverySetting: Json;
  readonly AllowAdminCreateUserOnly: boolean;
}

export interface ClientFacts {
  readonly ExplicitAuthFlows: readonly string[];
  readonly PreventUserExistenceErrors: string;
  readonly RefreshTokenValidity: Json;
  readonly ReadAttributes: readonly string[] | null;
  readonly WriteAttributes: readonly string[] | null;
  readonly GenerateSecret: boolean;
  readonly OAuth: OAuthFacts | null;
}

export interface OAuthFacts {
  readonly AllowedOAuthFlows: readonly string[];
  readonly AllowedOAuthScopes: readonly string[];
  readonly CallbackURLs: readonly string[];
  readonly LogoutURLs: readonly string[];
  readonly SupportedIdentityProviders: readonly string[];
}

export interface IdentityPoolFacts {
  readonly AllowUnauthenticatedIdentities: boolean;
  readonly SupportedLoginProviders: Readonly<Record<string, Json>>;
}

/** Properties that the facts are made of; everything else a template may set is carried over as it is. */
export const KNOWN_PROPERTIES = {
  userPool: new Set([
    'AccountRecoverySetting',
    'AdminCreateUserConfig',
    'AliasAttributes',
    'AutoVerifiedAttributes',
    'EmailVerificationMessage',
    'EmailVerificationSubject',
    'EnabledMfas',
    'MfaConfiguration',
    'Policies',
    'Schema',
    'SmsAuthenticationMessage',
    'SmsConfiguration',
    'SmsVerificationMessage',
    'UserAttributeUpdateSettings',
    'UserPoolName',
    'UsernameAttributes',
    'UsernameConfiguration',
    'LambdaConfig',
  ]),
  client: new Set([
    'AllowedOAuthFlows',
    'AllowedOAuthFlowsUserPoolClient',
    'AllowedOAuthScopes',
    'CallbackURLs',
    'ClientName',
    'ExplicitAuthFlows',
    'GenerateSecret',
    'LogoutURLs',
    'PreventUserExistenceErrors',
    'ReadAttributes',
    'RefreshTokenValidity',
    'SupportedIdentityProviders',
    'TokenValidityUnits',
    'UserPoolId',
    'WriteAttributes',
  ]),
  identityPool: new Set([
    'AllowUnauthenticatedIdentities',
    'CognitoIdentityProviders',
    'IdentityPoolName',
    'OpenIdConnectProviderARNs',
    'OpenIdConnectProviderArns',
    'SupportedLoginProviders',
  ]),
} as const;

/**
 * The facts of a user pool. Absent properties take the default that the CloudFormation reference names for
 * AWS::Cognito::UserPool. Texts of SMS count only where the pool can send SMS.
 */
export function userPoolFacts(properties: Properties): UserPoolFacts {
  const sms = properties['SmsConfiguration'] !== undefined;
  const mfas = strings(properties['EnabledMfas']);
  return {
    UsernameAttributes: sorted(properties['UsernameAttributes']),
    AliasAttributes: sorted(properties['AliasAttributes']),
    // absent means case-sensitive; the property can't be changed later
    CaseSensitive: bool(member(properties['UsernameConfiguration'], 'CaseSensitive'), true),
    AutoVerifiedAttributes: sorted(properties['AutoVerifiedAttributes']),
    AttributesRequireVerificationBeforeUpdate: sorted(
      member(properties['UserAttributeUpdateSettings'], 'AttributesRequireVerificationBeforeUpdate'),
    ),
    Schema: schemaFacts(properties['Schema']),
    EmailVerificationMessage: text(properties['EmailVerificationMessage']),
    EmailVerificationSubject: text(properties['EmailVerificationSubject']),
    SmsVerificationMessage: sms ? text(properties['SmsVerificationMessage']) : null,
    SmsAuthenticationMessage: mfas.includes('SMS_MFA') ? text(properties['SmsAuthenticationMessage']) : null,
    SmsConfiguration: sms,
    MfaConfiguration: text(properties['MfaConfiguration']) ?? 'OFF',
    EnabledMfas: [...mfas].sort(),
    PasswordPolicy: passwordPolicy(member(properties['Policies'], 'PasswordPolicy')),
    AccountRecoverySetting: properties['AccountRecoverySetting'] ?? null,
    AllowAdminCreateUserOnly: bool(
      member(properties['AdminCreateUserConfig'], 'AllowAdminCreateUserOnly'),
      false,
    ),
  };
}

/** Cognito's own flows of a client that names none (CloudFormation reference of ExplicitAuthFlows). */
const DEFAULT_AUTH_FLOWS = ['ALLOW_CUSTOM_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_SRP_AUTH'];

export function clientFacts(properties: Properties): ClientFacts {
  const oauth = bool(properties['AllowedOAuthFlowsUserPoolClient'], false);
  return {
    ExplicitAuthFlows:
      properties['ExplicitAuthFlows'] === undefined
        ? DEFAULT_AUTH_FLOWS
        : sorted(properties['ExplicitAuthFlows']),
    PreventUserExistenceErrors: text(properties['PreventUserExistenceErrors']) ?? 'LEGACY',
    RefreshTokenValidity: refreshTokenValidity(properties),
    ReadAttributes: properties['ReadAttributes'] === undefined ? null : sorted(properties['ReadAttributes']),
    WriteAttributes:
      properties['WriteAttributes'] === undefined ? null : sorted(properties['WriteAttributes']),
    GenerateSecret: bool(properties['GenerateSecret'], false),
    // With OAuth off, Cognito ignores the other OAuth properties and the list of identity providers.
    OAuth: oauth
      ? {
          AllowedOAuthFlows: sorted(properties['AllowedOAuthFlows']),
          AllowedOAuthScopes: sorted(properties['AllowedOAuthScopes']),
          CallbackURLs: strings(properties['CallbackURLs']),
          LogoutURLs: strings(properties['LogoutURLs']),
          SupportedIdentityProviders: sorted(properties['SupportedIdentityProviders']),
        }
      : null,
  };
}

export function identityPoolFacts(properties: Properties): IdentityPoolFacts {
  return {
    AllowUnauthenticatedIdentities: bool(properties['AllowUnauthenticatedIdentities'], false),
    SupportedLoginProviders: record(properties['SupportedLoginProviders']),
  };
}

/** Cognito keeps a refresh token for 30 days unless told otherwise; the unit is days unless named. */
function refreshTokenValidity(properties: Properties): Json {
  const value = properties['RefreshTokenValidity'];
  const unit = text(member(properties['TokenValidityUnits'], 'RefreshToken')) ?? 'days';
  const amount = value === undefined || value === null ? 30 : Number(value);
  return amount === 0 ? { amount: 30, unit: 'days' } : { amount, unit };
}

function schemaFacts(schema: Json | undefined): Record<string, Json> {
  const facts: Record<string, Json> = Object.create(null) as Record<string, Json>;
  for (const attribute of Array.isArray(schema) ? schema : []) {
    const name = text(member(attribute, 'Name'));
    if (name === null) continue;
    const required = bool(member(attribute, 'Required'), false);
    const mutable = bool(member(attribute, 'Mutable'), true);
    const isCustom = member(attribute, 'AttributeDataType') !== undefined;
    // A standard attribute that is optional and mutable is what Cognito has without an entry.
    if (!isCustom && !required && mutable) continue;
    facts[name] = isCustom ? attribute : { Required: required, Mutable: mutable };
  }
  return facts;
}

/** Templates write numbers and booleans as words too; CDK takes neither. */
function passwordPolicy(policy: Json | undefined): Json {
  if (policy === undefined) return null;
  const words: Readonly<Record<string, Json>> = { true: true, false: false };
  const entries = Object.entries(record(policy)).map(([name, value]): [string, Json] => {
    if (typeof value !== 'string') return [name, value];
    return [name, /^\d+$/.test(value) ? Number(value) : (words[value] ?? value)];
  });
  return Object.fromEntries(entries);
}

/** True when two facts say the same; the order of members does not count. */
export function sameFact(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

function member(value: Json | undefined, name: string): Json | undefined {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? value[name] : undefined;
}
function record(value: Json | undefined): Record<string, Json> {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {};
}
function text(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
function strings(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
function sorted(value: Json | undefined): string[] {
  return strings(value).sort();
}
/** CloudFormation takes booleans as words too. */
function bool(value: Json | undefined, absent: boolean): boolean {
  return value === undefined || value === null ? absent : value === true || value === 'true';
}
