import { chmodSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findProject } from '../../src/gen1/find-project.js';
import { type Files, folderWith } from './project.js';

const CONFIG = 'amplify/backend/backend-config.json';

async function foundIn(files: Files, cwd = '.'): Promise<string> {
  const root = folderWith(files);
  const found = await findProject(join(root, cwd)).catch((error: unknown) => error);
  if (typeof found === 'string') return found.slice(root.length);
  return String(found).replaceAll(root, '<root>');
}

describe('findProject', () => {
  it('takes the folder itself, even when there are projects below it', async () => {
    expect(await foundIn({ [CONFIG]: {}, [`packages/app/${CONFIG}`]: {} })).toBe('');
  });

  it('takes the parent of a folder that is called amplify', async () => {
    expect(await foundIn({ [`web/${CONFIG}`]: {} }, 'web/amplify')).toBe('/web');
    expect(await foundIn({ [`amplify/${CONFIG}`]: {} }, 'amplify')).toBe('/amplify');
  });

  it('looks up to six folders below', async () => {
    expect(await foundIn({ [`a/b/c/d/e/f/${CONFIG}`]: {} })).toBe('/a/b/c/d/e/f');
    expect(await foundIn({ [`a/b/c/d/e/f/g/${CONFIG}`]: {} })).toContain('no Gen 1 project in <root>');
  });

  it.each([
    'node_modules/x/',
    'dist/',
    'build/',
    '.git/',
    '.next/',
    'amplify-backup/',
    'amplify-old/',
    'amplify/#current-cloud-backend/',
  ])('does not look into %s', async (folder) => {
    expect(await foundIn({ [`${folder}${CONFIG}`]: {} })).toContain(
      'MigrateError: no Gen 1 project in <root>',
    );
  });

  it.each(['auth', 'api', 'function', 'storage'])(
    'knows a backend without its list by the folder %s',
    async (name) => {
      expect(await foundIn({ [`app/amplify/backend/${name}/x/cli-inputs.json`]: {} })).toBe('/app');
    },
  );

  it('knows a project without a backend by its settings', async () => {
    expect(await foundIn({ 'amplify/.config/project-config.json': {} })).toBe('');
  });

  it('takes no folder for a project only because it is called amplify', async () => {
    const message = await foundIn({ 'amplify/backend/readme.md': '', 'src/amplify/index.ts': '' });
    expect(message).toContain(
      'looked for amplify/backend/backend-config.json, for amplify/backend/ with a folder auth, api, function or ' +
        'storage, and for amplify/.config/project-config.json. Give the folder that holds amplify/ with --cwd.',
    );
  });

  it('lists several projects and asks', async () => {
    const files = { [`packages/web/${CONFIG}`]: {}, [`packages/app/${CONFIG}`]: {}, 'other/x': '' };
    expect(await foundIn(files)).toBe(
      'MigrateError: 2 Gen 1 projects are below <root>: packages/app and packages/web. ' +
        'Choose one with --cwd, for instance --cwd packages/app.',
    );
  });

  it('says of a Gen 2 project that it is one, unless there is a Gen 1 project too', async () => {
    const gen2 = { 'app/amplify/backend.ts': '', 'app/amplify/auth/resource.ts': '' };
    expect(await foundIn(gen2)).toBe(
      'MigrateError: <root>/app is a Gen 2 project already: it has amplify/backend.ts and no amplify/backend/. ' +
        'Give the folder of a Gen 1 project with --cwd, or bring its amplify/backend/ back.',
    );
    expect(await foundIn({ ...gen2, [`old/${CONFIG}`]: {} })).toBe('/old');
    expect(await foundIn({ 'amplify/backend.ts': '', [CONFIG]: {} })).toBe('');
  });

  it('quotes names that would mislead', async () => {
    const files = { [`a\u001b[2J/${CONFIG}`]: {}, [`b\u202e/${CONFIG}`]: {} };
    expect(await foundIn(files)).toContain('below <root>: "a\\u001b[2J" and "b\\u202e".');
  });

  it('does not follow symbolic links', async () => {
    const root = folderWith({ [`real/${CONFIG}`]: {}, 'linked/x': '' });
    symlinkSync(join(root, 'real/amplify'), join(root, 'linked/amplify'));
    symlinkSync(root, join(root, 'linked/loop'));
    expect(await findProject(root)).toBe(join(root, 'real'));
    await expect(findProject(join(root, 'linked'))).rejects.toThrow('no Gen 1 project');
  });

  it('goes on where a folder can not be read', async () => {
    const root = folderWith({ [`app/${CONFIG}`]: {}, 'locked/': '' });
    chmodSync(join(root, 'locked'), 0o000);
    expect(await findProject(root)).toBe(join(root, 'app'));
    chmodSync(join(root, 'locked'), 0o700);
  });

  it('says what is wrong with a --cwd that is no folder', async () => {
    expect(await foundIn({}, 'missing')).toContain('<root>/missing is no folder that can be read (ENOENT)');
    expect(await foundIn({ file: 'x' }, 'file')).toContain(
      '<root>/file is no folder that can be read (ENOTDIR)',
    );
  });
});
