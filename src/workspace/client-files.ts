import { type Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { diskError } from './disk.js';

/** What can hold code of a client. */
const CODE = /\.(?:[cm]?[jt]sx?|vue|svelte)$/;

/** Files that say how the code beside and below them is built. */
const MANIFEST = /^(?:package|tsconfig(?:\.app)?)\.json$/;

/** Folders of packages, output and backends, where no code of a client is written. */
const SKIPPED: ReadonlySet<string> = new Set([
  ...['node_modules', 'amplify', 'amplify-backup', 'amplify-old'],
  ...['dist', 'build', 'out', 'coverage', 'vendor', 'Pods'],
]);

/** Paths relative to the root, with forward slashes, sorted. */
export interface ClientFiles {
  readonly modules: readonly string[];
  readonly manifests: readonly string[];
}

/**
 * A client's modules below a folder, with the files that say how they are built. Symbolic links, hidden folders,
 * declarations of types and minified files are left out.
 * @throws MigrateError when a folder can't be read
 */
export async function clientFiles(root: string): Promise<ClientFiles> {
  const modules: string[] = [];
  const manifests: string[] = [];
  for (let level = ['']; level.length > 0;) {
    const next = await Promise.all(
      level.map(async (folder) => ({ folder, entries: await entriesOf(root, folder) })),
    );
    level = next.flatMap(({ folder, entries }) =>
      entries
        .filter((entry) => entry.isDirectory() && isWalked(entry))
        .map(({ name }) => `${folder}${name}/`),
    );
    for (const { folder, entries } of next) {
      const files = entries.filter((entry) => entry.isFile());
      modules.push(...files.filter(isCode).map(({ name }) => `${folder}${name}`));
      manifests.push(
        ...files.filter(({ name }) => MANIFEST.test(name)).map(({ name }) => `${folder}${name}`),
      );
    }
  }
  return { modules: modules.sort(), manifests: manifests.sort() };
}

function isWalked({ name }: Dirent): boolean {
  return !name.startsWith('.') && !SKIPPED.has(name);
}

function isCode({ name }: Dirent): boolean {
  return CODE.test(name) && !/\.(?:d\.[cm]?ts|min\.js)$/.test(name);
}

async function entriesOf(root: string, folder: string): Promise<Dirent[]> {
  try {
    return await readdir(join(root, folder), { withFileTypes: true });
  } catch (error) {
    throw diskError(error, folder === '' ? root : folder, 'read', 'Check its permissions.');
  }
}
