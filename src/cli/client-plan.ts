import { readdir } from 'node:fs/promises';
import { minimatch } from 'minimatch';
import { barrelsAmong, wordOf } from '../../transforms/client/barrels.js';
import { fileMigrator, type Migrated } from '../../transforms/client/migrate.js';
import { CONCERNING } from '../../transforms/client/symbols.js';
import { CLIENT_TRANSFORMS } from '../../transforms/client/transforms.js';
import { isServerModule } from '../../transforms/client/server/module.js';
import { type Finding, finding } from '../core/finding.js';
import { type Gen1App } from '../core/gen1-app.js';
import { MigrateError } from '../core/error.js';
import { fileOrigin, formatOrigin } from '../core/origin.js';
import { type Edit, type Plan } from '../core/plan.js';
import { clientPackages } from '../emit/client-packages.js';
import { clientTsconfig } from '../emit/client-tsconfig.js';
import { gitignore } from '../emit/gitignore.js';
import { clientFiles } from '../workspace/client-files.js';
import { modulesWith } from '../workspace/client-modules.js';
import { makeEdit, readTarget } from '../workspace/host.js';
import { isJoinedModule, joinedFor, serverFor, type Wanted } from './client/around.js';
import { type BackendState, backendState } from './client/backend.js';
import { type DataStoreMeans } from './client/datastore.js';
import { codegenOf, generatedFinding, isOperations, mayBeGenerated } from './client/generated.js';
import { type ClientPackage, clientPackagesIn, packageOf } from './client/packages.js';

/** What became of one file. */
interface Looked extends Pick<Migrated, 'text' | 'findings' | 'asked' | 'exports'> {
  readonly path: string;
  /** Whether files of users are kept or fetched here, which a default level set elsewhere would concern. */
  readonly storing: boolean;
  /** Packages that the file names, as it will be, with those among them that new text imports. */
  readonly named: readonly string[];
  readonly imported: readonly string[];
  /** Set for a module that joins two configurations: what it is now. */
  readonly joined?: string;
  /** Set for the module that code of a server runs by. */
  readonly isServer?: true;
}

export interface ClientPlan {
  readonly plan: Plan;
  /** The packages with code that changes, to which the next steps belong. */
  readonly packages: readonly ClientPackage[];
}

export interface ClientOptions {
  /** Modules to look at; none: all of them. */
  readonly globs: readonly string[];
  /** What becomes of DataStore's calls. */
  readonly datastore: 'tell' | 'rewrite';
}

/** Reads the modules that the globs name, and turns them into changes. @throws MigrateError */
export async function planClient(
  app: Gen1App,
  root: string,
  { globs, datastore }: ClientOptions,
): Promise<ClientPlan> {
  const read = (path: string): Promise<string | null> => textOf(root, path);
  const files = await clientFiles(root);
  const state = await backendState(app, root);
  const packages = await clientPackagesIn(files, state, { read, lockFiles: await readdir(root) });
  const paths = chosen(files.modules, globs);
  // The reader of schemas is heavy, and few projects use DataStore.
  const { dataStoreMeans } = datastore === 'rewrite' ? await import('./client/datastore.js') : {};
  const rewriting = (await dataStoreMeans?.(app, packages, files.modules, read)) ?? null;
  const looked = await lookAt(root, paths, packages, rewriting);
  const { settled, findings } = heldBack(looked);
  const around = await aroundThem(packages, settled, {
    ...{ app, state, read, rewriting },
    complete: globs.length === 0,
    manifests: files.manifests,
  });
  const changed = settled.flatMap(({ path, text }) => (text === null ? [] : [{ path, text }]));
  const edits = await Promise.all([...changed, ...around.wanted].map((one) => editOf(root, one)));
  const plan = {
    ...{ features: ['client'] as const, inputs: [], ledger: [], access: [], secrets: [] },
    edits: edits.filter((edit) => edit !== null).sort((a, b) => (a.path < b.path ? -1 : 1)),
    findings: [...looked.flatMap((one) => one.findings).filter(once()), ...findings, ...around.findings],
  };
  return { plan, packages: around.packages };
}

