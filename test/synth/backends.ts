import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, inject } from 'vitest';
import { shownCycle, stackCycles } from '../../src/verify/stack-cycles.js';
import { type SynthResult, SynthWorker } from '../../src/verify/synth.js';
import { TypeChecker, type TypeProblem } from '../../src/verify/typecheck.js';

export type Files = ReadonlyMap<string, string | Uint8Array>;

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

/** After so many backends a new process takes over: every one of them stays loaded in the old. */
const MOST_BACKENDS = 60;

/**
 * What the files of one process of the run share: the packages, and their declarations, are loaded once for all of
 * them. The folder goes with the run (test/run-folder.ts), the process that synthesises with the one that asks it.
 */
class Machinery {
  #home: Promise<string> | undefined;
  #worker: SynthWorker | undefined;
  #checker: Promise<TypeChecker> | undefined;
  #queue: Promise<unknown> = Promise.resolve();
  #backends = 0;

  home(): Promise<string> {
    return (this.#home ??= makeHome());
  }

  /** One after the other, as the process takes them. */
  synthesise(folder: string): Promise<SynthResult> {
    const result = this.#queue.then(() => this.#next(folder));
    this.#queue = result.catch(() => undefined);
    return result;
  }

  async #next(folder: string): Promise<SynthResult> {
    return (await this.worker()).synthesise(folder, { outDir: join(folder, 'cdk.out') });
  }

  async worker(): Promise<SynthWorker> {
    this.#backends += 1;
    if (this.#backends % MOST_BACKENDS === 0) {
      await this.#worker?.close();
      this.#worker = undefined;
    }
    return (this.#worker ??= new SynthWorker(await this.home()));
  }

  async checker(): Promise<TypeChecker> {
    return (this.#checker ??= TypeChecker.create(await this.home()));
  }
}

const machinery = new Machinery();

/**
 * The process that has the packages loaded, for one more backend below node_modules, in a folder that was not
 * synthesised before.
 */
export const synthWorker = (): Promise<SynthWorker> => machinery.worker();

/** The proof machinery for the tests of one file: its folders go with its last test. Call it at the top level. */
export function backends(): Backends {
  const folders: string[] = [];

  afterAll(async () => {
    for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
  });

  const write = async (files: Files): Promise<string> => {
    const folder = await mkdtemp(join(await machinery.home(), 'case-'));
    folders.push(folder);
    return writeCase(folder, files);
  };
  const typecheckCases: Backends['typecheckCases'] = async (cases) =>
    (await machinery.checker()).checkAll(new Map([...cases].map(([name, files]) => [name, texts(files)])));

  return {
    write,
    typecheckCases,
    async synthCase(files) {
      const result = await machinery.synthesise(await write(files));
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
  const home = await mkdtemp(join(inject('runFolder'), 'process-'));
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
