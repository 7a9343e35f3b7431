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

  it('tells the files that the Gen 1 CLI generates once, and has a script for those of the API', async () => {
    const root = await project({
      'src/graphql/queries.js': '// this is an auto generated file. This will be overwritten\n',
      'src/graphql/mutations.js': '// this is an auto generated file. This will be overwritten\n',
      'src/main.js': MAIN,
      'package.json': PACKAGE,
    });
    const { stdout, stderr } = await client(root);
    expect(stderr.match(/ampx generate\s+graphql-client-code/g)).toHaveLength(1);
    expect(stdout).toContain('"codegen": "ampx generate graphql-client-code');
  });

  it("leaves Amplify Studio's components, and tells their folder once", async () => {
    const card = `/****\n * The contents of this file were generated with Amplify Studio. *\n ****/
import { getOverrideProps } from '@aws-amplify/ui-react/internal';
export default getOverrideProps;
`;
    const root = await project({ 'src/ui-components/Card.jsx': card, 'src/ui-components/Kiln.jsx': card });
    const { code, stdout, stderr } = await client(root);
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr.match(/"src\/ui-components" holds components/g)).toHaveLength(1);
  });

  it('writes the outputs of an app of react-scripts into src', async () => {
    const root = await project({
      'src/main.js': MAIN,
      'package.json': '{ "dependencies": { "aws-amplify": "^4.3.0", "react-scripts": "5.0.1" } }\n',
    });
    const { stderr } = await client(root, '--write', '--force');
    expect(await readFile(join(root, 'src/main.js'), 'utf8')).toContain("'./amplify_outputs.json'");
    expect(stderr).toContain('npx ampx generate outputs --out-dir src');
  });

  it('says which JSON modules Node.js itself reads', async () => {
    const root = await project({
      'scripts/main.mjs': MAIN.replace('./aws-exports', '../src/aws-exports.js'),
    });
    expect((await client(root)).stdout).toContain(
      "+import awsconfig from '../amplify_outputs.json' with { type: 'json' };",
    );
  });

  it('gives each package of a repository its own outputs and versions', async () => {
    const root = await project({
      'package.json': '{ "private": true }\n',
      'apps/shop/package.json': PACKAGE,
      'apps/shop/src/main.js': MAIN,
      'templates/package.json': '{ "name": {{name}} }',
    });
    const { stdout, stderr } = await client(root, '--write', '--force');
    expect(stdout).toBe('');
    expect(await readFile(join(root, 'apps/shop/src/main.js'), 'utf8')).toBe(MIGRATED);
    expect(await readFile(join(root, 'apps/shop/package.json'), 'utf8')).toContain('"aws-amplify": "^6.');
    expect(stderr).toContain('npx ampx generate outputs --out-dir apps/shop');
  });

  it('tells a REST API that the backend does not have', async () => {
    const file = 'amplify/backend/backend-config.json';
    const config = JSON.parse(await readFile(join(await copyOfApp('photo-club'), file), 'utf8')) as {
      api: Record<string, unknown>;
    };
    const api = { ...config.api, prints: { service: 'API Gateway', providerPlugin: 'awscloudformation' } };
    const root = await project({
      [file]: JSON.stringify({ ...config, api }),
      'src/orders.js': `import { API } from 'aws-amplify';

const name = 'Prints';
export const orders = () => API.get(name, '/orders');
export const prices = () => API.get('prints', '/prices');
`,
    });
    const { stderr } = await client(root);
    expect(stderr.match(/AM6047/g)).toHaveLength(1);
    expect(stderr).toContain('"Prints" is none of the REST APIs in amplify/backend/api: "prints"');
  });
});
