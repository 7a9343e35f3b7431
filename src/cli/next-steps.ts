import { type Plan } from '../core/plan.js';
import { shellWord } from '../report/escape.js';
import { type NextStep } from '../report/printer.js';
import { type Report } from '../report/report.js';

/** The command that applies the plan that was just shown. */
export function nextAfterPlan(plan: Plan, args: readonly string[]): NextStep[] {
  if (plan.edits.length === 0) return [];
  return [
    {
      what: 'Nothing was written. Write the files, and review them as a commit:',
      command: ['npx amplify-migrate', ...args.map(shellWord), '--write'].join(' '),
    },
  ];
}

/** What follows when the files are there: packages, secrets, and a deployment that touches nobody else. */
export function nextAfterWrite(plan: Plan, install: string): NextStep[] {
  const steps: NextStep[] = [];
  if (plan.edits.some(({ path }) => path === 'package.json')) {
    steps.push({ what: 'Install the packages of Gen 2:', command: install });
  }
  if (plan.secrets.length > 0) {
    const command = plan.secrets
      .map(({ name }) => `npx ampx sandbox secret set ${shellWord(name)}`)
      .join(' && ');
    steps.push({ what: 'Create the secrets for the sandbox:', command });
  }
  if (plan.edits.length > 0) {
    steps.push({ what: 'Deploy to a sandbox of your own, and try it:', command: 'npx ampx sandbox' });
  }
  return steps;
}

/** What follows a proof: how a change of access is accepted, and where the words of a code are. */
export function nextAfterProof({ access }: Report, command: 'verify' | 'audit'): NextStep[] {
  const open = access.find(({ change, accepted }) => change === 'widened' && accepted === undefined);
  if (open === undefined) return [];
  return [
    {
      what: 'Set right what is not meant; what is meant is accepted with its reason, for the review:',
      command: `npx amplify-migrate accept ${open.code}${command === 'audit' ? ' --audit' : ''} --resource ${shellWord(open.resource)} --why "…"`,
    },
  ];
}
