import { type Json } from '../../core/json.js';
import { type ResolvedResource, Resolver } from '../resolve.js';
import { type JsonObject, type Stacks } from '../template.js';
import { amount, flag, items, record, set, textOf } from './normal.js';

/** The DynamoDB tables of the storage category, by the name of the resource. */
export type TableFactsByName = Readonly<Record<string, JsonObject>>;

/**
 * What DynamoDB is told about each table, in one form whatever the template writes: every property of
 * AWS::DynamoDB::Table, with the defaults that DynamoDB fills in. The name is left out: new tables have new ones.
 */
export function tableFacts(
  stacks: Stacks,
  nameOf: (resource: ResolvedResource) => string | null,
): TableFactsByName {
  const facts: Record<string, JsonObject> = {};
  for (const resource of new Resolver(stacks).resources()) {
    const name = resource.type === 'AWS::DynamoDB::Table' ? nameOf(resource) : null;
    if (name !== null) facts[name] = tableFactsOf(resource);
  }
  return facts;
}

/** Properties with a rule below; any other is compared as it is. */
const KNOWN = new Set([
  ...['TableName', 'AttributeDefinitions', 'KeySchema', 'GlobalSecondaryIndexes', 'LocalSecondaryIndexes'],
  ...['BillingMode', 'ProvisionedThroughput', 'OnDemandThroughput', 'WarmThroughput', 'StreamSpecification'],
  ...['TimeToLiveSpecification', 'PointInTimeRecoverySpecification', 'SSESpecification', 'TableClass'],
  ...['DeletionProtectionEnabled', 'ContributorInsightsSpecification', 'Tags'],
]);

function tableFactsOf({ properties, deletionPolicy }: ResolvedResource): JsonObject {
  const types = new Map(
    items(properties['AttributeDefinitions'])
      .map(record)
      .map((one) => [textOf(one['AttributeName']), textOf(one['AttributeType'])]),
  );
  const billing = textOf(properties['BillingMode']) || 'PROVISIONED';
  const ttl = record(properties['TimeToLiveSpecification']);
  const others = Object.entries(properties).filter(([name]) => !KNOWN.has(name));
  return {
    Attributes: Object.fromEntries([...types].sort(([a], [b]) => (a < b ? -1 : 1))),
    Key: keyOf(properties['KeySchema'], types),
    BillingMode: billing,
    ...capacity(properties, billing),
    GlobalIndexes: indexes(properties['GlobalSecondaryIndexes'], types, billing),
    LocalIndexes: indexes(properties['LocalSecondaryIndexes'], types, billing),
    Stream: properties['StreamSpecification'] ?? null,
    TimeToLive: flag(ttl['Enabled'], false) ? (ttl['AttributeName'] ?? null) : null,
    PointInTimeRecovery: recovery(record(properties['PointInTimeRecoverySpecification'])),
    Encryption: encryption(record(properties['SSESpecification'])),
    TableClass: properties['TableClass'] ?? 'STANDARD',
    DeletionProtection: flag(properties['DeletionProtectionEnabled'], false),
    Tags: tags(properties['Tags']),
    DeletionPolicy: deletionPolicy ?? 'Delete',
    Others: Object.fromEntries(others),
  };
}

/** What a table and a global index have in common. */
function capacity(owner: JsonObject, billing: string): JsonObject {
  const provisioned = record(owner['ProvisionedThroughput']);
  const onDemand = record(owner['OnDemandThroughput']);
  const warm = record(owner['WarmThroughput']);
  const insights = record(owner['ContributorInsightsSpecification']);
  return {
    // A table that is billed by request has none.
    Provisioned:
      billing === 'PAY_PER_REQUEST'
        ? null
        : [amount(provisioned['ReadCapacityUnits'], 0), amount(provisioned['WriteCapacityUnits'], 0)],
    OnDemand: [amount(onDemand['MaxReadRequestUnits'], -1), amount(onDemand['MaxWriteRequestUnits'], -1)],
    Warm: [amount(warm['ReadUnitsPerSecond'], -1), amount(warm['WriteUnitsPerSecond'], -1)],
    ContributorInsights: flag(insights['Enabled'], false)
      ? (insights['Mode'] ?? 'ACCESSED_AND_THROTTLED_KEYS')
      : null,
  };
}

function indexes(list: Json | undefined, types: ReadonlyMap<string, string>, billing: string): JsonObject {
  return Object.fromEntries(
    items(list).map((item) => {
      const index = record(item);
      const projection = record(index['Projection']);
      const facts: JsonObject = {
        Key: keyOf(index['KeySchema'], types),
        Projection: projection['ProjectionType'] ?? null,
        NonKeyAttributes: set(projection['NonKeyAttributes']),
        ...capacity(index, billing),
      };
      return [textOf(index['IndexName']), facts];
    }),
  );
}

/** `id:S`, partition key first. */
function keyOf(schema: Json | undefined, types: ReadonlyMap<string, string>): string[] {
  const rank = (part: JsonObject): number => (part['KeyType'] === 'HASH' ? 0 : 1);
  return items(schema)
    .map(record)
    .sort((a, b) => rank(a) - rank(b))
    .map((part) => `${textOf(part['AttributeName'])}:${types.get(textOf(part['AttributeName'])) ?? '?'}`);
}

/** The days for which a table can be brought back; DynamoDB's own choice is 35. */
function recovery(specification: JsonObject): Json {
  if (!flag(specification['PointInTimeRecoveryEnabled'], false)) return null;
  return amount(specification['RecoveryPeriodInDays'], 35);
}

function encryption(specification: JsonObject): Json {
  if (!flag(specification['SSEEnabled'], false)) return 'AWS owned key';
  return specification['KMSMasterKeyId'] ?? 'AWS managed key';
}

/** Tags without those that ampx gives everything that it deploys. */
function tags(list: Json | undefined): JsonObject {
  const own = items(list)
    .map(record)
    .filter(({ Key: key }) => !/^(?:amplify:|created-by$)/.test(textOf(key)));
  return Object.fromEntries(own.map(({ Key: key, Value: value }) => [textOf(key), value ?? null]));
}
