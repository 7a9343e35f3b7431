import pc from 'picocolors';
import { type Finding, type Level } from '../core/finding.js';
import { formatOrigin } from '../core/origin.js';
import { clip, clipName, clipPath, visible, visibleLines } from './escape.js';
import { block, labelled, pad, widest } from './layout.js';
import { type PrintOptions } from './printer.js';
import { countFindings, meaningfulSettings, type Report } from './report.js';
import {
  accessOfOneKind,
  countAccess,
  DISPOSITIONS,
  dispositionWords,
  findingsOfOneKind,
  LEVEL_HEADINGS,
  groupByCode,
  noAccessLine,
  noEditsLine,
  plural,
  comparedLine,
  proofLine,
  proofOf,
  secretSteps,
} from './words.js';

type Colors = ReturnType<typeof pc.createColors>;

/** The report for a terminal: security first, then what to do, then what was covered, then the next command. */
export function printText(report: Report, options: PrintOptions): string {
  const view = new TextView(report, options);
  const sections = [
    view.header(),
    view.access(),
    view.findings('error'),
    // What must be done first is told together, above hundreds of notes.
    view.secrets(),
    ...(['warning', 'note'] as const).map((level) => view.findings(level)),
    view.coverage(),
    view.files(),
    view.next(),
  ];
  return `${sections
    .filter((section) => section.length > 0)
    .map((section) => section.join('\n'))
    .join('\n\n')}\n`;
}

/** The part about access alone, for other texts that have to begin with it; empty when nothing changes. */
export function printAccess(report: Report, options: PrintOptions): string[] {
  return report.access.length === 0 ? [] : new TextView(report, options).access();
}

class TextView {
  readonly #report: Report;
  readonly #options: PrintOptions;
  readonly #colors: Colors;

  constructor(report: Report, options: PrintOptions) {
    this.#report = report;
    this.#options = options;
    this.#colors = pc.createColors(options.color);
  }

  header(): string[] {
    const { project, tool } = this.#report;
    const place = project.root === '.' ? '' : name(project.root);
    const parts = [tool, place, `environment ${name(project.env)}`, project.features.join(', ')];
    const [first = '', ...rest] = block(
      [parts.filter((part) => part !== '').join(' · ')],
      this.#options.width - 2,
      0,
    );
    return [first, ...rest.map((line) => `  ${line}`)];
  }

