import { type NodePath } from '@babel/traverse';
import { type Program } from '@babel/types';
import { canonical, isClassic, isClassicName } from './symbols.js';
import { type Brought, nameOf } from './uses.js';

/** What a module of the app exports of Amplify before version 6: symbols by exported name; `*`: all of them. */
export type Exports = ReadonlyMap<string, string>;

/** Says what a module imports of Amplify through another of the app; null where the specifier names none such. */
export type Barrels = (path: string, specifier: string) => Exports | null;

/** What a module hands on: `export { Auth } from 'aws-amplify'`, or an import that it exports again. */
export function exportsOf(program: NodePath<Program>, brought: readonly Brought[]): Exports {
  const symbols = new Map(brought.filter(({ name }) => name !== '*').map(({ local, name }) => [local, name]));
  const found = new Map<string, string>();
  const put = (exported: string, symbol: string | undefined): void => {
    if (symbol !== undefined) found.set(exported, symbol);
  };
  for (const statement of program.node.body) {
    if (statement.type === 'ExportAllDeclaration' && isClassic(statement.source.value)) put('*', '*');
    if (statement.type === 'ExportDefaultDeclaration' && statement.declaration.type === 'Identifier') {
      put('default', symbols.get(statement.declaration.name));
    }
    if (statement.type !== 'ExportNamedDeclaration') continue;
    // `export const client = API` is another name for it.
    if (statement.declaration?.type === 'VariableDeclaration' && statement.declaration.kind === 'const') {
      for (const { id, init } of statement.declaration.declarations) {
        if (id.type === 'Identifier' && init?.type === 'Identifier') put(id.name, symbols.get(init.name));
      }
    }
    const from = statement.source?.value;
    for (const specifier of statement.specifiers) {
      if (specifier.type !== 'ExportSpecifier') continue;
      const { name } = specifier.local;
      const exported = nameOf(specifier.exported);
      if (from === undefined) put(exported, symbols.get(name));
      else if (isClassic(from) && isClassicName(from, name)) put(exported, canonical(from, name));
    }
  }
  return found;
}

/** The symbol of Amplify that a name exported by a module of the app is. */
export function symbolOf(exports: Exports, name: string): string | undefined {
  const all = exports.has('*') && name !== 'default' && isClassicName('aws-amplify', name);
  return exports.get(name) ?? (all ? name : undefined);
}

const ENDINGS = ['', ...['ts', 'tsx', 'js', 'jsx', 'mjs', 'mts'].map((one) => `.${one}`)];

/** Finds the module of the app that a specifier names: by its place, or by the aliases `@/` and `~/` of the root and src. */
export function barrelsAmong(modules: ReadonlyMap<string, Exports>): Barrels {
  return (path, specifier) => {
    for (const place of placesOf(path, specifier)) {
      for (const ending of [...ENDINGS, ...ENDINGS.slice(1).map((one) => `/index${one}`)]) {
        const found = modules.get(`${place}${ending}`);
        if (found !== undefined) return found;
      }
    }
    return null;
  };
}

function placesOf(path: string, specifier: string): string[] {
  const rest = /^[@~]\/(.+)$/.exec(specifier)?.[1];
  if (rest !== undefined) return [`src/${rest}`, rest];
  if (!/^\.\.?(?:\/|$)/.test(specifier)) return [];
  const parts = path.split('/').slice(0, -1);
  for (const step of specifier.split('/')) {
    if (step === '..') parts.pop();
    else if (step !== '.' && step !== '') parts.push(step);
  }
  return [parts.join('/')];
}

/** A word that each import of a module holds: the last name of its path. */
export function wordOf(path: string): string {
  const parts = path.replace(/\.\w+$/, '').split('/');
  const last = parts.at(-1) ?? '';
  return last === 'index' ? (parts.at(-2) ?? '') : last;
}
