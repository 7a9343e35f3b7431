import { type Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { diskError } from './disk.js';

/** What can hold code of a client. */
const CODE = /\.(?:[cm]?[jt]sx?|vue|svelte)$/;

/** Folders of packages, output and backends, where no code of a client is written. */
const SKIPPED: ReadonlySet<string> = new Set([
  ...['node_modules', 'amplify', 'amplify-backup', 'amplify-old'],
  ...['dist', 'build', 'out', 'coverage', 'vendor', 'Pods'],
]);

/**
 * The paths of a client's modules below a folder, relative to it, with forward slashes, sorted. Symbolic links,
 * hidden folders, declarations of types and minified files are left out.
 * @throws MigrateError when a folder can't be read
 */
export async function clientFiles(root: string): Promise<string[]> {
  const found: string[] = [];
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
      found.push(...entries.filter(isCode).map(({ name }) => `${folder}${name}`));
    }
  }
  return found.sort();
}

function isWalked({ name }: Dirent): boolean {
  return !name.startsWith('.') && !SKIPPED.has(name);
}

function isCode(entry: Dirent): boolean {
  return entry.isFile() && CODE.test(entry.name) && !/\.(?:d\.[cm]?ts|min\.js)$/.test(entry.name);
}

async function entriesOf(root: string, folder: string): Promise<Dirent[]> {
  try {
    return await readdir(join(root, folder), { withFileTypes: true });
  } catch (error) {
    throw diskError(error, folder === '' ? root : folder, 'read', 'Check its permissions.');
  }
}
