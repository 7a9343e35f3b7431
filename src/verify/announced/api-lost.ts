import { type ApiDifference } from '../graphql/compare-apis.js';
import { type Announced } from './api-row.js';

const OPERATION = /^((?:Query|Mutation|Subscription)\.\w+)(?:\(\w+\))?$/;

const SUBSCRIPTION = /(?:^|graphql:)Subscription\.on(?:Create|Update|Delete)(\w+)/;

/**
 * What a lane loses that the user forced, or that no lane can say. The same codes are notes where they are the reason
 * for a lane that loses nothing, so a finding has to be more than that.
 */
export const LOST: readonly Announced[] = [
  // Versions and sync queries of DataStore.
  {
    kind: 'schema',
    path: /(?:\.(?:_version|_deleted|_lastChangedAt|startedAt)|^ModelBooleanInput|^Query\.sync\w+(?:\(\w+\))?)$/,
    change: 'gone',
    codes: ['AM3255'],
  },
  { kind: 'table', path: /(?:DataStore|\.timeToLive)$/, change: 'any', codes: ['AM3255'] },
  {
    kind: 'resolver',
    path: /^\w+\.\w+$/,
    change: 'any',
    codes: ['AM3255'],
    when: ({ gen1 }) => / with (?:AUTOMERGE|OPTIMISTIC_CONCURRENCY|LAMBDA)\b/.test(gen1 ?? ''),
  },
  // What the builder has no words for is not there, and what only led to it neither.
  { kind: 'schema', path: OPERATION, change: 'gone', codes: ['AM3131', 'AM3146'], named: 'message' },
  { kind: 'schema', path: /^(\w+\.\w+)$/, change: 'gone', codes: ['AM3146'], named: 'message' },
  { kind: 'resolver', path: /^(\w+\.\w+)$/, change: 'gone', codes: ['AM3131', 'AM3146'], named: 'message' },
  { kind: 'resolver', path: /^(\w+\.\w+)$/, change: 'gone', codes: ['AM3119'], named: 'message' },
  { kind: 'decision', path: / graphql:(\w+\.\w+)/, change: 'any', codes: ['AM3119'], named: 'message' },
  { kind: 'schema', path: /^(\w+)$/, change: 'gone', codes: ['AM3115', 'AM3136'], named: 'message' },
  { kind: 'schema', path: /^(?:Query|Mutation|Subscription)$/, change: 'gone', codes: ['AM3131', 'AM3146'] },
  { kind: 'schema', path: /(?:Params|Query|Body)Input$/, change: 'gone', codes: ['AM3119'] },
  {
    kind: 'schema',
    path: /^\w+$/,
    change: 'gone',
    codes: ['AM3136', 'AM3146'],
    when: ({ gen1 }) => gen1 === 'enum' || gen1 === 'type',
  },
  {
    kind: 'schema',
    path: /^((?:Query|Mutation)\.\w+\(\w+\))$/,
    change: 'any',
    codes: ['AM3117'],
    named: 'message',
  },
  { kind: 'schema', path: /^(\w+\.\w+)$/, change: 'nullable', codes: ['AM3127'], named: 'message' },
  // The times of a record under other names.
  {
    kind: 'schema',
    path: /^(?:Model)?(\w+?)(?:(?:Condition|Filter)Input)?\.\w+$/,
    change: 'any',
    codes: ['AM3112'],
    named: 'message',
    when: ({ gen1, gen2 }) => /^(?:AWSDateTime|ModelStringInput)/.test(gen1 ?? gen2 ?? ''),
  },
  // Subscriptions that were open to all.
  { kind: 'schema', path: SUBSCRIPTION, change: 'any', codes: ['AM3113'], named: 'message' },
  { kind: 'decision', path: SUBSCRIPTION, change: 'any', codes: ['AM3113'], named: 'message' },
  // Operations under the names that the builder gives them.
  {
    kind: 'schema',
    path: OPERATION,
    change: 'any',
    codes: ['AM3111'],
    when: ({ gen1, gen2 }, message) => message.includes(`\`${modelOf(gen1 ?? gen2 ?? '')}\``),
  },
  { kind: 'resolver', path: OPERATION, change: 'any', codes: ['AM3111'] },
  {
    kind: 'schema',
    path: /^Subscription\.on(?:Create|Update|Delete)(\w+)\(@aws_subscribe\)$/,
    change: 'any',
    codes: ['AM3111'],
    named: 'message',
  },
  // Indexes and keys of relations.
  { kind: 'table', path: /^(\w+)\.index gsi-/, change: 'added', codes: ['AM3129'], named: 'message' },
  { kind: 'table', path: /^\w+\.index gsi-(\w+\.\w+)$/, change: 'any', codes: ['AM3167'], named: 'message' },
  { kind: 'schema', path: /\.(\w+)$/, change: 'any', codes: ['AM3167'], when: isKeyOf },
  { kind: 'resolver', path: /^(\w+\.\w+) template$/, change: 'any', codes: ['AM3167'], named: 'message' },
  {
    kind: 'resolver',
    path: /^Mutation\.\w+ default of \w+$/,
    change: 'gone',
    codes: ['AM3122'],
    when: ({ path }, message) => message.includes(`.${path.slice(path.lastIndexOf(' ') + 1)}\``),
  },
  // Who becomes the owner of a new record.
  {
    kind: 'decision',
    path: / create graphql:/,
    change: 'any',
    codes: ['AM3134', 'AM3161'],
    when: ({ gen1, gen2 }) =>
      gen1?.startsWith('allowed') === true && gen2?.startsWith('allowed, with ') === true,
  },
];

/** The model that an operation gives, alone or in a list. */
function modelOf(type: string): string {
  const name = type.replace(/[[\]!]/g, '');
  return /^Model(\w+)Connection$/.exec(name)?.[1] ?? name;
}

/** A key that a finding names, or the one that stands in its place: `postTitleId` and `postTitleSlug`. */
function isKeyOf({ path }: ApiDifference, message: string): boolean {
  const name = path.slice(path.lastIndexOf('.') + 1);
  const keys = [...message.matchAll(/`(\w+?)(?:Id|ID)?`/g)].map(([, key = '']) => key);
  return keys.some((key) => key !== '' && name.startsWith(key));
}
