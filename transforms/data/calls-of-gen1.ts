import { type Finding, finding } from '../../src/core/finding.js';
import { type Handler } from './api.js';
import { handlerOfGen2, handlersOf } from './functions.js';
import { type LaneInput } from './lane.js';

/** Functions that resolvers go on calling where Gen 1 has deployed them: told once, at the first of them. */
export function callsOfGen1(input: LaneInput): Finding[] {
  const { takeover } = input;
  const calls = handlersOf(input).filter((handler) => isCallOfGen1(handler, input));
  const [first] = calls;
  if (first === undefined) return [];
  const functions = [...new Set(calls.map(({ name }) => name.replaceAll('${env}', takeover.environment)))];
  return [finding('AM3005', 'data', first.origin, { functions })];
}

function isCallOfGen1(handler: Handler, input: LaneInput): handler is Extract<Handler, { kind: 'function' }> {
  return handler.kind === 'function' && handlerOfGen2(handler, input) === null;
}
