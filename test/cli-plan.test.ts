import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { writeJournal } from '../src/workspace/journal.js';
import { copyOfApp, emptyFolder, run } from './cli-harness.js';

const exec = promisify(execFile);

/** A copy of the shipped project, committed to a git repository of its own. */
async function committedClub(): Promise<string> {
  const folder = await copyOfApp('photo-club');
  await git(folder, 'init', '--quiet');
  await git(folder, 'add', '--all', '--force');
  await git(
    folder,
    '-c',
    'user.name=Ada',
    '-c',
    'user.email=ada@photo-club.example',
    'commit',
    '-qm',
    'Gen 1',
  );
  return folder;
}

async function git(cwd: string, ...args: string[]): Promise<string> {
  return (await exec('git', args, { cwd })).stdout;
}

/** All files with their content, git's own left out. */
async function tree(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes('/.git/'))
    .sort();
  const contents = await Promise.all(files.map(async (path) => (await readFile(path)).toString('latin1')));
  return new Map(files.map((path, index) => [path.slice(folder.length + 1), contents[index] ?? '']));
}

describe('a dry run', () => {
  it('writes nothing, and prints a patch that git applies to what --write writes', async () => {
    const [patched, written] = await Promise.all([committedClub(), committedClub()]);
    const before = await tree(patched);
    const dry = await run(['auth'], { cwd: patched });
    expect(dry.code).toBe(0);
    expect(await tree(patched)).toEqual(before);

    const patch = join(await emptyFolder(), 'auth.patch');
    await writeFile(patch, dry.stdout);
    await git(patched, 'apply', patch);
    const wet = await run(['auth', '--write'], { cwd: written });
    expect({ code: wet.code, stdout: wet.stdout }).toEqual({ code: 0, stdout: '' });
    expect(await tree(patched)).toEqual(await tree(written));
    expect((await tree(written)).size).toBeGreaterThan(before.size + 5);
  });

  it('tells in the order of the contract, and names the command that writes', async () => {
    const { stderr } = await run(['auth', '--branch', "it's"], { cwd: await copyOfApp('photo-club') });
    const headings = ['Access', 'To check', 'Coverage', 'Files in the patch', 'Next'];
    const places = headings.map((heading) => stderr.search(new RegExp(`^${heading}`, 'm')));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places).not.toContain(-1);
    expect(stderr).toContain("npx amplify-migrate auth --branch 'it'\\''s' --write\n");
    expect(Math.max(...stderr.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  it('has nothing more to do after --write', async () => {
    const club = await committedClub();
    await run(['auth', '--write'], { cwd: club });
    const again = await run(['auth', '--exit-code'], { cwd: club });
    expect({ code: again.code, stdout: again.stdout }).toEqual({ code: 0, stdout: '' });
    expect(again.stderr).toContain('Nothing to change');
  });

  it('goes to another folder with --out', async () => {
    const [club, out] = await Promise.all([copyOfApp('photo-club'), emptyFolder()]);
    const before = await tree(club);
    const { code } = await run(['auth', '--cwd', club, '--out', out, '--write']);
    expect(code).toBe(0);
    expect(await tree(club)).toEqual(before);
    expect([...(await tree(out)).keys()]).toContain('amplify/auth/resource.ts');
  });

  it('finds the project below, and the folder amplify itself', async () => {
    const club = await copyOfApp('photo-club');
    const [above, inside] = await Promise.all([
      run(['auth'], { cwd: join(club, '..') }),
      run(['auth'], { cwd: join(club, 'amplify') }),
    ]);
    expect([above.code, inside.code]).toEqual([0, 0]);
    expect(above.stdout).toBe(inside.stdout);
  });

  it('asks for the environment when there are several and none is chosen', async () => {
    const club = await copyOfApp('photo-club');
    await rm(join(club, 'amplify/.config/local-env-info.json'));
    const { code, stderr } = await run(['auth'], { cwd: club });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^[^\n]*dev[^\n]*prod[^\n]*--env[^\n]*\n$/);
    expect((await run(['auth', '--env', 'prod'], { cwd: club })).code).toBe(0);
    expect((await run(['auth', '--env', 'test'], { cwd: club })).code).toBe(1);
  });

  it('plans what is available for `all`, and says so', async () => {
    const club = await copyOfApp('photo-club');
    const features = ['auth', 'data', 'storage', 'functions'];
    const [all, each] = [await run(['all'], { cwd: club }), await run(features, { cwd: club })];
    expect(all.stdout).toBe(each.stdout);
    expect(all.stderr).toContain(`\`all\` is ${features.join(', ')} in this version`);
  });

  it('has an empty plan for a project without auth', async () => {
    const club = await copyOfApp('photo-club');
    await rm(join(club, 'amplify/backend/auth'), { recursive: true });
    await writeFile(
      join(club, 'amplify/backend/backend-config.json'),
      '{"storage":{"photos":{"service":"S3"}}}',
    );
    const { code, stdout, stderr } = await run(['auth'], { cwd: club });
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toContain('This project has no auth.');
  });
});

describe('--write', () => {
  it('says what comes next', async () => {
    const club = await committedClub();
    await writeFile(join(club, 'pnpm-lock.yaml'), '');
    const { stderr } = await run(['auth', '--write'], { cwd: club });
    expect(stderr).toContain('Files written');
    expect(stderr).toContain('    pnpm install\n');
    expect(stderr).toMatch(/npx ampx sandbox\n$/);
  });

  it('refuses files that git could not give back, and takes --force', async () => {
    const club = await committedClub();
    await mkdir(join(club, 'amplify/auth'));
    await writeFile(join(club, 'amplify/auth/resource.ts'), '// mine\n');
    const before = await tree(club);
    const refused = await run(['auth', '--write'], { cwd: club });
    expect({ code: refused.code, stdout: refused.stdout }).toEqual({ code: 1, stdout: '' });
    expect(refused.stderr).toMatch(/^[^\n]*amplify\/auth\/resource\.ts[^\n]*--force[^\n]*\n$/);
    expect(await tree(club)).toEqual(before);
    expect((await run(['auth', '--write', '--force'], { cwd: club })).code).toBe(0);
  });

  it('ends an interrupted run first and says so; a dry run only tells', async () => {
    const club = await committedClub();
    const journal = { version: 1, id: '0123456789abcdef', phase: 'staging', folders: [], moves: [] } as const;
    await writeJournal(club, journal, () => {});
    const dry = await run(['auth'], { cwd: club });
    expect({ code: dry.code, stdout: dry.stdout }).toEqual({ code: 1, stdout: '' });
    expect(dry.stderr).toContain('An earlier run was interrupted');
    const wet = await run(['auth', '--write'], { cwd: club });
    expect(wet.code).toBe(0);
    expect(wet.stderr).toContain('An interrupted earlier run was undone first');
  });
});

describe('what stands in the way of the files', () => {
  it('is told: another backend file that ampx takes first', async () => {
    const club = await copyOfApp('photo-club');
    await writeFile(join(club, 'amplify/backend.mjs'), '');
    const { code, stderr } = await run(['auth'], { cwd: club });
    expect(code).toBe(3);
    expect(stderr).toContain('AM0060 Another file hides backend.ts');
  });

  it('is told: files that git would leave out of the commit', async () => {
    const club = await committedClub();
    await writeFile(join(club, 'amplify/.gitignore'), '*.mjs\n!other\n');
    const { stderr } = await run(['auth'], { cwd: club });
    expect(stderr).toContain('AM0048 Git ignores migrated files');
    expect(stderr).toContain('amplify/.gitignore:1:1');
  });

  it('is one line: a backend.ts that is not UTF-8', async () => {
    const club = await copyOfApp('photo-club');
    await writeFile(join(club, 'amplify/backend.ts'), Buffer.from([0xff, 0xfe, 0x00]));
    const { code, stderr } = await run(['auth'], { cwd: club });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^amplify\/backend\.ts:1:1: The file is not UTF-8[^\n]*\n$/);
  });
});

describe('exit codes', () => {
  it('tell of pending changes only when they are asked to', async () => {
    const club = await committedClub();
    expect((await run(['auth'], { cwd: club })).code).toBe(0);
    expect((await run(['auth', '--exit-code'], { cwd: club })).code).toBe(2);
    expect((await run(['auth', '--exit-code', '--write'], { cwd: club })).code).toBe(0);
  });

  it('tell of findings at a level, before pending changes', async () => {
    const club = await copyOfApp('photo-club');
    expect((await run(['auth', '--fail-on', 'warning', '--exit-code'], { cwd: club })).code).toBe(3);
    expect((await run(['auth', '--fail-on', 'never', '--exit-code'], { cwd: club })).code).toBe(2);
  });
});

describe('secrets of the project', () => {
  it('are in no output: not in the patch, in no report, not in a message', async () => {
    const [club, out] = await Promise.all([copyOfApp('photo-club'), emptyFolder()]);
    const file = join(club, 'amplify/team-provider-info.json');
    const info = JSON.parse(await readFile(file, 'utf8')) as {
      dev: {
        categories: { auth: Record<string, unknown>; function: Record<string, Record<string, string>> };
      };
    };
    info.dev.categories.auth['photoclub5e1f7c2a'] = {
      hostedUIProviderCreds: JSON.stringify([
        { ProviderName: 'Google', client_id: 'id-5ecr3t-of-google', client_secret: 'cs-5ecr3t-of-google' },
      ]),
    };
    for (const settings of Object.values(info.dev.categories.function))
      settings['apiToken'] = 'at-5ecr3t-of-club';
    await writeFile(file, JSON.stringify(info, null, 2));
    const outputs: string[] = [];
    for (const args of [
      ['auth'],
      ['auth', '--report', 'json'],
      ['auth', '--auth', 'reference'],
      ['assess'],
    ]) {
      const { stdout, stderr } = await run([...args, '--report', 'markdown=plan.md', '--cwd', club], {
        cwd: out,
      });
      outputs.push(stdout, stderr, await readFile(join(out, 'plan.md'), 'utf8'));
    }
    expect(outputs.join('')).toContain('‹redacted›');
    expect(outputs.join('')).not.toMatch(/5ecr3t/);
  });
});

describe('reports', () => {
  it('go to files in any number and format, beside the one on the terminal', async () => {
    const [club, out] = await Promise.all([copyOfApp('photo-club'), emptyFolder()]);
    const args = [
      'auth',
      '--report',
      'json=r/plan.json',
      '--report=markdown=plan.md',
      '--cwd',
      club,
      '--color',
      'always',
    ];
    const { code, stderr } = await run(args, { cwd: out });
    expect(code).toBe(0);
    expect(stderr).toContain('\u001b[1mAccess');
    const report = JSON.parse(await readFile(join(out, 'r/plan.json'), 'utf8')) as Record<string, unknown>;
    expect(Object.keys(report)).toEqual([
      'version',
      'tool',
      'project',
      'edits',
      'ledger',
      'findings',
      'access',
      'secrets',
      'coverage',
      'verified',
    ]);
    expect(await readFile(join(out, 'plan.md'), 'utf8')).toMatch(/^## amplify-migrate [\d.]+: auth\n/);
  });

  it('take the place of the text report when they go to the terminal', async () => {
    const { stderr, stdout } = await run(['auth', '--report', 'json'], {
      cwd: await copyOfApp('photo-club'),
    });
    expect(JSON.parse(stderr)).toMatchObject({
      version: 1,
      project: { root: '.', env: 'dev', features: ['auth'] },
    });
    expect(stdout).toMatch(/^diff --git /);
  });

  it('are not on the terminal with --quiet', async () => {
    const { code, stderr, stdout } = await run(['auth', '--quiet'], { cwd: await copyOfApp('photo-club') });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^diff --git /);
  });

  it('that can not be written are one line, and exit code 1', async () => {
    const club = await copyOfApp('photo-club');
    const { code, stderr } = await run(['auth', '--quiet', '--report', 'json=package.json/x'], { cwd: club });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^The report can't be written: [^\n]*\n$/);
  });

  it.each([
    [{ terminal: 80 }, true],
    [{ terminal: 80, env: { NO_COLOR: '1' } }, false],
    [{ terminal: 80, env: { TERM: 'dumb' } }, false],
    [{}, false],
  ])('have colours on a terminal, unless somebody minds: %j', async (world, colored) => {
    const { stderr } = await run(['auth'], { cwd: await copyOfApp('photo-club'), ...world });
    expect(stderr.includes('\u001b[')).toBe(colored);
  });
});
