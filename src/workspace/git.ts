import { execFile } from 'node:child_process';
import { realpath } from 'node:fs/promises';
import { dirname, join, resolve as absolutePath } from 'node:path';
import { MigrateError } from '../core/error.js';
import { hasCode, statsOf } from './disk.js';

/** `clean` also stands for a path where there is no file: nothing there can be lost. */
export type GitState = 'clean' | 'dirty' | 'untracked' | 'ignored';

/**
 * What git knows about paths below `root`; null without a repository or without git.
 * @throws MigrateError when git fails or takes too long
 */
export async function gitStatus(
  root: string,
  paths: readonly string[],
): Promise<Map<string, GitState> | null> {
  const prefix = await gitPrefix(root);
  if (prefix === null) return null;
  const states = new Map<string, GitState>(paths.map((path) => [path, 'clean']));
  const entries: Entry[] = [];
  const filters = await noFilters(root);
  for (const some of argumentLists(paths)) {
    const output = await git(root, [...filters, ...STATUS, '--', ...some]);
    if (output === null) return null;
    entries.push(...parseStatus(output));
  }
  for (const { path, state } of entries) {
    for (const known of paths) {
      const full = `${prefix}${known}`;
      // Git names a folder, with a final slash, when all of it is untracked or ignored.
      if (full === path || (path.endsWith('/') && full.startsWith(path))) states.set(known, state);
    }
  }
  return states;
}

/**
 * The way from the top of the work tree to `root`, empty or with a final slash; null without a repository
 * or without git.
 * @throws MigrateError when git fails or takes too long
 */
export async function gitPrefix(root: string): Promise<string | null> {
  const output = await git(root, ['rev-parse', '--show-prefix']);
  return output === null ? null : output.replace(/\n$/, '');
}

/**
 * Which of the paths below `root` git would ignore, in its own words: source, line, pattern and path, each
 * ended by NUL. Null without a repository or without git.
 * @throws MigrateError when git fails or takes too long
 */
export async function gitIgnored(root: string, paths: readonly string[]): Promise<string | null> {
  if (paths.length === 0) return null;
  return git(root, ['check-ignore', '--verbose', '-z', '--stdin'], paths.map((path) => `${path}\0`).join(''));
}

const STATUS = [
  'status',
  '--porcelain=v2',
  '-z',
  '--no-renames',
  '--untracked-files=all',
  '--ignored=matching',
  '--ignore-submodules=all',
];

/**
 * Settings of a repository that name programs which these questions would run: a file system monitor and
 * hooks. A folder that only looks like a bare repository does not become one (git 2.38).
 */
const SAFE = [
  '-c',
  'core.fsmonitor=false',
  '-c',
  'core.hooksPath=/dev/null',
  '-c',
  'core.untrackedCache=false',
  '-c',
  'safe.bareRepository=explicit',
];

/**
 * Switches off every clean filter: git status runs those of the paths that .gitattributes names. A file that
 * is stored through a filter may look changed then; that refuses too much, not too little.
 */
async function noFilters(root: string): Promise<string[]> {
  const output = await git(root, ['config', '--list', '--name-only', '-z']);
  const names = new Set<string>();
  for (const key of (output ?? '').split('\0')) {
    const name = /^filter\.(.*)\.[^.]*$/s.exec(key)?.[1];
    if (name === undefined) continue;
    // `-c` splits at the first `=`, so it can't reach such a filter.
    if (name.includes('=')) throw failure('a filter has `=` in its name');
    names.add(name);
  }
  return [...names].flatMap((name) =>
    ['clean=', 'process=', 'required=false'].flatMap((setting) => ['-c', `filter.${name}.${setting}`]),
  );
}

/** Windows takes command lines of up to 32767 characters. */
const ARGUMENTS_LIMIT = 16_000;

function argumentLists(paths: readonly string[]): string[][] {
  const lists: string[][] = [];
  let length = Infinity;
  for (const path of paths) {
    if (length + path.length > ARGUMENTS_LIMIT) {
      lists.push([]);
      length = 0;
    }
    lists.at(-1)?.push(path);
    length += path.length + 3;
  }
  return lists;
}

interface Entry {
  readonly path: string;
  readonly state: GitState;
}

