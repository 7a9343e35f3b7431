import { createHash } from 'node:crypto';
import { MigrateError } from '../core/error.js';
import { type Edit } from '../core/plan.js';
import { utf8 } from '../core/utf8.js';
import { binaryPatch } from './binary-patch.js';
import { checkPath, shownPath } from './paths.js';
import { hunksOf } from './text-hunks.js';

export interface PatchOptions {
  /**
   * The way from the top of the git work tree to the output root, as `git rev-parse --show-prefix` prints it.
   * `git apply` takes paths from the top, and skips what lies outside the current folder without a word.
   */
  readonly prefix?: string;
}

/**
 * A patch that `git apply` accepts, and `git apply -R` takes back; empty when nothing changes.
 * @throws MigrateError when two edits name the same file, or a path is not one below the root
 */
export async function toPatch(edits: readonly Edit[], options: PatchOptions = {}): Promise<string> {
  const seen = new Set<string>();
  const parts: string[] = [];
  for (const edit of edits) {
    checkPath(edit.path);
    if (seen.has(edit.path)) {
      throw new MigrateError(
        `The plan writes ${shownPath(edit.path)} twice`,
        'Report this as a bug of amplify-migrate.',
      );
    }
    seen.add(edit.path);
    parts.push(await filePatch(edit, `${options.prefix ?? ''}${edit.path}`));
  }
  return parts.join('');
}

async function filePatch({ before, after, executable }: Edit, path: string): Promise<string> {
  if (before === null ? after === null : after !== null && Buffer.compare(before, after) === 0) return '';
  const mode = executable === true ? '100755' : '100644';
  const header = [`diff --git ${quoted(`a/${path}`)} ${quoted(`b/${path}`)}`];
  // A changed file keeps its mode: git compares modes only where the patch names one.
  if (before === null) header.push(`new file mode ${mode}`);
  if (after === null) header.push(`deleted file mode ${mode}`);
  header.push(`index ${blobId(before)}..${blobId(after)}`);
  const start = `${header.join('\n')}\n`;
  const [oldBytes, newBytes] = [before ?? EMPTY, after ?? EMPTY];
  const [oldText, newText] = [textOf(oldBytes), textOf(newBytes)];
  if (oldText === null || newText === null) return start + binaryPatch(oldBytes, newBytes);
  if (oldText === newText) return start;
  const oldName = before === null ? '/dev/null' : headerName(`a/${path}`);
  const newName = after === null ? '/dev/null' : headerName(`b/${path}`);
  return `${start}--- ${oldName}\n+++ ${newName}\n${await hunksOf(oldText, newText)}`;
}

const EMPTY = new Uint8Array();

/** The object name git gives the content: binary patches apply only to exactly that, `--3way` looks it up. */
function blobId(bytes: Uint8Array | null): string {
  if (bytes === null) return '0'.repeat(40);
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

/**
 * Content as text; null when it has to go as a binary literal. That is so for what is not UTF-8, as a patch
 * is, and for control characters: text of the project must not reach the terminal as an escape sequence.
 */
function textOf(bytes: Uint8Array): string | null {
  const text = utf8(bytes);
  return text === null || /[^\P{Cc}\t\n\f\r]/u.test(text) ? null : text;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '"': '\\"',
  '\\': '\\\\',
};

/** A path as git writes it: in C style where it has quotes, control characters or anything beyond ASCII. */
function quoted(path: string): string {
  if (/^[ !#-[\]-~]*$/.test(path)) return path;
  const bytes = Array.from(Buffer.from(path, 'utf8'), (byte) => {
    const char = String.fromCharCode(byte);
    const plain = byte >= 0x20 && byte < 0x7f ? char : `\\${byte.toString(8).padStart(3, '0')}`;
    return ESCAPES[char] ?? plain;
  });
  return `"${bytes.join('')}"`;
}

/** As git does, a tab ends a bare name that has spaces: readers cut these lines at white space otherwise. */
function headerName(path: string): string {
  const name = quoted(path);
  return !name.startsWith('"') && name.includes(' ') ? `${name}\t` : name;
}
