import { type Json } from '../../core/json.js';
import { type JsonObject, isObject } from '../template.js';

/** Reads a CloudFormation boolean, which may be written as text. */
export function flag(value: Json | undefined, absent: boolean): boolean {
  return value === undefined ? absent : value === true || value === 'true';
}

/** Reads a CloudFormation number, which may be written as text; what is neither stays as it is. */
export function amount(value: Json | undefined, absent: number): Json {
  if (value === undefined) return absent;
  return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
}

/** A list whose order has no meaning. */
export function set(value: Json | undefined): Json[] {
  if (value === undefined) return [];
  const items = Array.isArray(value) ? value : [value];
  const byText = new Map(items.map((item) => [typeof item === 'string' ? item : JSON.stringify(item), item]));
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
}

export function record(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

export function items(value: Json | undefined): readonly Json[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

export function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** An object without the members named. */
export function without(object: JsonObject, ...names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}

/** Text that Gen 1 keeps as JSON in a string. @throws Error when it is not JSON */
export function embedded(value: Json | undefined): Json {
  return typeof value === 'string' ? (JSON.parse(value) as Json) : (value ?? null);
}

/** Changes every string below a value. */
export function mapStrings(value: Json, change: (text: string) => string): Json {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapStrings(item, change));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, mapStrings(member, change)]));
}
