import { readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { MigrateError } from '../core/error.js';
import { removeIfThere, statsOf, syncFolder, writeNew } from './disk.js';
import { gitStatus } from './git.js';
import { type Step } from './lock.js';
import { checkPath, foldersAbove, JOURNAL, JOURNAL_DRAFT } from './paths.js';

/** One file of a commit: sha256 of what was and of what will be there; null where there is no file. */
export interface Move {
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
}

/**
 * What a commit is about to do. While it says `staging`, every target is as before, and an interrupted run
 * is undone; once it says `moving`, all new content is on the disk, and an interrupted run is completed.
 */
export interface Journal {
  readonly version: 1;
  readonly id: string;
  readonly phase: 'staging' | 'moving';
  /** Folders that the commit creates, outermost first. */
  readonly folders: readonly string[];
  readonly moves: readonly Move[];
}

/** Writes or replaces the journal; it is never seen half written. */
export async function writeJournal(root: string, journal: Journal, step: Step): Promise<void> {
  const draft = join(root, JOURNAL_DRAFT);
  await removeIfThere(draft);
  const bytes = Buffer.from(`${JSON.stringify(journal, null, 1)}\n`);
  await writeNew(draft, { bytes }, () => step(`journal of ${journal.phase} opened`));
  step(`journal of ${journal.phase} written`);
  await rename(draft, join(root, JOURNAL));
  await syncFolder(root);
}

export async function removeJournal(root: string): Promise<void> {
  await rm(join(root, JOURNAL));
  await syncFolder(root);
}

export async function hasJournal(root: string): Promise<boolean> {
  return (await statsOf(join(root, JOURNAL))) !== null;
}

const SIZE_LIMIT = 16 * 1024 * 1024;

/**
 * The journal of an interrupted run; null when there is none. Anybody can put a file of that name into a
 * repository, so nothing in it is believed: paths stay below the root, and a move counts only when the
 * content on the disk has the sums that it names.
 * @throws MigrateError when it can't be one that a run on this machine left
 */
export async function readJournal(root: string): Promise<Journal | null> {
  const file = join(root, JOURNAL);
  const stats = await statsOf(file);
  if (stats === null) return null;
  if (!stats.isFile() || stats.size > SIZE_LIMIT) throw unusable('is not one that a run has written');
  const state = (await gitStatus(root, [JOURNAL]))?.get(JOURNAL);
  if (state === 'clean' || state === 'dirty') throw unusable('is kept in git, so it may come from elsewhere');
  const journal = await parse(await readFile(file, 'utf8'));
  if (journal === null) throw unusable('is not one that a run has written');
  const above = new Set(journal.moves.flatMap(({ path }) => foldersAbove(path)));
  for (const { path } of journal.moves) checkPath(path);
  if (!journal.folders.every((folder) => above.has(folder))) {
    throw unusable('names folders that its files do not need');
  }
  return journal;
}

async function parse(text: string): Promise<Journal | null> {
  const { z } = await import('zod');
  const sum = z.string().regex(/^[0-9a-f]{64}$/);
  const move = z
    .strictObject({ path: z.string(), before: sum.nullable(), after: sum.nullable() })
    .refine(({ before, after }) => before !== after);
  const schema = z.strictObject({
    version: z.literal(1),
    id: z.string().regex(/^[0-9a-f]{16}$/),
    phase: z.enum(['staging', 'moving']),
    folders: z.array(z.string()),
    moves: z.array(move).refine((moves) => new Set(moves.map(({ path }) => path)).size === moves.length),
  });
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function unusable(reason: string): MigrateError {
  return new MigrateError(
    `\`${JOURNAL}\`, the record of an interrupted run, ${reason}`,
    'Delete it, see with `git status` what that run changed, and run again.',
  );
}
