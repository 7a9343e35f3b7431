// Bundles the tool into dist/: a process that starts loads a few files instead of several hundred, which is
// most of the time of a dry run. Packages stay outside, but for zod: of its hundred files, most are languages
// that are never used, and a bundle leaves them out. Types are checked by `npm run typecheck`.
import { chmodSync, cpSync, mkdirSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const BUNDLED = [
  '@babel/traverse',
  '@babel/types',
  'diff',
  'jsonc-parser',
  'picocolors',
  'semver',
  'fast-string-width',
  'fast-wrap-ansi',
  'amplify-velocity-template',
  'graphql',
  'htmlparser2',
  'magic-string',
  'minimatch',
  'pluralize',
  'yargs',
  'zod',
];

/**
 * CommonJS packages that are loaded by `require`: an import of them would make node search their whole text
 * for the names that they export, although they can be asked.
 */
const REQUIRED = ['@babel/parser'];

const require = createRequire(import.meta.url);

const packageOf = (path) =>
  path
    .split('/')
    .slice(0, path.startsWith('@') ? 2 : 1)
    .join('/');

const packages = {
  name: 'packages',
  setup({ onResolve, onLoad }) {
    // Parts of graphql-js are taken from the same modules as the whole, which else would be bundled twice: also where
    // node_modules is a link.
    onResolve({ filter: /^graphql\/.+\.js$/ }, ({ path }) => ({
      path: realpathSync(`${root}node_modules/${path.replace(/js$/, 'mjs')}`),
      sideEffects: false,
    }));
    onResolve({ filter: /^[^./]/ }, ({ path, kind, importer }) => {
      if (kind === 'entry-point' || BUNDLED.includes(packageOf(path)) || importer.includes('node_modules'))
        return undefined;
      return REQUIRED.includes(path) ? { path, namespace: 'required' } : { path, external: true };
    });
    onLoad({ filter: /.*/, namespace: 'required' }, ({ path }) => ({
      contents: [
        "import { createRequire } from 'node:module';",
        `const required = createRequire(import.meta.url)(${JSON.stringify(path)});`,
        `export const { ${Object.keys(require(path)).join(', ')} } = required;`,
      ].join('\n'),
    }));
    // Printing and making code is what nothing here asks of it: edits are made by range.
    onResolve({ filter: /^@babel\/(?:code-frame|generator|template)$/ }, ({ path, importer }) =>
      importer.includes('@babel/traverse') ? { path, namespace: 'unused', sideEffects: false } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'unused' }, () => ({ contents: 'module.exports = {};' }));
    // Only English: what zod says is never shown, it is turned into words of our own.
    onLoad({ filter: /zod\/v4\/locales\/index\.js$/ }, () => ({
      contents: "export { default as en } from './en.js';",
      resolveDir: `${root}node_modules/zod/v4/locales`,
    }));
  },
};

const FACES = readdirSync(`${root}transforms/client/jscodeshift`)
  .filter((file) => file !== 'face.ts')
  .map((file) => `transforms/client/jscodeshift/${file}`);

rmSync(`${root}dist`, { recursive: true, force: true });
const { metafile } = await build({
  metafile: true,
  absWorkingDir: root,
  // The second is what scripts/migration-table.mjs reads, the third what is written out below. The round trip
  // forks the file that lies beside it.
  entryPoints: [
    'src/bin.ts',
    'src/report/codes.ts',
    'src/report/json-schema.ts',
    'src/verify/graphql/round-trip.ts',
    'src/verify/graphql/round-trip-child.ts',
    'src/verify/synth-worker.ts',
    // What `jscodeshift -t` is given.
    ...FACES,
  ],
  outdir: 'dist',
  outbase: '.',
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  treeShaking: true,
  format: 'esm',
  platform: 'node',
  mainFields: ['module', 'main'],
  target: 'node20.19',
  // Less text to read at every start; names stay, for the traces of DEBUG. Licences lie beside the bundle.
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: 'none',
  // Packages in CommonJS ask for parts of node by `require`, which a module does not have.
  banner: {
    js: "import{createRequire as bundledRequire}from'node:module';const require=bundledRequire(import.meta.url);",
  },
  plugins: [packages],
  // An import of types alone must not load its package, which `import { type X } from 'y'` would otherwise do.
  tsconfigRaw: { compilerOptions: { target: 'ES2022', strict: true, verbatimModuleSyntax: false } },
  logLevel: 'warning',
});
chmodSync(`${root}dist/src/bin.js`, 0o755);
for (const face of FACES) writeFileSync(`${root}dist/${face.replace(/ts$/, 'cjs')}`, plainFace(face));
const { REPORT_SCHEMA } = await import(`${root}dist/src/report/json-schema.js`);
writeFileSync(`${root}dist/report.schema.json`, `${JSON.stringify(REPORT_SCHEMA, null, 2)}\n`);
mkdirSync(`${root}dist/licenses`);
for (const name of bundledPackages(metafile)) {
  const folder = `${root}node_modules/${name}`;
  const licence = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file));
  if (licence === undefined) throw new Error(`${name} has no licence that could be shipped`);
  cpSync(`${folder}/${licence}`, `${root}dist/licenses/${name.replaceAll('/', '__')}.txt`);
}

/** What plain `jscodeshift -t` takes: it compiles a transform to CommonJS, and each import() in it that it sees. */
function plainFace(face) {
  const module = JSON.stringify(`./${basename(face).replace(/ts$/, 'js')}`);
  return [
    "const { pathToFileURL } = require('node:url');",
    "const load = new Function('place', 'return import(place)');",
    `const place = new URL(${module}, pathToFileURL(__filename)).href;`,
    'module.exports = async (...given) => (await load(place)).default(...given);',
    '',
  ].join('\n');
}

/** Folders below node_modules whose code is in the bundle, with those that they bring along. */
function bundledPackages({ inputs }) {
  const names = Object.keys(inputs).map(
    (path) => /node_modules\/((?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1],
  );
  return [...new Set(names)].filter((name) => name !== undefined);
}
