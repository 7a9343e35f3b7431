import { cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Ajv from 'ajv';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyFolder, type Ran, run } from './cli-harness.js';
import { type Report } from './fixtures/cases.js';
import { installedFolder } from './installed.js';
import { synthWorker } from './synth/backends.js';
import { REPORT_SCHEMA } from '../src/report/json-schema.js';

const GEN1 = fileURLToPath(new URL('../fixtures/audit/allotment/gen1', import.meta.url));
const FILE = 'amplify-migrate.json';

/** A synthesis takes seconds, and many of them on a machine that is busy. */
const PATIENCE = 240_000;

const home = installedFolder();
let project = '';

/** The project with its Gen 2 files, where no packages are installed. */
let bare = '';

beforeAll(async () => {
  bare = await mkdtemp(join(tmpdir(), 'amplify-migrate-'));
  await cp(GEN1, bare, { recursive: true });
  await run(['all', '--write', '--force', '--quiet'], { cwd: bare });
  project = join(await home(), 'project');
  await cp(bare, project, { recursive: true });
}, PATIENCE);

afterAll(() => rm(bare, { recursive: true, force: true }));

/** A file of the moved project with another text, for one run. */
async function withFile<T>(
  path: string,
  change: (text: string) => string,
  work: () => Promise<T>,
): Promise<T> {
  const file = join(project, path);
  const before = await readFile(file, 'utf8');
  await writeFile(file, change(before));
  try {
    return await work();
  } finally {
    await writeFile(file, before);
  }
}

interface Told extends Ran {
  readonly report: Report & { readonly verified: string };
}

/** A run on a copy of the project, which the process that synthesises has not seen. */
async function told(...args: string[]): Promise<Told> {
  const [file, cwd] = [join(await home(), 'report.json'), await mkdtemp(join(await home(), 'told-'))];
  await cp(project, cwd, { recursive: true });
  const world = { cwd, synthWorker: await synthWorker() };
  const ran = await run([...args, '--report', `json=${file}`, '--quiet'], world);
  return { ...ran, report: JSON.parse(await readFile(file, 'utf8')) as Told['report'] };
}

const oneLine = ({ code, stdout, stderr }: Ran): string => {
  expect([code, stdout, stderr.split('\n').length]).toEqual([1, '', 2]);
  return stderr;
};

