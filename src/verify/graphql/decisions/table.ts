import { type ApiFacts } from '../api-facts.js';
import { type ResolverFacts } from '../resolvers.js';
import { type Values } from '../vtl/values.js';
import { type Caller, callersOf } from './callers.js';
import { Gate } from './gate.js';
import { leadsTo, outcomeOf } from './outcome.js';
import { ROOTS, Reach } from './reach.js';
import { type Variant, leafValue, variantsOf } from './records.js';
import { Engine, runResolver } from './run.js';
import { type SchemaField, type SchemaType, schemaTypes } from './schema-rules.js';
import { type Universe, universeOf } from './universe.js';
import { fieldGroups } from './write-fields.js';

/** What happens to one request of one caller that concerns one record. */
export interface Decision {
  /** In the words of the report: `owner`, `group:Admin`, `guest`, … */
  readonly principal: string;
  readonly action: Action;
  /** `graphql:Query.getPost`, `graphql:Post.title`. */
  readonly resource: string;
  /** The record in its relation to the caller, or `*` where it makes no difference. */
  readonly record: string;
  /** `hidden`: no error, and the record is not among the results. Then what a create writes into fields of owners. */
  readonly outcome: string;
  /**
   * For the read of a field: the records that an operation that is allowed, or what it returns, leads the caller to,
   * where they are not all. Empty: nothing leads there.
   */
  readonly reached?: ReadonlySet<string>;
}

export type Action = 'read' | 'create' | 'update' | 'unset' | 'delete' | 'listen' | 'invoke';

/** The decisions of an API about everybody, by who, what and which record. */
export type DecisionTable = ReadonlyMap<string, Decision>;

/**
 * Asks an API every question: each operation, and each field that is read or written, for each caller, about a
 * record of one's own and a stranger's. Give the universe of both APIs to compare two.
 */
export function decisionTable(
  api: ApiFacts,
  universe: Universe = universeOf(api),
  engine: Engine = new Engine(),
): DecisionTable {
  return new Answers(api, engine).table(universe);
}

/** What an API answers. It is asked once for each caller, as long as the records are the same. */
export class Answers {
  readonly engine: Engine;
  readonly #api: ApiFacts;
  readonly #known = new Map<string, DecisionTable>();

  constructor(api: ApiFacts, engine: Engine) {
    this.#api = api;
    this.engine = engine;
  }

  table(universe: Universe): DecisionTable {
    const asking = new Asking(this.#api, universe, this.engine);
    const records = keyOfRecords(universe);
    const table = new Map<string, Decision>();
    for (const caller of callersOf(universe)) {
      const key = `${records}\n${keyOfCaller(caller)}`;
      const answers = this.#known.get(key) ?? asking.of(caller);
      this.#known.set(key, answers);
      for (const [question, decision] of answers) table.set(question, decision);
    }
    return table;
  }
}

/** What the records of a universe depend on, whoever asks. */
function keyOfRecords({ identities, groups, ownerFields, groupFields }: Universe): string {
  return JSON.stringify([identities, [...groups.keys()], [...ownerFields], [...groupFields]]);
}

function keyOfCaller({ principal, mode, poolRole, groups, claims }: Caller): string {
  return JSON.stringify([principal, mode, poolRole, groups, claims]);
}

class Asking {
  readonly #api: ApiFacts;
  readonly #universe: Universe;
  readonly #types: ReadonlyMap<string, SchemaType>;
  readonly #gate: Gate;
  readonly #engine: Engine;
  readonly #groups = new Map<string, SchemaField[][]>();
  readonly #variants = new Map<string, Variant[]>();
  #table = new Map<string, Decision>();
  #reach: Reach;

  constructor(api: ApiFacts, universe: Universe, engine: Engine) {
    this.#engine = engine;
    this.#api = api;
    this.#universe = universe;
    this.#types = schemaTypes(api.schema);
    this.#gate = new Gate(api, this.#types);
    this.#reach = new Reach(this.#types);
  }

  of(caller: Caller): DecisionTable {
    this.#table = new Map();
    this.#variants.clear();
    this.#reach = new Reach(this.#types);
    for (const type of this.#types.values()) {
      if (type.kind !== 'object') continue;
      for (const field of type.fields.values()) {
        if (ROOTS.has(type.name)) this.#operation(caller, type, field);
        else this.#read(caller, type, field);
      }
    }
    for (const [key, reached] of this.#reach.limits()) {
      const decision = this.#table.get(key);
      if (decision !== undefined) this.#table.set(key, { ...decision, reached });
    }
    return this.#table;
  }

