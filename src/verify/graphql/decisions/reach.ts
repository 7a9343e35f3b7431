import { type SchemaType } from './schema-rules.js';

/** The types whose fields are operations. */
export const ROOTS: ReadonlySet<string> = new Set(['Query', 'Mutation', 'Subscription']);

/**
 * What one caller can get to: AppSync asks for the field of a type only when an operation, or a field of a type
 * that has been reached, returns that type.
 */
export class Reach {
  readonly #types: ReadonlyMap<string, SchemaType>;
  /** From a type to those that its allowed fields return. */
  readonly #leads = new Map<string, Set<string>>();
  /** Decisions on reads of fields, by the type. */
  readonly #reads = new Map<string, string[]>();

  constructor(types: ReadonlyMap<string, SchemaType>) {
    this.#types = types;
  }

  /** Takes in a decision on `Type.field`; `key` is its place in the table. */
  note(key: string, action: string, resource: string, outcome: string): void {
    const [typeName = '', fieldName = ''] = resource.split('.');
    const isOperation = ROOTS.has(typeName);
    if (!isOperation && action !== 'read') return;
    if (!isOperation) this.#read(typeName, key);
    if (!outcome.startsWith('allowed')) return;
    const base = this.#types.get(typeName)?.fields.get(fieldName)?.base;
    if (base === undefined) return;
    const leads = this.#leads.get(typeName) ?? new Set();
    this.#leads.set(typeName, leads.add(base));
  }

  #read(typeName: string, key: string): void {
    const keys = this.#reads.get(typeName);
    if (keys === undefined) this.#reads.set(typeName, [key]);
    else keys.push(key);
  }

  /** The places of the reads that nothing leads to. */
  unreached(): string[] {
    const reached = new Set(ROOTS);
    for (const name of reached) for (const next of this.#next(name)) reached.add(next);
    return [...this.#reads].flatMap(([name, keys]) => (reached.has(name) ? [] : keys));
  }

  /** An object of an interface or a union may be of each type that is one. */
  #next(name: string): readonly string[] {
    return [...(this.#leads.get(name) ?? []), ...(this.#types.get(name)?.possible ?? [])];
  }
}
