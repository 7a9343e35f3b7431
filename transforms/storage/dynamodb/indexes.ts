import { type Json, type JsonNode, itemsOf, membersOf } from '../../../src/core/json.js';
import { type Code, type Entry, code, literal, object } from '../../../src/emit/code.js';
import { Refusal } from '../../shared/template/refusal.js';
import { type Scope } from '../../shared/template/scope.js';
import { plainOf } from './plain.js';
import { CAPACITY, attribute, isObject, keysOf, projectionEntries, type Use } from './schema.js';

export interface IndexContext {
  readonly table: Code;
  readonly types: ReadonlyMap<string, string>;
  readonly onDemand: boolean;
  readonly plain: Scope;
  readonly use: Use;
}

/** A member of an index that is set on the CfnTable behind the table. */
export interface IndexMember {
  /** `GlobalSecondaryIndexes.0.OnDemandThroughput`. */
  readonly path: string;
  readonly node: JsonNode;
}

export interface IndexCode {
  readonly statements: readonly Code[];
  readonly later: readonly IndexMember[];
}

/** Global indexes, in the order of the template. @throws Refusal when the keys of one are not known */
export function globalIndexes(list: JsonNode, context: IndexContext): IndexCode {
  const statements: Code[] = [];
  const later: IndexMember[] = [];
  for (const [at, node] of listOf(list).entries()) {
    const { base, rest } = indexParts(node, context);
    const entries: Entry[] = [base.name, ...keyEntries(node, context), ...base.projection];
    for (const [member, value] of rest) {
      if (member === 'ProvisionedThroughput' && context.onDemand) continue;
      const plain = plainOf(value, context.plain);
      if (plain !== null && plain.value === undefined) continue;
      const said =
        plain !== null && isObject(plain.value) ? CAPACITY[member]?.(plain.value, context.use) : null;
      if (said) entries.push(...said);
      else later.push({ path: `GlobalSecondaryIndexes.${at}.${member}`, node: value });
    }
    statements.push(code`${context.table}.addGlobalSecondaryIndex(${object(entries)});`);
  }
  return { statements, later };
}

/** Local indexes, whose partition key is that of the table. @throws Refusal when the keys of one are not known */
export function localIndexes(list: JsonNode, context: IndexContext): IndexCode {
  const later: IndexMember[] = [];
  const statements = listOf(list).map((node, at) => {
    const { base, rest } = indexParts(node, context);
    const [sort, more] = keysIn(node, context).sort;
    const key = sort === undefined || more !== undefined ? null : attribute(sort, context.types, context.use);
    if (key === null) throw new Refusal('the sort key of a local index is not known', node.origin);
    for (const [member, value] of rest)
      later.push({ path: `LocalSecondaryIndexes.${at}.${member}`, node: value });
    return code`${context.table}.addLocalSecondaryIndex(${object([base.name, ['sortKey', key], ...base.projection])});`;
  });
  return { statements, later };
}

function listOf(list: JsonNode): readonly JsonNode[] {
  if (list.kind === 'array') return itemsOf(list);
  throw new Refusal('its indexes are no list', list.origin);
}

const APART: ReadonlySet<string> = new Set(['IndexName', 'KeySchema', 'Projection']);

/** The name and the projection, and what else the index has. */
function indexParts(node: JsonNode, { plain, use }: IndexContext) {
  const members = membersOf(node);
  const [IndexName, Projection] = [members.get('IndexName'), members.get('Projection')];
  const rest = [...members].filter(([member]) => !APART.has(member));
  const name = IndexName && plainOf(IndexName, plain)?.value;
  const projection = Projection && plainOf(Projection, plain)?.value;
  const projected = projectionEntries(projection, use);
  if (typeof name !== 'string') throw new Refusal('the name of an index is not known', node.origin);
  if (projected === null) throw new Refusal(`what the index ${name} holds is not known`, node.origin);
  return { base: { name: ['indexName', literal(name)] as Entry, projection: projected }, rest };
}

function keysIn(node: JsonNode, { plain }: IndexContext) {
  const schema = membersOf(node).get('KeySchema');
  const value: Json | undefined = schema && plainOf(schema, plain)?.value;
  const keys = keysOf(value);
  if (keys === null) throw new Refusal('the keys of an index are not known', node.origin);
  return keys;
}

/** One attribute, or several (DynamoDB takes up to four of each) as a list. */
function keyEntries(node: JsonNode, context: IndexContext): Entry[] {
  const { partition, sort } = keysIn(node, context);
  const entry = (names: readonly string[], one: string, many: string): Entry[] => {
    const codes = names.map((name) => attribute(name, context.types, context.use));
    const known = codes.filter((each) => each !== null);
    const [only, more] = known;
    if (known.length !== codes.length) throw new Refusal('a key is of a type that is not known', node.origin);
    if (only === undefined) return [];
    return [more === undefined ? [one, only] : [many, code`[${known.join(', ') as Code}]`]];
  };
  return [...entry(partition, 'partitionKey', 'partitionKeys'), ...entry(sort, 'sortKey', 'sortKeys')];
}
