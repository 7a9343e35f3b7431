import { type Json } from '../../../src/core/json.js';
import { type Code, type Entry, code, literal, object } from '../../../src/emit/code.js';

export const DYNAMODB = 'aws-cdk-lib/aws-dynamodb';

/** Imports a value into the emitted module. */
export type Use = (name: string, from: string) => Code;

type JsonObject = Readonly<Record<string, Json>>;

export function isObject(value: Json | undefined): value is { [key: string]: Json } {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** A scalar as text; nothing for lists and objects. */
export function scalarText(value: Json | undefined): string {
  return value === null || value === undefined || typeof value === 'object' ? '' : String(value);
}

/** A number, which CloudFormation also takes as text. */
export function numberOf(value: Json | undefined): number | null {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : null;
}

export function flagOf(value: Json | undefined): boolean | null {
  if (typeof value === 'boolean') return value;
  return value === 'true' || value === 'false' ? value === 'true' : null;
}

const KEY_TYPES: Readonly<Record<string, string>> = { S: 'STRING', N: 'NUMBER', B: 'BINARY' };

/** The attributes of the keys by name, with DynamoDB's type of each. */
export function attributeTypes(definitions: Json | undefined): ReadonlyMap<string, string> {
  const types = new Map<string, string>();
  for (const one of Array.isArray(definitions) ? definitions : []) {
    if (isObject(one)) types.set(scalarText(one['AttributeName']), scalarText(one['AttributeType']));
  }
  return types;
}

export interface Keys {
  readonly partition: readonly string[];
  readonly sort: readonly string[];
}

/** The attributes of a key schema; null when it is none. */
export function keysOf(schema: Json | undefined): Keys | null {
  if (!Array.isArray(schema) || !schema.every(isObject)) return null;
  const of = (type: string): string[] =>
    schema.filter((one) => one['KeyType'] === type).map((one) => scalarText(one['AttributeName']));
  const keys = { partition: of('HASH'), sort: of('RANGE') };
  return keys.partition.length > 0 && keys.partition.length + keys.sort.length === schema.length
    ? keys
    : null;
}

/** `{ name: 'id', type: AttributeType.STRING }`; null for an attribute that can be no key. */
export function attribute(name: string, types: ReadonlyMap<string, string>, use: Use): Code | null {
  const type = KEY_TYPES[types.get(name) ?? ''];
  if (type === undefined) return null;
  return object([
    ['name', literal(name)],
    ['type', code`${use('AttributeType', DYNAMODB)}.${type as Code}`],
  ]);
}

const PROJECTIONS = new Set(['ALL', 'KEYS_ONLY', 'INCLUDE']);

/** The arguments for what an index holds of its records; null for a projection that DynamoDB does not have. */
export function projectionEntries(projection: Json | undefined, use: Use): Entry[] | null {
  if (!isObject(projection)) return null;
  const { ProjectionType: type, NonKeyAttributes: attributes } = projection;
  if (typeof type !== 'string' || !PROJECTIONS.has(type)) return null;
  const entry: Entry = ['projectionType', code`${use('ProjectionType', DYNAMODB)}.${type as Code}`];
  return attributes === undefined ? [entry] : [entry, ['nonKeyAttributes', literal(attributes)]];
}

/** Arguments that a table and a global index have in common, by CloudFormation's property; null: not said this way. */
export const CAPACITY: Readonly<Record<string, (value: JsonObject, use: Use) => Entry[] | null>> = {
  ProvisionedThroughput: (value) =>
    numbers(value, { ReadCapacityUnits: 'readCapacity', WriteCapacityUnits: 'writeCapacity' }),
  OnDemandThroughput: (value) =>
    numbers(value, {
      MaxReadRequestUnits: 'maxReadRequestUnits',
      MaxWriteRequestUnits: 'maxWriteRequestUnits',
    }),
  WarmThroughput: (value) => {
    const members = numbers(value, {
      ReadUnitsPerSecond: 'readUnitsPerSecond',
      WriteUnitsPerSecond: 'writeUnitsPerSecond',
    });
    return members && [['warmThroughput', object(members)]];
  },
  ContributorInsightsSpecification: ({ Enabled: enabled, Mode: mode, ...rest }, use) => {
    const flag = flagOf(enabled);
    const isKnown = mode === undefined || (typeof mode === 'string' && INSIGHTS.has(mode));
    if (flag === null || !isKnown || Object.keys(rest).length > 0) return null;
    const how = code`${use('ContributorInsightsMode', DYNAMODB)}.${String(mode) as Code}`;
    const members: Entry[] = [
      ['enabled', literal(flag)],
      ...(mode === undefined ? [] : [['mode', how] as Entry]),
    ];
    return [['contributorInsightsSpecification', object(members)]];
  },
};

const INSIGHTS = new Set(['ACCESSED_AND_THROTTLED_KEYS', 'THROTTLED_KEYS']);

/** Members that are numbers under CDK's names; null when one is no number, or not known. */
function numbers(value: JsonObject, names: Readonly<Record<string, string>>): Entry[] | null {
  const entries: Entry[] = [];
  for (const [member, written] of Object.entries(value)) {
    const name = names[member];
    const number = numberOf(written);
    if (name === undefined || number === null) return null;
    entries.push([name, literal(number)]);
  }
  return entries;
}
