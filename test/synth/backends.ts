import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import { shownCycle, stackCycles } from '../../src/verify/stack-cycles.js';
import { type SynthResult, SynthWorker } from '../../src/verify/synth.js';
import { TypeChecker, type TypeProblem } from '../../src/verify/typecheck.js';

export type Files = ReadonlyMap<string, string | Uint8Array>;

/** Below node_modules, so that cases find our devDependencies, and git does not find the cases. */
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/amplify-migrate-test/', import.meta.url));

/** What every case needs besides the emitted files: ampx treats amplify/ as ES modules. */
const MINIMAL: Files = new Map([['amplify/package.json', '{ "type": "module" }\n']]);

export interface Backends {
  /** Writes a case to a folder of its own. @returns the folder */
  readonly write: (files: Files) => Promise<string>;
  /**
   * Synthesises a case with a process that has the packages loaded: a few hundred milliseconds.
   * @throws Error when CloudFormation would refuse to deploy it, because resources need one another
   */
  readonly synthCase: (files: Files) => Promise<SynthResult>;
  readonly typecheckCase: (files: Files) => Promise<TypeProblem[]>;
  /** Problems by the name of the case; ten times faster than one case after the other. */
  readonly typecheckCases: (cases: ReadonlyMap<string, Files>) => Promise<Map<string, TypeProblem[]>>;
}

/**
 * The proof machinery for the tests of one file. Call it at the top level of the file: it ends its process and
 * removes its folders after the last test.
 */
export function backends(): Backends {
  let home: Promise<string> | undefined;
  let worker: SynthWorker | undefined;
  let checker: Promise<TypeChecker> | undefined;

  afterAll(async () => {
    await worker?.close();
    if (home) await rm(await home, { recursive: true, force: true });
  });

  const root = (): Promise<string> => (home ??= makeHome());
  const write = async (files: Files): Promise<string> =>
    writeCase(await mkdtemp(join(await root(), 'case-')), files);
  const typecheckCases: Backends['typecheckCases'] = async (cases) => {
    checker ??= TypeChecker.create(await root());
    return (await checker).checkAll(new Map([...cases].map(([name, files]) => [name, texts(files)])));
  };

  return {
    write,
    typecheckCases,
    async synthCase(files) {
      const folder = await write(files);
      worker ??= new SynthWorker(await root());
      const result = await worker.synthesise(folder, { outDir: join(folder, 'cdk.out') });
      const cycles = stackCycles(result.stacks).map(shownCycle);
      if (cycles.length > 0) throw new Error(`Circular dependency between resources: ${cycles.join('; ')}`);
      return result;
    },
    async typecheckCase(files) {
      return (await typecheckCases(new Map([['case', files]]))).get('case') ?? [];
    },
  };
}

/** The loader takes the tsconfig.json of its home: without one it would find that of this repository. */
const TSCONFIG = {
  compilerOptions: { target: 'es2022', module: 'es2022', moduleResolution: 'bundler', strict: true },
};

async function makeHome(): Promise<string> {
  await mkdir(CACHE, { recursive: true });
  const home = await mkdtemp(join(CACHE, 'run-'));
  await mkdir(join(home, 'amplify'));
  await writeFile(join(home, 'amplify/tsconfig.json'), JSON.stringify(TSCONFIG));
  return home;
}

async function writeCase(folder: string, files: Files): Promise<string> {
  for (const [path, content] of [...MINIMAL, ...files]) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  return folder;
}

function texts(files: Files): Map<string, string> {
  return new Map(
    [...files].map(([path, content]) => [
      path,
      typeof content === 'string' ? content : new TextDecoder().decode(content),
    ]),
  );
}
