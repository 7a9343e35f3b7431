import { FEATURES, type FeatureId } from '../../core/feature.js';
import { type NextStep } from '../../report/printer.js';
import { findProject } from '../../gen1/find-project.js';
import { toReport } from '../../report/report.js';
import { commit } from '../../workspace/commit.js';
import { gitPrefix } from '../../workspace/git.js';
import { toPatch } from '../../workspace/patch.js';
import { realRoot } from '../../workspace/place.js';
import { readAcceptances, withAcceptances } from '../acceptances.js';
import { exitCodeOf } from '../exit-code.js';
import { type Io } from '../io.js';
import { draftBeside } from '../earlier.js';
import { type Drafted, planRequest } from '../make-plan.js';
import { outRootOf } from '../place.js';
import { nextAfterPlan, nextAfterWrite } from '../next-steps.js';
import { endInterrupted } from '../interrupted.js';
import { planProved } from '../plan-proved.js';
import { type Invocation } from '../parse.js';
import { withProgress } from '../progress.js';
import { type Prover } from '../prove-data.js';
import { AVAILABLE, notAvailable } from '../registry.js';
import { extrasFor } from '../report-extras.js';
import { reportersOf, tellAll } from '../tell.js';
import { UsageError } from '../usage-error.js';
import { runInfo } from '../version.js';
import { assess } from './assess.js';

/**
 * `<feature…|all>`: a dry run prints the patch on stdout and the report on stderr; with --write the plan is
 * committed, and the report says what comes next. Without features it is `assess`.
 */
export async function features(invocation: Invocation, io: Io, prove?: Prover): Promise<number> {
  const { flags, words, args } = invocation;
  if (words.length === 0) {
    if (flags.write) throw new UsageError('--write needs a feature: auth, or all');
    return assess(invocation, io);
  }
  const chosen = chosenFeatures(words);
  const reporters = await reportersOf(flags);
  const run = await withProgress(io.stderr, flags.quiet, async (tell) => {
    const request = planRequest(flags, io, chosen);
    const outRoot = outRootOf(flags, io, await findProject(request.cwd));
    // A file that can't be read is said before anything is written.
    const acceptances = await readAcceptances(outRoot);
    const drafted = await draftBeside(request, outRoot, tell);
    const recovered = await endInterrupted(outRoot, flags.write);
    const [planned, prefix] = await Promise.all([
      planProved(request, drafted, { outRoot, tell, prove }),
      patchPrefix(outRoot),
    ]);
    return { outRoot, acceptances, recovered, prefix, ...planned };
  });
  const { plan, outRoot, install } = run;
  const remarks = [...run.recovered, ...remarksOn(words, run.drafted)];
  if (flags.write) await commit(outRoot, plan.edits, { force: flags.force });
  else io.stdout.write(await toPatch(plan.edits, { prefix: run.prefix }));
  const next = flags.write ? nextAfterWrite(plan, install) : nextAfterPlan(plan, args);
  const told = toReport(plan, runInfo(run.drafted.app, io.cwd), run.verified);
  const report = withAcceptances(told, run.acceptances);
  const extras = await extrasFor(reporters, { app: run.drafted.app, plan, outRoot });
  const telling = { report, next: [...remarks, ...next], written: flags.write, extras };
  await tellAll(reporters, telling, { flags, io, terminal: io.stderr });
  return exitCodeOf(report, {
    failOn: flags.failOn ?? 'error',
    pending: flags.exitCode && !flags.write && plan.edits.length > 0,
  });
}

/** The features that the words name, each once. @throws UsageError, MigrateError */
function chosenFeatures(words: readonly string[]): readonly FeatureId[] {
  if (words.includes('all')) return AVAILABLE;
  const chosen = words.map((word) => {
    const feature = FEATURES.find((id) => id === word);
    if (feature !== undefined) return feature;
    throw new UsageError(`${JSON.stringify(word)} is neither a command nor a feature`);
  });
  const missing = chosen.find((feature) => !AVAILABLE.includes(feature));
  if (missing !== undefined) throw notAvailable(missing);
  return FEATURES.filter((feature) => chosen.includes(feature));
}

/** The way from the top of the git repository to the output root: `git apply` takes paths from there. */
async function patchPrefix(outRoot: string): Promise<string> {
  return (await gitPrefix(await realRoot(outRoot))) ?? '';
}

/** What the plan does not hold although it was asked for. */
function remarksOn(words: readonly string[], { absent }: Drafted): NextStep[] {
  const remarks: NextStep[] = [];
  if (words.includes('all')) {
    remarks.push({
      what: `\`all\` is ${AVAILABLE.join(', ')} in this version; assess shows what else is there.`,
    });
  }
  if (absent.length > 0) remarks.push({ what: `This project has no ${absent.join(', ')}.` });
  return remarks;
}
