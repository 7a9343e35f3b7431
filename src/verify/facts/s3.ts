import { type Json } from '../../core/json.js';
import { type ResolvedResource } from '../resolve.js';
import { type JsonObject } from '../template.js';
import { attachedTo } from './attached.js';
import { type Deployment } from './deployment.js';
import { amount, flag, items, record, set, textOf, without } from './normal.js';

/** The buckets of storage by their names, `Bucket` the one that clients take when they name none. */
export function bucketFacts(deployment: Deployment): JsonObject {
  return Object.fromEntries(
    deployment
      .ofType('AWS::S3::Bucket')
      .filter(({ id }) => /^Bucket(\..+)?$/s.test(id))
      .map((bucket) => [bucket.id, bucketFact(bucket, deployment)]),
  );
}

/** A bucket's settings, with the values that S3 documents for absent ones. */
function bucketFact(bucket: ResolvedResource, deployment: Deployment): JsonObject {
  const { properties, deletionPolicy } = bucket;
  const policies = deployment
    .ofType('AWS::S3::BucketPolicy')
    .filter((policy) => isOf(policy.properties['Bucket'], bucket))
    .flatMap(({ properties: { PolicyDocument } }) => items(record(PolicyDocument)['Statement']).map(record));
  return {
    ...without(properties, 'BucketName', 'Tags', 'NotificationConfiguration', 'LifecycleConfiguration'),
    CorsConfiguration: set(items(record(properties['CorsConfiguration'])['CorsRules']).map(corsRule)),
    VersioningConfiguration: textOf(record(properties['VersioningConfiguration'])['Status']) || 'Off',
    // S3 encrypts every object; without a word with its own key (S3, Default encryption).
    BucketEncryption: encryption(properties['BucketEncryption']),
    Lifecycle: set(
      items(record(properties['LifecycleConfiguration'])['Rules']).map((rule) => without(record(rule), 'Id')),
    ),
    Notifications: set([
      ...notifications(properties['NotificationConfiguration']),
      ...ofCustomResource(bucket, deployment),
    ]),
    DeletionPolicy: deletionPolicy ?? 'Delete',
    Attached: attachedTo(bucket.id, deployment),
    EmptiedOnDelete: deployment
      .ofType('Custom::S3AutoDeleteObjects')
      .some((resource) => isOf(resource.properties['BucketName'], bucket)),
    TlsOnly: policies.some(refusesWithoutTls),
    Policy: set(
      policies
        .filter((statement) => !refusesWithoutTls(statement) && !isOfCdk(statement))
        .map((one) => JSON.stringify(one)),
    ),
  };
}

function isOf(reference: Json | undefined, { id }: ResolvedResource): boolean {
  return reference === `\${${id}}`;
}

/** Rules say the same in any order of their words; the id is for people. */
function corsRule(rule: Json): Json {
  const { MaxAge, ...words } = without(record(rule), 'Id');
  return {
    ...Object.fromEntries(
      Object.entries(words).map(([key, value]) => [key, Array.isArray(value) ? set(value) : value]),
    ),
    ...(MaxAge !== undefined && { MaxAge: amount(MaxAge, 0) }),
  };
}

function encryption(value: Json | undefined): Json {
  const rules = items(record(value)['ServerSideEncryptionConfiguration']);
  return rules.length === 0
    ? [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }]
    : set(rules.map((rule) => without(record(rule), 'BucketKeyEnabled')));
}

/** Who can be told of what happens in a bucket, in the words of CloudFormation and of S3's own API. */
const TARGETS: readonly {
  readonly template: readonly [list: string, target: string];
  readonly api: readonly [list: string, target: string];
}[] = [
  {
    template: ['LambdaConfigurations', 'Function'],
    api: ['LambdaFunctionConfigurations', 'LambdaFunctionArn'],
  },
  { template: ['QueueConfigurations', 'Queue'], api: ['QueueConfigurations', 'QueueArn'] },
  { template: ['TopicConfigurations', 'Topic'], api: ['TopicConfigurations', 'TopicArn'] },
];

/** `s3:ObjectCreated:* prefix=public/ -> ${Function.resize}`, one for each event. */
function notifications(value: Json | undefined): string[] {
  const config = record(value);
  const bus = record(config['EventBridgeConfiguration']);
  return [
    ...TARGETS.flatMap(({ template: [list, target] }) =>
      items(config[list])
        .map(record)
        .flatMap(({ Event, Filter, ...one }) =>
          notification([Event ?? ''], one[target], items(record(record(Filter)['S3Key'])['Rules'])),
        ),
    ),
    ...(flag(bus['EventBridgeEnabled'], 'EventBridgeConfiguration' in config) ? [EVENT_BRIDGE] : []),
  ];
}

const EVENT_BRIDGE = 'every event -> EventBridge';

/** CDK sets notifications by a function of its own, in the words of the API. */
function ofCustomResource(bucket: ResolvedResource, deployment: Deployment): string[] {
  return deployment
    .ofType('Custom::S3BucketNotifications')
    .filter(({ properties }) => isOf(properties['BucketName'], bucket) || !deployment.named(bucket.id))
    .map(({ properties }) => record(properties['NotificationConfiguration']))
    .flatMap((config) => [
      ...TARGETS.flatMap(({ api: [list, target] }) =>
        items(config[list])
          .map(record)
          .flatMap(({ Events, Filter, ...one }) =>
            notification(items(Events), one[target], items(record(record(Filter)['Key'])['FilterRules'])),
          ),
      ),
      ...('EventBridgeConfiguration' in config ? [EVENT_BRIDGE] : []),
    ]);
}

function notification(events: readonly Json[], target: Json | undefined, rules: readonly Json[]): string[] {
  const filter = rules
    .map(record)
    .map(({ Name, Value }) => ` ${textOf(Name).toLowerCase()}=${textOf(Value)}`)
    .sort()
    .join('');
  const name = /\$\{Function\.[^{}]+\}/.exec(textOf(target))?.[0] ?? textOf(target);
  return events.map((event) => `${textOf(event)}${filter} -> ${name}`);
}

function refusesWithoutTls({ Effect, Condition }: JsonObject): boolean {
  return Effect === 'Deny' && !flag(record(record(Condition)['Bool'])['aws:SecureTransport'], true);
}

/** What empties the bucket of a backend that is deleted may do so. */
function isOfCdk({ Principal }: JsonObject): boolean {
  return JSON.stringify(Principal ?? null).includes('CustomS3AutoDeleteObjects');
}
