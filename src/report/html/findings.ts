import { type Finding, type Level } from '../../core/finding.js';
import { formatOrigin } from '../../core/origin.js';
import { clipPath } from '../escape.js';
import { type PrintOptions } from '../printer.js';
import { type Report } from '../report.js';
import { groupByCode, LEVEL_HEADINGS, plural, secretSteps } from '../words.js';
import { name, prose, text } from './markup.js';

/** Findings by level and code; what must be done is open, the rest is folded. */
export function findingsSection(report: Report): string {
  const levels = (['error', 'warning', 'note'] as const).map((level) => levelPart(report.findings, level));
  const parts = [levels[0], secretsPart(report), ...levels.slice(1)].join('');
  const told = parts === '' ? '<p class="note">Nothing: all settings keep their meaning.</p>' : parts;
  return `<section id="findings" aria-labelledby="findings-title"><h2 id="findings-title">What to do <small>${plural(report.findings.length, 'finding')}</small></h2>${told}</section>`;
}

function levelPart(findings: readonly Finding[], level: Level): string {
  const chosen = findings.filter((finding) => finding.level === level);
  const groups = groupByCode(chosen);
  const done = chosen.filter((finding) => finding.accepted !== undefined).length;
  if (groups.length === 0) return '';
  return `<h3>${LEVEL_HEADINGS[level]} <small>${chosen.length}${done === 0 ? '' : `, ${done} accepted`}</small></h3>${groups.map((group) => groupPart(group, findings)).join('')}`;
}

function groupPart(group: readonly [Finding, ...Finding[]], findings: readonly Finding[]): string {
  const [first] = group;
  const { level, code } = first;
  // A code may be told at two levels; links lead to the worse one, which comes first.
  const id = findings.find((finding) => finding.code === code) === first ? ` id="code-${code}"` : '';
  const same = group.every(({ remedy }) => remedy === first.remedy);
  const items = group.map(
    (finding) =>
      `<li><code class="place">${text(clipPath(formatOrigin(finding.origin)))}</code><p>${prose(finding.message)}</p>${same ? '' : remedy(finding)}${accepted(finding)}</li>`,
  );
  const count = group.length === 1 ? '' : ` <small>${group.length} places</small>`;
  return `<details class="finding is-${level}"${id} data-filter data-n="${group.length}" data-f="${first.feature}" data-p=""${level === 'error' ? ' open' : ''}><summary><span class="level">${level}</span> <b>${first.code}</b> ${name(first.title)}${count}</summary><ul>${items.join('')}</ul>${same ? remedy(first) : ''}</details>`;
}

function remedy(finding: Finding): string {
  return `<p class="remedy"><span aria-hidden="true">→</span> ${prose(finding.remedy)}</p>`;
}

function accepted({ accepted: why }: Finding): string {
  return why === undefined ? '' : `<p class="accepted"><b>Accepted:</b> ${prose(why)}</p>`;
}

function secretsPart({ secrets }: Report): string {
  if (secrets.length === 0) return '';
  const rows = secrets.map((secret) => {
    const [sandbox, branch] = secretSteps(secret);
    return `<tr><th scope="row"><code>${name(secret.name)}</code></th><td>${prose(secret.purpose)}</td><td><code>${text(sandbox.command)}</code></td><td>${text(branch.command)}</td></tr>`;
  });
  return `<h3>Secrets to create before deploying <small>${secrets.length}</small></h3><div class="scroll" role="region" aria-label="Secrets" tabindex="0"><table><thead><tr><th scope="col">Secret</th><th scope="col">For</th><th scope="col">Sandbox</th><th scope="col">Branch</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}

/** The commands that come next. */
export function nextSection({ next }: PrintOptions): string {
  if (next.length === 0) return '';
  const items = next.map(
    ({ what, command }) =>
      `<li>${prose(what)}${command === undefined ? '' : `<pre><code>${text(command)}</code></pre>`}</li>`,
  );
  return `<section id="next" aria-labelledby="next-title"><h2 id="next-title">Next</h2><ol>${items.join('')}</ol></section>`;
}
