import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { type AccessChange } from '../src/core/plan.js';
import { printHtml } from '../src/report/html/index.js';
import { printMarkdown } from '../src/report/markdown.js';
import { type PrintOptions } from '../src/report/printer.js';
import { toReport } from '../src/report/report.js';
import { printText } from '../src/report/text.js';
import { EMPTY_PLAN, FULL_PLAN, HOSTILE, HOSTILE_PLAN, someFinding } from './report-plan.js';

const RUN = { tool: 'amplify-migrate 0.1.0', root: '.', env: 'dev' };
const PLAIN: PrintOptions = { width: 100, color: false, next: [], written: false };

describe.each([
  ['text', printText],
  ['markdown', printMarkdown],
] as const)('the %s report', (_format, print) => {
  const lines = (plan: Partial<typeof EMPTY_PLAN>, text: string): string[] =>
    print(toReport({ ...EMPTY_PLAN, ...plan }, RUN), { ...PLAIN, width: 500 })
      .split('\n')
      .filter((line) => line.includes(text));

  it('says once, with at most twelve resources in a line, what changes for all of them', () => {
    const change: Omit<AccessChange, 'resource'> = {
      principal: 'guest',
      action: 'read',
      gen1: 'denied',
      gen2: 'allowed',
      change: 'widened',
      proved: true,
      code: 'AM3160',
    };
    const access = Array.from({ length: 13 }, (_, at) => ({ ...change, resource: `graphql:Query.no${at}` }));
    const counts = lines({ access }, 'graphql:Query.no').map((line) => line.match(/Query\.no\d/g)?.length);
    expect(counts).toEqual([12, 1]);
    expect(
      lines({ access: [...access, { ...change, resource: 'graphql:Query.no0', gen2: 'hidden' }] }, 'no0'),
    ).toHaveLength(2);
  });

  it('says once what is so at several places', () => {
    const origin = { ...someFinding().origin, line: 90 };
    const findings = [someFinding(), someFinding({ origin }), someFinding({ origin, message: 'Another' })];
    expect(lines({ findings }, 'shutter')).toHaveLength(1);
    expect(lines({ findings }, 'cli-inputs.json:90:3').length).toBeGreaterThan(0);
    expect(lines({ findings }, 'Another')).toHaveLength(1);
  });
});

describe('the text report', () => {
  it('tells security first, then what to do, secrets, coverage, files and the next command', () => {
    const text = printText(toReport(FULL_PLAN, RUN), {
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

      Secrets to create before deploying (1)
        GOOGLE_CLIENT_SECRET
        sign-in with Google
          sandbox   npx ampx sandbox secret set GOOGLE_CLIENT_SECRET
          branch    Amplify console > Hosting > Secrets > Manage secrets

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

      Coverage
        1 of 2 settings keep their meaning (50 %)
        1  same meaning through the Gen 2 API
        1  left to you: see above
        Proof: none, so try it in a sandbox before the cutover

      Files in the patch (2)
        create  amplify/auth/resource.ts
        change  package.json

      Next
        Told above: 1 error, 2 warnings, 1 note, 1 secret.
        Write the files:
          npx amplify-migrate auth --write
      "
    `);
  });

  it.each([40, 72, 100])('keeps to a width of %i, but for commands and places', (width) => {
    const long =
      'A sentence that goes on for quite some time, so that it has to be broken somewhere. '.repeat(5);
    const plan = { ...FULL_PLAN, findings: [someFinding({ message: long, remedy: long })] };
    const lines = printText(toReport(plan, RUN), { ...PLAIN, width }).split('\n');
    const prose = lines.filter((line) => !/^ {4}(sandbox |branch |amplify\/)/.test(line));
    expect(Math.max(...prose.map((line) => stringWidth(line)))).toBeLessThanOrEqual(width);
  });

  it('has colours only where they are asked for', () => {
    const report = toReport(FULL_PLAN, RUN);
    expect(printText(report, PLAIN)).not.toContain('\u001b');
    expect(printText(report, { ...PLAIN, color: true })).toContain('\u001b[31mwidened\u001b[39m');
  });

  it('says why something was accepted', () => {
    const accepted = { accepted: 'We know.' };
    const text = printText(
      toReport(
        {
          ...EMPTY_PLAN,
          access: FULL_PLAN.access.map((change) => ({ ...change, ...accepted })),
          findings: [{ ...someFinding(), ...accepted }],
        },
        RUN,
      ),
      PLAIN,
    );
    expect(text.match(/^ {2}accepted {2}We know\.$/gm)).toHaveLength(2);
  });

  it('says so when there is nothing to change', () => {
    expect(printText(toReport(EMPTY_PLAN, RUN), PLAIN)).toContain('Nothing to change');
  });

  it('counts what a proof has compared, in the order of the features', () => {
    const report = { ...toReport(EMPTY_PLAN, RUN, 'synth'), compared: { data: 7, auth: 1 } };
    const line = 'Compared: 8 facts of Gen 1 (auth 1, data 7)';
    for (const print of [printText, printMarkdown, printHtml]) expect(print(report, PLAIN)).toContain(line);
    expect(printText(toReport(EMPTY_PLAN, RUN), PLAIN)).not.toContain('Compared');
  });
});

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

  it('are cut where they are endless, and the report says so', () => {
    const endless = { ...FULL_PLAN, findings: [someFinding({ message: '👩'.repeat(5_000_000) })] };
    for (const print of [printText, printMarkdown]) {
      const printed = print(toReport(endless, RUN), PLAIN);
      expect(printed.length).toBeLessThan(20_000);
      expect(printed).toMatch(/9998500 more characters/);
      expect(printed).not.toMatch(/\\u\{d83d\}/);
    }
  });
});
