import { type AccessChange } from '../../core/plan.js';
import { type Reach } from '../reach.js';
import { type Report } from '../report.js';
import { accessByWeight, CHANGES } from '../words.js';
import { text } from './markup.js';
import { type ChangeIds, shownPrincipal } from './matrix.js';
import { isAbout, rowsWith } from './other-rows.js';
import { type PictureRow } from './rows.js';

const WIDTH = 1080;
const BOX = 286;
const PILL = { width: 178, height: 28, left: 451 };
const TOP = 46;
const GAP = 18;
/** More principals than these are in the matrix only. */
const MOST = 24;

/** A row or a principal with the height of its middle. */
interface Placed<T> {
  readonly of: T;
  readonly top: number;
  readonly height: number;
}

/**
 * What the backend was, on the left, and what it becomes, on the right, with who reaches it between them: a line
 * on one side that has no twin on the other is a change.
 */
export function pictureSection(report: Report, reach: Reach, ids: ChangeIds): string {
  const rows = rowsWith(report);
  if (rows.length === 0) return '';
  const principals = shownPrincipals(reach);
  const links = linksOf(rows, principals, report, reach);
  const boxes = stack(rows, heightOf, GAP);
  const pills = stack(principals, () => PILL.height, 12);
  const height = TOP + Math.max(totalOf(boxes), totalOf(pills)) + 6;
  const center = (placed: readonly Placed<unknown>[]): number => TOP + (height - TOP - totalOf(placed)) / 2;
  const at = { boxes: center(boxes), pills: center(pills) };
  const parts = [
    heading(0, 'start', 'Gen 1, today'),
    heading(WIDTH / 2, 'middle', 'who reaches it'),
    heading(WIDTH, 'end', 'Gen 2, after'),
    ...links.map((link) => linkPart(link, boxes, pills, at, reach, ids)),
    ...boxes.map((box) => boxPart(box, at.boxes)),
    ...pills.map((pill) => pillPart(pill, at.pills, reach)),
  ];
  const left = reach.principals.length - principals.length;
  const rest = left === 0 ? '' : `<p class="note">${left} more principals are in the matrix below.</p>`;
  return `<section id="picture" aria-labelledby="picture-title"><h2 id="picture-title">What it was, and what it becomes</h2>
<p class="lead">Lines are rules: on the left those of Gen 1, on the right what comes of them. ${legend()}</p>
<div class="scroll" role="region" aria-labelledby="picture-title" tabindex="0"><svg class="picture" viewBox="0 0 ${WIDTH} ${Math.ceil(height)}" width="${WIDTH}" height="${Math.ceil(height)}" role="group" aria-label="Resources of Gen 1 and Gen 2 with those who reach them; the matrix below tells the same in words">${parts.join('')}</svg></div>${rest}</section>`;
}

function legend(): string {
  const entries = (['widened', 'changed', 'narrowed'] as const).map(
    (change) =>
      `<span class="badge ${change}"><span aria-hidden="true">${CHANGES[change].sign}</span> ${change}</span>`,
  );
  return `${entries.join(' ')} <span class="badge open"><span aria-hidden="true">!</span> to do</span>`;
}

/** Those with a change first, when there are too many; shown in the order of the matrix. */
function shownPrincipals({ principals, rows }: Reach): string[] {
  if (principals.length <= MOST) return [...principals];
  const changed = principals.filter((principal) =>
    rows.some(({ cells }) => (cells.get(principal)?.changes.length ?? 0) > 0),
  );
  const kept = new Set([...changed, ...principals].slice(0, MOST));
  return principals.filter((principal) => kept.has(principal));
}

interface Link {
  readonly row: PictureRow;
  readonly principal: string;
  readonly before: boolean;
  /** `same` where nothing changes, `open` where a rule is left to a person. */
  readonly after: AccessChange['change'] | 'same' | 'open';
  /** Whether a rule is left to a person, beside what changes. */
  readonly open: boolean;
  readonly changes: readonly AccessChange[];
}

function linksOf(
  rows: readonly PictureRow[],
  principals: readonly string[],
  report: Report,
  reach: Reach,
): Link[] {
  return rows.flatMap((row) =>
    principals.flatMap((principal): Link[] => {
      const rules = reach.rows
        .filter(({ resource, feature }) => feature === row.feature && isIn(resource, row))
        .flatMap(({ cells }) => cells.get(principal) ?? [])
        .filter(({ verbs }) => verbs.size > 0);
      const changes = accessByWeight(report.access).filter(
        (change) => change.principal === principal && isAbout(change, row, rows),
      );
      const [worst] = changes;
      if (worst === undefined && rules.length === 0) return [];
      const before = rules.length > 0 || changes.some(({ change }) => change !== 'widened');
      return [
        {
          row,
          principal,
          before,
          changes,
          open: rules.some(({ open }) => open),
          after: worst?.change ?? (rules.some(({ open }) => open) ? 'open' : 'same'),
        },
      ];
    }),
  );
}

/** Rules of a bucket name it; those of a schema belong to the only API. */
function isIn(resource: string, { key }: PictureRow): boolean {
  return !resource.startsWith('s3:') || key === 'storage' || key === `storage/${resource.slice(3)}`;
}

function heightOf({ before, after, fates }: PictureRow): number {
  const settings = fates.kept + fates.changed + fates.manual;
  return 34 + 16 * Math.max(before.lines.length, after.lines.length) + (settings === 0 ? 4 : 16);
}

function stack<T>(items: readonly T[], height: (item: T) => number, gap: number): Placed<T>[] {
  let top = 0;
  return items.map((item) => {
    const placed = { of: item, top, height: height(item) };
    top += placed.height + gap;
    return placed;
  });
}

