import { describe, expect, it } from 'vitest';
import { type Json } from '../../src/core/json.js';
import { backendFacts, compareBackends } from '../../src/verify/facts/backend.js';
import { wiredStacks } from '../../src/verify/gen1-stacks.js';
import { type Resource } from '../../src/verify/template.js';
import { KNOWN } from './gen1-shop.js';

type Resources = Readonly<Record<string, Resource>>;

/** A stack of each kind, with these resources besides or instead. */
function facts(
  changes: { packer?: Resources; photos?: Resources; orders?: Resources } = {},
): ReturnType<typeof backendFacts> {
  const stack = (name: string, Resources: Resources): Parameters<typeof wiredStacks>[1][number] => ({
    name,
    prefix: name.replace('/', ''),
    parameters: {},
    template: { Resources },
  });
  const nested = [
    stack('function/packer', { LambdaFunction: fn({}), ...changes.packer }),
    stack('storage/photos', { S3Bucket: { Type: 'AWS::S3::Bucket' }, ...changes.photos }),
    stack('storage/orders', { DynamoDBTable: { Type: 'AWS::DynamoDB::Table' }, ...changes.orders }),
  ];
  return backendFacts(wiredStacks('main', nested), KNOWN);
}

function fn(properties: Record<string, Json>): Resource {
  return { Type: 'AWS::Lambda::Function', Properties: { Runtime: 'nodejs22.x', ...properties } };
}

const ARN: Json = { 'Fn::GetAtt': ['LambdaFunction', 'Arn'] };
const BUCKET: Json = { Ref: 'S3Bucket' };

describe('what is told of', () => {
  const paths = (changes: Parameters<typeof facts>[0]): string[] =>
    compareBackends(facts(), facts(changes)).map(({ path }) => path);

  it.each<[string, Parameters<typeof facts>[0], string[]]>([
    ['nothing', {}, []],
    ['a timeout', { packer: { LambdaFunction: fn({ Timeout: 25 }) } }, ['Functions.packer.Timeout']],
    ['the default of a timeout', { packer: { LambdaFunction: fn({ Timeout: '3' }) } }, []],
    [
      'a network',
      { packer: { LambdaFunction: fn({ VpcConfig: { SubnetIds: ['subnet-1'] } }) } },
      ['Functions.packer.VpcConfig'],
    ],
    [
      'a schedule, and not who may call for it',
      {
        packer: {
          Daily: {
            Type: 'AWS::Events::Rule',
            Properties: { ScheduleExpression: 'rate(1 day)', Targets: [{ Arn: ARN }] },
          },
          ByRule: {
            Type: 'AWS::Lambda::Permission',
            Properties: { FunctionName: ARN, Principal: 'events.amazonaws.com' },
          },
        },
      },
      ['Functions.packer.Schedules'],
    ],
    [
      'a queue',
      {
        packer: {
          Jobs: {
            Type: 'AWS::Lambda::EventSourceMapping',
            Properties: {
              FunctionName: ARN,
              EventSourceArn: 'arn:aws:sqs:eu-west-1:111122223333:jobs',
              BatchSize: '10',
            },
          },
        },
      },
      ['Functions.packer.EventSources.arn:aws:sqs:eu-west-1:111122223333:jobs'],
    ],
    [
      'a function that others may call by its address',
      { packer: { Address: { Type: 'AWS::Lambda::Url', Properties: { TargetFunctionArn: ARN } } } },
      ['Functions.packer.Url'],
    ],
    [
      'how long logs are kept',
      {
        packer: {
          Logs: {
            Type: 'AWS::Logs::LogGroup',
            Properties: { LogGroupName: { 'Fn::Sub': '/aws/lambda/${LambdaFunction}' }, RetentionInDays: 7 },
          },
        },
      },
      ['Functions.packer.LogRetention'],
    ],
    ['a second function in the template of the first', { packer: { Helper: fn({ Timeout: 900 }) } }, []],
    [
      'versions, and what becomes of the bucket with its stack',
      {
        photos: {
          S3Bucket: {
            Type: 'AWS::S3::Bucket',
            DeletionPolicy: 'Retain',
            Properties: { VersioningConfiguration: { Status: 'Enabled' } },
          },
        },
      },
      ['Buckets.Bucket.DeletionPolicy', 'Buckets.Bucket.VersioningConfiguration'],
    ],
    [
      'a bucket that refuses requests without TLS',
      {
        photos: {
          Tls: {
            Type: 'AWS::S3::BucketPolicy',
            Properties: {
              Bucket: BUCKET,
              PolicyDocument: {
                Statement: [
                  {
                    Effect: 'Deny',
                    Principal: '*',
                    Action: 's3:*',
                    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
                  },
                ],
              },
            },
          },
        },
      },
      ['Buckets.Bucket.TlsOnly'],
    ],
    [
      'a bucket that everybody may read',
      {
        photos: {
          Open: {
            Type: 'AWS::S3::BucketPolicy',
            Properties: {
              Bucket: BUCKET,
              PolicyDocument: { Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject' }] },
            },
          },
        },
      },
      ['Buckets.Bucket.Policy'],
    ],
    [
      'how a table is billed',
      {
        orders: {
          DynamoDBTable: { Type: 'AWS::DynamoDB::Table', Properties: { BillingMode: 'PAY_PER_REQUEST' } },
        },
      },
      ['Tables.orders.BillingMode', 'Tables.orders.Provisioned'],
    ],
  ])('%s', (_what, changes, expected) => {
    expect(paths(changes).sort()).toEqual(expected);
  });

  it('who is called for changes of files, whether CloudFormation or CDK says it', () => {
    const lambda = '${Function.packer}';
    const bucket = facts({
      photos: {
        S3Bucket: {
          Type: 'AWS::S3::Bucket',
          Properties: {
            NotificationConfiguration: {
              LambdaConfigurations: [
                {
                  Event: 's3:ObjectCreated:*',
                  Function: lambda,
                  Filter: { S3Key: { Rules: [{ Name: 'prefix', Value: 'public/' }] } },
                },
              ],
            },
          },
        },
      },
    });
    const cdk = facts({
      photos: {
        Notifications: {
          Type: 'Custom::S3BucketNotifications',
          Properties: {
            BucketName: BUCKET,
            NotificationConfiguration: {
              LambdaFunctionConfigurations: [
                {
                  Events: ['s3:ObjectCreated:*'],
                  LambdaFunctionArn: lambda,
                  Filter: { Key: { FilterRules: [{ Name: 'Prefix', Value: 'public/' }] } },
                },
              ],
            },
          },
        },
      },
    });
    expect(compareBackends(bucket, cdk)).toEqual([]);
    expect(compareBackends(facts(), cdk)).toEqual([
      {
        path: 'Buckets.Bucket.Notifications',
        gen1: [],
        gen2: ['s3:ObjectCreated:* prefix=public/ -> ${Function.packer}'],
      },
    ]);
  });
});
