import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { finding } from '../core/finding.js';
import { fileOrigin } from '../core/origin.js';
import { SynthError } from './synth-error.js';
import { backendEnvironment } from './synth-process.js';

/** What the compiler says about one place. `path` is relative to the project; line and column start at 1. */
export interface CompilerProblem {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  /** With its number, as in `TS2322: Type 'string' is not assignable to type 'number'.` */
  readonly message: string;
}

const DEFAULT_TIMEOUT_MS = 180_000;

/**
 * Checks `amplify/` with the TypeScript of the project, by its own amplify/tsconfig.json, as ampx does before a
 * deployment: in a process of its own, and without writing.
 * @throws SynthError when TypeScript is not installed, or gives no answer
 */
export async function compilerProblems(
  projectRoot: string,
  timeoutMs = DEFAULT_TIMEOUT_MS,
): Promise<CompilerProblem[]> {
  const output = await runCompiler(projectRoot, compilerOf(projectRoot), timeoutMs);
  const problems = output.split(/\r?\n/).flatMap(problemIn);
  if (problems.length === 0 && /error TS\d+/.test(output)) {
    const problem = output.trim().split('\n')[0] ?? '';
    throw new SynthError(
      finding('AM8002', 'project', fileOrigin('amplify/tsconfig.json'), {
        problem,
        resolution: 'Correct amplify/tsconfig.json.',
      }),
    );
  }
  return problems;
}

function compilerOf(projectRoot: string): string {
  try {
    return createRequire(join(projectRoot, 'package.json')).resolve('typescript/lib/tsc.js');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    const params = { packageName: 'typescript', root: projectRoot };
    throw new SynthError(finding('AM8003', 'project', fileOrigin('package.json'), params));
  }
}

/** What create-amplify writes into amplify/tsconfig.json (public npm package, 1.x). */
const DEFAULTS =
  '--target es2022 --module es2022 --moduleResolution bundler --resolveJsonModule --esModuleInterop --strict --skipLibCheck'.split(
    ' ',
  );

function argumentsFor(projectRoot: string): string[] {
  const config = join('amplify', 'tsconfig.json');
  const target = existsSync(join(projectRoot, config)) ? ['-p', config] : [...DEFAULTS, 'amplify/backend.ts'];
  return [...target, '--noEmit', '--pretty', 'false'];
}

function runCompiler(projectRoot: string, compiler: string, timeoutMs: number): Promise<string> {
  const child = spawn(process.execPath, [compiler, ...argumentsFor(projectRoot)], {
    cwd: projectRoot,
    env: backendEnvironment(projectRoot, process.env),
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
    windowsHide: true,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (_, signal) => {
      if (signal === null) {
        done(output);
        return;
      }
      const params = { seconds: Math.round(timeoutMs / 1000) };
      fail(new SynthError(finding('AM8004', 'project', fileOrigin('amplify/backend.ts'), params)));
    });
  });
}

/** `amplify/auth/resource.ts(3,5): error TS2322: Type …` */
function problemIn(text: string): CompilerProblem[] {
  const [, path, line, column, message] = /^(.+?)\((\d+),(\d+)\): error (TS\d+: .*)$/.exec(text) ?? [];
  if (path === undefined || message === undefined) return [];
  return [{ path: path.replaceAll('\\', '/'), line: Number(line), column: Number(column), message }];
}
