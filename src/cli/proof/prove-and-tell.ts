import { withAcceptances } from '../acceptances.js';
import { exitCodeOf } from '../exit-code.js';
import { nextAfterProof } from '../next-steps.js';
import { withProgress } from '../progress.js';
import { extrasFor } from '../report-extras.js';
import { reportersOf, tellAll } from '../tell.js';
import { type OnDisk, type OnDiskOptions, proveOnDisk } from './on-disk.js';

/** Proves what is on disk and prints the report. @returns the exit code @throws MigrateError */
export async function proveAndTell(options: Omit<OnDiskOptions, 'tell'>): Promise<number> {
  const { flags, io, command } = options;
  const reporters = await reportersOf(flags);
  const {
    app,
    plan,
    outRoot,
    acceptances,
    report: found,
  } = await withProgress(io.stderr, flags.quiet, (tell): Promise<OnDisk> =>
    proveOnDisk({ ...options, tell }),
  );
  const report = withAcceptances(found, acceptances);
  const code = exitCodeOf(report, { failOn: flags.failOn ?? 'error', pending: false });
  const extras = await extrasFor(reporters, { app, plan, outRoot });
  const telling = { report, next: nextAfterProof(report, command), written: false, extras };
  await tellAll(reporters, telling, { flags, io, terminal: io.stdout });
  return code;
}
