import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { fileMigrator, type Migrated } from '../../transforms/client/migrate.js';
import { languageOf, loadParser, type Parse } from '../../transforms/client/parse.js';
import { CLIENT_TRANSFORMS } from '../../transforms/client/transforms.js';

let migrate: (path: string, source: string) => Migrated;
let parse: Parse;
beforeAll(async () => {
  migrate = await fileMigrator(CLIENT_TRANSFORMS, { whole: true });
  parse = await loadParser();
});

const IMPORTS = [
  "import { Auth, API, Storage, Hub, graphqlOperation } from 'aws-amplify';",
  "import Amplify, { Auth as A, API, Storage, Hub } from 'aws-amplify';",
  "import * as aws from 'aws-amplify';",
  "const { Auth, API, Storage, Hub } = require('aws-amplify');",
  "import Auth from '@aws-amplify/auth'; import { API } from '@aws-amplify/api';",
  "import type { GraphQLResult } from '@aws-amplify/api';",
  "import config from './aws-exports';",
  "import 'aws-amplify';",
  "export * from 'aws-amplify';",
  '',
];
const OBJECTS = [
  'Auth',
  'A',
  'API',
  'Storage',
  'Hub',
  'aws.Auth',
  'Amplify.Auth',
  'Amplify',
  'config',
  'DataStore',
];
const MEMBERS = [
  ...[
    'signIn',
    'signOut',
    'currentAuthenticatedUser',
    'currentSession',
    'graphql',
    'get',
    'post',
    'put',
    'list',
  ],
  ...['listen', 'configure', 'remove', 'toString', 'constructor', '__proto__'],
];
const ARGUMENTS = [
  '',
  "'a', 'b'",
  '{ a: 1 }',
  '...rest',
  'graphqlOperation(q, { id })',
  '{ query: q, authMode }',
  'async () => {}',
];
const AROUND = [
  (use: string) => `${use};`,
  (use: string) => `const { data, ...others } = ${use};`,
  (use: string) =>
    `export const f = async (user) => { const u = await ${use}; return u?.attributes.email; };`,
  (use: string) => `${use}.then(({ key }) => key).catch(console.error);`,
  (use: string) => `function g(Auth) { return ${use}; }`,
  (use: string) => `class C { user = ${use}; }`,
  (use: string) => `const sub = ${use}.subscribe({ next: ({ value }) => value.data });`,
  (use: string) => `for (const one of [${use}]) { delete one.key; one.key = 1; }`,
];

const statement = fc
  .record({
    object: fc.constantFrom(...OBJECTS),
    member: fc.constantFrom(...MEMBERS),
    form: fc.constantFrom('.', '?.', '[]'),
    called: fc.boolean(),
    args: fc.constantFrom(...ARGUMENTS),
    around: fc.constantFrom(...AROUND),
  })
  .map(({ object, member, form, called, args, around }) => {
    const access = form === '[]' ? `${object}['${member}']` : `${object}${form}${member}`;
    return around(called ? `${access}(${args})` : access);
  });
const module = fc
  .record({
    imports: fc.array(fc.constantFrom(...IMPORTS), { minLength: 1, maxLength: 3 }),
    statements: fc.array(statement, { maxLength: 5 }),
    eol: fc.constantFrom('\n', '\r\n'),
    path: fc.constantFrom('src/a.js', 'src/a.ts', 'src/a.tsx', 'src/a.vue'),
  })
  .map(({ imports, statements, eol, path }) => {
    const code = [
      ...imports,
      ...statements.map((one, index) => `{ ${one.replace(/^export /, '')} } // ${index}`),
    ];
    const script = code.join(eol);
    return { path, source: path.endsWith('.vue') ? `<script>${eol}${script}${eol}</script>` : script };
  });

describe('any module', () => {
  it('is migrated to what parses, or left, without a crash; a second run changes nothing', () => {
    fc.assert(
      fc.property(module, ({ path, source }) => {
        const { text, findings } = migrate(path, source);
        if (text === null) return;
        if (!path.endsWith('.vue')) parse(text, languageOf(path));
        const again = migrate(path, text);
        expect(again.text).toBeNull();
        expect(findings.every(({ code }) => code !== 'AM6001' && code !== 'AM6002')).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it('that does not parse is told, and left', () => {
    fc.assert(
      fc.property(fc.string(), (noise) => {
        const source = `import { Auth } from 'aws-amplify';\nAuth.signOut(;${noise}`;
        const { text, findings } = migrate('src/a.js', source);
        expect([text, findings.map(({ code }) => code)]).toEqual([null, ['AM6002']]);
      }),
    );
  });
});
