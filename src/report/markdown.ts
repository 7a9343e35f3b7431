import { type Finding, type Level } from '../core/finding.js';
import { formatOrigin } from '../core/origin.js';
import { clip, clipName, clipPath, visible, visibleLines } from './escape.js';
import { type PrintOptions } from './printer.js';
import { meaningfulSettings, type Report } from './report.js';
import { DISPOSITIONS, LEVEL_HEADINGS, groupByCode, proofLine, proofOf, secretSteps } from './words.js';

/** The report for a pull request, in the order of the text report. Nothing of the project becomes markup. */
export function printMarkdown(report: Report, options: PrintOptions): string {
  const { project } = report;
  const sections = [
    `# ${escape(report.tool)}: ${project.features.join(', ')}`,
    `Project ${span(project.root)}, environment ${span(project.env)}.`,
    accessSection(report),
    ...(['error', 'warning', 'note'] as const).map((level) => findingsSection(report, level)),
    secretsSection(report),
    coverageSection(report),
    filesSection(report, options),
    nextSection(options),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function accessSection({ access }: Report): string {
  if (access.length === 0) return '## Access\n\nNo change of who may do what is known before the synthesis.';
  const rows = access.map((change) => [
    `**${change.change}**`,
    `${span(change.principal)}: ${span(change.action)} on ${span(change.resource)}`,
    prose(change.gen1),
    prose(change.gen2),
    `${change.code}, ${proofOf(change)}`,
  ]);
  return `## Access\n\n${table(['Change', 'Who and what', 'Gen 1', 'Gen 2', 'Source'], rows)}`;
}

function findingsSection({ findings }: Report, level: Level): string {
  const chosen = findings.filter((finding) => finding.level === level);
  if (chosen.length === 0) return '';
  const groups = groupByCode(chosen).map(findingGroup);
  return `## ${LEVEL_HEADINGS[level]}\n\n${groups.join('\n\n')}`;
}

function findingGroup(group: readonly [Finding, ...Finding[]]): string {
  const [first] = group;
  const items = group.map(
    (finding) => `- ${codeSpan(visible(clipPath(formatOrigin(finding.origin))))}: ${prose(finding.message)}`,
  );
  const remedies = [...new Set(group.map(({ remedy }) => remedy))].map(
    (remedy) => `What to do: ${prose(remedy)}`,
  );
  return `### ${first.code} ${escape(first.title)}\n\n${items.join('\n')}\n\n${remedies.join('\n\n')}`;
}

function secretsSection({ secrets }: Report): string {
  if (secrets.length === 0) return '';
  const rows = secrets.map((secret) => [
    span(secret.name),
    prose(secret.purpose),
    ...secretSteps(secret).map(({ command = '' }) => span(command)),
  ]);
  return `## Secrets to create before deploying\n\n${table(['Secret', 'For', 'Sandbox', 'Branch'], rows)}`;
}

function coverageSection(report: Report): string {
  const { kept, total } = meaningfulSettings(report);
  const rows = DISPOSITIONS.filter(({ kind }) => report.coverage[kind] > 0).map(({ kind, words }) => [
    String(report.coverage[kind]),
    escape(words),
  ]);
  const share = total === 0 ? '' : `${kept} of ${total} settings keep their meaning.\n\n`;
  return `## Coverage\n\n${share}${table(['Settings', 'What became of them'], rows)}\n\n${proofLine(report.verified)}`;
}

function filesSection({ edits }: Report, { written }: PrintOptions): string {
  if (edits.length === 0) return '## Files\n\nNothing to change: the Gen 2 files are up to date.';
  const items = edits.map(({ kind, path }) => `- ${kind} ${span(path)}`);
  return `## ${written ? 'Files written' : 'Files in the patch'}\n\n${items.join('\n')}`;
}

function nextSection({ next }: PrintOptions): string {
  if (next.length === 0) return '';
  const items = next.map(
    ({ what, command }) =>
      `1. ${prose(what)}${command === undefined ? '' : ` ${codeSpan(visible(command))}`}`,
  );
  return `## Next\n\n${items.join('\n')}`;
}

/** A table; cells are markdown already. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A name of the project as a code span. */
function span(text: string): string {
  return codeSpan(visible(clipName(text)));
}

/** A code span: its fence is longer than any run of backticks inside, and a pipe does not end a table cell. */
function codeSpan(text: string): string {
  const content = text.replaceAll('|', '\\|');
  const longest = Math.max(0, ...(content.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const space = /^`|`$|^ .* $|^$/.test(content) ? ' ' : '';
  return `${fence}${space}${content}${space}${fence}`;
}

/** A sentence of ours that may quote the project; what stands between backticks becomes a code span. */
export function prose(text: string): string {
  return visibleLines(clip(text)).map(proseLine).join('<br>');
}

function proseLine(line: string): string {
  const parts = line.split('`');
  if (parts.length % 2 === 0) return escape(line);
  return parts
    .map((part, index) => (index % 2 === 0 ? escape(part) : part === '' ? '' : span(part)))
    .join('');
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['@', '&#64;'],
]);

/** Markup, HTML, mentions, references to issues and bare links lose their power. */
function escape(text: string): string {
  return visible(text).replace(/[&<>@\\`*_{}[\]|~#!]|:(?=\/\/)|^\s*(?:[-+=]|\d+[.)])/g, (match) => {
    const entity = ENTITIES.get(match);
    if (entity !== undefined) return entity;
    return match === ':' ? '&#58;' : `${match.slice(0, -1)}\\${match.slice(-1)}`;
  });
}
