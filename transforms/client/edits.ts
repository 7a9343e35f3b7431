import { type Comment, type Node } from '@babel/types';
import MagicString from 'magic-string';

/** Text and nodes, in order: the nodes keep their own text, with what was changed inside of them. */
export type Part = string | Node;

/**
 * Changes of one text by ranges: what no rule touched keeps every character. A printer of syntax trees lays out
 * anew whatever statement it touches, so none is used.
 */
export class Edits {
  readonly #text: MagicString;
  readonly #source: string;
  readonly #comments: readonly Comment[];
  readonly #replaced: { readonly start: number; readonly end: number }[] = [];
  readonly #indents: { readonly start: number; readonly unit: string }[] = [];

  constructor(source: string, comments: readonly Comment[]) {
    this.#source = source;
    this.#comments = comments;
    this.#text = new MagicString(source);
  }

  /** Puts parts in the place of a node; nodes among them must lie inside of it, in the order of the source. */
  replace(node: Node, ...parts: readonly Part[]): void {
    const { start, end } = rangeOf(node);
    this.#fill(start, end, parts);
  }

  /** Whether a node stood within what something else has replaced, so that nothing of it is left. */
  isGone(node: Node): boolean {
    const { start, end } = rangeOf(node);
    return this.#isWithinReplaced(start, end);
  }

  #isWithinReplaced(start: number, end: number): boolean {
    return this.#replaced.some(
      (range) => range.start <= start && end <= range.end && end - start < range.end - range.start,
    );
  }

  /** Puts text in the place of a range, unless what is around it has gone. */
  replaceRange(start: number, end: number, text: string): void {
    if (start < end && this.#isWithinReplaced(start, end)) return;
    if (start === end) this.#text.appendLeft(start, this.#inLines(text));
    else {
      this.#text.update(start, end, this.#inLines(text));
      this.#replaced.push({ start, end });
    }
  }

  /** Puts what begins a line at this place deeper by `unit`, unless the line goes. */
  indent(start: number, unit: string): void {
    this.#indents.push({ start, unit });
  }

  /** Takes a statement away, with its line where nothing else stands on it; comments inside of it stay. */
  removeLine(node: Node): void {
    const { start, end } = rangeOf(node);
    const comments = this.commentsIn(start, end).trim();
    const before = /(?:^|\n)([ \t]*)$/.exec(this.#source.slice(0, start))?.[1];
    // What is said behind it stays, where the statement began.
    const said = /^[ \t]+(?=\/[/*])/.exec(this.#source.slice(end, end + 200))?.[0];
    if (comments === '' && before !== undefined && said !== undefined) {
      this.replaceRange(start, end + said.length, '');
      return;
    }
    const after = /^[ \t]*(?:\r?\n|$)/.exec(this.#source.slice(end))?.[0];
    if (comments !== '' || before === undefined || after === undefined) {
      this.replaceRange(start, end, comments);
      return;
    }
    this.replaceRange(start - before.length, end + after.length, '');
  }

  insertBefore(position: number, text: string): void {
    this.#text.prependRight(position, this.#inLines(text));
  }

  insertAfter(position: number, text: string): void {
    this.#text.appendLeft(position, this.#inLines(text));
  }

  /** Text whose lines end as those of the file do. */
  #inLines(text: string): string {
    return this.#source.includes('\r\n') ? text.replace(/\r?\n/g, '\r\n') : text;
  }

  #fill(start: number, end: number, parts: readonly Part[]): void {
    let from = start;
    let text = '';
    for (const part of parts) {
      if (typeof part === 'string') {
        text += part;
        continue;
      }
      const range = rangeOf(part);
      if (range.start < from || range.end > end) {
        throw new Error('AM9005: parts of a rewrite are not in the order of the source');
      }
      this.#gap(from, range.start, text);
      text = '';
      from = range.end;
    }
    this.#gap(from, end, text);
  }

  #gap(start: number, end: number, text: string): void {
    if (this.#source.slice(start, end) === text) return;
    // What is said of a value stands behind it and its comma, before what comes next.
    const comma = /^,\s*/.exec(text)?.[0] ?? '';
    const space = /\s*$/.exec(text)?.[0] ?? '';
    const comments = this.commentsIn(start, end);
    const told =
      comments === ''
        ? text
        : comma === ''
          ? `${text.trimEnd()}${comments}${space}`
          : comma.includes('\n')
            ? `,${comments.trimEnd()}${text.slice(1)}`
            : `,${comments} ${text.slice(comma.length)}`;
    this.replaceRange(start, end, told);
  }

  /** What people wrote between two places, to stand behind what comes there; a line comment ends its line. */
  commentsIn(from: number, to: number): string {
    return this.#comments
      .map((comment) => ({ comment, ...rangeOf(comment) }))
      .filter(({ start, end }) => start >= from && end <= to)
      .map(
        ({ comment, start, end }) =>
          ` ${this.slice(start, end)}${comment.type === 'CommentLine' ? '\n' : ''}`,
      )
      .join('');
  }

  /** The source between two places, as it was. */
  slice(start: number, end: number): string {
    return this.#source.slice(start, end);
  }

  get changed(): boolean {
    return this.#text.hasChanged();
  }

  toString(): string {
    const text = this.#text.clone();
    for (const { start, unit } of this.#indents) {
      const isGone = this.#replaced.some((range) => range.start < start && start < range.end);
      if (!isGone) text.appendLeft(start, unit);
    }
    return text.toString();
  }
}

/** Where a node lies; every node of a parsed file has both. */
export function rangeOf({ start, end }: Pick<Node, 'start' | 'end'>): {
  readonly start: number;
  readonly end: number;
} {
  if (typeof start !== 'number' || typeof end !== 'number') throw new Error('AM9003: a node has no place');
  return { start, end };
}
