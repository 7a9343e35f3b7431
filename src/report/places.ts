import { type Target } from '../core/finding.js';
import { type AccessChange } from '../core/plan.js';
import { type PrintOptions } from './printer.js';
import { type Report, type ReportLedgerEntry } from './report.js';

/** A place in Gen 1, as far as a report knows it: entries of the ledger have no column. */
export type Place = ReportLedgerEntry['origin'] & { readonly column?: number };

/** TypeScript of the amplify folder that is in none of the folders of Gen 1 (backend, its copy in the cloud, hooks). */
const GEN2_CODE = /^amplify\/(?!backend\/|#current-cloud-backend\/|hooks\/).*\.ts$/;

/**
 * The path of a file that a finding names from the top of the repository: one of Gen 1, or code of Gen 2, which may
 * lie elsewhere. Without a repository it is told from where the
 * command ran, which is the top of the work tree in a pipeline.
 */
export function projectPath(file: string, { project }: Report, { prefixes }: PrintOptions): string {
  const { root } = project;
  const told = GEN2_CODE.test(file) ? prefixes?.output : prefixes?.project;
  return `${told ?? (root === '.' || root.startsWith('..') ? '' : `${root}/`)}${file}`;
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

/** How far below a word the next one of the same property may stand. */
const NEAR = 80;

/** Finds properties in emitted code. */
export class LineIndex {
  readonly #lines = new Map<string, number[]>();

  constructor(text: string) {
    for (const [index, line] of text.split('\n').entries()) {
      for (const word of new Set(line.match(/[\w-]+/g))) {
        const lines = this.#lines.get(word);
        if (lines === undefined) this.#lines.set(word, [index + 1]);
        else lines.push(index + 1);
      }
    }
  }

  /**
   * The line on which a property is set: that of the last of its words which the text has, each looked for below
   * the one before, since `Photo.title` is not the title of `Album`. Properties are paths (`Photo.album@belongsTo`)
   * or words of ours, so this is the best that is known.
   */
  lineOf(property: string | undefined): number | undefined {
    let found: number | undefined;
    const words = property?.match(/[A-Za-z_][\w-]+/g) ?? [];
    for (const [index, word] of words.entries()) {
      const isLast = index === words.length - 1;
      const next =
        this.#from(found ?? 0, word) ?? (isLast ? this.#from(found ?? 0, asProperty(word)) : undefined);
      if (next !== undefined && (found === undefined || next - found <= NEAR)) found = next;
    }
    return found;
  }

  #from(line: number, word: string): number | undefined {
    return this.#lines.get(word)?.find((one) => one >= line);
  }
}

/** CloudFormation's `PasswordPolicy` is `passwordPolicy` in CDK. */
function asProperty(word: string): string {
  return word.slice(0, 1).toLowerCase() + word.slice(1);
}
