import { type Row, rows } from './row.js';
import { EXPORTS } from './shop-backend.js';
import { allow, ownSecret } from './shop-policies.js';

const BUCKET = rows('storage', 'AM8130', [
  [
    'Photos/Properties/CorsConfiguration/CorsRules/0/AllowedOrigins',
    ['https://example.com'],
    'Buckets.Bucket.CorsConfiguration',
  ],
  [
    'Photos/Properties/VersioningConfiguration',
    { Status: 'Enabled' },
    'Buckets.Bucket.VersioningConfiguration',
  ],
  [
    'Photos/Properties/BucketEncryption',
    { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } }] },
    'Buckets.Bucket.BucketEncryption',
  ],
  [
    'Photos/Properties/LifecycleConfiguration',
    { Rules: [{ Status: 'Enabled', ExpirationInDays: 30 }] },
    'Buckets.Bucket.Lifecycle',
  ],
  [
    'Photos/Properties/PublicAccessBlockConfiguration/BlockPublicAcls',
    false,
    'Buckets.Bucket.PublicAccessBlockConfiguration.BlockPublicAcls',
  ],
  [
    'Notified/Properties/NotificationConfiguration/LambdaFunctionConfigurations/0/Events',
    ['s3:ObjectRemoved:*'],
    'Buckets.Bucket.Notifications',
  ],
  [
    'Notified/Properties/NotificationConfiguration/LambdaFunctionConfigurations/0/Filter',
    undefined,
    'Buckets.Bucket.Notifications',
  ],
  [
    'Notified/Properties/NotificationConfiguration/QueueConfigurations',
    [{ Events: ['s3:ObjectCreated:*'], QueueArn: 'arn:aws:sqs:eu-west-1:1:queue' }],
    'Buckets.Bucket.Notifications',
  ],
  [
    'Notified/Properties/NotificationConfiguration/EventBridgeConfiguration',
    {},
    'Buckets.Bucket.Notifications',
  ],
  [
    'Photos/Properties/NotificationConfiguration',
    { TopicConfigurations: [{ Event: 's3:ObjectCreated:*', Topic: 'arn:aws:sns:eu-west-1:1:topic' }] },
    'Buckets.Bucket.Notifications',
  ],
  ['Photos/Properties/AccessControl', 'PublicRead', 'Buckets.Bucket.AccessControl'],
  [
    'Photos/Properties/WebsiteConfiguration',
    { IndexDocument: 'index.html' },
    'Buckets.Bucket.WebsiteConfiguration',
  ],
  [
    'Partners',
    { Type: 'AWS::S3::AccessPoint', Properties: { Bucket: '${storage/Photos}' } },
    'Buckets.Bucket.Attached.AccessPoint',
  ],
  ['Photos/DeletionPolicy', 'Delete', 'Buckets.Bucket.DeletionPolicy'],
  ['Emptied', undefined, 'Buckets.Bucket.EmptiedOnDelete'],
  ['PhotosPolicy/Properties/PolicyDocument/Statement', [EXPORTS], 'Buckets.Bucket.TlsOnly'],
  ['PhotosPolicy/Properties/PolicyDocument/Statement/1/Principal', '*', 'Buckets.Bucket.Policy'],
]);

const ORDERS = 'orders/Properties';

