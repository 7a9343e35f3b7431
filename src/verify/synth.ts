import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { type ParamsOf } from '../core/codes/index.js';
import { type Finding, finding } from '../core/finding.js';
import { fileOrigin } from '../core/origin.js';
import { readAssembly } from './assembly.js';
import { processScript } from './process-script.js';
import { type SynthFault, type SynthReply, type SynthRequest } from './synth-protocol.js';
import { type Stacks } from './template.js';

export interface SynthOptions {
  /** Where the cloud assembly is written; it is made when it is not there. */
  readonly outDir: string;
  /** Default: two minutes. */
  readonly timeoutMs?: number;
  /** The branch whose backend it is. Default: main. */
  readonly branch?: string;
  /** Whether the backend is told its branch as Amplify's builds tell it, by AWS_BRANCH. */
  readonly inBuild?: boolean;
  /** Bundle the code of functions as well, which takes esbuild a second or more for each. */
  readonly bundle?: boolean;
  /** Where the allowed variables are taken from. Default: the environment of this process. */
  readonly env?: NodeJS.ProcessEnv;
}

/** What a backend deploys: every template, with what each stack is given by its parent. */
export interface SynthResult {
  readonly outDir: string;
  readonly stacks: Stacks;
}

type SynthCode = 'AM8002' | 'AM8003' | 'AM8004' | 'AM8005';

/** Why a backend did not synthesise; the finding has the words. */
export class SynthError extends Error {
  override readonly name = 'SynthError';
  readonly finding: Finding;

  constructor(found: Finding) {
    super(`${found.title}: ${found.message}. ${found.remedy}`);
    this.finding = found;
  }
}

function synthError<C extends SynthCode>(code: C, file: string, params: ParamsOf<C>): SynthError {
  return new SynthError(finding(code, 'project', fileOrigin(file), params));
}

const DEFAULT_TIMEOUT_MS = 120_000;
const DEFAULT_BRANCH = 'main';

/**
 * Synthesises the Gen 2 backend of a project, offline, in a process of its own that sees no AWS credentials,
 * with the packages that the project has installed. Like ampx, a backend writes the types of its functions'
 * environments to `.amplify/` at the project root.
 * @throws SynthError with one line that says what is wrong
 */
export async function synthesise(projectRoot: string, options: SynthOptions): Promise<SynthResult> {
  const worker = new SynthWorker(projectRoot, options.env);
  try {
    return await worker.synthesise(projectRoot, options);
  } finally {
    await worker.close();
  }
}

/**
 * A process that synthesises many projects one after the other, and loads the packages once: those that can
 * be found from the `home` folder, so every project must find the same ones. Requests wait for one another.
 */
export class SynthWorker {
  readonly #home: string;
  readonly #env: NodeJS.ProcessEnv;
  readonly #seen = new Set<string>();
  #process: RunningWorker | null = null;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(home: string, env: NodeJS.ProcessEnv = process.env) {
    this.#home = resolve(home);
    this.#env = env;
  }

  /** Starts the process ahead of its first request. What is wrong with the packages is told by that. */
  start(): void {
    try {
      this.#process ??= RunningWorker.start(this.#home, this.#env);
    } catch (error) {
      if (!(error instanceof SynthError)) throw error;
    }
  }

  /** @throws SynthError */
  synthesise(projectRoot: string, options: Omit<SynthOptions, 'env'>): Promise<SynthResult> {
    const result = this.#queue.then(() => this.#run(resolve(projectRoot), options));
    this.#queue = result.catch(() => undefined);
    return result;
  }

  async close(): Promise<void> {
    await this.#process?.stop();
    this.#process = null;
  }

  async #run(root: string, options: Omit<SynthOptions, 'env'>): Promise<SynthResult> {
    const entry = entryOf(root);
    const outDir = resolve(options.outDir);
    await mkdir(outDir, { recursive: true });
    await rm(join(outDir, 'manifest.json'), { force: true });
    // Modules stay loaded, so files that changed in a folder that was seen before need a new process.
    if (this.#seen.has(root)) await this.close();
    this.#seen.add(root);
    this.#process ??= RunningWorker.start(this.#home, this.#env);
    const outcome = await this.#process.ask(
      {
        root,
        entry,
        outDir,
        context: contextOf(options),
        ...(options.inBuild === true && { awsBranch: options.branch ?? DEFAULT_BRANCH }),
      },
      options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
    );
    if (outcome.kind !== 'done') await this.close();
    switch (outcome.kind) {
      case 'done':
        if (!existsSync(join(outDir, 'manifest.json'))) {
          throw synthError('AM8002', entry, {
            problem: `${entry} ran to its end and made no CloudFormation`,
            resolution: 'Call `defineBackend` in it.',
          });
        }
        return { outDir, stacks: await readAssembly(outDir) };
      case 'timeout':
        throw synthError('AM8004', entry, { seconds: outcome.seconds });
      case 'ended':
        throw synthError('AM8002', entry, {
          problem: `the process of the backend ended before it had synthesised${tail(outcome.output)}`,
          resolution: 'Look for code in `amplify/` that ends its process.',
        });
      case 'fault':
        throw faultError(outcome.fault, root, entry);
    }
  }
}

