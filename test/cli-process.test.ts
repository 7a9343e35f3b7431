import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { APPS, emptyFolder } from './cli-harness.js';

const BIN = fileURLToPath(new URL('../src/bin.ts', import.meta.url));
const RECORDER = new URL('record-modules.mjs', import.meta.url).href;
const CLUB = join(APPS, 'photo-club');

interface Options {
  readonly env?: NodeJS.ProcessEnv;
  readonly imports?: readonly string[];
  /** Stops reading stdout after the first chunk, as `head` does. */
  readonly head?: boolean;
}

/** Runs the command line as a process of its own. */
async function start(
  args: readonly string[],
  { env, imports = [], head = false }: Options = {},
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const loaders = [...imports, 'tsx'].flatMap((name) => ['--import', name]);
  const child = spawn(process.execPath, [...loaders, BIN, ...args], {
    env: { ...process.env, NODE_OPTIONS: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const chunks: { stdout: Buffer[]; stderr: Buffer[] } = { stdout: [], stderr: [] };
  child.stdout.on('data', (chunk: Buffer) => {
    chunks.stdout.push(chunk);
    if (head) child.stdout.destroy();
  });
  child.stderr.on('data', (chunk: Buffer) => chunks.stderr.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const text = (name: 'stdout' | 'stderr'): string => Buffer.concat(chunks[name]).toString();
  return { code, stdout: text('stdout'), stderr: text('stderr') };
}

describe('the process', () => {
  it('ends with the exit code of the command, all of its output written', async () => {
    const { code, stdout, stderr } = await start(['auth', '--cwd', CLUB, '--exit-code']);
    expect(code).toBe(2);
    expect(stdout).toMatch(/^diff --git [\s\S]*\n$/);
    expect(stderr).toContain('amplify/auth/resource.ts');
    expect(stderr).not.toContain('\u001b');
  });

  it('is quiet when whoever reads the patch stops early', async () => {
    const { code, stderr } = await start(['auth', '--cwd', CLUB], { head: true });
    expect(code).toBe(0);
    expect(stderr).not.toMatch(/EPIPE|AM9000/);
    expect(stderr).toContain('Next');
  });
});

describe('what a dry run loads', () => {
  it('is neither a compiler nor the CDK nor a codemod engine when nothing has to be merged', async () => {
    const list = join(await emptyFolder(), 'modules.txt');
    const { code } = await start(['auth', '--cwd', CLUB], {
      imports: [RECORDER],
      env: { MODULE_LIST: list },
    });
    expect(code).toBe(0);
    const modules = (await readFile(list, 'utf8')).split('\n');
    const packages = new Set(
      modules.flatMap((module) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(module)?.[1] ?? []),
    );
    expect(packages).toContain('yargs');
    expect(packages).toContain('prettier');
    const heavy = [
      'typescript',
      'ts-morph',
      '@ts-morph/common',
      'aws-cdk-lib',
      '@aws-amplify/backend',
      'jscodeshift',
    ];
    expect(heavy.filter((name) => packages.has(name))).toEqual([]);
  });
});
