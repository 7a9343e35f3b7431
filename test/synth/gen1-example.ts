import { type Json } from '../../src/core/json.js';
import { type Gen1AuthTemplates } from '../../src/verify/gen1-stacks.js';
import { type JsonObject, type Resource, type Template } from '../../src/verify/template.js';

const provider = (client: string): Json => ({
  'Fn::Sub': [
    'cognito-idp.${region}.amazonaws.com/${pool}' + (client === '' ? '' : ':${client}'),
    {
      region: { Ref: 'AWS::Region' },
      pool: { Ref: 'UserPool' },
      ...(client !== '' && { client: { Ref: client } }),
    },
  ],
});

const perEnvironment = (name: string): Json => ({
  'Fn::If': ['ShouldNotCreateEnvResources', name, { 'Fn::Join': ['', [name, '-', { Ref: 'env' }]] }],
});

const CONDITIONS = { ShouldNotCreateEnvResources: { 'Fn::Equals': [{ Ref: 'env' }, 'NONE'] } };

const client = (properties: JsonObject): Resource => ({
  Type: 'AWS::Cognito::UserPoolClient',
  Properties: {
    RefreshTokenValidity: { Ref: 'userpoolClientRefreshTokenValidity' },
    TokenValidityUnits: { RefreshToken: 'days' },
    UserPoolId: { Ref: 'UserPool' },
    ...properties,
  },
});

const AUTH: Template = {
  Parameters: {
    env: { Type: 'String' },
    userPoolName: { Type: 'String' },
    usernameAttributes: { Type: 'CommaDelimitedList' },
    userpoolClientRefreshTokenValidity: { Type: 'String' },
    userpoolClientGenerateSecret: { Type: 'String' },
    allowUnauthenticatedIdentities: { Type: 'String' },
    authRoleArn: { Type: 'String' },
    unauthRoleArn: { Type: 'String' },
  },
  Conditions: CONDITIONS,
  Resources: {
    UserPool: {
      Type: 'AWS::Cognito::UserPool',
      Properties: {
        AutoVerifiedAttributes: ['email'],
        EmailVerificationMessage: 'Your code is {####}',
        EmailVerificationSubject: 'Your code',
        MfaConfiguration: 'OFF',
        Policies: {
          PasswordPolicy: {
            MinimumLength: '10',
            RequireLowercase: true,
            RequireNumbers: false,
            RequireSymbols: false,
            RequireUppercase: false,
          },
        },
        Schema: [{ Mutable: true, Name: 'email', Required: true }],
        UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
        UserPoolName: perEnvironment('garden_userpool'),
        UsernameAttributes: { Ref: 'usernameAttributes' },
        UsernameConfiguration: { CaseSensitive: false },
      },
    },
    UserPoolClientWeb: client({ ClientName: 'garden_app_clientWeb' }),
    UserPoolClient: client({
      ClientName: 'garden_app_client',
      GenerateSecret: { Ref: 'userpoolClientGenerateSecret' },
    }),
    IdentityPool: {
      Type: 'AWS::Cognito::IdentityPool',
      Properties: {
        AllowUnauthenticatedIdentities: { Ref: 'allowUnauthenticatedIdentities' },
        CognitoIdentityProviders: [
          { ClientId: { Ref: 'UserPoolClient' }, ProviderName: provider('') },
          { ClientId: { Ref: 'UserPoolClientWeb' }, ProviderName: provider('') },
        ],
      },
    },
    IdentityPoolRoleMap: {
      Type: 'AWS::Cognito::IdentityPoolRoleAttachment',
      Properties: {
        IdentityPoolId: { Ref: 'IdentityPool' },
        Roles: { authenticated: { Ref: 'authRoleArn' }, unauthenticated: { Ref: 'unauthRoleArn' } },
        RoleMappings: Object.fromEntries(
          ['UserPoolClient', 'UserPoolClientWeb'].map((name) => [
            name,
            { AmbiguousRoleResolution: 'AuthenticatedRole', IdentityProvider: provider(name), Type: 'Token' },
          ]),
        ),
      },
    },
  },
  Outputs: {
    IdentityPoolId: { Value: { Ref: 'IdentityPool' } },
    UserPoolId: { Value: { Ref: 'UserPool' } },
    UserPoolArn: { Value: { 'Fn::GetAtt': ['UserPool', 'Arn'] } },
  },
};

const PARAMETERS = {
  userPoolName: 'garden_userpool',
  usernameAttributes: ['email'],
  userpoolClientRefreshTokenValidity: '30',
  userpoolClientGenerateSecret: false,
  allowUnauthenticatedIdentities: false,
  authRoleArn: { 'Fn::GetAtt': ['AuthRole', 'Arn'] },
  unauthRoleArn: { 'Fn::GetAtt': ['UnauthRole', 'Arn'] },
};

const GROUPS: Template = {
  Parameters: {
    env: { Type: 'String' },
    authgardenUserPoolId: { Type: 'String', Default: 'authgardenUserPoolId' },
    authgardenIdentityPoolId: { Type: 'String', Default: 'authgardenIdentityPoolId' },
  },
  Resources: {
    GrowersGroup: {
      Type: 'AWS::Cognito::UserPoolGroup',
      Properties: {
        Description: 'override success',
        GroupName: 'Growers',
        Precedence: 1,
        RoleArn: { 'Fn::GetAtt': ['GrowersGroupRole', 'Arn'] },
        UserPoolId: { Ref: 'authgardenUserPoolId' },
      },
    },
    GrowersGroupRole: {
      Type: 'AWS::IAM::Role',
      Properties: {
        RoleName: { 'Fn::Join': ['', [{ Ref: 'authgardenUserPoolId' }, '-GrowersGroupRole']] },
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Sid: '',
              Effect: 'Allow',
              Principal: { Federated: 'cognito-identity.amazonaws.com' },
              Action: 'sts:AssumeRoleWithWebIdentity',
              Condition: {
                StringEquals: { 'cognito-identity.amazonaws.com:aud': { Ref: 'authgardenIdentityPoolId' } },
                'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' },
              },
            },
          ],
        },
        Policies: [
          {
            PolicyName: 'seeds',
            PolicyDocument: {
              Version: '2012-10-17',
              Statement: [
                { Effect: 'Allow', Action: ['sqs:SendMessage'], Resource: 'arn:aws:sqs:*:*:seeds' },
              ],
            },
          },
        ],
      },
    },
  },
};

