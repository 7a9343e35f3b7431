import { type Plan } from '../../core/plan.js';
import { findProject } from '../../gen1/find-project.js';
import { readApp } from '../../gen1/read-app.js';
import { shellWord } from '../../report/escape.js';
import { toReport } from '../../report/report.js';
import { type NextStep } from '../../report/printer.js';
import { commit } from '../../workspace/commit.js';
import { gitPrefix } from '../../workspace/git.js';
import { toPatch } from '../../workspace/patch.js';
import { realRoot } from '../../workspace/place.js';
import { readAcceptances, withAcceptances } from '../acceptances.js';
import { planClient } from '../client-plan.js';
import { type ClientPackage } from '../client/packages.js';
import { exitCodeOf } from '../exit-code.js';
import { endInterrupted } from '../interrupted.js';
import { type Io } from '../io.js';
import { planRequest } from '../make-plan.js';
import { outRootOf } from '../place.js';
import { nextAfterPlan } from '../next-steps.js';
import { type Invocation } from '../parse.js';
import { withProgress } from '../progress.js';
import { extrasFor } from '../report-extras.js';
import { reportersOf, tellAll } from '../tell.js';
import { runInfo } from '../version.js';

/** `client [globs…]`: the modules of the app, as a patch on stdout or with --write on disk; the report on stderr. */
export async function client({ flags, words, args }: Invocation, io: Io): Promise<number> {
  const reporters = await reportersOf(flags);
  const { cwd, env } = planRequest(flags, io, []);
  const options = { globs: words, datastore: flags.datastore };
  const { app, outRoot, acceptances, remarks, plan, packages } = await withProgress(
    io.stderr,
    flags.quiet,
    async (tell) => {
      tell('looking for the project');
      const read = await readApp(await findProject(cwd), { env });
      const root = await realRoot(outRootOf(flags, io, read.app.root));
      // A file that can't be read is said before anything is written.
      const acceptances = await readAcceptances(root);
      const remarks = await endInterrupted(root, flags.write);
      tell('reading the code of the client');
      const planned = await planClient(read.app, root, options);
      return { app: read.app, outRoot: root, acceptances, remarks, ...planned };
    },
  );
  if (flags.write) await commit(outRoot, plan.edits, { force: flags.force });
  else io.stdout.write(await toPatch(plan.edits, { prefix: (await gitPrefix(outRoot)) ?? '' }));
  const report = withAcceptances(toReport(plan, runInfo(app, io.cwd)), acceptances);
  const extras = await extrasFor(reporters, { app, plan, outRoot });
  const next = flags.write ? nextAfterWriting(plan, packages) : nextAfterPlan(plan, args);
  await tellAll(
    reporters,
    { report, next: [...remarks, ...next], written: flags.write, extras },
    { flags, io, terminal: io.stderr },
  );
  return exitCodeOf(report, {
    failOn: flags.failOn ?? 'error',
    pending: flags.exitCode && !flags.write && plan.edits.length > 0,
  });
}

/** What follows when the files are there, package by package. */
function nextAfterWriting({ edits }: Plan, packages: readonly ClientPackage[]): NextStep[] {
  if (edits.length === 0) return [];
  const manifests = new Set(edits.map(({ path }) => path));
  return packages.flatMap(({ folder, manifest, configuration, install }) => {
    const steps: NextStep[] = [];
    if (manifest !== null && manifests.has(manifest.file)) {
      const command = folder === '' ? install : `(cd ${shellWord(folder)} && ${install})`;
      steps.push({ what: 'Install the packages that the code imports now:', command });
    }
    if (configuration.source !== 'gen1') {
      const place = configuration.outputs.split('/').slice(0, -1).join('/');
      steps.push({
        what: 'Write what the client is configured with, from your sandbox; a build does so by the same command with --branch and --app-id:',
        command: `npx ampx generate outputs${place === '' ? '' : ` --out-dir ${shellWord(place)}`}`,
      });
    }
    return steps;
  });
}
