import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type Json } from '../../src/core/json.js';
import { readApp } from '../../src/gen1/read-app.js';
import { type Facts, cognitoFacts } from '../../src/verify/facts/cognito.js';
import { compareFacts } from '../../src/verify/facts/compare.js';
import { gen1Auth } from '../../src/verify/gen1-auth.js';
import { buildGen1Auth } from '../../src/verify/gen1-build/index.js';
import { gen1Stacks } from '../../src/verify/gen1-stacks.js';

/** Four sample applications with the templates that Gen 1 built for them; they do not ship with the project. */
const APPS = fileURLToPath(new URL('../../../shared/aws-apps/', import.meta.url));

describe.skipIf(!existsSync(APPS))('templates made from the inputs', () => {
  it.each(['fitness-tracker', 'mood-board', 'project-boards', 'discussions'])(
    '%s: deploy what the templates that Gen 1 built deploy',
    async (name) => {
      const { app } = await readApp(`${APPS}${name}`, { env: 'main' });
      const [built, made] = [await gen1Auth(app, 'built'), await gen1Auth(app, 'inputs')];
      if (!built || !made) throw new Error('no auth');
      expect(compareFacts(cognitoFacts(gen1Stacks(built)), cognitoFacts(gen1Stacks(made)))).toEqual([]);
    },
  );
});

const CONFIG = {
  authSelections: 'identityPoolAndUserPool',
  resourceNameTruncated: 'garden1',
  userPoolName: 'garden',
  identityPoolName: 'garden',
  usernameAttributes: ['email'],
  requiredAttributes: ['email'],
  autoVerifiedAttributes: ['email'],
  emailVerificationSubject: 'Your code',
  emailVerificationMessage: 'Your code is {####}',
  smsVerificationMessage: 'Code {####}',
  smsAuthenticationMessage: 'Sign in with {####}',
  mfaConfiguration: 'OFF',
  mfaTypes: ['SMS Text Message'],
  passwordPolicyMinLength: '12',
  passwordPolicyCharacters: ['Requires Numbers'],
  userpoolClientRefreshTokenValidity: 7,
  allowUnauthenticatedIdentities: true,
};

function facts(
  settings: Record<string, Json>,
  more: { groups?: Json[]; useEnabledMfas?: boolean } = {},
): Facts {
  return cognitoFacts(
    gen1Stacks(
      buildGen1Auth({
        env: 'dev',
        name: 'garden',
        useEnabledMfas: true,
        ...more,
        cognitoConfig: { ...CONFIG, ...settings },
      }),
    ),
  );
}

