import { rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { MigrateError } from '../core/error.js';
import { diskError, hasCode, readIfThere, removeIfThere, sha256, syncFolder } from './disk.js';
import { type Journal, type Move, removeJournal } from './journal.js';
import { type Step } from './lock.js';
import { folderOf, foldersAbove, JOURNAL, shownPath, stagedPath } from './paths.js';
import { locate, reach } from './place.js';

/**
 * The moves of a journal that are still to be made.
 * @throws what `conflict` makes for a file that is neither as before nor as after its move
 */
export async function pendingMoves(
  root: string,
  journal: Journal,
  conflict: (path: string) => MigrateError,
): Promise<Move[]> {
  const pending: Move[] = [];
  for (const [index, move] of journal.moves.entries()) {
    const place = await locate(root, move.path);
    // Journals name real paths: a link among the folders came later.
    if (place.path !== move.path) throw conflict(move.path);
    const now = await sumAt(place.absolute);
    const staged = await sumAt(join(root, stagedPath(move.path, journal.id, index)));
    const ready = move.after === null || staged === move.after;
    if (now === move.after && (move.after === null || staged === null)) continue;
    if (!ready || (now !== move.before && now !== move.after)) throw conflict(move.path);
    pending.push(move);
  }
  return pending;
}

async function sumAt(absolute: string): Promise<string | null> {
  const bytes = await readIfThere(absolute);
  return bytes === null ? null : sha256(bytes);
}

/** What is said when somebody wrote to a file of an interrupted run before it could be completed. */
export function overtaken(path: string): MigrateError {
  return new MigrateError(
    `An interrupted run can't be completed: ${shownPath(path)} is neither as it was before nor as that run makes it`,
    `Put it back as it was and run again; or keep what is there: delete \`${JOURNAL}\` and the files ` +
      'named `.amplify-migrate-*.tmp`.',
  );
}

/** Makes the moves that are left, removes folders that have become empty, and closes the journal. */
export async function finish(
  root: string,
  journal: Journal,
  pending: readonly Move[],
  step: Step,
): Promise<void> {
  for (const move of pending) {
    step(`moving ${move.path}`);
    await make(root, move, stagedPath(move.path, journal.id, journal.moves.indexOf(move)));
  }
  step('moved');
  const folders = new Set(journal.moves.map(({ path }) => dirname(join(root, path))));
  for (const folder of folders) await syncIfThere(folder);
  for (const { path, after } of journal.moves) {
    if (after === null) await removeEmpty(root, foldersAbove(path).reverse());
  }
  step('closing');
  await removeJournal(root);
  step('closed');
}

async function make(root: string, { path, after }: Move, staged: string): Promise<void> {
  try {
    if (after === null) await rm(join(root, path));
    else await rename(join(root, staged), join(root, path));
  } catch (error) {
    const remedy = 'Close what holds it open and run again with --write, which completes the rest.';
    throw diskError(error, path, 'replaced', remedy);
  }
}

/** Takes a commit back that has replaced nothing yet. */
export async function undo(root: string, journal: Journal, step: Step): Promise<void> {
  for (const [index, { path }] of journal.moves.entries()) {
    const folder = await reach(root, folderOf(path).slice(0, -1));
    if (folder === 'link') throw overtaken(path);
    // Where there is no folder, or a file in its place, nothing can have been staged.
    if (folder === 'nothing') continue;
    step(`undoing ${path}`);
    await removeIfThere(join(root, stagedPath(path, journal.id, index)));
  }
  for (const folder of [...journal.folders].reverse()) {
    step(`undoing ${folder}`);
    await removeEmpty(root, [folder]);
  }
  step('closing');
  await removeJournal(root);
  step('closed');
}

/** Removes folders, innermost first, up to the first that something else is in. As in git, only files count. */
async function removeEmpty(root: string, folders: readonly string[]): Promise<void> {
  for (const folder of folders) {
    const found = await reach(root, folder);
    if (found === 'nothing') continue;
    if (found === 'link') return;
    try {
      await rmdir(join(root, folder));
    } catch (error) {
      if (hasCode(error, 'ENOTEMPTY', 'EEXIST')) return;
      throw diskError(error, folder, 'removed', 'Check the permissions of its folder.');
    }
  }
}

async function syncIfThere(folder: string): Promise<void> {
  try {
    await syncFolder(folder);
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
  }
}
