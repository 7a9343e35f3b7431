import { closeSync, constants, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { utf8 } from '../core/utf8.js';
import { diskError } from './disk.js';

/** A module that is looked at: its text, or null where it is not UTF-8. */
export interface ClientModule {
  readonly path: string;
  readonly text: string | null;
}

// Windows has no flag for it; there the walk alone says what is a link.
const FLAG = constants.O_RDONLY | (process.platform === 'win32' ? 0 : constants.O_NOFOLLOW);

/**
 * The modules among those that a walk of the project has found that hold one of the words, or are wanted by their
 * path. The bytes are searched: most modules of an app need not be decoded, and one call at a time is faster than
 * a pool of threads for files of this size.
 * @throws MigrateError when one can't be read
 */
export function* modulesWith(
  root: string,
  paths: readonly string[],
  words: readonly string[],
  wanted: (path: string) => boolean,
): Generator<ClientModule> {
  for (const path of paths) {
    const bytes = bytesOf(root, path);
    if (isUtf16(bytes) || wanted(path) || words.some((word) => bytes.includes(word))) {
      yield { path, text: utf8(bytes) };
    }
  }
}

function bytesOf(root: string, path: string): Buffer {
  try {
    const opened = openSync(join(root, path), FLAG);
    try {
      return readFileSync(opened);
    } finally {
      closeSync(opened);
    }
  } catch (error) {
    throw diskError(error, path, 'read', 'Check its permissions.');
  }
}

/** Words can't be searched for in it; by its byte order mark, which editors write there. */
function isUtf16(bytes: Buffer): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
}
