import { execFileSync } from 'node:child_process';
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import { type Edit } from '../../src/core/plan.js';

/** A folder of its own for each call; all are removed when the file's tests have ended. */
export function temporaryFolders(): () => string {
  const made: string[] = [];
  afterAll(() => {
    for (const folder of made) rmSync(folder, { recursive: true, force: true });
  });
  return () => {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'amplify-migrate-test-')));
    made.push(folder);
    return folder;
  };
}

export type Files = Readonly<Record<string, string | Uint8Array>>;

export function write(root: string, files: Files): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}

/** Every folder, link and file below a root, with mode and content; git's own folder is left out. */
export function snapshot(root: string, below = ''): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of readdirSync(join(root, below)).sort()) {
    const path = below === '' ? name : `${below}/${name}`;
    if (path === '.git') continue;
    const stats = lstatSync(join(root, path));
    if (stats.isDirectory()) Object.assign(found, { [path]: 'folder' }, snapshot(root, path));
    else if (stats.isSymbolicLink()) found[path] = `link to ${readlinkSync(join(root, path))}`;
    else
      found[path] =
        `${(stats.mode & 0o777).toString(8)} ${readFileSync(join(root, path)).toString('latin1')}`;
  }
  return found;
}

const QUIET = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
  GIT_AUTHOR_NAME: 'A',
  GIT_AUTHOR_EMAIL: 'a@example.com',
  GIT_COMMITTER_NAME: 'A',
  GIT_COMMITTER_EMAIL: 'a@example.com',
};

export function git(cwd: string, args: readonly string[], input?: string): string {
  return execFileSync('git', args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, ...QUIET },
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(input !== undefined && { input }),
  });
}

export function repository(root: string, files: Files = {}): void {
  git(root, ['init', '-q']);
  write(root, files);
  git(root, ['add', '-A', '-f']);
  git(root, ['commit', '-q', '--allow-empty', '-m', 'start']);
}

function bytes(content: string | Uint8Array | null): Uint8Array | null {
  return typeof content === 'string' ? Buffer.from(content) : content;
}

/** An edit of the kind that its two contents ask for. */
export function edit(
  path: string,
  before: string | Uint8Array | null,
  after: string | Uint8Array | null,
): Edit {
  const kind = before === null ? 'create' : after === null ? 'delete' : 'change';
  return { path, kind, before: bytes(before), after: bytes(after) };
}
