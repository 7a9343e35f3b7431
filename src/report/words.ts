import { type Finding, type Level } from '../core/finding.js';
import { type Disposition } from '../core/ledger.js';
import { type AccessChange, type SecretToCreate } from '../core/plan.js';
import { shellWord } from './escape.js';
import { type NextStep } from './printer.js';
import { type Report } from './report.js';

export const LEVEL_HEADINGS: Readonly<Record<Level, string>> = {
  error: 'To do before you deploy',
  warning: 'To check',
  note: 'To know',
};

/** In the order in which the printers show them. */
export const DISPOSITIONS: readonly { readonly kind: Disposition['kind']; readonly words: string }[] = [
  { kind: 'exact', words: 'same meaning through the Gen 2 API' },
  { kind: 'override', words: 'same meaning through CDK' },
  { kind: 'default', words: 'done by Gen 2 anyway' },
  { kind: 'changed', words: 'carried over, but with another meaning: see above' },
  { kind: 'manual', words: 'left to you: see above' },
  { kind: 'bookkeeping', words: 'state of the Gen 1 CLI that Gen 2 has no use for' },
];

/** How sure an access change is. */
export function proofOf({ proved }: AccessChange): string {
  return proved ? 'follows from the packages themselves' : 'depends on what is deployed: check it';
}

/** How far the output was proved to mean the same. */
export function proofLine(verified: Report['verified']): string {
  return `Proof: ${PROOFS[verified]}`;
}

const PROOFS: Readonly<Record<Report['verified'], string>> = {
  none: 'none, so try it in a sandbox before the cutover',
  types: 'types',
  schema:
    'the schema was taken back out of the code and means what that of Gen 1 means, but for what is told above',
  synth: 'synth',
};

/** How a secret is created: sandboxes by command, branches in the console (docs.amplify.aws, Secrets). */
export function secretSteps({ name }: SecretToCreate): readonly NextStep[] {
  return [
    { what: 'sandbox', command: `npx ampx sandbox secret set ${shellWord(name)}` },
    { what: 'branch', command: 'Amplify console > Hosting > Secrets > Manage secrets' },
  ];
}

/** Findings with the same code stand together, in the order in which they come. */
export function groupByCode(findings: readonly Finding[]): [Finding, ...Finding[]][] {
  const groups = new Map<string, [Finding, ...Finding[]]>();
  for (const finding of findings) {
    const group = groups.get(finding.code);
    if (group) group.push(finding);
    else groups.set(finding.code, [finding]);
  }
  return [...groups.values()];
}

/** `1 error`, `2 errors`. */
export function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
