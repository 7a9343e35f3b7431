import { type NodePath } from '@babel/traverse';
import { type CallExpression } from '@babel/types';
import { writtenObject } from '../expressions.js';
import { resultOf } from '../results.js';
import { type Script } from '../script.js';
import { type ClientTransform } from '../transform.js';
import { type Use } from '../uses.js';
import { cognitoIdentity } from './cognito-identity.js';
import { dropPluggable } from './pluggables.js';
import { ANALYTICS_REFUSED, OTHER_PROVIDERS, REFUSED } from './refused.js';
import { streamed } from './streams.js';

const ANALYTICS = 'aws-amplify/analytics';

/** Categories that version 6 has only in a package of their own, with the functions that mean the same there. */
const OWN_PACKAGES: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  [
    'Geo',
    new Set([
      'getAvailableMaps',
      'getDefaultMap',
      'searchByText',
      'searchByCoordinates',
      'searchForSuggestions',
      'searchByPlaceId',
      'saveGeofences',
      'getGeofence',
      'listGeofences',
      'deleteGeofences',
    ]),
  ],
  ['Predictions', new Set(['convert', 'identify', 'interpret'])],
  ['Interactions', new Set(['send', 'onComplete'])],
]);

/** The members of an event that version 6 records. */
const EVENT = new Set(['name', 'attributes', 'metrics']);

/** What version 5 did without being asked (Analytics.js of @aws-amplify/analytics 5, autoSessionRecord). */
const SESSIONS =
  'sessions and the endpoint of a user are recorded only where the app calls configureAutoTrack({ enable: true, type: "session" }) of aws-amplify/analytics; and Pinpoint has ended on 2026-10-30';

/** Analytics, Geo, Predictions and Interactions by rule; what is made in another way is refused with that way. */
export const others: ClientTransform = {
  id: 'others',
  run(script) {
    cognitoIdentity(script);
    for (const use of script.usesOf('Analytics', 'Predictions', 'Interactions')) dropPluggable(script, use);
    const events = script.usesOf('Analytics').filter((use) => !recordsToStream(script, use));
    for (const use of events) {
      const problem = analytics(script, use);
      if (problem !== null) script.refuse(use, problem);
    }
    const [first] = events;
    if (first !== undefined && !script.refused)
      script.tell('AM6004', (first.call ?? first.reference).node, { call: 'Analytics', what: SESSIONS });
    for (const [symbol, functions] of OWN_PACKAGES) {
      for (const use of script.usesOf(symbol)) {
        const problem = ofOwnPackage(script, use, functions);
        if (problem !== null) script.refuse(use, problem);
      }
    }
    for (const [symbol, why] of REFUSED) for (const use of script.usesOf(symbol)) script.refuse(use, why);
  },
};

/** Whether a call puts a record into a stream, whatever became of it. */
function recordsToStream(script: Script, use: Use): boolean {
  const { call, member } = use;
  const problem = call !== null && member?.name === 'record' ? streamed(script, use, call) : undefined;
  if (typeof problem === 'string') script.refuse(use, problem);
  return problem !== undefined;
}

function analytics(script: Script, use: Use): string | null {
  const { call, member } = use;
  if (call === null || member === null) return 'the object or its function is passed on, not called';
  const refused = ANALYTICS_REFUSED.get(member.name);
  if (refused !== undefined) return refused;
  if (!['record', 'enable', 'disable'].includes(member.name))
    return `version 6 has no ${member.name} of analytics`;
  const provided = providerOf(call);
  if (provided !== null) return provided;
  const [event, ...more] = call.node.arguments;
  if (member.name === 'record') {
    const names = [...(writtenObject(call.get('arguments')[0])?.members.keys() ?? [])];
    if (
      event === undefined ||
      more.length > 0 ||
      !names.includes('name') ||
      !names.every((name) => EVENT.has(name))
    ) {
      return 'version 6 records { name, attributes, metrics } to Pinpoint, and to other providers by aws-amplify/analytics/<provider>';
    }
    const result = resultOf(call);
    if (result.kind !== 'ignored') return 'its promise is used, and version 6 gives none';
  }
  script.rewrite(use, member.path.node, script.imports.use(ANALYTICS, member.name));
  return null;
}

/** What becomes of a record for another provider than Pinpoint; null where it names none. */
function providerOf(call: NodePath<CallExpression>): string | null {
  const named = call.node.arguments[1];
  return named?.type === 'StringLiteral' ? (OTHER_PROVIDERS.get(named.value) ?? null) : null;
}

function ofOwnPackage(script: Script, use: Use, functions: ReadonlySet<string>): string | null {
  const { symbol, call, member } = use;
  // Bots of version 5 are Lex V1's unless they say otherwise; the package itself is for those of Lex V2.
  const module =
    symbol === 'Interactions' ? '@aws-amplify/interactions/lex-v1' : `@aws-amplify/${symbol.toLowerCase()}`;
  if (call === null || member === null) return `the object or its function is passed on, not called`;
  if (!functions.has(member.name)) return `version 6 has no ${symbol}.${member.name}`;
  const problem = symbol === 'Interactions' ? interactions(script, call, member.name) : null;
  if (problem !== null) return problem;
  if (use.brought.from === module) {
    script.keep(use);
    return null;
  }
  const told = script.findings.some(
    ({ code, message }) => code === 'AM6051' && message.startsWith(`${symbol} `),
  );
  if (!told) script.tell('AM6051', use.reference.node, { name: symbol, module });
  const whole = use.object !== use.reference;
  const local = script.imports.use(module, symbol, whole ? undefined : use.brought.local);
  if (whole) script.rewrite(use, use.object.node, local);
  else script.settle(use);
  return null;
}

/** `send(bot, message)` takes one object in version 6. */
function interactions(script: Script, call: NodePath<CallExpression>, name: string): string | null {
  const [bot, given, ...more] = call.node.arguments;
  if (bot?.type === 'ObjectExpression' && given === undefined) return null;
  if (bot === undefined || given === undefined || more.length > 0 || bot.type === 'SpreadElement') {
    return `its arguments are not those of Interactions.${name}`;
  }
  const last = name === 'send' ? 'message' : 'callback';
  script.edits.insertBefore(bot.start ?? 0, '{ botName: ');
  script.edits.insertBefore(given.start ?? 0, `${last}: `);
  script.edits.insertAfter(given.end ?? 0, ' }');
  return null;
}
