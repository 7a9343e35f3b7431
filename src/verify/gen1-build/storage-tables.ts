import { type Json } from '../../core/json.js';
import { items, record, textOf } from '../facts/normal.js';
import { type Gen1Template } from '../gen1-stacks.js';
import { type JsonObject } from '../template.js';

/** A key of a table or an index, as cli-inputs.json has it. */
interface Key {
  readonly name: string;
  readonly type: string;
}

const DYNAMODB_TYPES: Readonly<Record<string, string>> = {
  string: 'S',
  number: 'N',
  binary: 'B',
  boolean: 'BOOL',
  list: 'L',
  map: 'M',
  null: 'NULL',
  'string-set': 'SS',
  'number-set': 'NS',
  'binary-set': 'BS',
};

const CAPACITY = { ReadCapacityUnits: 5, WriteCapacityUnits: 5 };

/**
 * Builds the template of a table that `amplify push` would build, without overrides (amplify-cli,
 * packages/amplify-category-storage, src/provider-utils/awscloudformation/cdk-stack-builder/ddb-stack-builder.ts).
 */
export function buildGen1Table(inputs: JsonObject): Gen1Template {
  const [partition, sort] = keys(inputs);
  const indexes = items(inputs['gsi']).map(record);
  const parameters: Record<string, Json> = {
    tableName: textOf(inputs['tableName']),
    partitionKeyName: partition?.name ?? '',
    partitionKeyType: partition?.type ?? '',
    ...(sort && { sortKeyName: sort.name, sortKeyType: sort.type }),
  };
  const outputs = ['PartitionKeyName', 'PartitionKeyType', ...(sort ? ['SortKeyName', 'SortKeyType'] : [])];
  const table = (attribute: string): Json => ({ 'Fn::GetAtt': ['DynamoDBTable', attribute] });
  return {
    parameters,
    template: {
      Parameters: Object.fromEntries(
        ['env', ...Object.keys(parameters)].map((name) => [name, { Type: 'String' }]),
      ),
      Conditions: { ShouldNotCreateEnvResources: { 'Fn::Equals': [{ Ref: 'env' }, 'NONE'] } },
      Resources: {
        DynamoDBTable: { Type: 'AWS::DynamoDB::Table', Properties: tableProperties(inputs, indexes) },
      },
      Outputs: {
        Name: { Value: { Ref: 'DynamoDBTable' } },
        Arn: { Value: table('Arn') },
        StreamArn: { Value: table('StreamArn') },
        ...Object.fromEntries(
          outputs.map((name) => [name, { Value: { Ref: name.charAt(0).toLowerCase() + name.slice(1) } }]),
        ),
        Region: { Value: { Ref: 'AWS::Region' } },
      },
    },
  };
}

function tableProperties(inputs: JsonObject, indexes: readonly JsonObject[]): JsonObject {
  const name = { Ref: 'tableName' };
  const ofEnvironment = { 'Fn::Join': ['', [name, '-', { Ref: 'env' }]] };
  return {
    TableName: { 'Fn::If': ['ShouldNotCreateEnvResources', name, ofEnvironment] },
    AttributeDefinitions: attributes([inputs, ...indexes]),
    KeySchema: keySchema(inputs),
    // CDK leaves an empty list out of the template.
    ...(indexes.length > 0 && { GlobalSecondaryIndexes: indexes.map(index) }),
    ProvisionedThroughput: CAPACITY,
    StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
  };
}

/** The first key that names an attribute decides about its type. */
function attributes(owners: readonly JsonObject[]): Json[] {
  const types = new Map<string, string>();
  for (const { name, type } of owners.flatMap(keys)) if (!types.has(name)) types.set(name, type);
  return [...types].map(([AttributeName, AttributeType]) => ({ AttributeName, AttributeType }));
}

function index(given: JsonObject): JsonObject {
  return {
    IndexName: textOf(given['name']),
    KeySchema: keySchema(given),
    Projection: { ProjectionType: 'ALL' },
    ProvisionedThroughput: CAPACITY,
  };
}

function keySchema(owner: JsonObject): Json[] {
  return keys(owner).map(({ name }, at) => ({ AttributeName: name, KeyType: at === 0 ? 'HASH' : 'RANGE' }));
}

function keys(owner: JsonObject): Key[] {
  return [owner['partitionKey'], owner['sortKey']].flatMap((key) => {
    const { fieldName, fieldType } = record(key);
    const type = textOf(fieldType);
    return textOf(fieldName) === '' ? [] : [{ name: textOf(fieldName), type: DYNAMODB_TYPES[type] ?? type }];
  });
}
