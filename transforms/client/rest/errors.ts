import { type NodePath } from '@babel/traverse';
import { handlersOf } from '../handlers.js';
import { type Read } from '../results.js';
import { type Script } from '../script.js';

/** Members of the error's `response`, which was that of axios, by what version 6 has in their place. */
const OF_RESPONSE: ReadonlyMap<string, string> = new Map([
  ['data', 'text: `JSON.parse(error.response.body)` where the answer is JSON'],
  ['statusText', 'not there: there is `response.statusCode`'],
  ['config', 'not there'],
  ['request', 'not there'],
]);

/** Members of the error itself. */
const OF_ERROR: ReadonlyMap<string, string> = new Map([
  [
    'message',
    "what the answer's `message` says, or 'Unknown error', not 'Request failed with status code …'",
  ],
  ['code', 'not there: `name` is the kind of the error'],
  ['config', 'not there'],
  ['request', 'not there'],
  ['isAxiosError', 'not there'],
  ['toJSON', 'not there'],
]);

/** Rereads what the handlers of a request's errors read of them, as far as that is sure, and tells the rest. */
export function errorsOf(script: Script, call: NodePath): void {
  for (const { caught, alone } of handlersOf(script, call)) {
    for (const read of caught.reads) reread(script, read, alone);
  }
}

function reread(script: Script, { steps }: Read, alone: boolean): void {
  const [first, second] = steps;
  if (first === undefined) return;
  if (first.name === 'response' && second?.name === 'status') {
    const { node } = second.path;
    if (alone && 'property' in node) script.edits.replace(node.property, 'statusCode');
    else tell(script, second.path, '`response.statusCode`, where it is of this request');
    return;
  }
  const now = first.name === 'response' ? OF_RESPONSE.get(second?.name ?? '') : OF_ERROR.get(first.name);
  if (now !== undefined) tell(script, (second ?? first).path, now);
}

function tell(script: Script, { node }: NodePath, now: string): void {
  script.tell('AM6045', node, { read: script.textOf(node).replace(/\s+/g, ' '), now });
}
