/** The command line can't be understood: one line on stderr, exit code 1. */
export class UsageError extends Error {
  override readonly name = 'UsageError';

  constructor(problem: string) {
    super(`${problem} (amplify-migrate --help lists everything)`);
  }
}
