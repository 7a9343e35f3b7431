import { type TypeNode } from 'graphql';
import { type Value, type Values } from '../vtl/values.js';
import { type Caller } from './callers.js';
import { type SchemaField, type SchemaType, baseOf, isListType } from './schema-rules.js';
import { type Universe } from './universe.js';

/** A record in its relation to the caller. */
export interface Variant {
  /** `stranger`, `own by owner = {username}`, `group by team`. */
  readonly label: string;
  readonly owns: boolean;
  readonly record: Values;
  /** Of a record that the caller makes without a name: what it is where the API writes the name. */
  readonly made?: readonly Variant[];
}

/** The label of a record that has nothing to do with the caller. */
export const STRANGERS = 'stranger';

const STRANGER = '{other}';
const TEXTS = new Set(['ID', 'String', 'AWSEmail', 'AWSPhone', 'AWSJSON', 'AWSURL']);

/** The records of a type that a caller may be asked about: a stranger's, and one of the caller's own by each field. */
export function variantsOf(
  type: SchemaType | undefined,
  caller: Caller,
  universe: Universe,
  types: ReadonlyMap<string, SchemaType>,
): Variant[] {
  const base = plainRecord(type, types);
  const owners = textFields(type, universe.ownerFields);
  const teams = textFields(type, universe.groupFields);
  for (const { name, type: of } of [...owners, ...teams]) base[name] = inShape(of, STRANGER);
  const variants: Variant[] = [{ label: STRANGERS, owns: false, record: base }];
  if (Object.keys(caller.claims).length === 0) return variants;
  for (const { name, type: of } of owners) {
    for (const value of universe.identities) {
      const record = { ...base, [name]: inShape(of, value) };
      variants.push({ label: `own by ${name} = ${value}`, owns: true, record });
    }
  }
  for (const { name, type: of } of teams) {
    for (const group of groupsOf(caller, universe)) {
      const record = { ...base, [name]: inShape(of, group) };
      variants.push({ label: `of the group by ${name}`, owns: false, record });
    }
  }
  return variants;
}

function textFields(type: SchemaType | undefined, names: ReadonlySet<string>): SchemaField[] {
  return [...(type?.fields.values() ?? [])].filter(({ name, base }) => names.has(name) && TEXTS.has(base));
}

function groupsOf({ claims }: Caller, { groups }: Universe): string[] {
  return [...groups.keys()].flatMap((claim) => {
    const value = claims[claim];
    return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
  });
}

function plainRecord(type: SchemaType | undefined, types: ReadonlyMap<string, SchemaType>): Values {
  const record: Values = { __typename: type?.name ?? '' };
  for (const { name, type: of } of type?.fields.values() ?? []) {
    const value = leafValue(name, of, types);
    if (value !== null) record[name] = value;
  }
  return record;
}

/** A value that a field of a scalar or an enum may have; null for objects. */
export function leafValue(name: string, type: TypeNode, types: ReadonlyMap<string, SchemaType>): Value {
  const leaf = baseOf(type);
  const known = types.get(leaf);
  if (known !== undefined && known.kind !== 'enum') return null;
  if (known !== undefined) return inShape(type, known.values[0] ?? '');
  switch (leaf) {
    case 'Int':
    case 'Float':
    case 'AWSTimestamp':
      return inShape(type, 1);
    case 'Boolean':
      return inShape(type, true);
    default:
      return inShape(type, `the ${name}`);
  }
}

export function inShape(type: TypeNode, value: Value): Value {
  return isListType(type) ? [value] : value;
}
