import { type Gen1App } from '../../src/core/gen1-app.js';
import { type Json, toValue } from '../../src/core/json.js';
import { type Gen1AuthTemplates } from '../../src/verify/gen1-stacks.js';
import { type JsonObject, type Resource } from '../../src/verify/template.js';
import { type ClientRole } from '../../transforms/auth/cognito.js';
import { type AuthModel } from '../../transforms/auth/model.js';

/** The templates that Gen 1 would build of a model, as far as the model says; without triggers. */
export function gen1Templates(model: AuthModel, app: Gen1App): Gen1AuthTemplates {
  const { cognito } = model;
  const identityPool = cognito.identityPool !== null;
  return {
    env: app.environment.name,
    auth: {
      name: model.resource.name,
      parameters: { authRoleArn: role('AuthRole'), unauthRoleArn: role('UnauthRole') },
      template: {
        Parameters: { env: text, authRoleArn: text, unauthRoleArn: text },
        Resources: {
          ...resource('UserPool', 'AWS::Cognito::UserPool', pool(cognito.userPool)),
          ...resource('UserPoolClientWeb', 'AWS::Cognito::UserPoolClient', client(cognito.webClient)),
          ...resource('UserPoolClient', 'AWS::Cognito::UserPoolClient', client(cognito.nativeClient)),
          ...resource(
            'IdentityPool',
            'AWS::Cognito::IdentityPool',
            cognito.identityPool && {
              ...cognito.identityPool,
              CognitoIdentityProviders: cognito.userPool
                ? ['UserPoolClient', 'UserPoolClientWeb'].map((name) => ({
                    ClientId: { Ref: name },
                    ProviderName: provider(),
                  }))
                : [],
              ...openIdConnect(model),
            },
          ),
          ...resource(
            'IdentityPoolRoleMap',
            'AWS::Cognito::IdentityPoolRoleAttachment',
            identityPool ? roleMap(cognito.roleMappings) : null,
          ),
          ...resource('SNSRole', 'AWS::IAM::Role', cognito.userPool?.['SmsConfiguration'] ? SNS_ROLE : null),
          ...resource('HostedUICustomResourceInputs', 'Custom::LambdaCallout', hostedUi(model, app)),
          ...resource(
            'HostedUIProvidersCustomResourceInputs',
            'Custom::LambdaCallout',
            socialProviders(model),
          ),
        },
        Outputs: {
          ...(identityPool && { IdentityPoolId: { Value: { Ref: 'IdentityPool' } } }),
          ...(cognito.userPool && {
            UserPoolId: { Value: { Ref: 'UserPool' } },
            UserPoolArn: { Value: { 'Fn::GetAtt': ['UserPool', 'Arn'] } },
          }),
        },
      },
    },
    ...(model.groups && { groups: groupTemplate(model, identityPool) }),
  };
}

const text = { Type: 'String' };
const role = (name: string): Json => ({ 'Fn::GetAtt': [name, 'Arn'] });

function resource(
  id: string,
  type: string,
  properties: JsonObject | Readonly<JsonObject> | null,
): Record<string, Resource> {
  return properties ? { [id]: { Type: type, Properties: properties } } : {};
}

function pool(properties: Readonly<JsonObject> | null): JsonObject | null {
  if (!properties?.['SmsConfiguration']) return properties;
  return { ...properties, SmsConfiguration: { ExternalId: 'external', SnsCallerArn: role('SNSRole') } };
}

function client(properties: Readonly<JsonObject> | null): JsonObject | null {
  return properties && { ...properties, UserPoolId: { Ref: 'UserPool' } };
}

function provider(clientId?: string): Json {
  const tail = clientId === undefined ? '' : ':${client}';
  return {
    'Fn::Sub': [
      `cognito-idp.\${region}.amazonaws.com/\${pool}${tail}`,
      {
        region: { Ref: 'AWS::Region' },
        pool: { Ref: 'UserPool' },
        ...(clientId !== undefined && { client: { Ref: clientId } }),
      },
    ],
  };
}

