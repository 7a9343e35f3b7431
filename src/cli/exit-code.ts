import { type Level } from '../core/finding.js';
import { type Report } from '../report/report.js';

export const DONE = 0;
const PENDING = 2;
const FINDINGS = 3;
const WIDENED = 4;
const UNPROVED = 4;
/** What the proof of the schema refuses (as a note it is the reason for another plan), and what any proof finds. */
const PROOF = /^AM(3006|8\d{3})$/;

/**
 * The exit code of a report: widened access and a failed proof count more than findings, and findings more than
 * changes to write. What somebody has accepted does not count.
 */
export function exitCodeOf(
  { access, findings }: Pick<Report, 'access' | 'findings'>,
  { failOn, pending }: { readonly failOn: Level | 'never'; readonly pending: boolean },
): number {
  const open = findings.filter(({ accepted }) => accepted === undefined);
  if (access.some(({ change, accepted }) => change === 'widened' && accepted === undefined)) return WIDENED;
  if (open.some(({ code, level }) => PROOF.test(code) && level === 'error')) return UNPROVED;
  if (hasFindings({ findings: open }, failOn)) return FINDINGS;
  return pending ? PENDING : DONE;
}

/** The exit code of a command that only looks: it fails when a level was named, and not by itself. */
export function exitCodeOfLook(plan: Pick<Report, 'findings'>, failOn: Level | 'never' | undefined): number {
  return failOn !== undefined && hasFindings(plan, failOn) ? FINDINGS : DONE;
}

function hasFindings({ findings }: Pick<Report, 'findings'>, failOn: Level | 'never'): boolean {
  if (failOn === 'never') return false;
  const levels: readonly Level[] = failOn === 'error' ? ['error'] : ['error', 'warning'];
  return findings.some(({ level }) => levels.includes(level));
}
