import { type Row, rows } from './row.js';
import { allow } from './shop-policies.js';

const WEB = 'UserPoolAppClient00000000/Properties';

const USER_POOL = rows('auth', 'AM8110', [
  ['UserPool/Properties/UsernameAttributes', ['phone_number'], 'UserPool.UsernameAttributes'],
  ['UserPool/Properties/AliasAttributes', ['preferred_username'], 'UserPool.AliasAttributes'],
  ['UserPool/Properties/AutoVerifiedAttributes', [], 'UserPool.AutoVerifiedAttributes'],
  [
    'UserPool/Properties/UsernameConfiguration/CaseSensitive',
    true,
    'UserPool.UsernameConfiguration.CaseSensitive',
  ],
  [
    'UserPool/Properties/UserAttributeUpdateSettings/AttributesRequireVerificationBeforeUpdate',
    ['email'],
    'UserPool.UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate',
  ],
  ['UserPool/Properties/MfaConfiguration', 'ON', 'UserPool.MfaConfiguration'],
  ['UserPool/Properties/EnabledMfas', ['SOFTWARE_TOKEN_MFA'], 'UserPool.EnabledMfas'],
  [
    'UserPool/Properties/Policies/PasswordPolicy/MinimumLength',
    8,
    'UserPool.Policies.PasswordPolicy.MinimumLength',
  ],
  [
    'UserPool/Properties/Policies/PasswordPolicy/RequireSymbols',
    false,
    'UserPool.Policies.PasswordPolicy.RequireSymbols',
  ],
  [
    'UserPool/Properties/Policies/SignInPolicy/AllowedFirstAuthFactors',
    ['PASSWORD', 'EMAIL_OTP'],
    'UserPool.Policies.SignInPolicy.AllowedFirstAuthFactors',
  ],
  ['UserPool/Properties/AccountRecoverySetting', undefined, 'UserPool.AccountRecoverySetting'],
  [
    'UserPool/Properties/AdminCreateUserConfig/AllowAdminCreateUserOnly',
    true,
    'UserPool.AdminCreateUserConfig.AllowAdminCreateUserOnly',
  ],
  [
    'UserPool/Properties/EmailConfiguration/EmailSendingAccount',
    'DEVELOPER',
    'UserPool.EmailConfiguration.EmailSendingAccount',
  ],
  [
    'UserPool/Properties/VerificationMessageTemplate/DefaultEmailOption',
    'CONFIRM_WITH_LINK',
    'UserPool.VerificationMessageTemplate.DefaultEmailOption',
  ],
  [
    'UserPool/Properties/EmailVerificationSubject',
    'Hello',
    'UserPool.VerificationMessageTemplate.EmailSubject',
  ],
  ['UserPool/Properties/SmsAuthenticationMessage', 'Your code: {####}', 'UserPool.SmsAuthenticationMessage'],
  ['UserPool/Properties/SmsConfiguration/SnsRegion', 'us-east-1', 'UserPool.SmsConfiguration.SnsRegion'],
  [
    'UserPool/Properties/DeviceConfiguration',
    { ChallengeRequiredOnNewDevice: true },
    'UserPool.DeviceConfiguration',
  ],
  [
    'UserPool/Properties/UserPoolAddOns/AdvancedSecurityMode',
    'ENFORCED',
    'UserPool.UserPoolAddOns.AdvancedSecurityMode',
  ],
  ['UserPool/Properties/UserPoolTier', 'PLUS', 'UserPool.UserPoolTier'],
  ['UserPool/Properties/DeletionProtection', 'ACTIVE', 'UserPool.DeletionProtection'],
  ['UserPool/DeletionPolicy', 'Delete', 'UserPool.DeletionPolicy'],
  ['UserPool/Properties/Schema/0/Mutable', false, 'UserPool.Schema.email.Mutable'],
  [
    'UserPool/Properties/Schema/1',
    { Name: 'team', AttributeDataType: 'String', Mutable: true },
    'UserPool.Schema.custom:team',
  ],
  [
    'UserPool/Properties/Policies/PasswordPolicy/TemporaryPasswordValidityDays',
    1,
    'UserPool.Policies.PasswordPolicy.TemporaryPasswordValidityDays',
  ],
  [
    'UserPool/Properties/AdminCreateUserConfig/InviteMessageTemplate',
    { EmailMessage: '{username} {####}' },
    'UserPool.AdminCreateUserConfig.InviteMessageTemplate',
  ],
  [
    'Orders',
    {
      Type: 'AWS::Cognito::UserPoolResourceServer',
      Properties: { UserPoolId: '${auth/UserPool}', Identifier: 'orders', Scopes: [{ ScopeName: 'read' }] },
    },
    'UserPool.Attached.UserPoolResourceServer',
  ],
  [
    'Firewall',
    {
      Type: 'AWS::WAFv2::WebACLAssociation',
      Properties: {
        ResourceArn: '${auth/UserPool.Arn}',
        WebACLArn: 'arn:aws:wafv2:eu-west-1:1:regional/webacl/x',
      },
    },
    'UserPool.Attached.WebACLAssociation',
  ],
  // A property that no table knows is compared as it stands.
  ['UserPool/Properties/WebAuthnUserVerification', 'required', 'UserPool.WebAuthnUserVerification'],
]);

