import { spawn } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { beforeAll } from 'vitest';
import { type Edit } from '../../src/core/plan.js';
// Not an import of types among others: that would run the script here.
import type { Answer, Task } from './child.js';
import { temporaryFolders } from './helpers.js';

export interface Ended {
  readonly pid: number;
  readonly signal: NodeJS.Signals | null;
  readonly answers: readonly Answer[];
}

/** Runs tasks in a process of their own, optionally as a user without rights. */
export type Run = (tasks: readonly Task[], user?: number) => Promise<Ended>;

/** The code under test as one file, so that each of the many processes starts in a moment. */
export function processes(): Run {
  const folder = temporaryFolders();
  let script = '';
  beforeAll(async () => {
    const outdir = folder();
    chmodSync(outdir, 0o755);
    script = join(outdir, 'child.mjs');
    const entry = join(import.meta.dirname, 'child.ts');
    const banner = { js: "import { createRequire } from 'node:module'; const require = createRequire('/');" };
    await build({
      entryPoints: [entry],
      outfile: script,
      bundle: true,
      platform: 'node',
      format: 'esm',
      banner,
    });
    chmodSync(script, 0o644);
  });
  return (tasks, user) =>
    new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [script, JSON.stringify(tasks)], {
        stdio: ['ignore', 'pipe', 'inherit'],
        cwd: '/',
        ...(user !== undefined && { uid: user, gid: user }),
      });
      let output = '';
      child.stdout.on('data', (data: Buffer) => (output += data.toString()));
      child.on('error', reject);
      child.on('close', (_, signal) => {
        const answers = signal === null ? (JSON.parse(output) as Answer[]) : [];
        resolve({ pid: child.pid ?? 0, signal, answers });
      });
    });
}

/** A commit as a task. */
export function commitTask(root: string, edits: readonly Edit[], more: Partial<Task> = {}): Task {
  const text = (bytes: Uint8Array | null): string | null => bytes && Buffer.from(bytes).toString('base64');
  const encoded = edits.map(({ path, before, after }) => ({
    path,
    before: text(before),
    after: text(after),
  }));
  return { action: 'commit', root, edits: encoded, ...more };
}

/** Works through a list with a few at a time: the processes share a small machine with other tests. */
export async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  const worker = async (): Promise<void> => {
    for (const item of queue) await work(item);
  };
  await Promise.all([worker(), worker(), worker()]);
}
