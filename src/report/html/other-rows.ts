import { type AccessChange } from '../../core/plan.js';
import { featureOfChange } from '../reach.js';
import { type Report } from '../report.js';
import { type PictureRow, pictureRows } from './rows.js';

/** What changes of access call the resources that are in no ledger, as those of a backend that others have written. */
const OTHERS: Readonly<Record<string, { readonly title: string; readonly feature: PictureRow['feature'] }>> =
  {
    graphql: { title: 'GraphQL API', feature: 'data' },
    s3: { title: 'Files in S3', feature: 'storage' },
    table: { title: 'DynamoDB tables', feature: 'storage' },
    rest: { title: 'REST API', feature: 'rest' },
    userPool: { title: 'User pool', feature: 'auth' },
  };

/** Rows of the ledger, and one for each kind of resource that changes and is not in it. */
export function rowsWith(report: Report): PictureRow[] {
  const rows = pictureRows(report);
  const others = new Map<string, AccessChange[]>();
  for (const change of report.access) {
    if (rows.some((row) => concerns(change, row))) continue;
    const kind = kindOf(change);
    others.set(kind, [...(others.get(kind) ?? []), change]);
  }
  return [...rows, ...[...others].map(([kind, changes]) => otherRow(kind, changes))];
}

function otherRow(kind: string, changes: readonly AccessChange[]): PictureRow {
  const { title, feature } = OTHERS[kind] ?? { title: 'Other resources', feature: 'project' };
  return {
    key: `${OTHER}${kind}`,
    feature,
    before: { title, lines: linesOf(changes.filter(({ gen1 }) => !gen1.startsWith('nothing'))) },
    after: { title, lines: linesOf(changes) },
    fates: { kept: 0, changed: 0, manual: 0 },
  };
}

function linesOf(changes: readonly AccessChange[]): readonly string[] {
  const resources = [...new Set(changes.map(({ resource }) => resource))];
  return resources.length <= 3 ? resources : [...resources.slice(0, 2), `and ${resources.length - 2} more`];
}

/** Before the kind of a row that is in no ledger. */
const OTHER = 'other ';

function kindOf({ resource }: AccessChange): string {
  const kind = resource.split(':')[0] ?? '';
  return Object.hasOwn(OTHERS, kind) ? kind : '';
}

/** Whether a change is about a row: about one of the ledger, or else about the one of its kind. */
export function isAbout(change: AccessChange, row: PictureRow, rows: readonly PictureRow[]): boolean {
  if (!row.key.startsWith(OTHER)) return concerns(change, row);
  const known = rows.filter(({ key }) => !key.startsWith(OTHER));
  return row.key === `${OTHER}${kindOf(change)}` && !known.some((one) => concerns(change, one));
}

function concerns(change: AccessChange, { feature, before }: PictureRow): boolean {
  if (change.resource.startsWith('table:') && before.title === 'DynamoDB table') {
    return before.lines.some((line) => change.resource.includes(line));
  }
  return featureOfChange(change) === feature && (feature !== 'storage' || before.title === 'S3 bucket');
}
