import { type Api, type Operation } from '../api.js';
import { type LaneInput, type Obstacle } from '../lane.js';
import { words } from './field-obstacles.js';
import { isArgumentType, isReturnType, typeText, unsayableRule } from './known.js';
import { obstacle } from './obstacle.js';
import { type BuilderPlan } from './plan.js';
import { namedType } from './types.js';

/** What is said of custom operations, and the builder can't say. */
export function* operationObstacles({ settings }: LaneInput, plan: BuilderPlan): Generator<Obstacle> {
  const { api, known, inputs } = plan;
  yield* nameObstacles(api);
  for (const { input, why } of inputs.unsayable) {
    yield obstacle('AM3136', input, { input: input.name, why });
  }
  for (const operation of api.operations) {
    const name = `${operation.parent}.${operation.name}`;
    if (operation.parent === 'Subscription') {
      yield obstacle('AM3131', operation, { operation: name });
      continue;
    }
    yield* handlerObstacles(operation, name);
    yield* typeObstacles(operation, name, plan);
    for (const rule of operation.rules ?? []) {
      const why = unsayableRule(rule, operation, known);
      if (why !== null) yield obstacle('AM3132', rule, { operation: name, rule: why });
    }
    if (operation.rules === null && settings.defaultMode.kind === 'iam') {
      yield obstacle('AM3133', operation, { operation: name });
    }
    for (const one of operation.directives) {
      yield obstacle('AM3118', one, { place: name, directive: one.name });
    }
  }
}

function* handlerObstacles({ handlers, origin }: Operation, name: string): Generator<Obstacle> {
  if (handlers.length === 0) yield obstacle('AM3130', { origin }, { operation: name });
  for (const handler of handlers) {
    const isPlain = handler.kind === 'function' && handler.region === null && handler.accountId === null;
    if (!isPlain) yield obstacle('AM3119', handler, { place: name, handler: words(handler) });
  }
}

function* typeObstacles(
  operation: Operation,
  name: string,
  { known, inputs }: BuilderPlan,
): Generator<Obstacle> {
  if (!isReturnType(operation.type, known)) {
    yield obstacle('AM3116', operation, { place: name, type: typeText(operation.type) });
  }
  const unsaid = new Set(inputs.unsayable.map(({ input }) => input.name));
  for (const argument of operation.arguments) {
    const place = `${name}(${argument.name})`;
    if (!isArgumentType(argument.type, known) && !unsaid.has(namedType(argument.type))) {
      yield obstacle('AM3116', argument, { place, type: typeText(argument.type) });
    }
    if (argument.defaultValue !== null) {
      yield obstacle('AM3117', argument, { place, what: `the default ${argument.defaultValue}` });
    }
    for (const one of argument.directives) yield obstacle('AM3118', one, { place, directive: one.name });
  }
}

/** Types and operations share one object in the builder. */
function* nameObstacles(api: Api): Generator<Obstacle> {
  const first = new Map<string, string>();
  const types = [...api.models, ...api.types, ...api.enums];
  for (const { name } of types) first.set(name, 'a type');
  for (const operation of api.operations) {
    const { name, parent } = operation;
    const what = `a field of ${parent}`;
    const other = first.get(name);
    if (other !== undefined) yield obstacle('AM3137', operation, { name, first: other, second: what });
    else first.set(name, what);
  }
}
