import { type Origin, formatOrigin } from './origin.js';

/** What stops a run: one line that names the place and the remedy. It ends in exit code 1. */
export class MigrateError extends Error {
  override readonly name = 'MigrateError';
  readonly origin: Origin | undefined;
  readonly remedy: string;

  constructor(problem: string, remedy: string, origin?: Origin) {
    super(`${origin ? `${formatOrigin(origin)}: ` : ''}${problem}. ${remedy}`);
    this.origin = origin;
    this.remedy = remedy;
  }
}