/** ampx takes the first of these that is there, so a stray backend.js hides backend.ts. */
const ENTRIES = ['backend.js', 'backend.mjs', 'backend.cjs', 'backend.ts'].map((name) => `amplify/${name}`);

/** The entry of the backend in a project. @throws SynthError when there is none */
export function entryOf(root: string): string {
  const entry = ENTRIES.find((path) => existsSync(join(root, path)));
  if (entry === undefined) throw synthError('AM8005', 'amplify/backend.ts', { root });
  return entry;
}

/** The backend of a branch, as a build in Amplify Hosting makes it. */
function contextOf({ branch = DEFAULT_BRANCH, bundle = false }: SynthOptions): string {
  return JSON.stringify({
    'amplify-backend-type': 'branch',
    'amplify-backend-namespace': 'app',
    'amplify-backend-name': branch,
    // Kept for each construct, for people: half the time of a large API, and no part of a template.
    'aws:cdk:disable-stack-trace': true,
    'aws:cdk:disable-creation-stack-traces': true,
    // Assets that are not bundled are read where they lie: nobody deploys the copies.
    ...(!bundle && { 'aws:cdk:bundling-stacks': [], 'aws:cdk:disable-asset-staging': true }),
  });
}

function faultError(fault: SynthFault, root: string, entry: string): SynthError {
  const missing = /Cannot find (?:package|module) '((?:@[^/']+\/)?[^./'][^/']*)/.exec(fault.message)?.[1];
  if (fault.code?.endsWith('MODULE_NOT_FOUND') && missing !== undefined) {
    return synthError('AM8003', entry, { packageName: missing, root });
  }
  const name = fault.name === 'Error' ? '' : `${fault.name}: `;
  return synthError('AM8002', entry, {
    problem: oneLine(`${name}${fault.message}`),
    resolution: oneLine(fault.resolution ?? 'Correct the backend, and run it again.'),
  });
}

const LINE_LENGTH = 400;

/** Text of an error without line breaks and without control characters, which a terminal would obey. */
function oneLine(text: string): string {
  const line = stripVTControlCharacters(text)
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .replace(/\.$/, '');
  return line.length > LINE_LENGTH ? `${line.slice(0, LINE_LENGTH)}…` : line;
}

function tail(output: string): string {
  const last = output.trim().split('\n').at(-1);
  return last === undefined || last === '' ? '' : `, and said last: ${oneLine(last)}`;
}

type Outcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'fault'; readonly fault: SynthFault }
  | { readonly kind: 'timeout'; readonly seconds: number }
  | { readonly kind: 'ended'; readonly output: string };

const OUTPUT_LIMIT = 64 * 1024;
/**
 * Megabytes that a backend may take: the largest that was seen takes a third of it. Room for what is young spares half
 * of the time that a synthesis spends on collecting garbage.
 */
