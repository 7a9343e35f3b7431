import { type Api, type Operation, type Rule } from '../api.js';
import { type LaneInput, type Obstacle } from '../lane.js';
import { type Known, isNested, knownTypes, typeText, words } from './field-obstacles.js';
import { inputsOf } from './inputs.js';
import { obstacle } from './obstacle.js';
import { SCALARS, namedType } from './types.js';

/** What is said of custom operations, and the builder can't say. */
export function* operationObstacles({ settings }: LaneInput, api: Api): Generator<Obstacle> {
  const known = knownTypes(api);
  yield* nameObstacles(api);
  for (const { input, why } of inputsOf(api).unsayable) {
    yield obstacle('AM3136', input, { input: input.name, why });
  }
  for (const operation of api.operations) {
    const name = `${operation.parent}.${operation.name}`;
    if (operation.parent === 'Subscription') {
      yield obstacle('AM3131', operation, { operation: name });
      continue;
    }
    yield* handlerObstacles(operation, name);
    yield* typeObstacles(operation, name, known);
    for (const rule of operation.rules ?? []) {
      const why = unsayableRule(rule);
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

function* typeObstacles(operation: Operation, name: string, known: Known): Generator<Obstacle> {
  const returned = namedType(operation.type);
  const isKnown = SCALARS.has(returned) || known.own.has(returned) || known.models.has(returned);
  if (!isKnown || isNested(operation.type)) {
    yield obstacle('AM3116', operation, { place: name, type: typeText(operation.type) });
  }
  for (const argument of operation.arguments) {
    const place = `${name}(${argument.name})`;
    const type = namedType(argument.type);
    const isInput = SCALARS.has(type) || known.own.has(type) || known.inputs.has(type);
    if (!isInput || isNested(argument.type)) {
      yield obstacle('AM3116', argument, { place, type: typeText(argument.type) });
    }
    if (argument.defaultValue !== null) {
      yield obstacle('AM3117', argument, { place, what: `the default ${argument.defaultValue}` });
    }
    for (const one of argument.directives) yield obstacle('AM3118', one, { place, directive: one.name });
  }
}

function unsayableRule({ strategy, groups, groupsField, groupClaim }: Rule): string | null {
  if (strategy === 'owner') return 'the owner of a record';
  if (strategy !== 'groups') return null;
  if (groupsField !== null || groups === null) return 'groups that a record names';
  return groupClaim === null ? null : `groups in the claim \`${groupClaim}\``;
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
