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
