import { z } from 'zod';
import { type Finding, finding } from '../../../src/core/finding.js';
import { type JsonNode, at, itemsOf, stringAt } from '../../../src/core/json.js';
import { validate } from '../../../src/core/validate.js';
import { type TableResource } from './model.js';
import { listNode, nodeOf, objectNode } from './nodes.js';

const attribute = z.strictObject({ fieldName: z.string(), fieldType: z.string() });

/** Source: service-walkthrough-types/dynamoDB-user-input-types.ts of amplify-category-storage. */
const cliInputs = z.strictObject({
  resourceName: z.string(),
  tableName: z.string(),
  partitionKey: attribute,
  sortKey: attribute.nullish(),
  gsi: z
    .array(z.strictObject({ name: z.string(), partitionKey: attribute, sortKey: attribute.nullish() }))
    .nullish(),
  triggerFunctions: z.array(z.string()).nullish(),
});

/** Types of attributes as the CLI names them; DynamoDB takes the first three as keys. */
const ATTRIBUTE_TYPES: Readonly<Record<string, string>> = {
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

export interface GeneratedTable {
  readonly table: TableResource;
  readonly findings: readonly Finding[];
}

/**
 * The table that Gen 1 makes from cli-inputs.json, each value at the place in the inputs that it comes from.
 * Source: cdk-stack-builder/ddb-stack-builder.ts of amplify-category-storage. @throws MigrateError
 */
export function generatedTable(name: string, inputs: JsonNode): GeneratedTable {
  validate(cliInputs, inputs);
  const { origin } = inputs;
  const attributes = new Map<string, { readonly type: string; readonly node: JsonNode }>();
  const findings: Finding[] = [];
  const learn = (key: JsonNode | undefined): void => {
    const field = stringAt(key, 'fieldName');
    const type = at(key, 'fieldType');
    if (field === undefined || type?.kind !== 'scalar') return;
    const known = attributes.get(field);
    const kept = known?.type ?? String(type.value);
    if (known === undefined) attributes.set(field, { type: kept, node: attributeNode(key, type) });
    else if (kept !== type.value) {
      const params = { table: name, attribute: field, kept, type: String(type.value) };
      findings.push(finding('AM2115', 'storage', type.origin, params));
    }
  };
  const keys = [at(inputs, 'partitionKey'), at(inputs, 'sortKey')];
  keys.forEach(learn);
  const indexes = itemsOf(at(inputs, 'gsi'));
  for (const index of indexes) [at(index, 'partitionKey'), at(index, 'sortKey')].forEach(learn);
  const throughput = nodeOf({ ReadCapacityUnits: 5, WriteCapacityUnits: 5 }, origin);
  const gsi = indexes.map((index) => indexNode(index, throughput));
  const tableName = at(inputs, 'tableName') ?? nodeOf('', origin);
  const properties: (readonly [string, JsonNode])[] = [
    ['TableName', nameNode(tableName)],
    [
      'AttributeDefinitions',
      listNode(
        [...attributes.values()].map(({ node }) => node),
        origin,
      ),
    ],
    ['KeySchema', keySchema(inputs)],
    ...(gsi.length === 0
      ? []
      : [['GlobalSecondaryIndexes', listNode(gsi, at(inputs, 'gsi')?.origin ?? origin)] as const]),
    ['ProvisionedThroughput', throughput],
    ['StreamSpecification', nodeOf({ StreamViewType: 'NEW_IMAGE' }, origin)],
  ];
  const table = { logicalId: 'DynamoDBTable', properties: new Map(properties), attributes: new Map() };
  return { table, findings };
}

function attributeNode(key: JsonNode | undefined, type: JsonNode): JsonNode {
  const name = at(key, 'fieldName') ?? type;
  const written = type.kind === 'scalar' ? String(type.value) : '';
  const mapped = Object.hasOwn(ATTRIBUTE_TYPES, written) ? ATTRIBUTE_TYPES[written] : undefined;
  return objectNode(
    [
      ['AttributeName', name],
      ['AttributeType', nodeOf(mapped ?? written, type.origin)],
    ],
    name.origin,
  );
}

function keySchema(owner: JsonNode): JsonNode {
  const part = (key: string, type: string): JsonNode[] => {
    const name = at(owner, key, 'fieldName');
    if (name === undefined) return [];
    const members = [['AttributeName', name] as const, ['KeyType', nodeOf(type, name.origin)] as const];
    return [objectNode(members, name.origin)];
  };
  return listNode([...part('partitionKey', 'HASH'), ...part('sortKey', 'RANGE')], owner.origin);
}

function indexNode(index: JsonNode, throughput: JsonNode): JsonNode {
  const { origin } = index;
  return objectNode(
    [
      ['IndexName', at(index, 'name') ?? nodeOf('', origin)],
      ['KeySchema', keySchema(index)],
      ['Projection', nodeOf({ ProjectionType: 'ALL' }, origin)],
      ['ProvisionedThroughput', throughput],
    ],
    origin,
  );
}

/** `<tableName>-<env>`, as every template of the CLI says it. */
function nameNode(tableName: JsonNode): JsonNode {
  const { origin } = tableName;
  const parts = listNode([tableName, nodeOf('-', origin), nodeOf({ Ref: 'env' }, origin)], origin);
  return objectNode([['Fn::Join', listNode([nodeOf('', origin), parts], origin)]], origin);
}
