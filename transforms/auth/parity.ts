import { type Json } from '../../src/core/json.js';
import { type Code, code, literal, object } from '../../src/emit/code.js';
import {
  type ClientFacts,
  type CognitoResources,
  type IdentityPoolFacts,
  type UserPoolFacts,
  clientFacts,
  identityPoolFacts,
  sameFact,
  userPoolFacts,
} from './cognito.js';

/** One default of Gen 2 that is set back to what Gen 1 had: a comment with the reason, and statements. */
export interface SetBack {
  readonly resource:
    'cfnUserPool' | 'cfnUserPoolClient' | 'cfnIdentityPool' | 'cfnIdentityPoolRoleAttachment';
  readonly fact: FactPath;
  readonly reason: string;
  readonly statements: readonly Code[];
}

export type FactPath =
  | `UserPool.${keyof UserPoolFacts}`
  | `Client.${keyof ClientFacts}`
  | `IdentityPool.${keyof IdentityPoolFacts}`
  | 'NativeClient'
  | 'RoleMappings';

interface Row<T> {
  /** Why the two generations differ, as a comment beside the statement; a sentence without a full stop. */
  readonly reason: (gen1: T) => string;
  readonly statements: (gen1: T) => readonly Code[];
}
type Table<Facts> = { readonly [K in keyof Facts]-?: Row<Facts[K]> };

const USER_POOL: Table<UserPoolFacts> = {
  UsernameAttributes: {
    reason: (names) =>
      names.length === 0
        ? 'Users sign in with a user name, not with the login that defineAuth asks for'
        : 'What users sign in with',
    statements: (names) => [code`cfnUserPool.usernameAttributes = ${orUndefined(names)};`],
  },
  AliasAttributes: {
    reason: () => 'What users may sign in with instead of their user name',
    statements: (names) => [code`cfnUserPool.aliasAttributes = ${orUndefined(names)};`],
  },
  CaseSensitive: {
    reason: () => 'User names differ by case: defineAuth would fold Alice and alice into one',
    statements: (caseSensitive) => [code`cfnUserPool.usernameConfiguration = ${literal({ caseSensitive })};`],
  },
  AutoVerifiedAttributes: {
    reason: () => 'What Cognito verifies by itself after sign-up',
    statements: (names) => [code`cfnUserPool.autoVerifiedAttributes = ${orUndefined(names)};`],
  },
  AttributesRequireVerificationBeforeUpdate: {
    reason: () => 'What must be verified before a changed value replaces the old one',
    statements: (names) => [
      names.length === 0
        ? code`cfnUserPool.userAttributeUpdateSettings = undefined;`
        : code`cfnUserPool.userAttributeUpdateSettings = ${literal({ attributesRequireVerificationBeforeUpdate: [...names] })};`,
    ],
  },
  Schema: {
    reason: () => 'Attributes of the user pool',
    statements: (schema) => [code`cfnUserPool.schema = ${literal(schemaProperty(schema))};`],
  },
  EmailVerificationMessage: {
    reason: () => 'The e-mail that carries the verification code',
    statements: (message) => [code`cfnUserPool.emailVerificationMessage = ${literal(message ?? undefined)};`],
  },
  EmailVerificationSubject: {
    reason: () => 'Its subject',
    statements: (subject) => [code`cfnUserPool.emailVerificationSubject = ${literal(subject ?? undefined)};`],
  },
  SmsVerificationMessage: {
    reason: () => 'The SMS that carries the verification code',
    statements: (message) => [code`cfnUserPool.smsVerificationMessage = ${literal(message ?? undefined)};`],
  },
  SmsAuthenticationMessage: {
    reason: () => 'The SMS that carries the MFA code',
    statements: (message) => [code`cfnUserPool.smsAuthenticationMessage = ${literal(message ?? undefined)};`],
  },
  SmsConfiguration: {
    reason: () => 'Gen 1 did not let this pool send SMS',
    statements: () => [code`cfnUserPool.smsConfiguration = undefined;`],
  },
  MfaConfiguration: {
    reason: () => 'Multi-factor authentication',
    statements: (mode) => [code`cfnUserPool.mfaConfiguration = ${literal(mode)};`],
  },
  EnabledMfas: {
    reason: () => 'The factors that users may choose from',
    statements: (mfas) => [code`cfnUserPool.enabledMfas = ${orUndefined(mfas)};`],
  },
  PasswordPolicy: {
    reason: () =>
      'Passwords of existing users follow this policy; defineAuth would ask for all four kinds of characters',
    statements: (policy) => [
      policy === null
        ? code`cfnUserPool.policies = undefined;`
        : code`cfnUserPool.policies = ${literal({ passwordPolicy: camelKeys(policy) })};`,
    ],
  },
  AccountRecoverySetting: {
    reason: () =>
      "Cognito's own order, a verified phone first and then e-mail; defineAuth allows one of them only",
    statements: (setting) => [
      code`cfnUserPool.accountRecoverySetting = ${literal(setting === null ? undefined : camelKeys(setting))};`,
    ],
  },
  AllowAdminCreateUserOnly: {
    reason: () => 'Only administrators create users',
    statements: (allowAdminCreateUserOnly) => [
      code`cfnUserPool.adminCreateUserConfig = ${literal({ allowAdminCreateUserOnly })};`,
    ],
  },
};

