import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { readAssembly } from './assembly.js';
import { type Gen1ApiInput } from './graphql/gen1-input.js';
import { type SynthError, synthError } from './synth-error.js';
import { MissingPackage, type Outcome, SynthProcess } from './synth-process.js';
import { type SynthFault } from './synth-protocol.js';
import { type Stacks } from './template.js';

export { SynthError } from './synth-error.js';

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
  #process: SynthProcess | null = null;
  #queue: Promise<unknown> = Promise.resolve();
  #transformed: Promise<unknown> = Promise.resolve();

  /** `started`: a process for the same folder, which may have loaded the packages by now. */
  constructor(home: string, env: NodeJS.ProcessEnv = process.env, started: SynthProcess | null = null) {
    this.#home = resolve(home);
    this.#env = env;
    this.#process = started;
  }

  #running(): SynthProcess {
    try {
      return (this.#process ??= SynthProcess.start(this.#home, this.#env));
    } catch (error) {
      if (!(error instanceof MissingPackage)) throw error;
      throw synthError('AM8003', 'package.json', { packageName: error.packageName, root: this.#home });
    }
  }

  /**
   * What Gen 1 deploys for its GraphQL API, by the transformers that the backend loads anyway. Asked before the backend
   * it is made before any code of the project has run.
   * @throws Error when the transformers refuse the schema, SynthError when there are none
   */
  async gen1Api(projectRoot: string, input: Gen1ApiInput, outDir: string): Promise<SynthResult> {
    const root = resolve(projectRoot);
    await mkdir(outDir, { recursive: true });
    const asked = this.#running().ask({ kind: 'gen1 api', root, outDir, input }, DEFAULT_TIMEOUT_MS);
    this.#transformed = Promise.all([this.#transformed, asked]);
    const outcome = await asked;
    if (outcome.kind !== 'done') throw new Error(problemOf(outcome));
    return { outDir, stacks: await readAssembly(outDir) };
  }

  /** @throws SynthError */
  synthesise(projectRoot: string, options: Omit<SynthOptions, 'env'>): Promise<SynthResult> {
    const result = this.#queue.then(() => this.#run(resolve(projectRoot), options));
    this.#queue = result.catch(() => undefined);
    return result;
  }

  async close(): Promise<void> {
    const running = this.#process;
    this.#process = null;
    await running?.stop();
  }

  async #run(root: string, options: Omit<SynthOptions, 'env'>): Promise<SynthResult> {
    const entry = entryOf(root);
    const outDir = resolve(options.outDir);
    await mkdir(outDir, { recursive: true });
    await rm(join(outDir, 'manifest.json'), { force: true });
    // Modules stay loaded, so files that changed in a folder that was seen before need a new process.
    if (this.#seen.has(root)) {
      await this.#transformed;
      await this.close();
    }
    this.#seen.add(root);
    const outcome = await this.#running().ask(
      {
        kind: 'backend',
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

/** Why there is no API; its first line is for people. */
function problemOf(outcome: Exclude<Outcome, { readonly kind: 'done' }>): string {
  switch (outcome.kind) {
    case 'fault':
      return outcome.fault.message;
    case 'timeout':
      return `no result after ${String(outcome.seconds)} s`;
    case 'ended':
      return `the process ended without a result${tail(outcome.output)}`;
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
    resolution: oneLine(resolutionOf(fault)),
  });
}

/** CDK bundles functions by the one lock file that it finds; it advises an argument that `defineFunction` has not. */
function resolutionOf({ message, resolution }: SynthFault): string {
  if (message.includes('Multiple package lock files found')) {
    return 'Keep the lock file of the package manager that the project uses, and remove the others: no deployment of functions gets past them.';
  }
  return resolution ?? 'Correct the backend, and run it again.';
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