const TABLE = rows('storage', 'AM8131', [
  [
    `${ORDERS}/AttributeDefinitions/2`,
    { AttributeName: 'more', AttributeType: 'S' },
    'Tables.orders.Attributes.more',
  ],
  [`${ORDERS}/KeySchema/1`, undefined, 'Tables.orders.Key'],
  [
    `${ORDERS}/GlobalSecondaryIndexes/0/KeySchema/0/AttributeName`,
    'id',
    'Tables.orders.GlobalIndexes.byTime.Key',
  ],
  [
    `${ORDERS}/GlobalSecondaryIndexes/0/Projection/ProjectionType`,
    'ALL',
    'Tables.orders.GlobalIndexes.byTime.Projection',
  ],
  [
    `${ORDERS}/GlobalSecondaryIndexes/0/Projection/NonKeyAttributes`,
    ['price'],
    'Tables.orders.GlobalIndexes.byTime.NonKeyAttributes',
  ],
  [`${ORDERS}/GlobalSecondaryIndexes`, undefined, 'Tables.orders.GlobalIndexes.byTime'],
  [`${ORDERS}/LocalSecondaryIndexes`, undefined, 'Tables.orders.LocalIndexes.byAge'],
  [
    `${ORDERS}/LocalSecondaryIndexes/0/Projection/ProjectionType`,
    'KEYS_ONLY',
    'Tables.orders.LocalIndexes.byAge.Projection',
  ],
  [`${ORDERS}/OnDemandThroughput`, { MaxReadRequestUnits: 10 }, 'Tables.orders.OnDemand'],
  [`${ORDERS}/WarmThroughput`, { ReadUnitsPerSecond: 10 }, 'Tables.orders.Warm'],
  [`${ORDERS}/ContributorInsightsSpecification`, { Enabled: true }, 'Tables.orders.ContributorInsights'],
  [`${ORDERS}/StreamSpecification/StreamViewType`, 'KEYS_ONLY', 'Tables.orders.Stream.StreamViewType'],
  [`${ORDERS}/TimeToLiveSpecification/Enabled`, false, 'Tables.orders.TimeToLive'],
  [
    `${ORDERS}/PointInTimeRecoverySpecification`,
    { PointInTimeRecoveryEnabled: true },
    'Tables.orders.PointInTimeRecovery',
  ],
  [`${ORDERS}/SSESpecification`, { SSEEnabled: true }, 'Tables.orders.Encryption'],
  [`${ORDERS}/TimeToLiveSpecification/AttributeName`, 'end', 'Tables.orders.TimeToLive'],
  [
    `${ORDERS}/GlobalSecondaryIndexes/0/KeySchema/1`,
    { AttributeName: 'id', KeyType: 'RANGE' },
    'Tables.orders.GlobalIndexes.byTime.Key',
  ],
  [
    `${ORDERS}/ResourcePolicy`,
    { PolicyDocument: { Statement: [{ Effect: 'Allow', Principal: '*' }] } },
    'Tables.orders.Others.ResourcePolicy',
  ],
  [
    'Scaling',
    {
      Type: 'AWS::ApplicationAutoScaling::ScalableTarget',
      Properties: { ResourceId: 'table/${storage/stock}', MinCapacity: 5, MaxCapacity: 50 },
    },
    'Tables.stock.Attached.ScalableTarget',
  ],
  [`${ORDERS}/TableClass`, 'STANDARD_INFREQUENT_ACCESS', 'Tables.orders.TableClass'],
  [`${ORDERS}/DeletionProtectionEnabled`, true, 'Tables.orders.DeletionProtection'],
  [`${ORDERS}/Tags`, [{ Key: 'team', Value: 'shop' }], 'Tables.orders.Tags.team'],
  ['stock/Properties/ProvisionedThroughput/ReadCapacityUnits', 6, 'Tables.stock.Provisioned'],
  ['orders/DeletionPolicy', 'Delete', 'Tables.orders.DeletionPolicy'],
  [
    `${ORDERS}/ImportSourceSpecification`,
    { InputFormat: 'CSV' },
    'Tables.orders.Others.ImportSourceSpecification',
  ],
]);

const REPORT = 'report/Properties';

const STREAM =
  'Functions.report.EventSources["arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${Table.orders}/stream/latest"]';

