import { isBuiltin } from 'node:module';
import { type Dependency } from '../../../src/core/feature.js';
import { fileOrigin } from '../../../src/core/origin.js';
import { type LambdaContext } from './context.js';
import { type SourceFile, type LambdaModel } from './model.js';

/** A package that the code of a function loads. */
export interface LoadedPackage {
  readonly name: string;
  /** `file:line` of the first place. */
  readonly place: string;
  readonly file: string;
}

/** The package of a module specifier; undefined for files and for what Node.js brings itself. */
export function packageOf(specifier: string): string | undefined {
  if (/^[./]/.test(specifier) || specifier === '' || isBuiltin(specifier)) return undefined;
  return /^(@[^/]+\/[^/]+|[^/]+)/.exec(specifier)?.[1];
}

/** Every package that files of the function load, at its first place. */
export function loadedPackages(files: readonly SourceFile[], folder: string): readonly LoadedPackage[] {
  const packages = new Map<string, LoadedPackage>();
  for (const { path, facts } of files) {
    for (const { specifier, line } of facts?.loads ?? []) {
      const name = packageOf(specifier);
      if (name === undefined || packages.has(name)) continue;
      packages.set(name, { name, place: `${folder}/${path}:${line}`, file: path });
    }
  }
  return [...packages.values()];
}

/** A package that Gen 1's Lambda runtimes brought along. */
export function isInRuntime(name: string): boolean {
  return name === 'aws-sdk' || name.startsWith('@aws-sdk/');
}

/** The types of Lambda's events, which the compiler takes away; the package of that name is something else. */
function isTypes(name: string, file: string): boolean {
  return name === 'aws-lambda' && /\.[cm]?ts$/.test(file);
}

const TYPES_VERSION = '^8.10.0';

/** Packages that neither the function declares nor Lambda brought. */
export function undeclaredPackages(
  { sources }: LambdaModel,
  files: readonly SourceFile[],
): readonly LoadedPackage[] {
  return loadedPackages(files, sources.folder).filter(
    ({ name, file }) =>
      !isInRuntime(name) && !isTypes(name, file) && !isVersion(sources.dependencies.get(name)),
  );
}

/** Paths and links are relative to the folder of the Gen 1 function, and mean nothing elsewhere. */
function isVersion(version: string | undefined): boolean {
  return version !== undefined && !/^(?:file|link|portal|workspace):|^[./]/.test(version);
}

/** The last of version 2, and any of version 3: the code was written for the one that Lambda happened to have. */
const RUNTIME_VERSIONS = { v2: '^2.1692.0', v3: '^3.0.0' };

/** What has to be installed so that the function can be bundled. Gen 1's unused boilerplate is left out. */
export function planDependencies(
  context: LambdaContext,
  files: readonly SourceFile[],
  fromLayers: ReadonlySet<string>,
): readonly Dependency[] {
  const { model, label } = context;
  const { dependencies, locked, folder } = model.sources;
  const needed: Dependency[] = [];
  for (const { name, place, file } of loadedPackages(files, folder)) {
    if (fromLayers.has(name)) continue;
    if (isTypes(name, file) && !dependencies.has(name)) {
      needed.push({ name: `@types/${name}`, version: TYPES_VERSION, dev: true, by: model.functionName });
      continue;
    }
    if (name === 'aws-sdk') context.tell('AM1307', fileOrigin(`${folder}/${file}`), { trigger: label });
    const declared = dependencies.get(name);
    const version = isVersion(declared) ? pinned(declared ?? '', locked.get(name)) : runtimeVersion(name);
    if (version === undefined) {
      context.tell('AM1306', fileOrigin(`${folder}/${file}`), { trigger: label, name, place });
    } else needed.push({ name, version, dev: true, by: model.functionName });
  }
  return needed;
}

/** `latest` is whatever it was when Gen 1 installed it; the lock file knows. */
function pinned(range: string, locked: string | undefined): string {
  return ['latest', '*', ''].includes(range) ? (locked ?? range) : range;
}

function runtimeVersion(name: string): string | undefined {
  if (!isInRuntime(name)) return undefined;
  return name === 'aws-sdk' ? RUNTIME_VERSIONS.v2 : RUNTIME_VERSIONS.v3;
}
