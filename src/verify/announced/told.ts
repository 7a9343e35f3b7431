/** What a report tells, as far as differences are held against it. */
export interface Told {
  readonly findings: readonly { readonly code: string; readonly message: string }[];
  readonly access: readonly ToldAccess[];
  readonly ledger: readonly ToldValue[];
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
}

/** The code that tells of a difference; null when nothing does. */
export function announcing(rows: readonly Announcement[], text: string, told: Told): string | null {
  const codes = toldCodes(told);
  for (const row of rows) {
    const code = row.difference.test(text) ? row.codes.find((one) => codes.has(one)) : undefined;
    if (code !== undefined) return code;
  }
  return null;
}
