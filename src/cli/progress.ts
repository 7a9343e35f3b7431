import { type Output } from './io.js';

const PATIENCE = 1000;

/**
 * Runs work and shows its steps in one line, which is gone at the end. Only on a terminal, and only when the
 * work takes longer than a second.
 */
export async function withProgress<T>(
  output: Output,
  quiet: boolean,
  work: (tell: (step: string) => void) => Promise<T>,
): Promise<T> {
  if (!output.isTTY || quiet) return work(() => {});
  const line = new ProgressLine(output);
  const timer = setTimeout(() => line.show(), PATIENCE);
  try {
    return await work((step) => line.next(step));
  } finally {
    clearTimeout(timer);
    line.clear();
  }
}

class ProgressLine {
  readonly #output: Output;
  #step = '';
  #shown = false;

  constructor(output: Output) {
    this.#output = output;
  }

  next(step: string): void {
    this.#step = step;
    if (this.#shown) this.show();
  }

  show(): void {
    this.#shown = true;
    this.#output.write(`\r\u001b[2K${this.#step}…`);
  }

  clear(): void {
    if (this.#shown) this.#output.write('\r\u001b[2K');
  }
}