  #note(
    caller: Caller,
    action: Action,
    resource: string,
    variant: Variant | null,
    outcome: string,
    ofParent = false,
  ): void {
    const token = caller.principal === 'authenticated' || caller.principal === 'oidc';
    const principal = variant?.owns === true && token ? 'owner' : caller.principal;
    const record = variant?.label ?? '*';
    const decision = { principal, action, resource: `graphql:${resource}`, record, outcome };
    const key = [principal, caller.mode, action, resource, record].join('\t');
    this.#table.set(key, decision);
    const [type = '', field = ''] = resource.split('.');
    if (action !== 'read' && !ROOTS.has(type)) return;
    this.#reach.note({ key, type, field, record, leads: leadsTo(variant, outcome), ofParent });
  }

  #operation(caller: Caller, type: SchemaType, field: SchemaField): void {
    const name = `${type.name}.${field.name}`;
    const resolver = this.#api.resolvers.get(name);
    const action = actionOf(type.name, resolver);
    if (!this.#gate.admits(caller, type.name, field.name) || !this.#gate.opens(caller, field.base)) {
      this.#note(caller, action, name, null, 'denied');
      return;
    }
    // A subscription of one's own has no resolver and lets everybody through whom the schema does.
    if (resolver === undefined) {
      this.#note(caller, action, name, null, 'allowed');
      return;
    }
    const subject = this.#subjectOf(field);
    const known = this.#variantsOf(subject, caller);
    for (const variant of action === 'create' ? unnamed(known, this.#universe) : known) {
      const input = this.#inputOf(field);
      if (input === undefined || action === 'delete' || action === 'invoke') {
        this.#note(caller, action, name, variant, this.#ask(caller, type, field, resolver, variant, null));
      } else {
        this.#writes(caller, type, field, { resolver, variant, input, action, subject: subject?.name ?? '' });
      }
    }
  }

