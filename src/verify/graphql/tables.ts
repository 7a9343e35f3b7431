import { type Json } from '../../core/json.js';
import { type Deployment } from '../facts/deployment.js';
import { amount, flag, items, record, textOf } from '../facts/normal.js';
import { type ResolvedResource } from '../resolve.js';

/** A DynamoDB table as AppSync and a person with its console see it. */
export interface TableFacts {
  /** `id:S`, partition key first. */
  readonly key: readonly string[];
  /** By name: the keys, then the projection. */
  readonly globalIndexes: ReadonlyMap<string, IndexFacts>;
  readonly localIndexes: ReadonlyMap<string, IndexFacts>;
  readonly billing: string;
  /** Units that are paid for: of reading, of writing; null: by request. */
  readonly capacity: string | null;
  readonly timeToLive: string | null;
  readonly stream: string | null;
  readonly pointInTimeRecovery: boolean;
  /** DynamoDB encrypts every table; `AWS managed key`: with the key of the account, which Gen 1 chose; or another one. */
  readonly encryption: string;
  readonly deletionProtection: boolean;
  readonly deletionPolicy: string;
  /** The name of the existing table that is imported; null: a new table. */
  readonly imported: string | null;
}

export interface IndexFacts {
  readonly key: readonly string[];
  readonly projection: string;
}

const TABLE_TYPES = new Set([
  'AWS::DynamoDB::Table',
  'Custom::AmplifyDynamoDBTable',
  'Custom::ImportedAmplifyDynamoDBTable',
]);

/**
 * The tables of the models; others of the API, such as DataStore's delta table, by their logical id. What stands in
 * a stack without any part of an API is a table of somebody else.
 */
export function tablesOf(deployment: Deployment): Map<string, TableFacts> {
  const models = new Map<string, string>();
  for (const { properties } of deployment.ofType('AWS::AppSync::DataSource')) {
    const table = textOf(record(properties['DynamoDBConfig'])['TableName']);
    const id = /^\$\{([^{}?]+\/[^{}?./]+)/.exec(table)?.[1] ?? table;
    if (table !== '') models.set(id, textOf(properties['Name']).replace(/Table$/, ''));
  }
  const ofApis = new Set(
    deployment.resources.filter(({ type }) => type.startsWith('AWS::AppSync::')).map(({ id }) => stackOf(id)),
  );
  const tables = new Map<string, TableFacts>();
  for (const resource of deployment.resources) {
    if (!TABLE_TYPES.has(resource.type)) continue;
    const name = models.get(resource.id) ?? models.get(textOf(resource.properties['TableName']));
    if (name === undefined && !ofApis.has(stackOf(resource.id))) continue;
    // Amplify's custom resource gives the data source its name by way of its ARN; the id says the model as well.
    const implied = resource.logicalId.replace(/[0-9A-F]{8}$/, '').replace(/Table$/, '');
    tables.set(name ?? implied, tableFacts(resource));
  }
  return tables;
}

/** Ids are `stack/LogicalId`. */
function stackOf(id: string): string {
  return id.slice(0, id.lastIndexOf('/'));
}

function tableFacts({ type, properties, deletionPolicy }: ResolvedResource): TableFacts {
  const own = (name: string): Json | undefined => properties[name] ?? properties[lowerFirst(name)];
  const types = new Map(
    items(own('AttributeDefinitions')).map((item): [string, string] => {
      const { AttributeName, attributeName, AttributeType, attributeType } = record(item);
      return [textOf(AttributeName ?? attributeName), textOf(AttributeType ?? attributeType)];
    }),
  );
  const stream = record(own('StreamSpecification'));
  const ttl = record(own('TimeToLiveSpecification'));
  const recovery = record(own('PointInTimeRecoverySpecification'));
  const encryption = record(own('SSESpecification') ?? properties['sseSpecification']);
  return {
    key: keyOf(own('KeySchema'), types),
    globalIndexes: indexes(own('GlobalSecondaryIndexes'), types),
    localIndexes: indexes(own('LocalSecondaryIndexes'), types),
    billing: textOf(own('BillingMode')) || 'PROVISIONED',
    capacity:
      textOf(own('BillingMode')) === 'PAY_PER_REQUEST'
        ? null
        : capacityOf(record(own('ProvisionedThroughput'))),
    timeToLive: flag(member(ttl, 'Enabled'), false) ? textOf(member(ttl, 'AttributeName')) : null,
    stream: textOf(member(stream, 'StreamViewType')) || null,
    pointInTimeRecovery: flag(member(recovery, 'PointInTimeRecoveryEnabled'), false),
    encryption: flag(member(encryption, 'SSEEnabled') ?? encryption['sseEnabled'], false)
      ? textOf(member(encryption, 'KMSMasterKeyId') ?? encryption['kmsMasterKeyId']) || 'AWS managed key'
      : 'AWS owned key',
    deletionProtection: flag(own('DeletionProtectionEnabled'), false),
    deletionPolicy: deletionPolicy ?? 'Delete',
    imported: type === 'Custom::ImportedAmplifyDynamoDBTable' ? textOf(own('TableName')) : null,
  };
}

function capacityOf(given: Readonly<Record<string, Json>>): string {
  const units = (name: string): string => JSON.stringify(amount(member(given, name), 0));
  return `${units('ReadCapacityUnits')} ${units('WriteCapacityUnits')}`;
}

function indexes(value: Json | undefined, types: ReadonlyMap<string, string>): Map<string, IndexFacts> {
  return new Map(
    items(value).map((item): [string, IndexFacts] => {
      const index = record(item);
      const projection = record(member(index, 'Projection'));
      const attributes = items(member(projection, 'NonKeyAttributes')).map(textOf).sort();
      return [
        textOf(member(index, 'IndexName')),
        {
          key: keyOf(member(index, 'KeySchema'), types),
          projection: [textOf(member(projection, 'ProjectionType')), ...attributes].join(' '),
        },
      ];
    }),
  );
}

function keyOf(value: Json | undefined, types: ReadonlyMap<string, string>): string[] {
  const parts = items(value).map(record);
  const rank = (part: Readonly<Record<string, Json>>): number =>
    textOf(member(part, 'KeyType')) === 'HASH' ? 0 : 1;
  return parts
    .sort((a, b) => rank(a) - rank(b))
    .map((part) => {
      const name = textOf(member(part, 'AttributeName'));
      return `${name}:${types.get(name) ?? '?'}`;
    });
}

/** CloudFormation's own table has names in Pascal case, Amplify's custom resource in camel case. */
function member(value: Readonly<Record<string, Json>>, name: string): Json | undefined {
  return value[name] ?? value[lowerFirst(name)];
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
