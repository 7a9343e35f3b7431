import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { type Io, type Output } from '../src/cli/io.js';
import { main } from '../src/cli/main.js';
import { type SynthWorker } from '../src/verify/synth.js';

export const APPS = fileURLToPath(new URL('../fixtures/apps', import.meta.url));

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface World {
  readonly cwd?: string;
  readonly env?: Io['env'];
  /** The width of a terminal that both streams are connected to; unset: no terminal. */
  readonly terminal?: number;
  readonly synthWorker?: SynthWorker;
}

/** Runs the whole command line in this process. */
export async function run(args: readonly string[], world: World = {}): Promise<Ran> {
  const written = { stdout: '', stderr: '' };
  const output = (name: 'stdout' | 'stderr'): Output => ({
    isTTY: world.terminal !== undefined,
    columns: world.terminal,
    write: (text) => {
      written[name] += text;
    },
  });
  const io: Io = {
    stdout: output('stdout'),
    stderr: output('stderr'),
    env: world.env ?? {},
    cwd: world.cwd ?? tmpdir(),
    ...(world.synthWorker && { synthWorker: world.synthWorker }),
  };
  const code = await main(args, io);
  return { code, ...written };
}

/** An empty folder that is gone after the test. */
export async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'amplify-migrate-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A copy of a shipped project that a test may write to. */
export async function copyOfApp(name: string): Promise<string> {
  const folder = join(await emptyFolder(), name);
  await cp(join(APPS, name), folder, { recursive: true });
  return folder;
}
