import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { copyOfApp, emptyFolder, run } from '../cli-harness.js';

const MAIN = `import Amplify from 'aws-amplify';
import awsconfig from './aws-exports';

Amplify.configure(awsconfig);
`;
const MIGRATED = `import { Amplify } from 'aws-amplify';
import awsconfig from '../amplify_outputs.json';

Amplify.configure(awsconfig);
`;
const PACKAGE = '{\n\t"dependencies": {\n\t\t"aws-amplify": "^4.3.0"\n\t}\n}\n';

/** What tells that a feature has moved. */
const MOVED = Object.fromEntries(
  ['auth', 'data', 'storage'].map((feature) => [`amplify/${feature}/resource.ts`, 'export {};\n']),
);

/** A project with the code of a client beside its backend, which has moved. */
async function project(files: Readonly<Record<string, string>>): Promise<string> {
  const root = await copyOfApp('photo-club');
  for (const [path, text] of Object.entries({ ...MOVED, ...files })) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return root;
}

async function client(root: string, ...args: readonly string[]): ReturnType<typeof run> {
  return run(['client', ...args, '--cwd', root, '--env', 'dev']);
}

describe('amplify-migrate client', () => {
  it('prints a patch, and writes nothing', async () => {
    const root = await project({ 'src/main.js': MAIN, 'package.json': PACKAGE });
    const { code, stdout, stderr } = await client(root);
    expect(stdout).toContain("+import { Amplify } from 'aws-amplify';");
    expect(stdout).toContain('+\t\t"aws-amplify": "^6.');
    expect(stderr).toContain('--write');
    expect(await readFile(join(root, 'src/main.js'), 'utf8')).toBe(MAIN);
    expect(code).toBe(0);
  });

  it('writes with --write, and has nothing left to do then', async () => {
    const root = await project({ 'src/main.js': MAIN, 'package.json': PACKAGE });
    expect((await client(root, '--write', '--force')).code).toBe(0);
    expect(await readFile(join(root, 'src/main.js'), 'utf8')).toBe(MIGRATED);
    const again = await client(root, '--exit-code');
    expect([again.code, again.stdout]).toEqual([0, '']);
  });

  it('tells changes that are pending with --exit-code', async () => {
    const root = await project({ 'src/main.js': MAIN });
    expect((await client(root, '--exit-code')).code).toBe(2);
  });

  it('looks only at what the globs match, and says when one matches nothing', async () => {
    const root = await project({ 'src/main.js': MAIN, 'lib/main.js': MAIN });
    const { stdout } = await client(root, 'lib/**/*.js');
    expect(stdout).toContain('b/lib/main.js');
    expect(stdout).not.toContain('b/src/main.js');
    const none = await client(root, 'source/*.js');
    expect(none.code).toBe(1);
    expect(none.stderr).toMatch(/^"source\/\*\.js" matches no module of the client\. .*\n$/);
  });

  it('leaves what does not parse, and tells its place', async () => {
    const broken = `${MAIN}const = 1;\n`;
    const root = await project({ 'src/main.js': broken });
    const { code, stdout, stderr } = await client(root);
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toContain('src/main.js:5:7');
    expect(stderr).toContain('AM6002');
  });

  it('leaves storage calls everywhere while a default level is set somewhere', async () => {
    const root = await project({
      'src/main.js': "import { Storage } from 'aws-amplify';\nStorage.configure({ level: 'private' });\n",
      'src/kiln.js':
        "import { Storage } from 'aws-amplify';\nexport const drop = (key) => Storage.remove(key);\n",
    });
    const { code, stdout, stderr } = await client(root);
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toContain('AM6008');
  });

  it('follows no links', async () => {
    const root = await project({ 'src/own.js': '' });
    const other = await emptyFolder();
    await writeFile(join(other, 'main.js'), MAIN);
    await symlink(other, join(root, 'src/linked'));
    await symlink(join(other, 'main.js'), join(root, 'src/main.js'));
    expect((await client(root)).stdout).toBe('');
  });

  it('tells the files that the Gen 1 CLI generates', async () => {
    const root = await project({
      'src/graphql/queries.js': '// this is an auto generated file. This will be overwritten\n',
    });
    expect((await client(root)).stderr).toMatch(/ampx generate\s+graphql-client-code/);
  });
});
