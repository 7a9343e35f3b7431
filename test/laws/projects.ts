import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { emptyFolder } from '../cli-harness.js';

/** The parts of a Gen 1 project that auth is made of, as plain values. */
export interface Gen1Project {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly groups: readonly Readonly<Record<string, unknown>>[];
  readonly flags: Readonly<Record<string, unknown>>;
}

const text = fc.oneof(
  fc.string({ maxLength: 20 }),
  fc.constantFrom('', "it's", '`${x}`', '{####}', '</b>\n'),
);
const attributes = fc.uniqueArray(
  fc.constantFrom(
    'email',
    'phone_number',
    'name',
    'birthdate',
    'zoneinfo',
    'updated_at',
    'preferred_username',
  ),
  { maxLength: 4 },
);
const withCode = text.map((around) => `${around}{####}`);
const urls = fc.uniqueArray(fc.webUrl(), { minLength: 1, maxLength: 3 });

const oAuthMetadata = fc
  .record({
    AllowedOAuthFlows: fc.constantFrom(['code'], ['implicit'], ['code', 'implicit']),
    AllowedOAuthScopes: fc.uniqueArray(
      fc.constantFrom('phone', 'email', 'openid', 'profile', 'aws.cognito.signin.user.admin', 'garden/water'),
      { minLength: 1 },
    ),
    CallbackURLs: urls,
    LogoutURLs: urls,
  })
  .map((metadata) => JSON.stringify(metadata));

const providerMeta = fc
  .uniqueArray(fc.constantFrom('Google', 'Facebook', 'LoginWithAmazon', 'SignInWithApple'))
  .map((names) =>
    JSON.stringify(
      names.map((ProviderName) => ({
        ProviderName,
        authorize_scopes: 'openid email',
        AttributeMapping: { email: 'email', username: 'sub' },
      })),
    ),
  );

/** Settings that the Gen 1 CLI could have written. */
const settings = fc.record(
  {
    usernameAttributes: fc.constantFrom(['email'], ['phone_number'], ['email, phone_number']),
    aliasAttributes: fc.constant([]),
    usernameCaseSensitive: fc.boolean(),
    requiredAttributes: attributes,
    autoVerifiedAttributes: fc.subarray(['email', 'phone_number']),
    emailVerificationSubject: withCode,
    emailVerificationMessage: withCode,
    smsVerificationMessage: withCode,
    smsAuthenticationMessage: withCode,
    mfaConfiguration: fc.constantFrom('OFF', 'OPTIONAL', 'ON'),
    mfaTypes: fc.subarray(['SMS Text Message', 'TOTP'], { minLength: 1 }),
    passwordPolicyMinLength: fc.oneof(
      fc.integer({ min: 6, max: 99 }),
      fc.integer({ min: 6, max: 99 }).map(String),
    ),
    passwordPolicyCharacters: fc.subarray([
      'Requires Lowercase',
      'Requires Numbers',
      'Requires Symbols',
      'Requires Uppercase',
    ]),
    userpoolClientGenerateSecret: fc.boolean(),
    userpoolClientRefreshTokenValidity: fc.oneof(fc.integer({ min: 1, max: 365 }), fc.constant('30')),
    userpoolClientSetAttributes: fc.boolean(),
    userpoolClientReadAttributes: attributes,
    userpoolClientWriteAttributes: attributes,
    allowUnauthenticatedIdentities: fc.boolean(),
    userPoolName: text,
    identityPoolName: text,
    sharedId: fc.constant('5a1e77c0'),
  },
  {
    requiredKeys: [
      'requiredAttributes',
      'autoVerifiedAttributes',
      'passwordPolicyCharacters',
      'emailVerificationSubject',
      'emailVerificationMessage',
      'smsVerificationMessage',
      'smsAuthenticationMessage',
    ],
  },
);

const hostedUi = fc.option(
  fc.record({
    hostedUI: fc.constant(true),
    hostedUIDomainName: fc.constant('garden-club'),
    hostedUIProviderMeta: providerMeta,
    oAuthMetadata,
  }),
);

const groups = fc.uniqueArray(
  fc.record({
    groupName: fc.constantFrom('Keepers', 'Members', 'Board', '1', 'a b', '__proto__'),
    precedence: fc.integer({ min: 0, max: 9 }),
  }),
  { selector: ({ groupName }) => groupName, maxLength: 3 },
);

export const gen1Project: fc.Arbitrary<Gen1Project> = fc
  .tuple(settings, hostedUi, groups, fc.boolean(), fc.constantFrom('identityPoolAndUserPool', 'userPoolOnly'))
  .map(([base, pages, list, useenabledmfas, authSelections]) => ({
    settings: { resourceName: 'garden', authSelections, ...base, ...pages },
    groups: list,
    flags: { useenabledmfas },
  }));

/** Writes a project to an empty folder that is gone after the test. */
export async function writeProject(project: Gen1Project): Promise<string> {
  const folder = await emptyFolder();
  const files = {
    'amplify/backend/backend-config.json': {
      auth: { garden: { service: 'Cognito', providerPlugin: 'awscloudformation' } },
    },
    'amplify/backend/auth/garden/cli-inputs.json': { version: '1', cognitoConfig: project.settings },
    'amplify/cli.json': { features: { auth: project.flags } },
    'amplify/team-provider-info.json': { dev: { awscloudformation: { StackName: 'amplify-garden-dev-1' } } },
    ...(project.groups.length > 0 && {
      'amplify/backend/auth/userPoolGroups/user-pool-group-precedence.json': project.groups,
    }),
  };
  for (const [path, content] of Object.entries(files))
    await writeText(folder, path, JSON.stringify(content, null, 2));
  return folder;
}

export async function writeText(folder: string, path: string, content: string | Uint8Array): Promise<void> {
  const file = join(folder, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
}
