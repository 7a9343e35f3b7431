import { type FeatureId } from '../core/feature.js';
import { type AccessChange } from '../core/plan.js';
import { areaOf, featureOfFile, resourceOfFile } from './areas.js';
import { type Report, type ReportLedgerEntry } from './report.js';

/** What one principal may do with one resource, as far as rules of Gen 1 and changes of access say it. */
export interface Cell {
  /** In the words of Gen 1's rules: `all`, `read`, `create`…; empty when nothing but a change is known. */
  readonly verbs: ReadonlySet<string>;
  /** True when a rule was left to a person, so that Gen 2 does not have it yet. */
  readonly open: boolean;
  readonly changes: readonly AccessChange[];
}

export interface ReachRow {
  /** As the report names resources: `graphql:Album`, `s3:photos`. */
  readonly resource: string;
  readonly feature: FeatureId | 'project';
  readonly cells: ReadonlyMap<string, Cell>;
}

/** Who reaches what. */
export interface Reach {
  readonly principals: readonly string[];
  readonly rows: readonly ReachRow[];
}

interface Draft {
  readonly verbs: Set<string>;
  readonly changes: AccessChange[];
  open: boolean;
}

/** The principals of the contract in the order in which they are trusted; groups and functions go by their names. */
const ORDER = [
  '*',
  'guest',
  'apiKey',
  'authenticated',
  'owner',
  'group',
  'oidc',
  'lambda',
  'iamRole',
  'function',
];

/** Who reaches what, from the rules in the ledger and the changes of access. */
export function reachOf({ ledger, access }: Report): Reach {
  const rows = new Map<string, { feature: ReachRow['feature']; cells: Map<string, Draft> }>();
  const cellAt = (resource: string, feature: ReachRow['feature'], principal: string): Draft => {
    const row = rows.get(resource) ?? { feature, cells: new Map<string, Draft>() };
    rows.set(resource, row);
    const cell = row.cells.get(principal) ?? { verbs: new Set(), changes: [], open: false };
    row.cells.set(principal, cell);
    return cell;
  };
  for (const rule of [...schemaRules(ledger), ...bucketRules(ledger)]) {
    for (const principal of rule.principals) {
      const cell = cellAt(rule.resource, rule.feature, principal);
      for (const verb of rule.verbs) cell.verbs.add(verb);
      cell.open ||= rule.open;
    }
  }
  for (const change of access) {
    cellAt(change.resource, featureOfChange(change), change.principal).changes.push(change);
  }
  const principals = [...new Set([...rows.values()].flatMap(({ cells }) => [...cells.keys()]))];
  return {
    principals: principals.sort((a, b) => rankOf(a) - rankOf(b) || (a < b ? -1 : 1)),
    rows: [...rows].map(([resource, row]) => ({ resource, ...row })).sort(byWeight),
  };
}

/** The feature that a change is about: that of its resource, or of its code. */
export function featureOfChange({ resource, code }: AccessChange): ReachRow['feature'] {
  const kinds: Readonly<Record<string, FeatureId>> = {
    graphql: 'data',
    s3: 'storage',
    rest: 'rest',
    userPool: 'auth',
  };
  return kinds[resource.split(':')[0] ?? ''] ?? areaOf(code).feature;
}

function rankOf(principal: string): number {
  const rank = ORDER.indexOf(principal.split(':')[0] ?? '');
  return rank < 0 ? ORDER.length : rank;
}

/** What changes stands above what does not, within its feature. */
function byWeight(a: ReachRow, b: ReachRow): number {
  const changes = ({ cells }: ReachRow): number =>
    [...cells.values()].some((cell) => cell.changes.length > 0) ? 0 : 1;
  if (a.feature !== b.feature) return a.feature < b.feature ? -1 : 1;
  return changes(a) - changes(b);
}

interface Rule {
  readonly resource: string;
  readonly feature: FeatureId;
  readonly principals: readonly string[];
  readonly verbs: readonly string[];
  readonly open: boolean;
}

/** Rules of `@auth`, put together from their leaves: `Album@auth/rules/1/groups/0`. */
function schemaRules(ledger: readonly ReportLedgerEntry[]): Rule[] {
  const found = new Map<string, { subject: string; leaves: Map<string, string[]>; open: boolean }>();
  for (const { origin, value, disposition } of ledger) {
    const [, subject, rule, key] = /^([\w.]+)@auth\/rules\/(\d+)\/(\w+)/.exec(origin.pointer) ?? [];
    if (subject === undefined || rule === undefined || key === undefined) continue;
    const id = `${subject}/${rule}`;
    const known = found.get(id) ?? { subject, leaves: new Map<string, string[]>(), open: false };
    found.set(id, { ...known, open: known.open || disposition === 'manual' });
    known.leaves.set(key, [...(known.leaves.get(key) ?? []), String(value)]);
  }
  return [...found.values()].map(({ subject, leaves, open }) => ({
    resource: `graphql:${subject}`,
    feature: 'data',
    principals: callersOf(leaves),
    verbs: verbsOf(subject, leaves),
    open,
  }));
}

/**
 * A rule without operations allows all, and a field of Query or Mutation is an operation itself; `queries` and
 * `mutations` are those of the first transformer.
 */
function verbsOf(subject: string, leaves: ReadonlyMap<string, readonly string[]>): string[] {
  if (/^(?:Query|Mutation|Subscription)\./.test(subject)) return ['call'];
  const verbs = ['operations', 'queries', 'mutations'].flatMap((key) => leaves.get(key) ?? []);
  return verbs.length === 0 ? ['all'] : verbs;
}

/** The principals that a rule lets in (docs.amplify.aws/gen1: customize authorization rules). */
function callersOf(leaves: ReadonlyMap<string, readonly string[]>): string[] {
  const provider = leaves.get('provider')?.[0];
  switch (leaves.get('allow')?.[0]) {
    case 'public':
      return [provider === 'iam' || provider === 'identityPool' ? 'guest' : 'apiKey'];
    case 'private':
      return [provider === 'oidc' ? 'oidc' : 'authenticated'];
    case 'owner':
      return ['owner'];
    case 'groups':
      return leaves.get('groups')?.map((group) => `group:${group}`) ?? ['group:‹in the record›'];
    case 'custom':
      return ['lambda'];
    default:
      return [];
  }
}

const BUCKET_VERBS: Readonly<Record<string, readonly string[]>> = {
  CREATE_AND_UPDATE: ['create', 'update'],
  READ: ['read'],
  DELETE: ['delete'],
};

/** Rights of a bucket in its cli-inputs.json: `/groupAccess/curators/0`. */
function bucketRules(ledger: readonly ReportLedgerEntry[]): Rule[] {
  return ledger.flatMap(({ origin, value, disposition }) => {
    const [, kind, group] =
      /^\/(authAccess|guestAccess|groupAccess\/([^/]+))\/\d+$/.exec(origin.pointer) ?? [];
    if (kind === undefined || featureOfFile(origin.file) !== 'storage') return [];
    const whole = kind === 'authAccess' ? 'authenticated' : 'guest';
    return {
      resource: `s3:${resourceOfFile(origin.file)?.name ?? '*'}`,
      feature: 'storage' as const,
      principals: [group === undefined ? whole : `group:${group}`],
      verbs: BUCKET_VERBS[String(value)] ?? [String(value)],
      open: disposition === 'manual',
    };
  });
}
