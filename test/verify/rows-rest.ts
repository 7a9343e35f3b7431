import { type Row, rows } from './row.js';
import { calls } from './shop-rest.js';

const SETTINGS = rows('rest', 'AM8133', [
  [
    'AnyOne/Properties/Integration/Uri',
    'arn:aws:apigateway:${AWS::Region}:s3:path/photos',
    'RestApis.items.Functions["/list/{proxy+}"]',
  ],
  ['PostHook/Properties/Integration/Type', 'AWS', 'RestApis.items.Functions["/hook POST"]'],
  ['Preflight', undefined, 'RestApis.items.Preflight["/list"]'],
  [
    'Preflight/Properties/Integration/IntegrationResponses/0/ResponseParameters',
    { 'method.response.header.Access-Control-Allow-Methods': "'GET'" },
    'RestApis.items.Preflight["/list"].Access-Control-Allow-Methods',
  ],
  ['Errors', undefined, 'RestApis.items.ErrorHeaders.DEFAULT_4XX'],
  ['Items/Properties/Policy', { Statement: [{ Effect: 'Deny' }] }, 'RestApis.items.Policy'],
  [
    'Items/Properties/EndpointConfiguration',
    { Types: ['PRIVATE'] },
    'RestApis.items.Others.EndpointConfiguration',
  ],
  ['Items/Properties/DisableExecuteApiEndpoint', true, 'RestApis.items.Others.DisableExecuteApiEndpoint'],
  ['live/Properties/MethodSettings', [{ ThrottlingRateLimit: 1 }], 'RestApis.items.Stage.MethodSettings'],
  ['live/Properties/Variables', { shop: 'one' }, 'RestApis.items.Stage.Variables'],
  ['Tokens/Properties/AuthorizerResultTtlInSeconds', 0, 'RestApis.items.TokensAreKept'],
  ['Tokens/Properties/IdentitySource', 'method.request.header.X-Token', 'RestApis.items.TokensAreKept'],
  ['AnyStaff/Properties/Integration/TimeoutInMillis', 1000, 'RestApis.items.Functions["/staff"]'],
  ['AnyStaff/Properties/RequestValidatorId', '${rest/Checks}', 'RestApis.items.Functions["/staff"]'],
  [
    'Plan',
    {
      Type: 'AWS::ApiGateway::UsagePlan',
      Properties: { ApiStages: [{ ApiId: '${rest/Items}', Stage: 'live' }], Throttle: { RateLimit: 1 } },
    },
    'RestApis.items.Attached.UsagePlan',
  ],
  [
    'Firewall',
    {
      Type: 'AWS::WAFv2::WebACLAssociation',
      Properties: {
        ResourceArn: 'arn:aws:apigateway:${AWS::Region}::/restapis/${rest/Items}/stages/live',
        WebACLArn: 'arn:aws:wafv2:eu-west-1:1:regional/webacl/x',
      },
    },
    'RestApis.items.Attached.WebACLAssociation',
  ],
  ['Items/Properties/BinaryMediaTypes', ['image/png'], 'RestApis.items.BinaryMediaTypes'],
]);

const WIDENED = rows('rest', 'AM8101', [
  ['AnyOne/Properties/AuthorizationType', 'NONE', '* '],
  ['AnyStaff/Properties/AuthorizationType', 'NONE', '* '],
  ['UsersCall/Properties', calls('${auth/AuthRole}', '*/list', 'GET/list/*'), 'authenticated '],
  ['AnyList/Properties/AuthorizationType', 'NONE', '* '],
  [
    'EditorsCall/Properties/Roles',
    ['${auth/EditorsRole}', '${auth/UnauthRole}'],
    'guest POST rest:items/list',
  ],
  [
    'OfGen1',
    {
      Type: 'AWS::IAM::Policy',
      Properties: JSON.parse(
        JSON.stringify(calls('${auth/UnauthRole}', 'GET/list')).replaceAll('${rest/Items}', 'abcde12345'),
      ) as Row['to'] & object,
    },
    'guest GET rest:items/list',
  ],
  ['EditorsCall/Properties', calls('${auth/EditorsRole}', '*/list'), 'group:Editors '],
]);

const NARROWED = rows('rest', 'AM8102', [
  ['PostHook/Properties/AuthorizationType', 'AWS_IAM', '* POST rest:items/hook'],
  ['UsersCall/Properties', calls('${auth/AuthRole}', 'GET/list'), 'authenticated GET rest:items/list/any'],
  ['EditorsCall', undefined, 'group:Editors POST rest:items/list'],
]);

const CHANGED = rows('rest', 'AM8103', [
  ['Tokens/Properties/ProviderARNs', ['arn:aws:cognito-idp:eu-west-1:1:userpool/other'], ''],
  ['AnyStaff/Properties/AuthorizationScopes', ['orders/read'], ''],
  ['AnyStaff/Properties/ApiKeyRequired', true, ''],
]);

/** Who may call which path with which verb, what answers, and what browsers are told. */
export const REST_ROWS: readonly Row[] = [...SETTINGS, ...WIDENED, ...NARROWED, ...CHANGED];
