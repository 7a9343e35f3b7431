import { type Finding, finding } from '../../src/core/finding.js';
import { type Field, type Handler } from './api.js';
import { type LaneInput } from './lane.js';

/** Functions that resolvers go on calling where Gen 1 has deployed them: told once, at the first of them. */
export function callsOfGen1({ api, takeover }: LaneInput): Finding[] {
  const fields: readonly Field[] = [
    ...api.operations,
    ...[...api.models, ...api.types].flatMap((type) => type.fields),
  ];
  const calls = fields.flatMap(({ handlers }) => handlers).filter(isFunction);
  const [first] = calls;
  if (first === undefined) return [];
  const functions = [...new Set(calls.map(({ name }) => name.replaceAll('${env}', takeover.environment)))];
  return [finding('AM3005', 'data', first.origin, { functions })];
}

function isFunction(handler: Handler): handler is Extract<Handler, { kind: 'function' }> {
  return handler.kind === 'function';
}
