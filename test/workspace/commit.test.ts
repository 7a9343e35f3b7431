import { chmodSync, chownSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MigrateError } from '../../src/core/error.js';
import { type Edit } from '../../src/core/plan.js';
import { commit, type CommitOptions } from '../../src/workspace/commit.js';
import { makeEdit } from '../../src/workspace/host.js';
import { toPatch } from '../../src/workspace/patch.js';
import { edit, git, repository, snapshot, temporaryFolders, write } from './helpers.js';
import { commitTask, processes } from './processes.js';

const folder = temporaryFolders();
const run = processes();
const isRoot = process.getuid?.() === 0;
const NOBODY = 65_534;

/** The commit must fail with these words in one line, and leave everything as it was. */
async function refused(
  root: string,
  edits: readonly Edit[],
  words: string,
  options?: CommitOptions,
): Promise<void> {
  const tree = snapshot(root);
  const error: unknown = await commit(root, edits, options).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(MigrateError);
  expect(String(error)).toContain(words);
  expect(String(error)).not.toContain('\n');
  expect(snapshot(root)).toEqual(tree);
}

describe('a commit', () => {
  it('makes every edit, tells the paths, and leaves nothing else', async () => {
    const root = folder();
    write(root, { 'a/old.json': '1', 'a/b/gone.json': '2', 'change.ts': '3', 'same.ts': '4' });
    const edits = [
      edit('new/deep/er/file.ts', null, 'n'),
      edit('new/empty', null, ''),
      edit('a/b/gone.json', '2', null),
      edit('change.ts', '3', 'c'),
      edit('same.ts', '4', '4'),
    ];
    const { written } = await commit(root, edits);
    expect(written).toEqual(['new/deep/er/file.ts', 'new/empty', 'a/b/gone.json', 'change.ts']);
    expect(snapshot(root)).toEqual({
      a: 'folder',
      'a/old.json': '644 1',
      'change.ts': '644 c',
      new: 'folder',
      'new/deep': 'folder',
      'new/deep/er': 'folder',
      'new/deep/er/file.ts': '644 n',
      'new/empty': '644 ',
      'same.ts': '644 4',
    });
  });

  it('does not touch the disk when there is nothing to do', async () => {
    const root = folder();
    write(root, { a: 'a' });
    const steps: string[] = [];
    expect(await commit(root, [], { onStep: (step) => steps.push(step) })).toEqual({ written: [] });
    expect(steps).toEqual([]);
    expect(await commit(root, [edit('a', 'a', 'a')])).toEqual({ written: [] });
    expect(snapshot(root)).toEqual({ a: '644 a' });
  });

  it('keeps mode and owner of a changed file, and makes a new one executable when asked', async () => {
    const root = folder();
    write(root, { 'run.sh': 'a', secret: 'a' });
    chmodSync(join(root, 'run.sh'), 0o755);
    chmodSync(join(root, 'secret'), 0o600);
    if (isRoot) chownSync(join(root, 'secret'), 1234, 1235);
    const { uid, gid } = statSync(join(root, 'secret'));
    const created: Edit = { ...edit('new.sh', null, 'b'), executable: true };
    await commit(root, [edit('run.sh', 'a', 'b'), edit('secret', 'a', 'b'), created]);
    expect(snapshot(root)).toEqual({ 'new.sh': '755 b', 'run.sh': '755 b', secret: '600 b' });
    expect(statSync(join(root, 'secret'))).toMatchObject({ uid, gid });
  });

  it('writes through folders that are links inside the project', async () => {
    const root = folder();
    write(root, { 'packages/app/a': 'a' });
    symlinkSync('packages/app', join(root, 'app'));
    expect(await commit(root, [edit('app/a', 'a', 'b'), edit('app/new/c', null, 'c')])).toEqual({
      written: ['app/a', 'app/new/c'],
    });
    expect(snapshot(root)).toMatchObject({
      app: 'link to packages/app',
      'packages/app/a': '644 b',
      'packages/app/new/c': '644 c',
    });
  });

  const path = fc.array(fc.constantFrom('a', 'B', 'ü', 'x y', '-'), { minLength: 1, maxLength: 3 });
  const content = fc.option(fc.uint8Array({ maxLength: 20 }));
  it('leaves what git apply leaves, and has nothing to do a second time', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(path, content, content), { maxLength: 6 }), async (drafts) => {
        const wanted = drafts.map(([segments, before, after], index) => ({
          path: `${segments.join('/')}/${index}`,
          before,
          after,
        }));
        const [one, two] = [folder(), folder()];
        for (const root of [one, two]) {
          write(root, Object.fromEntries(wanted.flatMap((w) => (w.before ? [[w.path, w.before]] : []))));
        }
        const plan = async (): Promise<Edit[]> => {
          const edits = await Promise.all(wanted.map((w) => makeEdit(one, w.path, w.after)));
          return edits.filter((e) => e !== null);
        };
        const edits = await plan();
        if (edits.length > 0) git(two, ['apply'], await toPatch(edits));
        expect(await commit(one, edits)).toEqual({ written: edits.map((e) => e.path) });
        expect(snapshot(one)).toEqual(snapshot(two));
        expect(await plan()).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});

describe('a commit refuses, before anything is written,', () => {
  const fresh = edit('fresh/a', null, 'a');

  it('a target that changed since it was read', async () => {
    const root = folder();
    write(root, { a: 'mine', b: 'b' });
    const words = 'was changed after it was read, so nothing was written. Run again';
    await refused(root, [fresh, edit('a', 'a', 'b')], `\`a\` ${words}`);
    await refused(root, [fresh, edit('a', null, 'b')], `\`a\` ${words}`);
    await refused(root, [fresh, edit('a', 'a', null)], `\`a\` ${words}`);
    await refused(root, [fresh, edit('gone', 'a', 'b')], `\`gone\` ${words}`);
    await refused(root, [fresh, edit('gone', 'a', null)], `\`gone\` ${words}`);
    await refused(root, [fresh, edit('a', 'a', 'b')], words, { force: true });
  });

  it('a target that changes while the content is staged', async () => {
    const root = folder();
    write(root, { a: 'a', b: 'b' });
    const onStep = (step: string): void => {
      if (step === 'staged') writeFileSync(join(root, 'b'), 'mine');
    };
    await expect(commit(root, [fresh, edit('a', 'a', '1'), edit('b', 'b', '2')], { onStep })).rejects.toThrow(
      '`b` was changed after it was read',
    );
    expect(snapshot(root)).toEqual({ a: '644 a', b: '644 mine' });
  });

  it('a failure while the content is staged', async () => {
    const root = folder();
    const onStep = (step: string): void => {
      // Another file takes the place of a folder that is about to be created.
      if (step === 'folder new') writeFileSync(join(root, 'new'), 'mine');
    };
    const edits = [edit('first/a', null, 'a'), edit('new/a', null, 'b')];
    await expect(commit(root, edits, { onStep })).rejects.toBeInstanceOf(MigrateError);
    expect(snapshot(root)).toEqual({ new: '644 mine' });
  });

  it('links that lead out, and targets that are links or folders', async () => {
    const [root, outside] = [folder(), folder()];
    write(outside, { a: 'a' });
    write(root, { 'folder/x': 'x' });
    symlinkSync(outside, join(root, 'out'));
    symlinkSync(join(outside, 'a'), join(root, 'link'));
    await refused(root, [fresh, edit('out/a', 'a', 'b')], 'lies below a link that leads out of the project');
    await refused(root, [fresh, edit('out/new/b', null, 'b')], 'lies below a link that leads out');
    await refused(
      root,
      [fresh, edit('link', 'a', 'b')],
      '`link` is a symbolic link. Replace it by a regular file.',
    );
    await refused(root, [fresh, edit('folder', null, 'b')], '`folder` is a folder');
    await refused(root, [fresh, edit('folder/x/y', null, 'b')], 'lies below `x`, which is not a folder');
    expect(snapshot(outside)).toEqual({ a: '644 a' });
  });

  it.each([
    '../a',
    'a/../../b',
    '/tmp/a',
    '.git/hooks/pre-commit',
    'sub/.Git/config',
    '.amplify-migrate.lock',
    '',
  ])('the path %j', async (path) => {
    await refused(folder(), [fresh, edit(path, null, 'a')], 'so nothing was written');
  });

  it('edits that can not both be made', async () => {
    const root = folder();
    mkdirSync(join(root, 'packages'));
    symlinkSync('packages', join(root, 'link'));
    const words = "can't both be written, so nothing was. Rename";
    await refused(root, [edit('a', null, '1'), edit('a', null, '2')], `\`a\` and \`a\` ${words}`);
    await refused(root, [edit('a/B', null, '1'), edit('A/b', null, '2')], `\`a/B\` and \`A/b\` ${words}`);
    await refused(root, [edit('\u00fc', null, '1'), edit('u\u0308', null, '2')], words);
    await refused(root, [edit('a/b', null, '1'), edit('a', null, '2')], `\`a\` and \`a/b\` ${words}`);
    await refused(root, [edit('link/a', null, '1'), edit('packages/a', null, '2')], words);
  });

  it('targets that git could not give back, unless it is forced to', async () => {
    const root = folder();
    repository(root, { '.gitignore': 'ignored\n', dirty: 'a', clean: 'a', staged: 'a' });
    write(root, { dirty: 'b', staged: 'b', untracked: 'b', ignored: 'b' });
    git(root, ['add', 'staged']);
    const words = {
      dirty:
        'has uncommitted changes, and git could not give it back, so nothing was written. Commit or stash',
      staged: 'has uncommitted changes',
      untracked: 'is not in git',
      ignored: 'is ignored by git',
    };
    for (const [path, reason] of Object.entries(words)) {
      await refused(root, [fresh, edit(path, 'b', 'c')], `\`${path}\` ${reason}`);
      await refused(root, [fresh, edit(path, 'b', null)], `\`${path}\` ${reason}`);
    }
    const edits = Object.keys(words).map((path) => edit(path, 'b', 'c'));
    await refused(root, edits, '`dirty` has uncommitted changes (and 3 more), and');
    await commit(root, [edit('clean', 'a', 'c'), fresh]);
    await commit(root, edits, { force: true });
    expect(snapshot(root)).toMatchObject({
      dirty: '644 c',
      staged: '644 c',
      untracked: '644 c',
      ignored: '644 c',
    });
  });

  it('a project that is not there', async () => {
    const root = folder();
    await expect(commit(join(root, 'none'), [fresh])).rejects.toThrow('is not a folder. Create it');
  });

  it('a folder that can not be written', async () => {
    const root = folder();
    write(root, { 'open/a': 'a', 'closed/b': 'b', 'closed/unreadable': 'c' });
    for (const name of ['.', 'open']) chmodSync(join(root, name), 0o777);
    chmodSync(join(root, 'closed/unreadable'), 0o200);
    chmodSync(join(root, 'closed'), 0o555);
    const tree = snapshot(root);
    // Root may write everywhere, so the attempt is made by somebody else.
    const attempt = async (edits: readonly Edit[]): Promise<unknown> =>
      (await run([commitTask(root, edits)], isRoot ? NOBODY : undefined)).answers[0];
    const told = (words: string): unknown => ({ error: `MigrateError: ${words}`, refused: true });
    expect(await attempt([edit('open/new', null, 'n'), edit('closed/b', 'b', 'c')])).toEqual(
      told("`closed/b` can't be written (EACCES). Make its folder writable."),
    );
    expect(await attempt([edit('open/new', null, 'n'), edit('closed/new/x', null, 'n')])).toEqual(
      told("`closed/new/x` can't be written (EACCES). Make its folder writable."),
    );
    expect(await attempt([edit('closed/unreadable', 'c', null)])).toEqual(
      told("`closed/unreadable` can't be read (EACCES). Check its permissions."),
    );
    expect(snapshot(root)).toEqual(tree);
    expect(await attempt([edit('open/a', 'a', 'b')])).toEqual({ result: { written: ['open/a'] } });
    chmodSync(root, 0o555);
    expect(await attempt([edit('open/a', 'b', 'c')])).toEqual(
      told(
        "`.amplify-migrate.lock` can't be written (EACCES). Check the permissions and the free space of the project.",
      ),
    );
    for (const name of ['.', 'closed']) chmodSync(join(root, name), 0o777);
  });
});