const CLIENT: Table<ClientFacts> = {
  ExplicitAuthFlows: {
    reason: () => 'The flows that clients may sign in with',
    statements: (flows) => [code`cfnUserPoolClient.explicitAuthFlows = ${literal([...flows])};`],
  },
  PreventUserExistenceErrors: {
    reason: () => 'Clients may tell unknown users (UserNotFoundException) from wrong passwords',
    statements: (mode) => [code`cfnUserPoolClient.preventUserExistenceErrors = ${literal(mode)};`],
  },
  RefreshTokenValidity: {
    reason: () => 'How long users stay signed in',
    statements: (validity) => refreshStatements(validity),
  },
  ReadAttributes: {
    reason: () => 'The only attributes that the app may read',
    statements: (names) => [
      code`cfnUserPoolClient.readAttributes = ${literal(names ? [...names] : undefined)};`,
    ],
  },
  WriteAttributes: {
    reason: () => 'The only attributes that the app may write',
    statements: (names) => [
      code`cfnUserPoolClient.writeAttributes = ${literal(names ? [...names] : undefined)};`,
    ],
  },
  GenerateSecret: {
    reason: () => 'The web client has a secret',
    statements: (generateSecret) => [code`cfnUserPoolClient.generateSecret = ${literal(generateSecret)};`],
  },
  OAuth: {
    reason: (oauth) =>
      oauth
        ? 'The hosted pages, as Gen 1 set them'
        : 'Gen 1 had no hosted pages: no OAuth, and no callback to example.com',
    statements: (oauth) => [
      ...(oauth ? [] : [code`cfnUserPoolClient.allowedOAuthFlowsUserPoolClient = false;`]),
      code`cfnUserPoolClient.allowedOAuthFlows = ${literal(oauth ? [...oauth.AllowedOAuthFlows] : undefined)};`,
      code`cfnUserPoolClient.allowedOAuthScopes = ${literal(oauth ? [...oauth.AllowedOAuthScopes] : undefined)};`,
      code`cfnUserPoolClient.callbackUrLs = ${literal(oauth ? [...oauth.CallbackURLs] : undefined)};`,
      ...(oauth ? [code`cfnUserPoolClient.logoutUrLs = ${literal([...oauth.LogoutURLs])};`] : []),
    ],
  },
};

const IDENTITY_POOL: Table<IdentityPoolFacts> = {
  AllowUnauthenticatedIdentities: {
    reason: (allowed) =>
      allowed
        ? 'Guests get AWS credentials'
        : 'No AWS credentials for guests, which defineAuth hands out by default',
    statements: (allowed) => [code`cfnIdentityPool.allowUnauthenticatedIdentities = ${literal(allowed)};`],
  },
  SupportedLoginProviders: {
    reason: (providers) =>
      Object.keys(providers).length === 0
        ? 'Social sign-in goes through the user pool only, with its groups and triggers'
        : 'The providers that the identity pool trusts directly',
    statements: (providers) => [
      code`cfnIdentityPool.supportedLoginProviders = ${literal({ ...providers })};`,
    ],
  },
};

