/**
 * Where a Gen 1 value was written.
 *
 * `file` is relative to the project root, with forward slashes. `pointer` is a JSON pointer (RFC 6901);
 * it goes on through JSON that is kept inside a JSON string, and is a property path for override.ts.
 * `line` and `column` start at 1.
 */
export interface Origin {
  readonly file: string;
  readonly pointer: string;
  readonly line: number;
  readonly column: number;
}

/** A Gen 1 value together with its place. */
export interface Leaf<T> {
  readonly value: T;
  readonly origin: Origin;
}

/** The origin of something that stands for a whole file. */
export function fileOrigin(file: string): Origin {
  return { file, pointer: '', line: 1, column: 1 };
}

/** `file:line:column`, the form that editors and terminals turn into a link. */
export function formatOrigin(origin: Origin): string {
  return `${origin.file}:${origin.line}:${origin.column}`;
}

/** Appends one segment to a JSON pointer, escaped as RFC 6901 asks. */
export function pointerTo(parent: string, segment: string | number): string {
  return `${parent}/${String(segment).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
