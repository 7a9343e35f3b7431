import { join } from 'node:path';
import fc from 'fast-check';
import { emptyFolder } from '../cli-harness.js';
import { writeText } from './projects.js';

/** The storage category of a Gen 1 project, as plain values: documents by their path below amplify/backend. */
export interface StorageProject {
  readonly resources: Readonly<Record<string, 'DynamoDB' | 'S3'>>;
  readonly documents: Readonly<Record<string, unknown>>;
}

const attributeName = fc.constantFrom(
  'id',
  'sort',
  'farmer',
  'pickedAt',
  "it's",
  '`${x}`',
  '__proto__',
  'a b',
);
const key = fc.record({ fieldName: attributeName, fieldType: fc.constantFrom('string', 'number', 'binary') });
const indexName = fc.constantFrom('byFarmer', 'by-date', 'all', 'constructor');

/** Keys that are not the same attribute twice, which DynamoDB refuses. */
const keys = fc
  .record({ partitionKey: key, sortKey: fc.option(key, { nil: undefined }) })
  .map(({ partitionKey, sortKey }) =>
    sortKey === undefined || sortKey.fieldName === partitionKey.fieldName
      ? { partitionKey }
      : { partitionKey, sortKey },
  );

/** A table of cli-inputs.json. */
const inputs = fc
  .record({
    tableName: fc.constantFrom('harvest', 'Trees_1', 'a.b-c'),
    keys,
    gsi: fc.uniqueArray(fc.record({ name: indexName, keys }), { maxLength: 3, selector: ({ name }) => name }),
  })
  .map((given) => ({
    resourceName: 'generated',
    tableName: given.tableName,
    ...given.keys,
    gsi: given.gsi.map(({ name, keys: own }) => ({ name, ...own })),
    triggerFunctions: [],
  }));

const units = fc.oneof(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 99 }).map(String));
const capacity = fc.record({ ReadCapacityUnits: units, WriteCapacityUnits: units });
const flag = fc.constantFrom(true, false, 'true', 'false');
const condition = (yes: unknown): unknown => ({ 'Fn::If': ['IsDev', yes, { Ref: 'AWS::NoValue' }] });

/** What people add to the template of a table. */
const settings = fc.record(
  {
    StreamSpecification: fc.record({
      StreamViewType: fc.constantFrom('KEYS_ONLY', 'NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES'),
    }),
    TimeToLiveSpecification: fc.record({ AttributeName: fc.constant('goneAt'), Enabled: flag }),
    PointInTimeRecoverySpecification: fc.record({ PointInTimeRecoveryEnabled: flag }),
    SSESpecification: fc.record({ SSEEnabled: flag }),
    DeletionProtectionEnabled: fc.oneof(flag, flag.map(condition)),
    TableClass: fc.constantFrom('STANDARD', 'STANDARD_INFREQUENT_ACCESS'),
    ContributorInsightsSpecification: fc.record({ Enabled: flag }),
    Tags: fc.constantFrom([{ Key: 'team', Value: 'orchard' }], [{ Key: 'env', Value: { Ref: 'env' } }]),
  },
  { requiredKeys: [] },
);

const template = fc
  .record({
    settings,
    onDemand: fc.boolean(),
    capacity,
    sorted: fc.boolean(),
    policy: fc.option(fc.constantFrom('Retain', 'Delete'), { nil: undefined }),
  })
  .map(({ settings: own, onDemand, capacity: provisioned, sorted, policy }) => ({
    Parameters: { env: { Type: 'String' }, tableName: { Type: 'String' } },
    Conditions: { IsDev: { 'Fn::Equals': [{ Ref: 'env' }, 'dev'] } },
    Resources: {
      DynamoDBTable: {
        Type: 'AWS::DynamoDB::Table',
        ...(policy === undefined ? {} : { DeletionPolicy: policy }),
        Properties: {
          TableName: { 'Fn::Join': ['-', [{ Ref: 'tableName' }, { Ref: 'env' }]] },
          AttributeDefinitions: [
            { AttributeName: 'id', AttributeType: 'S' },
            ...(sorted ? [{ AttributeName: 'sort', AttributeType: 'N' }] : []),
          ],
          KeySchema: [
            { AttributeName: 'id', KeyType: 'HASH' },
            ...(sorted ? [{ AttributeName: 'sort', KeyType: 'RANGE' }] : []),
          ],
          ...(onDemand ? { BillingMode: 'PAY_PER_REQUEST' } : { ProvisionedThroughput: provisioned }),
          ...own,
        },
      },
    },
    Outputs: { Name: { Value: { Ref: 'DynamoDBTable' } } },
  }));

const permissions = fc.uniqueArray(fc.constantFrom('CREATE_AND_UPDATE', 'READ', 'DELETE'), { minLength: 1 });

const bucket = fc
  .record({ auth: permissions, guest: permissions, withGuests: fc.boolean() })
  .map(({ auth, guest, withGuests }) => ({
    resourceName: 'pictures',
    policyUUID: '5a1e77c0',
    bucketName: 'orchard-pictures',
    storageAccess: withGuests ? 'authAndGuest' : 'auth',
    guestAccess: withGuests ? guest : [],
    authAccess: auth,
    triggerFunction: 'NONE',
    groupAccess: {},
  }));

export const storageProject: fc.Arbitrary<StorageProject> = fc
  .record({
    generated: inputs,
    older: fc.option(template, { nil: undefined }),
    pictures: fc.option(bucket, { nil: undefined }),
  })
  .map(({ generated, older, pictures }) => ({
    resources: {
      generated: 'DynamoDB',
      ...(older === undefined ? {} : { older: 'DynamoDB' as const }),
      ...(pictures === undefined ? {} : { pictures: 'S3' as const }),
    },
    documents: {
      'storage/generated/cli-inputs.json': generated,
      ...(older !== undefined && {
        'storage/older/older-cloudformation-template.json': older,
        'storage/older/parameters.json': {
          tableName: 'older',
          partitionKeyName: 'id',
          partitionKeyType: 'S',
        },
        'storage/older/storage-params.json': {},
      }),
      ...(pictures !== undefined && { 'storage/pictures/cli-inputs.json': pictures }),
    },
  }));

/** Writes the project to a folder of its own. */
export async function writeStorage({ resources, documents }: StorageProject): Promise<string> {
  const project = await emptyFolder();
  const services = Object.entries(resources).map(
    ([name, service]) => [name, { providerPlugin: 'awscloudformation', service }] as const,
  );
  const backend = 'amplify/backend';
  await writeText(project, 'package.json', '{ "name": "orchard" }');
  await writeText(
    project,
    `${backend}/backend-config.json`,
    JSON.stringify({ storage: Object.fromEntries(services) }),
  );
  await writeText(
    project,
    'amplify/team-provider-info.json',
    JSON.stringify({ dev: { awscloudformation: { Region: 'eu-central-1' } } }),
  );
  for (const [path, document] of Object.entries(documents)) {
    await writeText(project, join(backend, path), JSON.stringify(document, null, 2));
  }
  return project;
}
