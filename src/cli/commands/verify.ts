import { withAcceptances } from '../acceptances.js';
import { exitCodeOf } from '../exit-code.js';
import { type Io } from '../io.js';
import { type Invocation } from '../parse.js';
import { withProgress } from '../progress.js';
import { type OnDisk, type OnDiskOptions, proveOnDisk } from '../proof/on-disk.js';
import { extrasFor } from '../report-extras.js';
import { reportersOf, tellAll } from '../tell.js';
import { UsageError } from '../usage-error.js';
import { nextAfterProof } from '../next-steps.js';

/** `verify`: what is on disk is held against Gen 1; what the plan announces is told as the plan tells it. */
export function verify(invocation: Invocation, io: Io): Promise<number> {
  return proveAndTell(invocation, io, 'verify');
}

/** `audit`: the same for files that something else has written, so that every difference is news. */
export function audit(invocation: Invocation, io: Io): Promise<number> {
  return proveAndTell(invocation, io, 'audit');
}

async function proveAndTell(
  { flags }: Invocation,
  io: Io,
  command: OnDiskOptions['command'],
): Promise<number> {
  if (flags.write) throw new UsageError(`${command} writes nothing: --write needs a feature`);
  const reporters = await reportersOf(flags);
  const {
    app,
    plan,
    outRoot,
    acceptances,
    report: found,
  } = await withProgress(io.stderr, flags.quiet, (tell): Promise<OnDisk> =>
    proveOnDisk({ flags, io, command, tell }),
  );
  const report = withAcceptances(found, acceptances);
  const code = exitCodeOf(report, { failOn: flags.failOn ?? 'error', pending: false });
  const extras = await extrasFor(reporters, { app, plan, outRoot });
  const telling = { report, next: nextAfterProof(report, command), written: false, extras };
  await tellAll(reporters, telling, { flags, io, terminal: io.stdout });
  return code;
}
