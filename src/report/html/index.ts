import { createHash } from 'node:crypto';
import { type PrintOptions } from '../printer.js';
import { type Reach, reachOf } from '../reach.js';
import { countFindings, meaningfulSettings, type Report } from '../report.js';
import { comparedLine, percent, plural, proofLine } from '../words.js';
import { findingsSection, nextSection } from './findings.js';
import { filesSection, ledgerData, ledgerSection } from './ledger.js';
import { name, prose, scriptJson, text } from './markup.js';
import { accessSection, changeIds, shownPrincipal } from './matrix.js';
import { pictureSection } from './picture.js';
import { SCRIPT } from './script.js';
import { STYLE } from './style.js';

/**
 * One page that holds everything it needs, for people who would rather look than read. It loads nothing: its
 * policy allows this style and this script by their hashes, and no address at all.
 */
export function printHtml(report: Report, options: PrintOptions): string {
  const reach = reachOf(report);
  const ids = changeIds(report);
  const { project, tool } = report;
  const title = `${project.features.join(', ')}: Gen 1 to Gen 2`;
  const policy = `default-src 'none'; style-src '${hashOf(STYLE)}'; script-src '${hashOf(SCRIPT)}'; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${text(title)} · ${name(project.root)}</title>
<style>${STYLE}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the report</a>
<header><div class="wrap">
<div class="top"><div><h1>${text(title)}</h1><p class="meta">Project <code>${name(project.root)}</code>, environment <code>${name(project.env)}</code> · ${name(tool)}</p></div><button type="button" id="theme" hidden>Dark page</button></div>
${tiles(report)}
<nav aria-label="Parts of the report"><ul>${navigation(report, options)}</ul></nav>
</div></header>
<div class="controls"><div class="wrap">${filters(report, reach)}</div></div>
<main id="main" class="wrap" tabindex="-1">
${pictureSection(report, reach, ids)}
${accessSection(report, reach, ids)}
${findingsSection(report)}
${ledgerSection(report)}
${filesSection(report, options.written)}
${nextSection(options)}
</main>
<footer class="wrap">${[proofLine(report.verified), ...comparedLine(report)].map((line) => prose(line)).join('. ')}. This page loads nothing from anywhere; values of secrets are not in it.</footer>
<script type="application/json" id="data">${scriptJson(ledgerData(report, options.texts))}</script>
<script>${SCRIPT}</script>
</body>
</html>
`;
}

function hashOf(content: string): string {
  return `sha256-${createHash('sha256').update(content).digest('base64')}`;
}

function navigation({ access, ledger, verified }: Report, { next }: PrintOptions): string {
  const parts = [
    ...(ledger.length + access.length === 0 ? [] : [['picture', 'Picture']]),
    ['access', 'Access'],
    ['findings', 'What to do'],
    ...(ledger.length === 0 ? [] : [['ledger', 'Ledger']]),
    ...(verified === 'synth' ? [] : [['files', 'Files']]),
    ...(next.length === 0 ? [] : [['next', 'Next']]),
  ];
  return parts.map(([id = '', label = '']) => `<li><a href="#${id}">${label}</a></li>`).join('');
}

/** The numbers that matter. */
function tiles(report: Report): string {
  const { access, findings, verified } = report;
  const { kept, total } = meaningfulSettings(report);
  const open = access.filter(({ accepted }) => accepted === undefined);
  const of = (kind: string): number => open.filter(({ change }) => change === kind).length;
  const undone = findings.filter(({ level, accepted }) => level === 'error' && accepted === undefined);
  const errors = undone.length + report.secrets.length;
  const others = [
    ...['changed', 'narrowed'].flatMap((kind) => (of(kind) === 0 ? [] : `${of(kind)} ${kind}`)),
    ...(open.length === access.length ? [] : [`${access.length - open.length} accepted`]),
  ];
  return `<div class="tiles">
<a class="tile ${of('widened') > 0 ? 'bad' : 'good'}" href="#access"><b>${of('widened')} widened</b><span>access${others.length === 0 ? '' : `; ${others.join(', ')}`}</span></a>
<a class="tile ${errors > 0 ? 'bad' : 'good'}" href="#findings"><b>${errors} to do</b><span>before you deploy; ${countFindings(report, 'warning')} to check</span></a>
${total === 0 ? '' : coverageTile(kept, total)}<div class="tile"><b>${verified === 'none' ? 'not proved' : `proved: ${verified}`}</b><span>${PROOF[verified]}</span></div>
</div>`;
}

/** An audit plans nothing, so that there is no setting to cover. */
function coverageTile(kept: number, total: number): string {
  const share = percent(kept, total);
  return `<a class="tile" href="#ledger"><b>${share} %</b><span>${kept} of ${total} settings keep their meaning</span><svg class="meter" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="100" height="6" rx="3"/><rect class="fill" width="${share}" height="6" rx="3"/></svg></a>
`;
}

const PROOF: Readonly<Record<Report['verified'], string>> = {
  none: 'try it in a sandbox before the cutover',
  types: 'the code type-checks',
  schema: 'the schema means what that of Gen 1 means',
  synth: 'both backends were compared',
};

function filters({ ledger, findings, project }: Report, { principals }: Reach): string {
  const features = project.features.map((feature) => `<option>${feature}</option>`).join('');
  const options = principals.map(
    (principal, index) => `<option value="${index}">${name(shownPrincipal(principal))}</option>`,
  );
  return `<form id="filters" role="search" aria-label="Filter the report">
<label>Feature <select id="feature"><option value="">all</option>${features}<option value="project">project</option></select></label>
<label>Principal <select id="principal"><option value="">all</option>${options.join('')}</select></label>
<label class="find">Search <input id="query" type="search" autocomplete="off" spellcheck="false" placeholder="setting, file, code… ( / )"></label>
<button type="reset">Clear</button>
<output id="count" aria-live="polite">${ledger.length === 0 ? '' : `${plural(ledger.length, 'setting')}, `}${plural(findings.length, 'finding')}</output>
</form>`;
}
