import { type AccessDifference } from '../iam/compare.js';
import { OWN, matches } from '../iam/pattern.js';
import { namesResource } from './resource.js';
import { type Told, type ToldAccess, type ToldFinding, toldCodes } from './told.js';

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
  const [finding] = told.findings.filter(
    (one) => OF_GROUPS.has(one.code) && one.message.includes(`\`${group}\``) && isOn(one, difference),
  );
  return finding?.code ?? null;
}

/** A finding that names a resource is about that one. */
function isOn({ message }: ToldFinding, { resource }: AccessDifference): boolean {
  const named = /allows access to `([^`]+)`/.exec(message)?.[1];
  return named === undefined || namesResource(named, [resource]);
}

const CALLER = new Map([['cognito-identity.amazonaws.com:sub', [OWN]]]);

/** Reports say `not granted` of what a policy gives no more, and quote what they can't put into one word. */
function tells(change: ToldAccess, difference: AccessDifference): boolean {
  const { principal, action } = difference;
  return (
    change.change === directionOf(difference) &&
    (matches(change.principal, principal, CALLER) || isSameFunction(change.principal, principal)) &&
    change.action.split(', ').some((named) => matches(named.toLowerCase(), action.toLowerCase(), CALLER)) &&
    // A right on a bucket as a whole is one on every prefix.
    namesResource(change.resource, [placeOf(difference), difference.resource])
  );
}

/** Triggers of a user pool: a function that is called otherwise has one name. */
const TRIGGER =
  /^function:(?:(?:pre|post)-(?:sign-up|authentication|confirmation|token-generation)|(?:define|create|verify)-auth-challenge(?:-response)?|custom-(?:message|email-sender|sms-sender)|user-migration)$/;

/** What Gen 1 calls `shopPostConfirmation` is told as `post-confirmation`, which is what auth makes of it. */
function isSameFunction(told: string, principal: string): boolean {
  const [one, other] = [told, principal].map((name) => name.toLowerCase().replace(/[^a-z0-9:]/g, ''));
  return TRIGGER.test(told) && !!other?.endsWith(one?.slice('function:'.length) ?? '');
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
  // A bucket of somebody else is named by its ARN, which the prefix would run into.
  if (prefix !== undefined)
    return `${resource}${prefix !== '' && resource.startsWith('arn:') ? '/' : ''}${prefix}`;
  return when === '' ? resource : `${resource} (${when})`;
}
