import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Code } from '../../src/core/codes/index.js';
import { fileMigrator } from '../../transforms/client/migrate.js';
import { CLIENT_TRANSFORMS } from '../../transforms/client/transforms.js';
import { differences } from './behaviour/compare.js';
import { DIFFERENCES } from './behaviour/differences.js';
import { type Observed } from './behaviour/runner.js';
import { observe } from './behaviour/sides.js';
import { allPairs } from './pairs.js';

const FOLDER = 'behaviour/';
const CASES = allPairs()
  .filter(({ name }) => name.startsWith(FOLDER))
  .map((pair) => ({ ...pair, name: pair.name.slice(FOLDER.length) }));

let before: Readonly<Record<string, Observed>>;
let after: Readonly<Record<string, Observed>>;
let folder: string;
/** The codes that the migrator tells of each case. */
const told = new Map<string, ReadonlySet<Code>>();

beforeAll(async () => {
  const migrate = await fileMigrator(CLIENT_TRANSFORMS, { whole: true });
  const migrated = new Map(
    CASES.map(({ name, input }) => {
      const { text, findings } = migrate(`src/${name}.js`, input);
      told.set(name, new Set(findings.map(({ code }) => code)));
      if (text === null)
        throw new Error(`${name} stays as it is: ${findings[0]?.message ?? 'nothing is told'}`);
      return [name, text];
    }),
  );
  folder = await mkdtemp(join(tmpdir(), 'amplify-migrate-'));
  const inputs = new Map(CASES.map(({ name, input }) => [name, input]));
  [before, after] = await Promise.all([observe(5, inputs, folder), observe(6, migrated, folder)]);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('an app asks the same of AWS and has the same of it with version 5 as with version 6 after its migration', () => {
  it.each(CASES)('$name', ({ name }) => {
    const [first, second] = [before[name], after[name]];
    if (first === undefined || second === undefined) throw new Error(`${name} was not run`);
    const expected = DIFFERENCES[name] ?? [];
    expect(differences(first, second)).toEqual(expected.map(({ at }) => at));
    for (const { announced } of expected) if (announced !== null) expect(told.get(name)).toContain(announced);
  });

  it('tells of differences that nobody sees only where the same is had', () => {
    const unseen = Object.values(DIFFERENCES).flatMap((list) =>
      list.filter(({ announced }) => announced === null),
    );
    expect(unseen.filter(({ at }) => at.startsWith('- ') || at.startsWith('result'))).toEqual([]);
  });

  it('knows each case that differs', () => {
    expect(Object.keys(DIFFERENCES).filter((name) => !CASES.some((one) => one.name === name))).toEqual([]);
  });
});
