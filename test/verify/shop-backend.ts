import { type JsonObject, type Template } from '../../src/verify/template.js';
import { allow, maySecret, ownSecret, policyFor } from './shop-policies.js';

/** Another account may read a part of the bucket. */
export const EXPORTS: JsonObject = {
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::111122223333:root' },
  Action: 's3:GetObject',
  Resource: ['${storage/Photos.Arn}/exports/*'],
};

/** A bucket and a table with everything of which their facts speak. */
export const STORAGE: Template = {
  Resources: {
    Photos: {
      Type: 'AWS::S3::Bucket',
      DeletionPolicy: 'Retain',
      Properties: {
        CorsConfiguration: {
          CorsRules: [
            { AllowedHeaders: ['*'], AllowedMethods: ['GET'], AllowedOrigins: ['*'], MaxAge: 3000 },
          ],
        },
        PublicAccessBlockConfiguration: { BlockPublicAcls: true },
      },
    },
    PhotosPolicy: {
      Type: 'AWS::S3::BucketPolicy',
      Properties: {
        Bucket: '${storage/Photos}',
        PolicyDocument: {
          Statement: [
            {
              Effect: 'Deny',
              Principal: '*',
              Action: 's3:*',
              Resource: ['${storage/Photos.Arn}/*'],
              Condition: { Bool: { 'aws:SecureTransport': 'false' } },
            },
            EXPORTS,
          ],
        },
      },
    },
    Emptied: { Type: 'Custom::S3AutoDeleteObjects', Properties: { BucketName: '${storage/Photos}' } },
    Notified: {
      Type: 'Custom::S3BucketNotifications',
      Properties: {
        BucketName: '${storage/Photos}',
        NotificationConfiguration: {
          LambdaFunctionConfigurations: [
            {
              Events: ['s3:ObjectCreated:*'],
              LambdaFunctionArn: '${function/report.Arn}',
              Filter: { Key: { FilterRules: [{ Name: 'prefix', Value: 'public/' }] } },
            },
          ],
        },
      },
    },
    stock: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 5 },
      },
    },
    orders: {
      Type: 'AWS::DynamoDB::Table',
      DeletionPolicy: 'Retain',
      Properties: {
        AttributeDefinitions: [
          { AttributeName: 'id', AttributeType: 'S' },
          { AttributeName: 'at', AttributeType: 'N' },
        ],
        KeySchema: [
          { AttributeName: 'id', KeyType: 'HASH' },
          { AttributeName: 'at', KeyType: 'RANGE' },
        ],
        GlobalSecondaryIndexes: [
          {
            IndexName: 'byTime',
            KeySchema: [{ AttributeName: 'at', KeyType: 'HASH' }],
            Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['total'] },
          },
        ],
        LocalSecondaryIndexes: [
          {
            IndexName: 'byAge',
            KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
            Projection: { ProjectionType: 'ALL' },
          },
        ],
        BillingMode: 'PAY_PER_REQUEST',
        StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
        TimeToLiveSpecification: { Enabled: true, AttributeName: 'until' },
      },
    },
  },
};

/** Lambda acts by the role of a function. */
const LAMBDA_TRUST: JsonObject = {
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { Service: ['lambda.amazonaws.com'] }, Action: ['sts:AssumeRole'] },
  ],
};

/** A function with everything that runs it and that it may do. */
export const FUNCTION: Template = {
  Resources: {
    report: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Runtime: 'nodejs22.x',
        Handler: 'index.handler',
        Role: '${function/reportRole.Arn}',
        Timeout: 25,
        Environment: { Variables: { CURRENCY: 'EUR', PIN: ownSecret('PIN') } },
        Layers: ['one', 'two'].map((name) => `arn:aws:lambda:eu-west-1:111122223333:layer:${name}:1`),
        LoggingConfig: { LogGroup: '${function/reportLog}' },
      },
    },
    reportRole: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: LAMBDA_TRUST } },
    reportPolicy: policyFor('${function/reportRole}', [
      allow(['dynamodb:PutItem'], '${storage/orders.Arn}'),
      {
        ...allow(['ses:SendEmail'], '*'),
        Condition: { StringEquals: { 'ses:FromAddress': 'a@example.com' } },
      },
    ]),
    reportSecrets: maySecret('${function/reportRole}', 'PIN'),
    tools: { Type: 'AWS::Lambda::LayerVersion', Properties: { CompatibleRuntimes: ['nodejs22.x'] } },
    toolsForPartner: {
      Type: 'AWS::Lambda::LayerVersionPermission',
      Properties: { LayerVersionArn: '${function/tools}', Principal: '444455556666' },
    },
    reportFailures: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'failures' } },
    orders: { Type: 'AWS::ApiGatewayV2::Api', Properties: { ProtocolType: 'HTTP' } },
    ordersReport: {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: { ApiId: '${function/orders}', IntegrationUri: '${function/report.Arn}' },
    },
    getOrders: {
      Type: 'AWS::ApiGatewayV2::Route',
      Properties: {
        RouteKey: 'GET /orders',
        AuthorizationType: 'AWS_IAM',
        Target: 'integrations/${function/ordersReport}',
      },
    },
    reportLog: { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: 30 } },
    nightly: {
      Type: 'AWS::Events::Rule',
      Properties: {
        ScheduleExpression: 'rate(1 day)',
        Targets: [{ Id: 'report', Arn: '${function/report.Arn}' }],
      },
    },
    stream: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        FunctionName: '${function/report}',
        EventSourceArn: '${storage/orders.StreamArn}',
        StartingPosition: 'LATEST',
      },
    },
    called: {
      Type: 'AWS::Lambda::Permission',
      Properties: {
        Action: 'lambda:InvokeFunction',
        Principal: 's3.amazonaws.com',
        SourceArn: '${storage/Photos.Arn}',
        FunctionName: '${function/report.Arn}',
      },
    },
  },
};
