import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { type JsonNode, leavesOf } from '../../src/core/json.js';
import { withEmbedded } from '../../src/core/json-embed.js';
import { parseJson } from '../../src/core/json-parse.js';
import { readApp } from '../../src/gen1/read-app.js';
import { cognitoFacts } from '../../src/verify/facts/cognito.js';
import { compareFacts } from '../../src/verify/facts/compare.js';
import { gen1Auth } from '../../src/verify/gen1-auth.js';
import { gen1Stacks } from '../../src/verify/gen1-stacks.js';
import { EMBEDDED_JSON_KEYS } from '../../transforms/auth/inputs.js';
import { run } from '../cli-harness.js';
import { filesBelow } from '../fixtures/cases.js';
import { backends } from '../synth/backends.js';
import { gen1Project, writeProject } from './projects.js';

vi.setConfig({ testTimeout: 180_000 });

const { synthCase } = backends();

interface Told {
  readonly ledger: readonly { readonly origin: { readonly file: string; readonly pointer: string } }[];
  readonly findings: readonly { readonly code: string }[];
}

async function told(project: string): Promise<Told> {
  const file = join(project, 'report.json');
  await run(['auth', '--fail-on', 'never', '--report', `json=${file}`], { cwd: project });
  return JSON.parse(await readFile(file, 'utf8')) as Told;
}

const INPUTS = 'amplify/backend/auth/garden/cli-inputs.json';

it('the ledger has every leaf of the settings exactly once', async () => {
  await fc.assert(
    fc.asyncProperty(gen1Project, async (generated) => {
      const project = await writeProject(generated);
      const { ledger } = await told(project);
      const pointers = ledger
        .filter(({ origin }) => origin.file === INPUTS)
        .map(({ origin }) => origin.pointer);
      expect(pointers.sort()).toEqual((await leavesIn(project)).sort());
    }),
    { numRuns: 40 },
  );
});

async function leavesIn(project: string): Promise<string[]> {
  const document = parseJson(INPUTS, await readFile(join(project, INPUTS), 'utf8'));
  const embedded: JsonNode = withEmbedded(
    document,
    EMBEDDED_JSON_KEYS.map((key) => ['cognitoConfig', key]),
  );
  return [...leavesOf(embedded)].map(({ origin }) => origin.pointer);
}

it('a plan that was applied leaves nothing to plan', async () => {
  await fc.assert(
    fc.asyncProperty(gen1Project, async (generated) => {
      const project = await writeProject(generated);
      await run(['auth', '--write', '--fail-on', 'never'], { cwd: project });
      expect((await run(['auth', '--fail-on', 'never'], { cwd: project })).stdout).toBe('');
    }),
    { numRuns: 25 },
  );
});

/** Facts that `defineAuth` can't be made to keep, and the finding that tells each. */
const TOLD: readonly { readonly path: RegExp; readonly code: string }[] = [
  { path: /^UserPoolDomain/, code: 'AM1207' },
  { path: /^(IdentityPool|Roles\.(un)?authenticated)$/, code: 'AM1202' },
];

it('whatever the settings, the synthesised backend is what Gen 1 deploys, or the difference is told', async () => {
  await fc.assert(
    fc.asyncProperty(gen1Project, async (generated) => {
      const project = await writeProject(generated);
      const before = await filesBelow(project);
      const { findings } = await told(project);
      await run(['auth', '--write', '--fail-on', 'never'], { cwd: project });
      const files = new Map(
        [...(await filesBelow(project))].filter(([path, text]) => before.get(path) !== text),
      );
      files.delete('report.json');
      const { app } = await readApp(project);
      const templates = await gen1Auth(app, 'inputs');
      if (!templates) throw new Error('the project has auth');
      const gen1 = cognitoFacts(gen1Stacks(templates));
      const differences = compareFacts(gen1, cognitoFacts((await synthCase(files)).stacks));
      const codes = findings.map(({ code }) => code);
      const silent = differences.filter(
        ({ path }) => !TOLD.some((row) => row.path.test(path) && codes.includes(row.code)),
      );
      expect(silent).toEqual([]);
    }),
    { numRuns: 40 },
  );
});
