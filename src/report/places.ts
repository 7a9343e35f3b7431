import { type Target } from '../core/finding.js';
import { type AccessChange } from '../core/plan.js';
import { type PrintOptions } from './printer.js';
import { type Report, type ReportLedgerEntry } from './report.js';

/** A place in Gen 1, as far as a report knows it: entries of the ledger have no column. */
export type Place = ReportLedgerEntry['origin'] & { readonly column?: number };

/**
 * The path of a Gen 1 file from the top of the repository. Without a repository it is told from where the
 * command ran, which is the top of the work tree in a pipeline.
 */
export function projectPath(file: string, { project }: Report, { prefixes }: PrintOptions): string {
  const { root } = project;
  const prefix = prefixes?.project ?? (root === '.' || root.startsWith('..') ? '' : `${root}/`);
  return `${prefix}${file}`;
}

/** The same for a file of Gen 2; without a repository it is where the project is. */
export function outputPath(file: string, report: Report, options: PrintOptions): string {
  return options.prefixes === undefined
    ? projectPath(file, report, options)
    : `${options.prefixes.output}${file}`;
}

/** Where in Gen 1 a change of access comes from: that of the finding or of the setting with the same code. */
export function placeOfAccess({ code }: AccessChange, { findings, ledger }: Report): Place | undefined {
  const told =
    findings.find((finding) => finding.code === code) ?? ledger.find((entry) => entry.code === code);
  return (told ?? ledger[0])?.origin;
}

/** Where the settings of a place went: by file, pointer and code, or by file and pointer alone. */
export class Targets {
  readonly #targets = new Map<string, Target>();

  constructor({ ledger }: Report) {
    for (const { origin, target, code } of ledger) {
      if (target === undefined) continue;
      this.#add(keyOf(origin), target);
      if (code !== undefined) this.#add(`${keyOf(origin)}\0${code}`, target);
    }
  }

  of(place: Place, code: string): Target | undefined {
    return this.#targets.get(`${keyOf(place)}\0${code}`) ?? this.#targets.get(keyOf(place));
  }

  #add(key: string, target: Target): void {
    if (!this.#targets.has(key)) this.#targets.set(key, target);
  }
}

function keyOf({ file, pointer }: Place): string {
  return `${file}\0${pointer}`;
}

/**
 * The line of emitted code on which a property is set: the first that names the last word of it which the
 * file has. Properties are paths (`Photo.album@belongsTo`) or words of ours, so this is the best that is known.
 */
export function lineOfTarget({ property }: Target, text: string | undefined): number | undefined {
  if (property === undefined || text === undefined) return undefined;
  const lines = text.split('\n');
  let from = -1;
  // Each word is looked for behind the one before: `Photo.title` is not the title of `Album`.
  for (const word of property.split(/[^\w-]+/).filter((part) => part.length > 1)) {
    const names = new RegExp(`(?<![\\w-])${word}(?![\\w-])`);
    const found = lines.findIndex((line, index) => index >= Math.max(from, 0) && names.test(line));
    if (found >= 0) from = found;
  }
  return from < 0 ? undefined : from + 1;
}
