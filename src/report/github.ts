import { type Finding, type Level } from '../core/finding.js';
import { type AccessChange } from '../core/plan.js';
import { clip, clipName, clipPath, visible, visibleLines } from './escape.js';
import { type Place, placeOfAccess, projectPath } from './places.js';
import { type PrintOptions } from './printer.js';
import { type Report } from './report.js';
import { accessOfOneKind, plural } from './words.js';

/** What GitHub calls a level, and shows of it for one step; it drops the rest without a word. */
const COMMANDS: Readonly<Record<Level, string>> = { error: 'error', warning: 'warning', note: 'notice' };
const SHOWN = 10;

/** Somebody who may do more is as bad as an error; somebody who may do less will say so. */
const ACCESS_LEVELS: Readonly<Record<AccessChange['change'], Level>> = {
  widened: 'error',
  changed: 'warning',
  narrowed: 'warning',
};

interface Annotation {
  readonly level: Level;
  readonly title: string;
  readonly text: string;
  readonly place: Place | undefined;
}

/** Workflow commands of GitHub Actions: annotations at the lines of Gen 1, access first, the worst first. */
export function printGithub(report: Report, options: PrintOptions): string {
  const all = annotationsOf(report);
  const kinds = (['error', 'warning', 'note'] as const).map((level) =>
    all.filter((annotation) => annotation.level === level),
  );
  const lines = kinds.flatMap((kind) => kind.slice(0, SHOWN).map((one) => command(one, report, options)));
  return `${[...lines, lastLine(report.tool, kinds)].join('\n')}\n`;
}

/** One of each code comes before the second of any: seven places of one would hide six other findings. */
function eachCodeFirst(findings: readonly Finding[]): Finding[] {
  const seen = new Map<string, number>();
  const turns = findings.map((finding) => {
    const turn = seen.get(finding.code) ?? 0;
    seen.set(finding.code, turn + 1);
    return { finding, turn };
  });
  return turns.sort((a, b) => a.turn - b.turn).map(({ finding }) => finding);
}

function annotationsOf(report: Report): Annotation[] {
  return [
    ...accessOfOneKind(report.access).map(({ change, resources }) => ({
      level: change.accepted === undefined ? ACCESS_LEVELS[change.change] : ('note' as const),
      title: `${change.code} access ${change.change}: ${clipName(change.principal)}`,
      text: `${clipName(change.action)} on ${clip(resources.join(', '))}\nGen 1: ${change.gen1}\nGen 2: ${change.gen2}${acceptedLine(change)}`,
      place: placeOfAccess(change, report),
    })),
    ...eachCodeFirst(report.findings).map((finding) => ({
      level: finding.accepted === undefined ? finding.level : ('note' as const),
      title: `${finding.code} ${finding.title}`,
      text: `${clip(finding.message)}\nWhat to do: ${clip(finding.remedy)}${acceptedLine(finding)}`,
      place: finding.origin,
    })),
  ];
}

/** What somebody has accepted is shown as a notice, with the reason. */
function acceptedLine({ accepted }: { readonly accepted?: string }): string {
  return accepted === undefined ? '' : `\nAccepted: ${clip(accepted)}`;
}

function command({ level, title, text, place }: Annotation, report: Report, options: PrintOptions): string {
  const properties = [
    ...(place === undefined ? [] : placeProperties(place, report, options)),
    `title=${property(visible(clipName(title)))}`,
  ];
  const shown = visibleLines(clip(text)).join('\n');
  return `::${COMMANDS[level]} ${properties.join(',')}::${data(shown)}`;
}

function placeProperties({ file, line, column }: Place, report: Report, options: PrintOptions): string[] {
  return [
    `file=${property(visible(clipPath(projectPath(file, report, options))))}`,
    `line=${line}`,
    ...(column === undefined ? [] : [`col=${column}`]),
  ];
}

/** `escapeData` of @actions/core. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** `escapeProperty` of @actions/core. */
function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

function lastLine(tool: string, kinds: readonly (readonly Annotation[])[]): string {
  const told = kinds.flatMap(([first, ...rest]) =>
    first === undefined ? [] : plural(rest.length + 1, COMMANDS[first.level]),
  );
  const more = kinds.flatMap((kind) => {
    const [first] = kind.slice(SHOWN);
    return first === undefined ? [] : plural(kind.length - SHOWN, `more ${COMMANDS[first.level]}`);
  });
  const sum = told.length === 0 ? 'nothing to tell' : told.join(', ');
  const rest =
    more.length === 0
      ? ''
      : `; GitHub shows ${SHOWN} of each, so there are ${more.join(', ')} in the other reports`;
  return visible(`${tool}: ${sum}${rest}`);
}
