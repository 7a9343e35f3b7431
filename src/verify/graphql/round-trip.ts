import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve, sep } from 'node:path';
import { type ProcessScript, processScript } from '../process-script.js';
import { backendEnvironment } from '../synth-process.js';
import { type ApiDifference } from './compare-apis.js';
import { type Gen1ApiInput } from './gen1-input.js';
import { type RoundTripReply, type RoundTripRequest } from './round-trip-protocol.js';

export interface RoundTripInput {
  /** The project whose packages are used; nothing is written to it. */
  readonly projectRoot: string;
  /** The emitted files below `amplify/`, by their path relative to the project. */
  readonly files: ReadonlyMap<string, string>;
  /** Default: `amplify/data/resource.ts`. */
  readonly entry?: string;
  readonly gen1: Gen1ApiInput;
  /** Default: two minutes. */
  readonly timeoutMs?: number;
}

export type RoundTrip =
  | { readonly kind: 'not installed'; readonly packageName: string }
  /** `isCode`: the builder refuses the emitted schema; otherwise the comparison could not be made. */
  | { readonly kind: 'failed'; readonly problem: string; readonly isCode: boolean }
  | { readonly kind: 'compared'; readonly sdl: string; readonly differences: readonly ApiDifference[] };

const NEEDED = ['tsx', '@aws-amplify/backend'];
const DEFAULT_TIMEOUT_MS = 120_000;

/**
 * Takes the schema back out of the emitted code, in a process of its own without credentials, and compares what
 * it means with what the Gen 1 schema means: client-visible schema, tables, modes, resolvers, decisions. The
 * emitted files stand in a temporary folder that finds the packages of the project.
 */
export async function roundTrip(input: RoundTripInput): Promise<RoundTrip> {
  const projectRoot = resolve(input.projectRoot);
  const from = createRequire(join(projectRoot, 'package.json'));
  for (const packageName of NEEDED) {
    if (!isFound(from, packageName)) return { kind: 'not installed', packageName };
  }
  const folder = await mkdtemp(join(await realpath(tmpdir()), 'amplify-migrate-round-trip-'));
  try {
    const project = await stage(folder, projectRoot, input.files);
    const entry = input.entry ?? 'amplify/data/resource.ts';
    const request = { folder: project, entry, projectRoot, gen1: input.gen1 };
    return await ask(
      request,
      processScript('graphql/round-trip-child', from.resolve),
      input.timeoutMs ?? DEFAULT_TIMEOUT_MS,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function isFound(from: NodeJS.Require, packageName: string): boolean {
  try {
    from.resolve(packageName);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') return false;
    throw error;
  }
}

/** @returns the folder of the files, which finds the packages where the project does, in folders above it too */
async function stage(home: string, projectRoot: string, files: ReadonlyMap<string, string>): Promise<string> {
  let folder = home;
  for (const [level, packages] of packageFolders(projectRoot).entries()) {
    if (level > 0) folder = join(folder, 'inner');
    await mkdir(folder, { recursive: true });
    await symlink(packages, join(folder, 'node_modules'), 'junction');
  }
  await mkdir(join(folder, 'amplify'), { recursive: true });
  // What ampx takes the folder for; the emitted one, if there is one, stands in its place.
  await writeFile(join(folder, 'amplify/package.json'), '{ "type": "module" }\n');
  for (const [path, text] of files) {
    const file = resolve(folder, path);
    if (!file.startsWith(folder + sep)) throw new Error(`${path} is outside of the project`);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  return folder;
}

/** Every node_modules that node looks into from a folder, outermost first. */
function packageFolders(folder: string): string[] {
  const above = dirname(folder);
  const outer = above === folder ? [] : packageFolders(above);
  const own = join(folder, 'node_modules');
  return existsSync(own) ? [...outer, own] : outer;
}

async function ask(
  request: RoundTripRequest,
  { script, args, execArgv }: ProcessScript,
  timeoutMs: number,
): Promise<RoundTrip> {
  const child = fork(script, args, {
    cwd: request.folder,
    env: backendEnvironment(request.folder, process.env),
    execArgv: [...execArgv],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), timeoutMs);
  try {
    child.send(request);
    return await answerOf(child, timeoutMs);
  } finally {
    clearTimeout(timer);
    child.kill('SIGKILL');
  }
}

function answerOf(child: ChildProcess, timeoutMs: number): Promise<RoundTrip> {
  return new Promise((done) => {
    child.once('message', (reply) => {
      done(reply as RoundTripReply);
    });
    child.once('error', ({ message }) => {
      done({ kind: 'failed', problem: message, isCode: false });
    });
    child.once('close', (_, signal) => {
      const seconds = Math.round(timeoutMs / 1000);
      const problem =
        signal === 'SIGKILL' ? `no result after ${String(seconds)} s` : 'the process ended without a result';
      done({ kind: 'failed', problem, isCode: false });
    });
  });
}
