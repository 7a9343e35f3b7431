import { CRON_FIELDS, type CronField, type CronFields, FIELD_VALUES, readSchedule } from './expression.js';

/** How a schedule of Gen 1 is said in Gen 2. */
export type ScheduleChoice =
  /** `defineFunction({ schedule })`; a rate runs at whole multiples of its interval, not since it was deployed. */
  | { readonly kind: 'argument'; readonly schedule: string; readonly isRate: boolean }
  /** A rule of EventBridge with the expression as it is. */
  | { readonly kind: 'rule'; readonly why: string }
  /** Not a schedule that EventBridge takes. */
  | { readonly kind: 'unreadable' };

/** What `schedule` takes, where it gives the same times; `timeoutSeconds` is the function's own. */
export function chooseSchedule(text: string, timeoutSeconds: number): ScheduleChoice {
  const expression = readSchedule(text);
  if (expression === null) return { kind: 'unreadable' };
  if (expression.kind === 'rate') return ofRate(expression.minutes, timeoutSeconds);
  const schedule = ofCron(expression.fields);
  return schedule === null
    ? { kind: 'rule', why: '`schedule` takes no L, W or # in a cron expression' }
    : { kind: 'argument', schedule, isRate: false };
}

const DAY = 24 * 60;

/**
 * `every 5m` becomes a cron expression, which begins anew every hour: only what divides the hour, the day or
 * the week leaves the same time between two runs. Source: schedule_parser of @aws-amplify/backend-function.
 */
function ofRate(minutes: number, timeoutSeconds: number): ScheduleChoice {
  const argument = (schedule: string): ScheduleChoice => ({ kind: 'argument', schedule, isRate: true });
  if (minutes < 60 && 60 % minutes === 0) {
    if (minutes * 60 >= timeoutSeconds) return argument(`every ${String(minutes)}m`);
    // A rate below the timeout of the function is refused, the same times as a cron expression are not.
    return argument(minutes === 1 ? '* * * * ?' : `*/${String(minutes)} * * * ?`);
  }
  const hours = minutes / 60;
  if (Number.isInteger(hours) && hours < 24 && 24 % hours === 0) return argument(`every ${String(hours)}h`);
  if (minutes === DAY) return argument('every day');
  if (minutes === 7 * DAY) return argument('every week');
  return { kind: 'rule', why: '`schedule` has no interval of this length' };
}

/** Both generations read the fields in one way; `schedule` takes fewer forms of them. */
function ofCron(fields: CronFields): string | null {
  const written = CRON_FIELDS.map((field) => fieldFor(field, fields[field]));
  if (written.includes(null)) return null;
  const isEveryYear = written.at(-1) === '*';
  return (isEveryYear ? written.slice(0, -1) : written).join(' ');
}

function fieldFor(field: CronField, text: string): string | null {
  if (text === '*' || text === '?') return text;
  const numbers = withNumbers(field, text);
  if (isTaken(field, numbers)) return numbers;
  const values = valuesOf(field, numbers);
  return values === null ? null : values.join(',');
}

/** `MON-FRI` as `2-6`. */
function withNumbers(field: CronField, text: string): string {
  const { first, names } = FIELD_VALUES[field];
  return text.replace(/[A-Za-z]+/g, (word) => {
    const index = names.indexOf(word.toUpperCase());
    return index < 0 ? word : String(first + index);
  });
}

/** The forms that `schedule` takes besides `*`: a number, a list of numbers, one range, one step. */
function isTaken(field: CronField, text: string): boolean {
  const inRange = (value: string): boolean => isIn(field, value);
  if (/^\d+(?:,\d+)*$/.test(text)) return text.split(',').every(inRange);
  const [, start, end] = /^(\d+)-(\d+)$/.exec(text) ?? [];
  if (start !== undefined && end !== undefined) {
    return inRange(start) && inRange(end) && Number(start) <= Number(end);
  }
  const [, base, step] = /^(\*|\d+)\/(\d+)$/.exec(text) ?? [];
  return base !== undefined && Number(step) > 0 && (base === '*' || inRange(base));
}

function isIn(field: CronField, value: string): boolean {
  const { first, last } = FIELD_VALUES[field];
  return Number(value) >= first && Number(value) <= last;
}

/** The numbers that a list of any forms stands for; null when it holds another form. */
function valuesOf(field: CronField, text: string): number[] | null {
  const { first, last } = FIELD_VALUES[field];
  const values = new Set<number>();
  for (const item of text.split(',')) {
    const [, from, to, step] = /^(\*|\d+)(?:-(\d+))?(?:\/(\d+))?$/.exec(item) ?? [];
    if (from === undefined || (from === '*' && to !== undefined)) return null;
    const start = from === '*' ? first : Number(from);
    const end = to !== undefined ? Number(to) : from === '*' || step !== undefined ? last : start;
    const by = step === undefined ? 1 : Number(step);
    if (by === 0 || start < first || end > last || start > end) return null;
    for (let value = start; value <= end; value += by) values.add(value);
  }
  return [...values].sort((a, b) => a - b);
}
