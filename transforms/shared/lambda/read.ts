import { type Gen1App, type Gen1Resource } from '../../../src/core/gen1-app.js';
import { type JsonNode, at, membersOf, stringAt } from '../../../src/core/json.js';
import { type LambdaDocuments, type LambdaModel, type LambdaSources, type SourceFile } from './model.js';
import { factsOf } from './source-facts.js';

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
  const root = sourceRoot(stringAt(node, 'Metadata', 'aws:asset:path'), resource);
  const folder = `${resource?.folder ?? `amplify/backend/function/${functionName}`}/${root}`;
  const paths = (resource?.files ?? [])
    .filter((file) => file.startsWith(`${root}/`))
    .map((file) => file.slice(root.length + 1));
  const files: SourceFile[] = [];
  for (const path of paths.filter((path) => !SKIPPED.test(path))) {
    const bytes = app.files.bytes(`${folder}/${path}`);
    if (bytes) files.push(await readSource(path, bytes));
  }
  const handler = handlerOf(
    stringAt(node, 'Properties', 'Handler') ?? 'index.handler',
    (path) =>
      // Compiled code may lie in a folder such as dist, which is not among the files of a resource.
      paths.includes(path) || (isInside(path) && app.files.bytes(`${folder}/${path}`) !== null),
  );
  if (handler.file !== null && !paths.includes(handler.file)) {
    const bytes = app.files.bytes(`${folder}/${handler.file}`);
    if (bytes) files.push(await readSource(handler.file, bytes));
  }
  const packageJson = paths.includes('package.json') ? app.files.json(`${folder}/package.json`) : null;
  return {
    folder,
    files,
    skipped: paths.filter((path) => /(?:^|\/)\.env/.test(path)),
    dependencies: textMembers(at(packageJson ?? undefined, 'dependencies')),
    packageType: packageJson && (stringAt(packageJson, 'type') === 'module' ? 'module' : 'commonjs'),
    locked: paths.includes('package-lock.json')
      ? lockedVersions(app.files.json(`${folder}/package-lock.json`))
      : new Map(),
    handler,
  };
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

/** `index.handler` is the export `handler` of index.js. */
function handlerOf(handler: string, exists: (path: string) => boolean): LambdaSources['handler'] {
  const dot = handler.lastIndexOf('.');
  const module = (dot < 0 ? handler : handler.slice(0, dot)).replace(/^\.\//, '');
  const file = HANDLER_EXTENSIONS.map((extension) => `${module}${extension}`).find(exists);
  return {
    file: file ?? null,
    expected: `${module}.js`,
    exportName: dot < 0 ? 'handler' : handler.slice(dot + 1),
    written: handler,
  };
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