const CLIENTS = rows('auth', 'AM8111', [
  [`${WEB}/ExplicitAuthFlows`, ['ALLOW_USER_PASSWORD_AUTH'], 'UserPoolClients.web.ExplicitAuthFlows'],
  [`${WEB}/PreventUserExistenceErrors`, 'ENABLED', 'UserPoolClients.web.PreventUserExistenceErrors'],
  [`${WEB}/AccessTokenValidity`, 5, 'UserPoolClients.web.AccessTokenValidity'],
  [`${WEB}/IdTokenValidity`, 5, 'UserPoolClients.web.IdTokenValidity'],
  [`${WEB}/RefreshTokenValidity`, 5, 'UserPoolClients.web.RefreshTokenValidity'],
  [`${WEB}/AuthSessionValidity`, 15, 'UserPoolClients.web.AuthSessionValidity'],
  [`${WEB}/EnableTokenRevocation`, false, 'UserPoolClients.web.EnableTokenRevocation'],
  [
    `${WEB}/EnablePropagateAdditionalUserContextData`,
    true,
    'UserPoolClients.web.EnablePropagateAdditionalUserContextData',
  ],
  [`${WEB}/ReadAttributes`, ['email'], 'UserPoolClients.web.ReadAttributes'],
  [`${WEB}/WriteAttributes`, ['email'], 'UserPoolClients.web.WriteAttributes'],
  [`${WEB}/AllowedOAuthFlowsUserPoolClient`, false, 'UserPoolClients.web.OAuth'],
  [`${WEB}/AllowedOAuthFlows`, ['implicit'], 'UserPoolClients.web.OAuth.AllowedOAuthFlows'],
  [`${WEB}/AllowedOAuthScopes`, ['openid', 'email'], 'UserPoolClients.web.OAuth.AllowedOAuthScopes'],
  [`${WEB}/CallbackURLs`, ['https://example.com'], 'UserPoolClients.web.OAuth.CallbackURLs'],
  [`${WEB}/LogoutURLs`, ['https://example.com'], 'UserPoolClients.web.OAuth.LogoutURLs'],
  [`${WEB}/DefaultRedirectURI`, 'https://example.com', 'UserPoolClients.web.OAuth.DefaultRedirectURI'],
  [`${WEB}/SupportedIdentityProviders`, ['COGNITO'], 'UserPoolClients.web.OAuth.SupportedIdentityProviders'],
  ['NativeClient/Properties/GenerateSecret', false, 'UserPoolClients.native.GenerateSecret'],
  [
    'NativeClient/Properties/RefreshTokenRotation',
    { Feature: 'ENABLED' },
    'UserPoolClients.native.RefreshTokenRotation',
  ],
  [
    'NativeClient/Properties/TokenValidityUnits',
    { AccessToken: 'minutes' },
    'UserPoolClients.native.AccessTokenValidity',
  ],
  [
    'ThirdClient',
    {
      Type: 'AWS::Cognito::UserPoolClient',
      Properties: { UserPoolId: '${auth/UserPool}', ClientName: 'third' },
    },
    'UserPoolClients.third',
  ],
]);

