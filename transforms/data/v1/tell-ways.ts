import { type FieldDefinitionNode } from 'graphql';
import { argumentOf, memberOf, textOf } from '../schema/ast.js';
import { type Carried } from './connections.js';
import { type Context, type V1Model } from './context.js';
import { authOf, type FieldRules } from './field-rules.js';
import { byGroup, type Effective } from './model-rules.js';
import { callersOf, covered, READS, type V1Provider, type V1Rule } from './rules.js';
import { access, principalOf } from './tell-rules.js';
import { type Way, waysTo } from './ways.js';

/** What there is in v2: the rules of each model by its name, and what has become of relations. */
export interface Carriage {
  readonly rules: ReadonlyMap<string, Effective>;
  /** Rules of fields by the field. */
  readonly fields: ReadonlyMap<FieldDefinitionNode, FieldRules>;
  readonly relations: ReadonlyMap<FieldDefinitionNode, Carried>;
}

/**
 * Compares whom v1 lets through with whom v2 does, for every way to the records of a model. Both protect relations
 * and the queries of indexes by rules for something else: v1 by `read`, v2 relations by all that let somebody read
 * and the queries of indexes by `list` (protectRelationalResolver and protectListResolver of
 * @aws-amplify/graphql-auth-transformer).
 */
export function tellWays({ rules, fields, relations }: Carriage, context: Context): void {
  const { passing } = context;
  const ways = new Map(
    [...context.models.values()].map((model) => [model, waysTo(model, context.relationsTo(model), context)]),
  );
  const known = new Map<Way, readonly V1Rule[]>();
  const inV2 = (way: Way, model: V1Model): readonly V1Rule[] => {
    const found = known.get(way) ?? [
      ...rulesInV2(way, rules.get(model.name)),
      ...ofFields(model, fields).flatMap(([, { effective }]) => rulesOfField(way, effective)),
    ];
    known.set(way, found);
    return found;
  };
  const earlier = reachedBy(ways, (way, model) => passing.asking(way, model));
  const later = reachedBy(ways, (way, model) => providersOf(inV2(way, model)));
  for (const [model, list] of ways) {
    const lost = new Differences();
    const gained = new Differences();
    for (const way of list) {
      if (way.relation !== null && typeof relations.get(way.relation.field) !== 'object') continue;
      const before = reaching(way, earlier, passing.rulesFor(way, model));
      const after = reaching(way, later, inV2(way, model));
      tellOwnerKey(model, way, after, context);
      lost.add(way, notCovered(before, after));
      gained.add(way, notCovered(after, before));
    }
    for (const [field, ofField] of ofFields(model, fields)) {
      const at = authOf(field) ?? field;
      const way: Way = { kind: 'get', path: `${model.name}.${field.name.value}`, at, ...PLAIN };
      const ofModel = rules.get(model.name) ?? (new Map() as Effective);
      gained.add(way, unasked(ofModel, ofField));
      if (isRefused(model, ofModel, ofField))
        context.tell('AM3231', at, { field: way.path, model: model.name });
    }
    tellLost(model, lost, context);
    tellGained(model, gained, context);
  }
}

/**
 * v2 refuses a field whose readers are none of the model's, as long as the model has a required field, unless every
 * signed-in user reads the model in each way that v2 knows (getReadRolesForField).
 */
function isRefused(model: V1Model, ofModel: Effective, { effective }: FieldRules): boolean {
  const level = textOf(memberOf(argumentOf(model.modelAt, 'subscriptions'), 'level'));
  const isOpen = ({ type, ...field }: FieldDefinitionNode): boolean =>
    type.kind === 'NonNullType' && authOf({ type, ...field }) === undefined;
  if (level === 'off' || level === 'public' || ![...model.fields.values()].some(isOpen)) return false;
  const readers = (rules: Effective): V1Rule[] =>
    READS.flatMap((one) => rules.get(one) ?? []).flatMap(byGroup);
  const known = new Set(readers(ofModel).map(callersOf));
  const isEveryUser = ({ provider }: V1Rule): boolean =>
    READS.every((one) =>
      ofModel.get(one)?.some((rule) => rule.strategy === 'private' && rule.provider === provider),
    );
  return readers(effective).some((rule) => !known.has(callersOf(rule)) && !isEveryUser(rule));
}

const PLAIN = { key: [], many: false, relation: null } as const;

function ofFields(model: V1Model, fields: Carriage['fields']): [FieldDefinitionNode, FieldRules][] {
  return [...model.fields.values()].flatMap((field): [FieldDefinitionNode, FieldRules][] => {
    const known = fields.get(field);
    return known === undefined ? [] : [[field, known]];
  });
}

/**
 * Callers who see a record but may not get it read a field past its rules when all who may get the record read it:
 * v2 looks at the roles for `get` alone to see whether the field needs a check (`readRoles` of generateResolvers,
 * where a set is made of the first of several lists).
 */
function unasked(ofModel: Effective, { effective, readers }: FieldRules): V1Rule[] {
  const allowed = READS.flatMap((surface) => effective.get(surface) ?? []);
  const getting = (ofModel.get('get') ?? []).flatMap(byGroup);
  if (notCovered(getting, allowed).length > 0) return [];
  const others = notCovered([...ofModel.values()].flat().flatMap(byGroup), getting);
  return notCovered(notCovered(others, allowed), readers);
}

type Reached = ReadonlyMap<V1Model, ReadonlySet<V1Provider>>;
type Ways = ReadonlyMap<V1Model, readonly Way[]>;