async function lookAt(
  root: string,
  paths: readonly string[],
  packages: readonly ClientPackage[],
  rewriting: DataStoreMeans | null,
): Promise<readonly Looked[]> {
  const configuration = (path: string) => packageOf(packages, path).configuration;
  const options = {
    ...{ whole: true, configuration },
    ...(rewriting !== null && { datastore: rewriting.rewriteOf }),
  };
  const migrate = await fileMigrator(CLIENT_TRANSFORMS, options);
  const modules = modulesWith(root, paths, CONCERNING, mayBeGenerated);
  const looked = Array.from(modules, ({ path, text }) => look(path, text, migrate));
  const barrels = new Map(looked.flatMap(({ path, exports }) => (exports.size > 0 ? [[path, exports]] : [])));
  if (barrels.size === 0) return looked;
  // What imports Amplify through another module of the app need not name it: its second look knows these.
  const again = await fileMigrator(CLIENT_TRANSFORMS, { ...options, barrels: barrelsAmong(barrels) });
  const found = new Map(looked.map((one) => [one.path, one]));
  for (const { path, text } of modulesWith(root, paths, [...barrels.keys()].map(wordOf), () => false)) {
    found.set(path, look(path, text, again));
  }
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function look(
  path: string,
  source: string | null,
  migrate: Awaited<ReturnType<typeof fileMigrator>>,
): Looked {
  const unchanged = {
    ...{ path, text: null, storing: false, asked: [], named: [], imported: [] },
    exports: new Map<string, string>(),
  };
  if (source === null)
    return { ...unchanged, findings: [finding('AM6006', 'client', fileOrigin(path), { file: path })] };
  if (isJoinedModule(path, source))
    return { ...unchanged, findings: [], named: ['aws-amplify'], joined: source };
  if (isServerModule(source)) return { ...unchanged, findings: [], named: namedIn(source), isServer: true };
  const generated = generatedFinding(path, source);
  if (generated !== null) return { ...unchanged, findings: [generated], named: namedIn(source) };
  const { text, findings, sites, asked, exports } = migrate(path, source);
  return {
    ...{ path, text, findings, asked, exports },
    storing: text !== null && sites.some(({ name }) => name.startsWith('Storage.')),
    named: namedIn(text ?? source),
    imported: text === null ? [] : importedBy(text),
  };
}

/** Packages of Amplify that are named in a text, by import, in the settings of a tool, or in a comment. */
function namedIn(text: string): string[] {
  return CONCERNING.some((word) => text.includes(word))
    ? matched(
        text,
        /['"`](@aws-amplify\/[\w-]+|aws-amplify(?:-[\w-]+)?|amazon-cognito-identity-js)(?=['"`/])/g,
      )
    : [];
}

/** Packages of Amplify that statements of a text import. */
function importedBy(text: string): string[] {
  return matched(
    text,
    /^(?!\s*(?:\/\/|\*)).*?(?:from|import|require\()\s*['"](@aws-amplify\/[\w-]+|aws-amplify)(?=['"/])/gm,
  );
}

function matched(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, name]) => name ?? '');
}

/** A default level that is set in one file is meant for all: as long as it is there, none of them is changed. */
function heldBack(looked: readonly Looked[]): {
  readonly settled: readonly Looked[];
  readonly findings: Finding[];
} {
  const level = looked.flatMap(({ findings }) => findings).find(({ code }) => code === 'AM6040');
  if (level === undefined) return { settled: looked, findings: [] };
  const place = formatOrigin(level.origin);
  const waiting = looked.filter(({ storing }) => storing);
  return {
    settled: looked.map((one) => (one.storing ? { ...one, text: null, asked: [] } : one)),
    findings: waiting.map(({ path }) => finding('AM6008', 'client', fileOrigin(path), { place })),
  };
}

/** Files that are generated together are told once. */
function once(): (finding: Finding) => boolean {
  const told = new Set<string>();
  return ({ code, message }) => {
    if (code !== 'AM6005' && code !== 'AM6028') return true;
    const isNew = !told.has(message);
    told.add(message);
    return isNew;
  };
}

interface Means {
  readonly app: Gen1App;
  readonly state: BackendState;
  readonly read: (path: string) => Promise<string | null>;
  /** Whether every module was looked at. */
  readonly complete: boolean;
  readonly manifests: readonly string[];
  readonly rewriting: DataStoreMeans | null;
}

/** The files around the modules that change. */
async function aroundThem(
  packages: readonly ClientPackage[],
  looked: readonly Looked[],
  means: Means,
): Promise<{
  readonly wanted: readonly Wanted[];
  readonly findings: readonly Finding[];
  readonly packages: readonly ClientPackage[];
}> {
  const wanted: Wanted[] = [];
  const findings: Finding[] = [];
  const concerned: ClientPackage[] = [];
  for (const one of packages) {
    const own = looked.filter(({ path }) => packageOf(packages, path) === one);
    const configurations = own.flatMap(({ asked }) => asked.filter((ask) => ask.kind === 'configuration'));
    const there = new Map(own.flatMap(({ path, joined }) => (joined === undefined ? [] : [[path, joined]])));
    const joined = joinedFor(one, configurations, there, means);
    wanted.push(...joined.wanted);
    findings.push(...joined.findings);
    if (own.some(({ asked, isServer }) => isServer === true || asked.some(({ kind }) => kind === 'server')))
      wanted.push(...(await serverFor(one, means, joined.wanted)));
    if (!own.some(({ text }) => text !== null)) continue;
    concerned.push(one);
    if (means.rewriting !== null && own.some(({ asked }) => asked.some(({ kind }) => kind === 'datastore')))
      wanted.push(...(await means.rewriting.moduleFor(one)));
    const manifest = manifestOf(one, own, means);
    wanted.push(...manifest.wanted, ...(await tsconfigOf(one, means)));
    findings.push(...manifest.findings);
  }
  if (concerned.length > 0 && means.state.moved.length > 0)
    wanted.push({ path: '.gitignore', text: gitignore(await means.read('.gitignore')) });
  if (concerned.length > 0 && means.state.moved.length === 0 && means.state.left.size > 0)
    findings.push(finding('AM6020', 'client', fileOrigin('amplify'), { backend: 'amplify/' }));
  return { wanted, findings, packages: concerned };
}

/** package.json with the packages that the new code imports. */
function manifestOf(
  { folder, manifest, configuration }: ClientPackage,
  own: readonly Looked[],
  { complete, state }: Means,
): { readonly wanted: readonly Wanted[]; readonly findings: readonly Finding[] } {
  if (manifest === null) return { wanted: [], findings: [] };
  const named = new Set(own.flatMap((one) => one.named));
  const imported = new Set(own.flatMap((one) => one.imported));
  const isServed = own.some(({ asked }) => asked.some(({ kind }) => kind === 'server'));
  if (isServed) imported.add('@aws-amplify/adapter-nextjs');
  const operations = own.find(({ path }) => isOperations(path));
  // ampx has to run where amplify/ is.
  const codegen =
    folder === '' &&
    operations !== undefined &&
    state.moved.includes('data') &&
    configuration.source !== 'gen1'
      ? codegenOf(operations.path)
      : null;
  const scripts = codegen === null ? {} : { scripts: { [codegen.name]: codegen.command } };
  const { text, findings } = clientPackages(manifest, { named, imported, complete, ...scripts });
  return { wanted: [{ path: manifest.file, text }], findings };
}

/** The configuration of the compiler, where a package has one. */
async function tsconfigOf({ folder, configuration }: ClientPackage, means: Means): Promise<Wanted[]> {
  const path = `${folder}tsconfig.json`;
  if (configuration.source === 'gen1' || !means.manifests.includes(path)) return [];
  const text = await means.read(path);
  const changed = text?.trim() ? clientTsconfig(path, text) : null;
  return changed === null ? [] : [{ path, text: changed }];
}

function chosen(paths: readonly string[], globs: readonly string[]): readonly string[] {
  if (globs.length === 0) return paths;
  const hits = globs.map((glob) => paths.filter((path) => path === glob || minimatch(path, glob)));
  const empty = globs.find((_, index) => hits[index]?.length === 0);
  if (empty !== undefined) {
    throw new MigrateError(
      `${JSON.stringify(empty)} matches no module of the client`,
      'Globs are relative to the project, such as "src/**/*.tsx"; quote them, so that the shell leaves them alone.',
    );
  }
  const wanted = new Set(hits.flat());
  return paths.filter((path) => wanted.has(path));
}

async function editOf(root: string, { path, text }: Wanted): Promise<Edit | null> {
  return makeEdit(root, path, text === null ? null : new TextEncoder().encode(text));
}

/** The text of a file; null where it is not UTF-8, and so no module. */
async function textOf(root: string, path: string): Promise<string | null> {
  const bytes = await readTarget(root, path);
  if (bytes === null) return null;
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  return text.includes('\uFFFD') ? null : text;
}