  /** Creates and updates: as a whole with nothing but what is required, then field by field. */
  #writes(
    caller: Caller,
    type: SchemaType,
    field: SchemaField,
    { resolver, variant, input, action, subject }: Write,
  ): void {
    const name = `${type.name}.${field.name}`;
    const owned = action === 'create' ? givenOwners(variant.record, input, this.#universe) : {};
    const ask = (fields: Values): string =>
      this.#ask(caller, type, field, resolver, variant, { ...owned, ...fields });
    this.#note(caller, action, name, variant, ask({}));
    // Whom a new record names decides about the record as a whole; field by field nobody is named.
    if (action === 'create' && variant.label !== UNNAMED) return;
    const groups = this.#groups.get(name) ?? fieldGroups(input, resolver);
    this.#groups.set(name, groups);
    for (const group of groups) {
      const [first] = group;
      if (first === undefined) continue;
      const value = leafValue(first.name, first.type, this.#types) ?? {};
      const outcomes: [Action, string][] = [[action, ask({ [first.name]: value })]];
      if (action === 'update' && first.type.kind !== 'NonNullType')
        outcomes.push(['unset', ask({ [first.name]: null })]);
      for (const [what, outcome] of outcomes) {
        for (const one of group) this.#note(caller, what, `${subject}.${one.name}`, variant, outcome);
      }
    }
  }

  #read(caller: Caller, type: SchemaType, field: SchemaField): void {
    const name = `${type.name}.${field.name}`;
    // A relation to what the caller can read nothing of is of no use, like an operation that returns it.
    if (!this.#gate.admits(caller, type.name, field.name) || !this.#gate.opens(caller, field.base)) {
      this.#note(caller, 'read', name, null, 'denied', true);
      return;
    }
    const resolver = this.#api.resolvers.get(name);
    if (resolver === undefined) {
      this.#note(caller, 'read', name, null, 'allowed', true);
      return;
    }
    // What has no source of its own is a part of the record that has the field.
    const isPart = resolver.functions.every(({ dataSource }) => dataSource.kind === 'NONE');
    const subject = isPart ? type : (this.#subjectOf(field) ?? type);
    for (const variant of this.#variantsOf(subject, caller)) {
      const outcome = this.#ask(caller, type, field, resolver, variant, null);
      this.#note(caller, 'read', name, variant, outcome, isPart);
    }
  }

  #ask(
    caller: Caller,
    type: SchemaType,
    field: SchemaField,
    resolver: ResolverFacts,
    variant: Variant,
    input: Values | null,
  ): string {
    const args = this.#argumentsOf(field, variant.record, input);
    const source = ROOTS.has(type.name) ? {} : this.#sourceOf(type, caller, variant);
    const result = runResolver(
      resolver,
      {
        type: type.name,
        field: field.name,
        caller,
        args,
        source,
        record: variant.record,
        owning: this.#universe.ownerFields,
      },
      this.#engine,
    );
    return outcomeOf(type.name, result, variant, args, this.#universe);
  }

  #variantsOf(type: SchemaType | undefined, caller: Caller): readonly Variant[] {
    const known = this.#variants.get(type?.name ?? '');
    if (known !== undefined) return known;
    const variants = variantsOf(type, caller, this.#universe, this.#types);
    this.#variants.set(type?.name ?? '', variants);
    return variants;
  }

  /** The parent of a field stands to the caller as the record does. */
  #sourceOf(type: SchemaType, caller: Caller, variant: Variant): Values {
    const variants = this.#variantsOf(type, caller);
    const like =
      variants.find(({ label }) => label === variant.label) ??
      variants.find(({ owns }) => owns === variant.owns);
    return { ...(like ?? variants[0])?.record };
  }

  /** The type of the records that a field is about: of the items where it returns a connection. */
  #subjectOf(field: SchemaField): SchemaType | undefined {
    const type = this.#types.get(field.base);
    const items = type?.fields.get('items');
    return items === undefined || type?.fields.has('nextToken') !== true ? type : this.#types.get(items.base);
  }

  #inputOf(field: SchemaField): SchemaType | undefined {
    const argument = field.arguments.find(({ name }) => name.value === 'input');
    return argument === undefined ? undefined : this.#types.get(nameOf(argument.type));
  }

  #argumentsOf(field: SchemaField, record: Values, input: Values | null): Values {
    const args: Values = {};
    const inputType = this.#inputOf(field);
    for (const argument of field.arguments) {
      const name = argument.name.value;
      if (name === 'input' && inputType !== undefined)
        args[name] = { ...this.#required(inputType, record), ...input };
      else if (argument.type.kind === 'NonNullType') {
        args[name] = record[name] ?? leafValue(name, argument.type, this.#types);
      }
    }
    return args;
  }

  #required(input: SchemaType, record: Values): Values {
    const values: Values = {};
    for (const { name, type } of input.fields.values()) {
      if (type.kind === 'NonNullType')
        values[name] = record[name] ?? leafValue(name, type, this.#types) ?? {};
    }
    return values;
  }
}

const UNNAMED = 'owner not named';
/** A create that leaves it to the API who is the owner. */
function unnamed(variants: readonly Variant[], universe: Universe): Variant[] {
  const named = new Set([...universe.ownerFields, ...universe.groupFields]);
  const [first] = variants;
  if (first === undefined) return [];
  const record = Object.fromEntries(Object.entries(first.record).filter(([name]) => !named.has(name)));
  return [{ label: UNNAMED, owns: false, record, made: variants.filter(({ owns }) => owns) }, ...variants];
}

interface Write {
  readonly resolver: ResolverFacts;
  readonly variant: Variant;
  readonly input: SchemaType;
  readonly action: Action;
  readonly subject: string;
}

function nameOf(type: SchemaField['type']): string {
  return type.kind === 'NamedType' ? type.name.value : nameOf(type.type);
}

/** A create that names the owner: nothing for a stranger's, who is what nobody would name. */
function givenOwners(record: Values, input: SchemaType, universe: Universe): Values {
  const given = [...universe.ownerFields, ...universe.groupFields].filter(
    (name) => input.fields.has(name) && record[name] !== undefined,
  );
  return Object.fromEntries(given.map((name) => [name, record[name] ?? null]));
}

function actionOf(type: string, resolver: ResolverFacts | undefined): Action {
  if (type === 'Query') return 'read';
  if (type === 'Subscription') return 'listen';
  const last = resolver?.functions.at(-1);
  if (last?.dataSource.kind !== 'AMAZON_DYNAMODB') return 'invoke';
  const text = last.request ?? '';
  if (text.includes('"PutItem"')) return 'create';
  if (text.includes('"UpdateItem"')) return 'update';
  return text.includes('"DeleteItem"') ? 'delete' : 'invoke';
}
