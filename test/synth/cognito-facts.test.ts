import { describe, expect, it } from 'vitest';
import { type Json } from '../../src/core/json.js';
import { cognitoFacts } from '../../src/verify/facts/cognito.js';
import { type FactDifference, compareFacts } from '../../src/verify/facts/compare.js';
import { IGNORABLE, IGNORABLE_PERMISSIONS } from '../../src/verify/facts/ignorable.js';
import { gen1Stacks } from '../../src/verify/gen1-stacks.js';
import { GEN1_EXAMPLE, gen1With } from './gen1-example.js';

const example = cognitoFacts(gen1Stacks(GEN1_EXAMPLE));

function differences(...change: Parameters<typeof gen1With>): FactDifference[] {
  return compareFacts(example, cognitoFacts(gen1Stacks(gen1With(...change))));
}

type Row = [logicalId: string, properties: Record<string, Json | undefined>];

describe('absent is the value that Cognito documents', () => {
  it.each<Row>([
    ['UserPool', { AliasAttributes: [] }],
    ['UserPool', { MfaConfiguration: undefined }],
    ['UserPool', { EnabledMfas: ['SOFTWARE_TOKEN_MFA'] }],
    ['UserPool', { DeletionProtection: 'INACTIVE' }],
    ['UserPool', { AdminCreateUserConfig: { AllowAdminCreateUserOnly: false } }],
    ['UserPool', { EmailConfiguration: { EmailSendingAccount: 'COGNITO_DEFAULT' } }],
    ['UserPool', { UserPoolAddOns: { AdvancedSecurityMode: 'OFF' } }],
    ['UserPool', { UsernameConfiguration: { CaseSensitive: 'false' } }],
    ['UserPool', { AutoVerifiedAttributes: 'email' }],
    ['UserPool', { UserPoolName: 'other', UserPoolTags: { by: 'someone' } }],
    ['UserPool', { SmsVerificationMessage: '{####}', SmsAuthenticationMessage: '{####}' }],
    [
      'UserPool',
      {
        VerificationMessageTemplate: {
          DefaultEmailOption: 'CONFIRM_WITH_CODE',
          EmailMessage: 'Your code is {####}',
          EmailSubject: 'Your code',
        },
      },
    ],
    [
      'UserPool',
      {
        Schema: [
          { Name: 'email', Required: true, Mutable: true, AttributeDataType: 'String' },
          { Name: 'nickname', Mutable: true, Required: false, AttributeDataType: 'String' },
        ],
      },
    ],
    [
      'UserPoolClientWeb',
      { ClientName: 'other', AllowedOAuthFlowsUserPoolClient: false, CallbackURLs: ['https://example.com'] },
    ],
    ['UserPoolClientWeb', { PreventUserExistenceErrors: 'LEGACY' }],
    [
      'UserPoolClientWeb',
      { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_CUSTOM_AUTH'] },
    ],
    ['UserPoolClientWeb', { RefreshTokenValidity: 720, TokenValidityUnits: { RefreshToken: 'hours' } }],
    ['UserPoolClientWeb', { AccessTokenValidity: 60, TokenValidityUnits: { AccessToken: 'minutes' } }],
    ['UserPoolClientWeb', { EnableTokenRevocation: true, AuthSessionValidity: '3', GenerateSecret: 'false' }],
    ['IdentityPool', { AllowClassicFlow: false, SupportedLoginProviders: {}, IdentityPoolName: 'other' }],
  ])('%s %j', (...row) => {
    expect(differences(...row)).toEqual([]);
  });
});

describe('one setting that differs is one difference', () => {
  it.each<[...Row, path: string, gen1: Json | undefined, gen2: Json | undefined]>([
    ['UserPool', { UsernameAttributes: undefined }, 'UserPool.UsernameAttributes', ['email'], []],
    [
      'UserPool',
      { AliasAttributes: ['preferred_username', 'email'] },
      'UserPool.AliasAttributes',
      [],
      ['email', 'preferred_username'],
    ],
    ['UserPool', { AutoVerifiedAttributes: undefined }, 'UserPool.AutoVerifiedAttributes', ['email'], []],
    [
      'UserPool',
      { UsernameConfiguration: undefined },
      'UserPool.UsernameConfiguration.CaseSensitive',
      false,
      true,
    ],
    ['UserPool', { MfaConfiguration: 'OPTIONAL' }, 'UserPool.MfaConfiguration', 'OFF', 'OPTIONAL'],
    [
      'UserPool',
      {
        AccountRecoverySetting: {
          RecoveryMechanisms: [
            { Name: 'verified_email', Priority: 2 },
            { Name: 'verified_phone_number', Priority: 1 },
          ],
        },
      },
      'UserPool.AccountRecoverySetting',
      'legacy',
      ['verified_phone_number', 'verified_email'],
    ],
    [
      'UserPool',
      { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } },
      'UserPool.AdminCreateUserConfig.AllowAdminCreateUserOnly',
      false,
      true,
    ],
    [
      'UserPool',
      { EmailVerificationSubject: 'Hello' },
      'UserPool.VerificationMessageTemplate.EmailSubject',
      'Your code',
      'Hello',
    ],
    [
      'UserPool',
      { EmailVerificationMessage: undefined },
      'UserPool.VerificationMessageTemplate.EmailMessage',
      'Your code is {####}',
      'as Cognito words it',
    ],
    [
      'UserPool',
      { VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_LINK' } },
      'UserPool.VerificationMessageTemplate.DefaultEmailOption',
      'CONFIRM_WITH_CODE',
      'CONFIRM_WITH_LINK',
    ],
    [
      'UserPool',
      { UserAttributeUpdateSettings: undefined },
      'UserPool.UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate',
      ['email'],
      [],
    ],
    ['UserPool', { DeletionProtection: 'ACTIVE' }, 'UserPool.DeletionProtection', 'INACTIVE', 'ACTIVE'],
    [
      'UserPool',
      { DeviceConfiguration: { ChallengeRequiredOnNewDevice: true } },
      'UserPool.DeviceConfiguration',
      null,
      { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false },
    ],
    [
      'UserPool',
      { WebAuthnUserVerification: 'required' },
      'UserPool.WebAuthnUserVerification',
      undefined,
      'required',
    ],
    [
      'UserPool',
      { Schema: [{ Name: 'email', Mutable: true, Required: false }] },
      'UserPool.Schema.email',
      { AttributeDataType: 'String', Required: true, Mutable: true, DeveloperOnlyAttribute: false },
      undefined,
    ],
    [
      'UserPool',
      { Schema: [{ Name: 'email', Mutable: false, Required: true }] },
      'UserPool.Schema.email.Mutable',
      true,
      false,
    ],
    [
      'UserPoolClientWeb',
      { PreventUserExistenceErrors: 'ENABLED' },
      'UserPoolClients.web.PreventUserExistenceErrors',
      'LEGACY',
      'ENABLED',
    ],
    [
      'UserPoolClientWeb',
      { RefreshTokenValidity: 5 },
      'UserPoolClients.web.RefreshTokenValidity',
      '30 days',
      '5 days',
    ],
    [
      'UserPoolClientWeb',
      { ReadAttributes: ['email'] },
      'UserPoolClients.web.ReadAttributes',
      'all',
      ['email'],
    ],
    ['UserPoolClient', { GenerateSecret: 'true' }, 'UserPoolClients.native.GenerateSecret', false, true],
    [
      'UserPoolClientWeb',
      {
        AllowedOAuthFlowsUserPoolClient: true,
        AllowedOAuthFlows: ['code'],
        AllowedOAuthScopes: ['openid', 'email'],
        CallbackURLs: ['https://a.example/'],
      },
      'UserPoolClients.web.OAuth',
      'off',
      {
        AllowedOAuthFlows: ['code'],
        AllowedOAuthScopes: ['email', 'openid'],
        CallbackURLs: ['https://a.example/'],
        DefaultRedirectURI: null,
        LogoutURLs: [],
        SupportedIdentityProviders: [],
      },
    ],
    [
      'IdentityPool',
      { AllowUnauthenticatedIdentities: true },
      'IdentityPool.AllowUnauthenticatedIdentities',
      false,
      true,
    ],
    [
      'IdentityPool',
      { SupportedLoginProviders: { 'graph.facebook.com': '123' } },
      'IdentityPool.SupportedLoginProviders["graph.facebook.com"]',
      undefined,
      '123',
    ],
    [
      'IdentityPoolRoleMap',
      { RoleMappings: {} },
      'RoleMappings.native',
      { AmbiguousRoleResolution: 'AuthenticatedRole', Type: 'Token' },
      undefined,
    ],
  ])('%s %j', (logicalId, properties, path, gen1, gen2) => {
    expect(differences(logicalId, properties)[0]).toEqual({ path, gen1, gen2 });
    // The role mapping is there once for each of the two clients.
    expect(differences(logicalId, properties)).toHaveLength(logicalId === 'IdentityPoolRoleMap' ? 2 : 1);
  });

  it('a password policy that is not there asks for everything', () => {
    expect(
      differences('UserPool', { Policies: undefined }).map(({ path }) => path.split('.').at(-1)),
    ).toEqual(['MinimumLength', 'RequireNumbers', 'RequireSymbols', 'RequireUppercase']);
  });

  it('texts of messages count as soon as one pool can send them', () => {
    const sms = {
      SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::1:role/sms' },
      SmsVerificationMessage: 'Code {####}',
    };
    expect(differences('UserPool', sms).map(({ path }) => path)).toEqual([
      'UserPool.VerificationMessageTemplate.SmsMessage',
      'UserPool.SmsConfiguration',
    ]);
  });
});

describe('custom resources of Gen 1', () => {
  it('say which domain, providers, factors and audiences there are', () => {
    const facts = (properties: Record<string, Json>): ReturnType<typeof cognitoFacts> =>
      cognitoFacts(gen1Stacks(gen1With('Inputs', properties)));
    expect(
      facts({ hostedUIDomainName: { 'Fn::Join': ['-', ['garden', { Ref: 'env' }]] } }).UserPoolDomain,
    ).toEqual({
      Domain: 'garden-dev',
    });
    const meta = [
      {
        ProviderName: 'Facebook',
        authorize_scopes: 'email,public_profile',
        AttributeMapping: { email: 'email' },
      },
    ];
    expect(
      facts({ hostedUIProviderMeta: JSON.stringify(meta), hostedUIProviderCreds: '[{"client_secret":"x"}]' })
        .IdentityProviders,
    ).toEqual({
      Facebook: {
        ProviderType: 'Facebook',
        AttributeMapping: { email: 'email' },
        ProviderDetails: { authorize_scopes: ['email', 'public_profile'] },
      },
    });
    expect(
      facts({ mfaConfiguration: 'ON', totpEnabled: 'true', smsAuthenticationMessage: 'Code {####}' })
        .UserPool,
    ).toMatchObject({
      MfaConfiguration: 'ON',
      EnabledMfas: ['SMS_MFA', 'SOFTWARE_TOKEN_MFA'],
      SmsAuthenticationMessage: 'Code {####}',
    });
    const oAuth = {
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid'],
      CallbackURLs: ['a://'],
      LogoutURLs: ['b://'],
    };
    expect(
      facts({ oAuthMetadata: JSON.stringify(oAuth), hostedUIProviderMeta: JSON.stringify(meta) })
        .UserPoolClients,
    ).toMatchObject({
      web: { OAuth: { ...oAuth, SupportedIdentityProviders: ['COGNITO', 'Facebook'] } },
      native: { OAuth: { ...oAuth, SupportedIdentityProviders: ['COGNITO', 'Facebook'] } },
    });
  });

  it('bring an OpenID provider to the identity pool', () => {
    const given = gen1With('IdentityPool', {
      OpenIdConnectProviderARNs: [{ 'Fn::GetAtt': ['OpenIdLambdaInputs', 'providerArn'] }],
    });
    const template = {
      ...given.auth.template,
      Resources: {
        ...given.auth.template.Resources,
        OpenIdLambdaInputs: {
          Type: 'Custom::LambdaCallout',
          Properties: { clientIdList: 'web,ios', url: 'https://accounts.google.com' },
        },
      },
    };
    expect(
      cognitoFacts(gen1Stacks({ ...given, auth: { ...given.auth, template } })).IdentityPool,
    ).toMatchObject({
      OpenIdConnectProviderARNs: { 'accounts.google.com': { ClientIdList: ['ios', 'web'] } },
    });
  });

  it('set triggers, whose functions have facts of their own', () => {
    expect(example.Triggers).toEqual({
      PostConfirmation: {
        FunctionName: 'gardenPostConfirmation-dev',
        Runtime: 'nodejs22.x',
        Timeout: 25,
        MemorySize: 128,
        Layers: [],
        Architectures: ['x86_64'],
        EphemeralStorage: { Size: 512 },
        Environment: { GROUP: 'Growers', SIGNING_SECRET: '‹redacted›' },
        InvokedByCognito: true,
        Permissions: [
          'Allow cognito-idp:AdminAddUserToGroup on ${UserPool.Arn}',
          'Allow cognito-idp:CreateGroup on ${UserPool.Arn}',
          'Allow cognito-idp:GetGroup on ${UserPool.Arn}',
          'Allow logs:CreateLogGroup on arn:aws:logs:${AWS::Region}:${AWS::AccountId}:log-group:/aws/lambda/*',
          'Allow logs:CreateLogStream on arn:aws:logs:${AWS::Region}:${AWS::AccountId}:log-group:/aws/lambda/*',
          'Allow logs:PutLogEvents on arn:aws:logs:${AWS::Region}:${AWS::AccountId}:log-group:/aws/lambda/*',
        ],
        Trust: ['Allow sts:AssumeRole for {"Service":"lambda.amazonaws.com"}'],
        Secrets: {},
      },
    });
  });
});

describe('groups', () => {
  it('have a rank, a role, and what it allows', () => {
    expect(example.Groups).toEqual({
      Growers: {
        Precedence: 1,
        Rank: 0,
        Role: {
          Trust: [
            'Allow sts:AssumeRoleWithWebIdentity for {"Federated":"cognito-identity.amazonaws.com"} if ' +
              '{"ForAnyValue:StringLike":{"cognito-identity.amazonaws.com:amr":"authenticated"},' +
              '"StringEquals":{"cognito-identity.amazonaws.com:aud":"${IdentityPool}"}}',
          ],
          Permissions: ['Allow sqs:SendMessage on arn:aws:sqs:*:*:seeds'],
          MaxSessionDuration: 3600,
        },
      },
    });
  });

  it('that are not there, and a pool without triggers, are differences', () => {
    const { env, auth } = GEN1_EXAMPLE;
    const bare = cognitoFacts(gen1Stacks({ env, auth }));
    expect(compareFacts(example, bare).map(({ path }) => path)).toEqual([
      'Groups.Growers',
      'Triggers.PostConfirmation',
    ]);
  });
});

it('every fact that may differ has its reason', () => {
  for (const { path, because } of IGNORABLE)
    expect([path.join('.'), because.length > 20]).toEqual([path.join('.'), true]);
  for (const { sentence, because } of IGNORABLE_PERMISSIONS) {
    expect(sentence.source).toMatch(/^\^Allow /);
    expect(because).not.toBe('');
  }
});
