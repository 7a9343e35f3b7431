import { chmodSync, existsSync, mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { gitPrefix, gitStatus } from '../../src/workspace/git.js';
import { git, repository, temporaryFolders, write } from './helpers.js';

const folder = temporaryFolders();

afterEach(() => vi.unstubAllEnvs());

async function states(root: string, paths: string[]): Promise<Record<string, string> | null> {
  const found = await gitStatus(root, paths);
  return found && Object.fromEntries(found);
}

describe('what git knows about paths', () => {
  it('is null without a repository and without git', async () => {
    const root = folder();
    expect(await gitStatus(root, ['a'])).toBeNull();
    expect(await gitPrefix(root)).toBeNull();
    git(root, ['init', '-q']);
    expect(await gitStatus(root, ['a'])).toEqual(new Map([['a', 'clean']]));
    vi.stubEnv('PATH', join(root, 'nowhere'));
    expect(await gitStatus(root, ['a'])).toBeNull();
    expect(await gitPrefix(root)).toBeNull();
  });

  it('tells every state', async () => {
    const root = folder();
    repository(root, {
      '.gitignore': 'ignored*\n',
      clean: '',
      changed: '',
      staged: '',
      gone: '',
      renamed: 'a\n',
    });
    write(root, { changed: 'x', staged: 'x', added: 'x', untracked: 'x', 'new/deep/untracked': 'x' });
    write(root, { 'ignored-file': 'x', 'ignored-folder/deep/file': 'x' });
    rmSync(join(root, 'gone'));
    git(root, ['add', 'staged', 'added']);
    git(root, ['mv', 'renamed', 'moved']);
    const expected = {
      clean: 'clean',
      'not/there': 'clean',
      changed: 'dirty',
      staged: 'dirty',
      added: 'dirty',
      gone: 'dirty',
      renamed: 'dirty',
      moved: 'dirty',
      untracked: 'untracked',
      'new/deep/untracked': 'untracked',
      'ignored-file': 'ignored',
      'ignored-folder/deep/file': 'ignored',
    };
    expect(await states(root, Object.keys(expected))).toEqual(expected);
  });

  it('tells a conflict', async () => {
    const root = folder();
    repository(root, { a: '1\n' });
    git(root, ['checkout', '-q', '-b', 'other']);
    write(root, { a: '2\n' });
    git(root, ['commit', '-qam', '2']);
    git(root, ['checkout', '-q', '-']);
    write(root, { a: '3\n' });
    git(root, ['commit', '-qam', '3']);
    expect(() => git(root, ['merge', '-q', 'other'])).toThrow();
    expect(await states(root, ['a'])).toEqual({ a: 'dirty' });
  });

  it('takes every name as a name', async () => {
    const root = folder();
    const names = [
      '*',
      ':(top)a',
      '-z',
      'a b  c',
      'ü/日本 🚀',
      '"q"',
      'tab\tline\n',
      ':!x',
      '[a]',
      'back\\slash',
    ];
    repository(root, {
      ...Object.fromEntries(names.map((name) => [`dirty/${name}`, 'a'])),
      ':!x': 'a',
      other: 'a',
    });
    write(root, Object.fromEntries(names.map((name) => [`dirty/${name}`, 'b'])));
    write(root, Object.fromEntries(names.map((name) => [`new/${name}`, 'b'])));
    write(root, { ':!x': 'b', other: 'b' });
    const expected: Record<string, string> = Object.fromEntries<string>([
      ...names.map((name) => [`dirty/${name}`, 'dirty'] as const),
      ...names.map((name) => [`new/${name}`, 'untracked'] as const),
      ['clean/*', 'clean'] as const,
      [':!x', 'dirty'] as const,
    ]);
    expect(await states(root, Object.keys(expected))).toEqual(expected);
  });

  it('knows a project below the top, named in any way, and more paths than one command takes', async () => {
    const root = folder();
    const many = Array.from({ length: 900 }, (_, n) => `amplify/some/folder/of/the/backend/file-${n}.json`);
    repository(root, Object.fromEntries(many.map((path) => [`apps/my web/${path}`, 'a'])));
    write(join(root, 'apps/my web'), { [many[0] ?? '']: 'b', [many[899] ?? '']: 'b' });
    const project = join(root, 'apps/my web');
    const found = await gitStatus(relative(process.cwd(), project), many);
    expect([...(found ?? [])].filter(([, state]) => state === 'dirty').map(([path]) => path)).toEqual([
      many[0],
      many[899],
    ]);
    expect(await gitPrefix(project)).toBe('apps/my web/');
    expect(await gitPrefix(root)).toBe('');
  });

  it('is not led elsewhere by the variables of a hook', async () => {
    const [root, other] = [folder(), folder()];
    repository(root, { a: 'a' });
    repository(other, { a: 'b' });
    vi.stubEnv('GIT_DIR', join(other, '.git'));
    vi.stubEnv('GIT_WORK_TREE', other);
    vi.stubEnv('GIT_INDEX_FILE', join(other, '.git/index'));
    write(root, { a: 'c' });
    expect(await states(root, ['a'])).toEqual({ a: 'dirty' });
  });

  it('says in one line why git could not tell', async () => {
    const root = folder();
    repository(root);
    writeFileSync(join(root, '.git/config'), '[core\n');
    await expect(gitStatus(root, ['a'])).rejects.toThrow(
      /^Git can't tell whether files of the project have uncommitted changes: bad config line 1 in file .git\/config\. Make `git status` work here, or use --force/,
    );
  });
});

describe('a hostile repository', () => {
  /** A program that leaves a mark when it runs, and a function that tells whether it has. */
  function trap(): { program: string; sprung: () => boolean } {
    const home = folder();
    const [program, mark] = [join(home, 'trap.sh'), join(home, 'mark')];
    writeFileSync(program, `#!/bin/sh\ntouch '${mark}'\ncat\n`);
    chmodSync(program, 0o755);
    const sprung = (): boolean => {
      const was = existsSync(mark);
      rmSync(mark, { force: true });
      return was;
    };
    return { program, sprung };
  }

  function aged(root: string, path: string): void {
    utimesSync(join(root, path), 1000, 1000);
  }

  async function check(root: string, sprung: () => boolean): Promise<void> {
    aged(root, 'a.txt');
    expect(await gitStatus(root, ['a.txt', 'b.txt', 'sub'])).not.toBeNull();
    await gitPrefix(root);
    expect(sprung()).toBe(false);
    aged(root, 'a.txt');
    git(root, ['status']);
    // The trap works: git by itself runs it.
    expect(sprung()).toBe(true);
  }

  it('does not run its file system monitor', async () => {
    const root = folder();
    repository(root, { 'a.txt': 'a' });
    const { program, sprung } = trap();
    git(root, ['config', 'core.fsmonitor', program]);
    sprung();
    await check(root, sprung);
  });

  it('does not run its hooks', async () => {
    const root = folder();
    repository(root, { 'a.txt': 'a' });
    const { program, sprung } = trap();
    write(root, { '.git/hooks/post-index-change': `#!/bin/sh\n${program} </dev/null\n` });
    chmodSync(join(root, '.git/hooks/post-index-change'), 0o755);
    await check(root, sprung);
  });

  it.each(['x', 'x.y z', '-c'])('does not run its filter %s', async (name) => {
    const root = folder();
    repository(root, { 'a.txt': 'a' });
    const { program, sprung } = trap();
    git(root, ['config', `filter.${name}.clean`, program]);
    git(root, ['config', `filter.${name}.required`, 'true']);
    // Names with a space can't be used in attributes; they only must not upset the question.
    write(root, { '.git/info/attributes': `*.txt filter=${name}\n` });
    if (name.includes(' ')) expect(await gitStatus(root, ['a.txt'])).not.toBeNull();
    else await check(root, sprung);
  });

  it('refuses a filter that no option can switch off', async () => {
    const root = folder();
    repository(root, { 'a.txt': 'a' });
    git(root, ['config', 'filter.x=y.clean', trap().program]);
    await expect(gitStatus(root, ['a.txt'])).rejects.toThrow('a filter has `=` in its name');
  });

  it('does not ask its submodules', async () => {
    const [root, inner] = [folder(), folder()];
    repository(inner, { x: 'x' });
    repository(root, { 'a.txt': 'a' });
    git(root, ['-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner, 'sub']);
    const { program, sprung } = trap();
    git(join(root, 'sub'), ['config', 'filter.inner.clean', program]);
    write(root, { '.git/modules/sub/info/attributes': 'x filter=inner\n' });
    aged(root, 'sub/x');
    await check(root, sprung);
  });

  it('is not taken for a repository when it only looks like a bare one', async () => {
    const root = folder();
    mkdirSync(join(root, 'app'));
    git(join(root, 'app'), ['init', '-q', '--bare']);
    expect(await gitStatus(join(root, 'app'), ['a'])).toBeNull();
  });
});
