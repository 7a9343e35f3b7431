import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { findProject } from '../../src/gen1/find-project.js';
import { readApp } from '../../src/gen1/read-app.js';
import { apiFacts } from '../../src/verify/graphql/api-facts.js';
import { compareApis } from '../../src/verify/graphql/compare-apis.js';
import { run } from '../cli-harness.js';
import { type Report, filesBelow } from '../fixtures/cases.js';
import { unexplained } from '../fixtures/explained.js';
import { gen1Of } from '../fixtures/gen1-side.js';
import { backends } from '../synth/backends.js';
import { writeDataProject } from './data-project.js';
import { gen1Schema } from './schemas.js';

vi.setConfig({ testTimeout: 180_000 });

const { synthCase } = backends();

async function planned(project: string, ...args: readonly string[]): Promise<Report> {
  const file = join(project, 'report.json');
  await run(['auth', 'data', ...args, '--fail-on', 'never', '--report', `json=${file}`], { cwd: project });
  return JSON.parse(await readFile(file, 'utf8')) as Report;
}

it('the ledger has every place of a schema once', async () => {
  await fc.assert(
    fc.asyncProperty(gen1Schema, async (generated) => {
      const { ledger } = await planned(await writeDataProject(generated));
      const places = ledger.map(({ origin }) => JSON.stringify(origin));
      expect(places.length).toBeGreaterThan(0);
      expect(new Set(places).size).toBe(places.length);
    }),
    { numRuns: 20 },
  );
});

it('a plan that was applied leaves nothing to plan', async () => {
  await fc.assert(
    fc.asyncProperty(gen1Schema, async (generated) => {
      const project = await writeDataProject(generated);
      await planned(project, '--write');
      expect((await run(['auth', 'data', '--fail-on', 'never'], { cwd: project })).stdout).toBe('');
    }),
    { numRuns: 15 },
  );
});

it('whatever the schema, the synthesised API answers as Gen 1 did, or the difference is told', async () => {
  await fc.assert(
    fc.asyncProperty(gen1Schema, async (generated) => {
      const project = await writeDataProject(generated);
      const before = await filesBelow(project);
      const report = await planned(project, '--write');
      const files = [...(await filesBelow(project))].filter(([path, text]) => before.get(path) !== text);
      const { app } = await readApp(await findProject(project), {});
      const gen2 = await apiFacts(await synthCase(new Map(files)));
      expect(unexplained(compareApis(await gen1Of(app), gen2), report)).toEqual([]);
    }),
    { numRuns: 8 },
  );
});
