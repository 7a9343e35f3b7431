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

  /** Puts text in the place of a range. */
  replaceRange(start: number, end: number, text: string): void {
    if (start === end) this.#text.appendLeft(start, text);
    else this.#text.update(start, end, text);
  }

  insertBefore(position: number, text: string): void {
    this.#text.prependRight(position, text);
  }

  insertAfter(position: number, text: string): void {
    this.#text.appendLeft(position, text);
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
    this.replaceRange(start, end, `${text}${this.commentsIn(start, end)}`);
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
    return this.#text.toString();
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
