import { clip, clipName, clipPath, visible } from '../escape.js';
import { featureOfFile } from '../areas.js';
import { LineIndex } from '../places.js';
import { type Texts } from '../printer.js';
import { type Report } from '../report.js';
import { DISPOSITIONS, noEditsLine } from '../words.js';
import { name, text } from './markup.js';

/** Texts are for the eyes: a line or a file that goes on and on is cut. */
const LINE = 240;
const LINES = 4000;

/** What the script of the page shows of the ledger: strings that many entries share are kept once. */
export interface LedgerData {
  readonly strings: readonly string[];
  /** Feature, file, line, pointer, value, fate, path, property, line there, reason, code; strings by number. */
  readonly rows: readonly (readonly (string | number | null)[])[];
  readonly fates: readonly (readonly [kind: string, words: string])[];
  /** Title, remedy and first message of each code. */
  readonly codes: Readonly<Record<string, readonly [title: string, remedy: string]>>;
  readonly gen1: Readonly<Record<string, readonly string[]>>;
  readonly gen2: Readonly<Record<string, readonly string[]>>;
}

export function ledgerData(report: Report, texts: Texts | undefined): LedgerData {
  const strings = new Map<string, number>();
  const number = (value: string | undefined): number | null => {
    if (value === undefined) return null;
    const known = strings.get(value) ?? strings.size;
    strings.set(value, known);
    return known;
  };
  const indexes = new Map<string, LineIndex>();
  const lineOf = (path: string, property: string | undefined): number | null => {
    const index = indexes.get(path) ?? new LineIndex(texts?.gen2.get(path) ?? '');
    indexes.set(path, index);
    return index.lineOf(property) ?? null;
  };
  const rows = report.ledger.map(({ origin, value, disposition, target, because, code }) => [
    number(featureOfFile(origin.file)),
    number(visible(clipPath(origin.file))),
    origin.line,
    visible(clipName(origin.pointer)),
    typeof value === 'string' ? visible(clipName(value)) : String(value),
    DISPOSITIONS.findIndex(({ kind }) => kind === disposition),
    number(target && visible(clipPath(target.path))),
    number(target?.property && visible(clipName(target.property))),
    target === undefined ? null : lineOf(target.path, target.property),
    number(because && visible(clip(because))),
    code ?? null,
  ]);
  return {
    strings: [...strings.keys()],
    rows,
    fates: DISPOSITIONS.map(({ kind, words }) => [kind, words.replace(': see above', '')]),
    codes: Object.fromEntries(
      report.findings.map(({ code, title, remedy }) => [code, [visible(title), visible(clip(remedy))]]),
    ),
    gen1: shownLines(texts?.gen1),
    gen2: shownLines(texts?.gen2),
  };
}

function shownLines(texts: ReadonlyMap<string, string> | undefined): Record<string, string[]> {
  const shown = [...(texts ?? [])].map(([path, whole]): [string, string[]] => [
    visible(clipPath(path)),
    whole
      .split(/\r\n|\n/)
      .slice(0, LINES)
      .map((line) => visible(cut(line.replaceAll('\t', '  ')))),
  ]);
  return Object.fromEntries(shown);
}

function cut(line: string): string {
  return line.length <= LINE ? line : `${line.slice(0, LINE).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** The ledger, hidden where a proof has none, without its rows, which the script fills in: thousands are more than a page should begin with. */
export function ledgerSection({ coverage, ledger }: Report): string {
  const chips = DISPOSITIONS.filter(({ kind }) => coverage[kind] > 0).map(
    ({ kind, words }) =>
      `<button type="button" class="chip fate-${kind}" data-fate="${kind}" aria-pressed="${String(kind !== 'bookkeeping')}" title="${text(words.replace(': see above', ''))}"><i aria-hidden="true"></i>${kind} <b>${coverage[kind]}</b></button>`,
  );
  return `<section id="ledger" aria-labelledby="ledger-title"${ledger.length === 0 ? ' hidden' : ''}>
<h2 id="ledger-title">Ledger <small>${ledger.length} settings of Gen 1, each with its fate</small></h2>
<p class="lead">Choose a row to see the lines of Gen 1 and the code of Gen 2 side by side.</p>
<div class="chips" role="group" aria-label="Show settings by their fate">${chips.join('')}</div>
<noscript><p class="note">The ledger needs the script of this page; <code>--report json</code> has all of it.</p></noscript>
<div class="scroll" role="region" aria-labelledby="ledger-title" tabindex="0"><table class="ledger"><thead><tr><th scope="col">Gen 1</th><th scope="col">Setting</th><th scope="col">Value</th><th scope="col">Fate</th><th scope="col">Gen 2</th></tr></thead><tbody id="rows"></tbody></table></div>
<p class="more"><button type="button" id="more" hidden>Show more</button></p>
</section>`;
}

/** Files of the patch. */
export function filesSection(report: Report, written: boolean): string {
  const { edits, verified } = report;
  // A synthesis proves what is there, and plans nothing.
  if (verified === 'synth') return '';
  const items = edits.map(
    ({ kind, path }) => `<li><span class="kind kind-${kind}">${kind}</span> <code>${name(path)}</code></li>`,
  );
  const list =
    items.length === 0
      ? `<p class="note">${text(noEditsLine(report))}</p>`
      : `<ul class="files">${items.join('')}</ul>`;
  return `<section id="files" aria-labelledby="files-title"><h2 id="files-title">${written ? 'Files written' : 'Files in the patch'} <small>${edits.length}</small></h2>${list}</section>`;
}
