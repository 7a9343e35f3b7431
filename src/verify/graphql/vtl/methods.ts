import { type Value, type Values, Host, isEqual, isMap, memberOf, written } from './values.js';

/** A method that no type of AppSync's templates has, or that is not known here. */
export class UnknownMethod extends Error {
  override readonly name = 'UnknownMethod';
}

/** Calls a method of Java's String, List or Map, as templates do. @throws UnknownMethod */
export function callMethod(base: Value, name: string, given: readonly Value[]): Value {
  if (base === null) return null;
  if (base instanceof Host) {
    const member = base.members[name];
    if (typeof member !== 'function') throw new UnknownMethod(`$util has no ${name}`);
    return member(...given);
  }
  const [first = null, second = null] = given;
  const result = Array.isArray(base)
    ? own(LIST, name)?.(base, first, second)
    : isMap(base)
      ? own(MAP, name)?.(base, first, second)
      : own(TEXT, name)?.(written(base), first, second);
  // Java's Velocity passes over a method that another type has; a name that no type has is a gap in this table.
  if (result === undefined && TABLES.some((table) => own(table, name) !== undefined)) return null;
  if (result === undefined) throw new UnknownMethod(`no method ${name} of ${JSON.stringify(base)}`);
  return result;
}

type Methods<T> = Readonly<Record<string, (self: T, first: Value, second: Value) => Value>>;

function own<T>(methods: Methods<T>, name: string): Methods<T>[string] | undefined {
  return Object.hasOwn(methods, name) ? methods[name] : undefined;
}

const TEXT: Methods<string> = {
  contains: (text, part) => text.includes(written(part)),
  equals: (text, other) => text === other,
  equalsIgnoreCase: (text, other) => text.toLowerCase() === written(other).toLowerCase(),
  isEmpty: (text) => text === '',
  isBlank: (text) => text.trim() === '',
  length: (text) => text.length,
  size: (text) => text.length,
  indexOf: (text, part) => text.indexOf(written(part)),
  lastIndexOf: (text, part) => text.lastIndexOf(written(part)),
  startsWith: (text, part) => text.startsWith(written(part)),
  endsWith: (text, part) => text.endsWith(written(part)),
  toLowerCase: (text) => text.toLowerCase(),
  toUpperCase: (text) => text.toUpperCase(),
  toString: (text: string) => text,
  trim: (text) => text.trim(),
  split: (text, pattern) => text.split(new RegExp(written(pattern))),
  matches: (text, pattern) => new RegExp(`^(?:${written(pattern)})$`).test(text),
  replace: (text, part, by) => text.replaceAll(written(part), written(by)),
  replaceAll: (text, pattern, by) => text.replace(new RegExp(written(pattern), 'g'), written(by)),
  replaceFirst: (text, pattern, by) => text.replace(new RegExp(written(pattern)), written(by)),
  substring: (text, from, to) => text.substring(Number(from), to === null ? undefined : Number(to)),
  concat: (text, other) => text + written(other),
  charAt: (text, at) => text.charAt(Number(at)),
  intValue: (text) => Number.parseInt(text, 10),
};

function at(list: readonly Value[], value: Value): number {
  return list.findIndex((item) => isEqual(item, value));
}

const LIST: Methods<Value[]> = {
  add: (list, value, second) => {
    if (second === null) list.push(value);
    else list.splice(Number(value), 0, second);
    return true;
  },
  addAll: (list, values) => {
    if (Array.isArray(values)) list.push(...values);
    return true;
  },
  clear: (list) => {
    list.length = 0;
    return null;
  },
  contains: (list, value) => at(list, value) >= 0,
  containsAll: (list, values) => Array.isArray(values) && values.every((value) => at(list, value) >= 0),
  get: (list, index) => memberOf(list, index),
  indexOf: (list, value) => at(list, value),
  isEmpty: (list) => list.length === 0,
  remove: (list, value) => {
    const index = typeof value === 'number' ? value : at(list, value);
    return index < 0 ? null : (list.splice(index, 1)[0] ?? null);
  },
  removeAll: (list, values) => {
    const kept = list.filter((item) => !(Array.isArray(values) && values.some((one) => isEqual(one, item))));
    list.splice(0, list.length, ...kept);
    return true;
  },
  set: (list, index, value) => {
    list[Number(index)] = value;
    return null;
  },
  size: (list) => list.length,
  subList: (list, from, to) => list.slice(Number(from), Number(to)),
  toString: (list: Value[]) => written(list),
};

const MAP: Methods<Values> = {
  clear: (map) => {
    for (const key of Object.keys(map)) Reflect.deleteProperty(map, key);
    return null;
  },
  containsKey: (map, key) => Object.hasOwn(map, written(key)),
  containsValue: (map, value) => Object.values(map).some((one) => isEqual(one, value)),
  entrySet: (map) => Object.entries(map).map(([key, value]) => ({ key, value })),
  get: (map, key) => memberOf(map, key),
  getOrDefault: (map, key, other) => (Object.hasOwn(map, written(key)) ? memberOf(map, key) : other),
  isEmpty: (map) => Object.keys(map).length === 0,
  keySet: (map) => Object.keys(map),
  put: (map, key, value) => {
    const before = memberOf(map, key);
    map[written(key)] = value;
    return before;
  },
  putAll: (map, others) => {
    if (isMap(others)) Object.assign(map, others);
    return null;
  },
  remove: (map, key) => {
    const before = memberOf(map, key);
    Reflect.deleteProperty(map, written(key));
    return before;
  },
  size: (map) => Object.keys(map).length,
  toString: (map: Values) => written(map),
  values: (map) => Object.values(map),
};

const TABLES: readonly Methods<never>[] = [TEXT, LIST, MAP];
