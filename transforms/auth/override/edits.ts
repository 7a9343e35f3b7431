import { type Comment, type Node } from '@babel/types';
import { endOf, startOf } from './syntax.js';

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Replacements in a source text, by position. One that lies within another is part of the outer one's text. */
export class Edits {
  readonly #source: string;
  readonly #edits: Edit[] = [];

  constructor(source: string) {
    this.#source = source;
  }

  replace(node: Node | Comment, text: string): void {
    this.#edits.push({ start: startOf(node), end: endOf(node), text });
  }

  insertAfter(node: Node, text: string): void {
    this.#edits.push({ start: endOf(node), end: endOf(node), text });
  }

  /** The text from `start` to `end` with the replacements in it. */
  render(start: number, end: number): string {
    const inside = this.#edits
      .filter((edit) => edit.start >= start && edit.end <= end)
      .sort((a, b) => a.start - b.start || b.end - a.end);
    let text = '';
    let position = start;
    for (const edit of inside) {
      if (edit.start < position) continue;
      text += this.#source.slice(position, edit.start) + edit.text;
      position = edit.end;
    }
    return text + this.#source.slice(position, end);
  }

  renderNode(node: Node): string {
    return this.render(startOf(node), endOf(node));
  }
}