/** Every Gen 2 default that differs from what Gen 1 deployed, in the order in which a reader wants them. */
export function setBackDefaults(gen1: CognitoResources, gen2: CognitoResources): SetBack[] {
  const pool = compare(
    'UserPool',
    'cfnUserPool',
    USER_POOL,
    userPoolFacts(gen1.userPool ?? {}),
    userPoolFacts(gen2.userPool ?? {}),
  );
  const client = compare(
    'Client',
    'cfnUserPoolClient',
    CLIENT,
    clientFacts(gen1.webClient ?? {}),
    clientFacts(gen2.webClient ?? {}),
  );
  const identity = compare(
    'IdentityPool',
    'cfnIdentityPool',
    IDENTITY_POOL,
    identityPoolFacts(gen1.identityPool ?? {}),
    identityPoolFacts(gen2.identityPool ?? {}),
  );
  const messages = withTemplate(withoutIdleSms(pool), userPoolFacts(gen1.userPool ?? {}));
  return [...messages, ...client, ...identity, ...roleMappings(gen1)];
}

/** Where the sending of SMS is set back altogether, its texts need no statement of their own. */
function withoutIdleSms(pool: readonly SetBack[]): SetBack[] {
  const sendsNone = pool.some(({ fact }) => fact === 'UserPool.SmsConfiguration');
  return pool.filter(({ fact }) => !(sendsNone && fact === 'UserPool.SmsVerificationMessage'));
}

function compare<Facts extends object>(
  prefix: string,
  resource: SetBack['resource'],
  table: Table<Facts>,
  gen1: Facts,
  gen2: Facts,
): SetBack[] {
  const names = Object.keys(table) as (keyof Facts & string)[];
  return names
    .filter((name) => !sameFact(gen1[name], gen2[name]))
    .map((name) => ({
      resource,
      fact: `${prefix}.${name}` as FactPath,
      reason: table[name].reason(gen1[name]),
      statements: table[name].statements(gen1[name]),
    }));
}

/** With groups the mapping is the same and the native client is added beside it, in native-client.ts. */
function roleMappings(gen1: CognitoResources): SetBack[] {
  if (gen1.roleMappings.length > 0) return [];
  return [
    {
      resource: 'cfnIdentityPoolRoleAttachment',
      fact: 'RoleMappings',
      reason: 'Without groups, every signed-in user has the authenticated role',
      statements: [code`cfnIdentityPoolRoleAttachment.roleMappings = undefined;`],
    },
  ];
}

const MESSAGES: ReadonlySet<FactPath> = new Set([
  'UserPool.EmailVerificationMessage',
  'UserPool.EmailVerificationSubject',
  'UserPool.SmsVerificationMessage',
]);

/**
 * defineAuth writes each text twice, and Cognito takes the template's where both are set. The template is
 * assigned, not overridden by path, so that a later assignment still holds.
 */
function withTemplate(pool: readonly SetBack[], gen1: UserPoolFacts): SetBack[] {
  const last = pool.findLast(({ fact }) => MESSAGES.has(fact));
  const texts = object([
    ['defaultEmailOption', literal('CONFIRM_WITH_CODE')],
    ['emailMessage', literal(gen1.EmailVerificationMessage ?? undefined)],
    ['emailSubject', literal(gen1.EmailVerificationSubject ?? undefined)],
    ['smsMessage', literal(gen1.SmsVerificationMessage ?? undefined)],
  ]);
  const statement = code`cfnUserPool.verificationMessageTemplate = ${texts};`;
  return pool.map((setBack) =>
    setBack === last ? { ...setBack, statements: [...setBack.statements, statement] } : setBack,
  );
}

function refreshStatements(validity: Json): Code[] {
  const { amount, unit } = validity as { amount: number; unit: string };
  return [
    code`cfnUserPoolClient.refreshTokenValidity = ${literal(amount)};`,
    code`cfnUserPoolClient.tokenValidityUnits = ${literal({ refreshToken: unit })};`,
  ];
}

function orUndefined(names: readonly string[]): Code {
  return literal(names.length > 0 ? [...names] : undefined);
}

function schemaProperty(schema: Readonly<Record<string, Json>>): Json {
  return Object.entries(schema).map(([name, fact]) => ({
    name,
    ...(camelKeys(fact) as Record<string, Json>),
  }));
}

/** CloudFormation's member names → those of CDK's L1 classes. */
export function camelKeys(value: Json): Json {
  if (Array.isArray(value)) return value.map(camelKeys);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [lowerFirst(name), camelKeys(inner)]),
  );
}
function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
