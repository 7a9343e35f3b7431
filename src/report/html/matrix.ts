import { type AccessChange } from '../../core/plan.js';
import { type Cell, featureOfChange, type Reach, type ReachRow } from '../reach.js';
import { type Report } from '../report.js';
import { accessByWeight, accessOfOneKind, CHANGES, noAccessLine, plural, proofOf } from '../words.js';
import { name, prose, text } from './markup.js';

/** The verbs that have a place of their own in a cell. */
const VERBS = ['create', 'read', 'update', 'delete'] as const;

/** Ids of the rows that tell a change, so that cells and the picture can lead to them. */
export type ChangeIds = ReadonlyMap<AccessChange, string>;

export function changeIds({ access }: Report): ChangeIds {
  return new Map(
    accessOfOneKind(access).flatMap(({ changes }, index) =>
      changes.map((change): [AccessChange, string] => [change, `change-${index + 1}`]),
    ),
  );
}

/** Who may do what: first what changes, then everything as a matrix. */
export function accessSection(report: Report, reach: Reach, ids: ChangeIds): string {
  const { access } = report;
  const changes =
    access.length === 0
      ? `<p class="note">${text(noAccessLine(report))}</p>`
      : `<div class="scroll" role="region" aria-label="Changes of access" tabindex="0"><table class="changes"><thead><tr><th scope="col">Change</th><th scope="col">Who and what</th><th scope="col">Gen 1</th><th scope="col">Gen 2</th><th scope="col">Source</th></tr></thead><tbody>${accessOfOneKind(
          access,
        )
          .map(({ change, resources }) => changeRow(change, resources, report, reach, ids))
          .join('')}</tbody></table></div>`;
  return `<section id="access" aria-labelledby="access-title"><h2 id="access-title">Access <small>${counted(access)}</small></h2>${changes}${matrix(reach, ids)}</section>`;
}

function counted(access: Report['access']): string {
  const rows = accessOfOneKind(access).length;
  return `${plural(access.length, 'change')}${rows === access.length ? '' : ` in ${plural(rows, 'row')}`}`;
}

function changeRow(
  change: AccessChange,
  resources: readonly string[],
  { findings }: Report,
  reach: Reach,
  ids: ChangeIds,
): string {
  const { principal, action, gen1, gen2, code, accepted } = change;
  const why = accepted === undefined ? '' : `<p class="accepted"><b>Accepted:</b> ${prose(accepted)}</p>`;
  const told = findings.some((finding) => finding.code === code);
  const source = told ? `<a href="#code-${code}">${code}</a>` : code;
  return `<tr id="${ids.get(change) ?? ''}" data-filter data-f="${featureOfChange(change)}" data-p="${reach.principals.indexOf(principal)}"><td>${badge(change.change)}</td><td><b>${name(shownPrincipal(principal))}</b><br>${name(action)} on ${resources.map((resource) => `<code>${name(resource)}</code>`).join(', ')}</td><td>${prose(gen1)}</td><td>${prose(gen2)}${why}</td><td>${source}<br><small>${proofOf(change)}</small></td></tr>`;
}

/** Colour, sign and word: none of them is needed to understand the others. */
function badge(change: AccessChange['change']): string {
  return `<span class="badge ${change}"><span aria-hidden="true">${CHANGES[change].sign}</span> ${change}</span>`;
}

function matrix({ principals, rows }: Reach, ids: ChangeIds): string {
  if (rows.length === 0) return '';
  const head = principals
    .map(
      (principal, index) =>
        `<th scope="col" data-col="${index}"><span>${name(shownPrincipal(principal))}</span></th>`,
    )
    .join('');
  const body = rows.map((row) => matrixRow(row, principals, ids)).join('');
  return `<h3 id="matrix-title">Who reaches what</h3>
<p class="lead">Rules of Gen 1 by resource and principal, with what changes: <b class="verb on">C</b>reate <b class="verb on">R</b>ead <b class="verb on">U</b>pdate <b class="verb on">D</b>elete, ${badge('widened')} ${badge('changed')} ${badge('narrowed')}, and <span class="badge open"><span aria-hidden="true">!</span> to do</span> where a rule is left to you.</p>
<div class="scroll matrix-scroll" role="region" aria-labelledby="matrix-title" tabindex="0"><table class="matrix"><thead><tr><th scope="col">Resource</th>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}

function matrixRow(
  { resource, feature, cells }: ReachRow,
  principals: readonly string[],
  ids: ChangeIds,
): string {
  const within = principals.flatMap((principal, index) => (cells.has(principal) ? [index] : []));
  const columns = principals.map((principal, index) => {
    const cell = cells.get(principal);
    return `<td data-col="${index}">${cell === undefined ? '<span class="none" aria-label="nothing">·</span>' : cellOf(cell, ids)}</td>`;
  });
  return `<tr data-filter data-f="${feature}" data-p="${within.join(' ')}"><th scope="row"><code>${name(resource)}</code></th>${columns.join('')}</tr>`;
}

function cellOf({ verbs, open, changes }: Cell, ids: ChangeIds): string {
  const kinds = [...new Set(accessByWeight(changes).map(({ change }) => change))];
  const badges = kinds.map((kind) => {
    const same = changes.filter(({ change }) => change === kind);
    const [first] = same;
    const count = same.length === 1 ? '' : ` ${same.length}`;
    return `<a class="badge ${kind}" href="#${first === undefined ? '' : (ids.get(first) ?? '')}"><span aria-hidden="true">${CHANGES[kind].sign}</span> ${kind}${count}</a>`;
  });
  const todo = open ? '<span class="badge open"><span aria-hidden="true">!</span> to do</span>' : '';
  return `${verbsOf(verbs)}${badges.join('')}${todo}`;
}

function verbsOf(verbs: ReadonlySet<string>): string {
  if (verbs.size === 0) return '';
  const has = (verb: string): boolean => verbs.has('all') || verbs.has(verb);
  const letters = VERBS.map(
    (verb) =>
      `<b class="verb${has(verb) ? ' on' : ''}">${has(verb) ? verb.slice(0, 1).toUpperCase() : '·'}</b>`,
  ).join('');
  const others = [...verbs].filter((verb) => verb !== 'all' && !VERBS.some((known) => known === verb));
  const words = VERBS.filter(has);
  const label = [...(words.length === VERBS.length ? ['everything'] : words), ...others].join(', ');
  const slots = words.length === 0 ? '' : `<span class="verbs" aria-hidden="true">${letters}</span>`;
  const rest = others.length === 0 ? '' : ` <small aria-hidden="true">${name(others.join(' '))}</small>`;
  return `<span class="sr">${name(label)}</span>${slots}${rest}`;
}

/** `*` stands for everyone; groups keep what tells them apart. */
export function shownPrincipal(principal: string): string {
  return principal === '*'
    ? 'everyone'
    : principal.replace(/^group:/, 'group ').replace(/^function:/, 'function ');
}