const FEDERATION = [
  ...rows('auth', 'AM8112', [
    ['Domain/Properties/Domain', 'another', 'UserPoolDomain.Domain'],
    ['Domain/Properties/ManagedLoginVersion', 2, 'UserPoolDomain.ManagedLoginVersion'],
    ['Domain', undefined, 'UserPoolDomain'],
  ]),
  ...rows('auth', 'AM8113', [
    ['Google', undefined, 'IdentityProviders.Google'],
    ['Google/Properties/ProviderType', 'OIDC', 'IdentityProviders.Google.ProviderType'],
    ['Google/Properties/AttributeMapping/email', 'name', 'IdentityProviders.Google.AttributeMapping.email'],
    [
      'Google/Properties/ProviderDetails/authorize_scopes',
      'openid',
      'IdentityProviders.Google.ProviderDetails.authorize_scopes',
    ],
  ]),
  ...rows('auth', 'AM8114', [
    ['IdentityPool/Properties/AllowClassicFlow', true, 'IdentityPool.AllowClassicFlow'],
    [
      'IdentityPool/Properties/CognitoIdentityProviders/0/ServerSideTokenCheck',
      true,
      'IdentityPool.CognitoIdentityProviders.web.ServerSideTokenCheck',
    ],
    [
      'IdentityPool/Properties/SupportedLoginProviders',
      { 'graph.facebook.com': '5678' },
      'IdentityPool.SupportedLoginProviders["graph.facebook.com"]',
    ],
    ['IdentityPool/Properties/SamlProviderARNs', [], 'IdentityPool.SamlProviderARNs'],
    [
      'Oidc/Properties/ClientIdList',
      ['two'],
      'IdentityPool.OpenIdConnectProviderARNs["accounts.google.com"].ClientIdList',
    ],
    ['Attachment/Properties/RoleMappings/web/Type', 'Rules', 'RoleMappings.web.Type'],
    [
      'Attachment/Properties/RoleMappings/web/AmbiguousRoleResolution',
      'Deny',
      'RoleMappings.web.AmbiguousRoleResolution',
    ],
    [
      'AuthRole/Properties/AssumeRolePolicyDocument/Statement/0/Principal/Federated',
      'accounts.example.com',
      'Roles.authenticated.Trust',
    ],
    [
      'UnauthRole/Properties/AssumeRolePolicyDocument/Statement/0/Condition',
      undefined,
      'Roles.unauthenticated.Trust',
    ],
    ['AuthRole/Properties/MaxSessionDuration', 43_200, 'Roles.authenticated.MaxSessionDuration'],
    ['IdentityPool/Properties/DeveloperProviderName', 'shop', 'IdentityPool.DeveloperProviderName'],
    [
      'Attachment/Properties/RoleMappings/web/RulesConfiguration',
      { Rules: [{ Claim: 'sub', MatchType: 'Equals', Value: 'x', RoleARN: '${auth/EditorsRole.Arn}' }] },
      'RoleMappings.web.RulesConfiguration',
    ],
    [
      'Tags',
      {
        Type: 'AWS::Cognito::IdentityPoolPrincipalTag',
        Properties: { IdentityPoolId: '${auth/IdentityPool}', UseDefaults: true },
      },
      'IdentityPool.Attached.IdentityPoolPrincipalTag',
    ],
    ['SmsRole/Properties/Policies/0/PolicyDocument/Statement/0/Action', 'sns:*', 'Roles.sms.Permissions'],
  ]),
];

const GROUPS = rows('auth', 'AM8115', [
  ['Readers', undefined, 'Groups.Readers'],
  ['Readers/Properties/Precedence', 1, 'Groups.Readers.Rank'],
  ['Readers/Properties/RoleArn', '${auth/ReadersRole.Arn}', 'Groups.Readers.Role'],
  ['EditorsRole/Properties/AssumeRolePolicyDocument/Statement/0/Effect', 'Deny', 'Groups.Editors.Role.Trust'],
]);

