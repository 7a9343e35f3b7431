import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gen1ApiFacts } from '../../src/cli/gen1-api.js';
import { type Gen1App } from '../../src/core/gen1-app.js';
import { findProject } from '../../src/gen1/find-project.js';
import { readApp } from '../../src/gen1/read-app.js';
import { compareGenerations } from '../../src/verify/compare-generations.js';
import { type Difference } from '../../src/verify/difference.js';
import { type Gen1Generation, gen1Generation, gen2Generation } from '../../src/verify/generation.js';
import { featuresOf } from '../../src/verify/features.js';
import { type ApiFacts } from '../../src/verify/graphql/api-facts.js';
import { askAhead } from '../../src/verify/graphql/compare-apis.js';
import { stackCycles } from '../../src/verify/stack-cycles.js';
import { SynthError, type SynthResult, SynthWorker } from '../../src/verify/synth.js';
import { TypeChecker } from '../../src/verify/typecheck.js';
import { type Case, type Report, backendOf, environmentOf, filesBelow } from '../fixtures/cases.js';
import { deployedBy } from './equivalents.js';
import { type Mutant, mutated } from './mutant.js';

/** Below node_modules, so that backends find our devDependencies. */
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/amplify-migrate-mutants/', import.meta.url));

/** A case with what its backend is held against. */
export interface Bench {
  readonly name: string;
  readonly files: ReadonlyMap<string, string>;
  readonly report: Report;
  readonly gen1: Gen1Generation;
  /** What the unchanged backend differs in without a word of the plan. */
  readonly known: ReadonlySet<string>;
  /** What it differs in as the plan has told. */
  readonly announced: ReadonlySet<string>;
  readonly templates: string;
}

/** What became of a mutant. */
export type Verdict =
  | { readonly kind: 'told'; readonly by: string }
  /** It does not synthesise, or CloudFormation would refuse it. */
  | { readonly kind: 'refused'; readonly by: string }
  /** The same resources with the same properties: no mutant at all. */
  | { readonly kind: 'same' }
  /** Not told; `by`: new differences that the report of the plan is taken to have told. */
  | { readonly kind: 'survived'; readonly by: string };

/**
 * Backends that one process makes: modules stay loaded with all that they have made, up to a hundred megabytes each,
 * and a process at the limit of its memory does nothing but collect garbage.
 */
const OF_A_PROCESS = 12;

/** Makes backends and judges them, in a process that has the packages loaded. */
export class Laboratory {
  readonly #home: string;
  readonly #worker: SynthWorker;
  #backends = 0;

  private constructor(home: string) {
    this.#home = home;
    this.#worker = new SynthWorker(home);
  }

  static async open(): Promise<Laboratory> {
    await mkdir(CACHE, { recursive: true });
    const home = await mkdtemp(join(CACHE, 'run-'));
    const compilerOptions = { target: 'es2022', module: 'es2022', moduleResolution: 'bundler', strict: true };
    await mkdir(join(home, 'amplify'));
    await writeFile(join(home, 'amplify/tsconfig.json'), JSON.stringify({ compilerOptions }));
    return new Laboratory(home);
  }

  async close(): Promise<void> {
    await this.#worker.close();
    await rm(this.#home, { recursive: true, force: true });
  }

  /** Everything about a case that its mutants have in common. */
  async prepare(one: Case): Promise<Bench> {
    const written = await filesBelow(join(one.folder, 'gen2'));
    const files = backendOf({ files: written });
    const report = JSON.parse(await readFile(join(one.folder, 'report.json'), 'utf8')) as Report;
    const { app } = await readApp(await findProject(one.project), environmentOf(one));
    const gen1 = await gen1Generation(app, await apiOf(app));
    // Every mutant is held against the same answers.
    if (gen1.api !== null) askAhead(gen1.api);
    return this.#synthesised(files, async (synthesised) => {
      const differences = await differencesOf({ gen1, report }, synthesised);
      const known = new Set(differences.filter(isTold).map(keyOf));
      const announced = new Set(differences.filter((found) => !isTold(found)).map(keyOf));
      return { name: one.name, files, report, gen1, known, announced, templates: templatesOf(synthesised) };
    });
  }

  async judge(bench: Bench, mutant: Mutant): Promise<Verdict> {
    try {
      return await this.#synthesised(filesWith(bench, mutant), async (synthesised) =>
        verdictOf(bench, synthesised),
      );
    } catch (error) {
      if (!(error instanceof SynthError)) throw error;
      return { kind: 'refused', by: error.message };
    }
  }

  /** Which of the backends the compiler refuses, with its first word on each. */
  async uncompiled(backends: ReadonlyMap<string, ReadonlyMap<string, string>>): Promise<Map<string, string>> {
    if (backends.size === 0) return new Map();
    const found = (await TypeChecker.create(this.#home)).checkAll(backends);
    return new Map(
      [...found].flatMap(([name, [first]]) => (first === undefined ? [] : [[name, first.message]])),
    );
  }

  async #synthesised<T>(
    files: ReadonlyMap<string, string>,
    use: (synthesised: SynthResult) => Promise<T>,
  ): Promise<T> {
    const folder = await mkdtemp(join(this.#home, 'case-'));
    this.#backends += 1;
    if (this.#backends % OF_A_PROCESS === 0) await this.#worker.close();
    try {
      for (const [path, text] of [['amplify/package.json', '{ "type": "module" }'] as const, ...files]) {
        const file = join(folder, path);
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, text);
      }
      return await use(await this.#worker.synthesise(folder, { outDir: join(folder, 'cdk.out') }));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

/** The backend with the token changed. */
export function filesWith({ files }: Pick<Bench, 'files'>, { file, change }: Mutant): Map<string, string> {
  return new Map(files).set(file, mutated(files.get(file) ?? '', change));
}

/** An API that Gen 1's own transformers refuse is not compared, as `verify` says. */
async function apiOf(app: Gen1App): Promise<ApiFacts | null> {
  try {
    return await gen1ApiFacts(app);
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
}

async function differencesOf(
  { gen1, report }: Pick<Bench, 'gen1' | 'report'>,
  synthesised: SynthResult,
): Promise<Difference[]> {
  const gen2 = await gen2Generation(synthesised, gen1.known);
  return compareGenerations(gen1, gen2, { features: featuresOf(gen2), told: report });
}

async function verdictOf(bench: Bench, synthesised: SynthResult): Promise<Verdict> {
  if (templatesOf(synthesised) === bench.templates) return { kind: 'same' };
  if (stackCycles(synthesised.stacks).length > 0) return { kind: 'refused', by: 'a circle of resources' };
  const differences = await differencesOf(bench, synthesised);
  const [told] = differences.filter((one) => isTold(one) && !bench.known.has(keyOf(one)));
  if (told !== undefined) return { kind: 'told', by: shown(told) };
  const announced = differences.filter((one) => !isTold(one) && !bench.announced.has(keyOf(one)));
  return { kind: 'survived', by: announced.map(shown).join('; ') };
}

/** What an override asks for is told as well, as what the backend has now. */
function isTold({ announced }: Difference): boolean {
  return announced === null || announced === 'override';
}

function keyOf({ path, gen1, gen2 }: Difference): string {
  return JSON.stringify([path, gen1, gen2]);
}

function shown({ path, gen1, gen2, announced }: Difference): string {
  return `${announced ?? 'told'} ${path}: ${gen1.slice(0, 80)} -> ${gen2.slice(0, 80)}`;
}

/** What is alike says the same: the evidence is in what is deployed. */
function templatesOf({ stacks }: SynthResult): string {
  return deployedBy(stacks);
}
