import { type ApiDifference } from '../graphql/compare-apis.js';
import { type AccessDifference } from '../iam/compare.js';
import { matches } from '../iam/pattern.js';
import { type Told, type ToldValue } from './told.js';

/**
 * What Gen 1's settings don't say because override.ts does: a difference below a property that a statement of
 * override.ts names. Built templates hold overrides, so this is asked only without them.
 */
export function overrideOf(path: string, { ledger }: Pick<Told, 'ledger'>): ToldValue | null {
  const names = namesIn(path);
  return (
    ledger.find(
      ({ origin, value }) =>
        origin.file.endsWith('override.ts') &&
        typeof value === 'string' &&
        names.some((name) => name.test(value)),
    ) ?? null
  );
}

/** Actions that a policy in a statement names: `'s3:GetObject'`, `"geo:*"`. */
const ACTION = /['"]([a-z][a-z0-9-]*:[A-Za-z*]+)['"]/g;

/** Whether the override.ts of the groups gives a group policies, and names the action in one. */
export function isGivenByOverride(
  { principal, action }: Pick<AccessDifference, 'principal' | 'action'>,
  { ledger }: Pick<Told, 'ledger'>,
): boolean {
  const group = /^group:(.+)$/s.exec(principal)?.[1];
  if (group === undefined) return false;
  const statements = ledger.flatMap(({ origin, value }) =>
    origin.file.endsWith('/userPoolGroups/override.ts') && typeof value === 'string' ? [value] : [],
  );
  const named = statements.flatMap((one) => [...one.matchAll(ACTION)].map(([, found = '']) => found));
  return (
    statements.some((one) => one.includes(group)) &&
    named.some((pattern) => matches(pattern.toLowerCase(), action.toLowerCase(), NO_CONTEXT))
  );
}

const NO_CONTEXT = new Map<string, readonly string[]>();

/** What statements call the facts of a table, which CfnTable has as properties. */
const OF_TABLES: Readonly<Record<string, RegExp>> = {
  billing: /billingMode|provisionedThroughput/i,
  capacity: /billingMode|provisionedThroughput/i,
  timeToLive: /timeToLiveSpecification/i,
  stream: /streamSpecification/i,
  pointInTimeRecovery: /pointInTimeRecoverySpecification/i,
  encryption: /sseSpecification/i,
  deletionProtection: /deletionProtectionEnabled/i,
};

/** Whether override.ts of the API, as it was carried over, sets a fact of this table or of all of them. */
export function isTableOverride(
  { kind, path }: Pick<ApiDifference, 'kind' | 'path'>,
  { ledger }: Pick<Told, 'ledger'>,
): boolean {
  const [, model = '', fact = ''] = /^(\w+)\.(\w+)$/.exec(path) ?? [];
  if (kind === 'setting') return isApiOverride(path, ledger);
  const property = kind === 'table' && Object.hasOwn(OF_TABLES, fact) ? OF_TABLES[fact] : undefined;
  if (property === undefined) return false;
  // `models.Post`, `models['Post']`; a loop over all of them names none.
  const names = new RegExp(`\\b(?:${model}\\b|Object\\.(?:keys|values|entries)\\()`);
  return ledger.some(
    ({ origin, value, disposition }) =>
      disposition === 'override' &&
      /\/api\/[^/]+\/override\.ts$/.test(origin.file) &&
      typeof value === 'string' &&
      property.test(value) &&
      names.test(value),
  );
}

/** Whether a statement names a setting of the API: `Api.XrayEnabled` is `resources.api.GraphQLAPI.xrayEnabled`. */
function isApiOverride(path: string, ledger: Told['ledger']): boolean {
  const [, property = ''] = /^Api\.(\w+)/.exec(path) ?? [];
  return ledger.some(
    ({ origin, value, disposition }) =>
      disposition === 'override' &&
      /\/api\/[^/]+\/override\.ts$/.test(origin.file) &&
      typeof value === 'string' &&
      new RegExp(`\\b${property}\\b`, 'i').test(value),
  );
}

/** What a statement calls otherwise than the property that it sets. */
const ALIASES: Readonly<Record<string, string>> = { DeletionPolicy: 'applyRemovalPolicy' };
/** Those of tables alone. */
const TABLE_ALIASES: Readonly<Record<string, string>> = { Encryption: 'sseSpecification' };

/**
 * Names of the path below the resource, whose words a statement holds in this order: facts have
 * `VerificationMessageTemplate.EmailMessage` for what is `emailVerificationMessage` there.
 */
function namesIn(path: string): RegExp[] {
  const aliases = path.startsWith('Tables') ? { ...ALIASES, ...TABLE_ALIASES } : ALIASES;
  return path
    .split(/[.[\]"]+/)
    .slice(/^(UserPool|IdentityPool|UserPoolDomain)\./.test(path) ? 1 : 2)
    .map((segment) => aliases[segment] ?? segment)
    .filter((segment) => /^[A-Za-z]\w{3,}$/.test(segment))
    .map((segment) => new RegExp(wordsOf(segment).join('\\w*'), 'i'));
}

function wordsOf(name: string): string[] {
  return name.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+|_+/g) ?? [name];
}
