import { type AccessDifference } from '../iam/compare.js';
import { OWN, matches } from '../iam/pattern.js';
import { type Told, type ToldAccess, toldCodes } from './told.js';

/** Findings that tell of everybody at once that they have no rights on a bucket. */
const WITHOUT_BUCKET = ['AM2003', 'AM2020', 'AM2023'];

/** Findings about policies that the project wrote for a group. */
const OF_GROUPS: ReadonlySet<string> = new Set(['AM1212', 'AM1213', 'AM1228']);

/** The code that tells of a difference; null when nothing does. */
export function announcedAccess(difference: AccessDifference, told: Told): string | null {
  const { action, principal, gen2 } = difference;
  const codes = toldCodes(told);
  const without = WITHOUT_BUCKET.find((code) => codes.has(code));
  if (without !== undefined && action.startsWith('s3:') && gen2 === 'denied') return without;
  const change = told.access.find((one) => tells(one, difference));
  if (change !== undefined) return change.code;
  // What the project wrote for a group is told as missing: more than before is news.
  const group = /^group:(.+)$/s.exec(principal)?.[1];
  if (group === undefined || gen2 === 'allowed') return null;
  return (
    told.findings.find((one) => OF_GROUPS.has(one.code) && one.message.includes(`\`${group}\``))?.code ?? null
  );
}

const CALLER = new Map([['cognito-identity.amazonaws.com:sub', [OWN]]]);

/** Reports say `not granted` of what a policy gives no more, and quote what they can't put into one word. */
function tells(change: ToldAccess, difference: AccessDifference): boolean {
  const { principal, action } = difference;
  return (
    change.change === directionOf(difference) &&
    (matches(change.principal, principal, CALLER) || isSameFunction(change.principal, principal)) &&
    change.action.split(', ').some((named) => matches(named.toLowerCase(), action.toLowerCase(), CALLER)) &&
    patternsOf(change.resource).some((pattern) =>
      // A right on a bucket as a whole is one on every prefix.
      [placeOf(difference), difference.resource].some((named) => matches(pattern, named, CALLER)),
    )
  );
}

/** What Gen 1 calls `shopPostConfirmation` is told as `post-confirmation`, which is what auth makes of it. */
function isSameFunction(told: string, principal: string): boolean {
  const [one, other] = [told, principal].map((name) => name.toLowerCase().replace(/[^a-z0-9:]/g, ''));
  return told.startsWith('function:') && !!other?.endsWith(one?.slice('function:'.length) ?? '');
}

/** The resources of a change, as reports name them: values of Gen 1's template stand for anything. */
function patternsOf(resources: string): string[] {
  // A statement that can't be put into one word is quoted as it stands.
  if (/^\{"(?:Sid|Effect|Action)"/.test(resources)) return ['*'];
  return resources
    .replace(/ \(another one in other environments\)$/, '')
    .replaceAll('{entity_id}', '${cognito-identity.amazonaws.com:sub}')
    .replace(/\$\{(?!cognito-identity)[^{}]*\}/g, '*')
    .replace(/\{"(?:Ref|Fn::\w+)":.*?\}+/g, '*')
    .split(', ')
    .flatMap((pattern) => [pattern, ...shownPatterns(pattern)]);
}

/** Patterns of ARNs in the words of reports, where a part that nobody knows may be any. */
const SHOWN: readonly (readonly [RegExp, string])[] = [
  [/^arn:aws:s3:::[^/]+(?:\/(.*))?$/s, 's3:$1'],
  [/^arn:aws:dynamodb:[^/]+:table\/(.+)$/s, 'table:$1'],
  [/^arn:aws:lambda:.+?:function:(.+)$/s, 'function:$1'],
  [/^arn:aws:cognito-idp:.+:userpool\/[^/]+$/, 'userPool:*'],
  [/^arn:aws:appsync:[^/]+\/[^/]+\/types\/([^/]+)\/(?:fields\/(.+)|\*)$/, 'graphql:$1.$2*'],
];

function shownPatterns(pattern: string): string[] {
  return SHOWN.flatMap(([from, to]) => {
    const groups = from.exec(pattern);
    return groups ? [to.replace(/\$(\d)/g, (_whole, index: string) => groups[Number(index)] ?? '')] : [];
  });
}

/** Whether somebody may do more or less; `changed` where the policies don't decide it. */
export function directionOf({
  gen1,
  gen2,
}: Pick<AccessDifference, 'gen1' | 'gen2'>): 'widened' | 'narrowed' | 'changed' {
  return gen1 === 'allowed' ? 'narrowed' : gen2 === 'allowed' ? 'widened' : 'changed';
}

/** What is asked for, with the circumstances. What is listed is named by its prefix, as reports do. */
export function placeOf({ resource, when }: Pick<AccessDifference, 'resource' | 'when'>): string {
  const prefix = /^s3:prefix=([^ ]*)$/.exec(when)?.[1];
  if (prefix !== undefined) return `${resource}${prefix}`;
  return when === '' ? resource : `${resource} (${when})`;
}