const LIMITS = ['--max-old-space-size=4096', '--max-semi-space-size=64'];

class RunningWorker {
  readonly #child: ChildProcess;
  readonly #ended: Promise<void>;
  #output = '';
  #lastId = 0;

  private constructor(child: ChildProcess) {
    this.#child = child;
    this.#ended = new Promise((done) => {
      child.once('close', () => {
        done();
      });
      child.once('error', () => {
        done();
      });
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#output = (this.#output + text).slice(-OUTPUT_LIMIT);
      });
    }
  }

  static start(home: string, env: NodeJS.ProcessEnv): RunningWorker {
    const loader = pathToFileURL(resolveFrom(home, 'tsx')).href;
    resolveFrom(home, '@aws-amplify/backend');
    const child = spawn(
      process.execPath,
      [...LIMITS, '--import', loader, fileURLToPath(processScript('synth-worker'))],
      {
        cwd: home,
        env: backendEnvironment(home, env),
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
        windowsHide: true,
      },
    );
    return new RunningWorker(child);
  }

  async ask(request: Omit<SynthRequest, 'id'>, timeoutMs: number): Promise<Outcome> {
    this.#output = '';
    this.#lastId += 1;
    const id = this.#lastId;
    let timer: NodeJS.Timeout | undefined;
    let hear: ((reply: SynthReply) => void) | undefined;
    const answered = new Promise<Outcome>((done) => {
      hear = (reply) => {
        if (reply.id === id) done(reply.ok ? { kind: 'done' } : { kind: 'fault', fault: reply.fault });
      };
      this.#child.on('message', hear);
      timer = setTimeout(() => {
        done({ kind: 'timeout', seconds: Math.round(timeoutMs / 1000) });
      }, timeoutMs);
    });
    const ended = this.#ended.then((): Outcome => ({ kind: 'ended', output: this.#output }));
    // A failed send also ends the process or is followed by its end, which is what `ended` waits for.
    this.#child.send({ id, ...request } satisfies SynthRequest, () => undefined);
    try {
      return await Promise.race([answered, ended]);
    } finally {
      clearTimeout(timer);
      if (hear) this.#child.off('message', hear);
    }
  }

  async stop(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended;
  }
}

function resolveFrom(root: string, packageName: string): string {
  try {
    return createRequire(join(root, 'package.json')).resolve(packageName);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    throw synthError('AM8003', 'package.json', { packageName, root });
  }
}

/** What a process needs to start and to find its temporary folder; nothing that names an AWS account. */
const ALLOWED_VARIABLES = ['PATH', 'TMPDIR', 'TEMP', 'TMP', 'LANG', 'LC_ALL', 'SystemRoot'];

/** The environment of a process that runs a backend: without credentials, and without a way to look for some. */
export function backendEnvironment(home: string, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = ALLOWED_VARIABLES.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]]));
  const tsconfig = join(home, 'amplify', 'tsconfig.json');
  return {
    ...(Object.fromEntries(kept) as NodeJS.ProcessEnv),
    // CDK keeps the fingerprints of assets in the home folder, and writes all of them anew for each asset: most of
    // the time of a large API, and files that are not ours (FingerprintDiskCache of aws-cdk-lib).
    HOME: NOWHERE,
    USERPROFILE: NOWHERE,
    // The SDK would otherwise look into the home folder and ask the instance.
    AWS_CONFIG_FILE: NOWHERE,
    AWS_SHARED_CREDENTIALS_FILE: NOWHERE,
    AWS_EC2_METADATA_DISABLED: 'true',
    AMPLIFY_DISABLE_TELEMETRY: '1',
    // CDK checks templates by rules of its own for seconds, and prints warnings, which a deployment goes past.
    CDK_VALIDATION: 'false',
    NO_COLOR: '1',
    ...(existsSync(tsconfig) && { TSX_TSCONFIG_PATH: tsconfig }),
  };
}

const NOWHERE = process.platform === 'win32' ? 'NUL' : '/dev/null';
