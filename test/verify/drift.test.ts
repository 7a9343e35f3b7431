import { describe, expect, it } from 'vitest';
import { gen1ApiFacts } from '../../src/cli/gen1-api.js';
import { type Gen1App } from '../../src/core/gen1-app.js';
import { findProject } from '../../src/gen1/find-project.js';
import { readApp } from '../../src/gen1/read-app.js';
import { driftOf } from '../../src/verify/drift.js';
import { gen1Generation } from '../../src/verify/generation.js';
import { builtApi } from '../../src/verify/graphql/gen1-built-api.js';
import { folderWith, type Files } from '../gen1/project.js';

const SCHEMA = `type Lamp @model @auth(rules: [{ allow: public, operations: [read] }]) {
  id: ID!
  watts: Int
}
`;
const API = 'amplify/backend/api/lamps';

const SETTINGS: Files = {
  'amplify/.config/project-config.json': { projectName: 'lamps', version: '3.1' },
  'amplify/team-provider-info.json': { dev: { awscloudformation: { Region: 'eu-central-1' } } },
  'amplify/cli.json': { features: { graphqltransformer: { transformerversion: 2 } } },
  'amplify/backend/backend-config.json': {
    api: {
      lamps: {
        service: 'AppSync',
        providerPlugin: 'awscloudformation',
        output: {
          authConfig: {
            defaultAuthentication: {
              authenticationType: 'API_KEY',
              apiKeyConfig: { apiKeyExpirationDays: 30 },
            },
            additionalAuthenticationProviders: [],
          },
        },
      },
    },
  },
  [`${API}/schema.graphql`]: SCHEMA,
  [`${API}/parameters.json`]: { AppSyncApiName: 'lamps', DynamoDBBillingMode: 'PAY_PER_REQUEST' },
};

const location = (path: string): object => ({
  'Fn::Join': ['', ['s3://', { Ref: 'S3DeploymentBucket' }, '/', { Ref: 'S3DeploymentRootKey' }, path]],
});

/** A build of less than the schema asks for: one query, of a table that is billed otherwise. */
const BUILT: Files = {
  [`${API}/build/parameters.json`]: {
    AppSyncApiName: 'lamps',
    S3DeploymentBucket: 'deployment',
    S3DeploymentRootKey: 'root',
  },
  [`${API}/build/schema.graphql`]:
    'type Lamp { id: ID! watts: Int }\ntype Query { getLamp(id: ID!): Lamp }\n',
  [`${API}/build/resolvers/Query.getLamp.req.vtl`]: '{ "version": "2018-05-29", "operation": "GetItem" }',
  [`${API}/build/resolvers/Query.getLamp.res.vtl`]: '$util.toJson($ctx.result)',
  [`${API}/build/cloudformation-template.json`]: {
    Parameters: Object.fromEntries(
      ['env', 'AppSyncApiName', 'S3DeploymentBucket', 'S3DeploymentRootKey'].map((name) => [
        name,
        { Type: 'String' },
      ]),
    ),
    Resources: {
      GraphQLAPI: {
        Type: 'AWS::AppSync::GraphQLApi',
        Properties: { Name: { Ref: 'AppSyncApiName' }, AuthenticationType: 'API_KEY' },
      },
      Schema: {
        Type: 'AWS::AppSync::GraphQLSchema',
        Properties: { DefinitionS3Location: location('/schema.graphql') },
      },
      Key: { Type: 'AWS::AppSync::ApiKey', Properties: { Expires: 1_600_000_000 } },
      Lamp: {
        Type: 'AWS::CloudFormation::Stack',
        Properties: {
          TemplateURL: { 'Fn::Join': ['/', ['https://s3.amazonaws.com', 'any', 'stacks', 'Lamp.json']] },
          Parameters: Object.fromEntries(
            ['S3DeploymentBucket', 'S3DeploymentRootKey'].map((name) => [name, { Ref: name }]),
          ),
        },
      },
    },
  },
  [`${API}/build/stacks/Lamp.json`]: {
    Parameters: Object.fromEntries(
      ['S3DeploymentBucket', 'S3DeploymentRootKey'].map((name) => [name, { Type: 'String' }]),
    ),
    Resources: {
      LampTable: {
        Type: 'AWS::DynamoDB::Table',
        Properties: {
          AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
          KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
          ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 5 },
        },
      },
      LampDataSource: {
        Type: 'AWS::AppSync::DataSource',
        Properties: {
          Name: 'LampTable',
          Type: 'AMAZON_DYNAMODB',
          DynamoDBConfig: { TableName: { Ref: 'LampTable' } },
        },
      },
      GetLamp: {
        Type: 'AWS::AppSync::Resolver',
        Properties: {
          TypeName: 'Query',
          FieldName: 'getLamp',
          DataSourceName: { 'Fn::GetAtt': ['LampDataSource', 'Name'] },
          RequestMappingTemplateS3Location: location('/resolvers/Query.getLamp.req.vtl'),
          ResponseMappingTemplateS3Location: location('/resolvers/Query.getLamp.res.vtl'),
        },
      },
    },
  },
};

