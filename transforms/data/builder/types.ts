import { type Code, array, code, literal, object } from '../../../src/emit/code.js';
import { type EnumType, type Field, type ObjectType, type TypeRef } from '../api.js';
import { type Known, isFieldType, isInherited } from './known.js';
import { described, entry } from './words.js';

/** Scalars of AppSync and the builder's words for them (data-schema, ModelField). */
export const SCALARS: ReadonlyMap<string, Code> = new Map([
  ['ID', code`a.id()`],
  ['String', code`a.string()`],
  ['Int', code`a.integer()`],
  ['Float', code`a.float()`],
  ['Boolean', code`a.boolean()`],
  ['AWSDate', code`a.date()`],
  ['AWSTime', code`a.time()`],
  ['AWSDateTime', code`a.datetime()`],
  ['AWSTimestamp', code`a.timestamp()`],
  ['AWSEmail', code`a.email()`],
  ['AWSJSON', code`a.json()`],
  ['AWSURL', code`a.url()`],
  ['AWSPhone', code`a.phone()`],
  ['AWSIPAddress', code`a.ipAddress()`],
]);

/** The type of a field or argument; names of the schema's own types are references. */
export function typeCode(type: TypeRef, renamed: ReadonlyMap<string, string> = new Map()): Code {
  const base =
    type.kind === 'list'
      ? code`${typeCode(type.of, renamed)}.array()`
      : (SCALARS.get(type.name) ?? code`a.ref(${literal(renamed.get(type.name) ?? type.name)})`);
  return type.required ? code`${base}.required()` : base;
}

export function namedType(type: TypeRef): string {
  return type.kind === 'list' ? namedType(type.of) : type.name;
}

export function enumCode({ values }: EnumType): Code {
  return code`a.enum(${array(values.map((value) => literal(value)))})`;
}

/** Descriptions of an enum and of its values: values can't have comments of their own in a list. */
export function enumComment({ description, node }: EnumType): string | undefined {
  const values = node.kind === 'EnumTypeDefinition' ? (node.values ?? []) : [];
  const ofValues = values.map((value) =>
    value.description === undefined ? null : `${value.name.value}: ${value.description.value}`,
  );
  return described(description, ...ofValues);
}

export function customTypeCode(
  { fields }: ObjectType,
  known: Known,
  renamed: ReadonlyMap<string, string> = new Map(),
): Code {
  const isSaid = ({ name, type }: Field): boolean =>
    !isInherited(name) && (isFieldType(type, known) || renamed.has(namedType(type)));
  return code`a.customType(${object(
    fields
      .filter(isSaid)
      .map(({ name, type, description }) => entry(name, typeCode(type, renamed), described(description))),
  )})`;
}
