import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { type Plan } from '../src/core/plan.js';
import { printMarkdown } from '../src/report/markdown.js';
import { type PrintOptions } from '../src/report/printer.js';
import { printerOf } from '../src/report/printers.js';
import { toReport } from '../src/report/report.js';
import { printText } from '../src/report/text.js';
import { EMPTY_PLAN, someEntry, someFinding } from './report-plan.js';

const RUN = { tool: 'amplify-migrate 0.1.0', root: '.', env: 'dev' };
const PLAIN: PrintOptions = { width: 100, color: false, next: [], written: false };

const FULL: Plan = {
  ...EMPTY_PLAN,
  edits: [
    { path: 'amplify/auth/resource.ts', kind: 'create', before: null, after: new Uint8Array([1]) },
    { path: 'package.json', kind: 'change', before: new Uint8Array([1]), after: new Uint8Array([2]) },
  ],
  ledger: [
    someEntry('/a', 1),
    { ...someEntry('/b', 2), disposition: { kind: 'manual', finding: someFinding() } },
  ],
  findings: [
    someFinding(),
    someFinding({ message: '`lens` is not a setting' }),
    someFinding({ level: 'error', title: 'Broken', message: 'It is broken.', remedy: 'Mend it.' }),
    someFinding({ level: 'note', title: 'By the way', message: 'Fine.', remedy: 'Nothing to do.' }),
  ],
  access: [
    {
      principal: 'guest',
      action: 'sign-in',
      resource: 'userPool:guests',
      gen1: 'no guests',
      gen2: 'guests',
      change: 'widened',
      proved: true,
      code: 'AM0001',
    },
  ],
  secrets: [{ name: 'GOOGLE_CLIENT_SECRET', purpose: 'sign-in with Google' }],
};

describe('the text report', () => {
  it('tells security first, then what to do, secrets, coverage, files and the next command', () => {
    const text = printText(toReport(FULL, RUN), {
      ...PLAIN,
      next: [{ what: 'Write the files:', command: 'npx amplify-migrate auth --write' }],
    });
    expect(text).toMatchInlineSnapshot(`
      "amplify-migrate 0.1.0 · environment dev · auth

      Access (1)
        widened   guest: sign-in on userPool:guests
          Gen 1   no guests
          Gen 2   guests
                  AM0001 · follows from the packages themselves

      To do before you deploy (1)
        AM0001 Broken
          amplify/backend/auth/club/cli-inputs.json:7:3
          It is broken.
          → Mend it.

      To check (2)
        AM0001 Unknown setting
          amplify/backend/auth/club/cli-inputs.json:7:3
          \`shutter\` is not a setting
          amplify/backend/auth/club/cli-inputs.json:7:3
          \`lens\` is not a setting
          → Check whether it still matters.

      To know (1)
        AM0001 By the way
          amplify/backend/auth/club/cli-inputs.json:7:3
          Fine.
          → Nothing to do.

      Secrets to create before deploying (1)
        GOOGLE_CLIENT_SECRET
        sign-in with Google
          sandbox   npx ampx sandbox secret set GOOGLE_CLIENT_SECRET
          branch    Amplify console > Hosting > Secrets > Manage secrets

      Coverage
        1 of 2 settings keep their meaning (50 %)
        1  same meaning through the Gen 2 API
        1  left to you: see above
        Proof: none, so try it in a sandbox before the cutover

      Files in the patch (2)
        create  amplify/auth/resource.ts
        change  package.json

      Next
        Told above: 1 error, 2 warnings, 1 note.
        Write the files:
          npx amplify-migrate auth --write
      "
    `);
  });

  it.each([40, 72, 100])('keeps to a width of %i, but for commands and places', (width) => {
    const long =
      'A sentence that goes on for quite some time, so that it has to be broken somewhere. '.repeat(5);
    const plan = { ...FULL, findings: [someFinding({ message: long, remedy: long })] };
    const lines = printText(toReport(plan, RUN), { ...PLAIN, width }).split('\n');
    const prose = lines.filter((line) => !/^ {4}(sandbox |branch |amplify\/)/.test(line));
    expect(Math.max(...prose.map((line) => stringWidth(line)))).toBeLessThanOrEqual(width);
  });

  it('has colours only where they are asked for', () => {
    const report = toReport(FULL, RUN);
    expect(printText(report, PLAIN)).not.toContain('\u001b');
    expect(printText(report, { ...PLAIN, color: true })).toContain('\u001b[31mwidened\u001b[39m');
  });

  it('says so when there is nothing to change', () => {
    expect(printText(toReport(EMPTY_PLAN, RUN), PLAIN)).toContain('Nothing to change');
  });
});

const HOSTILE = '\u001b[2J\u001b]8;;http://x\u0007`|<img src=x>@everyone #1 \u202e\r\n# Access (0)\n\u009b1A';