describe('one setting of Gen 1', () => {
  it('sign-in by two attributes in one string', () => {
    expect(facts({ usernameAttributes: ['email, phone_number'] }).UserPool).toMatchObject({
      UsernameAttributes: ['email', 'phone_number'],
      Policies: { PasswordPolicy: { MinimumLength: 12, RequireNumbers: true, RequireSymbols: false } },
    });
    expect(facts({ usernameAttributes: ['username'] }).UserPool).toMatchObject({ UsernameAttributes: [] });
  });

  it('aliases are verified as well', () => {
    expect(facts({ aliasAttributes: ['phone_number', 'preferred_username'] }).UserPool).toMatchObject({
      AliasAttributes: ['phone_number', 'preferred_username'],
      AutoVerifiedAttributes: ['email', 'phone_number'],
    });
  });

  it('factors are a property, or the work of a function', () => {
    const mfa = { mfaConfiguration: 'OPTIONAL', mfaTypes: ['SMS Text Message', 'TOTP'] };
    const [property, callout] = [facts(mfa), facts(mfa, { useEnabledMfas: false })];
    expect(property.UserPool).toMatchObject({
      MfaConfiguration: 'OPTIONAL',
      EnabledMfas: ['SMS_MFA', 'SOFTWARE_TOKEN_MFA'],
    });
    expect(compareFacts(property, callout)).toEqual([]);
    expect(property.Roles).toMatchObject({ sms: { Permissions: ['Allow sns:Publish on *'] } });
  });

  it('a hosted UI is a domain, providers, and OAuth on both clients', () => {
    const { UserPoolDomain, IdentityProviders, UserPoolClients } = facts({
      hostedUIDomainName: 'garden',
      hostedUIProviderMeta: JSON.stringify([
        {
          ProviderName: 'Google',
          authorize_scopes: 'openid email',
          AttributeMapping: { email: 'email', username: 'sub' },
        },
      ]),
      oAuthMetadata: JSON.stringify({
        AllowedOAuthFlows: ['code'],
        AllowedOAuthScopes: ['openid'],
        CallbackURLs: ['a://'],
        LogoutURLs: ['a://'],
      }),
    });
    expect(UserPoolDomain).toEqual({ Domain: 'garden-dev' });
    expect(IdentityProviders).toMatchObject({
      Google: { ProviderDetails: { authorize_scopes: ['email', 'openid'] } },
    });
    expect(UserPoolClients).toMatchObject({
      web: { OAuth: { SupportedIdentityProviders: ['COGNITO', 'Google'] }, RefreshTokenValidity: '7 days' },
      native: { OAuth: { CallbackURLs: ['a://'] } },
    });
  });

  it('attributes of clients count only when they are said to', () => {
    const attributes = { userpoolClientReadAttributes: ['email'], userpoolClientWriteAttributes: ['email'] };
    expect(facts(attributes).UserPoolClients['web']).toMatchObject({ ReadAttributes: 'all' });
    expect(facts({ ...attributes, userpoolClientSetAttributes: true }).UserPoolClients['web']).toMatchObject({
      ReadAttributes: ['email'],
      WriteAttributes: ['email'],
    });
  });

  it('one of the two pools may be missing', () => {
    const poolOnly = facts(
      { authSelections: 'userPoolOnly' },
      { groups: [{ groupName: 'Growers', precedence: 1 }] },
    );
    expect([poolOnly.IdentityPool, poolOnly.Groups]).toEqual([
      null,
      { Growers: { Precedence: 1, Rank: 0, Role: null } },
    ]);
    const identitiesOnly = facts({
      authSelections: 'identityPoolOnly',
      authProviders: ['www.amazon.com'],
      amazonAppId: 'amzn1',
    });
    expect([identitiesOnly.UserPool, identitiesOnly.UserPoolClients]).toEqual([null, {}]);
    expect(identitiesOnly.IdentityPool).toMatchObject({
      AllowUnauthenticatedIdentities: true,
      CognitoIdentityProviders: {},
      SupportedLoginProviders: { 'www.amazon.com': 'amzn1' },
    });
  });

  it('Google alone is an OpenID provider when there are audiences', () => {
    const google = {
      authProviders: ['accounts.google.com'],
      googleClientId: 'web',
      audiences: ['web', 'ios'],
    };
    expect(facts(google).IdentityPool).toMatchObject({
      SupportedLoginProviders: {},
      OpenIdConnectProviderARNs: { 'accounts.google.com': { ClientIdList: ['ios', 'web'] } },
    });
  });

  it('groups map to roles by token, and equal precedences share a rank', () => {
    const groups = [
      { groupName: 'A', precedence: 4 },
      { groupName: 1, precedence: 4 },
      { groupName: { groupName: 'C' }, precedence: 9 },
    ];
    const { Groups, RoleMappings } = facts({ userPoolGroupList: ['A', '1', 'C'] }, { groups });
    expect(Groups).toMatchObject({ A: { Rank: 0 }, '1': { Rank: 0 }, C: { Rank: 1 } });
    expect(Object.keys(RoleMappings).sort()).toEqual(['native', 'web']);
    expect(facts({}).RoleMappings).toEqual({});
  });

  it('a trigger whose function is elsewhere is known by name', () => {
    expect(facts({ triggers: '{"PreSignup":["email-filter-allowlist"]}' }).Triggers).toEqual({
      PreSignUp: { Function: 'functiongardenPreSignupArn' },
    });
  });
});
