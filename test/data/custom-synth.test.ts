import { describe, expect, it } from 'vitest';
import { readApiOverride } from '../../transforms/data/custom/index.js';
import { type SynthResult } from '../../src/verify/synth.js';
import { backends } from '../synth/backends.js';
import { backendOf, projectOf } from './custom-project.js';
import { settingsOf } from './lane-input.js';

const { synthCase, typecheckCase } = backends();

const SDL = `
type Post @model @auth(rules: [{ allow: private }]) { id: ID! title: String }
type Mutation {
  archive(ids: [ID!]!): Int @aws_cognito_user_pools
  tidy: Int @aws_cognito_user_pools
}
type Query {
  weather(place: String!): String @aws_cognito_user_pools
  echoed: String @aws_cognito_user_pools
}
`;

const sub = (file: string) => ({
  'Fn::Sub': `s3://\${S3DeploymentBucket}/\${S3DeploymentRootKey}/resolvers/${file}`,
});
const api = { Ref: 'AppSyncApiId' };
const table = (attribute: string) => ({
  'Fn::ImportValue': { 'Fn::Join': [':', [api, 'GetAtt', 'PostTable', attribute]] },
});

const TEMPLATE = {
  Parameters: {
    AppSyncApiId: { Type: 'String' },
    env: { Type: 'String', Default: 'NONE' },
    S3DeploymentBucket: { Type: 'String' },
    S3DeploymentRootKey: { Type: 'String' },
    authRoleName: { Type: 'String' },
    forecast: { Type: 'String', Default: 'https://weather.example.com' },
    UserPool: { Type: 'String' },
  },
  Conditions: {
    HasEnvironment: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'env' }, 'NONE'] }] },
    IsProd: { 'Fn::Equals': [{ Ref: 'env' }, 'prod'] },
    Never: { 'Fn::Equals': ['true', 'false'] },
  },
  Resources: {
    EmptyResource: { Type: 'Custom::EmptyResource', Condition: 'Never' },
    WeatherResolver: {
      Type: 'AWS::AppSync::Resolver',
      Properties: {
        ApiId: api,
        TypeName: 'Query',
        FieldName: 'weather',
        DataSourceName: { 'Fn::GetAtt': ['Weather', 'Name'] },
        RequestMappingTemplateS3Location: sub('Query.weather.req.vtl'),
        ResponseMappingTemplateS3Location: sub('Query.weather.res.vtl'),
      },
    },
    Weather: {
      Type: 'AWS::AppSync::DataSource',
      Properties: {
        ApiId: api,
        Name: 'Weather',
        Type: 'HTTP',
        HttpConfig: { Endpoint: { Ref: 'forecast' } },
      },
    },
    Echo: {
      Type: 'AWS::AppSync::DataSource',
      DependsOn: 'EchoPolicy',
      Properties: {
        ApiId: api,
        Name: 'EchoFunction',
        Type: 'AWS_LAMBDA',
        ServiceRoleArn: { 'Fn::GetAtt': ['EchoRole', 'Arn'] },
        LambdaConfig: {
          LambdaFunctionArn: {
            'Fn::Sub': 'arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:echo-${env}',
          },
        },
      },
    },
    EchoRole: {
      Type: 'AWS::IAM::Role',
      Properties: {
        RoleName: { 'Fn::Join': ['-', ['echo', { Ref: 'env' }]] },
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Principal: { Service: 'appsync.amazonaws.com' }, Action: 'sts:AssumeRole' },
          ],
        },
      },
    },
    EchoPolicy: {
      Type: 'AWS::IAM::Policy',
      Properties: {
        PolicyName: 'echo',
        Roles: [{ Ref: 'EchoRole' }, { Ref: 'authRoleName' }],
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Action: ['dynamodb:Query'],
              Resource: [
                {
                  'Fn::If': [
                    'HasEnvironment',
                    {
                      'Fn::Sub': [
                        'arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${name}',
                        { name: { 'Fn::Join': ['-', ['Post', api, { Ref: 'env' }]] } },
                      ],
                    },
                    '*',
                  ],
                },
                table('StreamArn'),
              ],
            },
          ],
        },
      },
    },
    EchoedResolver: {
      Type: 'AWS::AppSync::Resolver',
      Properties: {
        ApiId: api,
        TypeName: 'Query',
        FieldName: 'echoed',
        DataSourceName: { 'Fn::GetAtt': ['Echo', 'Name'] },
        RequestMappingTemplate: '{\n  "version": "2018-05-29",\n  "operation": "Invoke"\n}',
        ResponseMappingTemplate: '$util.toJson($ctx.result)',
      },
    },
    ArchiveStep: {
      Type: 'AWS::AppSync::FunctionConfiguration',
      Properties: {
        ApiId: api,
        Name: 'ArchiveStep',
        DataSourceName: 'PostTable',
        FunctionVersion: '2018-05-29',
        RequestMappingTemplateS3Location: sub('archive.step.vtl'),
        ResponseMappingTemplate: '$util.toJson($ctx.result)',
      },
    },
    Archive: {
      Type: 'AWS::AppSync::Resolver',
      DeletionPolicy: 'Retain',
      Properties: {
        ApiId: api,
        TypeName: 'Mutation',
        FieldName: 'archive',
        Kind: 'PIPELINE',
        PipelineConfig: { Functions: [{ 'Fn::GetAtt': ['ArchiveStep', 'FunctionId'] }] },
        RequestMappingTemplate: '{}',
        ResponseMappingTemplate: '$util.toJson($ctx.prev.result)',
      },
    },
    Tables: {
      Type: 'AWS::SSM::Parameter',
      Condition: 'IsProd',
      Properties: { Type: 'String', Value: { 'Fn::Sub': ['${t} ${UserPool}', { t: table('Name') }] } },
    },
  },
  Outputs: { EmptyOutput: { Value: '' }, Pool: { Value: { Ref: 'UserPool' } } },
};

