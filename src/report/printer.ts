import { type Report } from './report.js';

/** How a report is shown. */
export interface PrintOptions {
  readonly width: number;
  readonly color: boolean;
  /** What to do next, in order. */
  readonly next: readonly NextStep[];
  /** Whether the plan has been written, or is only shown. */
  readonly written: boolean;
  /** Where the files are in the repository; unset where there is none, or nobody asked. */
  readonly prefixes?: Prefixes | undefined;
  /** What is written in the files, for printers that show it. */
  readonly texts?: Texts | undefined;
}

/** The ways from the top of the repository to the Gen 1 project and to the output root: empty, or ending in a slash. */
export interface Prefixes {
  readonly project: string;
  readonly output: string;
}

/** Texts of files by path, as the report names them; secrets are hidden. */
export interface Texts {
  readonly gen1: ReadonlyMap<string, string>;
  readonly gen2: ReadonlyMap<string, string>;
}

export interface NextStep {
  readonly what: string;
  /** Shown on a line of its own and never wrapped, so that it can be copied. */
  readonly command?: string;
}

export type Printer = (report: Report, options: PrintOptions) => string;
