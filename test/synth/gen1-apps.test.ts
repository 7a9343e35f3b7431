import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type Facts, cognitoFacts } from '../../src/verify/facts/cognito.js';
import { gen1StacksOf } from './gen1-app.js';

/** Four sample applications with the templates that Gen 1 built for them; they do not ship with the project. */
const APPS = fileURLToPath(new URL('../../../shared/aws-apps/', import.meta.url));

const factsOf = (app: string): Facts => cognitoFacts(gen1StacksOf(`${APPS}${app}`, 'main'));

describe.skipIf(!existsSync(APPS))('templates that Gen 1 built', () => {
  it.each(['fitness-tracker', 'mood-board', 'project-boards', 'discussions'])('%s: all is known', (app) => {
    const facts = factsOf(app);
    // A token with ? is a parameter that nobody gives, one with Fn:: a function that could not be evaluated.
    expect(JSON.stringify(facts)).not.toMatch(/\$\{[^}]*\?|\$\{Fn::|"Ref"|"Fn::/);
    expect(facts.UserPool).toMatchObject({
      AutoVerifiedAttributes: ['email'],
      AccountRecoverySetting: 'legacy',
      MfaConfiguration: 'OFF',
      Policies: { PasswordPolicy: { MinimumLength: 8, RequireLowercase: false, RequireSymbols: false } },
      UsernameConfiguration: { CaseSensitive: false },
    });
    expect(Object.keys(facts.UserPoolClients).sort()).toEqual(['native', 'web']);
    expect(facts.IdentityPool).toMatchObject({ CognitoIdentityProviders: { native: {}, web: {} } });
    expect(Object.keys(facts.Roles)).toEqual(expect.arrayContaining(['authenticated', 'unauthenticated']));
  });

  it('differ in what their applications ask for', () => {
    const facts = ['fitness-tracker', 'mood-board', 'project-boards', 'discussions'].map(factsOf);
    expect(
      facts.map(({ UserPool, UserPoolClients, IdentityPool, Groups, Triggers, Roles }) => ({
        pool: UserPool,
        client: UserPoolClients['web'],
        identities: IdentityPool,
        groups: Object.keys(Groups),
        triggers: Object.keys(Triggers),
        sms: 'sms' in Roles,
      })),
    ).toMatchObject([
      { pool: { UsernameAttributes: [] }, groups: ['Admin'], triggers: ['PreSignUp'], sms: false },
      {
        pool: { UsernameAttributes: ['email'] },
        identities: { AllowUnauthenticatedIdentities: true },
        groups: [],
        sms: false,
      },
      {
        pool: { UsernameAttributes: ['email'] },
        identities: { AllowUnauthenticatedIdentities: true },
        triggers: [],
      },
      {
        pool: {
          UsernameAttributes: ['phone_number'],
          SmsConfiguration: {},
          Schema: { phone_number: { Required: true } },
        },
        client: { RefreshTokenValidity: '120 days' },
        identities: { AllowUnauthenticatedIdentities: false },
        sms: true,
      },
    ]);
  });
});
