import { FEATURES } from '../core/feature.js';
import { type Finding, type Level } from '../core/finding.js';
import { type Disposition } from '../core/ledger.js';
import { type Origin } from '../core/origin.js';
import { type AccessChange, type SecretToCreate } from '../core/plan.js';
import { shellWord } from './escape.js';
import { type NextStep } from './printer.js';
import { countFindings, meaningfulSettings, type Report } from './report.js';

export const LEVEL_HEADINGS: Readonly<Record<Level, string>> = {
  error: 'To do before you deploy',
  warning: 'To check',
  note: 'To know',
};

/** In the order in which the printers show them. */
export const DISPOSITIONS: readonly { readonly kind: Disposition['kind']; readonly words: string }[] = [
  { kind: 'exact', words: 'same meaning through the Gen 2 API' },
  { kind: 'override', words: 'same meaning through CDK' },
  { kind: 'default', words: 'done by Gen 2 anyway' },
  { kind: 'changed', words: 'carried over, but with another meaning: see above' },
  { kind: 'manual', words: 'left to you: see above' },
  { kind: 'bookkeeping', words: 'state of the Gen 1 CLI that Gen 2 has no use for' },
];

/** What a row of the coverage says: a proof tells only what differs, so that not all of it is in its report. */
export function dispositionWords(words: string, verified: Report['verified']): string {
  return verified === 'synth' ? words.replace(': see above', ': see the plan') : words;
}

/** Changes of access, the weightiest first, with a sign for those who see no colours. */
export const CHANGES: Readonly<
  Record<AccessChange['change'], { readonly rank: number; readonly sign: string }>
> = {
  widened: { rank: 0, sign: '+' },
  changed: { rank: 1, sign: '~' },
  narrowed: { rank: 2, sign: '−' },
};

/** What is widened comes before all else. */
export function accessByWeight(access: readonly AccessChange[]): AccessChange[] {
  return [...access].sort((a, b) => CHANGES[a.change].rank - CHANGES[b.change].rank);
}

/** The same, with changes that differ in their resource alone as one. */
export function accessOfOneKind(access: readonly AccessChange[]): {
  readonly change: AccessChange;
  readonly resources: readonly string[];
  readonly changes: readonly AccessChange[];
}[] {
  const same = groupBy(accessByWeight(access), (change) => JSON.stringify({ ...change, resource: '' }));
  return same.flatMap(few).map((changes) => ({
    change: changes[0],
    resources: changes.map(({ resource }) => resource),
    changes,
  }));
}

/** How many changes there are, and how many rows tell them where some are told together. */
export function countAccess(access: readonly AccessChange[]): string {
  const rows = accessOfOneKind(access).length;
  return rows === access.length ? String(rows) : `${access.length} in ${plural(rows, 'row')}`;
}

/** Findings that say the same about several places as one. */
export function findingsOfOneKind(
  findings: readonly Finding[],
): { readonly finding: Finding; readonly origins: readonly Origin[] }[] {
  const same = groupBy(findings, ({ code, message, remedy, accepted }) =>
    JSON.stringify([code, message, remedy, accepted]),
  );
  return same
    .flatMap(few)
    .map((alike) => ({ finding: alike[0], origins: alike.map(({ origin }) => origin) }));
}

/** The whole report in a line: what weighs most comes first. */
export function summaryOf(report: Report): string[] {
  const { kept, total } = meaningfulSettings(report);
  const accepted = [...report.access, ...report.findings].filter(
    (told) => told.accepted !== undefined,
  ).length;
  const changes = (['widened', 'changed', 'narrowed'] as const)
    .map((kind) => [report.access.filter(({ change }) => change === kind).length, kind] as const)
    .filter(([count]) => count > 0)
    .map(([count, kind]) => `${count} ${kind}`);
  const levels = (['error', 'warning', 'note'] as const)
    .map((level) => [countFindings(report, level), level] as const)
    .filter(([count]) => count > 0)
    .map(([count, level]) => plural(count, level));
  return [
    changes.length === 0 ? 'no change of access is known' : `access: ${changes.join(', ')}`,
    ...(levels.length === 0 ? [] : [levels.join(', ')]),
    ...(accepted === 0 ? [] : [`${accepted} of these accepted`]),
    ...(report.secrets.length === 0 ? [] : [`${plural(report.secrets.length, 'secret')} to create`]),
    ...(total === 0 ? [] : [`${kept} of ${total} settings keep their meaning (${percent(kept, total)} %)`]),
  ];
}