const HOSTILE_PLAN: Plan = {
  ...FULL,
  edits: [{ path: HOSTILE, kind: 'create', before: null, after: new Uint8Array([1]) }],
  findings: [
    someFinding({
      message: HOSTILE,
      remedy: HOSTILE,
      title: HOSTILE,
      origin: { file: HOSTILE, pointer: HOSTILE, line: 1, column: 1 },
    }),
  ],
  access: FULL.access.map((change) => ({
    ...change,
    principal: HOSTILE,
    action: HOSTILE,
    resource: HOSTILE,
    gen1: HOSTILE,
    gen2: HOSTILE,
  })),
  secrets: [{ name: HOSTILE, purpose: HOSTILE }],
};

describe('names that try to be more than names', () => {
  const report = toReport(HOSTILE_PLAN, { tool: 'amplify-migrate', root: HOSTILE, env: HOSTILE });

  it.each([
    ['text', printText],
    ['markdown', printMarkdown],
  ])('move no cursor and begin no section in %s', (_, print) => {
    const printed = print(report, { ...PLAIN, next: [{ what: HOSTILE, command: HOSTILE }] });
    expect(printed).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
    expect(printed).toContain('\\u{1b}');
    expect(printed).not.toMatch(/^#* ?Access \(0\)/m);
  });

  it('are no markup in markdown', () => {
    const outside = printMarkdown(report, PLAIN)
      .replace(/(`+)[^`].*?\1(?!`)/g, '')
      .replaceAll('\\`', '');
    expect(outside).not.toMatch(/<(?!br>)|@|[^\\&]#1/);
  });

  it('do not end a cell of a table', () => {
    const row = printMarkdown(report, PLAIN)
      .split('\n')
      .find((line) => line.startsWith('| **widened**'));
    expect(row?.match(/(?<!\\)\|/g)).toHaveLength(6);
  });

  it('are cut where they are endless, and the report says so', () => {
    const endless = { ...FULL, findings: [someFinding({ message: '👩'.repeat(5_000_000) })] };
    for (const print of [printText, printMarkdown]) {
      const printed = print(toReport(endless, RUN), PLAIN);
      expect(printed.length).toBeLessThan(20_000);
      expect(printed).toMatch(/9998500 more characters/);
      expect(printed).not.toMatch(/\\u\{d83d\}/);
    }
  });
});

describe('the markdown report', () => {
  it('has the order of the text report', () => {
    expect(
      printMarkdown(toReport(FULL, RUN), {
        ...PLAIN,
        written: true,
        next: [{ what: 'Install:', command: 'npm install' }],
      }),
    ).toMatchInlineSnapshot(`
      "# amplify-migrate 0.1.0: auth

      Project \`.\`, environment \`dev\`.

      ## Access

      | Change | Who and what | Gen 1 | Gen 2 | Source |
      | --- | --- | --- | --- | --- |
      | **widened** | \`guest\`: \`sign-in\` on \`userPool:guests\` | no guests | guests | AM0001, follows from the packages themselves |

      ## To do before you deploy

      ### AM0001 Broken

      - \`amplify/backend/auth/club/cli-inputs.json:7:3\`: It is broken.

      What to do: Mend it.

      ## To check

      ### AM0001 Unknown setting

      - \`amplify/backend/auth/club/cli-inputs.json:7:3\`: \`shutter\` is not a setting
      - \`amplify/backend/auth/club/cli-inputs.json:7:3\`: \`lens\` is not a setting

      What to do: Check whether it still matters.

      ## To know

      ### AM0001 By the way

      - \`amplify/backend/auth/club/cli-inputs.json:7:3\`: Fine.

      What to do: Nothing to do.

      ## Secrets to create before deploying

      | Secret | For | Sandbox | Branch |
      | --- | --- | --- | --- |
      | \`GOOGLE_CLIENT_SECRET\` | sign-in with Google | \`npx ampx sandbox secret set GOOGLE_CLIENT_SECRET\` | \`Amplify console > Hosting > Secrets > Manage secrets\` |

      ## Coverage

      1 of 2 settings keep their meaning.

      | Settings | What became of them |
      | --- | --- |
      | 1 | same meaning through the Gen 2 API |
      | 1 | left to you: see above |

      Proof: none, so try it in a sandbox before the cutover

      ## Files written

      - create \`amplify/auth/resource.ts\`
      - change \`package.json\`

      ## Next

      1. Install: \`npm install\`
      "
    `);
  });
});

describe('formats that are still to come', () => {
  it.each(['html'] as const)('%s is refused by name', async (format) => {
    await expect(printerOf(format)).rejects.toThrow(`--report ${format} is not available in this version`);
  });
});
