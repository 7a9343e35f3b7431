import { clip, clipName, visible, visibleLines } from './escape.js';

/** A table; cells are markdown already. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [...tableHead(head), ...rows.map(tableRow)].join('\n');
}

/** The two lines that a table begins with. */
export function tableHead(head: readonly string[]): string[] {
  return [tableRow(head), tableRow(head.map(() => '---'))];
}

export function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** A name of the project as a code span. */
export function span(text: string): string {
  return codeSpan(visible(clipName(text)));
}

/** A code span: its fence is longer than any run of backticks inside, and a pipe does not end a table cell. */
export function codeSpan(text: string): string {
  const content = text.replaceAll('|', '\\|');
  const longest = Math.max(0, ...(content.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const space = /^`|`$|^ .* $|^$/.test(content) ? ' ' : '';
  return `${fence}${space}${content}${space}${fence}`;
}

/**
 * Where text will stand. In a comment GitHub looks for mentions, issues and links in what the markup has become,
 * so that no escape keeps them off; in a document nobody is called.
 */
type Place = 'comment' | 'document';

/** A sentence of ours that may quote the project; what stands between backticks becomes a code span. */
export function prose(text: string, place: Place = 'comment'): string {
  return visibleLines(clip(text))
    .map((line) => proseLine(line, place))
    .join('<br>');
}

function proseLine(line: string, place: Place): string {
  const words = place === 'comment' ? plain : escape;
  const parts = line.split('`');
  if (parts.length % 2 === 0) return words(line);
  return parts.map((part, index) => (index % 2 === 0 ? words(part) : part === '' ? '' : span(part))).join('');
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['@', '&#64;'],
]);

/** Markup and HTML lose their power. */
function escape(text: string): string {
  return visible(text).replace(/[&<>@\\`*_{}[\]|~#!]|:(?=\/\/)|^\s*(?:[-+=]|\d+[.)])/g, (match) => {
    const entity = ENTITIES.get(match);
    if (entity !== undefined) return entity;
    return match === ':' ? '&#58;' : `${match.slice(0, -1)}\\${match.slice(-1)}`;
  });
}

/** The same for a comment: an invisible space stands in `@name`, `#1`, `GH-1`, `www.` and `://`. */
export function plain(text: string): string {
  return escape(text).replace(/&#64;|\\#(?=\d)|&#58;|\bGH(?=-\d)|\bwww(?=\.)/gi, '$&&#8203;');
}
