import { type Row, rows } from './row.js';
import { DENIES_GUESTS, schemaWith } from './shop-data.js';
import { allow } from './shop-policies.js';

const API = 'Api/Properties';
const EXTRA = `${API}/AdditionalAuthenticationProviders`;
const TODO = 'TodoTable/Properties';

const MODES = rows('data', 'AM8120', [
  [`${API}/UserPoolConfig/UserPoolId`, 'eu-west-1_other', 'AMAZON_COGNITO_USER_POOLS.userPool'],
  [`${API}/UserPoolConfig/DefaultAction`, 'DENY', 'AMAZON_COGNITO_USER_POOLS.defaultAction'],
  [`${API}/UserPoolConfig/AppIdClientRegex`, '^one$', 'AMAZON_COGNITO_USER_POOLS.clients'],
  ['Key/Properties/Description', 'visitors', 'API_KEY.keys'],
  ['Key', undefined, 'API_KEY.keys'],
  ['Key/Properties/Expires', 1_900_000_000, 'API_KEY.keys'],
  [`${EXTRA}/2/OpenIDConnectConfig/Issuer`, 'https://id.example.org', 'OPENID_CONNECT.issuer'],
  [`${EXTRA}/2/OpenIDConnectConfig/ClientId`, undefined, 'OPENID_CONNECT.clientId'],
  [`${EXTRA}/2/OpenIDConnectConfig/AuthTTL`, 1, 'OPENID_CONNECT.authTtl'],
  [`${EXTRA}/2/OpenIDConnectConfig/IatTTL`, 1, 'OPENID_CONNECT.issueTtl'],
  [`${EXTRA}/3/LambdaAuthorizerConfig/AuthorizerResultTtlInSeconds`, 0, 'AWS_LAMBDA.ttlSeconds'],
  [`${EXTRA}/3/LambdaAuthorizerConfig/IdentityValidationExpression`, '^a', 'AWS_LAMBDA.validation'],
  [
    `${EXTRA}/3/LambdaAuthorizerConfig/AuthorizerUri`,
    'arn:aws:lambda:eu-west-1:1:function:other',
    'AWS_LAMBDA.function',
  ],
  [`${EXTRA}/3/AuthenticationType`, 'NONE', 'AWS_LAMBDA'],
]);

const TABLES = rows('data', 'AM8122', [
  [`${TODO}/keySchema/0/attributeName`, 'title', 'Todo.key'],
  [`${TODO}/globalSecondaryIndexes`, undefined, 'Todo.index byTitle'],
  [`${TODO}/globalSecondaryIndexes/0/projection/projectionType`, 'KEYS_ONLY', 'Todo.index byTitle'],
  [`${TODO}/localSecondaryIndexes/0/projection/projectionType`, 'KEYS_ONLY', 'Todo.local index byId'],
  ['SaleTable/Properties/provisionedThroughput/readCapacityUnits', 6, 'Sale.capacity'],
  [`${TODO}/timeToLiveSpecification`, { enabled: true, attributeName: 'until' }, 'Todo.timeToLive'],
  [`${TODO}/streamSpecification/streamViewType`, 'NEW_IMAGE', 'Todo.stream'],
  [
    `${TODO}/pointInTimeRecoverySpecification`,
    { pointInTimeRecoveryEnabled: true },
    'Todo.pointInTimeRecovery',
  ],
  [`${TODO}/sseSpecification`, { sseEnabled: true }, 'Todo.encryption'],
  [
    `${TODO}/sseSpecification`,
    { sseEnabled: true, kmsMasterKeyId: 'arn:aws:kms:eu-west-1:1:key/x' },
    'Todo.encryption',
  ],
  [`${TODO}/deletionProtectionEnabled`, true, 'Todo.deletionProtection'],
  ['TodoTable/DeletionPolicy', 'Delete', 'Todo.deletionPolicy'],
  ['TodoTable/Type', 'Custom::ImportedAmplifyDynamoDBTable', 'Todo.imported'],
]);

