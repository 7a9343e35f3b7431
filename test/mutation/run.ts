import { type Case, allCases, backendOf, filesBelow } from '../fixtures/cases.js';
import { join } from 'node:path';
import { type Bench, Laboratory, type Verdict, filesWith } from './laboratory.js';
import { type Mutant } from './mutant.js';
import { mutantsOf } from './mutants.js';
import { sampled } from './sample.js';

export interface Options {
  readonly sample: number;
  readonly seed: number;
  /** Held against the names of the cases. */
  readonly cases: RegExp;
  readonly operators: RegExp;
  /** Says how far it has come. */
  readonly tell: (text: string) => void;
}

export interface Judged {
  readonly name: string;
  readonly mutant: Mutant;
  readonly verdict: Verdict;
}

interface Tried extends Judged {
  readonly bench: Bench;
}

interface Drawn {
  readonly one: Case;
  readonly mutant: Mutant;
}

/** Judges a sample of the mutants of cases that synthesise: as many of each feature and operator as there are. */
export async function judgeMutants(options: Options): Promise<readonly Judged[]> {
  const all = await allMutants(options);
  const { sample, seed, tell } = options;
  const drawn = sampled(all, sample, seed, ({ one, mutant }) => `${featureOf(one)} ${mutant.operator}`);
  tell(`${drawn.length} of ${all.length} mutants`);
  const byCase = new Map<Case, Mutant[]>();
  for (const { one, mutant } of drawn) byCase.set(one, [...(byCase.get(one) ?? []), mutant]);
  const laboratory = await Laboratory.open();
  try {
    const tried: Tried[] = [];
    for (const [one, mutants] of byCase) {
      const start = performance.now();
      const bench = await laboratory.prepare(one);
      for (const mutant of mutants) {
        const verdict = await laboratory.judge(bench, mutant);
        tried.push({ name: one.name, bench, mutant, verdict });
        const { operator, file, line } = mutant;
        if (verdict.kind === 'survived') tell(`not told: ${one.name} ${file}:${line} ${operator}`);
      }
      const seconds = ((performance.now() - start) / 1000).toFixed(0);
      tell(`${tried.length}/${drawn.length} ${one.name} (${seconds} s)`);
    }
    return await compiled(laboratory, tried);
  } finally {
    await laboratory.close();
  }
}

/** Preparing a case takes longer than a few of its mutants, so that a sample is of some cases. */
const OF_A_CASE = 8;

async function allMutants({ cases, operators, sample, seed }: Options): Promise<Drawn[]> {
  const able = (await allCases()).filter(
    ({ synth, error, name }) => synth === true && !error && cases.test(name),
  );
  const some = sampled(able, Math.ceil(sample / OF_A_CASE), seed, featureOf);
  const found = await Promise.all(
    some.map(async (one) => {
      const files = backendOf({ files: await filesBelow(join(one.folder, 'gen2')) });
      return [...files].flatMap(([path, text]) => mutantsOf(path, text).map((mutant) => ({ one, mutant })));
    }),
  );
  return found.flat().filter(({ mutant }) => operators.test(mutant.operator));
}

function featureOf({ name }: Case): string {
  return name.split('/')[0] ?? '';
}

/** What the compiler refuses; it takes long, so only those are asked about that nothing else has told. */
async function compiled(laboratory: Laboratory, judged: readonly Tried[]): Promise<Judged[]> {
  const left = judged.filter(({ verdict }) => verdict.kind === 'survived');
  const refused = await laboratory.uncompiled(
    new Map(left.map(({ bench, mutant }, at) => [`m${at}`, filesWith(bench, mutant)])),
  );
  return judged.map((each) => {
    const { name, mutant, verdict } = each;
    const by = refused.get(`m${left.indexOf(each)}`);
    return { name, mutant, verdict: by === undefined ? verdict : { kind: 'refused', by } };
  });
}