const TRIGGERS: Template = {
  Parameters: {
    env: { Type: 'String' },
    userpoolId: { Type: 'String' },
    userpoolArn: { Type: 'String' },
    functiongardenPostConfirmationName: { Type: 'String' },
    functiongardenPostConfirmationArn: { Type: 'String' },
    functiongardenPostConfirmationLambdaExecutionRole: { Type: 'String' },
  },
  Resources: {
    UserPoolPostConfirmationLambdaInvokePermission: {
      Type: 'AWS::Lambda::Permission',
      Properties: {
        Action: 'lambda:InvokeFunction',
        FunctionName: { Ref: 'functiongardenPostConfirmationName' },
        Principal: 'cognito-idp.amazonaws.com',
        SourceArn: { Ref: 'userpoolArn' },
      },
    },
    AddToGroup: {
      Type: 'AWS::IAM::Policy',
      Properties: {
        PolicyName: 'add-to-group',
        PolicyDocument: {
          Statement: [
            {
              Effect: 'Allow',
              Action: ['cognito-idp:AdminAddUserToGroup', 'cognito-idp:GetGroup', 'cognito-idp:CreateGroup'],
              Resource: { Ref: 'userpoolArn' },
            },
          ],
        },
        Roles: [
          {
            'Fn::Select': [
              1,
              { 'Fn::Split': ['/', { Ref: 'functiongardenPostConfirmationLambdaExecutionRole' }] },
            ],
          },
        ],
      },
    },
    CustomAuthTriggerResource: {
      Type: 'Custom::CustomAuthTriggerResourceOutputs',
      Properties: {
        userpoolId: { Ref: 'userpoolId' },
        lambdaConfig: [
          {
            triggerType: 'PostConfirmation',
            lambdaFunctionName: 'gardenPostConfirmation',
            lambdaFunctionArn: { Ref: 'functiongardenPostConfirmationArn' },
          },
        ],
      },
    },
  },
};

const FUNCTION: Template = {
  Parameters: { env: { Type: 'String' }, GROUP: { Type: 'String', Default: '' } },
  Conditions: CONDITIONS,
  Resources: {
    LambdaFunction: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        FunctionName: perEnvironment('gardenPostConfirmation'),
        Handler: 'index.handler',
        Environment: { Variables: { GROUP: { Ref: 'GROUP' }, SIGNING_SECRET: 'not for any report' } },
        Role: { 'Fn::GetAtt': ['LambdaExecutionRole', 'Arn'] },
        Runtime: 'nodejs22.x',
        Timeout: 25,
      },
    },
    LambdaExecutionRole: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Principal: { Service: ['lambda.amazonaws.com'] }, Action: ['sts:AssumeRole'] },
          ],
        },
      },
    },
    lambdaexecutionpolicy: {
      Type: 'AWS::IAM::Policy',
      Properties: {
        Roles: [{ Ref: 'LambdaExecutionRole' }],
        PolicyDocument: {
          Statement: [
            {
              Effect: 'Allow',
              Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
              Resource: {
                'Fn::Sub': 'arn:aws:logs:${AWS::Region}:${AWS::AccountId}:log-group:/aws/lambda/*',
              },
            },
          ],
        },
      },
    },
  },
  Outputs: {
    Name: { Value: { Ref: 'LambdaFunction' } },
    Arn: { Value: { 'Fn::GetAtt': ['LambdaFunction', 'Arn'] } },
    LambdaExecutionRole: { Value: { Ref: 'LambdaExecutionRole' } },
  },
};

/** What Gen 1 deploys for sign-in by e-mail, one group with a policy, and one trigger with a grant. */
export const GEN1_EXAMPLE: Gen1AuthTemplates = {
  env: 'dev',
  auth: { name: 'garden', template: AUTH, parameters: PARAMETERS },
  groups: { template: GROUPS, parameters: {} },
  triggers: TRIGGERS,
  functions: [{ name: 'gardenPostConfirmation', template: FUNCTION, parameters: { GROUP: 'Growers' } }],
};

/** The example with members of one resource's properties, and with parameters, set; undefined takes one away. */
export function gen1With(
  logicalId: string,
  properties: Readonly<Record<string, Json | undefined>>,
  parameters: Readonly<Record<string, Json>> = {},
): Gen1AuthTemplates {
  const resource = AUTH.Resources[logicalId];
  const changed = Object.entries({ ...resource?.Properties, ...properties });
  return {
    ...GEN1_EXAMPLE,
    auth: {
      name: 'garden',
      parameters: { ...PARAMETERS, ...parameters },
      template: {
        ...AUTH,
        Resources: {
          ...AUTH.Resources,
          [logicalId]: {
            Type: resource?.Type ?? 'Custom::LambdaCallout',
            Properties: Object.fromEntries(
              changed.flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
            ),
          },
        },
      },
    },
  };
}
