import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { processScript } from './process-script.js';
import { type Asked, type SynthFault, type SynthReply, type SynthRequest } from './synth-protocol.js';

/** How a request ended. */
export type Outcome =
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

/** The process that synthesises, and the questions to it. */
export class SynthProcess {
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

  /** @throws MissingPackage */
  static start(home: string, env: NodeJS.ProcessEnv = process.env): SynthProcess {
    const { execArgv, script, args } = processScript('synth-worker', (name) => resolveFrom(home, name));
    const child = spawn(process.execPath, [...LIMITS, ...execArgv, script, ...args], {
      cwd: home,
      env: backendEnvironment(home, env),
      // Settings of Gen 1 hold maps.
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      windowsHide: true,
    });
    return new SynthProcess(child);
  }

  async ask(request: SynthRequest, timeoutMs: number): Promise<Outcome> {
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
    this.#child.send({ id, request } satisfies Asked, () => undefined);
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

/** A package that the project has not installed. */
export class MissingPackage extends Error {
  override readonly name = 'MissingPackage';
  readonly packageName: string;

  constructor(packageName: string, options: ErrorOptions) {
    super(`${packageName} is not installed`, options);
    this.packageName = packageName;
  }
}

function resolveFrom(root: string, packageName: string): string {
  try {
    return createRequire(join(root, 'package.json')).resolve(packageName);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    throw new MissingPackage(packageName, { cause: error });
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