const LAMBDA = rows('function', 'AM8132', [
  [`${REPORT}/Runtime`, 'nodejs20.x', 'Functions.report.Runtime'],
  [`${REPORT}/Timeout`, 60, 'Functions.report.Timeout'],
  [`${REPORT}/MemorySize`, 256, 'Functions.report.MemorySize'],
  [
    `${REPORT}/Environment/Variables`,
    { MONEY: 'EUR', CURRENCY: 'EUR', PIN: ownSecret('PIN') },
    'Functions.report.Environment.MONEY',
  ],
  [`${REPORT}/Environment/Variables/CURRENCY`, 'USD', 'Functions.report.Environment.CURRENCY'],
  ['reportSecrets/Properties/PolicyDocument/Statement', [], 'Functions.report.Secrets.PIN'],
  ['reportSecrets/Properties/PolicyDocument/Statement/0/Effect', 'Deny', 'Functions.report.Secrets.PIN'],
  [
    'reportSecrets/Properties/PolicyDocument/Statement/0/Action',
    ['ssm:GetParameters'],
    'Functions.report.Secrets.PIN',
  ],
  // A variable that names no parameter any more is told once.
  [`${REPORT}/Environment/Variables/PIN`, '1234', 'Functions.report.Environment.PIN'],
  [`${REPORT}/Layers`, [], 'Functions.report.Layers'],
  // The layer that comes later wins where two have the same file.
  [
    `${REPORT}/Layers`,
    ['two', 'one'].map((name) => `arn:aws:lambda:eu-west-1:111122223333:layer:${name}:1`),
    'Functions.report.Layers',
  ],
  ['toolsForPartner/Properties/Principal', '${AWS::AccountId}', 'Layers.tools'],
  ['toolsForPartner/Properties/Principal', '*', 'Layers.tools'],
  ['toolsForPartner/Properties/OrganizationId', 'o-a1b2c3', 'Layers.tools'],
  [
    `${REPORT}/DeadLetterConfig`,
    { TargetArn: 'arn:aws:sqs:eu-west-1:1:queue' },
    'Functions.report.DeadLetterConfig',
  ],
  [`${REPORT}/TracingConfig`, { Mode: 'Active' }, 'Functions.report.TracingConfig'],
  [`${REPORT}/LoggingConfig/LogFormat`, 'JSON', 'Functions.report.Logging.LogFormat'],
  [
    'Retries',
    {
      Type: 'AWS::Lambda::EventInvokeConfig',
      Properties: { FunctionName: '${function/report}', MaximumRetryAttempts: 0 },
    },
    'Functions.report.Attached.EventInvokeConfig',
  ],
  [`${REPORT}/Architectures`, ['arm64'], 'Functions.report.Architectures'],
  [`${REPORT}/EphemeralStorage/Size`, 1024, 'Functions.report.EphemeralStorage.Size'],
  [`${REPORT}/ReservedConcurrentExecutions`, 1, 'Functions.report.ReservedConcurrentExecutions'],
  [`${REPORT}/VpcConfig`, { SubnetIds: ['one'] }, 'Functions.report.VpcConfig'],
  ['reportLog/Properties/RetentionInDays', 7, 'Functions.report.LogRetention'],
  ['nightly/Properties/ScheduleExpression', 'rate(2 days)', 'Functions.report.Schedules'],
  ['nightly/Properties/State', 'DISABLED', 'Functions.report.Schedules'],
  ['nightly/Properties/Targets/0/Input', '{"all":true}', 'Functions.report.Schedules'],
  ['nightly/Properties/EventBusName', 'shop', 'Functions.report.Schedules'],
  ['nightly/Properties/EventPattern', { source: ['aws.s3'] }, 'Functions.report.Schedules'],
  [
    'nightly',
    {
      Type: 'AWS::Scheduler::Schedule',
      Properties: {
        ScheduleExpression: 'rate(1 day)',
        ScheduleExpressionTimezone: 'Europe/Berlin',
        Target: { Arn: '${function/report.Arn}' },
      },
    },
    'Functions.report.Schedules',
  ],
  ['reportFailures', undefined, 'Functions.report.Own.failures'],
  [
    'reportFailures/Properties/MessageRetentionPeriod',
    60,
    'Functions.report.Own.failures.MessageRetentionPeriod',
  ],
  ['getOrders/Properties/AuthorizationType', undefined, 'Functions.report.HttpRoutes'],
  ['getOrders/Properties/RouteKey', 'POST /orders', 'Functions.report.HttpRoutes'],
  ['orders/Properties/Target', '${function/report.Arn}', 'Functions.report.HttpRoutes'],
  ['stream', undefined, STREAM],
  ['stream/Properties/BatchSize', 1, `${STREAM}.BatchSize`],
  ['stream/Properties/StartingPosition', 'TRIM_HORIZON', `${STREAM}.StartingPosition`],
  ['stream/Properties/FilterCriteria', { Filters: [{ Pattern: '{}' }] }, `${STREAM}.FilterCriteria`],
  ['called/Properties/Action', 'lambda:*', 'Functions.report.InvokedBy'],
  ['called/Properties/SourceAccount', '111122223333', 'Functions.report.InvokedBy'],
  [
    'Anybody',
    {
      Type: 'AWS::Lambda::Permission',
      Properties: {
        Action: 'lambda:InvokeFunction',
        Principal: 'apigateway.amazonaws.com',
        FunctionName: '${function/report.Arn}',
      },
    },
    'Functions.report.InvokedBy',
  ],
  ['called/Properties/Principal', 'sns.amazonaws.com', 'Functions.report.InvokedBy'],
  ['called/Properties/SourceArn', undefined, 'Functions.report.InvokedBy'],
  ['called/Properties/SourceArn', 'arn:aws:s3:::another', 'Functions.report.InvokedBy'],
  [
    'reportRole/Properties/AssumeRolePolicyDocument/Statement/0/Principal',
    { AWS: '*' },
    'Functions.report.Trust',
  ],
  [
    'Url',
    {
      Type: 'AWS::Lambda::Url',
      Properties: { TargetFunctionArn: '${function/report.Arn}', AuthType: 'NONE' },
    },
    'Functions.report.Url',
  ],
  [
    'Caller',
    {
      Type: 'AWS::Lambda::Permission',
      Properties: {
        Action: 'lambda:InvokeFunction',
        Principal: '*',
        FunctionName: '${function/report.Arn}',
        InvokedViaFunctionUrl: true,
      },
    },
    'Functions.report.InvokedBy',
  ],
]);

