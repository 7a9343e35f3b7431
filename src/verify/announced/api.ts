import { type ApiDifference } from '../graphql/compare-apis.js';
import { type Inequality } from '../graphql/decisions/compare.js';
import { LOST } from './api-lost.js';
import { type Announced } from './api-row.js';
import { type Told, type ToldAccess } from './told.js';

/** Every difference that can't be avoided, or that Gen 1 asks for. What is in no row was not expected. */
const ANNOUNCED: readonly Announced[] = [
  // defineData turns IAM on, past all rules, and the user pool where there is one.
  {
    kind: 'mode',
    path: /^(?:AWS_IAM|AMAZON_COGNITO_USER_POOLS)$/,
    change: 'added',
    codes: ['AM3260', 'AM3160'],
  },
  { kind: 'decision', path: /^iamRole\b/, change: 'any', codes: ['AM3160', 'AM3226'] },
  // Gen 1 asks for the key of the account, and nothing that `defineData` takes does; imported tables keep theirs.
  { kind: 'table', path: /\.encryption$/, change: 'any', codes: [], level: 'schema' },
  // A table that is taken over is the one that the plan names, and is kept, whatever Gen 1 would do.
  { kind: 'table', path: /^(\w+)\.imported$/, change: 'any', codes: ['AM3276'], named: 'table' },
  { kind: 'table', path: /\.deletionProtection$/, change: 'any', codes: ['AM3276'], gen2: 'true' },
  { kind: 'table', path: /\.deletionPolicy$/, change: 'any', codes: ['AM3276'], gen2: 'Retain' },
  // The other side of a relation, its resolver, and the types that its arguments bring into reach.
  { kind: 'schema', path: /^(\w+\.\w+)$/, change: 'added', codes: ['AM3100'], named: 'target' },
  { kind: 'resolver', path: /^(\w+\.\w+)$/, change: 'added', codes: ['AM3100'], named: 'target' },
  {
    kind: 'schema',
    path: /^(?:Model\w+(?:Connection|Input)|ModelSortDirection)$/,
    change: 'added',
    codes: ['AM3100'],
  },
  // A key that Gen 1 adds by itself is a field of the filters of its own model, or of the one on the other side.
  {
    kind: 'schema',
    path: /^ModelSubscription\w+FilterInput\.(\w+)$/,
    change: 'any',
    codes: ['AM3101'],
    named: 'message',
  },
  { kind: 'schema', path: /^ModelSubscription\w+Input$/, change: 'added', codes: ['AM3101'] },
  // The names of timestamps, which the builder does not take from `@model`.
  {
    kind: 'schema',
    path: /^ModelSubscription(\w+)FilterInput\.\w+$/,
    change: 'any',
    codes: ['AM3112'],
    named: 'message',
  },
  // A written id is a key, by which lists can be asked.
  {
    kind: 'schema',
    path: /^(?:Query\.list\w+\((?:id|sortDirection)\)|ModelSortDirection)$/,
    change: 'added',
    codes: ['AM3102'],
  },
  // So is the other side of a relation, once the backend is made.
  {
    kind: 'schema',
    path: /^(?:Query\.list\w+\((?:id|sortDirection)\)|ModelSortDirection)$/,
    change: 'added',
    codes: ['AM3100'],
    level: 'synth',
  },
  // How many records are a page of a relation.
  { kind: 'resolver', path: /^(\w+\.\w+) template$/, change: 'any', codes: ['AM3110'], named: 'message' },
  // A key that `@hasMany` wants written is one of the filters.
  { kind: 'schema', path: /^Model\w+(?:Filter|Condition)Input\.id$/, change: 'added', codes: ['AM3156'] },
  // The references of a join model: what a reader may not see is null.
  { kind: 'schema', path: /^(\w+)\.\w+$/, change: 'nullable', codes: ['AM3103'], named: 'target' },
  { kind: 'table', path: /^(\w+)\.index gsi-/, change: 'added', codes: ['AM3104'], named: 'target' },
  // A local index is a global one, with the same name.
  {
    kind: 'table',
    path: /^(\w+)\.(?:local )?index \S+$/,
    change: 'any',
    codes: ['AM3282', 'AM3290'],
    named: 'message',
    when: ({ path }, message) => message.startsWith(`"${path.slice(path.lastIndexOf(' ') + 1)}"`),
  },
  { kind: 'schema', path: /^(\w+)$/, change: 'added', codes: ['AM3105'], named: 'target' },
  // The operations of a join model, and the relations that lead to it.
  { kind: 'decision', path: /^apiKey \w+ graphql:/, change: 'allowed', codes: ['AM3011'] },
  // Fields of what roles of the identity pool see by the operations and fields that they may ask for.
  {
    kind: 'decision',
    path: /^(?:guest|authenticated by the identity pool) read graphql:(\w+)\.\w+$/,
    change: 'allowed',
    codes: ['AM3169'],
    named: 'message',
    listed: true,
  },
  {
    kind: 'decision',
    path: /^apiKey read graphql:(\w+\.\w+)/,
    change: 'any',
    codes: ['AM3008'],
    named: 'message',
    level: 'schema',
  },
  {
    kind: 'decision',
    path: / read graphql:(\w+\.\w+)/,
    change: 'any',
    codes: ['AM3009', 'AM3013'],
    named: 'message',
    level: 'schema',
  },
  {
    kind: 'decision',
    path: /^apiKey listen graphql:Subscription\./,
    change: 'any',
    codes: ['AM3012'],
    level: 'schema',
  },
  // A resolver that the template of a function makes, until that is there.
  { kind: 'resolver', path: /^(\w+\.\w+)$/, change: 'gone', codes: ['AM3316'], named: 'message' },
  // The same text in both that can't be run here: nothing is known of it, and no other way would be better.
  { kind: 'resolver', path: / template that is not proved$/, change: 'any', codes: [], level: 'schema' },
  // Keys of relations that are fields of their own now.
  {
    kind: 'decision',
    path: / (?:unset|update) graphql:(\w+\.\w+)/,
    change: 'any',
    codes: ['AM3108'],
    named: 'target',
  },
];