const CLIENT_IDS = { web: 'UserPoolClientWeb', native: 'UserPoolClient' } as const;

function roleMap(mapped: readonly ClientRole[]): JsonObject {
  const mappings = mapped.map((name): [string, Json] => [
    name,
    {
      Type: 'Token',
      AmbiguousRoleResolution: 'AuthenticatedRole',
      IdentityProvider: provider(CLIENT_IDS[name]),
    },
  ]);
  return {
    IdentityPoolId: { Ref: 'IdentityPool' },
    Roles: { authenticated: { Ref: 'authRoleArn' }, unauthenticated: { Ref: 'unauthRoleArn' } },
    ...(mappings.length > 0 && { RoleMappings: Object.fromEntries(mappings) }),
  };
}

const SNS_ROLE: JsonObject = {
  AssumeRolePolicyDocument: {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'cognito-idp.amazonaws.com' },
        Action: ['sts:AssumeRole'],
        Condition: { StringEquals: { 'sts:ExternalId': 'external' } },
      },
    ],
  },
  Policies: [
    {
      PolicyName: 'sns',
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: ['sns:Publish'], Resource: '*' }],
      },
    },
  ],
};

function hostedUi({ config }: AuthModel, app: Gen1App): JsonObject | null {
  const domain = config.hostedUIDomainName;
  return domain === undefined
    ? null
    : { hostedUIDomainName: `${domain}-${app.environment.name}`, userPoolId: { Ref: 'UserPool' } };
}

function socialProviders({ config }: AuthModel): JsonObject | null {
  if (!config.hostedUIProviderMeta) return null;
  return {
    hostedUIProviderMeta: JSON.stringify(config.hostedUIProviderMeta),
    hostedUIProviderCreds: '[]',
    userPoolId: { Ref: 'UserPool' },
  };
}

function openIdConnect({ config }: AuthModel): JsonObject {
  return (config.audiences ?? []).length > 0
    ? {
        OpenIdConnectProviderARNs: [
          'arn:${AWS::Partition}:iam::${AWS::AccountId}:oidc-provider/accounts.google.com',
        ],
      }
    : {};
}

function groupTemplate(model: AuthModel, identityPool: boolean): NonNullable<Gen1AuthTemplates['groups']> {
  const pool = `auth${model.resource.name}UserPoolId`;
  const identity = `auth${model.resource.name}IdentityPoolId`;
  const resources = (model.groups?.groups ?? []).flatMap(
    ({ name, precedence, policies }, index): [string, Resource][] => [
      [
        `Group${index}`,
        {
          Type: 'AWS::Cognito::UserPoolGroup',
          Properties: {
            GroupName: name,
            UserPoolId: { Ref: pool },
            ...(precedence !== null && { Precedence: precedence }),
            ...(identityPool && { RoleArn: { 'Fn::GetAtt': [`Role${index}`, 'Arn'] } }),
          },
        },
      ],
      ...(identityPool
        ? [
            [
              `Role${index}`,
              groupRole(
                identity,
                policies.map(({ node }) => toValue(node)),
              ),
            ] as [string, Resource],
          ]
        : []),
    ],
  );
  return {
    parameters: {},
    template: {
      Parameters: { env: text, [pool]: text, ...(identityPool && { [identity]: text }) },
      Resources: Object.fromEntries(resources),
    },
  };
}

function groupRole(identity: string, policies: Json[]): Resource {
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Federated: 'cognito-identity.amazonaws.com' },
            Action: 'sts:AssumeRoleWithWebIdentity',
            Condition: {
              StringEquals: { 'cognito-identity.amazonaws.com:aud': { Ref: identity } },
              'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' },
            },
          },
        ],
      },
      ...(policies.length > 0 && { Policies: policies }),
    },
  };
}
