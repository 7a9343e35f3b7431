/** A replacement of the text from `start` to `end`; an insertion when they are equal. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Applies edits that don't overlap; insertions at one place keep their order. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let position = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    if (edit.start < position) throw new Error('AM9004: two edits of one text overlap');
    result += text.slice(position, edit.start) + edit.text;
    position = edit.end;
  }
  return result + text.slice(position);
}

export type Eol = '\n' | '\r\n';

/** The line ending that most lines of a text have, and whether all have it. */
export function eolOf(text: string): { readonly eol: Eol; readonly uniform: boolean } {
  const all = text.split('\n').length - 1;
  const crlf = text.split('\r\n').length - 1;
  return { eol: crlf * 2 > all ? '\r\n' : '\n', uniform: crlf === 0 || crlf === all };
}

export function withEol(text: string, eol: Eol): string {
  return text.replace(/\r?\n/g, eol);
}

/** The first place at or after `position` that is neither white space nor inside a comment. */
export function skipTrivia(text: string, position: number): number {
  const trivia = /(?:\s+|\/\/[^\n\r\u2028\u2029]*|\/\*[^]*?\*\/)*/y;
  trivia.lastIndex = position;
  return position + (trivia.exec(text)?.[0].length ?? 0);
}

/** The end of the comments that follow `position` on the same line, or `position` when there are none. */
export function endOfLineComments(text: string, position: number): number {
  const comments = /(?:[ \t]*(?:\/\/[^\n\r\u2028\u2029]*|\/\*(?:(?!\*\/)[^\n\r])*\*\/))*/y;
  comments.lastIndex = position;
  return position + (comments.exec(text)?.[0].trimEnd().length ?? 0);
}

/** The white space at the beginning of the line that holds `position`. */
export function indentAt(text: string, position: number): string {
  const line = text.slice(text.lastIndexOf('\n', position - 1) + 1, position);
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}

/** True when nothing but white space stands before `position` on its line. */
export function beginsLine(text: string, position: number): boolean {
  return text.slice(text.lastIndexOf('\n', position - 1) + 1, position).trim() === '';
}

/** One step of indentation, as the text has it elsewhere. */
export function indentUnit(text: string): string {
  return /^([ \t]+)[^\s*]/m.exec(text)?.[1]?.replace(/^\t.*/, '\t') ?? '  ';
}

/** A list between brackets: where the brackets are and where its items are. */
export interface List {
  readonly open: number;
  readonly close: number;
  readonly items: readonly { readonly start: number; readonly end: number }[];
}

/** An item that is to be added; it is told the indentation of its line, or nothing when it shares a line. */
export type NewItem = (indent: string | undefined) => string;

/** Adds items at the end of a list, in the layout that it has: one line or many, last comma or not. */
export function appendToList(text: string, list: List, additions: readonly NewItem[], eol: Eol): TextEdit[] {
  const last = list.items.at(-1);
  if (!last || additions.length === 0) return fillList(text, list, additions, eol, ',');
  const next = skipTrivia(text, last.end);
  const comma = text[next] === ',' ? next + 1 : undefined;
  if (!beginsLine(text, list.close)) {
    const added = additions.map((one) => one(undefined)).join(', ');
    return comma === undefined ? [insertion(last.end, `, ${added}`)] : [insertion(comma, ` ${added},`)];
  }
  const indent = beginsLine(text, last.start)
    ? indentAt(text, last.start)
    : indentAt(text, list.close) + indentUnit(text);
  const lines = additions.map((one) => `${eol}${indent}${one(indent)}`);
  if (comma !== undefined) return [insertion(endOfLineComments(text, comma), `${lines.join(',')},`)];
  return [insertion(last.end, ','), insertion(endOfLineComments(text, last.end), lines.join(','))];
}

/** Adds an item in front of another one. */
export function insertBefore(text: string, list: List, index: number, added: NewItem, eol: Eol): TextEdit[] {
  const start = list.items[index]?.start;
  if (start === undefined) return appendToList(text, list, [added], eol);
  const indent = beginsLine(text, start) ? indentAt(text, start) : undefined;
  return [insertion(start, `${added(indent)},${indent === undefined ? ' ' : eol + indent}`)];
}

/** Fills a list that has no items; comments in it stay where they are. */
export function fillList(
  text: string,
  { open, close }: List,
  additions: readonly NewItem[],
  eol: Eol,
  lastComma: ',' | '',
): TextEdit[] {
  if (additions.length === 0) return [];
  const base = indentAt(text, open);
  const indent = base + indentUnit(text);
  const lines = additions.map((one) => `${eol}${indent}${one(indent)}`).join(',');
  const kept = text.slice(open + 1, close).trimEnd();
  return [{ start: open + 1 + kept.length, end: close, text: `${lines}${lastComma}${eol}${base}` }];
}

function insertion(at: number, text: string): TextEdit {
  return { start: at, end: at, text };
}
