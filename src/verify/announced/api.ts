import { type ApiDifference } from '../graphql/compare-apis.js';
import { type Inequality } from '../graphql/decisions/compare.js';
import { type Announcement, type Told, type ToldAccess, announcing } from './told.js';

/** Differences of the emitted API, as `kind path: before -> after`. Everything else that differs is a bug. */
const ANNOUNCEMENTS: readonly Announcement[] = [
  // defineData turns IAM on, and the user pool where there is one.
  { difference: /^mode (AWS_IAM|AMAZON_COGNITO_USER_POOLS): null -> /, codes: ['AM3260', 'AM3160'] },
  { difference: /^decision iamRole\b/, codes: ['AM3160', 'AM3226'] },
  // A written id is a key, by which lists can be asked.
  {
    difference: /^schema (Query\.list\w+\((id|sortDirection)\)|ModelSortDirection): null -> /,
    codes: ['AM3102', 'AM3100'],
  },
  // A key that Gen 1 adds by itself is a field of the filters of its own model.
  {
    difference: /^schema ModelSubscription\w+FilterInput\.\w+: ("Model\w+Input" -> null|null -> )/,
    codes: ['AM3101'],
  },
  // The operations of a join model, and the relations that lead to it.
  { difference: /^decision apiKey \w+ graphql:[^"]*: "denied" -> "allowed"$/, codes: ['AM3011'] },
  // The references of a join model: what a reader may not see is null.
  { difference: /^schema \w+\.\w+: "(\w+)!" -> "\1"$/, codes: ['AM3103'] },
  // Keys of relations that are fields of their own now.
  { difference: /^decision .* (unset|update) graphql:\w+\.\w+/, codes: ['AM3108'] },
  // What roles of the identity pool see of the operations that they may call.
  {
    difference:
      /^decision (guest|authenticated by the identity pool) (read|invoke) graphql:\w+\.\w+: "denied" -> "allowed"$/,
    codes: ['AM3169'],
  },
  // The other side of a relation, its resolver and its index.
  { difference: /^(schema|resolver) \w+\.\w+: null -> /, codes: ['AM3100'] },
  { difference: /^table \w+\.index gsi-[\w.]+: null -> /, codes: ['AM3104'] },
];

/** The code that tells of a difference; null when nothing does. */
export function announcedApi(difference: ApiDifference, told: Told): string | null {
  const { decision } = difference;
  const change = decision && told.access.find((one) => tells(one, decision));
  return change?.code ?? announcing(ANNOUNCEMENTS, shownApiDifference(difference), told);
}

/** Whether a report names who, what and where; owners and members of groups are signed in. */
function tells(told: ToldAccess, { principal, action, resource, change }: Inequality): boolean {
  const includes = told.principal === 'authenticated' && /^(?:owner|group:)/.test(principal);
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
