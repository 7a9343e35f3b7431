import { type Configuration } from '../../../transforms/client/setting.js';
import { ClientManifest } from '../../emit/client-packages.js';
import { installCommand, packageManager } from '../../emit/package-manager.js';
import { type ClientFiles } from '../../workspace/client-files.js';
import { type BackendState } from './backend.js';

/** A package whose modules are those of a client. */
export interface ClientPackage {
  /** Relative to the root, ending in a slash; empty for the root. */
  readonly folder: string;
  readonly manifest: ClientManifest | null;
  readonly configuration: Configuration;
  /** The command that installs its packages. */
  readonly install: string;
}

/** Reads a file of the project as text; null when there is none. */
export type Read = (path: string) => Promise<string | null>;

/** The packages that depend on Amplify, innermost first; the root is always one. @throws MigrateError */
export async function clientPackagesIn(
  files: ClientFiles,
  state: BackendState,
  { read, lockFiles }: { readonly read: Read; readonly lockFiles: Iterable<string> },
): Promise<readonly ClientPackage[]> {
  const folders = files.manifests
    .filter((path) => /(?:^|\/)package\.json$/.test(path))
    .map((path) => path.slice(0, -'package.json'.length));
  const found = await Promise.all(
    folders.map(async (folder) => {
      const file = `${folder}package.json`;
      const text = await read(file);
      // What is no package of a client may be anything, such as a template.
      const isClient = folder === '' || /"(?:aws-amplify|@aws-amplify\/)/.test(text ?? '');
      if (!isClient) return null;
      return { folder, manifest: text?.trim() ? new ClientManifest(file, text) : null };
    }),
  );
  const packages: Pick<ClientPackage, 'folder' | 'manifest'>[] = found.filter((one) => one !== null);
  if (!packages.some(({ folder }) => folder === '')) packages.push({ folder: '', manifest: null });
  packages.sort((a, b) => b.folder.length - a.folder.length);
  return Promise.all(
    packages.map(async ({ folder, manifest }) => ({
      folder,
      manifest,
      configuration: await configurationOf({ folder, manifest }, files, state, read),
      install: installCommand(packageManager(lockFiles, manifest?.stringAt('packageManager'))),
    })),
  );
}

/** The innermost package that a module is in. */
export function packageOf(packages: readonly ClientPackage[], path: string): ClientPackage {
  const found = packages.find(({ folder }) => path.startsWith(folder));
  if (found === undefined) throw new Error('AM9003: a module is in no package');
  return found;
}

async function configurationOf(
  { folder, manifest }: Pick<ClientPackage, 'folder' | 'manifest'>,
  { modules, manifests }: ClientFiles,
  { moved, left, restApis }: BackendState,
  read: Read,
): Promise<Configuration> {
  const source = left.size === 0 ? 'gen2' : moved.length === 0 ? 'gen1' : 'both';
  const inSource = modules.some((path) => path.startsWith(`${folder}src/`)) ? 'src/' : '';
  const isCompiled = manifests.some(
    (path) => path.startsWith(`${folder}tsconfig`) || path === 'tsconfig.json',
  );
  return {
    source,
    left,
    outputs: await outputsOf(folder, manifest, read),
    typescript: isCompiled,
    server: manifest?.has('next') === true ? `${folder}${inSource}utils/amplify-server` : null,
    ui: manifest?.majorOf('@aws-amplify/ui-react') ?? null,
    scripts: scriptsOf(folder, manifest),
    restApis,
  };
}

const OUTPUTS = 'amplify_outputs.json';

/** Where the outputs are, or will be: webpack of react-scripts lets no module import from outside of src. */
async function outputsOf(folder: string, manifest: ClientManifest | null, read: Read): Promise<string> {
  if (manifest?.has('react-scripts') === true) return `${folder}src/${OUTPUTS}`;
  const there = (await read(`${folder}src/${OUTPUTS}`)) !== null;
  return there ? `${folder}src/${OUTPUTS}` : `${folder}${OUTPUTS}`;
}

/** Modules that scripts of package.json give to Node.js, in a package of ES modules. */
function scriptsOf(folder: string, manifest: ClientManifest | null): ReadonlySet<string> {
  if (manifest?.stringAt('type') !== 'module') return new Set();
  const named = manifest.commands.flatMap((command) =>
    [...command.matchAll(/\bnode\s+(?:--?[\w=.:-]+\s+)*(?:\.\/)?([\w./-]+\.js)\b/g)].map(
      ([, path]) => path ?? '',
    ),
  );
  return new Set(named.map((path) => `${folder}${path}`));
}
