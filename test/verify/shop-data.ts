import { type Template } from '../../src/verify/template.js';
import { allow, policyFor } from './shop-policies.js';

const SCHEMA = `type Todo @aws_cognito_user_pools @aws_iam @aws_api_key {
  id: ID!
  title: String
}
type Query {
  getTodo(id: ID!): Todo @aws_cognito_user_pools @aws_iam
  total: Int @aws_api_key @aws_cognito_user_pools
}
schema {
  query: Query
}
`;

export const DENIES_GUESTS = `#if( $util.authType() == "API Key Authorization" )
  $util.unauthorized()
#end
{ "version": "2018-05-29", "payload": {} }`;

/** An API with every mode, a table, and resolvers that decide and read. */
export const DATA: Template = {
  Resources: {
    Api: {
      Type: 'AWS::AppSync::GraphQLApi',
      Properties: {
        Name: 'shop',
        AuthenticationType: 'AMAZON_COGNITO_USER_POOLS',
        UserPoolConfig: { UserPoolId: '${auth/UserPool}', DefaultAction: 'ALLOW' },
        AdditionalAuthenticationProviders: [
          { AuthenticationType: 'API_KEY' },
          { AuthenticationType: 'AWS_IAM' },
          {
            AuthenticationType: 'OPENID_CONNECT',
            OpenIDConnectConfig: { Issuer: 'https://id.example.com', ClientId: 'shop', AuthTTL: 60_000 },
          },
          {
            AuthenticationType: 'AWS_LAMBDA',
            LambdaAuthorizerConfig: {
              AuthorizerUri: '${function/report.Arn}',
              AuthorizerResultTtlInSeconds: 300,
            },
          },
        ],
      },
    },
    Schema: {
      Type: 'AWS::AppSync::GraphQLSchema',
      Properties: { ApiId: '${data/Api.ApiId}', Definition: SCHEMA },
    },
    Key: { Type: 'AWS::AppSync::ApiKey', Properties: { ApiId: '${data/Api.ApiId}', Expires: 2_000_000_000 } },
    TodoTable: {
      Type: 'Custom::AmplifyDynamoDBTable',
      DeletionPolicy: 'Retain',
      Properties: {
        attributeDefinitions: [
          { attributeName: 'id', attributeType: 'S' },
          { attributeName: 'title', attributeType: 'S' },
        ],
        keySchema: [{ attributeName: 'id', keyType: 'HASH' }],
        globalSecondaryIndexes: [
          {
            indexName: 'byTitle',
            keySchema: [{ attributeName: 'title', keyType: 'HASH' }],
            projection: { projectionType: 'ALL' },
          },
        ],
        localSecondaryIndexes: [
          {
            indexName: 'byId',
            keySchema: [{ attributeName: 'id', keyType: 'HASH' }],
            projection: { projectionType: 'ALL' },
          },
        ],
        billingMode: 'PAY_PER_REQUEST',
        streamSpecification: { streamViewType: 'NEW_AND_OLD_IMAGES' },
      },
    },
    SaleTable: {
      Type: 'Custom::AmplifyDynamoDBTable',
      Properties: {
        attributeDefinitions: [{ attributeName: 'id', attributeType: 'S' }],
        keySchema: [{ attributeName: 'id', keyType: 'HASH' }],
        provisionedThroughput: { readCapacityUnits: 5, writeCapacityUnits: 5 },
      },
    },
    TodoSource: {
      Type: 'AWS::AppSync::DataSource',
      Properties: {
        Name: 'TodoTable',
        Type: 'AMAZON_DYNAMODB',
        DynamoDBConfig: { TableName: '${data/TodoTable}' },
      },
    },
    CallSource: {
      Type: 'AWS::AppSync::DataSource',
      Properties: {
        Name: 'Total',
        Type: 'AWS_LAMBDA',
        LambdaConfig: { LambdaFunctionArn: '${function/report.Arn}' },
      },
    },
    GetTodo: {
      Type: 'AWS::AppSync::Resolver',
      Properties: {
        TypeName: 'Query',
        FieldName: 'getTodo',
        DataSourceName: '${data/TodoSource.Name}',
        RequestMappingTemplate:
          '{ "version": "2018-05-29", "operation": "GetItem", "key": { "id": { "S": "$ctx.args.id" } } }',
        ResponseMappingTemplate: '$util.toJson($ctx.result)',
      },
    },
    Total: {
      Type: 'AWS::AppSync::Resolver',
      Properties: {
        TypeName: 'Query',
        FieldName: 'total',
        DataSourceName: '${data/CallSource.Name}',
        RequestMappingTemplate: DENIES_GUESTS,
        ResponseMappingTemplate: '$util.toJson($ctx.result)',
      },
    },
    GuestsMayRead: policyFor('${auth/UnauthRole}', [
      allow(['appsync:GraphQL'], '${data/Api.Arn}/types/Query/fields/getTodo'),
    ]),
  },
};

/** The schema with another piece. */
export function schemaWith(piece: string, by: string): string {
  if (!SCHEMA.includes(piece)) throw new Error(`the schema has no ${piece}`);
  return SCHEMA.replace(piece, by);
}