/** The modes that come to a model: by an operation, or by a relation of a model that they have come to. */
function reachedBy(ways: Ways, asking: (way: Way, model: V1Model) => ReadonlySet<V1Provider>): Reached {
  const reached = new Map([...ways.keys()].map((model) => [model, new Set<V1Provider>()]));
  const waiting: [V1Model, V1Provider][] = [];
  const reach = (model: V1Model, provider: V1Provider): void => {
    const known = reached.get(model);
    if (known === undefined || known.has(provider)) return;
    known.add(provider);
    waiting.push([model, provider]);
  };
  const from = new Map<V1Model, { readonly model: V1Model; readonly modes: ReadonlySet<V1Provider> }[]>();
  for (const [model, list] of ways) {
    for (const way of list) {
      const modes = asking(way, model);
      if (way.relation === null) for (const provider of modes) reach(model, provider);
      else from.set(way.relation.parent, [...(from.get(way.relation.parent) ?? []), { model, modes }]);
    }
  }
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [parent, provider] = next;
    for (const { model, modes } of from.get(parent) ?? []) if (modes.has(provider)) reach(model, provider);
  }
  return reached;
}

/** A relation is for those who have come to the model that has it. */
function reaching({ relation }: Way, reached: Reached, rules: readonly V1Rule[]): V1Rule[] {
  const single = rules.flatMap(byGroup);
  const modes = relation && reached.get(relation.parent);
  return modes == null ? single : single.filter(({ provider }) => modes.has(provider));
}

function notCovered(rules: readonly V1Rule[], others: readonly V1Rule[]): V1Rule[] {
  return rules.filter((rule) => !covered(rule, others));
}

function providersOf(rules: readonly V1Rule[]): ReadonlySet<V1Provider> {
  return new Set(rules.map(({ provider }) => provider));
}

function rulesInV2({ kind }: Way, effective: Effective = new Map()): readonly V1Rule[] {
  switch (kind) {
    case 'relation':
      return READS.flatMap((surface) => effective.get(surface) ?? []);
    case 'index':
      return effective.get('list') ?? [];
    case 'search':
      return effective.get('read') ?? [];
    default:
      return effective.get(kind) ?? [];
  }
}

/** v2 lets in who has a right to any of the fields; the others are refused one by one. */
function rulesOfField({ kind }: Way, effective: Effective = new Map()): readonly V1Rule[] {
  switch (kind) {
    case 'create':
    case 'update':
      return effective.get(kind) ?? [];
    case 'delete':
      return [];
    default:
      return READS.flatMap((surface) => effective.get(surface) ?? []);
  }
}

/**
 * Where the owner is in the key, v2 refuses whoever asks for another owner's records; v1 asks for them and leaves
 * out those that are not the caller's. A rule for owners beside the key makes a filter of both.
 */
function tellOwnerKey(model: V1Model, way: Way, rules: readonly V1Rule[], context: Context): void {
  const owners = rules.flatMap(({ provider, ownerField }) =>
    ownerField === null ? [] : [{ provider, ownerField }],
  );
  for (const provider of new Set(owners.map((rule) => rule.provider))) {
    const own = owners.filter((rule) => rule.provider === provider);
    const [first] = own;
    if (first === undefined || own.some(({ ownerField }) => !way.key.includes(ownerField))) continue;
    context.tell('AM3230', way.at, { model: model.name, query: way.path, owner: first.ownerField });
    access(context, {
      principal: provider === 'oidc' ? 'oidc' : 'authenticated',
      action: 'read',
      resource: `graphql:${way.path}`,
      gen1: `an empty list for another ${first.ownerField}`,
      gen2: `an error for another ${first.ownerField}`,
      change: 'changed',
      code: 'AM3230',
    });
  }
}

/** Who passes a way in one of the two alone. */
class Differences {
  readonly #found: { readonly way: Way; readonly principals: ReadonlySet<string> }[] = [];

  add(way: Way, rules: readonly V1Rule[]): void {
    if (rules.length > 0) this.#found.push({ way, principals: new Set(rules.map(principalOf)) });
  }

  get paths(): string[] {
    return this.#found.map(({ way }) => way.path);
  }

  get callers(): string[] {
    return [...new Set(this.#found.flatMap(({ principals }) => [...principals]))];
  }

  get first(): Way | undefined {
    return this.#found[0]?.way;
  }

  *each(): Iterable<{ readonly way: Way; readonly principal: string }> {
    for (const { way, principals } of this.#found)
      for (const principal of principals) yield { way, principal };
  }
}

function tellLost(model: V1Model, lost: Differences, context: Context): void {
  if (lost.first === undefined) return;
  const { paths, callers } = lost;
  context.tell('AM3211', lost.first.at, { model: model.name, paths, callers });
  for (const { way, principal } of lost.each()) {
    access(context, {
      ...{ principal, action: actionOf(way), resource: `graphql:${way.path}` },
      ...{ gen1: 'allowed', gen2: 'as the rules of the model say', change: 'narrowed', code: 'AM3211' },
    });
  }
}

function tellGained(model: V1Model, gained: Differences, context: Context): void {
  if (gained.first === undefined) return;
  const { paths, callers } = gained;
  context.tell('AM3229', gained.first.at, { model: model.name, paths, callers });
  for (const { way, principal } of gained.each()) {
    access(context, {
      ...{ principal, action: actionOf(way), resource: `graphql:${way.path}` },
      ...{
        gen1: 'denied',
        gen2: 'allowed to who may read records in another way',
        change: 'widened',
        code: 'AM3229',
      },
    });
  }
}

function actionOf({ kind }: Way): string {
  return kind === 'create' || kind === 'update' || kind === 'delete' ? kind : 'read';
}
