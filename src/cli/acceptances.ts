import { z } from 'zod';
import { MigrateError } from '../core/error.js';
import { type Finding, finding } from '../core/finding.js';
import { fileOrigin } from '../core/origin.js';
import { type AccessChange } from '../core/plan.js';
import { type Report } from '../report/report.js';
import { readTarget } from '../workspace/host.js';

/** The file in which the project keeps what was accepted, to be reviewed with the change itself. */
export const ACCEPTANCES = 'amplify-migrate.json';

/** One fact that somebody takes as it is. It is for this fact alone: `about` has its values, and holds no more when they change. */
export interface Acceptance {
  readonly code: string;
  /** What a report says of it: see `aboutAccess`; of a finding, its message. */
  readonly about: string;
  readonly why: string;
}

const FILE = z.strictObject({
  version: z.literal(1),
  accepted: z.array(
    z.strictObject({
      code: z.string().regex(/^AM\d{4}$/),
      about: z.string().min(1),
      why: z.string().trim().min(1),
    }),
  ),
});

/** What the project has accepted so far. @throws MigrateError when the file is not what `accept` writes */
export async function readAcceptances(outRoot: string): Promise<readonly Acceptance[]> {
  const bytes = await readTarget(outRoot, ACCEPTANCES);
  if (bytes === null) return [];
  const parsed = FILE.safeParse(jsonOf(new TextDecoder().decode(bytes)));
  if (parsed.success) return parsed.data.accepted;
  const [issue] = parsed.error.issues;
  const place = issue === undefined || issue.path.length === 0 ? '' : ` at ${issue.path.join('.')}`;
  throw unreadable(`${issue?.message ?? 'it is something else'}${place}`);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw unreadable(error instanceof Error ? error.message : String(error));
  }
}

function unreadable(problem: string): MigrateError {
  return new MigrateError(
    `${ACCEPTANCES} can't be read: ${problem}`,
    'It holds {"version":1,"accepted":[{"code","about","why"}]}, as `amplify-migrate accept` writes it.',
    fileOrigin(ACCEPTANCES),
  );
}

/** The text of amplify-migrate.json. */
export function acceptancesText(accepted: readonly Acceptance[]): string {
  const sorted = [...accepted].sort((a, b) => (`${a.code} ${a.about}` < `${b.code} ${b.about}` ? -1 : 1));
  return `${JSON.stringify({ version: 1, accepted: sorted }, null, 2)}\n`;
}

/** A change of access in one line: with its values, so that another change is another line. */
export function aboutAccess({ principal, action, resource, gen1, gen2 }: AccessChange): string {
  return `${principal}: ${action} on ${resource}: ${gen1} → ${gen2}`;
}

/** The report in which everything that was accepted says why; acceptances that hold no more are told. */
export function withAcceptances(report: Report, acceptances: readonly Acceptance[]): Report {
  const used = new Set<Acceptance>();
  const why = (code: string, about: string): { readonly accepted?: string } => {
    const found = acceptances.find((one) => one.code === code && one.about === about);
    if (found === undefined) return {};
    used.add(found);
    return { accepted: found.why };
  };
  const access = report.access.map((one) => ({ ...one, ...why(one.code, aboutAccess(one)) }));
  const findings = report.findings.map((one) => ({ ...one, ...why(one.code, one.message) }));
  const told = new Set<string>([...report.access, ...report.findings].map(({ code }) => code));
  // What a run does not ask can't be said to have changed.
  const isAsked = ({ code }: Acceptance): boolean =>
    told.has(code) || (report.verified === 'synth' && code.startsWith('AM8'));
  const expired = acceptances.filter((one) => !used.has(one) && isAsked(one)).map(expiredFinding);
  return { ...report, access, findings: [...findings, ...expired] };
}

function expiredFinding({ code, about }: Acceptance): Finding {
  return finding('AM8150', 'project', fileOrigin(ACCEPTANCES), { code, was: about });
}
