import { fileURLToPath } from 'node:url';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { convertFunctionSchedulesToScheduleProps } from '../../node_modules/@aws-amplify/backend-function/lib/schedule_parser.js';
import { type ScheduleChoice, chooseSchedule } from '../../transforms/functions/schedule/choose.js';
import { firingTimes } from './firing-times.js';

const TIMEOUT = 25;
// Without bundling: nothing of the function is looked at but its timeout.
const app = new App({ context: { 'aws:cdk:bundling-stacks': [] } });
const lambda = new NodejsFunction(new Stack(app), 'Function', {
  entry: fileURLToPath(import.meta.url),
  timeout: Duration.seconds(TIMEOUT),
});

/** What Gen 2 itself makes of an argument of `schedule`. */
function deployed(choice: ScheduleChoice): string {
  if (choice.kind !== 'argument') throw new Error(`no argument: ${JSON.stringify(choice)}`);
  const schedule = choice.schedule as Parameters<typeof convertFunctionSchedulesToScheduleProps>[1];
  const [props] = convertFunctionSchedulesToScheduleProps(lambda, schedule);
  expect(props?.schedule.timeZone?.timezoneName).toBe('UTC');
  return props?.schedule.expressionString ?? '';
}

const WEEK_DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

/** One field of a cron expression in any of its forms but L, W and #. */
function field(first: number, last: number, names: readonly string[] = []): fc.Arbitrary<string> {
  const value = fc.integer({ min: first, max: last });
  const shown = (number: number, named: boolean): string =>
    (named ? names[number - first] : undefined) ?? String(number);
  const range = fc
    .tuple(value, value, fc.boolean())
    .map(([a, b, named]) => `${shown(Math.min(a, b), named)}-${shown(Math.max(a, b), named)}`);
  const step = fc.integer({ min: 1, max: last - first + 2 }).map(String);
  const item = fc.oneof(
    fc.tuple(value, fc.boolean()).map(([number, named]) => shown(number, named)),
    range,
    fc.tuple(fc.oneof(fc.constant('*'), value.map(String), range), step).map((parts) => parts.join('/')),
  );
  return fc.oneof(
    fc.constant('*'),
    item,
    fc.array(item, { minLength: 2, maxLength: 4 }).map((items) => items.join(',')),
  );
}

const days = fc.oneof(
  field(1, 31).map((day) => [day, '?'] as const),
  field(1, 7, WEEK_DAYS).map((day) => ['?', day] as const),
);
const year = fc.oneof(fc.constant('*'), fc.constant('*'), field(2024, 2028));
const cron = fc
  .tuple(field(0, 59), field(0, 23), days, field(1, 12, MONTHS), year)
  .map(
    ([minute, hour, [day, weekDay], month, y]) => `cron(${[minute, hour, day, month, weekDay, y].join(' ')})`,
  );

describe('a cron expression', () => {
  it('fires at the same times in Gen 2', () => {
    fc.assert(
      fc.property(cron, (expression) => {
        const gen2 = deployed(chooseSchedule(expression, TIMEOUT));
        const [before, after] = [firingTimes(expression, 2024, 5), firingTimes(gen2, 2024, 5)];
        expect(after.length).toBe(before.length);
        expect(after.findIndex((time, index) => time !== before[index])).toBe(-1);
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    ['cron(0 12 * * ? *)', '0 12 * * ?'],
    ['cron(0 18 ? * MON-FRI *)', '0 18 ? * 2-6'],
    ['cron(0/15 8-17 ? * SUN,wed *)', '0/15 8-17 ? * 1,4'],
    ['cron(5-59/10 0 1 JAN ? 2030)', '5,15,25,35,45,55 0 1 1 ? 2030'],
  ])('%s is %s', (gen1, schedule) => {
    expect(chooseSchedule(gen1, TIMEOUT)).toEqual({ kind: 'argument', schedule, isRate: false });
  });

  it.each(['cron(0 0 L * ? *)', 'cron(0 9 15W * ? *)', 'cron(0 9 ? * 2#1 *)', 'cron(0 9 ? * FRI-MON *)'])(
    'stays a rule where Gen 2 can not say it: %s',
    (gen1) => {
      expect(chooseSchedule(gen1, TIMEOUT).kind).toBe('rule');
    },
  );

  it.each(['cron(0 9 * * * *)', 'cron(0 9 ? * ? *)', 'cron(0 9 * *)', 'NONE', 'rate(0 minutes)', 'rate(5)'])(
    'is not read when EventBridge would refuse it: %s',
    (gen1) => {
      expect(chooseSchedule(gen1, TIMEOUT).kind).toBe('unreadable');
    },
  );
});

describe('a rate', () => {
  const rate = fc
    .tuple(fc.integer({ min: 1, max: 90 }), fc.constantFrom('minute', 'hour', 'day'))
    .map(([value, unit]) => ({
      value,
      unit,
      minutes: value * { minute: 1, hour: 60, day: 1440 }[unit as 'day'],
    }));

  it('leaves the same time between two runs, or stays a rule', () => {
    fc.assert(
      fc.property(rate, fc.integer({ min: 1, max: 900 }), ({ value, unit, minutes }, timeout) => {
        const choice = chooseSchedule(`rate(${String(value)} ${unit}${value === 1 ? '' : 's'})`, timeout);
        if (choice.kind === 'rule') return;
        const times = firingTimes(deployed(choice), 2024, 1);
        const gaps = new Set(times.slice(1).map((time, index) => time - (times[index] ?? 0)));
        expect([...gaps]).toEqual([minutes]);
      }),
      { numRuns: 200 },
    );
  });

  it('is an argument wherever an interval divides the hour, the day or the week', () => {
    const isArgument = (text: string): boolean => chooseSchedule(text, TIMEOUT).kind === 'argument';
    expect(
      ['rate(1 minute)', 'rate(30 minutes)', 'rate(8 hours)', 'rate(1 day)', 'rate(7 days)'].map(isArgument),
    ).toEqual(Array(5).fill(true));
    expect(['rate(7 minutes)', 'rate(90 minutes)', 'rate(5 hours)', 'rate(2 days)'].map(isArgument)).toEqual(
      Array(4).fill(false),
    );
  });

  it('is written as cron when the function may run longer than the interval', () => {
    expect(chooseSchedule('rate(1 minute)', 300)).toMatchObject({ schedule: '* * * * ?' });
    expect(chooseSchedule('rate(5 minutes)', 900)).toMatchObject({ schedule: '*/5 * * * ?' });
  });
});
