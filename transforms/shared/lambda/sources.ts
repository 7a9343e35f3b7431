import { type DraftFile } from '../../../src/core/feature.js';
import { fileOrigin } from '../../../src/core/origin.js';
import { type Code, ModuleText, code, isIdentifier, literal, member } from '../../../src/emit/code.js';
import { type LambdaContext } from './context.js';
import { type SourceFile } from './model.js';
import { packageOf, undeclaredPackages } from './packages.js';
import { parameterValue } from './parameters.js';
import { textOfSource } from './read.js';
import {
  type StaticLoad,
  candidatesFor,
  fileNamed,
  folderOf,
  resolvePath,
  withStaticLoads,
} from './static-loads.js';

export interface SourcePlan {
  readonly files: readonly DraftFile[];
  /** For `defineFunction({ entry })`. */
  readonly entry: string;
  /** The files that the handler loads, directly or not. */
  readonly reached: readonly SourceFile[];
}

/** Copies the sources of the function; Gen 1 goes on using its own. */
export function planSources(context: LambdaContext): SourcePlan {
  const { model, folder, label } = context;
  const { files, skipped, handler, packageType } = model.sources;
  if (skipped.length > 0) {
    context.tell('AM1322', fileOrigin(model.sources.folder), { trigger: label, files: skipped });
  }
  const loads = staticLoads(context);
  const handlerFile = files.find(({ path }) => path === handler.file);
  if (!handlerFile) return refusing(context, loads);
  if (handler.isBuilt) {
    const place = `${model.sources.folder}/${handlerFile.path}`;
    const params = { label, handler: handler.written, entry: place };
    context.tell('AM4006', fileOrigin(place), params, { path: `${folder}/resource.ts`, property: 'entry' });
  }
  tellDeclarations(context, files);
  tellPaths(context, files);
  const copies = files.map((file): DraftFile =>
    copy(`${folder}/src/${file.path}`, file, loads.get(file) ?? []),
  );
  const isCommonJs = handlerFile.facts?.format !== 'module';
  if (packageType === null && isCommonJs) {
    // The package.json of the backend says `module`, which would make CommonJS of the function fail.
    copies.push({ path: `${folder}/src/package.json`, content: '{ "type": "commonjs" }', language: 'json' });
  }
  const face = faceFor(context, handlerFile, isCommonJs);
  if (face) copies.push({ path: `${folder}/handler.mjs`, content: face, language: 'javascript' });
  return {
    files: copies,
    entry: face ? './handler.mjs' : `./src/${handlerFile.path}`,
    reached: reachable(handlerFile, files, loads),
  };
}

/** Also what is no code is copied byte for byte. */
function copy(path: string, file: SourceFile, loads: readonly StaticLoad[]): DraftFile {
  const globals = undeclaredGlobals(file);
  if (loads.length === 0 && globals.length === 0) return { path, content: file.bytes, language: 'verbatim' };
  const text = textOfSource(file.bytes);
  const linked = loads.length === 0 ? text : withStaticLoads(file.path, text, loads);
  return { path, content: withDeclarations(linked, globals), language: 'verbatim' };
}

/** ES modules are strict in Gen 1 already: code that breaks there is broken anyway. */
function undeclaredGlobals({ facts }: SourceFile): readonly string[] {
  return facts?.format === 'commonjs' ? facts.implicitGlobals : [];
}

/** A `var` counts for the whole file from wherever it stands. */
function withDeclarations(text: string, names: readonly string[]): string {
  if (names.length === 0) return text;
  const note = '// Gen 2 bundles this function as an ES module, which has to declare its variables.';
  return `${text.trimEnd()}\n\n${note}\nvar ${names.join(', ')};\n`;
}

function tellDeclarations(context: LambdaContext, files: readonly SourceFile[]): void {
  for (const file of files) {
    const names = undeclaredGlobals(file);
    if (names.length === 0) continue;
    const source = `${context.model.sources.folder}/${file.path}`;
    const target = { path: `${context.folder}/src/${file.path}` };
    context.tell('AM1426', fileOrigin(source), { names, file: source }, target);
  }
}

function tellPaths(context: LambdaContext, files: readonly SourceFile[]): void {
  for (const { path, pathsAdded } of files) {
    if (pathsAdded === undefined) continue;
    const file = `${context.model.sources.folder}/${path}`;
    const params = { label: context.label, names: pathsAdded };
    context.tell('AM4012', fileOrigin(file), params, { path: `${context.folder}/src/${path}` });
  }
}

/** A function without code refuses every call: nothing that Gen 1 checked gets through unchecked. */
function refusing(context: LambdaContext, loads: ReadonlyMap<SourceFile, readonly StaticLoad[]>): SourcePlan {
  const { model, folder, label } = context;
  const file = `${model.sources.folder}/${model.sources.handler.expected}`;
  context.tell('AM1301', context.origin, { trigger: label, file }, { path: `${folder}/handler.mjs` });
  return {
    files: [
      ...model.sources.files.map((source) =>
        copy(`${folder}/src/${source.path}`, source, loads.get(source) ?? []),
      ),
      { path: `${folder}/handler.mjs`, content: refusal(file), language: 'javascript' },
    ],
    entry: './handler.mjs',
    reached: [],
  };
}

