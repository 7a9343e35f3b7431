import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { barrelsAmong, wordOf } from '../../transforms/client/barrels.js';
import { fileMigrator, type Migrated } from '../../transforms/client/migrate.js';
import { CLIENT_TRANSFORMS } from '../../transforms/client/transforms.js';
import { copyOfApp, run } from '../cli-harness.js';

let migrate: (path: string, source: string) => Migrated;
beforeAll(async () => {
  migrate = await fileMigrator(CLIENT_TRANSFORMS, { whole: true });
});

const exported = (source: string) => Object.fromEntries(migrate('src/aws.js', source).exports);

/** The text of a module that imports of Amplify through others. */
async function through(modules: Readonly<Record<string, string>>, path: string, source: string) {
  const all = Object.entries(modules).map(([name, text]) => [name, migrate(name, text).exports] as const);
  const again = await fileMigrator(CLIENT_TRANSFORMS, { whole: true, barrels: barrelsAmong(new Map(all)) });
  return again(path, source);
}

describe('a module that exports Amplify again', () => {
  it.each([
    ["export { Auth, API as Api } from 'aws-amplify';", { Auth: 'Auth', Api: 'API' }],
    ["export { default } from '@aws-amplify/auth';", { default: 'Auth' }],
    [
      "import { Auth as A, Hub } from 'aws-amplify';\nexport { A as auth };\nexport default Hub;",
      { auth: 'Auth', default: 'Hub' },
    ],
    ["export * from 'aws-amplify';", { '*': '*' }],
    [
      "import { API } from 'aws-amplify';\nexport const client = API;\nexport let own = API;",
      { client: 'API' },
    ],
    ["import { Auth } from 'aws-amplify';\nexport const user = () => Auth.currentUserInfo();", {}],
    ["import * as aws from 'aws-amplify';\nexport { aws };", {}],
  ])('is known by %j', (source, exports) => {
    expect(exported(source)).toEqual(exports);
  });

  it('keeps its text, and is told', () => {
    const { text, findings } = migrate('src/aws.js', "export { Auth } from 'aws-amplify';\n");
    expect([text, findings.map(({ code }) => code)]).toEqual([null, ['AM6001']]);
    expect(findings[0]?.message).toContain('let modules import what they use of it themselves');
  });

  it.each([
    ['./lib/aws', 'src/main.js'],
    ['../src/lib/aws.js', 'app/main.js'],
    ['@/lib/aws', 'app/main.js'],
    ['.', 'src/lib/aws/main.js'],
  ])('is found as %j of %s, and what else comes from there stays', async (specifier, path) => {
    const place = specifier === '.' ? 'src/lib/aws/index.js' : 'src/lib/aws.js';
    const source = `import { Auth, currency } from '${specifier}';\nAuth.signOut().then(currency);\n`;
    const { text } = await through({ [place]: "export { Auth } from 'aws-amplify';\n" }, path, source);
    expect(text).toBe(
      `import { currency } from '${specifier}';\nimport { signOut } from 'aws-amplify/auth';\nsignOut().then(currency);\n`,
    );
  });

  it('is not mistaken for a module of the same name', async () => {
    const source = "import { Auth } from './other/aws';\nAuth.signOut();\n";
    const { text } = await through(
      { 'src/aws.js': "export { Auth } from 'aws-amplify';" },
      'src/a.js',
      source,
    );
    expect(text).toBeNull();
  });

  it('is searched by the last word of its path', () => {
    expect(['src/aws.ts', 'src/aws/index.ts'].map(wordOf)).toEqual(['aws', 'aws']);
  });
});

describe('amplify-migrate client', () => {
  it('translates what imports Amplify through a module of the app', async () => {
    const root = await copyOfApp('photo-club');
    const files = {
      'src/cloud.js': "export { Auth } from 'aws-amplify';\n",
      'src/leave.js': "import { Auth } from './cloud';\nexport const leave = () => Auth.signOut();\n",
    };
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), text);
    }
    const flags = ['--write', '--force', '--cwd', root, '--env', 'dev', '--fail-on', 'never'];
    const { stderr } = await run(['client', ...flags]);
    expect(stderr).toContain('src/cloud.js:1:22');
    expect(await readFile(join(root, 'src/leave.js'), 'utf8')).toBe(
      "import { signOut } from 'aws-amplify/auth';\nexport const leave = () => signOut();\n",
    );
  });
});

describe('an object of Amplify that is handed on', () => {
  it.each([
    ['to a component', 'export const App = () => <Kiln api={API} />;'],
    ['as a default export', 'export default API;'],
    ['to a function', 'start(API);'],
  ])('%s is told with its place', (_, statement) => {
    const { text, findings } = migrate('src/a.jsx', `import { API } from 'aws-amplify';\n${statement}\n`);
    expect(text).toBeNull();
    const places = findings.map(({ code, origin: { line, column } }) => [code, line, column]);
    expect(places).toEqual([['AM6001', 2, statement.indexOf('API') + 1]]);
    expect(findings[0]?.message).toContain('API is passed on, and version 6 has no such object');
  });
});
