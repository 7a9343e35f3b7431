import { type Code } from '../core/codes/index.js';
import { type Level } from '../core/finding.js';
import { type Plan } from '../core/plan.js';

export const DONE = 0;
const PENDING = 2;
const FINDINGS = 3;
const WIDENED = 4;
const UNPROVED = 4;
/** What the proof of the schema refuses; as a note it is the reason for another plan. */
const REFUSED: Code = 'AM3006';

/** The exit code of a plan: widened access and a failed proof count more than findings, and findings more than changes to write. */
export function exitCodeOf(
  plan: Pick<Plan, 'access' | 'findings'>,
  { failOn, pending }: { readonly failOn: Level | 'never'; readonly pending: boolean },
): number {
  if (plan.access.some(({ change }) => change === 'widened')) return WIDENED;
  if (plan.findings.some(({ code, level }) => code === REFUSED && level === 'error')) return UNPROVED;
  if (hasFindings(plan, failOn)) return FINDINGS;
  return pending ? PENDING : DONE;
}

/** The exit code of a command that only looks: it fails when a level was named, and not by itself. */
export function exitCodeOfLook(plan: Pick<Plan, 'findings'>, failOn: Level | 'never' | undefined): number {
  return failOn !== undefined && hasFindings(plan, failOn) ? FINDINGS : DONE;
}

function hasFindings({ findings }: Pick<Plan, 'findings'>, failOn: Level | 'never'): boolean {
  if (failOn === 'never') return false;
  const levels: readonly Level[] = failOn === 'error' ? ['error'] : ['error', 'warning'];
  return findings.some(({ level }) => levels.includes(level));
}
