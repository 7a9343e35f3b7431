import { type Gen1App, type Gen1Resource } from '../../../src/core/gen1-app.js';
import { type JsonNode, at, membersOf, stringAt } from '../../../src/core/json.js';
import { type LambdaDocuments, type LambdaModel, type LambdaSources, type SourceFile } from './model.js';
import { localModules, withPaths } from './local-modules.js';
import { factsOf } from './source-facts.js';
import { folderOf, resolvePath } from './static-loads.js';

/** A function of the `function` category with its documents and sources, whatever calls it. */
export async function readLambda(app: Gen1App, functionName: string): Promise<LambdaModel> {
  const resource =
    app.resources.find(({ category, name }) => category === 'function' && name === functionName) ?? null;
  const documents = await readDocuments(app, resource);
  return {
    functionName,
    resource,
    documents,
    teamProvider: teamProviderOf(app, functionName),
    sources: await readSources(app, functionName, resource, documents.template),
  };
}

function teamProviderOf(app: Gen1App, functionName: string): ReadonlyMap<string, JsonNode> {
  const entries = app.environments.flatMap(({ name, teamProvider }) => {
    const node = teamProvider ? at(teamProvider, 'categories', 'function', functionName) : undefined;
    return node ? [[name, node] as const] : [];
  });
  return new Map(entries);
}

async function readDocuments(app: Gen1App, resource: Gen1Resource | null): Promise<LambdaDocuments> {
  const folder = resource?.folder ?? null;
  const json = (name: string): JsonNode | null =>
    folder === null ? null : app.files.json(`${folder}/${name}`);
  const template = resource?.files.find((file) => /^[^/]*cloudformation-template\.(json|ya?ml)$/.test(file));
  return {
    template:
      folder === null || template === undefined
        ? null
        : template.endsWith('.json')
          ? json(template)
          : await app.files.yaml(`${folder}/${template}`),
    parameters: json('parameters.json'),
    functionParameters: json('function-parameters.json'),
    customPolicies: json('custom-policies.json'),
  };
}

/** The resource of the function in its template. Gen 1 calls it LambdaFunction; people may not. */
export function functionNode(template: JsonNode | null): JsonNode | undefined {
  const resources = membersOf(at(template ?? undefined, 'Resources'));
  const named = resources.get('LambdaFunction');
  return named ?? [...resources.values()].find((node) => stringAt(node, 'Type') === 'AWS::Lambda::Function');
}

const CODE = /\.(?:[cm]?[jt]s|[jt]sx)$/;
/** Where Node.js and Lambda look for the module of a handler, in this order; TypeScript is bundled by Gen 2. */
const HANDLER_EXTENSIONS = ['.js', '.mjs', '.cjs', '.ts', '.mts', '.cts'];
/** Lists of versions that nobody installs from in Gen 2, and files that hold secrets of their own. */
const SKIPPED =
  /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|\.env[^/]*)$/;

async function readSources(
  app: Gen1App,
  functionName: string,
  resource: Gen1Resource | null,
  template: JsonNode | null,
): Promise<LambdaSources> {
  const node = functionNode(template);
  const home = resource?.folder ?? `amplify/backend/function/${functionName}`;
  const zipped = sourceRoot(stringAt(node, 'Metadata', 'aws:asset:path'), resource);
  const { root, handler } = handlerIn(
    zipped,
    stringAt(node, 'Properties', 'Handler') ?? 'index.handler',
    resource?.files ?? [],
    // Compiled code may lie in a folder such as dist, which is not among the files of a resource.
    (path) => isInside(path) && app.files.bytes(`${home}/${zipped}/${path}`) !== null,
  );
  const folder = `${home}/${root}`;
  const paths = (resource?.files ?? [])
    .filter((file) => file.startsWith(`${root}/`))
    .map((file) => file.slice(root.length + 1));
  const packageJson = paths.includes('package.json') ? app.files.json(`${folder}/package.json`) : null;
  const dependencies = textMembers(at(packageJson ?? undefined, 'dependencies'));
  const read = await readFiles(app, folder, paths, handler.file);
  const files = await Promise.all(read.map((file) => withLocalPaths(file, read, dependencies)));
  return {
    folder,
    files,
    skipped: paths.filter((path) => /(?:^|\/)\.env/.test(path)),
    dependencies,
    packageType: packageJson && (stringAt(packageJson, 'type') === 'module' ? 'module' : 'commonjs'),
    locked: paths.includes('package-lock.json')
      ? lockedVersions(app.files.json(`${folder}/package-lock.json`))
      : new Map(),
    handler,
  };
}

/** The files of a function; the handler's may not be among those of its resource, nor those that it loads. */
async function readFiles(
  app: Gen1App,
  folder: string,
  paths: readonly string[],
  handler: string | null,
): Promise<SourceFile[]> {
  const files: SourceFile[] = [];
  const add = async (path: string): Promise<SourceFile | null> => {
    const bytes = app.files.bytes(`${folder}/${path}`);
    if (!bytes) return null;
    const file = await readSource(path, bytes);
    files.push(file);
    return file;
  };
  for (const path of paths) if (!SKIPPED.test(path)) await add(path);
  const waiting = handler === null || paths.includes(handler) ? [] : [handler];
  for (const path of waiting) {
    const file = await add(path);
    for (const { specifier } of file?.facts?.loads ?? []) {
      const target = specifier.startsWith('.') ? resolvePath(folderOf(path), specifier) : undefined;
      const found = ['', '.js', '.json', '/index.js']
        .map((ending) => `${target ?? ''}${ending}`)
        .find((candidate) => target !== undefined && isFile(app, `${folder}/${candidate}`));
      if (found !== undefined && !paths.includes(found) && !waiting.includes(found)) waiting.push(found);
    }
  }
  return files;
}

