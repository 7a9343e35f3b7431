/**
 * The script of the page: it fills the ledger, filters, and switches the theme. It is the only text that runs
 * there; what comes from the project is read as JSON and set as text, never as markup.
 */
export const SCRIPT = `'use strict';
const $ = (id) => document.getElementById(id);
const data = JSON.parse($('data').textContent);
const el = (tag, properties, ...children) => {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
};

/* Theme */
const theme = $('theme');
const isDark = () => document.documentElement.dataset.theme
  ? document.documentElement.dataset.theme === 'dark'
  : matchMedia('(prefers-color-scheme: dark)').matches;
const nameTheme = () => { theme.textContent = isDark() ? 'Light page' : 'Dark page'; };
theme.hidden = false;
theme.addEventListener('click', () => {
  document.documentElement.dataset.theme = isDark() ? 'light' : 'dark';
  nameTheme();
});
nameTheme();

/* The ledger: rows are made as they are needed, from numbers that stand for strings. */
const [FEATURE, FILE, LINE, POINTER, VALUE, FATE, PATH, PROPERTY, TO, WHY, CODE] = Array(11).keys();
const string = (index) => (index === null ? '' : data.strings[index]);
const words = data.rows.map((row) =>
  [string(row[FEATURE]), string(row[FILE]), row[POINTER], row[VALUE], data.fates[row[FATE]][0], string(row[PATH]),
   string(row[PROPERTY]), string(row[WHY]), row[CODE] || ''].join(' ').toLowerCase());
const CHUNK = 150;
const body = $('rows');
const more = $('more');
let found = [];
let shown = 0;

const place = (path, line) => path + (line ? ':' + line : '');

function rowOf(index) {
  const row = data.rows[index];
  const [kind, meaning] = data.fates[row[FATE]];
  const file = string(row[FILE]);
  const from = place(file.slice(file.lastIndexOf('/') + 1), row[LINE]);
  const to = place(string(row[PATH]).replace(/^amplify\\//, ''), row[TO]);
  const open = el('button', { type: 'button', className: 'open-row', title: place(file, row[LINE]) },
    el('code', {}, from, el('small', {}, file.slice(0, file.lastIndexOf('/')).replace(/^amplify\\/?(backend\\/?)?/, ''))));
  open.setAttribute('aria-expanded', 'false');
  const fate = el('span', { className: 'fate fate-' + kind, title: meaning }, el('i', {}), kind);
  const tr = el('tr', { className: 'row' },
    el('td', {}, open), Object.assign(cell(row[POINTER]), { className: 'wraps' }), cell(row[VALUE]), el('td', {}, fate),
    to ? cell(to) : el('td', { title: string(row[WHY]) }, el('small', {}, row[CODE] || 'nothing to set')));
  tr.addEventListener('click', () => { if (!getSelection().toString()) toggle(tr, open, row); });
  return tr;
}
const cell = (text) => el('td', { title: text }, el('code', {}, text));

function toggle(tr, open, row) {
  const next = tr.nextElementSibling;
  const isOpen = next !== null && next.className === 'detail';
  open.setAttribute('aria-expanded', String(!isOpen));
  if (isOpen) return next.remove();
  const detail = el('td', { colSpan: 5 }, ...explain(row), el('div', { className: 'panes' },
    pane('Gen 1', data.gen1, string(row[FILE]), row[LINE]), pane('Gen 2', data.gen2, string(row[PATH]), row[TO])));
  tr.after(el('tr', { className: 'detail' }, detail));
  for (const here of detail.querySelectorAll('.here')) {
    const box = here.parentElement;
    box.scrollTop = here.offsetTop - box.offsetTop - box.clientHeight / 2.5;
  }
}

function explain(row) {
  const [kind, meaning] = data.fates[row[FATE]];
  const lines = [el('p', {}, el('b', {}, kind), ': ' + meaning + (row[WHY] === null ? '' : ': ' + string(row[WHY])) +
    (row[PROPERTY] === null ? '' : ' (' + string(row[PROPERTY]) + ')'))];
  const told = data.codes[row[CODE]];
  if (told) lines.push(el('p', {}, el('a', { href: '#code-' + row[CODE] }, row[CODE]), ' ' + told[0] + '. → ' + told[1]));
  return lines;
}

function pane(title, texts, path, line) {
  const lines = texts[path];
  const code = el('div', { className: 'code', tabIndex: 0 });
  code.setAttribute('role', 'region');
  code.setAttribute('aria-label', title + ' ' + place(path, line));
  if (!path) code.append(el('div', {}, 'Nothing is written for this setting.'));
  else if (!lines) code.append(el('div', {}, 'The text of this file is not in the report.'));
  else lines.forEach((text, index) => {
    const div = el('div', { className: index + 1 === line ? 'here' : '' }, text || ' ');
    div.dataset.n = String(index + 1);
    code.append(div);
  });
  return el('figure', {}, el('figcaption', {}, title + (path ? ' · ' + place(path, line) : '')), code);
}

function grow() {
  const until = Math.min(shown + CHUNK, found.length);
  const rows = document.createDocumentFragment();
  for (; shown < until; shown += 1) rows.append(rowOf(found[shown]));
  body.append(rows);
  more.hidden = shown >= found.length;
  more.textContent = 'Show more (' + (found.length - shown) + ' left)';
}
more.addEventListener('click', grow);
new IntersectionObserver((entries) => {
  if (entries.some((entry) => entry.isIntersecting) && !more.hidden) grow();
}, { rootMargin: '600px' }).observe(more);

/* Filters */
const feature = $('feature');
const principal = $('principal');
const query = $('query');
const chips = [...document.querySelectorAll('[data-fate]')];
const parts = [...document.querySelectorAll('[data-filter]')].map((node) => [node, node.textContent.toLowerCase()]);
const drawn = [...document.querySelectorAll('.picture g[data-f], .picture g[data-p]')];
const columns = [...document.querySelectorAll('[data-col]')];

function filter() {
  const [f, p, q] = [feature.value, principal.value, query.value.trim().toLowerCase()];
  const isOf = (node) => (!f || !node.dataset.f || node.dataset.f === f) &&
    (!p || !node.dataset.p || node.dataset.p.split(' ').includes(p));
  for (const [node, text] of parts) node.hidden = !isOf(node) || (q !== '' && !text.includes(q));
  for (const node of drawn) node.classList.toggle('dim', !isOf(node));
  for (const node of columns) node.hidden = p !== '' && node.dataset.col !== p;
  const fates = new Set(chips.filter((chip) => chip.getAttribute('aria-pressed') === 'true').map((chip) => chip.dataset.fate));
  found = [];
  data.rows.forEach((row, index) => {
    if (!fates.has(data.fates[row[FATE]][0]) || (f && string(row[FEATURE]) !== f)) return;
    if (q === '' || words[index].includes(q)) found.push(index);
  });
  body.textContent = '';
  shown = 0;
  grow();
  const told = parts.reduce((sum, [node]) => sum + (node.hidden ? 0 : Number(node.dataset.n || 0)), 0);
  $('count').textContent = (data.rows.length ? found.length + ' of ' + data.rows.length + ' settings, ' : '') +
    told + (told === 1 ? ' finding' : ' findings');
}
let wait = 0;
query.addEventListener('input', () => { clearTimeout(wait); wait = setTimeout(filter, 90); });
for (const select of [feature, principal]) select.addEventListener('change', filter);
for (const chip of chips) chip.addEventListener('click', () => {
  chip.setAttribute('aria-pressed', String(chip.getAttribute('aria-pressed') !== 'true'));
  filter();
});
$('filters').addEventListener('submit', (event) => event.preventDefault());
$('filters').addEventListener('reset', () => setTimeout(filter));
document.addEventListener('keydown', (event) => {
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName);
  if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey) { event.preventDefault(); query.focus(); }
});

/* A link to a finding opens it. */
function reveal() {
  const target = $(decodeURIComponent(location.hash.slice(1)));
  if (target instanceof HTMLDetailsElement) target.open = true;
}
addEventListener('hashchange', reveal);
reveal();
filter();
`;
