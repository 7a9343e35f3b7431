import { existsSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MigrateError } from '../../src/core/error.js';
import { withLock } from '../../src/workspace/lock.js';
import { temporaryFolders, write } from './helpers.js';
import { processes } from './processes.js';

const folder = temporaryFolders();
const run = processes();
const LOCK = '.amplify-migrate.lock';

function owner(pid: number, token: string, host = hostname()): string {
  return `${JSON.stringify({ pid, host, token })}\n`;
}

const [A, B, C] = ['a'.repeat(16), 'b'.repeat(16), 'c'.repeat(16)];

/** The pid of a process that has ended. */
async function deadPid(): Promise<number> {
  return (await run([])).pid;
}

async function work(root: string): Promise<string> {
  return withLock(root, () => Promise.resolve(readdirSync(root).join()));
}

async function refused(root: string, words: string | RegExp): Promise<void> {
  const attempt = work(root);
  await expect(attempt).rejects.toThrow(words);
  await expect(attempt).rejects.toBeInstanceOf(MigrateError);
}

describe('the lock', () => {
  it('is there while one works, and gone after, also after a failure', async () => {
    const root = folder();
    expect(await work(root)).toBe(LOCK);
    expect(readdirSync(root)).toEqual([]);
    await expect(withLock(root, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(readdirSync(root)).toEqual([]);
  });

  it('keeps a second run of the same process and of another one out', async () => {
    const root = folder();
    await withLock(root, async () => {
      await refused(
        root,
        `Another run (process ${process.pid} on ${hostname()}) is writing to this project. Wait`,
      );
      const { answers } = await run([{ action: 'lock', root }]);
      expect(answers).toEqual([{ error: expect.stringContaining('Another run') as string, refused: true }]);
      expect(existsSync(join(root, LOCK))).toBe(true);
    });
    expect(await work(root)).toBe(LOCK);
  });

  it('of a dead process is taken over', async () => {
    const root = folder();
    write(root, { [LOCK]: owner(await deadPid(), A) });
    expect(await work(root)).toBe(LOCK);
    expect(readdirSync(root)).toEqual([]);
  });

  it('of a dead process whose number this one got is taken over', async () => {
    const root = folder();
    write(root, { [LOCK]: owner(process.pid, A) });
    expect(await work(root)).toBe(LOCK);
  });

  it('of a live process, or of another machine, is not', async () => {
    const root = folder();
    write(root, { [LOCK]: owner(process.ppid, A) });
    await refused(root, `(process ${process.ppid} on`);
    write(root, { [LOCK]: owner(await deadPid(), A, 'another-machine') });
    await refused(
      root,
      'on another-machine) is writing to this project. Wait until it has ended; if there is',
    );
  });

  it('of a process that died while it took a lock over is taken over', async () => {
    const root = folder();
    const pid = await deadPid();
    write(root, { [LOCK]: owner(pid, A), [`${LOCK}.${A}`]: owner(pid, B), [`${LOCK}.${B}`]: owner(pid, C) });
    expect(await work(root)).toBe(LOCK);
    expect(readdirSync(root)).toEqual([]);
  });

  it.each(['', '{"pid":', 'x'.repeat(5000), owner(0, A), owner(1, '../../a')])(
    'that names no owner is taken over (%#)',
    async (content) => {
      const root = folder();
      write(root, { [LOCK]: content });
      expect(await work(root)).toBe(LOCK);
      write(root, { [LOCK]: content, [`${LOCK}.unknown`]: content });
      expect(await work(root)).toBe(LOCK);
      expect(readdirSync(root)).toEqual([]);
    },
  );

  it('that is a link is not followed', async () => {
    const [root, outside] = [folder(), folder()];
    writeFileSync(join(outside, 'a'), 'a');
    symlinkSync(join(outside, 'a'), join(root, LOCK));
    expect(await work(root)).toBe(LOCK);
    symlinkSync('/dev/zero', join(root, LOCK));
    expect(await work(root)).toBe(LOCK);
    expect(readdirSync(outside)).toEqual(['a']);
  });

  it('that is a folder, or one of a ring, ends in a refusal', async () => {
    const root = folder();
    write(root, { [`${LOCK}/a`]: '' });
    await refused(root, 'delete `.amplify-migrate.lock`');
    rmSync(join(root, LOCK), { recursive: true });
    const pid = await deadPid();
    write(root, { [LOCK]: owner(pid, A), [`${LOCK}.${A}`]: owner(pid, B), [`${LOCK}.${B}`]: owner(pid, A) });
    await refused(root, 'Another run');
  });

  it('lets one process in at a time, also when many find the same dead owner', async () => {
    for (let round = 0; round < 3; round += 1) {
      const root = folder();
      write(root, { [LOCK]: owner(await deadPid(), A) });
      const tasks = Array.from({ length: 25 }, () => ({ action: 'lock', root }) as const);
      const ended = await Promise.all(Array.from({ length: 5 }, () => run(tasks)));
      const answers = ended.flatMap((one) => one.answers);
      expect(answers.filter((answer) => 'result' in answer && answer.result === 'was alone')).not.toEqual([]);
      expect(answers.filter((answer) => 'error' in answer && !answer.refused)).toEqual([]);
      expect(readdirSync(root)).toEqual([]);
    }
  });
});