const SETTINGS = rows('data', 'AM8124', [
  [`${API}/XrayEnabled`, true, 'Api.XrayEnabled'],
  [`${API}/LogConfig`, { FieldLogLevel: 'ALL' }, 'Api.LogConfig.FieldLogLevel'],
  [`${API}/Visibility`, 'PRIVATE', 'Api.Visibility'],
  [`${API}/IntrospectionConfig`, 'DISABLED', 'Api.IntrospectionConfig'],
  [`${API}/QueryDepthLimit`, 3, 'Api.QueryDepthLimit'],
  [`${API}/ResolverCountLimit`, 50, 'Api.ResolverCountLimit'],
  [`${API}/EnvironmentVariables`, { SHOP: 'one' }, 'Api.EnvironmentVariables.SHOP'],
  [
    'Cache',
    {
      Type: 'AWS::AppSync::ApiCache',
      Properties: { ApiId: '${data/Api.ApiId}', Ttl: 60, ApiCachingBehavior: 'FULL_REQUEST_CACHING' },
    },
    'Api.ApiCache',
  ],
  [
    'Firewall',
    {
      Type: 'AWS::WAFv2::WebACLAssociation',
      Properties: {
        ResourceArn: '${data/Api.Arn}',
        WebACLArn: 'arn:aws:wafv2:eu-west-1:1:regional/webacl/x',
      },
    },
    'Api.WebACLAssociation',
  ],
]);

const SCHEMA = rows('data', 'AM8121', [
  ['Schema/Properties/Definition', schemaWith('title: String', 'title: String!'), 'Todo.title'],
]);

const RESOLVERS = rows('data', 'AM8123', [
  // What nobody gets any more is told by what answers nothing.
  ['GetTodo', undefined, 'Query.getTodo'],
  ['Total/Properties/DataSourceName', '${data/TodoSource.Name}', 'Query.total'],
  [
    'CallSource/Properties/LambdaConfig/LambdaFunctionArn',
    'arn:aws:lambda:eu-west-1:1:function:other',
    'Query.total',
  ],
  [
    'Total/Properties/RequestMappingTemplate',
    `#if( false )
$util.qr($context.args.input.put("pages", $util.defaultIfNull($ctx.args.input.pages, 3)))
#end
${DENIES_GUESTS}`,
    'Query.total default of pages',
  ],
  ['GetTodo/Properties/CachingConfig', { Ttl: 60 }, 'Query.getTodo'],
  ['GetTodo/Properties/MaxBatchSize', 10, 'Query.getTodo'],
  [
    'GetTodo/Properties/RequestMappingTemplate',
    '{ "version": "2018-05-29", "operation": "DeleteItem", "key": { "id": { "S": "$ctx.args.id" } } }',
    'Query.getTodo template',
  ],
  [
    'GetTodo/Properties/ResponseMappingTemplate',
    '$util.qr($ctx.result.put("rank", 1)) $util.toJson($ctx.result)',
    'Query.getTodo template',
  ],
  ['TodoSource/Properties/DynamoDBConfig/UseCallerCredentials', true, 'Query.getTodo'],
  ['TodoSource/Properties/DynamoDBConfig/Versioned', true, 'Query.getTodo'],
  ['CallSource/Properties/HttpConfig/AuthorizationConfig', { AuthorizationType: 'AWS_IAM' }, 'Query.total'],
  ['GetTodo/Properties/SyncConfig', { ConflictHandler: 'AUTOMERGE' }, 'Query.getTodo'],
]);

const DECISIONS = [
  ...rows('data', 'AM8101', [
    [
      'Total/Properties/RequestMappingTemplate',
      '{ "version": "2018-05-29", "payload": {} }',
      'apiKey read graphql:Query.total',
    ],
    [
      'Schema/Properties/Definition',
      schemaWith(
        '@aws_cognito_user_pools @aws_iam\n  total',
        '@aws_cognito_user_pools @aws_iam @aws_api_key\n  total',
      ),
      'apiKey ',
    ],
  ]),
  ...rows('data', 'AM8102', [
    ['GuestsMayRead', undefined, 'guest '],
    [
      'Schema/Properties/Definition',
      schemaWith('total: Int @aws_api_key @aws_cognito_user_pools', 'total: Int @aws_api_key'),
      'authenticated read graphql:Query.total',
    ],
    ['GuestsMayRead/Properties/PolicyDocument/Statement/0/Effect', 'Deny', 'guest '],
    [
      'GuestsMayRead/Properties/PolicyDocument/Statement/1',
      { ...allow(['appsync:*'], '*'), Effect: 'Deny' },
      'guest ',
    ],
  ]),
];

/** The API: who is asked, who may do what, and where the answer comes from. */
export const API_ROWS: readonly Row[] = [
  ...SETTINGS,
  ...MODES,
  ...TABLES,
  ...SCHEMA,
  ...RESOLVERS,
  ...DECISIONS,
];