const FILES = {
  'stacks/CustomResources.json': JSON.stringify(TEMPLATE),
  'parameters.json': JSON.stringify({
    AppSyncApiName: 'shop',
    UserPool: { 'Fn::GetAtt': ['authpool', 'Outputs.UserPoolId'] },
  }),
  'resolvers/Query.weather.req.vtl':
    '{ "version": "2018-05-29", "method": "GET", "resourcePath": "/$ctx.args.place" }',
  'resolvers/Query.weather.res.vtl': '$util.toJson($ctx.result.body)',
  'resolvers/archive.step.vtl':
    '#set( $x = "`${ctx}`" )\n{ "version": "2018-05-29", "operation": "BatchPutItem" }',
  'resolvers/Query.listPosts.req.vtl': '{ "version": "2018-05-29", "operation": "Scan", "limit": 3 }',
  'override.ts': `export function override(resources: any, info: any) {
    resources.models['Post'].modelDDBTable.timeToLiveSpecification = { attributeName: 'gone', enabled: true };
    for (const name of ['Post']) resources.models[name].modelDDBTable.billingMode = 'PAY_PER_REQUEST';
    resources.api.GraphQLAPI.xrayEnabled = info.envName !== 'prod';
    resources.models['Post'].resolvers['queryGetPostResolver'].responseMappingTemplate = '$util.toJson($ctx.prev.result)';
  }`,
};

/** Everything that a backend deploys, by logical id, and by name for what CDK names itself. */
function resourcesOf({ stacks }: SynthResult) {
  return new Map(
    [...stacks.values()].flatMap(({ template }) =>
      Object.entries(template.Resources).map(([id, resource]) => [id, resource] as const),
    ),
  );
}

describe.each(['sdl', 'construct'] as const)('beside the API, in the lane %s,', (lane) => {
  it('a custom stack deploys what Gen 1 deploys, with the same templates', async () => {
    const given = projectOf(SDL, FILES, settingsOf());
    const input = { ...given, override: await readApiOverride(given.app, given.resource) };
    const files = await backendOf(input, lane);
    expect(await typecheckCase(files)).toEqual([]);
    const resources = resourcesOf(await synthCase(files));
    const propertiesOf = (id: string) => resources.get(id)?.Properties ?? {};

    for (const [id, { Type }] of Object.entries(TEMPLATE.Resources)) {
      expect([id, resources.get(id)?.Type]).toEqual([id, id === 'EmptyResource' ? undefined : Type]);
    }
    expect(propertiesOf('WeatherResolver')).toMatchObject({
      TypeName: 'Query',
      FieldName: 'weather',
      DataSourceName: { 'Fn::GetAtt': ['Weather', 'Name'] },
      RequestMappingTemplate: FILES['resolvers/Query.weather.req.vtl'],
      ResponseMappingTemplate: FILES['resolvers/Query.weather.res.vtl'],
    });
    expect(propertiesOf('EchoedResolver')).toMatchObject({
      RequestMappingTemplate: TEMPLATE.Resources.EchoedResolver.Properties.RequestMappingTemplate,
    });
    expect(propertiesOf('ArchiveStep')).toMatchObject({
      DataSourceName: 'PostTable',
      RequestMappingTemplate: FILES['resolvers/archive.step.vtl'],
    });
    expect(propertiesOf('Archive')).toMatchObject({
      Kind: 'PIPELINE',
      PipelineConfig: { Functions: [{ 'Fn::GetAtt': ['ArchiveStep', 'FunctionId'] }] },
    });
    expect(resources.get('Archive')).toMatchObject({ DeletionPolicy: 'Retain' });
    expect(propertiesOf('Weather')).toMatchObject({
      HttpConfig: { Endpoint: 'https://weather.example.com' },
    });
    expect(JSON.stringify(propertiesOf('Echo'))).toContain(':function:echo-dev');
    expect(propertiesOf('EchoRole')).toMatchObject({
      RoleName: 'echo-dev',
      AssumeRolePolicyDocument: TEMPLATE.Resources.EchoRole.Properties.AssumeRolePolicyDocument,
    });
    expect(resources.get('Tables')).toMatchObject({ Condition: 'IsProd' });

    const list = [...resources].find(([id]) => id.includes('QueryListPostsDataResolverFn'));
    expect(list?.[1].Properties).toMatchObject({
      RequestMappingTemplate: FILES['resolvers/Query.listPosts.req.vtl'],
    });
    expect(list?.[1].Properties).not.toHaveProperty('RequestMappingTemplateS3Location');
    const postTable = [...resources.values()].find(({ Type }) => Type === 'Custom::AmplifyDynamoDBTable');
    expect(postTable?.Properties).toMatchObject({
      timeToLiveSpecification: { attributeName: 'gone', enabled: true },
    });
    const graphql = [...resources.values()].find(({ Type }) => Type === 'AWS::AppSync::GraphQLApi');
    expect(graphql?.Properties).toMatchObject({ XrayEnabled: true });
  }, 180_000);
});
