import { type AccessDifference } from '../iam/compare.js';
import { OWN, matches } from '../iam/pattern.js';
import { type Told, type ToldAccess, toldCodes } from './told.js';

/** Findings that tell of everybody at once that they have no rights on a bucket. */
const WITHOUT_BUCKET = ['AM2003', 'AM2020', 'AM2023'];

/** The code that tells of a difference; null when nothing does. */
export function announcedAccess(difference: AccessDifference, told: Told): string | null {
  const { action, gen2 } = difference;
  const codes = toldCodes(told);
  const without = WITHOUT_BUCKET.find((code) => codes.has(code));
  if (without !== undefined && action.startsWith('s3:') && gen2 === 'denied') return without;
  return told.access.find((change) => tells(change, difference))?.code ?? null;
}

const CALLER = new Map([['cognito-identity.amazonaws.com:sub', [OWN]]]);

/** Reports say `not granted` of what a policy gives no more, and quote what they can't put into one word. */
function tells(change: ToldAccess, difference: AccessDifference): boolean {
  const { principal, action } = difference;
  const resource = change.resource
    .replaceAll('{entity_id}', '${cognito-identity.amazonaws.com:sub}')
    .replace(/\$\{(?!cognito-identity)[^{}]*\}/g, '*');
  return (
    change.change === directionOf(difference) &&
    matches(change.principal, principal, CALLER) &&
    change.action.split(', ').some((named) => matches(named, action, CALLER)) &&
    (resource.startsWith('{') || matches(resource, placeOf(difference), CALLER))
  );
}

/** Whether somebody may do more or less; `changed` where the policies don't decide it. */
export function directionOf({ gen1, gen2 }: Pick<AccessDifference, 'gen1' | 'gen2'>): ToldAccess['change'] {
  return gen1 === 'allowed' ? 'narrowed' : gen2 === 'allowed' ? 'widened' : 'changed';
}

/** What is asked for, with the circumstances. What is listed is named by its prefix, as reports do. */
export function placeOf({ resource, when }: Pick<AccessDifference, 'resource' | 'when'>): string {
  const prefix = /^s3:prefix=([^ ]*)$/.exec(when)?.[1];
  if (prefix !== undefined) return `${resource}${prefix}`;
  return when === '' ? resource : `${resource} (${when})`;
}
