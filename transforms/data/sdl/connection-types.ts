import { type Api, type Field, type Model, type Rule, type RuleOperation } from '../api.js';
import { type Lane, type LaneInput } from '../lane.js';
import { writtenOutJoins } from '../builder/joins.js';
import { upperFirst } from '../meaning/names.js';
import { keepsSandbox, rulesOf } from './amend.js';
import {
  type Generation,
  type ServiceDirective,
  gen1,
  gen2,
  modeDirectives,
  providersIn,
  serviceDirectives,
} from './service-directives.js';

/**
 * The type of a list by who asks for it. `@model` begins the name of its model with a capital letter
 * (getConnectionName of @aws-amplify/graphql-transformer-core), indexes and relations leave it as it is
 * (ModelConnectionTypeName of graphql-transformer-common), so that a model in small letters has two such types.
 */
export const listType = (model: string): string => `Model${upperFirst(model)}Connection`;
export const relationType = (model: string): string => `Model${model}Connection`;

/** The models, and after them those that Gen 1 makes for `@manyToMany`. */
export function withJoins(api: Api): readonly Model[] {
  return [...api.models, ...writtenOutJoins(api).joins.map(({ model }) => model)];
}

/**
 * The service directives on the types of lists, such as `ModelBookConnection`, by the name of the type. One comes
 * from each query that answers with the list, as far as its callers are not those of the default mode alone, and
 * from each model with rules that has such a list as a field; without any the list is for the default mode
 * (protectSchemaOperations and propagateAuthDirectivesToNestedTypes of @aws-amplify/graphql-auth-transformer).
 */
function connectionDirectives(
  models: readonly Model[],
  generation: Generation,
  rulesOfModel: (model: Model) => readonly Rule[] | null,
): ReadonlyMap<string, ReadonlySet<ServiceDirective>> {
  const result = new Map<string, Set<ServiceDirective>>();
  const held = new Set<string>();
  const give = (name: string, directives: Iterable<ServiceDirective>): void => {
    result.set(name, new Set([...(result.get(name) ?? []), ...directives]));
  };
  for (const model of models) {
    const rules = [...(rulesOfModel(model) ?? []), ...model.fields.flatMap((field) => field.rules ?? [])];
    if (rules.length === 0) {
      if (model.operations.list.length > 0) give(listType(model.name), generation.withoutRules);
      continue;
    }
    for (const [operation, type] of listing(model)) {
      const allowed = rules.filter((rule) => allows(rule, operation));
      give(type, serviceDirectives(providersIn(allowed, generation), false, generation.defaultMode));
    }
    const providers = providersIn(rules, generation);
    for (const name of model.fields.flatMap(listOf)) {
      give(name, serviceDirectives(providers, held.has(name), generation.defaultMode));
      held.add(name);
    }
  }
  return result;
}

/** Modes, but IAM, that see the items of a list in one generation alone. */
export interface ChangedModes {
  readonly opened: ReadonlySet<ServiceDirective>;
  readonly shut: ReadonlySet<ServiceDirective>;
}

/** Who sees the items of a list in Gen 2 alone, and who in Gen 1 alone, by the name of the type of the list. */
export function changedModes(input: LaneInput, lane: Lane): ReadonlyMap<string, ChangedModes> {
  const { api, settings } = input;
  if (keepsSandbox(input, lane)) return new Map();
  const models = withJoins(api);
  const earlier = gen1(settings, api);
  const later = lane === 'construct' ? { ...earlier, withoutRules: [] } : gen2(settings);
  const before = connectionDirectives(models, earlier, (model) => model.rules);
  const after = connectionDirectives(models, later, (model) => rulesOf(model, api));
  const modes = modeDirectives(settings).filter((directive) => directive !== 'aws_iam');
  const types = new Set(models.flatMap(({ name }) => [listType(name), relationType(name)]));
  return new Map(
    [...types].map((type) => {
      const had = modes.filter((mode) => sees(before.get(type), mode, earlier));
      const has = modes.filter((mode) => sees(after.get(type), mode, later));
      const opened = new Set(has.filter((mode) => !had.includes(mode)));
      return [type, { opened, shut: new Set(had.filter((mode) => !has.includes(mode))) }];
    }),
  );
}

/** Whether the API key sees the items of the lists of relations in Gen 1. */
export function listsOfKey(input: LaneInput): (model: string) => boolean {
  const seen = seenLists(input);
  return (model) => seen(relationType(model), 'aws_api_key');
}

/** Whether a mode sees the items of a type of lists where AmplifyGraphqlApi makes it. */
export function seenLists({ api, settings }: LaneInput): (type: string, mode: ServiceDirective) => boolean {
  const generation = gen1(settings, api);
  const directives = connectionDirectives(withJoins(api), generation, (model) => model.rules);
  return (type, mode) => sees(directives.get(type), mode, generation);
}

function sees(
  directives: ReadonlySet<ServiceDirective> | undefined,
  mode: ServiceDirective,
  { defaultMode }: Generation,
): boolean {
  return directives === undefined || directives.size === 0 ? mode === defaultMode : directives.has(mode);
}

/** Who may ask for a list, and its type. Queries of indexes answer to those who may list and to those who may get. */
function listing({ name, operations, indexes }: Model): (readonly [RuleOperation, string])[] {
  const queried = indexes.some(({ queryField }) => queryField !== null);
  return [
    ...(operations.list.length > 0 ? [['list', listType(name)] as const] : []),
    ...(queried ? [['list', relationType(name)] as const, ['get', relationType(name)] as const] : []),
    ...(operations.sync.length > 0 ? [['sync', listType(name)] as const] : []),
  ];
}

/** Whether a rule lets its callers do what one of the narrow words for reading says. */
export function allows({ operations }: Rule, wanted: RuleOperation): boolean {
  return operations === null || operations.includes(wanted) || operations.includes('read');
}

/** The type of the list that a field gives. */
function listOf({ relation }: Field): string[] {
  if (relation?.kind === 'hasMany') return [relationType(relation.related)];
  return relation?.kind === 'manyToMany' ? [relationType(relation.join.name)] : [];
}
