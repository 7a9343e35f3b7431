import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const FILES = [...typescriptIn('src'), ...typescriptIn('transforms')];

/** All TypeScript below a folder, relative to the root, with forward slashes. */
function typescriptIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.includes('node_modules'))
    .map((path) => `${folder}/${path.split(sep).join('/')}`)
    .sort();
}

interface Import {
  readonly from: string;
  /** The folder rule it falls under: `core`, `transforms/auth`, a package, or `node:fs`. */
  readonly to: string;
  readonly dynamic: boolean;
  readonly typeOnly: boolean;
}

/** Every import of a file, found by the compiler: static, re-exported and dynamic. */
function importsOf(path: string): Import[] {
  const source = ts.createSourceFile(
    path,
    readFileSync(join(ROOT, path), 'utf8'),
    ts.ScriptTarget.ES2022,
    true,
  );
  const found: Import[] = [];
  const add = (specifier: ts.Node | undefined, dynamic: boolean, typeOnly: boolean): void => {
    if (specifier === undefined || !ts.isStringLiteralLike(specifier)) return;
    found.push({ from: path, to: targetOf(path, specifier.text), dynamic, typeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, false, isTypeOnly(node));
    if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, false, node.isTypeOnly);
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0], true, false);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isTypeOnly({ importClause }: ts.ImportDeclaration): boolean {
  if (importClause === undefined) return false;
  if (importClause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const named = importClause.namedBindings;
  return (
    importClause.name === undefined &&
    named !== undefined &&
    ts.isNamedImports(named) &&
    named.elements.every(({ isTypeOnly: typeOnly }) => typeOnly)
  );
}

function targetOf(path: string, specifier: string): string {
  if (!specifier.startsWith('.')) return specifier;
  return layerOf(
    relative(ROOT, resolve(ROOT, dirname(path), specifier))
      .split(sep)
      .join('/'),
  );
}

/** `src/core/codes/x.js` is `core`; `transforms/auth/x.js` is `transforms/auth`. */
function layerOf(path: string): string {
  const [top, second] = path.split('/');
  return top === 'src' ? (second ?? '').replace(/\.[jt]s$/, '') : `transforms/${second ?? ''}`;
}

const IMPORTS = FILES.flatMap(importsOf);

/** What a layer may import besides itself and packages. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  core: [],
  gen1: ['core'],
  emit: ['core'],
  workspace: ['core'],
  verify: ['core'],
  report: ['core'],
  // What several features need to know about Gen 1, such as values of its templates and its functions.
  'transforms/shared': ['core', 'emit'],
  'transforms/auth': ['core', 'emit', 'transforms/shared'],
  'transforms/data': ['core', 'emit', 'transforms/shared'],
  'transforms/storage': ['core', 'emit', 'transforms/shared'],
  'transforms/functions': ['core', 'emit', 'transforms/shared'],
  'transforms/client': ['core', 'emit'],
  cli: [
    ...['core', 'gen1', 'emit', 'workspace', 'verify', 'report'],
    ...['transforms/auth', 'transforms/data', 'transforms/storage', 'transforms/functions'],
    'transforms/client',
  ],
  bin: ['cli'],
};

describe('the layers', () => {
  it('are all known here', () => {
    expect([...new Set(FILES.map(layerOf))].filter((layer) => !Object.hasOwn(ALLOWED, layer))).toEqual([]);
  });

  it.each(Object.entries(ALLOWED))('%s imports only from below', (layer, allowed) => {
    const wrong = IMPORTS.filter(({ from, to }) => {
      const isLayer = Object.hasOwn(ALLOWED, to) || to.startsWith('transforms/');
      return layerOf(from) === layer && isLayer && to !== layer && !allowed.includes(to);
    });
    expect(wrong.map(({ from, to }) => `${from} -> ${to}`)).toEqual([]);
  });

  it('see the disk, the process and the network only outside core and the transforms', () => {
    const outside = /^(node:)?(fs|fs\/promises|child_process|process|os|http|https|net|worker_threads|vm)$/;
    const pure = IMPORTS.filter(({ from }) => PURE.test(from));
    expect(pure.length).toBeGreaterThan(0);
    expect(pure.filter(({ to }) => outside.test(to)).map(({ from, to }) => `${from} -> ${to}`)).toEqual([]);
    const users = FILES.filter((path) => PURE.test(path)).filter((path) => usesProcess(path));
    expect(users).toEqual([]);
  });

  it('load heavy packages only when they are used', () => {
    const heavy =
      /^(prettier|ts-morph|@babel\/parser|yaml|fast-glob|typescript|jscodeshift|aws-cdk-lib|@aws-amplify\/backend)(\/|$)/;
    const eager = IMPORTS.filter(({ to, dynamic, typeOnly }) => heavy.test(to) && !dynamic && !typeOnly);
    expect(eager.map(({ from, to }) => `${from} -> ${to}`)).toEqual([]);
  });

  it('import only packages that package.json ships, or that the bundle holds', () => {
    const { dependencies } = JSON.parse(codeOf('package.json')) as { dependencies: Record<string, string> };
    const bundled = /const BUNDLED = \[([^\]]*)\]/.exec(codeOf('scripts/build.mjs'))?.[1] ?? '';
    const shipped = new Set([...Object.keys(dependencies), ...bundled.split(/[',\s]+/)]);
    const packageOf = (name: string): string =>
      name
        .split('/')
        .slice(0, name.startsWith('@') ? 2 : 1)
        .join('/');
    const missing = IMPORTS.filter(({ from, to, typeOnly }) => {
      const isLayer = Object.hasOwn(ALLOWED, to) || to.startsWith('transforms/');
      // Type checks are made by tests only.
      const isOther = from === 'src/verify/typecheck.ts';
      return !typeOnly && !isLayer && !isOther && !to.startsWith('node:') && !shipped.has(packageOf(to));
    });
    expect(missing.map(({ from, to }) => `${from} -> ${to}`)).toEqual([]);
  });

  it('load the proof only when it is made', () => {
    const reached = IMPORTS.filter(
      ({ from, to, typeOnly }) => to === 'verify' && layerOf(from) !== 'verify' && !typeOnly,
    );
    expect(reached.filter(({ dynamic }) => !dynamic).map(({ from }) => from)).toEqual([]);
    expect(reached.length).toBeGreaterThan(0);
  });
});

describe('the files', () => {
  it('point to files that are there, by their .js name', () => {
    const wrong = FILES.flatMap((path) =>
      [...codeOf(path).matchAll(/(?:from|import\() ?'(\.[^']*)'/g)]
        .map(([, specifier = '']) => ({ path, specifier }))
        .filter(({ specifier }) => {
          const target = resolve(ROOT, dirname(path), specifier.replace(/\.js$/, '.ts'));
          return !specifier.endsWith('.js') || !existsSync(target);
        }),
    );
    expect(wrong).toEqual([]);
  });

  it.each(FILES)('%s is of a size that one can read', (path) => {
    expect(readFileSync(join(ROOT, path), 'utf8').split('\n').length).toBeLessThanOrEqual(400);
  });

  it.each([...FILES, ...typescriptIn('test')])(
    '%s has no `any`, no silenced check, no swallowed error and nothing left to do',
    (path) => {
      expect(smellsOf(path)).toEqual([]);
    },
  );
});

/** What must not be in a file, found in its syntax tree and in its comments, not in its strings. */
function smellsOf(path: string): string[] {
  const text = codeOf(path);
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
  const smells: string[] = [];
  const comments = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (node.kind === ts.SyntaxKind.AnyKeyword) smells.push('any');
    if (ts.isCatchClause(node) && node.block.statements.length === 0) smells.push('an empty catch');
    if (ts.isPropertyAccessExpression(node) && node.getText(source) === 'process.exit')
      smells.push('process.exit');
    for (const range of ts.getLeadingCommentRanges(text, node.getFullStart()) ?? []) {
      comments.add(text.slice(range.pos, range.end));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  for (const comment of comments) {
    if (/^\W*(@ts-|eslint-|prettier-ignore)/.test(comment)) smells.push(comment);
    if (/\b(TODO|FIXME|XXX)\b/.test(comment)) smells.push(comment);
  }
  return smells;
}

/** Layers that only compute. */
const PURE = /^(src\/(core|report)|transforms)\//;

function usesProcess(path: string): boolean {
  const source = ts.createSourceFile(path, codeOf(path), ts.ScriptTarget.ES2022, true);
  const uses = (node: ts.Node): boolean =>
    (ts.isPropertyAccessExpression(node) && node.expression.getText(source) === 'process') ||
    ts.forEachChild(node, (child) => uses(child) || undefined) === true;
  return uses(source);
}

function codeOf(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}