async function appWith(files: Files): Promise<Gen1App> {
  return (await readApp(await findProject(folderWith({ ...SETTINGS, ...files })))).app;
}

async function drift(app: Gen1App): Promise<string[]> {
  const model = await gen1ApiFacts(app);
  const gen1 = await gen1Generation(app, (await builtApi(app, model)) ?? model);
  const found = await driftOf(app, gen1, model);
  expect(new Set(found.map(({ code }) => code))).toEqual(new Set(found.length === 0 ? [] : ['AM8141']));
  return found.map(({ message, origin }) => `${origin.file}:${origin.line} ${message}`);
}

describe('an API that Gen 1 has built', () => {
  it('is the truth: what its settings make otherwise is told, at the type', async () => {
    const told = await drift(await appWith(BUILT));
    expect(told).toContain(
      `${API}/schema.graphql:1 \`Lamp.billing\`: the settings make PAY_PER_REQUEST, the built template has PROVISIONED`,
    );
    expect(told.some((one) => one.includes('`Query.listLamps`'))).toBe(true);
  });

  it('is that of the last deployment where there is no build/', async () => {
    const deployed = Object.entries(BUILT).map(([path, text]) => [
      path.replace('amplify/backend/', 'amplify/#current-cloud-backend/'),
      text,
    ]);
    expect(await drift(await appWith(Object.fromEntries(deployed) as Files))).toEqual(
      await drift(await appWith(BUILT)),
    );
  });

  it('has keys that live as long as the settings say, since nobody knows the day of the push', async () => {
    expect((await drift(await appWith(BUILT))).filter((one) => one.includes('API_KEY'))).toEqual([]);
  });

  it('is not taken for one when a part of the build is missing', async () => {
    const parts = [`${API}/build/resolvers/Query.getLamp.req.vtl`, `${API}/build/stacks/Lamp.json`];
    for (const part of parts) {
      const rest = Object.fromEntries(Object.entries(BUILT).filter(([path]) => path !== part));
      const app = await appWith(rest);
      expect(await builtApi(app, null)).toBeNull();
      expect(await drift(app)).toEqual([]);
    }
  });
});

describe('a REST API that Gen 1 has built', () => {
  const PATHS = {
    '/lamps': { lambdaFunction: 'lamps', permissions: { setting: 'private', auth: ['read'] } },
  };
  const REST = 'amplify/backend/api/lampsrest';

  it('is told where its settings say something else', async () => {
    const entry = { service: 'API Gateway', providerPlugin: 'awscloudformation' };
    const open = {
      paths: { '/lamps': { options: {}, 'x-amazon-apigateway-any-method': {} } },
    };
    const app = await appWith({
      'amplify/backend/backend-config.json': {
        api: { lampsrest: entry },
        storage: { store: { service: 'S3' } },
      },
      'amplify/backend/storage/store/cli-inputs.json': {},
      'amplify/backend/storage/store/build/cloudformation-template.json': { Resources: {} },
      [`${REST}/cli-inputs.json`]: { version: 1, paths: PATHS },
      [`${REST}/build/lampsrest-cloudformation-template.json`]: {
        Resources: {
          lampsrest: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'lampsrest', Body: open } },
        },
      },
    });
    const told = (await driftOf(app, await gen1Generation(app, null), null)).map(({ message }) => message);
    expect(told).toContain(
      '`* GET, HEAD, POST, PUT, PATCH, DELETE rest:lampsrest/lamps`: the settings make denied, the built template has allowed',
    );
  });
});