describe('a proof that can not be made', () => {
  it.each(['types', 'schema', 'synth'])('says so in one line without a backend: %s', async (level) => {
    const folder = join(await emptyFolder(), 'gen1');
    await cp(GEN1, folder, { recursive: true });
    const line = oneLine(await run(['verify', '--level', level], { cwd: folder }));
    expect(line).toMatch(/there is no amplify\/backend\.ts in .*Write the migrated files first/);
  });

  it.each(['types', 'schema', 'synth'])('says so in one line without the packages: %s', async (level) => {
    const line = oneLine(await run(['verify', '--level', level], { cwd: bare }));
    expect(line).toMatch(/`[^`]+` cannot be found from .*Install the dependencies of the project/);
  });

  it('writes nothing, and says so', async () => {
    expect(oneLine(await run(['verify', '--write'], { cwd: project }))).toContain('verify writes nothing');
    expect(oneLine(await run(['audit', '--write'], { cwd: project }))).toContain('audit writes nothing');
    expect(oneLine(await run(['verify', '--level', 'deep'], { cwd: project }))).toContain(
      '--level is one of types, schema, synth',
    );
  });
});

describe('a backend that is wrong', () => {
  it(
    'is refused by the compiler at its line',
    async () => {
      const { code, report } = await withFile(
        'amplify/storage/resource.ts',
        (text) => text.replace("name: 'plotphotos'", 'name: 7'),
        () => told('verify', '--level', 'types'),
      );
      expect(code).toBe(4);
      const [found] = report.findings as readonly (Report['findings'][number] & { origin: object })[];
      expect(report.findings).toHaveLength(1);
      expect(found).toMatchObject({
        code: 'AM8006',
        origin: { file: 'amplify/storage/resource.ts', line: 4 },
      });
      expect(found?.message).toMatch(/^TS2322: Type 'number' is not assignable to type 'string'/);
      expect(report.verified).toBe('types');
    },
    PATIENCE,
  );

  it(
    'fails its synthesis in words',
    async () => {
      const { code, report, stderr } = await withFile(
        'amplify/backend.ts',
        () => "throw new Error('the gate is locked');\n",
        () => told('verify'),
      );
      expect([code, stderr, report.verified]).toEqual([4, '', 'none']);
      expect(report.findings.map(({ code: of, message }) => [of, message])).toEqual([
        ['AM8002', expect.stringContaining('the gate is locked')],
      ]);
    },
    PATIENCE,
  );

  it(
    'has another schema, as level schema finds without a synthesis',
    async () => {
      const same = await told('verify', '--level', 'schema');
      expect({ findings: same.report.findings, verified: same.report.verified }).toEqual({
        findings: [],
        verified: 'schema',
      });
      const other = await withFile(
        'amplify/data/resource.ts',
        (text) => text.replace("allow.guest().to(['read'])", 'allow.guest()'),
        () => told('verify', '--level', 'schema'),
      );
      expect(other.code).toBe(4);
      expect(other.report.findings.map(({ code, message }) => [code, message.slice(0, 6)])).toContainEqual([
        'AM8101',
        'guest:',
      ]);
    },
    PATIENCE,
  );

  it(
    'is accepted as it is',
    async () => {
      const accept = ['accept', 'AM8101', '--why', 'guests help with the sowing', '--level', 'schema'];
      const { code, report } = await withFile(
        'amplify/data/resource.ts',
        (text) => text.replace("allow.guest().to(['read'])", 'allow.guest()'),
        async () => {
          expect((await run([...accept, '--cwd', project, '--quiet'])).code).toBe(0);
          return told('verify', '--level', 'schema');
        },
      );
      expect(code).toBe(0);
      expect(report.access).not.toEqual([]);
      for (const one of [...report.access, ...report.findings]) {
        expect(one).toMatchObject({ code: 'AM8101', accepted: 'guests help with the sowing' });
      }
      await rm(join(project, FILE));
    },
    PATIENCE,
  );
});

/** All files of the project but those that ampx makes of a backend as well. */
async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((path) => !path.startsWith('.amplify/'))
    .sort();
}

describe('what is accepted', () => {
  it(
    'no longer fails the proof, and shows in every report',
    async () => {
      const before = await filesOf(project);
      const open = await told('verify');
      expect(open.code).toBe(4);
      expect(await filesOf(project)).toEqual(before);
      expect(open.report.access.filter(({ change }) => change === 'widened').map(({ code }) => code)).toEqual(
        ['AM3160'],
      );

      const accepted = await run(['accept', 'am3160', '--why', ' roles of the account are ours '], {
        cwd: project,
      });
      expect({ code: accepted.code, stderr: accepted.stderr }).toEqual({ code: 0, stderr: '' });
      expect(accepted.stdout).toMatch(/^AM3160 iamRole: \* on graphql:\*: /);
      expect(await filesOf(project)).toEqual([...before, FILE].sort());

      const markdown = join(await home(), 'report.md');
      const closed = await told('verify', '--report', `markdown=${markdown}`);
      expect({ code: closed.code, stdout: closed.stdout }).toEqual({ code: 0, stdout: '' });
      expect(closed.report.access).toContainEqual(
        expect.objectContaining({ code: 'AM3160', accepted: 'roles of the account are ours' }),
      );
      expect(await readFile(markdown, 'utf8')).toContain('roles of the account are ours');
      const validate = new Ajv().compile(REPORT_SCHEMA);
      expect([validate(closed.report), validate.errors]).toEqual([true, null]);
    },
    3 * PATIENCE,
  );

  it('holds for what it was about, and not when that changes', async () => {
    const ran = await withFile(
      FILE,
      (text) => text.replace('every IAM principal', 'some IAM principal'),
      () => told('data'),
    );
    expect(ran.code).toBe(4);
    expect(ran.report.findings.filter(({ code }) => code === 'AM8150').map(({ message }) => message)).toEqual(
      [
        expect.stringMatching(
          /^AM3160 was accepted for iamRole: .* some IAM principal .*, which is not told now$/,
        ),
      ],
    );
  });

  it.each([
    { args: ['AM3160'], line: /accept needs a reason that reviewers can read: --why/ },
    { args: ['AM3160', '--why', '  '], line: /accept needs a reason/ },
    {
      args: ['AM3104', '--audit', '--level', 'schema', '--why', 'x'],
      line: /Nothing is told under AM3104\. .* accepted with --audit/,
    },
    { args: ['AM9', '--why', 'x'], line: /"AM9" is not the code of a finding/ },
    { args: ['AM3104', '--why', 'x'], line: /Nothing is told under AM3104\. Run the plan, or verify/ },
    {
      args: ['AM3160', '--resource', 's3:*', '--why', 'x'],
      line: /Nothing is told under AM3160 about "s3:\*"\. It is told about graphql:\*/,
    },
  ])('is refused: $args', async ({ args, line }) => {
    const before = await readFile(join(project, FILE), 'utf8');
    expect(oneLine(await run(['accept', ...args], { cwd: project }))).toMatch(line);
    expect(await readFile(join(project, FILE), 'utf8')).toBe(before);
  });

  it.each([
    ['no JSON', '{"version":1,', /amplify-migrate\.json.* can't be read: /],
    ['another version', '{"version":2,"accepted":[]}', / at version/],
    [
      'no reason',
      '{"version":1,"accepted":[{"code":"AM3160","about":"x","why":" "}]}',
      / at accepted\.0\.why/,
    ],
    ['a list', '[]', /can't be read/],
  ])('can not be read, which is said before anything is written: %s', async (_what, text, line) => {
    const folder = join(await emptyFolder(), 'project');
    await cp(GEN1, folder, { recursive: true });
    await writeFile(join(folder, FILE), text);
    const before = await filesOf(folder);
    for (const command of [['all', '--write', '--force'], ['client', '--write'], ['verify']]) {
      expect(oneLine(await run([...command, '--quiet'], { cwd: folder }))).toMatch(line);
    }
    expect(await filesOf(folder)).toEqual(before);
  });
});

describe('another folder', () => {
  it(
    'has its backend and its acceptances there',
    async () => {
      const [gen1, out] = [join(await home(), 'gen1'), join(await home(), 'out')];
      await cp(GEN1, gen1, { recursive: true });
      await mkdir(out);
      await Promise.all(
        ['amplify', 'package.json'].map((name) =>
          cp(join(bare, name), join(out, name), {
            recursive: true,
            filter: (path) => !path.endsWith('/amplify/backend'),
          }),
        ),
      );
      const before = await filesOf(gen1);
      const ran = await run(['accept', 'AM3160', '--why', 'meant', '--out', out], { cwd: gen1 });
      expect({ code: ran.code, stderr: ran.stderr }).toEqual({ code: 0, stderr: '' });
      expect(await readFile(join(out, FILE), 'utf8')).toContain('"why": "meant"');
      const proved = await run(['verify', '--level', 'schema', '--out', out, '--quiet'], { cwd: gen1 });
      expect({ code: proved.code, stderr: proved.stderr }).toEqual({ code: 0, stderr: '' });
      expect(await filesOf(gen1)).toEqual(before);
      await rm(out, { recursive: true });
    },
    PATIENCE,
  );
});
