import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { printHtml } from '../src/report/html/index.js';
import { toReport } from '../src/report/report.js';
import { findChromium, Page } from './browser.js';
import { FULL_PLAN, HOSTILE, someEntry, someFinding } from './report-plan.js';

const chromium = findChromium();
const ROWS = 5000;

/** A report with a ledger of thousands, and a name that would be markup if it could. */
function page(): string {
  const entries = Array.from({ length: ROWS }, (_, index) => {
    const entry = someEntry(`/setting${index}`, `value ${index}`);
    const file = `amplify/backend/${index % 2 === 0 ? 'auth' : 'storage'}/club/cli-inputs.json`;
    return { ...entry, origin: { ...entry.origin, file, line: 2 } };
  });
  const plan = {
    ...FULL_PLAN,
    features: ['auth', 'storage'] as const,
    ledger: [
      ...entries,
      someEntry(HOSTILE, HOSTILE),
      { ...someEntry('/cli', 1), disposition: { kind: 'bookkeeping', because: 'state' } as const },
    ],
    findings: [...FULL_PLAN.findings, someFinding({ code: 'AM2002', feature: 'storage', title: 'Files' })],
    access: FULL_PLAN.access.map((change) => ({ ...change, action: '<img src=x onerror=alert(1)>' })),
  };
  const gen1 = new Map([['amplify/backend/auth/club/cli-inputs.json', '{\n  "a": "<b>"\n}']]);
  const gen2 = new Map([
    ['amplify/auth/resource.ts', 'export const auth = defineAuth({\n  loginWith: {},\n});'],
  ]);
  return printHtml(toReport(plan, { tool: 'amplify-migrate 0.1.0', root: '.', env: 'dev' }), {
    width: 100,
    color: false,
    next: [],
    written: false,
    texts: { gen1, gen2 },
  });
}

describe.skipIf(chromium === null)(
  chromium === null ? 'the page (no Chromium here: set CHROME_PATH to try it)' : 'the page in a browser',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'amplify-migrate-page-'));
    let browser: Page;

    beforeAll(async () => {
      const file = join(folder, 'report.html');
      writeFileSync(file, page());
      browser = await Page.open(chromium ?? '');
      await browser.size(1440, 900);
      await browser.show(file);
    });
    afterAll(async () => {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    });

    const count = (selector: string): Promise<unknown> =>
      browser.ask(`document.querySelectorAll(${JSON.stringify(selector)}).length`);
    const text = (selector: string): Promise<unknown> =>
      browser.ask(`document.querySelector(${JSON.stringify(selector)}).textContent`);
    const choose = (id: string, value: string): Promise<unknown> =>
      browser.ask(
        `(() => { const box = document.getElementById('${id}'); box.value = ${JSON.stringify(value)};
          box.dispatchEvent(new Event('input')); box.dispatchEvent(new Event('change'));
          return new Promise((resolve) => setTimeout(resolve, 200)); })()`,
      );
    const clear = (): Promise<unknown> =>
      browser.ask(`(() => { document.querySelector('button[type=reset]').click();
        return new Promise((resolve) => setTimeout(resolve, 50)); })()`);

    it('shows part of the ledger at once, and more when it is asked for', async () => {
      expect(await text('#count')).toBe(`${ROWS + 1} of ${ROWS + 2} settings, 5 findings`);
      expect(await count('tr.row')).toBeLessThan(1000);
      const before = Number(await count('tr.row'));
      await browser.ask(`document.getElementById('more').click()`);
      expect(Number(await count('tr.row'))).toBeGreaterThan(before);
    });

    it('finds a setting among thousands, quickly', async () => {
      await choose('query', 'setting4321');
      expect(await count('tr.row')).toBe(1);
      expect(await text('#count')).toBe(`1 of ${ROWS + 2} settings, 0 findings`);
      const time = await browser.ask(
        `(() => { const from = performance.now(); for (let i = 0; i < 5; i += 1) filter(); return (performance.now() - from) / 5; })()`,
      );
      expect(Number(time)).toBeLessThan(200);
      await clear();
    });

    it('filters everything by feature, and by principal', async () => {
      await choose('feature', 'storage');
      expect(await text('#count')).toBe(`${ROWS / 2} of ${ROWS + 2} settings, 1 finding`);
      expect(await count('.changes tbody tr:not([hidden])')).toBe(0);
      await clear();
      await choose('principal', '0');
      expect(await count('.changes tbody tr:not([hidden])')).toBe(1);
      expect(await count('.matrix thead th:not([hidden])')).toBe(2);
      await clear();
    });

    it('hides the state of the CLI until it is asked for', async () => {
      expect(await text('#count')).toMatch(new RegExp(`^${ROWS + 1} of `));
      await browser.ask(`document.querySelector('[data-fate=bookkeeping]').click()`);
      expect(await text('#count')).toMatch(new RegExp(`^${ROWS + 2} of `));
      await browser.ask(`document.querySelector('[data-fate=bookkeeping]').click()`);
    });

    it('shows both sides of a setting by keyboard alone', async () => {
      await browser.ask(`document.querySelector('.open-row').focus()`);
      await browser.press('Enter', '\r');
      expect(await browser.ask(`document.querySelector('.open-row').getAttribute('aria-expanded')`)).toBe(
        'true',
      );
      expect(
        await browser.ask(`[...document.querySelectorAll('.detail .here')].map((line) => line.textContent)`),
      ).toEqual(['  "a": "<b>"', '  loginWith: {},']);
      await browser.press('Enter', '\r');
      expect(await count('.detail')).toBe(0);
    });

    it('begins with a way past its head, and shows where the focus is', async () => {
      await browser.ask(`document.activeElement.blur(), scrollTo(0, 0)`);
      await browser.ask(`document.querySelector('.skip').focus()`);
      await browser.press('Tab');
      const outline = `getComputedStyle(document.activeElement).outlineStyle`;
      expect(await browser.ask(`document.activeElement.id + ' ' + ${outline}`)).toBe('theme solid');
    });

    it('goes to a finding and opens it', async () => {
      await browser.ask(`location.hash = '#code-AM2002'`);
      await browser.ask(`new Promise((resolve) => setTimeout(resolve, 50))`);
      expect(await browser.ask(`document.getElementById('code-AM2002').open`)).toBe(true);
    });

    it('is light or dark, as the system or the button says', async () => {
      const background = `getComputedStyle(document.body).backgroundColor`;
      expect(await browser.ask(background)).toBe('rgb(247, 247, 245)');
      await browser.ask(`document.getElementById('theme').click()`);
      expect(await browser.ask(background)).toBe('rgb(15, 17, 19)');
      await browser.ask(`document.getElementById('theme').click()`);
      await browser.size(1440, 900, 'dark');
      expect(await browser.ask(background)).toBe('rgb(247, 247, 245)');
      await browser.ask(`delete document.documentElement.dataset.theme`);
      expect(await browser.ask(background)).toBe('rgb(15, 17, 19)');
    });

    it.each([380, 768, 1440])('is no wider than a window of %i', async (width) => {
      await browser.size(width, 900);
      expect(await browser.ask(`document.documentElement.scrollWidth <= innerWidth`)).toBe(true);
    });

    it('has asked nobody for anything, run nothing of the project, and had no complaint', async () => {
      expect(browser.requests.filter((url) => !url.startsWith('file:'))).toEqual([]);
      expect(browser.requests).toHaveLength(1);
      expect(await count('img')).toBe(0);
      expect(browser.complaints).toEqual([]);
    });
  },
);
