import { isDeepStrictEqual } from 'node:util';
import { isObject } from './fake/exchange.js';
import { type Recorded } from './record.js';
import { type Observed } from './runner.js';

/**
 * Where two runs of a case differ: `- call` for a request that is not sent any more, `+ call` for a new one, the call
 * with the member that differs, the place in the result, or the order.
 */
export function differences(before: Observed, after: Observed): readonly string[] {
  const gone = without(before.requests, after.requests);
  const added = without(after.requests, before.requests);
  const both = (requests: readonly Recorded[], lone: readonly Recorded[]): readonly Recorded[] =>
    requests.filter((one) => !lone.includes(one));
  const [first, second] = [both(before.requests, gone), both(after.requests, added)];
  const ordered = first.every(({ call }, index) => call === second[index]?.call);
  return [
    ...gone.map(({ call }) => `- ${call}`),
    ...added.map(({ call }) => `+ ${call}`),
    ...(ordered ? first.flatMap((one, index) => within(one.call, one, second[index])) : ['order']),
    ...within('result', before.result, after.result),
  ];
}

/** The requests of one run that the other has not, each counted once. */
function without(requests: readonly Recorded[], others: readonly Recorded[]): readonly Recorded[] {
  const left = others.map(({ call }) => call);
  return requests.filter(({ call }) => {
    const index = left.indexOf(call);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
}

/** The innermost members in which two values differ. */
function within(place: string, before: unknown, after: unknown): readonly string[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (!isObject(before) || !isObject(after)) return [place];
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((name) => within(`${place}.${name}`, before[name], after[name]));
}
