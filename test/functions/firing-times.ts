/** When a cron expression of EventBridge fires, worked out field by field. */

const NAMES: Readonly<Record<string, number>> = {
  ...Object.fromEntries(
    'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ').map((name, index) => [name, index + 1]),
  ),
  ...Object.fromEntries('SUN MON TUE WED THU FRI SAT'.split(' ').map((name, index) => [name, index + 1])),
};

const LIMITS = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [1, 7],
  [1970, 2199],
] as const;

const numberOf = (text: string): number => NAMES[text.toUpperCase()] ?? Number(text);

function matches(field: string, index: number, value: number): boolean {
  if (field === '*' || field === '?') return true;
  const [first, last] = LIMITS[index] ?? [0, 0];
  return field.split(',').some((item) => {
    const [range = '', step] = item.split('/');
    const [from = '', to] = range.split('-');
    const start = from === '*' ? first : numberOf(from);
    const end = to !== undefined ? numberOf(to) : from === '*' || step !== undefined ? last : start;
    return value >= start && value <= end && (value - start) % Number(step ?? 1) === 0;
  });
}

/** All times between two years, as minutes since 1970. */
export function firingTimes(expression: string, fromYear: number, years: number): number[] {
  const fields = /^cron\((.*)\)$/.exec(expression)?.[1]?.split(' ') ?? [];
  const [minute = '', hour = '', day = '', month = '', weekDay = '', year = ''] = fields;
  const minutes = [...Array(60).keys()].filter((value) => matches(minute, 0, value));
  const hours = [...Array(24).keys()].filter((value) => matches(hour, 1, value));
  const times: number[] = [];
  const end = Date.UTC(fromYear + years, 0, 1);
  for (let at = Date.UTC(fromYear, 0, 1); at < end; at += 86_400_000) {
    const date = new Date(at);
    const isDay =
      matches(day, 2, date.getUTCDate()) &&
      matches(month, 3, date.getUTCMonth() + 1) &&
      matches(weekDay, 4, date.getUTCDay() + 1) &&
      matches(year, 5, date.getUTCFullYear());
    if (!isDay) continue;
    for (const h of hours) for (const m of minutes) times.push(at / 60_000 + h * 60 + m);
  }
  return times;
}
