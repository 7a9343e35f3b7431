import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { fileMigrator, type Migrated } from '../../transforms/client/migrate.js';
import { scriptsOf } from '../../transforms/client/component.js';
import { loadParser, type Parse } from '../../transforms/client/parse.js';
import { CLIENT_TRANSFORMS } from '../../transforms/client/transforms.js';
import { REWRITING } from './rewriting.js';

let migrate: (path: string, source: string) => Migrated;
let rewriting: typeof migrate;
let parse: Parse;
beforeAll(async () => {
  rewriting = await fileMigrator(CLIENT_TRANSFORMS, { whole: true, datastore: () => REWRITING });
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
  // Class components and hooks.
  (use: string) =>
    `class Kiln extends Component { async componentDidMount() { this.setState({ user: await ${use} }); } render() { return null; } }`,
  (use: string) =>
    `const useKiln = () => { useEffect(() => { const load = async () => { set((await ${use}).username); }; load(); return () => { void 0; }; }, []); };`,
  (use: string) => `const later = useCallback(async ({ id }) => ${use}, []);`,
  // What is there or not, and what fails.
  (use: string) => `const name = (await ${use})?.attributes?.email ?? 'none';`,
  (use: string) =>
    `try { return await ${use}; } catch ({ code, message }) { if (code === 'x') throw message; } finally { done(); }`,
  (use: string) => `if (ready && !(await ${use})) { start(); } else ${use};`,
  (use: string) => `const all = await Promise.all([${use}, ...others.map(() => ${use})]);`,
  (use: string) => `switch (await ${use}) { case 1: { break; } default: ${use}; }`,
  // Comments wherever one can stand.
  (use: string) => `/* a */ const /* b */ x /* c */ = /* d */ await /* e */ ${use} /* f */; // g`,
  (use: string) => `// before\n${use.replace('(', '( /* first */ ').replace(')', ' // last\n )')};`,
];

/** What only TypeScript parses. */
const TYPED = [
  (use: string) =>
    `@Injectable() class Service { constructor(private readonly http: Http) {} async user(): Promise<any> { return ${use}; } }`,
  (use: string) => `const u = (await ${use}) as unknown as { attributes: Record<string, string> };`,
  (use: string) =>
    `const u: typeof Auth | null = null; function f(x: GraphQLResult<any>): x is any { return !!${use}!; }`,
  (use: string) => `enum Level { A = 'a' } const on = <T,>(x: T): T => { void ${use}; return x; };`,
];

/** What stands before everything else in a file. */
const HEADS = [
  '',
  '\uFEFF',
  '#!/usr/bin/env node\n',
  "'use client';\n",
  '/** @jsx h */\n',
  '// @ts-nocheck\n\n',
];
const TAILS = ['', '\n', '\n// the end', '\nexport default async () => { await Auth?.signOut?.(); };\n'];

const FRAMES: Readonly<Record<string, (script: string, other: string) => string>> = {
  'src/a.js': (script) => script,
  'src/a.ts': (script) => script,
  'src/a.tsx': (script) => script,
  'src/a.jsx': (script) => script,
  'src/a.vue': (script) => `<template><p>{{ user }}</p></template>\n<script>\n${script}\n</script>\n`,
  'src/b.vue': (script, other) =>
    `<script lang="ts">\n${other}\n</script>\n<script setup lang="ts">\n${script}\n</script>\n<style>p { color: red }</style>\n`,
  'src/a.svelte': (script, other) =>
    `<script context="module">\n${other}\n</script>\n<script>\n${script}\n</script>\n<p>{user}</p>\n`,
};

const isTyped = (path: string) => /\.ts$|\.tsx$|b\.vue$/.test(path);

const written = (path: string) =>
  fc
    .record({
      object: fc.constantFrom(...OBJECTS),
      member: fc.constantFrom(...MEMBERS),
      form: fc.constantFrom('.', '?.', '[]'),
      called: fc.boolean(),
      args: fc.constantFrom(...ARGUMENTS),
      around: fc.constantFrom(...AROUND, ...(isTyped(path) ? TYPED : [])),
    })
    .map(({ object, member, form, called, args, around }) => {
      const access = form === '[]' ? `${object}['${member}']` : `${object}${form}${member}`;
      return around(called ? `${access}(${args})` : access);
    });

const script = (path: string) =>
  fc
    .record({
      head: fc.constantFrom(...HEADS),
      imports: fc.array(fc.constantFrom(...IMPORTS), { minLength: 1, maxLength: 3 }),
      statements: fc.array(written(path), { maxLength: 5 }),
      tail: fc.constantFrom(...TAILS),
    })
    .map(({ head, imports, statements, tail }) => {
      const code = statements.map(
        (one, index) => `export async function f${index}() { ${one.replace(/^export /, '')}\n } // ${index}`,
      );
      return `${head}${[...imports, ...code].join('\n')}${tail}`;
    });

const module = fc.constantFrom(...Object.keys(FRAMES)).chain((path) =>
  fc
    .record({
      one: script(path),
      other: fc.constantFrom('', ...IMPORTS),
      eol: fc.constantFrom('\n', '\r\n'),
    })
    .map(({ one, other, eol }) => {
      const inner = /vue|svelte/.test(path) ? one.replace(/^(?:\uFEFF|#!.*\n)/, '') : one;
      const source = FRAMES[path]?.(inner, other) ?? inner;
      return { path, source: source.replaceAll('\n', eol) };
    }),
);

/** The scripts of a file parse, each by itself. */
function parses(path: string, text: string): void {
  for (const { script: inner, language } of scriptsOf(path, text)) parse(inner, language);
}

const comments = (text: string) =>
  (text.match(/\/\*.*?\*\/|\/\/ ?(?:\d|g|before|last|the end)/g) ?? []).sort();

const PREDICATES = [
  '(c) => c.title.eq(x)',
  "(c) => c.title('eq', x).year('between', [1, 2])",
  "(c) => c.or((c) => [c.year.gt(1), c.not((c) => c.tags.contains('a'))])",
  '(c) => c.studio.name.eq(x)',
  'Predicates.ALL',
  '(c) => c',
  'id',
  '{ id }',
  'unknown',
  '...rest',
];
const CALLS = [
  ...PREDICATES.map((one) => `query(Film, ${one})`),
  ...PREDICATES.map((one) => `delete(Film, ${one})`),
  ...PREDICATES.map((one) => `observeQuery(Film, ${one}).subscribe(({ items }) => set(items))`),
  "query(Film, null, { sort: (s) => s.title('ASCENDING'), limit })",
  'query(Film, (c) => c.year.eq(1), { sort: (s) => s.year(SortDirection.DESCENDING).title(SortDirection.ASCENDING) })',
  'save(new Film({ title: x, studio: home }))',
  'save(new Film({ ...x }))',
  'save(Film.copyOf(film, (d) => { d.title = d.title + 1; /* why */ d.tags = undefined; // end\n }))',
  'save(Film.copyOf(film, (d) => void (d.year += 1)))',
  'delete(film)',
  'observe(Film).subscribe(({ opType, element }) => set(opType, element))',
  'clear()',
  'configure({ syncPageSize: 1 })',
];

const recorded = fc
  .record({
    path: fc.constantFrom('src/a.js', 'src/a.ts', 'src/a.vue'),
    imports: fc.constantFrom(
      "import { DataStore, Predicates, SortDirection } from 'aws-amplify';",
      "import { DataStore as DS, Predicates, SortDirection } from '@aws-amplify/datastore';",
      "import * as aws from 'aws-amplify';\nimport { Predicates, SortDirection } from '@aws-amplify/datastore';",
    ),
    models: fc.constantFrom(
      "import { Film } from './models';",
      "import { /* a */ Film, Genre } from './models';",
    ),
    calls: fc.array(
      fc.tuple(
        fc.constantFrom(...CALLS),
        fc.constantFrom('await ', 'return ', 'const film = await ', 'void '),
      ),
      { minLength: 1, maxLength: 4 },
    ),
    eol: fc.constantFrom('\n', '\r\n'),
  })
  .map(({ path, imports, models, calls, eol }) => {
    const object = imports.includes('as DS')
      ? 'DS'
      : imports.includes('* as')
        ? 'aws.DataStore'
        : 'DataStore';
    const code = calls.map(
      ([call, before], index) =>
        `export const f${index} = async (x, id, set) => {\n  ${before}${object}.${call};\n};`,
    );
    const inner = [imports, models, ...code, ''].join('\n');
    const source = path.endsWith('.vue') ? `<script>\n${inner}</script>\n` : inner;
    return { path, source: source.replaceAll('\n', eol) };
  });

describe('any module with DataStore', () => {
  it('is rewritten as a whole to what parses, or keeps all of its calls; a second run changes nothing', () => {
    fc.assert(
      fc.property(recorded, ({ path, source }) => {
        const { text } = rewriting(path, source);
        if (text === null) return;
        parses(path, text);
        expect(rewriting(path, text).text).toBeNull();
        expect(text.includes('data-client') && /datastore/i.test(text)).toBe(false);
        if (source.includes('\r')) expect(text.replaceAll('\r\n', '')).not.toContain('\n');
      }),
      { numRuns: 400 },
    );
  });
});

describe('any module', () => {
  it('is migrated to what parses, or left, without a crash; a second run changes nothing', () => {
    fc.assert(
      fc.property(module, ({ path, source }) => {
        const { text, findings } = migrate(path, source);
        if (text === null) return;
        parses(path, text);
        const again = migrate(path, text);
        expect(again.text).toBeNull();
        expect(comments(text)).toEqual(comments(source));
        if (source.includes('\r')) expect(text.replaceAll('\r\n', '')).not.toContain('\n');
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
