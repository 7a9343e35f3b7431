import { type Code, isCode } from '../../core/codes/index.js';
import { MigrateError } from '../../core/error.js';
import { listed } from '../../core/shown.js';
import { findProject } from '../../gen1/find-project.js';
import { visible } from '../../report/escape.js';
import { type Report, toReport } from '../../report/report.js';
import { commit } from '../../workspace/commit.js';
import { makeEdit } from '../../workspace/host.js';
import {
  ACCEPTANCES,
  type Acceptance,
  aboutAccess,
  acceptancesText,
  readAcceptances,
} from '../acceptances.js';
import { type Flags } from '../flags.js';
import { type Io } from '../io.js';
import { draft, planOf, planRequest, type Tell } from '../make-plan.js';
import { outRootOf } from '../place.js';
import { type Invocation } from '../parse.js';
import { withProgress } from '../progress.js';
import { proveOnDisk } from '../proof/on-disk.js';
import { readTree } from '../proof/tree.js';
import { AVAILABLE } from '../registry.js';
import { UsageError } from '../usage-error.js';
import { runInfo } from '../version.js';

/**
 * `accept <code> --why "…"`: everything that is told under a code now, or what is about --resource, is taken as it
 * is. It goes to amplify-migrate.json, for the review of the same pull request.
 */
export async function accept({ flags, words }: Invocation, io: Io): Promise<number> {
  const [word = ''] = words;
  const code = word.toUpperCase();
  if (!isCode(code)) throw new UsageError(`${JSON.stringify(word)} is not the code of a finding`);
  const { why } = flags;
  if (why === undefined || why.trim() === '') {
    throw new UsageError('accept needs a reason that reviewers can read: --why "…"');
  }
  const { report, outRoot, acceptances } = await withProgress(io.stderr, flags.quiet, (tell) =>
    told(code, flags, io, tell),
  );
  const found = matching(report, code, flags.resource);
  if (found.length === 0) throw nothingToAccept(report, code, flags.resource);
  const kept = acceptances.filter(
    (one) => !found.some(({ about }) => one.code === code && one.about === about),
  );
  const accepted = [...kept, ...found.map(({ about }) => ({ code, about, why: why.trim() }))];
  const edit = await makeEdit(outRoot, ACCEPTANCES, new TextEncoder().encode(acceptancesText(accepted)));
  // What the file held is in the new text, so that git has nothing to give back.
  if (edit !== null) await commit(outRoot, [edit], { force: true });
  for (const { about } of found) io.stdout.write(`${code} ${visible(about)}\n`);
  io.stdout.write(`Accepted in ${ACCEPTANCES}: commit it with the change that it is about.\n`);
  return 0;
}

interface Told {
  readonly report: Report;
  readonly outRoot: string;
  readonly acceptances: readonly Acceptance[];
}

/** What is told now: differences of a backend by proving it, everything else by planning it. */
async function told(code: Code, flags: Flags, io: Io, tell: Tell): Promise<Told> {
  if (flags.audit) return proveOnDisk({ flags, io, command: 'audit', tell });
  if (code.startsWith('AM8')) return proveOnDisk({ flags, io, command: 'verify', tell });
  const request = planRequest(flags, io, AVAILABLE);
  const outRoot = outRootOf(flags, io, await findProject(request.cwd));
  const acceptances = await readAcceptances(outRoot);
  const { options } = await readTree(outRoot);
  const drafted = await draft({ ...request, options: { ...options, ...request.options } }, tell);
  return { report: toReport(planOf(drafted), runInfo(drafted.app, io.cwd)), outRoot, acceptances };
}

function matching(report: Report, code: Code, resource: string | undefined): Pick<Acceptance, 'about'>[] {
  const access = report.access
    .filter((one) => one.code === code && (resource === undefined || one.resource === resource))
    .map(aboutAccess);
  const findings = report.findings
    .filter((one) => one.code === code && (resource === undefined || one.message.includes(resource)))
    .map(({ message }) => message);
  return [...new Set([...access, ...findings])].map((about) => ({ about }));
}

function nothingToAccept(report: Report, code: Code, resource: string | undefined): MigrateError {
  const resources = report.access.filter((one) => one.code === code).map((one) => one.resource);
  const about = resource === undefined ? '' : ` about ${JSON.stringify(resource)}`;
  return new MigrateError(
    `Nothing is told under ${code}${about}`,
    resources.length > 0
      ? `It is told about ${listed([...new Set(resources)])}.`
      : 'Run the plan, or verify, to see which codes it tells; what audit tells is accepted with --audit.',
  );
}
