import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { MigrateError } from '../core/error.js';
import { type Edit } from '../core/plan.js';
import { diskError, removeIfThere, statsOf, writeNew } from './disk.js';
import { hasJournal, type Journal, readJournal, writeJournal } from './journal.js';
import { type Step, withLock } from './lock.js';
import { finish, overtaken, pendingMoves, undo } from './moves.js';
import { JOURNAL, JOURNAL_DRAFT, LOCK, stagedPath } from './paths.js';
import { realRoot } from './place.js';
import { changed, preflight, type Preflight } from './preflight.js';

export interface CommitOptions {
  /** Writes also over what git could not give back. */
  readonly force?: boolean;
  /** For tests: told before each thing that a kill could interrupt. */
  readonly onStep?: Step;
}

/** What became of an interrupted run: completed, or undone as if it had never begun. */
export type Recovery = { readonly completed: string[] } | { readonly rolledBack: string[] };

/**
 * Makes all edits or none. New content is put beside its targets first, then a journal says that it is
 * complete, then it is renamed into place; after a kill anywhere in between, `recover` ends what was begun.
 * @returns the paths that were created, changed or deleted
 * @throws MigrateError with reason and remedy; nothing was written then, unless it says that the next run
 * completes the rest
 */
export async function commit(
  root: string,
  edits: readonly Edit[],
  options: CommitOptions = {},
): Promise<{ written: string[] }> {
  const step = options.onStep ?? (() => {});
  const home = await realRoot(root);
  if (edits.length === 0) return { written: [] };
  return locked(
    home,
    async () => {
      if (await hasJournal(home)) throw interrupted();
      const looked = await preflight(home, edits, options.force === true);
      if (looked.files.length === 0) return { written: [] };
      const staged = await stage(home, looked, step);
      const moving: Journal = { ...staged, phase: 'moving' };
      await writeJournal(home, moving, step);
      await finish(home, moving, moving.moves, step);
      return { written: looked.files.map(({ asked }) => asked) };
    },
    step,
  );
}

/** Works under the lock; what the disk says where nothing better is known becomes one line. */
function locked<T>(root: string, work: () => Promise<T>, step: Step): Promise<T> {
  const told = async (): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw diskError(
        error,
        '.',
        'written',
        'Mend that and run again with --write, which ends what was begun.',
      );
    }
  };
  return withLock(root, told, step);
}

/** Puts all new content beside its targets; takes that back when it can't. */
async function stage(root: string, { files, folders }: Preflight, step: Step): Promise<Journal> {
  const journal: Journal = {
    version: 1,
    id: randomBytes(8).toString('hex'),
    phase: 'staging',
    folders,
    moves: files.map(({ path, before, after }) => ({ path, before, after })),
  };
  try {
    await writeJournal(root, journal, step);
    for (const folder of folders) {
      step(`folder ${folder}`);
      await mkdir(join(root, folder));
    }
    for (const [index, { path, bytes, like, executable }] of files.entries()) {
      if (bytes === null) continue;
      step(`staging ${path}`);
      const file = { bytes, executable, ...(like && { like }) };
      await writeNew(join(root, stagedPath(path, journal.id, index)), file, () => step(`opened ${path}`));
    }
    step('staged');
    // The second look: what was changed while the content was staged is found before anything is replaced.
    const pending = await pendingMoves(root, journal, changed);
    const done = journal.moves.find((move) => !pending.includes(move));
    if (done) throw changed(done.path);
    return journal;
  } catch (error) {
    await removeIfThere(join(root, JOURNAL_DRAFT));
    if (await hasJournal(root)) await undo(root, journal, step);
    throw diskError(error, '.', 'written', 'Check its permissions and its free space; nothing was changed.');
  }
}

function interrupted(): MigrateError {
  return new MigrateError(
    `An earlier run was interrupted while it wrote, as \`${JOURNAL}\` says`,
    'Run again with --write, which ends that run first.',
  );
}

/**
 * Ends what an interrupted run has left; null when there is nothing. Called before a run reads its targets.
 * @throws MigrateError when the files are neither as before nor as after that run, or another run is writing
 */
export async function recover(root: string, options: CommitOptions = {}): Promise<Recovery | null> {
  const step = options.onStep ?? (() => {});
  const home = await realRoot(root);
  const traces = await Promise.all([LOCK, JOURNAL].map((name) => statsOf(join(home, name))));
  if (traces.every((stats) => stats === null)) return null;
  return locked(
    home,
    async () => {
      await removeIfThere(join(home, JOURNAL_DRAFT));
      const journal = await readJournal(home);
      if (journal === null) return null;
      const paths = journal.moves.map(({ path }) => path);
      if (journal.phase === 'staging') {
        await undo(home, journal, step);
        return { rolledBack: paths };
      }
      await finish(home, journal, await pendingMoves(home, journal, overtaken), step);
      return { completed: paths };
    },
    step,
  );
}
