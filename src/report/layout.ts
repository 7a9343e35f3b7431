import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';

/**
 * Text whose characters are all one column wide, and of which nothing is an escape: it needs no tables of
 * Unicode, which take longer to load than a whole report to print.
 */
const SIMPLE = /^[\x20-\x7e\u00a1-\u00ac\u00ae-\u00ff\u2013\u2014\u2019\u2026\u2039\u203a\u2192]*$/;

function widthOf(text: string): number {
  return SIMPLE.test(text) ? text.length : stringWidth(text);
}

function wrap(text: string, width: number): string[] {
  if (!SIMPLE.test(text)) return wrapAnsi(text, width, { hard: true }).split('\n');
  const lines: string[] = [];
  let rest = text;
  while (rest.length > width) {
    const space = rest.lastIndexOf(' ', width);
    const end = space > 0 ? space : width;
    lines.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  return [...lines, rest];
}

/** Wraps text and indents every line; the indentation of the text itself is kept. */
export function block(lines: readonly string[], width: number, indent: number): string[] {
  const margin = ' '.repeat(indent);
  return lines.flatMap((line) => {
    const own = /^ */.exec(line)?.[0] ?? '';
    const room = Math.max(width - indent - own.length, 20);
    return wrap(line.trim(), room).map((part) => `${margin}${own}${part}`.trimEnd());
  });
}

/** A label in its column and text that is wrapped beside it. */
export function labelled(label: string, lines: readonly string[], width: number, columns: Columns): string[] {
  const from = columns.indent + columns.label;
  const [first = '', ...rest] = block(lines, width, from);
  return [`${' '.repeat(columns.indent)}${pad(label, columns.label)}${first.slice(from)}`, ...rest];
}

export interface Columns {
  readonly indent: number;
  /** The width of the label with the space that follows it. */
  readonly label: number;
}

/** Fills up with spaces to a width on the screen; colours and wide characters count as they look. */
export function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(width - widthOf(text), 0));
}

/** The width of the widest text. */
export function widest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map(widthOf));
}