/** Number of fields before the path, for each kind of line; see «Porcelain Format Version 2» in git-status(1). */
const FIELDS: Readonly<Record<string, number>> = { '1': 8, '2': 9, u: 10, '?': 1, '!': 1 };

function parseStatus(output: string): Entry[] {
  const entries: Entry[] = [];
  const records = output.split('\0').values();
  for (const record of records) {
    const kind = record.charAt(0);
    const fields = FIELDS[kind];
    if (fields === undefined) continue;
    // With -z, the former path of a renamed file is a record of its own.
    if (kind === '2') records.next();
    const path = record.split(' ').slice(fields).join(' ');
    entries.push({ path, state: kind === '?' ? 'untracked' : kind === '!' ? 'ignored' : 'dirty' });
  }
  return entries;
}

const TIME_LIMIT = 15_000;
const OUTPUT_LIMIT = 64 * 1024 * 1024;

/** The output of git; null when there is no git, or no work tree around `root`. */
async function git(root: string, args: readonly string[], input?: string): Promise<string | null> {
  return (await mayHaveWorkTree(root)) ? ask(root, args, input) : null;
}

/**
 * Whether `root` or a folder above it has a `.git`, without which git finds no work tree: it is not started for
 * nothing. What cannot be looked at is left to git.
 */
async function mayHaveWorkTree(root: string): Promise<boolean> {
  try {
    let folder = await realpath(root);
    while ((await statsOf(join(folder, '.git'))) === null) {
      if (folder === dirname(folder)) return false;
      folder = dirname(folder);
    }
    return true;
  } catch {
    return true;
  }
}

function ask(root: string, args: readonly string[], input?: string): Promise<string | null> {
  const options = {
    // Windows looks for programs in the current folder first, and a git.exe of the project's is not git.
    cwd: dirname(process.execPath),
    // check-ignore knows no literal pathspecs; none of ours begins with the colon that would be magic.
    env: { ...environment(), ...(input !== undefined && { GIT_LITERAL_PATHSPECS: '0' }) },
    timeout: TIME_LIMIT,
    killSignal: 'SIGKILL',
    maxBuffer: OUTPUT_LIMIT,
    encoding: 'utf8',
    windowsHide: true,
  } as const;
  return new Promise((resolve, reject) => {
    const child = execFile(
      'git',
      ['-C', absolutePath(root), ...SAFE, ...args],
      options,
      (error, stdout, stderr) => {
        // check-ignore answers with 1 when nothing is ignored.
        if (error === null || (input !== undefined && error.code === 1)) resolve(stdout);
        else if (hasCode(error, 'ENOENT')) resolve(null);
        else if (/not a git repository|must be run in a work tree/.test(stderr)) resolve(null);
        else if (error.killed === true) reject(failure('it took too long'));
        else reject(failure(stderr.split('\n', 1)[0] ?? error.message));
      },
    );
    // git may end before it has read all; what it said then is told above.
    child.stdin?.on('error', () => {});
    child.stdin?.end(input);
  });
}

function failure(reason: string): MigrateError {
  const words = reason
    .replace(/\p{C}/gu, '')
    .replace(/^fatal: /, '')
    .slice(0, 200);
  return new MigrateError(
    `Git can't tell whether files of the project have uncommitted changes: ${words}`,
    'Make `git status` work here, or use --force to do without it.',
  );
}

/** Variables that a hook or an alias sets, and that would make git look at another repository. */
const ELSEWHERE = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_PREFIX',
  'GIT_COMMON_DIR',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_NAMESPACE',
  'GIT_CEILING_DIRECTORIES',
];

function environment(): NodeJS.ProcessEnv {
  return {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !ELSEWHERE.includes(name))),
    LC_ALL: 'C',
    // Names are names, also with `*` or `:` in them.
    GIT_LITERAL_PATHSPECS: '1',
    // A question neither refreshes the index nor fetches what a partial clone lacks, nor asks for a password.
    GIT_OPTIONAL_LOCKS: '0',
    GIT_ALLOW_PROTOCOL: '',
    GIT_NO_LAZY_FETCH: '1',
    GIT_TERMINAL_PROMPT: '0',
  };
}
