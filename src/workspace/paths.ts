import { sep } from 'node:path';
import { MigrateError } from '../core/error.js';

export const LOCK = '.amplify-migrate.lock';
export const JOURNAL = '.amplify-migrate.journal.json';
export const JOURNAL_DRAFT = `${JOURNAL}.tmp`;

/** Where new content waits, beside its target so that one rename moves it: the same folder is the same volume. */
export function stagedPath(path: string, id: string, index: number): string {
  return `${folderOf(path)}.amplify-migrate-${id}-${index}.tmp`;
}

const OWN = /^\.amplify-migrate(\.lock.*|\.journal\.json.*|-[0-9a-f]{16}-\d+\.tmp)$/i;

/** The folder of a relative path, with its final slash; empty for the root. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

/** All folders above a relative path, outermost first, without final slash. */
export function foldersAbove(path: string): string[] {
  const segments = path.split('/');
  return segments.slice(0, -1).map((_, index) => segments.slice(0, index + 1).join('/'));
}

/** A path for a message: nothing in it can move a cursor, break the line or turn text around. */
export function shownPath(path: string): string {
  return `\`${path.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (c) => `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}`)}\``;
}

/**
 * Refuses a path that could mean anything but one file below the root.
 * @throws MigrateError with the reason
 */
export function checkPath(path: string): void {
  const problem = problemOf(path);
  if (problem === null) return;
  throw new MigrateError(
    `${shownPath(path)} ${problem}, so nothing was written`,
    'Rename what it is named after in the Gen 1 project.',
  );
}

function problemOf(path: string): string | null {
  if (path === '') return 'is empty';
  if (/[\0\p{Surrogate}]/u.test(path)) return 'is not a file name';
  if (path.startsWith('/') || (sep === '\\' && /[\\:]/.test(path))) return 'is not relative to the project';
  const segments = path.split('/');
  if (segments.includes('..')) return 'leaves the project';
  if (segments.includes('') || segments.includes('.')) return 'is not a file name';
  if (segments.some(isGitFolder)) return "lies in git's own folder";
  if (OWN.test(segments.at(-1) ?? '')) return 'is a name that amplify-migrate keeps for itself';
  return null;
}

/**
 * Whether some file system takes the name for `.git`: case, NTFS's short name, its ignored trailing dots and
 * spaces and its streams, and the invisible characters that HFS+ ignores (git's own list, CVE-2014-9390).
 */
function isGitFolder(segment: string): boolean {
  const name = segment
    .replace(/[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g, '')
    .toLowerCase()
    .replace(/(:.*|[. ]+)$/s, '');
  return name === '.git' || name === 'git~1';
}
