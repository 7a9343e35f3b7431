import { describe, expect, it } from 'vitest';
import { type Plan } from '../src/core/plan.js';
import { fit } from '../src/report/fit.js';
import { printMarkdown } from '../src/report/markdown.js';
import { type PrintOptions } from '../src/report/printer.js';
import { toReport } from '../src/report/report.js';
import { EMPTY_PLAN, FULL_PLAN, HOSTILE, HOSTILE_PLAN, someFinding } from './report-plan.js';

const RUN = { tool: 'amplify-migrate 0.1.0', root: '.', env: 'dev' };
const PLAIN: PrintOptions = { width: 100, color: false, next: [], written: false };

function printed(plan: Partial<Plan>, options: Partial<PrintOptions> = {}): string {
  return printMarkdown(toReport({ ...EMPTY_PLAN, ...plan }, RUN), { ...PLAIN, ...options });
}

describe('the markdown report', () => {
  it('has a summary, access, what to do as a checklist, and the rest folded', () => {
    const next = [{ what: 'Install:', command: 'npm install' }];
    expect(printed(FULL_PLAN, { written: true, next })).toMatchInlineSnapshot(`
      "## amplify-migrate 0.1.0: auth

      **access: 1 widened · 1 error, 2 warnings, 1 note · 1 secret to create · 1 of 2 settings keep their meaning (50 %)**

      Project \`.\`, environment \`dev\`. Proof: none, so try it in a sandbox before the cutover.

      ### Access (1)

      | Change | Who and what | Gen 1 | Gen 2 | Source |
      | --- | --- | --- | --- | --- |
      | **+&nbsp;widened** | \`guest\`: \`sign-in\` on \`userPool:guests\` | no guests | guests | AM0001, follows from the packages themselves |

      ### To do before you deploy (2)

      - [ ] **AM0001 Broken**<br>Mend it.
        - \`amplify/backend/auth/club/cli-inputs.json:7:3\`: It is broken.
      - [ ] Create the secret \`GOOGLE_CLIENT_SECRET\` for sign-in with Google
        - for a sandbox: \`npx ampx sandbox secret set GOOGLE_CLIENT_SECRET\`
        - for a branch: Amplify console &gt; Hosting &gt; Secrets &gt; Manage secrets

      <details><summary><b>To check (2)</b></summary>

      - [ ] **AM0001 Unknown setting**<br>Check whether it still matters.
        - \`amplify/backend/auth/club/cli-inputs.json:7:3\`: \`shutter\` is not a setting
        - \`amplify/backend/auth/club/cli-inputs.json:7:3\`: \`lens\` is not a setting

      </details>

      <details><summary><b>To know (1)</b></summary>

      - **AM0001 By the way**<br>Nothing to do.
        - \`amplify/backend/auth/club/cli-inputs.json:7:3\`: Fine.

      </details>

      <details><summary><b>Coverage: 1 of 2 settings</b></summary>

      | Settings | What became of them |
      | --- | --- |
      | 1 | same meaning through the Gen 2 API |
      | 1 | left to you: see above |

      </details>

      <details><summary><b>Files written (2)</b></summary>

      - create \`amplify/auth/resource.ts\`
      - change \`package.json\`

      </details>

      ### Next

      1. Install: \`npm install\`
      "
    `);
  });

  it('counts in its headings what its summary counts', () => {
    const access = FULL_PLAN.access.flatMap((change) => [change, { ...change, resource: 's3:*' }]);
    const text = printed({ ...FULL_PLAN, access, findings: Array.from({ length: 3 }, () => someFinding()) });
    expect(text).toContain('**access: 2 widened · 3 warnings · 1 secret to create · ');
    expect(text).toContain('### Access (2 in 1 row)');
    expect(text).toContain('### To do before you deploy (1)');
    expect(text).toContain('<b>To check (3)</b>');
  });

  it('leads from a proof, which tells only what differs, to the plan', () => {
    const report = toReport({ ...EMPTY_PLAN, ...FULL_PLAN }, RUN, 'synth');
    expect(printMarkdown(report, PLAIN)).toContain('| 1 | left to you: see the plan |');
  });

  it('is short where there is nothing to tell', () => {
    expect(printed({})).toMatchInlineSnapshot(`
      "## amplify-migrate 0.1.0: auth

      **no change of access is known**

      Project \`.\`, environment \`dev\`. Proof: none, so try it in a sandbox before the cutover.

      ### Access

      No change of who may do what is known before the synthesis.

      Nothing to change: the files are up to date.
      "
    `);
  });

  it('ticks what was accepted, with the reason', () => {
    const accepted = { accepted: 'We know @all.' };
    const text = printed({
      access: FULL_PLAN.access.map((change) => ({ ...change, ...accepted })),
      findings: [{ ...someFinding({ level: 'error' }), ...accepted }],
    });
    expect(text).toContain('**access: 1 widened · 1 error · 2 of these accepted**');
    expect(text).toContain('- [x] **AM0001 Unknown setting**');
    expect(text.match(/<br>\*\*accepted\*\*: We know &#64;&#8203;all\./g)).toHaveLength(2);
  });

  it('has a remedy of its own for each place where they differ', () => {
    const findings = [someFinding({ remedy: 'One.' }), someFinding({ remedy: 'Two.' })];
    expect(printed({ findings })).toMatch(/setting\*\*\n.*setting<br>One\.\n.*setting<br>Two\.\n/);
  });
});

describe('a markdown report that is too long for a comment', () => {
  const access = Array.from({ length: 3000 }, (_, index) => ({
    principal: `group:g${index}`,
    action: 'read',
    resource: `s3:${'x'.repeat(index % 100)}/*`,
    gen1: 'allowed',
    gen2: 'denied',
    change: 'narrowed' as const,
    proved: true,
    code: 'AM2002' as const,
  }));
  const findings = Array.from({ length: 2000 }, (_, index) =>
    someFinding({
      level: (['error', 'warning', 'note'] as const)[index % 3] ?? 'note',
      message: `\`${'y'.repeat(index % 300)}\` | <b>`,
    }),
  );
  const long = printed({ ...FULL_PLAN, access, findings });

  it('is cut below the limit, and not much below it', () => {
    expect(long.length).toBeLessThanOrEqual(65_001);
    expect(long.length).toBeGreaterThan(60_000);
  });

  it('says how many rows and items are missing', () => {
    const rows = long.split('\n').filter((line) => line.startsWith('| **−&nbsp;narrowed**'));
    expect(long).toContain(`_${3000 - rows.length} more lines not shown here: see`);
    expect(long.match(/_\d+ more lines not shown here/g)?.length).toBeGreaterThan(2);
  });

  it('is never cut inside a row or a fold', () => {
    for (const line of long.split('\n').filter((one) => one.startsWith('|'))) expect(line).toMatch(/\|$/);
    expect(long.match(/<details>/g)).toEqual(long.match(/<\/details>/g)?.map(() => '<details>'));
    // Short sections are whole.
    expect(long).toContain('- change `package.json`');
  });
});

describe('cutting', () => {
  const section = (items: string[]): Parameters<typeof fit>[0][number] => ({
    head: ['#'],
    items,
    foot: ['.'],
    rest: (count) => [`+${count}`],
  });

  it('leaves short sections whole and shares out what is left', () => {
    const long = Array.from({ length: 20 }, () => 'xxxxxxxxx');
    const cut = ['#', ...long.slice(0, 6), '+14', '.'].join('\n');
    const whole = fit([section(['a', 'b']), section(long), section(long)], 150);
    expect(whole).toBe(['#\na\nb\n.', cut, cut].join('\n\n'));
    expect(whole.length).toBeLessThanOrEqual(150);
  });

  it('keeps heads and feet even where there is no room at all', () => {
    expect(fit([section(['abc'])], 1)).toBe('#\n+1\n.');
  });
});

describe('names that try to be markup', () => {
  const report = toReport(HOSTILE_PLAN, { tool: 'amplify-migrate', root: HOSTILE, env: HOSTILE });
  const text = printMarkdown(report, { ...PLAIN, next: [{ what: HOSTILE, command: HOSTILE }] });

  it('are none, in a code span or escaped', () => {
    const outside = text.replace(/(`+)[^`].*?\1(?!`)/g, '').replaceAll('\\`', '');
    expect(outside).not.toMatch(/<(?!br>|\/?(?:details|summary|b)>)|@/);
    expect(outside.match(/<details>/g)).toHaveLength(outside.match(/<\/details>/g)?.length ?? 0);
  });

  it('mention nobody, and link to nothing', () => {
    const message = '@everyone #1 GH-2 gh-3 http://evil.test www.evil.test [x](y) ![x](y)';
    expect(printed({ findings: [someFinding({ message })] })).toContain(
      '&#64;&#8203;everyone \\#&#8203;1 GH&#8203;-2 gh&#8203;-3 http&#58;&#8203;//evil.test www&#8203;.evil.test' +
        ' \\[x\\](y) \\!\\[x\\](y)',
    );
  });

  it('do not end a cell of a table', () => {
    const row = text.split('\n').find((line) => line.startsWith('| **+&nbsp;widened**'));
    expect(row?.match(/(?<!\\)\|/g)).toHaveLength(6);
  });
});
