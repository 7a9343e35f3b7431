import { type Dirent, readdirSync } from 'node:fs';
import { posix } from 'node:path';
import { MigrateError } from '../core/error.js';
import { fileOrigin } from '../core/origin.js';
import { errorCode } from './error-code.js';
import { type DiskFiles } from './project-files.js';

/** Folders inside a resource that hold packages or output. */
const GENERATED: ReadonlySet<string> = new Set(['node_modules', 'build', 'dist', '.git']);

/** Told of a symbolic link that is not followed; the path is relative to the project. */
export type OnLink = (path: string) => void;

/** The names of the folders in a folder, sorted; none when it is not there. Paths are relative to the project. */
export function foldersIn(files: DiskFiles, folder: string, onLink: OnLink): string[] {
  return entriesOf(files, folder, onLink).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
}

/** Every file below a folder, relative to it, with forward slashes, without packages and output. */
export function filesBelow(files: DiskFiles, folder: string, onLink: OnLink): string[] {
  const found: string[] = [];
  const pending = [''];
  for (let prefix = pending.pop(); prefix !== undefined; prefix = pending.pop()) {
    for (const entry of entriesOf(files, `${folder}/${prefix}`, onLink)) {
      if (entry.isFile()) found.push(`${prefix}${entry.name}`);
      else if (entry.isDirectory() && !GENERATED.has(entry.name)) pending.push(`${prefix}${entry.name}/`);
    }
  }
  return found.sort();
}

function entriesOf(files: DiskFiles, folder: string, onLink: OnLink): Dirent[] {
  const real = files.locate(folder);
  if (real === null) return [];
  const entries = readEntries(real, folder);
  for (const entry of entries) if (entry.isSymbolicLink()) onLink(posix.join(folder, entry.name));
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function readEntries(real: string, folder: string): Dirent[] {
  try {
    return readdirSync(real, { withFileTypes: true });
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOTDIR' || code === 'ENOENT') return [];
    const problem = `the folder cannot be read (${code})`;
    throw new MigrateError(problem, 'Check its permissions.', fileOrigin(folder));
  }
}
