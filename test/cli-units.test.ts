import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { exitCodeOf, exitCodeOfLook } from '../src/cli/exit-code.js';
import { type Io, type Output, widthOf } from '../src/cli/io.js';
import { main } from '../src/cli/main.js';
import { withProgress } from '../src/cli/progress.js';
import { type Plan } from '../src/core/plan.js';
import { someFinding } from './report-plan.js';

const WIDENED: Plan['access'][number] = {
  principal: 'guest',
  action: 'read',
  resource: '*',
  gen1: 'no',
  gen2: 'yes',
  change: 'widened',
  proved: true,
  code: 'AM0001',
};

describe('the exit code of a plan', () => {
  const error = someFinding({ level: 'error' });
  const warning = someFinding({ level: 'warning' });
  const note = someFinding({ level: 'note' });

  it.each([
    [0, [], [], 'error', false],
    [2, [], [], 'error', true],
    [0, [], [warning, note], 'error', false],
    [3, [], [error], 'error', true],
    [3, [], [warning], 'warning', false],
    [3, [], [error], 'warning', false],
    [0, [], [note], 'warning', false],
    [2, [], [error], 'never', true],
    [4, [WIDENED], [error], 'error', true],
    [4, [WIDENED], [], 'never', false],
    [0, [{ ...WIDENED, change: 'narrowed' as const }], [], 'error', false],
  ] as const)('is %i', (code, access, findings, failOn, pending) => {
    expect(exitCodeOf({ access, findings }, { failOn, pending })).toBe(code);
  });

  it('of a look is 0 unless a level was named', () => {
    expect(exitCodeOfLook({ findings: [error] }, undefined)).toBe(0);
    expect(exitCodeOfLook({ findings: [error] }, 'never')).toBe(0);
    expect(exitCodeOfLook({ findings: [error] }, 'error')).toBe(3);
    expect(exitCodeOfLook({ findings: [warning] }, 'error')).toBe(0);
  });
});

/** A stream that keeps what it is given. */
function recorder(isTTY: boolean, write?: (text: string) => void): { output: Output; texts: string[] } {
  const texts: string[] = [];
  return {
    texts,
    output: { isTTY, columns: isTTY ? 80 : undefined, write: write ?? ((text) => texts.push(text)) },
  };
}

describe('failures that nobody foresaw', () => {
  const failing = (env: Io['env'], stderr: Output): Io => ({
    stdout: recorder(false, () => {
      throw new Error('the disk\nis on fire\u001b[2J');
    }).output,
    stderr,
    env,
    cwd: '/',
  });

  it('are one line with AM9000 and exit code 1', async () => {
    const { output, texts } = recorder(false);
    expect(await main(['--version'], failing({}, output))).toBe(1);
    expect(texts.join('')).toBe(
      'AM9000: the disk\\nis on fire\\u{1b}[2J. This is a bug of amplify-migrate: please report this line, and what the same command prints with DEBUG=1.\n',
    );
  });

  it('show where they happened with DEBUG', async () => {
    const { output, texts } = recorder(false);
    expect(await main(['--version'], failing({ DEBUG: '1' }, output))).toBe(1);
    expect(texts.join('')).toMatch(/^AM9000: [^\n]*\n[\s\S]*at .*cli-units\.test\.ts/);
    expect(texts.join('')).not.toContain('\u001b');
  });
});

describe('progress', () => {
  it('is one line on a terminal when it takes long, and gone at the end', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const { output, texts } = recorder(true);
      const result = await withProgress(output, false, async (tell) => {
        tell('reading');
        await vi.advanceTimersByTimeAsync(1500);
        tell('planning');
        return 7;
      });
      expect(result).toBe(7);
      expect(texts).toEqual(['\r\u001b[2Kreading…', '\r\u001b[2Kplanning…', '\r\u001b[2K']);
    } finally {
      vi.useRealTimers();
    }
  });

  it.each([
    ['without a terminal', false, false],
    ['when it is quiet', true, true],
  ])('is nothing %s', async (_, isTTY, quiet) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const { output, texts } = recorder(isTTY);
      await withProgress(output, quiet, async (tell) => {
        tell('reading');
        await vi.advanceTimersByTimeAsync(5000);
      });
      expect(texts).toEqual([]);
    } finally {
      vi.useRealTimers();
    }
  });

  it('is gone also when the work fails', async () => {
    const { output, texts } = recorder(true);
    const work = withProgress(output, false, async (tell) => {
      tell('reading');
      await sleep(1);
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    expect(texts).toEqual([]);
  });
});

describe('the width of a report', () => {
  it('is that of the terminal, or fixed', () => {
    const width = (isTTY: boolean, columns: number | undefined): number =>
      widthOf({ isTTY, columns, write: () => {} });
    expect([width(true, 72), width(true, 0), width(true, 10), width(true, undefined)]).toEqual([
      72, 100, 40, 100,
    ]);
    expect(width(false, 72)).toBe(100);
  });
});
