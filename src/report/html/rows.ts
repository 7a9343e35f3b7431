import { featureOfFile, resourceOfFile } from '../areas.js';
import { type Report, type ReportLedgerEntry } from '../report.js';

/** One thing of Gen 1 beside what it becomes. */
export interface PictureRow {
  /** `auth`, `api/club`, `storage/photos`, `function`, or `other s3` for what only changes of access name. */
  readonly key: string;
  readonly feature: ReturnType<typeof featureOfFile>;
  readonly before: { readonly title: string; readonly lines: readonly string[] };
  readonly after: { readonly title: string; readonly lines: readonly string[] };
  /** How many settings have which fate, without the state of the CLI. */
  readonly fates: Readonly<Record<'kept' | 'changed' | 'manual', number>>;
}

/** Categories whose resources are told in one row, since they are one thing in Gen 2. */
const TOGETHER: ReadonlySet<string> = new Set(['auth', 'function']);
/** More rows than these are no picture any more. */
const MOST = 9;
const LINES = 4;

const TITLES: Readonly<Record<string, readonly [before: string, after: string]>> = {
  auth: ['Cognito', 'defineAuth'],
  api: ['AppSync API', 'defineData'],
  rest: ['REST API', 'REST API in CDK'],
  bucket: ['S3 bucket', 'defineStorage'],
  table: ['DynamoDB table', 'table in CDK'],
  function: ['Lambda', 'defineFunction'],
};

/** Everything that the ledger is about, in the order of its files. */
export function pictureRows({ ledger }: Report): PictureRow[] {
  const groups = groupsOf(ledger, (category, name) =>
    TOGETHER.has(category) ? category : `${category}/${name}`,
  );
  const fewer = groups.size <= MOST ? groups : groupsOf(ledger, (category) => category);
  return [...fewer].map(([key, entries]) => rowOf(key, entries));
}

type Entries = readonly [ReportLedgerEntry, ...ReportLedgerEntry[]];

function groupsOf(
  ledger: Report['ledger'],
  keyOf: (category: string, name: string) => string,
): Map<string, Entries> {
  const groups = new Map<string, [ReportLedgerEntry, ...ReportLedgerEntry[]]>();
  for (const entry of ledger) {
    const resource = resourceOfFile(entry.origin.file);
    if (resource === null || entry.disposition === 'bookkeeping') continue;
    const key = keyOf(resource.category, resource.name);
    const group = groups.get(key);
    if (group) group.push(entry);
    else groups.set(key, [entry]);
  }
  return groups;
}

function rowOf(key: string, entries: Entries): PictureRow {
  const category = key.split('/')[0] ?? key;
  const kind = kindOf(category, entries);
  const [before, after] = TITLES[kind] ?? [category, 'Gen 2'];
  const names = distinct(entries.map(({ origin }) => resourceOfFile(origin.file)?.name ?? ''));
  const types = distinct(
    entries.flatMap(({ origin }) =>
      origin.file.endsWith('.graphql') ? (/^\w+/.exec(origin.pointer)?.[0] ?? []) : [],
    ),
  );
  const paths = distinct(entries.flatMap(({ target }) => target?.path ?? []));
  return {
    key,
    // Rules of the schema are none of a REST API, though both lie in the same category.
    feature: kind === 'rest' ? 'rest' : featureOfFile(entries[0].origin.file),
    before: {
      title: before,
      lines: some([...names, ...(types.length === 0 ? [] : [`${types.length} types: ${types.join(', ')}`])]),
    },
    after: { title: after, lines: some(paths.map((path) => path.replace(/^amplify\//, ''))) },
    fates: {
      kept: entries.filter(({ disposition }) => ['exact', 'override', 'default'].includes(disposition))
        .length,
      changed: entries.filter(({ disposition }) => disposition === 'changed').length,
      manual: entries.filter(({ disposition }) => disposition === 'manual').length,
    },
  };
}

/** Buckets and tables are both storage; only buckets have settings of access. */
function kindOf(category: string, entries: Entries): string {
  if (category === 'storage') {
    return entries.some(({ origin }) => origin.pointer.startsWith('/storageAccess')) ? 'bucket' : 'table';
  }
  if (category === 'api' && !entries.some(({ origin }) => origin.file.endsWith('.graphql'))) {
    return entries.some(({ target }) => target?.path.startsWith('amplify/data/')) ? 'api' : 'rest';
  }
  return category;
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)].filter((value) => value !== '');
}

function some(lines: readonly string[]): string[] {
  return lines.length <= LINES
    ? [...lines]
    : [...lines.slice(0, LINES - 1), `and ${lines.length - LINES + 1} more`];
}
