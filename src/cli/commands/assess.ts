import { shellWord } from '../../report/escape.js';
import { toReport } from '../../report/report.js';
import { printAssessment } from '../assess-text.js';
import { exitCodeOfLook } from '../exit-code.js';
import { inventoryOf } from '../inventory.js';
import { type Io } from '../io.js';
import { draft, planOf, planRequest } from '../make-plan.js';
import { type Invocation } from '../parse.js';
import { withProgress } from '../progress.js';
import { AVAILABLE } from '../registry.js';
import { extrasFor } from '../report-extras.js';
import { reportersOf, tellAll } from '../tell.js';
import { UsageError } from '../usage-error.js';
import { runInfo } from '../version.js';

/** `assess`: what is here, what it becomes, and in which order it moves. Writes nothing in the project. */
export async function assess({ flags, args }: Invocation, io: Io): Promise<number> {
  if (flags.write) throw new UsageError('assess writes nothing: --write needs a feature');
  const request = planRequest(flags, io, AVAILABLE);
  const drafted = await withProgress(io.stderr, flags.quiet, (tell) => draft(request, tell));
  const { app, drafts } = drafted;
  const plan = planOf(drafted);
  const assessment = { app, items: inventoryOf(app), available: AVAILABLE };
  const reporters = await reportersOf(flags, (report, options) =>
    printAssessment(assessment, report, options),
  );
  const rest = args.filter((arg) => arg !== 'assess').map(shellWord);
  const next = [...drafts.keys()].map((feature) => ({
    what: `See what ${feature} becomes, as a patch and a report:`,
    command: ['npx amplify-migrate', feature, ...rest].join(' '),
  }));
  const extras = await extrasFor(reporters, { app, plan, outRoot: app.root });
  const telling = { report: toReport(plan, runInfo(app, io.cwd)), next, written: false, extras };
  await tellAll(reporters, telling, { flags, io, terminal: io.stdout });
  return exitCodeOfLook(plan, flags.failOn);
}
