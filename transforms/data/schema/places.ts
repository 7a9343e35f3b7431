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

/** Where every node of a schema was written. */
export class Places {
  readonly #origins = new Map<ASTNode, Origin>();
  /** By file and offset, for nodes that were made from others and have kept their `loc`. */
  readonly #byOffset = new Map<string, Map<number, Origin>>();
  readonly #lines = new Map<string, Lines>();

  constructor(private readonly first: string) {}

  /** Adds a file; its nodes follow by `add`. */
  open(lines: Lines): void {
    this.#lines.set(lines.file, lines);
    this.#byOffset.set(lines.file, new Map());
  }

  /** Remembers that these nodes stand for what is at `origin`, the first of them being the whole of it. */
  add(origin: Origin, ...nodes: readonly (ASTNode | undefined)[]): void {
    const offsets = this.#byOffset.get(origin.file);
    for (const node of nodes) {
      if (node === undefined) continue;
      this.#origins.set(node, origin);
      const start = node.loc?.start;
      if (start !== undefined && offsets?.has(start) === false) offsets.set(start, origin);
    }
  }

  originOf = (node: ASTNode): Origin => {
    const known = this.#origins.get(node);
    if (known !== undefined) return known;
    const { loc } = node;
    const file = loc?.source.name;
    if (loc === undefined || file === undefined || node.kind === 'Document') return fileOrigin(this.first);
    const at = this.#byOffset.get(file)?.get(loc.start);
    return at ?? this.#lines.get(file)?.origin(loc.start, '') ?? fileOrigin(file);
  };
}
