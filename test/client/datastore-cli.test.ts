import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Finding } from '../../src/core/finding.js';
import { dataClientModule } from '../../src/emit/data-client.js';
import { copyOfApp, run } from '../cli-harness.js';

const TYPED =
  'export type Schema = ClientSchema<typeof schema>;\nexport const data = defineData({ schema });\n';
const UNTYPED = 'export const data = defineData({ schema });\n';
const MODULE = `import { DataStore } from 'aws-amplify';
import { Album, Photo } from './models';

export const albums = () => DataStore.query(Album);
export const add = (key, album) => DataStore.save(new Photo({ key, album }));
export const of = (id) => DataStore.query(Photo, (c) => c.albumPhotosId.eq(id));
`;

/** A project with the code of a client, and the API of Gen 2. */
async function project(files: Readonly<Record<string, string>>): Promise<string> {
  const root = await copyOfApp('photo-club');
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return root;
}

async function rewrite(root: string, ...args: readonly string[]): ReturnType<typeof run> {
  return run(['client', '--datastore', 'rewrite', ...args, '--cwd', root, '--env', 'dev']);
}

describe('amplify-migrate client --datastore rewrite', () => {
  it('writes the client of the API beside what imports it, by the schema of Gen 1', async () => {
    const root = await project({
      'src/records.js': MODULE.replace(/^export const of.*\n/m, ''),
      'amplify/data/resource.ts': TYPED,
    });
    const { code } = await rewrite(root, '--write', '--force', '--fail-on', 'never');
    expect(code).toBe(0);
    expect(await readFile(join(root, 'src/records.js'), 'utf8'))
      .toBe(`import { client, recordsOf, written } from './data-client';

export const albums = () => recordsOf((page) => client.models.Album.list(page));
export const add = (key, album) => written(client.models.Photo.create({ key, albumPhotosId: album?.id }));
`);
    expect(await readFile(join(root, 'src/data-client.js'), 'utf8')).toBe(dataClientModule({ schema: null }));
    const again = await rewrite(root, '--fail-on', 'never');
    expect(again.stdout).toBe('');
  });

  it('gives TypeScript the types of the schema, from where it lies', async () => {
    const root = await project({
      'app/lib/records.ts': MODULE,
      'tsconfig.json': '{}\n',
      'amplify/data/resource.ts': TYPED,
    });
    const { stdout } = await rewrite(root);
    expect(stdout).toContain("+import type { Schema } from './amplify/data/resource';");
    expect(stdout).toContain("+import { client, recordsOf, written } from '../../data-client';");
    expect(stdout).toContain('filter: { albumPhotosId: { eq: id } }');
  });

  it('tells the calls, and leaves them, where it is not asked for', async () => {
    const root = await project({ 'src/records.js': MODULE, 'amplify/data/resource.ts': TYPED });
    const { stdout, stderr } = await run(['client', '--cwd', root, '--env', 'dev']);
    expect(stdout).toContain("+import { DataStore } from 'aws-amplify/datastore';");
    expect(stdout).not.toContain('data-client');
    expect(stderr).toContain('AM6010');
  });

  it('tells them by model over all files, then by place', async () => {
    const remove = "import { DataStore } from 'aws-amplify';\nexport const remove = (album) => {\n";
    const root = await project({
      'src/a.js': `${remove}  const photo = DataStore.query(Photo, 'one');\n  return DataStore.delete(album);\n};\n`,
      'src/b.js': MODULE,
    });
    const { stderr } = await run(['client', '--cwd', root, '--env', 'dev', '--report', 'json']);
    const { findings } = JSON.parse(stderr) as { findings: Finding[] };
    const told = findings.filter(({ code }) => code === 'AM6010');
    expect(told.map(({ about, origin }) => [about, origin.file, origin.line])).toEqual([
      ['', 'src/a.js', 4],
      ['Album', 'src/b.js', 4],
      ['Photo', 'src/a.js', 3],
      ['Photo', 'src/b.js', 5],
      ['Photo', 'src/b.js', 6],
    ]);
    expect(told[1]?.message).toMatch(/^Album: "DataStore\.query\(Album\)"/);
  });

  it.each([
    ['is not there yet', {}],
    ['has no type Schema', { 'amplify/data/resource.ts': UNTYPED, 'tsconfig.json': '{}\n' }],
    ['keeps conflict resolution', { 'amplify/data/resource.ts': 'new AmplifyGraphqlApi(stack);\n' }],
    ['api.ts keeps conflict resolution', { 'amplify/data/api.ts': 'export const createApi = () => {};\n' }],
    [
      'data-client.js is there already',
      { 'amplify/data/resource.ts': TYPED, 'src/data-client.js': 'export {};\n' },
    ],
  ])('says in a line that its API %s', async (words, files) => {
    const root = await project({ 'src/records.js': MODULE, ...files });
    const { code, stdout, stderr } = await rewrite(root);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain(words);
    expect(stderr.trim()).not.toContain('\n');
  });
});
