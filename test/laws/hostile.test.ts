import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { emptyFolder, run } from '../cli-harness.js';
import { filesBelow } from '../fixtures/cases.js';
import { gen1Project, writeProject, writeText } from './projects.js';

vi.setConfig({ testTimeout: 180_000 });

const DOCUMENTS = [
  'amplify/backend/auth/garden/cli-inputs.json',
  'amplify/backend/auth/userPoolGroups/user-pool-group-precedence.json',
  'amplify/backend/backend-config.json',
  'amplify/team-provider-info.json',
  'amplify/cli.json',
] as const;

/** A plan, or one line that says what is wrong; soon, and with nothing written. */
async function endsWell(project: string): Promise<void> {
  const before = await filesBelow(project);
  const started = performance.now();
  const { code, stderr } = await run(['auth'], { cwd: project });
  expect(performance.now() - started).toBeLessThan(10_000);
  expect([0, 1, 3, 4]).toContain(code);
  expect(stderr).not.toContain('AM9');
  expect(stderr.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
  if (code === 1) expect(stderr).toMatch(/^[^\n]+\n$/);
  expect(await filesBelow(project)).toEqual(before);
}

it('damaged text ends in a plan or in one line with a place', async () => {
  const damage = fc.record({
    document: fc.constantFrom(...DOCUMENTS),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    remove: fc.nat(40),
    insert: fc.oneof(
      fc.string({ maxLength: 8 }),
      fc.constantFrom('{', ']', '"', '\\', '\u0000', '\u001b[2J', ',,', '__proto__'),
    ),
  });
  await fc.assert(
    fc.asyncProperty(gen1Project, damage, async (generated, { document, at, remove, insert }) => {
      const project = await writeProject(generated);
      if (!existsSync(join(project, document))) return;
      const text = await readFile(join(project, document), 'utf8');
      const from = Math.floor(at * text.length);
      await writeText(project, document, text.slice(0, from) + insert + text.slice(from + remove));
      await endsWell(project);
    }),
    { numRuns: 80 },
  );
});

it('values of the wrong type end in a plan or in one line with a place', async () => {
  const change = fc.record({
    document: fc.constantFrom(...DOCUMENTS),
    which: fc.nat(),
    value: fc.oneof(
      fc.jsonValue(),
      fc.constantFrom(null, -1, Number.MAX_VALUE, '../../etc/passwd', '`${process.exit()}`', ['\u001b[31m'], {
        __proto__: null,
        constructor: 1,
      }),
    ),
  });
  await fc.assert(
    fc.asyncProperty(gen1Project, change, async (generated, { document, which, value }) => {
      const project = await writeProject(generated);
      if (!existsSync(join(project, document))) return;
      const parsed: unknown = JSON.parse(await readFile(join(project, document), 'utf8'));
      await writeText(project, document, JSON.stringify(replaced(parsed, which, value)));
      await endsWell(project);
    }),
    { numRuns: 80 },
  );
});

/** `json` with the member number `which` (counted round and round) replaced. */
function replaced(json: unknown, which: number, value: unknown): unknown {
  let count = 0;
  const total = members(json);
  const target = total === 0 ? 0 : which % total;
  const visit = (node: unknown): unknown => {
    if (node === null || typeof node !== 'object') return node;
    const entries = Object.entries(node).map(([key, inner]): [string, unknown] => {
      const mine = count++ === target;
      return [key, mine ? value : visit(inner)];
    });
    return Array.isArray(node) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
  };
  return visit(json);
}

function members(json: unknown): number {
  if (json === null || typeof json !== 'object') return 0;
  const inner: unknown[] = Object.values(json);
  return inner.reduce<number>((sum, one) => sum + 1 + members(one), 0);
}

it.each([
  ['a string of ten megabytes', { userPoolName: 'x'.repeat(10_000_000) }],
  ['ten thousand groups', { userPoolGroupList: Array.from({ length: 10_000 }, (_, index) => `g${index}`) }],
])('%s takes no more than seconds', async (_name, settings) => {
  const project = await writeProject({ settings: { ...SETTINGS, ...settings }, groups: [], flags: {} });
  await endsWell(project);
});

it('nesting without an end is refused with its place', async () => {
  const project = await writeProject({ settings: SETTINGS, groups: [], flags: {} });
  await writeText(project, DOCUMENTS[0], `{"version":"1","cognitoConfig":${'['.repeat(200_000)}`);
  const { code, stderr } = await run(['auth'], { cwd: project });
  expect(code).toBe(1);
  expect(stderr).toMatch(/^amplify\/backend\/auth\/garden\/cli-inputs\.json:1:\d+: [^\n]+\n$/);
});

const SETTINGS = {
  resourceName: 'garden',
  authSelections: 'identityPoolAndUserPool',
  requiredAttributes: ['email'],
  autoVerifiedAttributes: ['email'],
  usernameAttributes: ['email'],
};

it('no line of the project is run', async () => {
  const outside = await emptyFolder();
  const trap = `require('fs').writeFileSync(${JSON.stringify(join(outside, 'ran'))}, 'x');`;
  const project = await writeProject({
    settings: { ...SETTINGS, triggers: { PreSignup: ['custom'] } },
    groups: [],
    flags: {},
  });
  const traps = [
    'amplify/backend/auth/garden/override.ts',
    'amplify/backend/awscloudformation/override.ts',
    'amplify/backend/function/gardenPreSignup/src/index.js',
    'amplify/backend/function/gardenPreSignup/src/custom.js',
    'amplify/hooks/pre-push.js',
    'prettier.config.js',
    '.prettierrc.cjs',
    'amplify/backend.ts',
  ];
  for (const path of traps)
    await writeText(project, path, `${trap}\nexport function override() { ${trap} }\n`);
  await writeText(
    project,
    'package.json',
    JSON.stringify({ scripts: { postinstall: trap }, prettier: './trap.cjs' }),
  );
  await writeText(project, 'trap.cjs', trap);
  await run(['auth', '--write', '--force'], { cwd: project });
  await run(['assess'], { cwd: project });
  expect(await readdir(outside)).toEqual([]);
});

it('nothing is written through a link that leads out of the project', async () => {
  const outside = await emptyFolder();
  const project = await writeProject({ settings: SETTINGS, groups: [], flags: {} });
  await mkdir(join(project, 'amplify'), { recursive: true });
  await symlink(outside, join(project, 'amplify/auth'));
  const { code, stderr } = await run(['auth', '--write'], { cwd: project });
  expect(code).toBe(1);
  expect(stderr).toMatch(/^[^\n]+\n$/);
  expect(await readdir(outside)).toEqual([]);
  expect(existsSync(join(project, 'amplify/backend.ts'))).toBe(false);
});
