import { type Value, type Values, isMap } from '../vtl/values.js';
import { passes } from './filter.js';
import { STRANGERS, type Variant } from './records.js';
import { type RunResult } from './run.js';
import { type Universe } from './universe.js';

const WITH = ', with ';

/** What became of a request, in the words of a decision. */
export function outcomeOf(
  type: string,
  run: RunResult,
  variant: Variant,
  args: Values,
  universe: Universe,
): string {
  if (run.kind === 'refused') return 'denied';
  if (type === 'Subscription') return passes(run.subscriptionFilter, variant.record) ? 'allowed' : 'hidden';
  if (type === 'Mutation') return `allowed${writtenOwners(args, universe)}`;
  const { result } = run;
  if (result === null) return 'hidden';
  if (isMap(result) && Array.isArray(result['items']) && result['items'].length === 0) return 'hidden';
  return 'allowed';
}

/** What stands in the fields of owners when the record is written. */
function writtenOwners(args: Values, universe: Universe): string {
  const input: Value = args['input'] ?? null;
  if (!isMap(input)) return '';
  const owners = [...universe.ownerFields]
    .filter((name) => Object.hasOwn(input, name))
    .sort()
    .map((name) => `${name} = ${JSON.stringify(input[name])}`);
  return owners.length === 0 ? '' : `${WITH}${owners.join(', ')}`;
}

/** The records that a caller gets who was let in, by their labels. */
export function leadsTo(variant: Variant | null, outcome: string): string[] {
  if (!outcome.startsWith('allowed')) return [];
  if (variant?.made === undefined) return [variant?.label ?? '*'];
  if (!outcome.includes(WITH)) return [STRANGERS];
  const written = outcome.slice(outcome.indexOf(WITH));
  const named = variant.made.filter(({ record }) =>
    Object.entries(record).some(([name, value]) => written.includes(` ${name} = ${JSON.stringify(value)}`)),
  );
  return (named.length > 0 ? named : variant.made).map(({ label }) => label);
}
