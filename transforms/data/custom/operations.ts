import { type Finding, finding } from '../../../src/core/finding.js';
import { type AccessChange } from '../../../src/core/plan.js';
import { listed } from '../../../src/core/shown.js';
import { type Api, type Model, type Operation, type Rule } from '../api.js';
import { type Lane, type LaneInput } from '../lane.js';
import { principalsOf } from '../principals.js';
import { customResolvers } from './resolvers.js';
import { functionStacks, stackResolvers } from './stacks.js';

/**
 * What becomes of the operations that are no plain model operations: search, predictions, sync, custom
 * subscriptions, and those that nothing in the schema answers.
 */
export function tellOperations(
  input: LaneInput,
  lane: Lane,
): { readonly findings: readonly Finding[]; readonly access: readonly AccessChange[] } {
  return {
    findings: [
      ...tellSearches(input.api, lane),
      ...tellPredictions(input.api),
      ...tellDataStore(input, lane),
      ...tellSubscriptions(input.api),
      ...tellUnanswered(input),
    ],
    access: lane === 'builder' ? input.api.models.flatMap((model) => lostSearch(model)) : [],
  };
}

function tellSearches(api: Api, lane: Lane): Finding[] {
  return api.models.flatMap((model) => {
    const { searchable, name } = model;
    const operation = searchable?.query ?? null;
    if (searchable === null || operation === null) return [];
    const params = { model: name, operation, callers: searchersOf(model) };
    return [finding(lane === 'builder' ? 'AM3330' : 'AM3331', 'data', searchable.origin, params)];
  });
}

/** Callers that a model's rules let search; a rule without operations lets them do everything. */
function searchersOf(model: Model): string[] {
  return [...new Set(searchRules(model).map(callerWords))];
}

function searchRules({ rules }: Model): Rule[] {
  return (rules ?? []).filter(
    ({ operations }) =>
      operations?.some((operation) => operation === 'read' || operation === 'search') ?? true,
  );
}

function callerWords({ strategy, groups, provider }: Rule): string {
  switch (strategy) {
    case 'public':
      return provider === 'apiKey' ? 'holders of the API key' : 'guests';
    case 'private':
      return 'signed-in users';
    case 'owner':
      return 'owners';
    case 'groups':
      return groups === null ? 'members of the group that the record names' : `members of ${listed(groups)}`;
    case 'custom':
      return 'those whom the Lambda authorizer lets pass';
  }
}

function lostSearch(model: Model): AccessChange[] {
  const operation = model.searchable?.query ?? null;
  if (operation === null) return [];
  const principals = [...new Set(searchRules(model).flatMap(principalsOf))];
  return principals.map((principal) => ({
    principal,
    action: 'search',
    resource: `graphql:Query.${operation}`,
    gen1: 'allowed',
    gen2: 'no such query',
    change: 'narrowed',
    proved: true,
    code: 'AM3330',
  }));
}

function tellPredictions(api: Api): Finding[] {
  return api.operations.flatMap((operation) => {
    const handler = operation.handlers.find(({ kind }) => kind === 'predictions');
    if (handler === undefined) return [];
    return [
      finding('AM3332', 'data', handler.origin, { operation: nameOf(operation), field: operation.name }),
    ];
  });
}

/** The lanes of defineData lose conflict resolution: that is told where they are weighed. */
function tellDataStore({ settings, api }: LaneInput, lane: Lane): Finding[] {
  const { conflicts } = settings;
  if (conflicts === null || lane !== 'construct') return [];
  const [single] = conflicts.models.values();
  const origin = conflicts.project?.origin ?? single?.origin;
  if (origin === undefined) return [];
  const named = [...conflicts.models.keys()].map((name) => `\`${name}\``);
  const models = conflicts.project === null ? listed(named) : `all ${api.models.length} models`;
  return [finding('AM3335', 'data', origin, { models })];
}

function tellSubscriptions(api: Api): Finding[] {
  const mutations = new Set(
    api.operations.filter(({ parent }) => parent === 'Mutation').map(({ name }) => name),
  );
  for (const { operations } of api.models) {
    for (const kind of ['create', 'update', 'delete'] as const) {
      for (const name of operations[kind]) mutations.add(name);
    }
  }
  for (const { fields } of api.models) {
    for (const { relation } of fields) {
      if (relation?.kind !== 'manyToMany') continue;
      for (const verb of ['create', 'update', 'delete']) mutations.add(`${verb}${relation.join.name}`);
    }
  }
  return api.operations.flatMap((operation) => {
    const unknown = operation.subscribesTo?.filter((name) => !mutations.has(name)) ?? [];
    if (unknown.length === 0) return [];
    return [
      finding('AM3336', 'data', operation.origin, { operation: nameOf(operation), mutations: unknown }),
    ];
  });
}

/** Fields of Query and Mutation that neither the schema nor a stack answers, or not yet. */
function tellUnanswered({ app, resource, api, functions }: LaneInput): Finding[] {
  const answered = customResolvers(app, resource);
  const later = new Map(
    functionStacks(app)
      .filter(({ name }) => !functions.has(name))
      .flatMap((stack) => stackResolvers(stack).map((field) => [field, stack.name] as const)),
  );
  return api.operations.flatMap((operation) => {
    const name = nameOf(operation);
    const isQuiet = operation.parent === 'Subscription' || operation.handlers.length > 0;
    const functionName = later.get(name);
    if (functionName !== undefined) {
      return [finding('AM3316', 'data', operation.origin, { operation: name, functionName })];
    }
    return isQuiet || answered.has(name)
      ? []
      : [finding('AM3309', 'data', operation.origin, { operation: name })];
  });
}

function nameOf({ parent, name }: Operation): string {
  return `${parent}.${name}`;
}
