import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { leavesOf } from '../../src/core/json.js';
import { parseJson } from '../../src/core/json-parse.js';
import { findProject } from '../../src/gen1/find-project.js';
import { readApp } from '../../src/gen1/read-app.js';
import { tableFacts } from '../../src/verify/facts/dynamodb.js';
import { gen1Backend } from '../../src/verify/gen1-backend.js';
import { type Stacks } from '../../src/verify/template.js';
import { run } from '../cli-harness.js';
import { filesBelow } from '../fixtures/cases.js';
import { resourceName } from '../storage/gen1-tables.js';
import { backends } from '../synth/backends.js';
import { writeText } from './projects.js';
import { storageProject, writeStorage } from './storage-project.js';

vi.setConfig({ testTimeout: 180_000 });

const { synthCase } = backends();
const tables = fc.constantFrom<readonly string[]>([], ['--tables', 'new'], ['--tables', 'import']);

it('the ledger has every leaf of the documents exactly once', async () => {
  await fc.assert(
    fc.asyncProperty(storageProject, tables, async (generated, args) => {
      const project = await writeStorage(generated);
      const file = join(project, 'report.json');
      await run(['storage', ...args, '--fail-on', 'never', '--report', `json=${file}`], { cwd: project });
      const { ledger } = JSON.parse(await readFile(file, 'utf8')) as {
        readonly ledger: readonly { readonly origin: { readonly file: string; readonly pointer: string } }[];
      };
      for (const path of Object.keys(generated.documents)) {
        const document = `amplify/backend/${path}`;
        const settled = ledger.filter(({ origin }) => origin.file === document);
        const leaves = leavesOf(parseJson(document, await readFile(join(project, document), 'utf8')));
        expect(settled.map(({ origin }) => origin.pointer).sort()).toEqual(
          leaves.map(({ origin }) => origin.pointer).sort(),
        );
      }
    }),
    { numRuns: 30 },
  );
});

it('a plan that was applied leaves nothing to plan', async () => {
  await fc.assert(
    fc.asyncProperty(storageProject, tables, async (generated, args) => {
      const project = await writeStorage(generated);
      await run(['storage', ...args, '--write', '--fail-on', 'never'], { cwd: project });
      expect((await run(['storage', ...args, '--fail-on', 'never'], { cwd: project })).stdout).toBe('');
    }),
    { numRuns: 15 },
  );
});

it('whatever the settings, a new table is what Gen 1 deploys', async () => {
  await fc.assert(
    fc.asyncProperty(storageProject, async (generated) => {
      // A bucket of defineStorage needs auth, which is not what this is about.
      const resources = Object.entries(generated.resources).filter(([, service]) => service === 'DynamoDB');
      const project = await writeStorage({ ...generated, resources: Object.fromEntries(resources) });
      const before = await filesBelow(project);
      await run(['storage', '--tables', 'new', '--write', '--fail-on', 'never'], { cwd: project });
      const files = [...(await filesBelow(project))].filter(([path, text]) => before.get(path) !== text);
      const { app } = await readApp(await findProject(project));
      const gen1 = factsOf((await gen1Backend(app, 'inputs')).stacks);
      expect(Object.keys(gen1)).not.toEqual([]);
      expect(factsOf((await synthCase(new Map(files))).stacks)).toEqual(gen1);
    }),
    { numRuns: 12 },
  );
});

function factsOf(stacks: Stacks) {
  return tableFacts(stacks, ({ id }) => resourceName(id));
}

it('damaged documents end in a plan or in one line with a place', async () => {
  const damage = fc.record({
    which: fc.nat(),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    remove: fc.nat(40),
    insert: fc.constantFrom(
      '',
      '{',
      ']',
      '"',
      '0',
      'null',
      '\u0000',
      '\u001b[2J',
      '__proto__',
      '{"Ref":"x"}',
    ),
  });
  await fc.assert(
    fc.asyncProperty(
      storageProject,
      tables,
      damage,
      async (generated, args, { which, at, remove, insert }) => {
        const project = await writeStorage(generated);
        const paths = Object.keys(generated.documents);
        const path = `amplify/backend/${paths[which % paths.length] ?? ''}`;
        const text = await readFile(join(project, path), 'utf8');
        const from = Math.floor(at * text.length);
        await writeText(project, path, text.slice(0, from) + insert + text.slice(from + remove));
        await endsWell(project, args);
      },
    ),
    { numRuns: 60 },
  );
});

it('values of the wrong type end in a plan or in one line with a place', async () => {
  const change = fc.record({
    which: fc.nat(),
    leaf: fc.nat(),
    value: fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom(
        null,
        -1,
        '`${process.exit()}`',
        '\u001b[31m',
        [],
        { Ref: 'env' },
        { 'Fn::If': ['IsDev', 1, 2] },
      ),
    ),
  });
  await fc.assert(
    fc.asyncProperty(storageProject, tables, change, async (generated, args, { which, leaf, value }) => {
      const project = await writeStorage(generated);
      const paths = Object.keys(generated.documents);
      const path = `amplify/backend/${paths[which % paths.length] ?? ''}`;
      const text = await readFile(join(project, path), 'utf8');
      const leaves = leavesOf(parseJson(path, text));
      await writeText(project, path, withLeaf(text, leaf % leaves.length, value));
      await endsWell(project, args);
    }),
    { numRuns: 60 },
  );
});

/** JSON with the leaf of a number replaced. */
function withLeaf(text: string, wanted: number, value: unknown): string {
  let count = 0;
  return JSON.stringify(JSON.parse(text), (_key, member: unknown) => {
    if (member !== null && typeof member === 'object' && Object.keys(member).length > 0) return member;
    count += 1;
    return count === wanted + 1 ? value : member;
  });
}

/** A plan, or one line that says what is wrong; and with nothing written. */
async function endsWell(project: string, args: readonly string[]): Promise<void> {
  const before = await filesBelow(project);
  const { code, stderr } = await run(['storage', ...args], { cwd: project });
  expect([0, 1, 3, 4]).toContain(code);
  expect(stderr).not.toContain('AM9');
  expect(stderr.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
  if (code === 1) expect(stderr).toMatch(/^[^\n]+\n$/);
  expect(await filesBelow(project)).toEqual(before);
}
