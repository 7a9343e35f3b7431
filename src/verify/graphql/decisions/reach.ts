import { type SchemaType } from './schema-rules.js';

/** The types whose fields are operations. */
export const ROOTS: ReadonlySet<string> = new Set(['Query', 'Mutation', 'Subscription']);

/** All records of a type. */
const ALL = '*';

const NONE: ReadonlySet<string> = new Set();

/** A decision on `Type.field` as far as it says where the caller gets. */
export interface Step {
  /** Its place in the table. */
  readonly key: string;
  readonly type: string;
  readonly field: string;
  /** The record of the question, by its label, or `*`. */
  readonly record: string;
  /** The records that the caller gets: none where the question was refused. */
  readonly leads: readonly string[];
  /** The question is about the record that has the field, not about one that the field leads to. */
  readonly ofParent: boolean;
}

/**
 * What one caller can get to: AppSync asks for the field of a record only when an operation, or a field of a record
 * that has been reached, returns that record. Records are known by their relation to the caller.
 */
export class Reach {
  readonly #types: ReadonlyMap<string, SchemaType>;
  /** From a type to the records that its fields give, as `Type\tlabel`. */
  readonly #leads = new Map<string, Set<string>>();
  /** From a type to those of which a record holds a part: the records that it has been reached by lead there. */
  readonly #parts = new Map<string, Set<string>>();
  readonly #reads = new Map<string, Step[]>();

  constructor(types: ReadonlyMap<string, SchemaType>) {
    this.#types = types;
  }

  note(step: Step): void {
    const { type, field, leads, ofParent } = step;
    if (!ROOTS.has(type)) push(this.#reads, type, step);
    const base = this.#types.get(type)?.fields.get(field)?.base;
    if (base === undefined || !this.#types.has(base)) return;
    const isPart = ofParent && this.#isConnection(type);
    if (isPart && leads.length > 0) put(this.#parts, type, base);
    else for (const label of leads) put(this.#leads, type, node(base, ofParent ? ALL : label));
  }

  /** A connection has no records of its own, but those that it lists. */
  #isConnection(type: string): boolean {
    const fields = this.#types.get(type)?.fields;
    return fields?.has('items') === true && fields.has('nextToken');
  }

  /** By the place of a read, the records that lead to it, where they are not all: none for what nothing leads to. */
  limits(): Map<string, ReadonlySet<string>> {
    const reached = this.#reached();
    const limits = new Map<string, ReadonlySet<string>>();
    for (const [type, steps] of this.#reads) {
      const labels = reached.get(type) ?? NONE;
      for (const { key, record, ofParent } of steps) {
        const isAny = labels.has(ALL) || (!ofParent && labels.size > 0);
        if (!isAny) limits.set(key, record === ALL || labels.has(record) ? labels : NONE);
      }
    }
    return limits;
  }

  #reached(): Map<string, Set<string>> {
    const reached = new Map<string, Set<string>>([...ROOTS].map((root) => [root, new Set([ALL])]));
    const waiting: [string, string][] = [...ROOTS].map((root) => [root, ALL]);
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      for (const [type, label] of this.#next(...next)) {
        if (reached.get(type)?.has(label) === true) continue;
        put(reached, type, label);
        waiting.push([type, label]);
      }
    }
    return reached;
  }

  /** An object of an interface or a union may be of each type that is one. */
  #next(type: string, label: string): [string, string][] {
    const like = [...(this.#types.get(type)?.possible ?? []), ...(this.#parts.get(type) ?? [])];
    const led = [...(this.#leads.get(type) ?? [])].map((to): [string, string] => {
      const [name = '', record = ALL] = to.split('\t');
      return [name, record];
    });
    return [...led, ...like.map((name): [string, string] => [name, label])];
  }
}

function node(type: string, label: string): string {
  return `${type}\t${label}`;
}

function put(map: Map<string, Set<string>>, key: string, value: string): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, new Set([value]));
  else known.add(value);
}

function push(map: Map<string, Step[]>, key: string, value: Step): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}
