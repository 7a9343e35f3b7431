import { type Api, type Field, type Model, type Rule, type RuleOperation } from '../api.js';
import { type Lane, type LaneInput } from '../lane.js';
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
 * The service directives on the types of lists, such as `ModelBookConnection`, by the name of the model. One comes
 * from each query that answers with the list, as far as its callers are not those of the default mode alone, and
 * from each model with rules that has such a list as a field; without any the list is for the default mode
 * (protectSchemaOperations and propagateAuthDirectivesToNestedTypes of @aws-amplify/graphql-auth-transformer).
 */
function connectionDirectives(
  api: Api,
  generation: Generation,
  rulesOfModel: (model: Model) => readonly Rule[] | null,
): ReadonlyMap<string, ReadonlySet<ServiceDirective>> {
  const result = new Map<string, Set<ServiceDirective>>();
  const held = new Set<string>();
  const give = (name: string, directives: Iterable<ServiceDirective>): void => {
    result.set(name, new Set([...(result.get(name) ?? []), ...directives]));
  };
  for (const model of api.models) {
    const rules = [...(rulesOfModel(model) ?? []), ...model.fields.flatMap((field) => field.rules ?? [])];
    if (rules.length === 0) {
      if (model.operations.list.length > 0) give(model.name, generation.withoutRules);
      continue;
    }
    for (const operation of listing(model)) {
      const allowed = rules.filter((rule) => allows(rule, operation));
      give(model.name, serviceDirectives(providersIn(allowed, generation), false, generation.defaultMode));
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

/** Who sees the items of a list in Gen 2 alone, and who in Gen 1 alone, by the name of the model. */
export function changedModes(input: LaneInput, lane: Lane): ReadonlyMap<string, ChangedModes> {
  const { api, settings } = input;
  if (keepsSandbox(input, lane)) return new Map();
  const earlier = gen1(settings, api);
  const later = lane === 'construct' ? { ...earlier, withoutRules: [] } : gen2(settings);
  const before = connectionDirectives(api, earlier, (model) => model.rules);
  const after = connectionDirectives(api, later, (model) => rulesOf(model, api));
  const modes = modeDirectives(settings).filter((directive) => directive !== 'aws_iam');
  return new Map(
    api.models.map(({ name }) => {
      const had = modes.filter((mode) => sees(before.get(name), mode, earlier));
      const has = modes.filter((mode) => sees(after.get(name), mode, later));
      const opened = new Set(has.filter((mode) => !had.includes(mode)));
      return [name, { opened, shut: new Set(had.filter((mode) => !has.includes(mode))) }];
    }),
  );
}

/** Whether the API key sees the items of a list in Gen 1. */
export function listsOfKey({ api, settings }: LaneInput): (model: string) => boolean {
  const generation = gen1(settings, api);
  const directives = connectionDirectives(api, generation, (model) => model.rules);
  return (model) => sees(directives.get(model), 'aws_api_key', generation);
}

function sees(
  directives: ReadonlySet<ServiceDirective> | undefined,
  mode: ServiceDirective,
  { defaultMode }: Generation,
): boolean {
  return directives === undefined || directives.size === 0 ? mode === defaultMode : directives.has(mode);
}

/** Queries of indexes answer to those who may list and to those who may get. */
function listing({ operations, indexes }: Model): RuleOperation[] {
  const queried = indexes.some(({ queryField }) => queryField !== null);
  const list = operations.list.length > 0 || queried;
  return [
    ...(list ? ['list' as const] : []),
    ...(queried ? ['get' as const] : []),
    ...(operations.sync.length > 0 ? ['sync' as const] : []),
  ];
}

/** Whether a rule lets its callers do what one of the narrow words for reading says. */
export function allows({ operations }: Rule, wanted: RuleOperation): boolean {
  return operations === null || operations.includes(wanted) || operations.includes('read');
}

/** The model whose list a field gives. */
function listOf({ relation }: Field): string[] {
  if (relation?.kind === 'hasMany') return [relation.related];
  return relation?.kind === 'manyToMany' ? [relation.join.name] : [];
}
