import { items, textOf } from '../facts/normal.js';
import { type FactDifference } from '../facts/compare.js';

/** How often EventBridge Scheduler tries by itself, as EventBridge does (Retry policy: 24 hours, 185 times). */
const RETRIES = / \{"RetryPolicy":\{"MaximumEventAgeInSeconds":86400,"MaximumRetryAttempts":185\}\}$/;

/** Every schedule that Gen 1 does not have is the one of which a finding of the function speaks. */
export function isScheduleTold({ path, gen1, gen2 }: FactDifference, messages: readonly string[]): boolean {
  const before = items(gen1).map(textOf);
  const told = messages
    .filter((message) => message.includes(`"${path.split('.')[1] ?? ''}"`))
    .flatMap((message) => [...message.matchAll(/"([^"]+)"/g)].map(([, text = '']) => cronOf(text)));
  return items(gen2)
    .map((one) => textOf(one).replace(RETRIES, ''))
    .every((one) => before.includes(one) || told.includes(one));
}

/** What `defineFunction` makes of units without a number (@aws-amplify/backend-function, src/schedule_parser.ts). */
const EVERY: Readonly<Record<string, string>> = {
  day: '0 0 * * ? *',
  week: '0 0 ? * 1 *',
  month: '0 0 1 * ? *',
  year: '0 0 1 1 ? *',
};

/** The expression of EventBridge for what `schedule` is given: `every 5m`, `every day`, or a cron expression. */
function cronOf(schedule: string): string {
  const [, amount = '', unit = ''] = /^every (\d*)([a-z]+)$/.exec(schedule) ?? [];
  if (unit === '') return `cron(${schedule.split(' ').length === 5 ? `${schedule} *` : schedule})`;
  if (unit === 'm') return `cron(*/${amount} * * * ? *)`;
  return unit === 'h' ? `cron(0 */${amount} * * ? *)` : `cron(${EVERY[unit] ?? ''})`;
}
