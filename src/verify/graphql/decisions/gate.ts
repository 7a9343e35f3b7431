import { type ApiFacts } from '../api-facts.js';
import { type AuthenticationType } from '../modes.js';
import { type Caller } from './callers.js';
import { ROOTS } from './reach.js';
import { type SchemaRule, type SchemaType } from './schema-rules.js';

/**
 * What AppSync itself checks before a resolver runs: the mode, the directives of the field or else of its type
 * or else the default mode, and for roles of the identity pool their IAM policies. Policies are about operations:
 * what is below them is open to roles that may call `types/Query/*` alone, as those of functions are
 * (docs.amplify.aws, "Grant Lambda function access to API and Data").
 */
export class Gate {
  readonly #types: ReadonlyMap<string, SchemaType>;
  readonly #modes: ReadonlySet<AuthenticationType>;
  readonly #default: AuthenticationType | undefined;
  readonly #grants = new Map<string, Set<string>>();

  constructor(api: ApiFacts, types: ReadonlyMap<string, SchemaType>) {
    this.#types = types;
    this.#modes = new Set(api.modes.map(({ type }) => type));
    this.#default = api.modes[0]?.type;
    for (const { role, type, field } of api.grants) {
      const granted = this.#grants.get(role) ?? new Set();
      this.#grants.set(role, granted.add(`${type}.${field}`));
    }
  }

  admits(caller: Caller, typeName: string, fieldName: string): boolean {
    if (!this.#modes.has(caller.mode)) return false;
    const type = this.#types.get(typeName);
    const field = type?.fields.get(fieldName);
    if (type === undefined || field === undefined) return false;
    const rules = field.rules.length > 0 ? field.rules : type.rules;
    const byDirective =
      rules.length === 0 ? caller.mode === this.#default : rules.some((rule) => matches(rule, caller));
    return byDirective && this.#isGranted(caller, typeName, fieldName);
  }

  /** Whether a caller can read anything at all of what a field returns. */
  opens(caller: Caller, typeName: string): boolean {
    const type = this.#types.get(typeName);
    if (type?.kind !== 'object') return true;
    const items = type.fields.get('items');
    if (items !== undefined && type.fields.has('nextToken')) {
      return this.admits(caller, typeName, 'items') && this.opens(caller, items.base);
    }
    return [...type.fields.keys()].some((field) => this.admits(caller, typeName, field));
  }

  #isGranted({ poolRole }: Caller, type: string, field: string): boolean {
    if (poolRole === null || !ROOTS.has(type)) return true;
    const granted = this.#grants.get(poolRole);
    return [`${type}.${field}`, `${type}.*`, '*.*'].some((one) => granted?.has(one) === true);
  }
}

function matches({ mode, groups }: SchemaRule, caller: Caller): boolean {
  return mode === caller.mode && (groups === null || groups.some((group) => caller.groups.includes(group)));
}
