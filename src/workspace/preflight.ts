import { constants, type Stats } from 'node:fs';
import { access, readFile } from 'node:fs/promises';
import { MigrateError } from '../core/error.js';
import { type Edit } from '../core/plan.js';
import { diskError, sha256 } from './disk.js';
import { gitStatus } from './git.js';
import { type Move } from './journal.js';
import { foldersAbove, shownPath } from './paths.js';
import { locate, type Place } from './place.js';

/** An edit that may be made. */
export interface Ready extends Move {
  /** The path in the edit; `path` is the real one. */
  readonly asked: string;
  readonly bytes: Uint8Array | null;
  /** The file that is replaced. */
  readonly like: Stats | null;
  readonly executable: boolean;
}

/** What a commit needs to know, in the order of the edits. */
export interface Preflight {
  readonly files: readonly Ready[];
  readonly folders: readonly string[];
}

/**
 * Looks at every target before anything is written. `root` is what `realRoot` returned.
 * @throws MigrateError for the first edit that can't or must not be made
 */
export async function preflight(root: string, edits: readonly Edit[], force: boolean): Promise<Preflight> {
  const places: Place[] = [];
  const files: Ready[] = [];
  for (const edit of edits) {
    const place = await locate(root, edit.path);
    await refuseChanged(edit, place);
    if (same(edit.before, edit.after)) continue;
    await refuseUnwritable(edit, place);
    places.push(place);
    files.push({
      asked: edit.path,
      path: place.path,
      before: sumOf(edit.before),
      after: sumOf(edit.after),
      bytes: edit.after,
      like: place.stats,
      executable: edit.executable === true,
    });
  }
  refuseCollisions(files.map(({ path }) => path));
  if (!force) await refuseUncommitted(root, places);
  const missing = new Set(places.flatMap((place) => place.missing));
  return { files, folders: [...missing].sort((a, b) => depthOf(a) - depthOf(b)) };
}

function depthOf(path: string): number {
  return path.split('/').length;
}

function same(a: Uint8Array | null, b: Uint8Array | null): boolean {
  return a === null || b === null ? a === b : Buffer.compare(a, b) === 0;
}

function sumOf(bytes: Uint8Array | null): string | null {
  return bytes === null ? null : sha256(bytes);
}

async function refuseChanged(edit: Edit, place: Place): Promise<void> {
  const now = place.stats === null ? null : await read(edit.path, place);
  if (!same(edit.before, now)) throw changed(edit.path);
}

async function read(path: string, place: Place): Promise<Uint8Array> {
  try {
    return await readFile(place.absolute);
  } catch (error) {
    throw diskError(error, path, 'read', 'Check its permissions.');
  }
}

/** What is said when the disk is no longer what the plan was made from. */
export function changed(path: string): MigrateError {
  return new MigrateError(
    `${shownPath(path)} was changed after it was read, so nothing was written`,
    'Run again, so that the plan is made from what is there now.',
  );
}

async function refuseUnwritable(edit: Edit, place: Place): Promise<void> {
  try {
    await access(place.folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw diskError(error, edit.path, 'written', 'Make its folder writable.');
  }
}

/**
 * Two edits of one file, a file that another edit needs as a folder, and names that differ only in a way that
 * macOS and Windows take for the same: the second would silently replace the first there.
 */
function refuseCollisions(paths: readonly string[]): void {
  const folded = (path: string): string => path.normalize('NFC').toLowerCase();
  const seen = new Map<string, string>();
  for (const path of paths) {
    const other = seen.get(folded(path));
    if (other !== undefined) throw collision(other, path);
    seen.set(folded(path), path);
  }
  for (const path of paths) {
    const folder = foldersAbove(folded(path)).find((above) => seen.has(above));
    if (folder !== undefined) throw collision(seen.get(folder) ?? folder, path);
  }
}

function collision(one: string, two: string): MigrateError {
  return new MigrateError(
    `${shownPath(one)} and ${shownPath(two)} can't both be written, so nothing was`,
    'Rename one of the Gen 1 resources they come from.',
  );
}

/** Only what git can give back is changed or deleted without being asked to. */
async function refuseUncommitted(root: string, places: readonly Place[]): Promise<void> {
  const existing = places.filter(({ stats }) => stats !== null).map(({ path }) => path);
  if (existing.length === 0) return;
  const states = await gitStatus(root, existing);
  if (states === null) return;
  const refused = existing.filter((path) => states.get(path) !== 'clean');
  const [first] = refused;
  if (first === undefined) return;
  const reason = {
    dirty: 'has uncommitted changes',
    untracked: 'is not in git',
    ignored: 'is ignored by git',
    clean: 'is clean',
  }[states.get(first) ?? 'dirty'];
  const others = refused.length === 1 ? '' : ` (and ${refused.length - 1} more)`;
  throw new MigrateError(
    `${shownPath(first)} ${reason}${others}, and git could not give it back, so nothing was written`,
    'Commit or stash first, or use --force to write over it.',
  );
}
