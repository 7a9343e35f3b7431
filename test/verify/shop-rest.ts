import { type JsonObject, type Template } from '../../src/verify/template.js';
import { policyFor } from './shop-policies.js';

const FUNCTIONS = 'arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/';

function integration(fn: string): JsonObject {
  return { Type: 'AWS_PROXY', Uri: `${FUNCTIONS}\${function/${fn}.Arn}/invocations` };
}

function method(at: string, more: JsonObject): JsonObject {
  return {
    RestApiId: '${rest/Items}',
    ResourceId: at,
    HttpMethod: 'ANY',
    AuthorizationType: 'AWS_IAM',
    Integration: integration('report'),
    ...more,
  };
}

/** A policy for verbs and paths of the API. */
export function calls(role: string, ...places: readonly string[]): JsonObject {
  const Resource = places.map(
    (place) => `arn:aws:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${rest/Items}/*/${place}`,
  );
  return {
    ...policyFor(role, [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource }]).Properties,
  };
}

/** A REST API: a path for who is signed in, one for staff by their tokens, and an open one. */
export const REST: Template = {
  Resources: {
    Items: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'items' } },
    live: { Type: 'AWS::ApiGateway::Stage', Properties: { RestApiId: '${rest/Items}', StageName: 'live' } },
    List: {
      Type: 'AWS::ApiGateway::Resource',
      Properties: { RestApiId: '${rest/Items}', ParentId: '${rest/Items.RootResourceId}', PathPart: 'list' },
    },
    One: {
      Type: 'AWS::ApiGateway::Resource',
      Properties: { RestApiId: '${rest/Items}', ParentId: '${rest/List}', PathPart: '{proxy+}' },
    },
    Staff: {
      Type: 'AWS::ApiGateway::Resource',
      Properties: { RestApiId: '${rest/Items}', ParentId: '${rest/Items.RootResourceId}', PathPart: 'staff' },
    },
    Hook: {
      Type: 'AWS::ApiGateway::Resource',
      Properties: { RestApiId: '${rest/Items}', ParentId: '${rest/Items.RootResourceId}', PathPart: 'hook' },
    },
    AnyList: { Type: 'AWS::ApiGateway::Method', Properties: method('${rest/List}', {}) },
    AnyOne: { Type: 'AWS::ApiGateway::Method', Properties: method('${rest/One}', {}) },
    AnyStaff: {
      Type: 'AWS::ApiGateway::Method',
      Properties: method('${rest/Staff}', {
        AuthorizationType: 'COGNITO_USER_POOLS',
        AuthorizerId: '${rest/Tokens}',
        AuthorizationScopes: ['aws.cognito.signin.user.admin'],
        RequestParameters: { 'method.request.path.proxy': true, 'method.request.header.Crate': true },
      }),
    },
    Tokens: {
      Type: 'AWS::ApiGateway::Authorizer',
      Properties: { RestApiId: '${rest/Items}', ProviderARNs: ['${auth/UserPool.Arn}'] },
    },
    PostHook: {
      Type: 'AWS::ApiGateway::Method',
      Properties: method('${rest/Hook}', { HttpMethod: 'POST', AuthorizationType: 'NONE' }),
    },
    Preflight: {
      Type: 'AWS::ApiGateway::Method',
      Properties: method('${rest/List}', {
        HttpMethod: 'OPTIONS',
        AuthorizationType: 'NONE',
        Integration: {
          Type: 'MOCK',
          IntegrationResponses: [
            {
              StatusCode: '200',
              ResponseParameters: { 'method.response.header.Access-Control-Allow-Methods': "'GET,POST'" },
            },
          ],
        },
      }),
    },
    Errors: {
      Type: 'AWS::ApiGateway::GatewayResponse',
      Properties: {
        RestApiId: '${rest/Items}',
        ResponseType: 'DEFAULT_4XX',
        ResponseParameters: { 'gatewayresponse.header.Access-Control-Allow-Origin': "'*'" },
      },
    },
    UsersCall: {
      Type: 'AWS::IAM::Policy',
      Properties: calls('${auth/AuthRole}', 'GET/list', 'GET/list/*'),
    },
    EditorsCall: { Type: 'AWS::IAM::Policy', Properties: calls('${auth/EditorsRole}', 'POST/list') },
  },
};
