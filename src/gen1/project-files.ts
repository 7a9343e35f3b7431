import { createHash } from 'node:crypto';
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, join, posix, relative, sep, win32 } from 'node:path';
import { MigrateError } from '../core/error.js';
import { type ProjectFiles } from '../core/gen1-app.js';
import { type JsonNode } from '../core/json.js';
import { type OnDuplicate, parseJson } from '../core/json-parse.js';
import { fileOrigin } from '../core/origin.js';
import { type Input } from '../core/plan.js';
import { shown } from '../core/shown.js';
import { errorCode } from './error-code.js';
import { parseYaml } from './yaml.js';

/** Reads the files of one project, each once, and remembers what it read. */
export class DiskFiles implements ProjectFiles {
  readonly #root: string;
  readonly #realRoot: string;
  readonly #onDuplicate: OnDuplicate;
  readonly #bytes = new Map<string, Uint8Array | null>();
  readonly #json = new Map<string, JsonNode | null>();
  readonly #yaml = new Map<string, Promise<JsonNode | null>>();

  /** @throws MigrateError when `root` is no folder */
  constructor(root: string, onDuplicate: OnDuplicate) {
    this.#root = root;
    this.#onDuplicate = onDuplicate;
    try {
      this.#realRoot = realpathSync(root);
    } catch (error) {
      throw new MigrateError(
        `${shown(root, 200)} cannot be opened (${errorCode(error)})`,
        'Give another --cwd.',
      );
    }
  }

  bytes(path: string): Uint8Array | null {
    const known = this.#bytes.get(path);
    if (known !== undefined) return known;
    const bytes = this.#read(path);
    this.#bytes.set(path, bytes);
    return bytes;
  }

  text(path: string): string | null {
    const bytes = this.bytes(path);
    if (bytes === null) return null;
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      throw new MigrateError('the file is not UTF-8 text', 'Save it as UTF-8.', fileOrigin(path));
    }
  }

  json(path: string): JsonNode | null {
    const known = this.#json.get(path);
    if (known !== undefined) return known;
    const text = this.text(path);
    const node = text === null ? null : parseJson(path, text, this.#onDuplicate);
    this.#json.set(path, node);
    return node;
  }

  yaml(path: string): Promise<JsonNode | null> {
    const known = this.#yaml.get(path);
    if (known !== undefined) return known;
    const parsing = this.#parseYaml(path);
    this.#yaml.set(path, parsing);
    return parsing;
  }

  async #parseYaml(path: string): Promise<JsonNode | null> {
    const text = this.text(path);
    return text === null ? null : parseYaml(path, text, this.#onDuplicate);
  }

  /** Every file that was read so far, by path. */
  inputs(): Input[] {
    return [...this.#bytes]
      .flatMap(([path, bytes]) => (bytes === null ? [] : [{ path, sha256: sha256(bytes) }]))
      .sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  /** The real, absolute path of something in the project; null when it is not there. */
  locate(path: string): string | null {
    refuseUnsafe(path);
    let real: string;
    try {
      real = realpathSync(join(this.#root, path));
    } catch (error) {
      if (MISSING.has(errorCode(error))) return null;
      throw unreadable(path, error);
    }
    const fromRoot = relative(this.#realRoot, real);
    if (fromRoot !== '..' && !fromRoot.startsWith(`..${sep}`) && !isAbsolute(fromRoot)) return real;
    throw new MigrateError(
      'a symbolic link leads out of the project',
      'Replace it by the file.',
      fileOrigin(path),
    );
  }

  #read(path: string): Uint8Array | null {
    const real = this.locate(path);
    if (real === null) return null;
    try {
      // A pipe or a device would never end.
      return statSync(real).isFile() ? readFileSync(real) : null;
    } catch (error) {
      if (MISSING.has(errorCode(error))) return null;
      throw unreadable(path, error);
    }
  }
}

const MISSING: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'ENAMETOOLONG']);

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function unreadable(path: string, error: unknown): MigrateError {
  const problem = `the file cannot be read (${errorCode(error)})`;
  return new MigrateError(problem, 'Check its permissions.', fileOrigin(path));
}

/** Names of resources become paths, and whoever wrote a project chose them. */
function refuseUnsafe(path: string): void {
  const outside = path.split(/[/\\]/).includes('..');
  if (!outside && !path.includes('\0') && !posix.isAbsolute(path) && !win32.isAbsolute(path)) return;
  const problem = `${shown(path)} is not a path inside the project`;
  throw new MigrateError(problem, 'Correct the name that it comes from.');
}