export function refusal(file: string): string {
  const message = literal(`The code of this function was not found when it was migrated: restore ${file}`);
  return new ModuleText()
    .add(code`export const handler = async () => {\n  throw new Error(${message});\n};`)
    .toString();
}

/** The names of modules that any environment runs, and those that the inputs of the pool list. */
export function modulesOf({ model, environments, modules }: LambdaContext): readonly string[] {
  const values = environments
    .map((environment) => parameterValue(model, 'modules', environment)?.text ?? '')
    .flatMap((text) => text.split(','))
    .filter((name) => name !== '');
  return [...new Set(values.length > 0 ? values : modules)];
}

function staticLoads(context: LambdaContext): ReadonlyMap<SourceFile, readonly StaticLoad[]> {
  const { model, label } = context;
  const { files, folder } = model.sources;
  const modules = modulesOf(context);
  const undeclared = new Set(undeclaredPackages(model, files).map(({ name }) => name));
  // A file that nobody lists must not bring in a package that nobody has: the bundle would fail for nothing.
  const isUsable = (file: SourceFile): boolean =>
    !file.problem && !file.facts?.loads.some(({ specifier }) => undeclared.has(packageOf(specifier) ?? ''));
  const result = new Map<SourceFile, StaticLoad[]>();
  for (const file of files) {
    if (file.problem) {
      const place = `${folder}/${file.path}:${file.problem.line}`;
      context.tell('AM1319', originOf(context, file.path, file.problem.line), {
        trigger: label,
        place,
        problem: file.problem.text,
      });
    }
    for (const load of file.facts?.dynamicLoads ?? []) {
      const candidates = candidatesFor(load, file, files, modules, isUsable);
      if (candidates) {
        result.set(file, [...(result.get(file) ?? []), { load, candidates }]);
        continue;
      }
      const place = `${folder}/${file.path}:${load.line}`;
      context.tell('AM1305', originOf(context, file.path, load.line), {
        trigger: label,
        place,
        text: load.text,
      });
    }
  }
  if (result.size > 0) tellMissingModules(context, modules);
  return result;
}

function tellMissingModules(context: LambdaContext, modules: readonly string[]): void {
  const { model, label } = context;
  for (const module of modules) {
    if (fileNamed(module, model.sources.files) !== undefined) continue;
    const file = `${model.sources.folder}/${module}.js`;
    context.tell('AM1323', context.origin, { trigger: label, module, file });
  }
}

function originOf({ model }: LambdaContext, path: string, line: number): ReturnType<typeof fileOrigin> {
  return { ...fileOrigin(`${model.sources.folder}/${path}`), line };
}

/**
 * The module that gives the handler a name again: a CommonJS entry bundled as an ES module has no named
 * exports. Null when the source can be entered directly.
 */
function faceFor(context: LambdaContext, file: SourceFile, isCommonJs: boolean): string | null {
  const { exportName } = context.model.sources.handler;
  const answersByPromise = file.facts?.answers.get(exportName) === 'promise';
  if (!isCommonJs && exportName === 'handler' && answersByPromise) return null;
  const from = literal(`./src/${file.path}`);
  // The default import of a CommonJS module is its `module.exports`.
  const imported = isCommonJs ? code`import gen1 from ${from};` : code`import * as gen1 from ${from};`;
  const handler = isIdentifier(exportName)
    ? member(code`gen1`, exportName)
    : code`gen1[${literal(exportName)}]`;
  if (answersByPromise) return `${imported}\n\nexport const handler = ${handler};\n`;
  context.tell('AM1315', fileOrigin(`${context.model.sources.folder}/${file.path}`), {
    trigger: context.label,
  });
  return `${imported}\n\n${waitingFace(handler)}\n`;
}

function waitingFace(handler: Code): Code {
  return code`export const handler = (event, context, callback) => {
  // Gen 2 keeps a timer running in every function: Lambda would wait for it before it passes the answer on.
  context.callbackWaitsForEmptyEventLoop = false;
  return ${handler}(event, context, callback);
};`;
}

/** Files that the handler's file loads; the others may need packages that nobody has to install. */
function reachable(
  start: SourceFile,
  files: readonly SourceFile[],
  loads: ReadonlyMap<SourceFile, readonly StaticLoad[]>,
): readonly SourceFile[] {
  const reached = new Set([start]);
  for (const file of reached) {
    const paths = [
      ...(file.facts?.loads ?? []).map(({ specifier }) =>
        /^\.{1,2}(?:\/|$)/.test(specifier) ? resolvePath(folderOf(file.path), specifier) : undefined,
      ),
      ...(loads.get(file) ?? []).flatMap(({ candidates }) => candidates),
    ];
    for (const path of paths) {
      // TypeScript names the module that it will be compiled to.
      const found =
        path === undefined
          ? undefined
          : (fileNamed(path, files) ?? fileNamed(path.replace(/\.js$/, '.ts'), files));
      const next = files.find((other) => other.path === found);
      if (next) reached.add(next);
    }
  }
  return [...reached];
}