const TRIGGERS = rows('auth', 'AM8116', [
  ['UserPool/Properties/LambdaConfig/PreSignUp', undefined, 'Triggers.PreSignUp'],
  [
    'UserPool/Properties/LambdaConfig/PostConfirmation',
    'arn:aws:lambda:eu-west-1:1:function:x',
    'Triggers.PostConfirmation',
  ],
  ['UserPool/Properties/LambdaConfig/KMSKeyID', 'another', 'Triggers.KMSKeyID'],
  ['preSignUp/Properties/Runtime', 'nodejs20.x', 'Triggers.PreSignUp.Runtime'],
  ['preSignUp/Properties/Timeout', 30, 'Triggers.PreSignUp.Timeout'],
  ['preSignUp/Properties/MemorySize', 256, 'Triggers.PreSignUp.MemorySize'],
  ['preSignUp/Properties/Layers', ['one'], 'Triggers.PreSignUp.Layers'],
  ['preSignUp/Properties/Architectures', ['arm64'], 'Triggers.PreSignUp.Architectures'],
  ['preSignUp/Properties/EphemeralStorage/Size', 1024, 'Triggers.PreSignUp.EphemeralStorage.Size'],
  [
    'preSignUp/Properties/Environment/Variables/ALLOWED',
    'example.org',
    'Triggers.PreSignUp.Environment.ALLOWED',
  ],
  ['preSignUp/Properties/VpcConfig', { SubnetIds: ['one'] }, 'Triggers.PreSignUp.VpcConfig'],
  [
    'preSignUpRole/Properties/AssumeRolePolicyDocument',
    { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: '*' } }] },
    'Triggers.PreSignUp.Trust',
  ],
  [
    'UserPool/Properties/LambdaConfig/PreTokenGenerationConfig',
    { LambdaArn: 'arn:aws:lambda:eu-west-1:1:function:x', LambdaVersion: 'V2_0' },
    'Triggers["PreTokenGeneration V2_0"]',
  ],
  ['preSignUpSecrets', undefined, 'Triggers.PreSignUp.Secrets.PIN'],
  ['preSignUpPermission/Properties/SourceArn', undefined, 'Triggers.PreSignUp.InvokedByCognito'],
  ['preSignUpPermission', undefined, 'Triggers.PreSignUp.InvokedByCognito'],
  ['preSignUpRole/Properties/Policies/0/PolicyDocument/Statement', [], 'Triggers.PreSignUp.Permissions'],
  ['Template', undefined, 'Buckets'],
]);

/** Rights of roles: by the policy of whom, in which way, and what is told of it. */
const RIGHTS = [
  ...rows('auth', 'AM8101', [
    [
      'AuthRole/Properties/ManagedPolicyArns',
      ['arn:aws:iam::aws:policy/AdministratorAccess'],
      'authenticated ',
    ],
    [
      'UnauthPolicy/Properties/PolicyDocument/Statement/0/Action',
      ['s3:GetObject', 's3:DeleteObject'],
      'guest s3:DeleteObject',
    ],
    [
      'AuthPolicy/Properties/PolicyDocument/Statement/1/Resource',
      ['${storage/Photos.Arn}/private/*'],
      'authenticated s3:',
    ],
    ['AuthPolicy/Properties/PolicyDocument/Statement/2/Condition', undefined, 'authenticated s3:ListBucket'],
  ]),
  ...rows('auth', 'AM8102', [
    ['UnauthPolicy', undefined, 'guest s3:GetObject'],
    ['AuthPolicy/Properties/PolicyDocument/Statement/0/Effect', 'Deny', 'authenticated s3:'],
    [
      'EditorsPolicy/Properties/PolicyDocument/Statement/0/Action',
      ['s3:GetObject'],
      'group:Editors s3:PutObject',
    ],
    [
      'UnauthPolicy/Properties/PolicyDocument/Statement/1',
      { ...allow(['s3:*'], '*'), Effect: 'Deny' },
      'guest s3:GetObject',
    ],
  ]),
];

/** Everything of sign-in and identities, with what their roles may do. */
export const AUTH_ROWS: readonly Row[] = [
  ...USER_POOL,
  ...CLIENTS,
  ...FEDERATION,
  ...GROUPS,
  ...TRIGGERS,
  ...RIGHTS,
];
