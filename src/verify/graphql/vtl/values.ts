/** A value of a template: what JSON can say. Lists and maps can be changed, as in Java. */
export type Value = null | boolean | number | string | Value[] | Values | Host;
export interface Values {
  [name: string]: Value;
}

/** Something that AppSync provides: its members are functions, or more of the kind. */
export class Host {
  readonly members: Readonly<Record<string, Host | HostFunction>>;

  constructor(members: Readonly<Record<string, Host | HostFunction>>) {
    this.members = members;
  }
}

export type HostFunction = (...given: Value[]) => Value;

export function isMap(value: Value | undefined): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Host);
}

export function isTrue(value: Value): boolean {
  return value !== null && value !== false;
}

export function isEqual(left: Value, right: Value): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object') return false;
  return JSON.stringify(left) === JSON.stringify(right);
}

/** A member of a map or a list; nothing that JavaScript adds. */
export function memberOf(base: Value, name: Value): Value {
  if (Array.isArray(base)) return base[Number(name)] ?? null;
  if (!isMap(base)) return null;
  const key = written(name);
  return Object.hasOwn(base, key) ? (base[key] ?? null) : null;
}

/** How VTL writes a value into text. */
export function written(value: Value): string {
  if (Array.isArray(value)) return `[${value.map(written).join(', ')}]`;
  if (isMap(value)) {
    return `{${Object.entries(value)
      .map(([key, member]) => `${key}=${written(member)}`)
      .join(', ')}}`;
  }
  return value instanceof Host ? '' : String(value);
}