function totalOf(placed: readonly Placed<unknown>[]): number {
  const last = placed.at(-1);
  return last === undefined ? 0 : last.top + last.height;
}

function heading(x: number, anchor: string, words: string): string {
  return `<text class="heading" x="${x}" y="16" text-anchor="${anchor}">${words}</text>`;
}

function boxPart({ of: row, top, height }: Placed<PictureRow>, offset: number): string {
  const y = offset + top;
  return `<g data-f="${row.feature}">${sidePart(0, y, height, row, row.before)}${sidePart(WIDTH - BOX, y, height, row, row.after)}</g>`;
}

function sidePart(
  x: number,
  y: number,
  height: number,
  { fates }: PictureRow,
  side: PictureRow['before'],
): string {
  const lines = side.lines.map(
    (line, index) =>
      `<text class="line" x="${x + 14}" y="${y + 42 + 16 * index}">${text(cut(line, 36))}</text>`,
  );
  const total = fates.kept + fates.changed + fates.manual;
  const words = `${total} settings: ${fates.kept} kept, ${fates.changed} changed, ${fates.manual} left to you`;
  const bar = total === 0 || x === 0 ? '' : barPart(x + 14, y + height - 14, fates, total, words);
  return `<rect class="box" x="${x + 0.5}" y="${y + 0.5}" width="${BOX - 1}" height="${height - 1}" rx="8"/><text class="title" x="${x + 14}" y="${y + 23}">${text(side.title)}</text>${lines.join('')}${bar}`;
}

function barPart(x: number, y: number, fates: PictureRow['fates'], total: number, words: string): string {
  const width = BOX - 28;
  let from = x;
  const parts = (['kept', 'changed', 'manual'] as const).map((fate) => {
    const part = (fates[fate] / total) * width;
    const rect =
      part === 0
        ? ''
        : `<rect class="bar ${fate}" x="${from.toFixed(1)}" y="${y}" width="${part.toFixed(1)}" height="5"/>`;
    from += part;
    return rect;
  });
  return `<g><title>${words}</title>${parts.join('')}</g>`;
}

function pillPart({ of: principal, top, height }: Placed<string>, offset: number, reach: Reach): string {
  const y = offset + top;
  return `<g data-p="${reach.principals.indexOf(principal)}"><rect class="pill" x="${PILL.left + 0.5}" y="${y + 0.5}" width="${PILL.width - 1}" height="${height - 1}" rx="${height / 2}"/><text class="who" x="${PILL.left + PILL.width / 2}" y="${y + 18.5}" text-anchor="middle">${text(cut(shownPrincipal(principal), 24))}</text></g>`;
}

function linkPart(
  { row, principal, before, after, open, changes }: Link,
  boxes: readonly Placed<PictureRow>[],
  pills: readonly Placed<string>[],
  at: { readonly boxes: number; readonly pills: number },
  reach: Reach,
  ids: ChangeIds,
): string {
  const box = boxes.find((placed) => placed.of === row);
  const pill = pills.find((placed) => placed.of === principal);
  if (box === undefined || pill === undefined) return '';
  const [yb, yp] = [at.boxes + box.top + box.height / 2, at.pills + pill.top + pill.height / 2];
  const [inner, outer] = [PILL.left + PILL.width, WIDTH - BOX];
  const left = before ? curve(PILL.left, yp, BOX, yb, 'same') : '';
  const right = curve(inner, yp, outer, yb, after);
  const kinds = [...new Set(changes.map(({ change }) => change)), ...(open ? (['open'] as const) : [])];
  const sign = kinds.map((kind, nth) => signPart([inner, yp, outer, yb], kind, ALONG[nth] ?? 0.3)).join('');
  const [first] = changes;
  const words = changes.map(
    (change) => `${change.principal}: ${change.change}: ${change.action} on ${change.resource}`,
  );
  const linked =
    first === undefined
      ? `${right}${sign}`
      : `<a href="#${ids.get(first) ?? ''}" aria-label="${text(cut(words.join('; '), 300))}"><title>${text(cut(words.join('; '), 300))}</title>${right}${sign}</a>`;
  return `<g data-f="${row.feature}" data-p="${reach.principals.indexOf(principal)}">${left}${linked}</g>`;
}

function curve(x1: number, y1: number, x2: number, y2: number, kind: string): string {
  const middle = (x1 + x2) / 2;
  return `<path class="link ${kind}" d="M${x1} ${y1.toFixed(1)}C${middle} ${y1.toFixed(1)} ${middle} ${y2.toFixed(1)} ${x2} ${y2.toFixed(1)}"/>`;
}

/**
 * How far along its line a sign stands: near the principal, where lines are still apart. A line has the colour of
 * its worst change, and a sign for each kind, so that what is widened does not hide what is lost.
 */
const ALONG = [0.3, 0.16, 0.44, 0.58] as const;

function signPart(
  [x1, y1, x2, y2]: readonly [number, number, number, number],
  kind: AccessChange['change'] | 'open',
  along: number,
): string {
  // The Bézier curve of `curve` at this point.
  const [near, far] = [(1 - along) ** 2 * (1 + 2 * along), along ** 2 * (3 - 2 * along)];
  const y = y1 * near + y2 * far;
  const middle = 3 * along * (1 - along) * ((x1 + x2) / 2);
  const x = (1 - along) ** 3 * x1 + middle + along ** 3 * x2;
  const sign = kind === 'open' ? '!' : CHANGES[kind].sign;
  return `<circle class="sign ${kind}" cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="9"/><text class="sign-text ${kind}" x="${x.toFixed(1)}" y="${(y + 4.5).toFixed(1)}" text-anchor="middle">${sign}</text>`;
}

function cut(words: string, length: number): string {
  return words.length <= length ? words : `${words.slice(0, length - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
