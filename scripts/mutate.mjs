// How much verify sees: changes one token of the backends of the fixtures at a time, and asks it.
//   npm run mutate -- --sample 300 --seed 1 --cases storage/ --operators verb
import { parseArgs } from 'node:util';
import { register } from 'tsx/esm/api';

/** The share of mutants that has to be told. */
const TARGET = 0.98;

const { values } = parseArgs({
  options: {
    sample: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
    cases: { type: 'string', default: '.' },
    operators: { type: 'string', default: '.' },
  },
});

register();
const { judgeMutants } = await import('../test/mutation/run.ts');
const { scoreOf, shownScore } = await import('../test/mutation/score.ts');

const judged = await judgeMutants({
  sample: Number(values.sample),
  seed: Number(values.seed),
  cases: new RegExp(values.cases),
  operators: new RegExp(values.operators),
  tell: (text) => console.error(text),
});
const score = scoreOf(judged);
console.log(shownScore(score));
const explained = score.survivors.every(({ because }) => because !== null);
process.exitCode = score.share >= TARGET && explained ? 0 : 1;
