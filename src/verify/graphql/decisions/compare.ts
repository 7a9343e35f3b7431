import { IN_POOL } from './callers.js';
import { type Decision, type DecisionTable } from './table.js';

/** A question to which two APIs give different answers. `*` stands for all. */
export interface Inequality extends Omit<Decision, 'outcome' | 'action'> {
  readonly action: string;
  readonly gen1: string;
  readonly gen2: string;
  readonly change: 'widened' | 'narrowed' | 'changed';
}

/**
 * What two APIs decide differently, of the questions that both can be asked; an operation that only one has is
 * a matter of the schema. What holds for all records, or for all that a caller may ask, is one inequality.
 */
export function compareDecisions(gen1: DecisionTable, gen2: DecisionTable): Inequality[] {
  const pairs = pairsOf(gen1, gen2);
  return overResources(overRecords(pairs.filter(isUnequal), pairs), overRecords(pairs, pairs));
}

/** The same by resource: one inequality for all records, but not for all that a caller may ask. */
export function compareEach(gen1: DecisionTable, gen2: DecisionTable): Inequality[] {
  const pairs = pairsOf(gen1, gen2);
  return overRecords(pairs.filter(isUnequal), pairs);
}

function isUnequal({ gen1, gen2 }: Inequality): boolean {
  return gen1 !== gen2;
}

type Pair = Inequality;

/** The answer for a record is that for all records where an API makes no difference between them. */
function pairsOf(gen1: DecisionTable, gen2: DecisionTable): Pair[] {
  const [one, two] = [byQuestion(gen1), byQuestion(gen2)];
  const pairs: Pair[] = [];
  for (const [question, records] of one) {
    const others = two.get(question);
    if (others === undefined) continue;
    for (const record of new Set([...records.keys(), ...others.keys()])) {
      const left = records.get(record) ?? records.get('*');
      const right = others.get(record) ?? others.get('*');
      if (left === undefined || right === undefined) continue;
      // A field that nothing leads to is no access; what leads there in one API alone is a difference by itself.
      if (isUnreached(left, record) || isUnreached(right, record)) continue;
      if (record === '*' && (records.size > 1 || others.size > 1)) continue;
      if (record === '*' && (!records.has('*') || !others.has('*'))) continue;
      const owns = [left, right].find(({ principal }) => principal === 'owner');
      const { action, resource } = left;
      const outcomes = { gen1: left.outcome, gen2: right.outcome };
      pairs.push({
        principal: (owns ?? left).principal,
        action,
        resource,
        record,
        ...outcomes,
        change: change(outcomes),
      });
    }
  }
  return ofRoles(pairs);
}

/** A role that is answered alike, in the identity pool and outside of it, is one caller. */
function ofRoles(pairs: readonly Pair[]): Pair[] {
  const key = ({ action, resource, record, gen1, gen2 }: Pair, role: string): string =>
    [role, action, resource, record, gen1, gen2].join('\t');
  const outside = new Set(pairs.map((pair) => key(pair, pair.principal)));
  return pairs.filter(
    (pair) =>
      !pair.principal.endsWith(IN_POOL) || !outside.has(key(pair, pair.principal.slice(0, -IN_POOL.length))),
  );
}

/** An answer for all records is asked for those alone that the caller gets. */
function isUnreached({ reached }: Decision, record: string): boolean {
  return reached !== undefined && (reached.size === 0 || (record !== '*' && !reached.has(record)));
}

/** By caller, action and resource, then by record. The key of a decision begins with the principal and the mode. */
function byQuestion(table: DecisionTable): Map<string, Map<string, Decision>> {
  const questions = new Map<string, Map<string, Decision>>();
  for (const [key, decision] of table) {
    const [principal = '', mode = '', action = '', resource = ''] = key.split('\t');
    const caller =
      principal === 'owner' ? 'token' : ['authenticated', 'oidc'].includes(principal) ? 'token' : principal;
    const question = [caller, mode, action, resource].join('\t');
    const records = questions.get(question) ?? new Map<string, Decision>();
    questions.set(question, records.set(decision.record, decision));
  }
  return questions;
}

function rank(outcome: string): number {
  return outcome === 'denied' ? 0 : outcome === 'hidden' ? 1 : 2;
}

function change({ gen1, gen2 }: { readonly gen1: string; readonly gen2: string }): Inequality['change'] {
  const difference = rank(gen2) - rank(gen1);
  return difference > 0 ? 'widened' : difference < 0 ? 'narrowed' : 'changed';
}

/** One inequality for all records of a caller where each is the same. */
function overRecords(pairs: readonly Pair[], all: readonly Pair[]): Pair[] {
  const question = ({ principal, action, resource }: Pair): string =>
    [principal, action, resource].join('\t');
  const totals = countBy(all, question);
  const groups = groupBy(pairs, (pair) => [question(pair), pair.gen1, pair.gen2].join('\t'));
  return [...groups.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const isAll = totals.get(question(first)) === others.length + 1;
    return isAll ? [{ ...first, record: '*' }] : [first, ...others];
  });
}

const MANY = 3;

/** One inequality for a caller who is treated the same way wherever Gen 1 was, and that is nearly everywhere. */
function overResources(unequal: readonly Pair[], all: readonly Pair[]): Inequality[] {
  const kind = ({ principal, gen1 }: Pair): string => [principal, gen1].join('\t');
  const totals = countBy(all, kind);
  const asked = countBy(all, ({ principal }) => principal);
  const groups = groupBy(unequal, (pair) => [kind(pair), treatment(pair)].join('\t'));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined || first.change === 'changed') return group;
    const isMost = group.length * 2 > (asked.get(first.principal) ?? 0);
    const isAll = group.length >= MANY && totals.get(kind(first)) === group.length;
    if (!isAll || !isMost) return group;
    const gen2 = treatment(first);
    return [{ ...first, action: '*', resource: 'graphql:*', record: '*', gen2 }];
  });
}

/** Who was denied is let in, also where there is nothing to find: a relation of a record that has none. */
function treatment({ gen1, gen2, change: how }: Pair): string {
  if (gen1 === 'denied' && how === 'widened') return 'allowed';
  return gen2.split(',')[0] ?? gen2;
}

function countBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return counts;
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
