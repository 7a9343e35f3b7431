// The fast ones of their kind: others build tables of Unicode at every start, which takes longer than a report.
import widthOf from 'fast-string-width';
import { wrapAnsi } from 'fast-wrap-ansi';

function wrap(text: string, width: number): string[] {
  return wrapAnsi(text, width, { hard: true }).split('\n');
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
  return Math.max(0, ...texts.map((text) => widthOf(text)));
}
