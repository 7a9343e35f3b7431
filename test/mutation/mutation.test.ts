import { describe, expect, it, vi } from 'vitest';
import { OPERATORS, mutantsOf } from './mutants.js';
import { mutated } from './mutant.js';
import { judgeMutants } from './run.js';
import { sampled } from './sample.js';
import { scoreOf, shownScore } from './score.js';

vi.setConfig({ testTimeout: 300_000 });

const STORAGE = `export const storage = defineStorage({
  access: (allow) => ({ 'private/{entity_id}/*': [allow.entity('identity').to(['read', 'write'])] }),
});
`;

describe('mutants', () => {
  it('change one token each, by every operator that finds one', () => {
    const file = 'amplify/storage/resource.ts';
    const mutants = mutantsOf(file, STORAGE);
    expect(mutants.map(({ operator, old, text }) => `${operator}: ${old} -> ${text}`)).toEqual([
      "property dropped: access: (allow) => ({ 'private/{entity_id}/*': [allow.entity('identity').to(['read', 'write'])] }) -> ...{}",
      "path changed: 'private/{entity_id}/*' -> 'other/private/{entity_id}/*'",
      "path changed: 'private/{entity_id}/*' -> 'private/*'",
      "path dropped: 'private/{entity_id}/*': [allow.entity('identity').to(['read', 'write'])] -> ...{}",
      "verb dropped: ['read', 'write'] -> ['write']",
      "verb dropped: ['read', 'write'] -> ['read']",
      "verb swapped: 'read' -> 'delete'",
      "strategy swapped: allow.entity('identity') -> allow.authenticated",
    ]);
    const texts = mutants.map(({ change }) => mutated(STORAGE, change));
    expect(new Set([STORAGE, ...texts]).size).toBe(mutants.length + 1);
  });

  it('are the same for the same seed', () => {
    const numbers = Array.from({ length: 50 }, (_, index) => index);
    const draw = (seed: number): number[] => sampled(numbers, 10, seed, (one) => String(one % 3));
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });

  it('are made by operators with names of their own', () => {
    expect(new Set(OPERATORS.map(({ name }) => name)).size).toBe(OPERATORS.length);
  });
});

describe('a sample', () => {
  it('is told by verify', async () => {
    const judged = await judgeMutants({
      sample: 10,
      seed: 1,
      cases: /^(?:storage\/bucket|data\/rules-owner)$/,
      operators: /./,
      tell: () => {},
    });
    expect(judged).toHaveLength(10);
    const { total, share, survivors } = scoreOf(judged);
    expect(total.killed + total.same).toBe(10);
    expect(share).toBe(1);
    expect(survivors.filter(({ because }) => because === null)).toEqual([]);
    expect(survivors).toEqual([]);
    expect(shownScore(scoreOf(judged))).toContain('score 100.0 %');
  });
});
