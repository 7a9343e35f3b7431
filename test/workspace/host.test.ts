import { execFileSync } from 'node:child_process';
import { chmodSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MigrateError } from '../../src/core/error.js';
import { makeEdit, readTarget } from '../../src/workspace/host.js';
import { edit, snapshot, temporaryFolders, write } from './helpers.js';

const folder = temporaryFolders();

describe('readTarget', () => {
  it('reads bytes, and null where there is no file', async () => {
    const root = folder();
    write(root, { 'a/b.bin': Uint8Array.of(0, 255, 13) });
    expect(await readTarget(root, 'a/b.bin')).toEqual(Buffer.from([0, 255, 13]));
    expect(await readTarget(root, 'a/c.bin')).toBeNull();
    expect(await readTarget(root, 'no/such/folder')).toBeNull();
  });

  it('goes through links inside the project, and a project that is itself a link', async () => {
    const [root, other] = [folder(), folder()];
    write(root, { 'real/a': 'a' });
    symlinkSync('real', join(root, 'link'));
    symlinkSync(root, join(other, 'project'));
    expect(await readTarget(join(other, 'project'), 'link/a')).toEqual(Buffer.from('a'));
  });

  it('refuses what is not a regular file of the project', async () => {
    const [root, outside] = [folder(), folder()];
    write(outside, { secret: 'secret' });
    write(root, { 'folder/a': 'a', '.git/config': 'c' });
    symlinkSync(outside, join(root, 'out'));
    symlinkSync(join(outside, 'secret'), join(root, 'secret'));
    symlinkSync('.git', join(root, 'repository'));
    symlinkSync('loop', join(root, 'loop'));
    symlinkSync('nowhere', join(root, 'broken'));
    execFileSync('mkfifo', [join(root, 'pipe')]);
    const cases = {
      folder: 'is a folder, and the migration needs a file there. Move it away.',
      pipe: 'is not a regular file',
      secret: 'is a symbolic link. Replace it',
      'out/secret': 'lies below a link that leads out of the project',
      'repository/config': "lies in git's own folder",
      'loop/a': 'lies below a link that leads to no folder',
      'broken/a': 'lies below a link that leads to no folder',
      'folder/a/b': 'lies below `a`, which is not a folder',
      '../secret': 'leaves the project',
      [`${'x'.repeat(300)}/a`]: 'is too long a name',
      'a\u001b[31m\u202e/..': '`a\\u{1b}[31m\\u{202e}/..` leaves the project',
    };
    for (const [path, words] of Object.entries(cases)) {
      await expect(readTarget(root, path), path).rejects.toThrow(words);
      await expect(readTarget(root, path), path).rejects.toBeInstanceOf(MigrateError);
    }
  });

  it('says so when the project is not a folder', async () => {
    const root = folder();
    write(root, { file: '' });
    for (const name of ['file', 'none', 'file/none']) {
      await expect(readTarget(join(root, name), 'a')).rejects.toThrow('is not a folder. Create it, or name');
    }
  });
});

describe('makeEdit', () => {
  it('creates, changes, deletes, or has nothing to do; and writes nothing', async () => {
    const root = folder();
    write(root, { a: 'a', empty: '', 'run.sh': 'a' });
    chmodSync(join(root, 'run.sh'), 0o755);
    const tree = snapshot(root);
    const b = Buffer.from('b');
    expect(await makeEdit(root, 'new/b', b)).toEqual(edit('new/b', null, b));
    expect(await makeEdit(root, 'a', b)).toEqual(edit('a', Buffer.from('a'), b));
    expect(await makeEdit(root, 'a', null)).toEqual(edit('a', Buffer.from('a'), null));
    expect(await makeEdit(root, 'run.sh', b)).toEqual({
      ...edit('run.sh', Buffer.from('a'), b),
      executable: true,
    });
    expect(await makeEdit(root, 'empty', null)).toEqual(edit('empty', Buffer.from(''), null));
    expect(await makeEdit(root, 'other', new Uint8Array())).toEqual(edit('other', null, new Uint8Array()));
    expect(await makeEdit(root, 'a', Uint8Array.of(97))).toBeNull();
    expect(await makeEdit(root, 'none', null)).toBeNull();
    expect(snapshot(root)).toEqual(tree);
  });
});