/** A loss is told by a finding that is more than a note. */
const ROWS = [
  ...ANNOUNCED.map((row) => ({ row, isLoss: false })),
  ...LOST.map((row) => ({ row, isLoss: true })),
];

type ToldApi = Pick<Told, 'findings' | 'access'>;

/** The code that tells of a difference of the synthesised API; null when nothing does. */
export function announcedApi(difference: ApiDifference, told: ToldApi): string | null {
  return announcing(difference, told, 'synth');
}

/** The same of a schema that was taken out of the code alone. */
export function announcedSchema(difference: ApiDifference, told: ToldApi): string | null {
  return announcing(difference, told, 'schema');
}

function announcing(
  difference: ApiDifference,
  { findings, access }: ToldApi,
  level: 'schema' | 'synth',
): string | null {
  const { decision } = difference;
  const change = decision && access.find((one) => tells(one, decision));
  if (change) return change.code;
  for (const { row, isLoss } of ROWS) {
    if (row.level !== undefined && row.level !== level) continue;
    const match =
      row.kind === difference.kind && isSuch(row.change, difference) && row.path.exec(difference.path);
    if (!match || (row.gen2 !== undefined && row.gen2 !== difference.gen2)) continue;
    if (row.codes.length === 0) return '';
    const found = findings.find(
      (one) =>
        !(isLoss && one.level === 'note') &&
        row.codes.some((code) => code === one.code) &&
        names(one, row, match, difference) &&
        (row.listed !== true || lists(access, one.code, decision)),
    );
    if (found) return found.code;
  }
  return null;
}

/** Whether the plan says under the code that the caller may do something else. */
function lists(access: ToldApi['access'], code: string, decision: Inequality | undefined): boolean {
  return access.some((one) => one.code === code && one.principal === decision?.principal);
}

function isSuch(change: Announced['change'], { gen1, gen2 }: ApiDifference): boolean {
  if (change === 'added') return gen1 === null;
  if (change === 'gone') return gen2 === null;
  if (change === 'nullable') return gen1 === `${gen2 ?? ''}!`;
  return change === 'any' || (gen1 === 'denied' && gen2 === 'allowed');
}

function names(
  { target, message }: Told['findings'][number],
  { named, when }: Announced,
  [, name = '']: RegExpExecArray,
  difference: ApiDifference,
): boolean {
  if (when && !when(difference, message)) return false;
  if (named === 'target') return target?.property === name;
  if (named === 'table') {
    const table = difference.gen2 ?? '';
    const short = table.startsWith(`${name}-`) ? `*${table.slice(name.length)}` : table;
    return message.includes(`\`${table}\``) || message.includes(`\`${short}\``);
  }
  return named === undefined || message.includes(`\`${name}\``);
}

/** Whether a report names who, what and where; owners and members of groups are signed in, some by OIDC. */
function tells(told: ToldAccess, { principal, action, resource, change }: Inequality): boolean {
  const includes =
    (told.principal === 'authenticated' && /^(?:owner|group:)/.test(principal)) ||
    (told.principal === 'oidc' && principal.startsWith('oidc '));
  return (
    told.change === change &&
    (told.principal === principal || includes) &&
    (told.action === action || told.action === '*') &&
    (told.resource === resource || told.resource === 'graphql:*')
  );
}

/** `kind path: before -> after` */
export function shownApiDifference({ kind, path, gen1, gen2 }: ApiDifference): string {
  return `${kind} ${path}: ${JSON.stringify(gen1)} -> ${JSON.stringify(gen2)}`;
}
