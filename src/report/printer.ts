import { type Report } from './report.js';

/** How a report is shown. */
export interface PrintOptions {
  readonly width: number;
  readonly color: boolean;
  /** What to do next, in order. */
  readonly next: readonly NextStep[];
  /** Whether the plan has been written, or is only shown. */
  readonly written: boolean;
}

export interface NextStep {
  readonly what: string;
  /** Shown on a line of its own and never wrapped, so that it can be copied. */
  readonly command?: string;
}

export type Printer = (report: Report, options: PrintOptions) => string;