/** Rounded down: only all of it is 100 %. */
export function percent(part: number, total: number): number {
  return Math.floor((part / total) * 100);
}

/** What to say where no change of access is known. */
export function noAccessLine({ verified, project }: Pick<Report, 'verified' | 'project'>): string {
  if (isOfClient(project)) {
    return 'The code of the app opens nothing: the backend decides who may do what.';
  }
  return verified === 'synth'
    ? 'Nobody can do more or less than before.'
    : 'No change of who may do what is known before the synthesis.';
}

/** What to say where no file changes. */
export function noEditsLine({ findings, project }: Pick<Report, 'findings' | 'project'>): string {
  // Files of an app stay as they are until a person has done what no rule can do.
  return isOfClient(project) && findings.some(({ level }) => level === 'error')
    ? 'No file changes before what is told above is done.'
    : 'Nothing to change: the files are up to date.';
}

function isOfClient({ features }: Report['project']): boolean {
  return features.length === 1 && features[0] === 'client';
}

/** How sure an access change is. */
export function proofOf({ proved, code }: AccessChange): string {
  if (code.startsWith('AM81')) return 'seen in the synthesised backend';
  return proved ? 'follows from the packages themselves' : 'depends on what is deployed: check it';
}

/** How far the output was proved to mean the same. */
export function proofLine(verified: Report['verified']): string {
  return `Proof: ${PROOFS[verified]}`;
}

/** How much was held against each other; the features in the order of the contract. */
export function comparedLine({ compared = {} }: Pick<Report, 'compared'>): string[] {
  const counts = FEATURES.flatMap((feature) => {
    const count = compared[feature];
    return count === undefined ? [] : [{ feature, count }];
  });
  if (counts.length === 0) return [];
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  return [
    `Compared: ${plural(total, 'fact')} of Gen 1 (${counts.map(({ feature, count }) => `${feature} ${count}`).join(', ')})`,
  ];
}

const PROOFS: Readonly<Record<Report['verified'], string>> = {
  none: 'none, so try it in a sandbox before the cutover',
  types: 'the code type-checks against the packages of the project',
  schema:
    'the schema was taken back out of the code and means what that of Gen 1 means, but for what is told above',
  synth: 'the backend was synthesised and compared with that of Gen 1; what differs is told above',
};

/** How a secret is created: sandboxes by command, branches in the console (docs.amplify.aws, Secrets). */
export function secretSteps({ name }: SecretToCreate): readonly [Required<NextStep>, Required<NextStep>] {
  return [
    { what: 'sandbox', command: `npx ampx sandbox secret set ${shellWord(name)}` },
    { what: 'branch', command: 'Amplify console > Hosting > Secrets > Manage secrets' },
  ];
}

/** Findings with the same code stand together, in the order in which they come. */
export function groupByCode(findings: readonly Finding[]): [Finding, ...Finding[]][] {
  return groupBy(findings, ({ code }) => code);
}

/** So many stand in one line of a report that readers, and the limits of a comment, can take it. */
const MOST_TOGETHER = 12;

function few<T>(items: readonly [T, ...T[]]): [T, ...T[]][] {
  if (items.length <= MOST_TOGETHER) return [[...items]];
  const [first, ...others] = items;
  const rest = others.slice(MOST_TOGETHER - 1) as [T, ...T[]];
  return [[first, ...others.slice(0, MOST_TOGETHER - 1)], ...few(rest)];
}

/** In the order in which each key comes first. */
function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): [T, ...T[]][] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return [...groups.values()];
}

/** `1 error`, `2 errors`. */
export function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
