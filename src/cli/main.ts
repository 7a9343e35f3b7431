import { MigrateError } from '../core/error.js';
import { visible, visibleLines } from '../report/escape.js';
import { type Io } from './io.js';
import { parse } from './parse.js';
import { UsageError } from './usage-error.js';

/**
 * The whole command line: arguments in, exit code out.
 * 0 done, 1 cannot, 2 changes pending (only with --exit-code), 3 findings at or above --fail-on,
 * 4 access widened or a proof failed.
 */
export async function main(args: readonly string[], io: Io): Promise<number> {
  try {
    const request = await parse(args, io);
    if (request.kind === 'shown') {
      io.stdout.write(request.text);
      return 0;
    }
    return await request.run(io);
  } catch (error) {
    io.stderr.write(`${lineOf(error)}\n`);
    if (io.env['DEBUG'] && error instanceof Error) io.stderr.write(stackOf(error));
    return 1;
  }
}

/** The one line that says why the run could not be done. */
function lineOf(error: unknown): string {
  if (error instanceof MigrateError || error instanceof UsageError) return visible(error.message);
  const message = error instanceof Error ? error.message : String(error);
  const code = /^AM9\d{3}: /.test(message) ? '' : 'AM9000: ';
  return `${code}${visible(message)}. This is a bug of amplify-migrate: please report this line, and what the same command prints with DEBUG=1.`;
}

/** Where an error came from; its message is text of the project as much as of ours. */
function stackOf({ stack = '' }: Error): string {
  return `${visibleLines(stack).join('\n')}\n`;
}
