/** A piece of a file, and what is to stand in its place. */
export interface Change {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** One token of a backend changed. */
export interface Mutant {
  readonly operator: string;
  readonly file: string;
  readonly line: number;
  readonly old: string;
  readonly text: string;
  readonly change: Change;
}

/** A way to change what a backend means, and why verify has to see it. */
export interface Operator {
  readonly name: string;
  readonly because: string;
}

export function mutantOf(operator: string, file: string, source: string, change: Change): Mutant {
  const { start, end, text } = change;
  const line = source.slice(0, start).split('\n').length;
  return { operator, file, line, old: source.slice(start, end), text, change };
}

export function mutated(source: string, { start, end, text }: Change): string {
  return source.slice(0, start) + text + source.slice(end);
}
