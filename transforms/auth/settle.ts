import { type Disposition, type Ledger } from '../../src/core/ledger.js';
import { type JsonNode, membersOf } from '../../src/core/json.js';
import { type CognitoKey } from './inputs.js';
import { type HandledBy, RULES } from './rules.js';
import { type FactPath } from './parity.js';

/** How each fact was carried over, and what the parts of the plan say of the keys that they handle. */
export interface Outcomes {
  fact(path: FactPath): Disposition;
  handled(part: HandledBy, key: CognitoKey, node: JsonNode): Disposition;
}

/** Settles every key of `cognitoConfig` by its rule; keys without a rule stay for the caller. */
export function settleSettings(settings: JsonNode, ledger: Ledger, outcomes: Outcomes): void {
  for (const [key, node] of membersOf(settings)) {
    if (!isKnown(key) || ledger.isSettled(node)) continue;
    ledger.settle(node, dispositionOf(key, node, outcomes));
  }
}

function isKnown(key: string): key is CognitoKey {
  return Object.hasOwn(RULES, key);
}

function dispositionOf(key: CognitoKey, node: JsonNode, outcomes: Outcomes): Disposition {
  const rule = RULES[key];
  if ('bookkeeping' in rule) return { kind: 'bookkeeping', because: rule.bookkeeping };
  if ('handledBy' in rule) return outcomes.handled(rule.handledBy, key, node);
  return strongest(rule.facts.map((path) => outcomes.fact(path)));
}

/** The disposition that a reader must see first wins: a change before a CDK override before an argument. */
const ORDER: readonly Disposition['kind'][] = [
  'changed',
  'manual',
  'override',
  'exact',
  'default',
  'bookkeeping',
];

function strongest(dispositions: readonly Disposition[]): Disposition {
  const [first] = [...dispositions].sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
  if (!first) throw new Error('AM9003: a rule names no fact');
  return first;
}
