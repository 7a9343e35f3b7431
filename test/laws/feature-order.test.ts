import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { emptyFolder, run } from '../cli-harness.js';
import { filesBelow } from '../fixtures/cases.js';

vi.setConfig({ testTimeout: 120_000 });

const FIXTURES = fileURLToPath(new URL('../../fixtures', import.meta.url));

interface Project {
  readonly folder: string;
  readonly args: readonly string[];
}

const PROJECTS: readonly Project[] = [
  { folder: 'apps/pottery-studio', args: ['--env', 'dev'] },
  { folder: 'functions/triggers/gen1', args: [] },
  { folder: 'functions/triggers-construct/gen1', args: [] },
  { folder: 'functions/circle-api-and-bucket/gen1', args: ['--bucket', 'reference'] },
];

const AT_ONCE = ['auth data storage functions'];

/** Each step is a run of its own. */
const ORDERS: readonly (readonly string[])[] = [
  ['auth', 'storage', 'functions', 'data'],
  ['functions', 'storage', 'data', 'auth'],
  ['data', 'functions', 'auth', 'storage'],
  ['storage', 'auth', 'data', 'functions'],
  ['auth functions', 'data storage'],
];

async function copyOf({ folder }: Project): Promise<string> {
  const root = join(await emptyFolder(), 'project');
  await cp(join(FIXTURES, folder), root, { recursive: true });
  return root;
}

/** The text of the report of the last step. */
async function move(root: string, { args }: Project, steps: readonly string[]): Promise<string> {
  let told = '';
  for (const step of steps) {
    const flags = ['--write', '--force', '--fail-on', 'never'];
    const { code, stderr } = await run([...step.split(' '), ...args, ...flags], { cwd: root });
    expect([0, 4], stderr).toContain(code);
    told = stderr;
  }
  return told;
}

describe.each(PROJECTS)('features of $folder that move one after the other', (project) => {
  it('give what they give at once, in whatever order', async () => {
    const root = await copyOf(project);
    await move(root, project, AT_ONCE);
    const expected = await filesBelow(root);
    for (const order of ORDERS) {
      const other = await copyOf(project);
      await move(other, project, order);
      expect([order, await filesBelow(other)]).toEqual([order, expected]);
    }
  });
});

describe('what people change between two runs', () => {
  const project: Project = { folder: 'functions/triggers/gen1', args: [] };
  const BACKEND = 'amplify/backend.ts';
  const WIRE = 'amplify/auth/wire.ts';
  const append = async (path: string, text: string): Promise<void> => {
    await writeFile(path, `${await readFile(path, 'utf8')}${text}`);
  };

  it('stays in amplify/backend.ts, and what was left out of it comes in', async () => {
    const root = await copyOf(project);
    await move(root, project, ['auth']);
    await append(join(root, BACKEND), "\n// Ours.\nbackend.addOutput({ custom: { club: 'chess' } });\n");
    await move(root, project, ['data storage functions']);
    const files = await filesBelow(root);
    const other = await copyOf(project);
    await move(other, project, AT_ONCE);
    expect(files.get(BACKEND)).toContain('// Ours.\nbackend.addOutput(');
    expect(files.get(BACKEND)).toContain('wireTriggers(backend');
    expect(files.get(WIRE)).toBe((await filesBelow(other)).get(WIRE));
  });

  it('stays in a file that would read otherwise, and that is told', async () => {
    const root = await copyOf(project);
    await move(root, project, ['auth storage']);
    await append(join(root, WIRE), '// Ours.\n');
    const told = await move(root, project, ['data functions']);
    expect((await filesBelow(root)).get(WIRE)).toMatch(/\/\/ Ours\.\n$/);
    expect(told).toContain('AM0062');
    expect(told).toContain('`amplify/auth/wire.ts` would read otherwise');
  });
});
