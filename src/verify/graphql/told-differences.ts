import { type Code } from '../../core/codes/index.js';
import { type Finding } from '../../core/finding.js';
import { type ApiDifference } from './compare-apis.js';

/** A difference that a finding of the plan announces. */
interface Announced {
  readonly kind: ApiDifference['kind'];
  readonly path: RegExp;
  /** What can be on the side of Gen 1. `nothing`: Gen 2 has something more; `required`: it can be null in Gen 2. */
  readonly gen1: 'nothing' | 'required' | 'anything';
  /** Null: no matter of how the schema is written, so that no other way would be better. */
  readonly code: Code | null;
  /** The groups of the path that the finding must name: as its target, or in its message. */
  readonly named?: 'target' | 'message';
}

/**
 * Which finding announces which difference. A difference that is in no row was not expected: the plan and the
 * builder disagree about what the code means.
 */
const ANNOUNCED: readonly Announced[] = [
  // IAM is a mode of every API that `defineData` makes, and past all rules.
  { kind: 'mode', path: /^AWS_IAM$/, gen1: 'nothing', code: 'AM3160' },
  { kind: 'decision', path: /^iamRole[ :]/, gen1: 'anything', code: 'AM3160' },
  // Gen 1 asks for the key of the account, and nothing that `defineData` takes does; imported tables keep theirs.
  { kind: 'table', path: /\.encryption$/, gen1: 'anything', code: null },
  { kind: 'schema', path: /^(\w+\.\w+)$/, gen1: 'nothing', code: 'AM3100', named: 'target' },
  { kind: 'resolver', path: /^(\w+\.\w+)$/, gen1: 'nothing', code: 'AM3100', named: 'target' },
  // The types that the arguments and the list of such a field bring into reach.
  {
    kind: 'schema',
    path: /^(?:Model\w+(?:Connection|Input)|ModelSortDirection)$/,
    gen1: 'nothing',
    code: 'AM3100',
  },
  // Gen 1 lets subscriptions to the model on the other side be filtered by a key, which is not there.
  {
    kind: 'schema',
    path: /^ModelSubscription\w+FilterInput\.(\w+)$/,
    gen1: 'anything',
    code: 'AM3101',
    named: 'message',
  },
  { kind: 'schema', path: /^ModelSubscription\w+Input$/, gen1: 'nothing', code: 'AM3101' },
  { kind: 'schema', path: /^Query\.list\w+\((?:id|sortDirection)\)$/, gen1: 'nothing', code: 'AM3102' },
  { kind: 'schema', path: /^ModelSortDirection$/, gen1: 'nothing', code: 'AM3102' },
  { kind: 'schema', path: /^(\w+)\.\w+$/, gen1: 'required', code: 'AM3103', named: 'target' },
  { kind: 'table', path: /^(\w+)\.index gsi-/, gen1: 'nothing', code: 'AM3104', named: 'target' },
  { kind: 'schema', path: /^(\w+)$/, gen1: 'nothing', code: 'AM3105', named: 'target' },
  {
    kind: 'decision',
    path: /^(?:guest|authenticated by the identity pool) (?:read|invoke) graphql:(\w+\.\w+)$/,
    gen1: 'anything',
    code: 'AM3169',
    named: 'message',
  },
  {
    kind: 'decision',
    path: /^apiKey read graphql:(\w+\.\w+)/,
    gen1: 'anything',
    code: 'AM3008',
    named: 'message',
  },
  { kind: 'decision', path: / read graphql:(\w+\.\w+)/, gen1: 'anything', code: 'AM3009', named: 'message' },
  { kind: 'decision', path: /^apiKey listen graphql:Subscription\./, gen1: 'anything', code: 'AM3012' },
  // The same text in both that can't be run here: nothing is known of it, and no other way would be better.
  { kind: 'resolver', path: / template that is not proved$/, gen1: 'anything', code: null },
  {
    kind: 'decision',
    path: / (?:unset|update) graphql:(\w+\.\w+)/,
    gen1: 'anything',
    code: 'AM3108',
    named: 'target',
  },
];

/** The differences that no finding of the plan announces. */
export function untold(differences: readonly ApiDifference[], findings: readonly Finding[]): ApiDifference[] {
  const told = new Map<string, Finding[]>();
  for (const one of findings) told.set(one.code, [...(told.get(one.code) ?? []), one]);
  return differences.filter(
    (difference) => !ANNOUNCED.some((row) => covers(row, difference, row.code && (told.get(row.code) ?? []))),
  );
}

function covers(
  { kind, path, gen1, named }: Announced,
  difference: ApiDifference,
  findings: readonly Finding[] | null,
): boolean {
  const match = path.exec(difference.path);
  if (difference.kind !== kind || match === null) return false;
  if (gen1 === 'nothing' && difference.gen1 !== null) return false;
  if (gen1 === 'required' && difference.gen1 !== `${difference.gen2 ?? ''}!`) return false;
  if (findings === null) return true;
  const [, name = ''] = match;
  return findings.some(({ target, message }) => {
    if (named === 'target') return target?.property === name;
    return named === undefined || message.includes(`\`${name}\``);
  });
}
