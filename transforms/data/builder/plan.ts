import { type Api, type Model, type ModelOperation, type Rule } from '../api.js';
import { type LaneInput } from '../lane.js';
import { hasGlobalRules } from './global-rules.js';
import { type Inputs, inputsOf } from './inputs.js';
import { type Join, writtenOutJoins } from './joins.js';
import { type Known, knownTypes } from './known.js';
import { type KeyField, type RelationMember, type Relations, relationsOf } from './relations.js';

/** A model as the builder will say it. */
export interface ModelPlan {
  readonly model: Model;
  /** By name of the declared field. */
  readonly members: ReadonlyMap<string, RelationMember>;
  /** Keys that Gen 1 adds by itself, by the declared field before which they stand. */
  readonly keysBefore: ReadonlyMap<string, readonly KeyField[]>;
  readonly added: { readonly keys: readonly KeyField[]; readonly members: readonly RelationMember[] };
  readonly disabledOperations: readonly string[];
  /** True when nobody may do anything. */
  readonly isClosed: boolean;
  /** True when the declared key `id` is among the fields. */
  readonly writesId: boolean;
}

/** All that the builder's schema is written from. */
export interface BuilderPlan {
  /** Gen 1's API, with every `@manyToMany` written out. */
  readonly api: Api;
  readonly joins: readonly Join[];
  readonly relations: Relations;
  readonly inputs: Inputs;
  readonly known: Known;
  readonly models: readonly ModelPlan[];
}

interface Additions {
  readonly members: Map<string, RelationMember>;
  readonly keysBefore: Map<string, KeyField[]>;
  readonly keys: KeyField[];
  readonly addedMembers: RelationMember[];
  /** Names of the keys so far. */
  readonly known: Set<string>;
}

type PlanInput = Pick<LaneInput, 'api' | 'settings'>;

const plans = new WeakMap<PlanInput, BuilderPlan>();

/** Made once for each input: what can't be said and what is written come from the same plan. */
export function builderPlan(input: PlanInput): BuilderPlan {
  const plan = plans.get(input) ?? planOf(input);
  plans.set(input, plan);
  return plan;
}

function planOf(input: PlanInput): BuilderPlan {
  const { api, joins } = writtenOutJoins(input.api);
  const hasRules = hasGlobalRules(input);
  const relations = relationsOf(api, input.settings.flags);
  const inputs = inputsOf(api);
  const additions = new Map<string, Additions>();
  const of = (model: Model): Additions => {
    const known = additions.get(model.name) ?? {
      members: new Map(),
      keysBefore: new Map(),
      keys: [],
      addedMembers: [],
      known: new Set<string>(),
    };
    additions.set(model.name, known);
    return known;
  };
  const holders = new Set<Model>();
  for (const { parent, child, parentSide, childSide, added, keys, references } of relations.links) {
    if (references.includes('id')) holders.add(child);
    if (added.includes('parent')) of(parent).addedMembers.push(parentSide);
    else of(parent).members.set(parentSide.name, parentSide);
    if (added.includes('child')) of(child).addedMembers.push(childSide);
    else of(child).members.set(childSide.name, childSide);
    const ofChild = of(child);
    const fresh = keys.filter(({ name }) => !ofChild.known.has(name));
    fresh.forEach(({ name }) => ofChild.known.add(name));
    if (added.includes('child')) ofChild.keys.push(...fresh);
    else ofChild.keysBefore.set(childSide.name, fresh);
  }
  return {
    api,
    joins,
    relations,
    inputs,
    known: knownTypes(api, inputs.names),
    models: api.models.map((model) => {
      const { members, keysBefore, keys, addedMembers } = of(model);
      return {
        model,
        members,
        keysBefore,
        added: { keys, members: addedMembers },
        disabledOperations: disabledOperations(model),
        isClosed: (model.rules ?? []).length === 0 && !hasRules,
        writesId: writesId(model) || holders.has(model),
      };
    }),
  };
}

const GROUPS: Readonly<Record<'queries' | 'mutations' | 'subscriptions', readonly ModelOperation[]>> = {
  queries: ['get', 'list'],
  mutations: ['create', 'update', 'delete'],
  subscriptions: ['onCreate', 'onUpdate', 'onDelete'],
};

function disabledOperations({ operations }: Model): string[] {
  const isOff = (operation: ModelOperation): boolean => operations[operation].length === 0;
  return Object.entries(GROUPS).flatMap(([group, members]) =>
    members.every(isOff) ? [group] : members.filter(isOff),
  );
}

/**
 * A declared key `id` is left to the builder, as one writes it in Gen 2, unless that would be seen: where fields have
 * rules of their own, Amplify lists the fields that a caller may set, and `id` would not be among them; and without a
 * list query, relations make the filter of the model, from the fields that are written.
 */
function writesId(model: Model): boolean {
  const id = model.fields.find(({ name }) => name === 'id');
  if (id === undefined) return false;
  const isAlone = model.fields.length === 1;
  const isIndexed = model.indexes.some(({ fields }) => fields.includes('id'));
  const hasFieldRules = model.fields.some(({ rules }) => rules !== null);
  const isListed = model.operations.list.length > 0;
  return isAlone || isIndexed || hasFieldRules || !isListed || !isImplicitKey(model);
}

function isImplicitKey({ primaryKey, primaryKeyAt }: Model): boolean {
  return primaryKeyAt === null && primaryKey.length === 1 && primaryKey[0] === 'id';
}

/** True for a rule that is decided without looking at the record. */
export function isStatic({ strategy, groupsField }: Rule): boolean {
  return strategy !== 'owner' && groupsField === null;
}