  access(): string[] {
    const { access } = this.#report;
    if (access.length === 0) {
      return [this.#heading('Access'), ...this.#block([noAccessLine(this.#report)])];
    }
    const entries = accessOfOneKind(access).flatMap(({ change, resources }) => {
      const color = change.change === 'widened' ? this.#colors.red : this.#colors.yellow;
      const what = resources.map((resource) => name(resource)).join(', ');
      const who = `${name(change.principal)}: ${name(change.action)} on ${what}`;
      return [
        ...this.#labelled(color(change.change), [who], 10),
        ...this.#labelled('  Gen 1', sentences(change.gen1), 10),
        ...this.#labelled('  Gen 2', sentences(change.gen2), 10),
        ...this.#labelled('', [`${change.code} · ${proofOf(change)}`], 10),
        ...this.#accepted(change),
      ];
    });
    return [this.#heading('Access', countAccess(access)), ...entries];
  }

  findings(level: Level): string[] {
    const findings = this.#report.findings.filter((finding) => finding.level === level);
    if (findings.length === 0) return [];
    const groups = groupByCode(findings).flatMap((group) => this.#group(level, group));
    return [this.#heading(LEVEL_HEADINGS[level], findings.length), ...groups];
  }

  #group(level: Level, group: readonly [Finding, ...Finding[]]): string[] {
    const [first] = group;
    const color = { error: this.#colors.red, warning: this.#colors.yellow, note: this.#colors.cyan }[level];
    const sameRemedy = group.every(({ remedy }) => remedy === first.remedy);
    const lines = [`  ${color(first.code)} ${this.#colors.bold(name(first.title))}`];
    for (const { finding, origins } of findingsOfOneKind(group)) {
      // Never wrapped: a terminal makes a link of it, and a broken one leads nowhere.
      for (const origin of origins)
        lines.push(`    ${this.#colors.dim(visible(clipPath(formatOrigin(origin))))}`);
      lines.push(...block(sentences(finding.message), this.#options.width, 4));
      if (!sameRemedy) lines.push(...this.#remedy(finding));
      lines.push(...this.#accepted(finding));
    }
    if (sameRemedy) lines.push(...this.#remedy(first));
    return lines;
  }

  #accepted({ accepted }: { readonly accepted?: string }): string[] {
    if (accepted === undefined) return [];
    return this.#labelled(this.#colors.green('accepted'), sentences(accepted), 10);
  }

  #remedy({ remedy }: Finding): string[] {
    return labelled('→', sentences(remedy), this.#options.width, { indent: 4, label: 2 });
  }

  secrets(): string[] {
    const { secrets } = this.#report;
    if (secrets.length === 0) return [];
    const lines = secrets.flatMap((secret) => [
      ...this.#block([this.#colors.bold(name(secret.name)), ...sentences(secret.purpose)]),
      ...secretSteps(secret).map(({ what, command }) => this.#command(what, command)),
    ]);
    return [this.#heading('Secrets to create before deploying', secrets.length), ...lines];
  }

  #command(what: string, command: string | undefined): string {
    return `    ${pad(visible(what), 10)}${command === undefined ? '' : visible(command)}`.trimEnd();
  }

  coverage(): string[] {
    const { coverage, verified } = this.#report;
    const { kept, total } = meaningfulSettings(this.#report);
    const rows = DISPOSITIONS.filter(({ kind }) => coverage[kind] > 0);
    const digits = widest(rows.map(({ kind }) => String(coverage[kind])));
    const share =
      total === 0 ? '' : ` of ${total} settings keep their meaning (${Math.floor((kept / total) * 100)} %)`;
    return [
      this.#heading('Coverage'),
      ...(total === 0 ? [] : this.#block([`${kept}${share}`])),
      ...rows.flatMap(({ kind, words }) =>
        this.#labelled(
          String(coverage[kind]).padStart(digits),
          [dispositionWords(words, verified)],
          digits + 2,
        ),
      ),
      ...this.#block([proofLine(verified)]),
      ...comparedLine(this.#report).flatMap((line) => this.#block([line])),
    ];
  }

  files(): string[] {
    const { edits, verified } = this.#report;
    // A synthesis proves what is there, and plans nothing.
    if (verified === 'synth') return [];
    const heading = this.#options.written ? 'Files written' : 'Files in the patch';
    if (edits.length === 0) return [this.#heading('Files'), ...this.#block([noEditsLine(this.#report)])];
    const color = { create: this.#colors.green, change: this.#colors.yellow, delete: this.#colors.red };
    return [
      this.#heading(heading, edits.length),
      ...edits.flatMap(({ kind, path }) => this.#labelled(color[kind](kind), [name(path)], 8)),
    ];
  }

  next(): string[] {
    const { next } = this.#options;
    if (next.length === 0) return [];
    const tally = (['error', 'warning', 'note'] as const)
      .map((level) => [countFindings(this.#report, level), level] as const)
      .filter(([count]) => count > 0)
      .map(([count, level]) => plural(count, level));
    const { secrets } = this.#report;
    const told = [...tally, ...(secrets.length === 0 ? [] : [plural(secrets.length, 'secret')])];
    return [
      this.#heading('Next'),
      ...(told.length === 0 ? [] : this.#block([`Told above: ${told.join(', ')}.`])),
      ...next.flatMap(({ what, command }) => [
        ...this.#block(sentences(what)),
        ...(command === undefined ? [] : [`    ${this.#colors.cyan(visible(command))}`]),
      ]),
    ];
  }

  #heading(text: string, count?: number | string): string {
    return this.#colors.bold(count === undefined ? text : `${text} (${count})`);
  }

  #block(lines: readonly string[]): string[] {
    return block(lines, this.#options.width, 2);
  }

  #labelled(label: string, lines: readonly string[], column: number): string[] {
    return labelled(label, lines, this.#options.width, { indent: 2, label: column });
  }
}

function name(text: string): string {
  return visible(clipName(text));
}

function sentences(text: string): string[] {
  return visibleLines(clip(text));
}
