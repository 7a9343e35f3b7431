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
  /** By file and offset, for nodes that were made from others and have kept their `loc`; made when one is asked for. */
  #byOffset: Map<string, Map<number, Origin>> | null = null;
  readonly #lines = new Map<string, Lines>();

  constructor(private readonly first: string) {}

  /** Adds a file; its nodes follow by `add`. */
  open(lines: Lines): void {
    this.#lines.set(lines.file, lines);
  }

  /** Remembers that this node stands for what is at `origin`; the first at an offset is the whole of it. */
  add(origin: Origin, node: ASTNode): void {
    this.#origins.set(node, origin);
    this.#byOffset = null;
  }

  originOf = (node: ASTNode): Origin => {
    const known = this.#origins.get(node);
    if (known !== undefined) return known;
    const { loc } = node;
    const file = loc?.source.name;
    if (loc === undefined || file === undefined || node.kind === 'Document') return fileOrigin(this.first);
    this.#byOffset ??= offsetsOf(this.#origins);
    const at = this.#byOffset.get(file)?.get(loc.start);
    return at ?? this.#lines.get(file)?.origin(loc.start, '') ?? fileOrigin(file);
  };
}

function offsetsOf(origins: ReadonlyMap<ASTNode, Origin>): Map<string, Map<number, Origin>> {
  const files = new Map<string, Map<number, Origin>>();
  for (const [node, origin] of origins) {
    const start = node.loc?.start;
    if (start === undefined) continue;
    const offsets = files.get(origin.file) ?? new Map<number, Origin>();
    files.set(origin.file, offsets);
    if (!offsets.has(start)) offsets.set(start, origin);
  }
  return files;
}
