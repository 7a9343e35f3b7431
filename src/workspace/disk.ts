import { createHash } from 'node:crypto';
import { type Stats } from 'node:fs';
import { lstat, open, readFile, rm } from 'node:fs/promises';
import { MigrateError } from '../core/error.js';
import { shownPath } from './paths.js';

/** True for an error of the file system with one of the codes. */
export function hasCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}

/** Turns what the file system says about `path` into one line; other errors are left as they are. */
export function diskError(error: unknown, path: string, verb: string, remedy: string): unknown {
  if (error instanceof MigrateError || !(error instanceof Error) || !('code' in error)) return error;
  return new MigrateError(`${shownPath(path)} can't be ${verb} (${String(error.code)})`, remedy);
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** What is at a path, without following a link; null when nothing is there. */
export async function statsOf(absolute: string): Promise<Stats | null> {
  try {
    return await lstat(absolute);
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return null;
    throw error;
  }
}

/** Null when there is no such file. */
export async function readIfThere(absolute: string): Promise<Uint8Array | null> {
  try {
    return await readFile(absolute);
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return null;
    throw error;
  }
}

export interface NewFile {
  readonly bytes: Uint8Array;
  /** Exact mode and owner to keep from the file that is replaced; unset: what the umask makes of `executable`. */
  readonly like?: Stats;
  readonly executable?: boolean;
}

/** Creates a file, which must not be there, and waits until it is on the disk. */
export async function writeNew(absolute: string, file: NewFile, opened?: () => void): Promise<void> {
  const handle = await open(absolute, 'wx', file.executable === true ? 0o777 : 0o666);
  try {
    opened?.();
    await handle.writeFile(file.bytes);
    if (file.like) {
      // Owner first: a change of owner clears the set-user-id bits. Only root may give files away; a tool that
      // runs as root in a container would otherwise leave files that their owner can't edit any more.
      if (process.getuid?.() === 0) await handle.chown(file.like.uid, file.like.gid);
      await handle.chmod(file.like.mode & 0o7777);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Waits until the names in a folder are on the disk: a rename is durable only after that. */
export async function syncFolder(absolute: string): Promise<void> {
  // Windows can't open a folder; NTFS journals its names by itself.
  if (process.platform === 'win32') return;
  const handle = await open(absolute, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

export async function removeIfThere(absolute: string): Promise<void> {
  await rm(absolute, { force: true });
}