const STATEMENTS = 'reportPolicy/Properties/PolicyDocument/Statement';

const RIGHTS = [
  ...rows('function', 'AM8101', [
    [
      `${STATEMENTS}/0/Action`,
      ['dynamodb:PutItem', 'dynamodb:DeleteTable'],
      'function:report dynamodb:DeleteTable',
    ],
    [`${STATEMENTS}/0/Resource`, ['*'], 'function:report dynamodb:PutItem'],
    [`${STATEMENTS}/1/Condition`, undefined, 'function:report ses:SendEmail'],
  ]),
  // What a policy of AWS allows is not written here.
  ...rows('function', 'AM8103', [
    [
      'reportRole/Properties/ManagedPolicyArns',
      ['arn:aws:iam::aws:policy/AmazonSQSFullAccess'],
      'function:report ',
    ],
  ]),
  ...rows('function', 'AM8101', [
    [
      'reportRole/Properties/ManagedPolicyArns',
      ['arn:aws:iam::aws:policy/AmazonS3FullAccess'],
      'function:report s3:',
    ],
  ]),
  ...rows('function', 'AM8102', [
    [
      `${STATEMENTS}/0`,
      allow(['dynamodb:GetItem'], '${storage/others.Arn}'),
      'function:report dynamodb:PutItem',
    ],
    [
      `${STATEMENTS}/2`,
      { ...allow(['dynamodb:PutItem'], '${storage/orders.Arn}'), Effect: 'Deny' },
      'function:report dynamodb:PutItem',
    ],
    // What a boundary leaves of it is not known.
    ['reportRole/Properties/PermissionsBoundary', 'arn:aws:iam::1:policy/limit', 'function:report '],
    ['reportPolicy/Properties/Roles', [], 'function:report '],
  ]),
];

/** Buckets, tables and functions, with what these may do. */
export const BACKEND_ROWS: readonly Row[] = [...BUCKET, ...TABLE, ...LAMBDA, ...RIGHTS];