async function withLocalPaths(
  file: SourceFile,
  files: readonly SourceFile[],
  dependencies: ReadonlyMap<string, string>,
): Promise<SourceFile> {
  const modules = localModules(file, files, dependencies);
  const text = modules.size === 0 ? '' : textOfSource(file.bytes);
  const changed = withPaths(file.path, text, modules);
  if (changed === text) return file;
  const { facts, ...rest } = await readSource(file.path, new TextEncoder().encode(changed));
  return { ...rest, facts, pathsAdded: [...modules.keys()] };
}

function isFile(app: Gen1App, path: string): boolean {
  return /\.\w+$/.test(path) && app.files.bytes(path) !== null;
}

/** `aws:asset:path` of the template, `./src` in what Gen 1 writes. */
function sourceRoot(assetPath: string | undefined, resource: Gen1Resource | null): string {
  const root = (assetPath ?? './src').replace(/^\.\//, '').replace(/\/+$/, '');
  return resource?.files.some((file) => file.startsWith(`${root}/`)) ? root : 'src';
}

async function readSource(path: string, bytes: Uint8Array): Promise<SourceFile> {
  if (!CODE.test(path) || path.endsWith('.d.ts')) return { path, bytes, facts: null, problem: null };
  const result = await factsOf(path, textOfSource(bytes));
  return result.kind === 'facts'
    ? { path, bytes, facts: result.facts, problem: null }
    : { path, bytes, facts: null, problem: result };
}

/** Code as text; a byte order mark stays away, Node.js ignores it as well. */
export function textOfSource(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/**
 * The file of the handler, and the folder of the function that the code lies in: where a build of its own makes
 * that file, the source that it is made of.
 */
function handlerIn(
  zipped: string,
  written: string,
  files: readonly string[],
  exists: (path: string) => boolean,
): { readonly root: string; readonly handler: LambdaSources['handler'] } {
  const dot = written.lastIndexOf('.');
  const module = (dot < 0 ? written : written.slice(0, dot)).replace(/^\.\//, '');
  const file = HANDLER_EXTENSIONS.map((extension) => `${module}${extension}`).find(exists);
  const source = file === undefined ? sourceOf(module, zipped, files) : undefined;
  return {
    root: source?.root ?? zipped,
    handler: {
      file: file ?? source?.file ?? null,
      expected: `${module}.js`,
      // `index.handler` is the export `handler` of index.js.
      exportName: dot < 0 ? 'handler' : written.slice(dot + 1),
      written,
      isBuilt: source !== undefined,
    },
  };
}

/**
 * The source of a module that a build makes: `build/index` of src/index.ts, `index` of lib/index.ts. The folder
 * that Gen 1 zips comes first; of others there must be only one.
 */
function sourceOf(
  module: string,
  zipped: string,
  files: readonly string[],
): { readonly root: string; readonly file: string } | undefined {
  const segments = module.split('/');
  for (let from = 0; from < segments.length; from += 1) {
    const names = HANDLER_EXTENSIONS.map((extension) => `${segments.slice(from).join('/')}${extension}`);
    const found = files.flatMap((path) => {
      const slash = path.indexOf('/');
      const [root, file] = [path.slice(0, slash), path.slice(slash + 1)];
      return slash > 0 && names.includes(file) ? [{ root, file }] : [];
    });
    const [only, ...others] = found;
    const own = found.find(({ root }) => root === zipped);
    if (own ?? (others.length === 0 ? only : undefined)) return own ?? only;
  }
  return undefined;
}

/** A handler is text of the user's: it must not lead out of the sources. */
function isInside(path: string): boolean {
  return !path.startsWith('/') && !path.split('/').includes('..');
}

function textMembers(node: JsonNode | undefined): ReadonlyMap<string, string> {
  const entries = [...membersOf(node)].flatMap(([name, value]) =>
    value.kind === 'scalar' && typeof value.value === 'string' ? [[name, value.value] as const] : [],
  );
  return new Map(entries);
}

/** Both layouts of npm: `packages` since version 2 of the file, `dependencies` before. */
function lockedVersions(lock: JsonNode | null): ReadonlyMap<string, string> {
  const versions = new Map<string, string>();
  for (const [name, entry] of membersOf(at(lock ?? undefined, 'dependencies'))) {
    const version = stringAt(entry, 'version');
    if (version !== undefined) versions.set(name, version);
  }
  for (const [path, entry] of membersOf(at(lock ?? undefined, 'packages'))) {
    const version = stringAt(entry, 'version');
    const name = /^node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(path)?.[1];
    if (name !== undefined && version !== undefined) versions.set(name, version);
  }
  return versions;
}
