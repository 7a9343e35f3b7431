import { type Template } from '../../src/verify/template.js';
import { allow, maySecret, ownSecret, policyFor, trustOf } from './shop-policies.js';

const POOL = '${auth/UserPool}';
const POOL_ARN = '${auth/UserPool.Arn}';
const PROVIDER = 'cognito-idp.${AWS::Region}.amazonaws.com/${auth/UserPool}';

/** Sign-in with everything of which Cognito's facts speak. */
export const AUTH: Template = {
  Resources: {
    UserPool: {
      Type: 'AWS::Cognito::UserPool',
      DeletionPolicy: 'Retain',
      Properties: {
        UserPoolName: 'shop',
        UsernameAttributes: ['email'],
        AutoVerifiedAttributes: ['email'],
        UsernameConfiguration: { CaseSensitive: false },
        MfaConfiguration: 'OPTIONAL',
        EnabledMfas: ['SMS_MFA', 'SOFTWARE_TOKEN_MFA'],
        SmsConfiguration: { SnsCallerArn: '${auth/SmsRole.Arn}', ExternalId: 'any', SnsRegion: 'eu-west-1' },
        Policies: { PasswordPolicy: { MinimumLength: 10, RequireSymbols: true } },
        AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }] },
        AdminCreateUserConfig: { AllowAdminCreateUserOnly: false },
        VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_CODE' },
        Schema: [{ Name: 'email', Required: true, Mutable: true }],
        LambdaConfig: { PreSignUp: '${auth/preSignUp.Arn}', KMSKeyID: '${auth/Key.Arn}' },
      },
    },
    UserPoolAppClient00000000: {
      Type: 'AWS::Cognito::UserPoolClient',
      Properties: {
        UserPoolId: POOL,
        ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
        AllowedOAuthFlowsUserPoolClient: true,
        AllowedOAuthFlows: ['code'],
        AllowedOAuthScopes: ['openid'],
        CallbackURLs: ['https://shop.example.com/'],
        LogoutURLs: ['https://shop.example.com/'],
        SupportedIdentityProviders: ['COGNITO', 'Google'],
      },
    },
    NativeClient: {
      Type: 'AWS::Cognito::UserPoolClient',
      Properties: { UserPoolId: POOL, ClientName: 'native', GenerateSecret: true, AccessTokenValidity: 30 },
    },
    Domain: {
      Type: 'AWS::Cognito::UserPoolDomain',
      Properties: { UserPoolId: POOL, Domain: 'shop', ManagedLoginVersion: 1 },
    },
    Google: {
      Type: 'AWS::Cognito::UserPoolIdentityProvider',
      Properties: {
        UserPoolId: POOL,
        ProviderName: 'Google',
        ProviderType: 'Google',
        AttributeMapping: { email: 'email' },
        ProviderDetails: { client_id: 'any', authorize_scopes: 'openid email' },
      },
    },
    IdentityPool: {
      Type: 'AWS::Cognito::IdentityPool',
      Properties: {
        AllowUnauthenticatedIdentities: true,
        CognitoIdentityProviders: [
          { ProviderName: PROVIDER, ClientId: '${auth/UserPoolAppClient00000000}' },
          { ProviderName: PROVIDER, ClientId: '${auth/NativeClient}' },
        ],
        SupportedLoginProviders: { 'graph.facebook.com': '1234' },
        OpenIdConnectProviderARNs: ['${auth/Oidc.Arn}'],
        SamlProviderARNs: ['arn:aws:iam::${AWS::AccountId}:saml-provider/staff'],
      },
    },
    Oidc: {
      Type: 'AWS::IAM::OIDCProvider',
      Properties: { Url: 'https://accounts.google.com', ClientIdList: ['one'] },
    },
    Attachment: {
      Type: 'AWS::Cognito::IdentityPoolRoleAttachment',
      Properties: {
        IdentityPoolId: '${auth/IdentityPool}',
        Roles: { authenticated: '${auth/AuthRole.Arn}', unauthenticated: '${auth/UnauthRole.Arn}' },
        RoleMappings: {
          web: {
            Type: 'Token',
            AmbiguousRoleResolution: 'AuthenticatedRole',
            IdentityProvider: `${PROVIDER}:\${auth/UserPoolAppClient00000000}`,
          },
        },
      },
    },
    AuthRole: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trustOf('authenticated') } },
    UnauthRole: {
      Type: 'AWS::IAM::Role',
      Properties: { AssumeRolePolicyDocument: trustOf('unauthenticated') },
    },
    SmsRole: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Statement: [
            {
              Effect: 'Allow',
              Action: 'sts:AssumeRole',
              Principal: { Service: 'cognito-idp.amazonaws.com' },
            },
          ],
        },
        Policies: [{ PolicyDocument: { Statement: [allow(['sns:Publish'], '*')] } }],
      },
    },
    Editors: {
      Type: 'AWS::Cognito::UserPoolGroup',
      Properties: {
        UserPoolId: POOL,
        GroupName: 'Editors',
        Precedence: 1,
        RoleArn: '${auth/EditorsRole.Arn}',
      },
    },
    Readers: {
      Type: 'AWS::Cognito::UserPoolGroup',
      Properties: { UserPoolId: POOL, GroupName: 'Readers', Precedence: 2 },
    },
    EditorsRole: {
      Type: 'AWS::IAM::Role',
      Properties: { AssumeRolePolicyDocument: trustOf('authenticated') },
    },
    ReadersRole: { Type: 'AWS::IAM::Role', Properties: {} },
    EditorsPolicy: policyFor('${auth/EditorsRole}', [
      allow(['s3:GetObject', 's3:PutObject'], '${storage/Photos.Arn}/*'),
    ]),
    AuthPolicy: policyFor('${auth/AuthRole}', [
      allow(['s3:GetObject'], '${storage/Photos.Arn}/public/*'),
      allow(['s3:GetObject', 's3:PutObject'], '${storage/Photos.Arn}/private/${!sub}/*'),
      {
        ...allow(['s3:ListBucket'], '${storage/Photos.Arn}'),
        Condition: { StringLike: { 's3:prefix': ['public/*'] } },
      },
    ]),
    UnauthPolicy: policyFor('${auth/UnauthRole}', [
      allow(['s3:GetObject'], '${storage/Photos.Arn}/public/*'),
    ]),
    preSignUp: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Runtime: 'nodejs22.x',
        Handler: 'index.handler',
        Role: '${auth/preSignUpRole.Arn}',
        Environment: { Variables: { ALLOWED: 'example.com', PIN: ownSecret('PIN') } },
      },
    },
    preSignUpRole: {
      Type: 'AWS::IAM::Role',
      Properties: { Policies: [{ PolicyDocument: { Statement: [allow(['ses:SendEmail'], '*')] } }] },
    },
    preSignUpSecrets: maySecret('${auth/preSignUpRole}', 'PIN'),
    preSignUpPermission: {
      Type: 'AWS::Lambda::Permission',
      Properties: {
        Action: 'lambda:InvokeFunction',
        Principal: 'cognito-idp.amazonaws.com',
        SourceArn: POOL_ARN,
        FunctionName: '${auth/preSignUp.Arn}',
      },
    },
    Template: { Type: 'AWS::S3::Bucket' },
  },
};
