import { type Finding, type Level } from '../core/finding.js';
import { formatOrigin } from '../core/origin.js';
import { clipPath, visible } from './escape.js';
import { fit, type Section } from './fit.js';
import { codeSpan, plain, prose, span, tableHead, tableRow } from './markdown-text.js';
import { type PrintOptions } from './printer.js';
import { meaningfulSettings, type Report } from './report.js';
import {
  accessOfOneKind,
  CHANGES,
  comparedLine,
  countAccess,
  DISPOSITIONS,
  dispositionWords,
  findingsOfOneKind,
  groupByCode,
  LEVEL_HEADINGS,
  noAccessLine,
  noEditsLine,
  plural,
  proofLine,
  proofOf,
  secretSteps,
  summaryOf,
} from './words.js';

/** GitHub takes 65,536 characters; some are left for whoever puts the report into a comment. */
const LIMIT = 65_000;

/**
 * The report as a comment on a pull request: what must be seen is open, the rest folded, and what must be done a
 * checklist. Nothing of the project becomes markup, a mention or a link.
 */
export function printMarkdown(report: Report, options: PrintOptions): string {
  const sections = [
    headSection(report),
    accessSection(report),
    todoSection(report),
    findingsSection(report, 'warning'),
    findingsSection(report, 'note'),
    coverageSection(report),
    filesSection(report, options),
    nextSection(options),
  ];
  return `${fit(sections.flat(), LIMIT)}\n`;
}

const more = (count: number): string =>
  `${plural(count, 'more line')} not shown here: see \`--report json\` or \`html\`.`;

/** Items of a list. */
function list(head: readonly string[], items: readonly string[], foot: readonly string[] = []): Section {
  return { head, items, foot, rest: (count) => ['', `_${more(count)}_`] };
}

function heading(text: string, count?: number | string): string[] {
  return [`### ${text}${count === undefined ? '' : ` (${count})`}`, ''];
}

/** A list that is folded; GitHub wants an empty line on both sides of markdown in HTML. */
function folded(summary: string, items: readonly string[], head: readonly string[] = []): Section {
  return list([`<details><summary><b>${summary}</b></summary>`, '', ...head], items, ['', '</details>']);
}

function headSection(report: Report): Section {
  const { tool, project, verified } = report;
  return list(
    [
      `## ${plain(tool)}: ${project.features.join(', ')}`,
      '',
      `**${summaryOf(report).join(' · ')}**`,
      '',
      `Project ${span(project.root)}, environment ${span(project.env)}. ${prose(proofLine(verified))}.${comparedLine(
        report,
      )
        .map((line) => ` ${prose(line)}.`)
        .join('')}`,
    ],
    [],
  );
}

function accessSection(report: Report): Section {
  const { access } = report;
  if (access.length === 0) return list([...heading('Access'), noAccessLine(report)], []);
  const rows = accessOfOneKind(access).map(({ change, resources }) =>
    tableRow([
      `**${CHANGES[change.change].sign}&nbsp;${change.change}**`,
      `${span(change.principal)}: ${span(change.action)} on ${resources.map((one) => span(one)).join(', ')}`,
      prose(change.gen1),
      prose(change.gen2),
      `${change.code}, ${proofOf(change)}${acceptedText(change)}`,
    ]),
  );
  const head = tableHead(['Change', 'Who and what', 'Gen 1', 'Gen 2', 'Source']);
  return list([...heading('Access', countAccess(access)), ...head], rows);
}

/** What a person must do, as boxes to tick: errors, and the secrets. */
function todoSection({ findings, secrets }: Report): Section[] {
  const errors = findings.filter(({ level }) => level === 'error');
  const count = errors.length + secrets.length;
  if (count === 0) return [];
  const boxes = secrets.map((secret) => {
    const [sandbox, branch] = secretSteps(secret);
    return [
      `- [ ] Create the secret ${span(secret.name)} for ${prose(secret.purpose)}`,
      `  - for a sandbox: ${codeSpan(visible(sandbox.command))}`,
      `  - for a branch: ${plain(branch.command)}`,
    ].join('\n');
  });
  return [list(heading(LEVEL_HEADINGS.error, count), [...groupItems(errors, '[ ] '), ...boxes])];
}

function findingsSection({ findings }: Report, level: Level): Section[] {
  const chosen = findings.filter((finding) => finding.level === level);
  if (chosen.length === 0) return [];
  const box = level === 'warning' ? '[ ] ' : '';
  return [folded(`${LEVEL_HEADINGS[level]} (${chosen.length})`, groupItems(chosen, box))];
}

/** An item for each code, and one below it for each place. */
function groupItems(findings: readonly Finding[], box: string): string[] {
  return groupByCode(findings).flatMap((group) => {
    const [first, ...others] = group;
    const same = others.every(({ remedy }) => remedy === first.remedy);
    const done = box !== '' && group.every(({ accepted }) => accepted !== undefined);
    const title = `- ${done ? '[x] ' : box}**${first.code} ${plain(first.title)}**`;
    return [
      same ? `${title}<br>${prose(first.remedy)}` : title,
      ...findingsOfOneKind(group).map(({ finding, origins }) => {
        const place = origins.map((origin) => codeSpan(visible(clipPath(formatOrigin(origin))))).join(', ');
        const remedy = same ? '' : `<br>${prose(finding.remedy)}`;
        return `  - ${place}: ${prose(finding.message)}${remedy}${acceptedText(finding)}`;
      }),
    ];
  });
}

function acceptedText({ accepted }: { readonly accepted?: string }): string {
  return accepted === undefined ? '' : `<br>**accepted**: ${prose(accepted)}`;
}

function coverageSection(report: Report): Section[] {
  if (report.ledger.length === 0) return [];
  const { kept, total } = meaningfulSettings(report);
  const rows = DISPOSITIONS.filter(({ kind }) => report.coverage[kind] > 0).map(({ kind, words }) =>
    tableRow([String(report.coverage[kind]), plain(dispositionWords(words, report.verified))]),
  );
  const share = total === 0 ? 'Coverage' : `Coverage: ${kept} of ${plural(total, 'setting')}`;
  return [folded(share, rows, tableHead(['Settings', 'What became of them']))];
}

function filesSection(report: Report, { written }: PrintOptions): Section[] {
  const { edits, verified } = report;
  // A synthesis proves what is there, and plans nothing.
  if (verified === 'synth') return [];
  if (edits.length === 0) return [list([noEditsLine(report)], [])];
  const items = edits.map(({ kind, path }) => `- ${kind} ${codeSpan(visible(clipPath(path)))}`);
  return [folded(`${written ? 'Files written' : 'Files in the patch'} (${edits.length})`, items)];
}

function nextSection({ next }: PrintOptions): Section[] {
  if (next.length === 0) return [];
  const items = next.map(
    ({ what, command }) =>
      `1. ${prose(what)}${command === undefined ? '' : ` ${codeSpan(visible(command))}`}`,
  );
  return [list(heading('Next'), items)];
}
