import { type ASTNode } from 'graphql';
import { fileOrigin, type Origin } from '../../../src/core/origin.js';

/** Lines and columns of a text, as editors count them. */
export class Lines {
  /** Offsets at which lines begin. */
  readonly #starts: readonly number[];

  constructor(
    readonly file: string,
    text: string,
  ) {
    const starts = [0];
    for (const { index, 0: end } of text.matchAll(/\r\n|[\n\r]/g)) starts.push(index + end.length);
    this.#starts = starts;
  }

  origin(offset: number, pointer: string): Origin {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { file: this.file, pointer, line: low + 1, column: offset - (this.#starts[low] ?? 0) + 1 };
  }
}

/** What stands from `start` to `end` of a file. */
interface Place {
  readonly start: number;
  readonly end: number;
  readonly origin: Origin;
}

/** Where every node of a schema was written: those that were added, what is inside of them, and copies of both. */
export class Places {
  readonly #files = new Map<string, { readonly lines: Lines; readonly places: Place[]; isSorted: boolean }>();

  constructor(private readonly first: string) {}

  /** Adds a file; its nodes follow by `add`. */
  open(lines: Lines): void {
    this.#files.set(lines.file, { lines, places: [], isSorted: true });
  }

  /** Remembers that this node stands for what is at `origin`. No two of them begin at one offset. */
  add(origin: Origin, { loc }: ASTNode): void {
    const file = this.#files.get(origin.file);
    if (loc === undefined || file === undefined) return;
    file.places.push({ start: loc.start, end: loc.end, origin });
    file.isSorted = false;
  }

  originOf = (node: ASTNode): Origin => {
    const { loc, kind } = node;
    const name = loc?.source.name;
    if (loc === undefined || name === undefined || kind === 'Document') return fileOrigin(this.first);
    const file = this.#files.get(name);
    if (file === undefined) return fileOrigin(name);
    if (!file.isSorted) file.places.sort((a, b) => a.start - b.start);
    file.isSorted = true;
    return innermost(file.places, loc.start) ?? file.lines.origin(loc.start, '');
  };
}

/** The place that holds the offset, and begins last. */
function innermost(places: readonly Place[], offset: number): Origin | null {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle]?.start ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  for (let at = low - 1; at >= 0; at -= 1) {
    const place = places[at];
    if (place !== undefined && offset < place.end) return place.origin;
  }
  return null;
}
