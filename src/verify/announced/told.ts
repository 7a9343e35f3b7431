import { type FactDifference } from '../facts/compare.js';

/** What a report tells, as far as differences are held against it. */
export interface Told {
  readonly findings: readonly ToldFinding[];
  readonly access: readonly ToldAccess[];
  readonly ledger: readonly ToldValue[];
}

/** A finding, with the piece of the Gen 2 code that it is about. */
export interface ToldFinding {
  readonly code: string;
  /** `note`: it tells why something is as it is, and of no difference. */
  readonly level?: string;
  readonly message: string;
  readonly target?: { readonly property?: string };
}

/** One change of access, as reports have it. */
export interface ToldAccess {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly change: string;
  readonly code: string;
}

/** What became of one value of Gen 1. */
export interface ToldValue {
  readonly disposition: string;
  readonly value: unknown;
  readonly code?: string;
  readonly origin: { readonly file: string; readonly pointer: string };
}

/** Codes that a report tells. */
export function toldCodes({ findings, access }: Pick<Told, 'findings' | 'access'>): ReadonlySet<string> {
  return new Set([...findings, ...access].map(({ code }) => code));
}

/** A kind of difference that can't be avoided, or that Gen 1 asks for, and what tells it. */
export interface Announcement {
  readonly difference: RegExp;
  /** A finding or a change of access with one of these codes tells it. */
  readonly codes: readonly string[];
  /** What else has to be so: a finding tells one value or one direction, and another value is news. */
  readonly when?: (difference: FactDifference, messages: readonly string[]) => boolean;
}

/** The code that tells of a difference; null when nothing does. */
export function announcing(
  rows: readonly Announcement[],
  text: string,
  told: Told,
  difference?: FactDifference,
): string | null {
  const codes = toldCodes(told);
  for (const { difference: pattern, codes: telling, when } of rows) {
    if (!pattern.test(text)) continue;
    const code = telling.find((one) => {
      if (!codes.has(one)) return false;
      if (when === undefined || difference === undefined) return true;
      return when(
        difference,
        told.findings.filter((finding) => finding.code === one).map(({ message }) => message),
      );
    });
    if (code !== undefined) return code;
  }
  return null;
}

/** Gen 2 has less of a list, and nothing that Gen 1 does not have. */
export function isLess({ gen1, gen2 }: FactDifference): boolean {
  const before = Array.isArray(gen1) ? gen1.map((one) => JSON.stringify(one)) : [];
  const after = Array.isArray(gen2) ? gen2.map((one) => JSON.stringify(one)) : [];
  return after.every((one) => before.includes(one));
}

/** Gen 2 does not have it. */
export function isGone({ gen2 }: FactDifference): boolean {
  return gen2 === undefined || gen2 === null;
}

/** A finding names what differs as a whole: a function, a trigger, a provider, a variable. */
export function isNamed({ path }: FactDifference, messages: readonly string[]): boolean {
  const { plain, quoted } = /(?:\.(?<plain>[\w:-]+)|\["(?<quoted>[^"]+)"\])$/.exec(path)?.groups ?? {};
  const name = (plain ?? quoted ?? '').replace(/[^\w-]/g, '\\$&');
  return messages.some((message) => new RegExp(`(?<![\\w-])${name}(?![\\w-])`).test(message));
}

/** What stood beside a resource is gone, and a finding names a resource of its type: `….Attached.ScalableTarget`. */
export function isLeftBeside(difference: FactDifference, messages: readonly string[]): boolean {
  const kind = difference.path.split('.').at(-1) ?? '';
  return isLess(difference) && messages.some((message) => new RegExp(`::${kind}\\b`).test(message));
}

/** A finding names the runtime that Gen 2 has. */
export function isRuntimeTold({ gen2 }: FactDifference, messages: readonly string[]): boolean {
  return (
    typeof gen2 === 'string' &&
    messages.some(
      (message) =>
        message.includes(gen2) || `nodejs${/on Node\.js (\d+)$/.exec(message)?.[1] ?? ''}.x` === gen2,
    )
  );
}
