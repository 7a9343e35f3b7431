/**
 * The schedule of an EventBridge rule: `rate(5 minutes)`, or `cron(…)` with six fields, in UTC.
 * Source of the syntax: "Creating a rule that runs on a schedule" in the EventBridge user guide.
 */
export type ScheduleExpression =
  | { readonly kind: 'rate'; readonly minutes: number }
  | { readonly kind: 'cron'; readonly fields: CronFields };

export const CRON_FIELDS = ['minute', 'hour', 'dayOfMonth', 'month', 'dayOfWeek', 'year'] as const;
export type CronField = (typeof CRON_FIELDS)[number];
export type CronFields = Readonly<Record<CronField, string>>;

/** The numbers of a field, and the names that stand for them. */
export const FIELD_VALUES: Readonly<
  Record<CronField, { readonly first: number; readonly last: number; readonly names: readonly string[] }>
> = {
  minute: { first: 0, last: 59, names: [] },
  hour: { first: 0, last: 23, names: [] },
  dayOfMonth: { first: 1, last: 31, names: [] },
  month: {
    first: 1,
    last: 12,
    names: ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'],
  },
  // Sunday is 1, unlike in most other kinds of cron.
  dayOfWeek: { first: 1, last: 7, names: ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'] },
  year: { first: 1970, last: 2199, names: [] },
};

const MINUTES_OF_UNIT: Readonly<Record<string, number>> = { minute: 1, hour: 60, day: 24 * 60 };

/** Null when EventBridge would not take the text. */
export function readSchedule(text: string): ScheduleExpression | null {
  const [, value, unit] = /^rate\(\s*(\d{1,9})\s+(minute|hour|day)s?\s*\)$/i.exec(text.trim()) ?? [];
  if (value !== undefined && unit !== undefined) {
    const minutes = Number(value) * (MINUTES_OF_UNIT[unit.toLowerCase()] ?? 0);
    return minutes > 0 ? { kind: 'rate', minutes } : null;
  }
  const written = /^cron\(([^()]*)\)$/i.exec(text.trim())?.[1]?.trim().split(/\s+/);
  const [minute, hour, dayOfMonth, month, dayOfWeek, year, more] = written ?? [];
  const isWhole = minute && hour && dayOfMonth && month && dayOfWeek && year && more === undefined;
  if (!isWhole) return null;
  // Exactly one of the two days is left open, with a question mark.
  if ((dayOfMonth === '?') === (dayOfWeek === '?')) return null;
  return { kind: 'cron', fields: { minute, hour, dayOfMonth, month, dayOfWeek, year } };
}
