import { readFile } from 'node:fs/promises';
import { type Edit } from '../core/plan.js';
import { diskError } from './disk.js';
import { locate, realRoot } from './place.js';

interface Found {
  readonly bytes: Uint8Array;
  readonly executable: boolean;
}

async function find(root: string, path: string): Promise<Found | null> {
  const place = await locate(await realRoot(root), path);
  if (place.stats === null) return null;
  try {
    return { bytes: await readFile(place.absolute), executable: (place.stats.mode & 0o100) !== 0 };
  } catch (error) {
    throw diskError(error, path, 'read', 'Check its permissions.');
  }
}

/**
 * What a plan's edit starts from; null when there is no such file.
 * @throws MigrateError when the path leaves the root, is a link, or is not a regular file
 */
export async function readTarget(root: string, path: string): Promise<Uint8Array | null> {
  return (await find(root, path))?.bytes ?? null;
}

/**
 * The edit that makes `path` say `after` (null: that there is no such file); null when the disk already does.
 * @throws MigrateError as `readTarget`
 */
export async function makeEdit(root: string, path: string, after: Uint8Array | null): Promise<Edit | null> {
  const found = await find(root, path);
  if (found === null) return after === null ? null : { path, kind: 'create', before: null, after };
  const mode = found.executable ? { executable: true as const } : {};
  if (after === null) return { path, kind: 'delete', before: found.bytes, after, ...mode };
  if (Buffer.compare(found.bytes, after) === 0) return null;
  return { path, kind: 'change', before: found.bytes, after, ...mode };
}
