import { type Code, code, identifier, literal } from '../../../src/emit/code.js';
import { type SourceFile } from './model.js';
import { type DynamicLoad } from './source-facts.js';

/** A dynamic load and the files that it can mean. */
export interface StaticLoad {
  readonly load: DynamicLoad;
  /** Relative to the folder of the sources. */
  readonly candidates: readonly string[];
}

/** Extensions that `require` tries by itself, in its order. */
const IMPLIED = ['.js', '.json'];
const LOADABLE = /\.(?:[cm]?js|json)$/;

/**
 * The files that a dynamic load can mean: those beside the loading file that begin as its name does, the
 * modules of MODULES first. Undefined when the name is not a path, so that it could be any package.
 */
export function candidatesFor(
  load: DynamicLoad,
  from: SourceFile,
  files: readonly SourceFile[],
  modules: readonly string[],
  isUsable: (file: SourceFile) => boolean,
): readonly string[] | undefined {
  if (isBareModule(load, from) && isReplaceable(load)) return listedFiles('', from, files, modules);
  if (!/^\.{1,2}\//.test(load.prefix) || !isReplaceable(load)) return undefined;
  const base = resolvePath(folderOf(from.path), load.prefix);
  if (base === undefined) return undefined;
  const listed = listedFiles(base, from, files, modules);
  const others = files
    .filter(({ path }) => path !== from.path && path.startsWith(base) && LOADABLE.test(path))
    // Beside the code lie package.json and the event for a local test, which are no modules.
    .filter(({ path }) => !(path.endsWith('.json') && !path.includes('/')))
    .filter((file) => isUsable(file))
    .map(({ path }) => path);
  return [...new Set([...listed, ...others])];
}

/**
 * `require(name)` with a name out of MODULES: NODE_PATH of Lambda's Node.js runtimes holds the folder of the
 * function, so it finds the file of that name.
 */
function isBareModule({ call, prefix }: DynamicLoad, { path, facts }: SourceFile): boolean {
  const environment = facts?.environment;
  const readsModules = environment !== undefined && environment !== 'all' && environment.has('MODULES');
  return call === 'require' && prefix === '' && readsModules && folderOf(path) === '';
}

function listedFiles(
  base: string,
  from: SourceFile,
  files: readonly SourceFile[],
  modules: readonly string[],
): readonly string[] {
  return modules
    .map((name) => fileNamed(`${base}${name}`, files))
    .filter((path) => path !== undefined)
    .filter((path) => path !== from.path);
}

/** `(require)(name)` and the like are left alone. */
function isReplaceable({ call, text }: DynamicLoad): boolean {
  return text.startsWith(call) && /^\s*\(/.test(text.slice(call.length));
}

/** The file that Node.js finds for a path without extension. */
export function fileNamed(path: string, files: readonly SourceFile[]): string | undefined {
  const paths = new Set(files.map((file) => file.path));
  const endings = ['', ...IMPLIED, '.mjs', '.cjs', '.ts', '/index.js'];
  return endings.map((ending) => `${path}${ending}`).find((candidate) => paths.has(candidate));
}

export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

/** Joins a relative specifier to a folder; undefined when it leads out of the sources. */
export function resolvePath(folder: string, specifier: string): string | undefined {
  const segments = folder === '' ? [] : folder.split('/');
  for (const segment of specifier.split('/')) {
    if (segment === '.') continue;
    if (segment !== '..') segments.push(segment);
    else if (segments.pop() === undefined) return undefined;
  }
  return segments.join('/');
}

/** The specifier of a file, as code in `folder` writes it. */
export function relativeTo(folder: string, path: string): string {
  const from = folder === '' ? [] : folder.split('/');
  const to = path.split('/');
  while (from.length > 0 && from[0] === to[0] && to.length > 1) {
    from.shift();
    to.shift();
  }
  return `${from.length === 0 ? './' : '../'.repeat(from.length)}${to.join('/')}`;
}

/**
 * Replaces each dynamic load by a lookup among the files that it can mean. Nothing else of the text changes;
 * a module is still loaded when its turn comes, and a name that is none fails as it did.
 */
export function withStaticLoads(path: string, text: string, loads: readonly StaticLoad[]): string {
  const folder = folderOf(path);
  const functions: Code[] = [];
  const names = new Map<string, string>();
  let result = text;
  // From the end, so that the places of those before stay right.
  for (const { load, candidates } of [...loads].sort((a, b) => b.load.start - a.load.start)) {
    const isBare = load.prefix === '';
    const key = JSON.stringify([load.call, isBare, candidates]);
    const name = names.get(key) ?? freeName(`${load.call}Module`, text, [...names.values()]);
    if (!names.has(key)) functions.push(lookup(name, load.call, isBare, folder, candidates));
    names.set(key, name);
    result = `${result.slice(0, load.start)}${name}${result.slice(load.start + load.call.length)}`;
  }
  const note = '// Gen 2 bundles this function, and a bundle holds those modules only that the code names.';
  return `${result.trimEnd()}\n\n${note}\n${functions.join('\n\n')}\n`;
}

function freeName(name: string, text: string, taken: readonly string[]): string {
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? name : `${name}${number}`;
    if (!text.includes(candidate) && !taken.includes(candidate)) return candidate;
  }
}

function lookup(
  name: string,
  call: DynamicLoad['call'],
  isBare: boolean,
  folder: string,
  candidates: readonly string[],
): Code {
  const load = call === 'require' ? code`require` : code`import`;
  const cases = candidates.map((path) => {
    const specifier = relativeTo(folder, path);
    const labels = spellings(
      specifier,
      candidates.map((other) => relativeTo(folder, other)),
    ).map((label) => (isBare ? label.slice('./'.length) : label));
    return code`${lines(labels.map((label) => code`    case ${literal(label)}:`))}\n      return ${load}(${literal(specifier)});`;
  });
  const failure = code`Object.assign(new Error(\`Cannot find module '\${path}'\`), { code: 'MODULE_NOT_FOUND' })`;
  const refusal = call === 'require' ? code`throw ${failure};` : code`return Promise.reject(${failure});`;
  return lines([
    code`function ${identifier(name)}(path) {`,
    code`  switch (path) {`,
    ...cases,
    code`    default:`,
    code`      ${refusal}`,
    code`  }`,
    code`}`,
  ]);
}

/** How `require` may be asked for a file: in full, or without an extension that it adds by itself. */
function spellings(specifier: string, all: readonly string[]): string[] {
  const stem = specifier.replace(/\.(?:js|json)$/, '');
  const isFirst = IMPLIED.map((extension) => `${stem}${extension}`).find((path) => all.includes(path));
  const folder = specifier.replace(/\/index\.js$/, '');
  return [
    ...(stem !== specifier && isFirst === specifier ? [stem] : []),
    ...(folder !== specifier ? [folder] : []),
    specifier,
  ];
}

function lines(parts: readonly Code[]): Code {
  return parts.reduce((before, part) => code`${before}\n${part}`);
}
