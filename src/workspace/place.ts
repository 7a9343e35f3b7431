import { type Stats } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import { MigrateError } from '../core/error.js';
import { diskError, hasCode, statsOf } from './disk.js';
import { checkPath, foldersAbove, shownPath } from './paths.js';

/** Where a path of a plan really is. */
export interface Place {
  /** Relative to the root with every link among the folders resolved; with forward slashes. */
  readonly path: string;
  readonly absolute: string;
  /** The regular file that is there; null when there is none. */
  readonly stats: Stats | null;
  /** The innermost folder on the way that exists; absolute. */
  readonly folder: string;
  /** Folders below it that have to be created, outermost first; relative to the root. */
  readonly missing: readonly string[];
}

/** The root without links. @throws MigrateError when it is not a folder */
export async function realRoot(root: string): Promise<string> {
  try {
    const real = await realpath(root);
    if ((await statsOf(real))?.isDirectory() === true) return real;
  } catch (error) {
    if (!hasCode(error, 'ENOENT', 'ENOTDIR'))
      throw diskError(error, root, 'opened', 'Check its permissions.');
  }
  throw new MigrateError(
    `${shownPath(root)} is not a folder`,
    'Create it, or name another one with --cwd or --out.',
  );
}

/** The folder of a path of a plan. */
interface FolderPlace {
  /** Relative to the root with every link resolved; with forward slashes, a final one unless it is the root. */
  readonly path: string;
  readonly absolute: string;
  /** The innermost folder on the way that exists; absolute. */
  readonly existing: string;
  /** Folders below it that have to be created, outermost first; relative to the root. */
  readonly missing: readonly string[];
}

/**
 * Finds a path of a plan below a root that `realRoot` returned.
 * @throws MigrateError when the path leaves the root, also by a link, or is not a place for a regular file
 */
export async function locate(root: string, path: string): Promise<Place> {
  const folder = await locateFolder(root, path);
  const name = path.slice(path.lastIndexOf('/') + 1);
  const absolute = join(folder.absolute, name);
  const stats = await regularFile(absolute, path);
  return {
    path: `${folder.path}${name}`,
    absolute,
    stats,
    folder: folder.existing,
    missing: folder.missing,
  };
}

/**
 * Finds the folder of a path of a plan; what is in it is not looked at.
 * @throws MigrateError when the path leaves the root, also by a link, or lies below a file
 */
async function locateFolder(root: string, path: string): Promise<FolderPlace> {
  checkPath(path);
  const segments = path.split('/').slice(0, -1);
  let existing = root;
  let depth = 0;
  for (const segment of segments) {
    const next = await enter(root, existing, segment, path);
    if (next === null) break;
    existing = next;
    depth += 1;
  }
  const rest = segments.slice(depth);
  const missing = rest.map((_, index) => slashed(root, join(existing, ...rest.slice(0, index + 1))));
  const real = slashed(root, join(existing, ...rest));
  // A link inside the project can lead to a place that no path may name, such as .git.
  if (real !== '') checkPath(real);
  return { path: real === '' ? '' : `${real}/`, absolute: join(existing, ...rest), existing, missing };
}

/** What a real path leads to: journals name only such, so a link on the way came later. */
export async function reach(root: string, folder: string): Promise<'folder' | 'nothing' | 'link'> {
  const ways = folder === '' ? [] : [...foldersAbove(folder), folder];
  for (const way of ways) {
    const stats = await inspect(join(root, way), folder);
    if (stats?.isSymbolicLink() === true) return 'link';
    if (stats?.isDirectory() !== true) return 'nothing';
  }
  return 'folder';
}

function slashed(root: string, absolute: string): string {
  return relative(root, absolute).split(sep).join('/');
}

/** The real folder `segment` in `folder`; null when there is nothing of that name. */
async function enter(root: string, folder: string, segment: string, path: string): Promise<string | null> {
  const absolute = join(folder, segment);
  const stats = await inspect(absolute, path);
  if (stats === null) return null;
  if (stats.isDirectory()) return absolute;
  if (!stats.isSymbolicLink()) {
    throw refusal(path, `lies below \`${segment}\`, which is not a folder`, 'Move that file away.');
  }
  const real = await targetOf(absolute);
  const inside = real === null ? null : relative(root, real);
  if (real === null || inside === null || (await statsOf(real))?.isDirectory() !== true) {
    throw refusal(path, `lies below a link that leads to no folder`, 'Repair or remove the link.');
  }
  if (inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) {
    throw refusal(path, 'lies below a link that leads out of the project', 'Replace the link by a folder.');
  }
  return real;
}

async function targetOf(link: string): Promise<string | null> {
  try {
    return await realpath(link);
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR', 'ELOOP')) return null;
    throw error;
  }
}

async function regularFile(absolute: string, path: string): Promise<Stats | null> {
  const stats = await inspect(absolute, path);
  if (stats === null || stats.isFile()) return stats;
  if (stats.isSymbolicLink()) {
    // `git apply` refuses these as well, also where they stay inside; a rename would replace the link.
    throw refusal(path, 'is a symbolic link', 'Replace it by a regular file.');
  }
  const what = stats.isDirectory() ? 'is a folder' : 'is not a regular file';
  throw refusal(path, `${what}, and the migration needs a file there`, 'Move it away.');
}

async function inspect(absolute: string, path: string): Promise<Stats | null> {
  try {
    return await statsOf(absolute);
  } catch (error) {
    if (hasCode(error, 'ENAMETOOLONG')) throw refusal(path, 'is too long a name', 'Shorten it.');
    throw diskError(error, path, 'looked at', 'Check the permissions of its folder.');
  }
}

function refusal(path: string, problem: string, remedy: string): MigrateError {
  return new MigrateError(`${shownPath(path)} ${problem}`, remedy);
}
