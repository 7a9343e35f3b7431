import { type Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { MigrateError } from '../core/error.js';
import { listed, pathText } from '../core/shown.js';
import { errorCode } from './error-code.js';

/** Folders that hold copies, packages or output, never the project itself. */
const SKIPPED: ReadonlySet<string> = new Set([
  'node_modules',
  'amplify-backup',
  'amplify-old',
  '#current-cloud-backend',
  'dist',
  'build',
]);

/** How far below the start a project may lie, and how many folders are looked at before giving up. */
const MAX_DEPTH = 6;
const MAX_FOLDERS = 50_000;

/** What tells a backend when backend-config.json is missing. */
const CATEGORIES: ReadonlySet<string> = new Set(['auth', 'api', 'function', 'storage']);

/**
 * The folder that holds `amplify/`: `cwd` itself, its parent when `cwd` is the folder `amplify`, or the only
 * one below. Symbolic links are not followed.
 * @returns an absolute path
 * @throws MigrateError when there is no Gen 1 project, or more than one
 */
export async function findProject(cwd: string): Promise<string> {
  const start = resolve(cwd);
  const entries = await readStart(start);
  if ((await generationIn(start, entries)) === 'gen1') return start;
  if (basename(start) === 'amplify' && (await generationOf(entries, start)) === 'gen1') return dirname(start);

  const { gen1, gen2 } = await searchBelow(start, entries);
  const [only, ...others] = gen1;
  if (only === undefined) throw noProject(start, gen2);
  if (others.length > 0) throw severalProjects(start, gen1);
  return only;
}

async function readStart(start: string): Promise<Dirent[]> {
  try {
    return await readdir(start, { withFileTypes: true });
  } catch (error) {
    const problem = `${pathText(start)} is no folder that can be read (${errorCode(error)})`;
    throw new MigrateError(problem, 'Give the folder of the project with --cwd.');
  }
}

interface Found {
  readonly gen1: string[];
  readonly gen2: string[];
}

/** Looks at one level after the other, the folders of a level at once. */
async function searchBelow(start: string, entries: readonly Dirent[]): Promise<Found> {
  const found: Found = { gen1: [], gen2: [] };
  if ((await generationIn(start, entries)) === 'gen2') found.gen2.push(start);
  let level = subfolders(start, entries);
  let seen = level.length;
  for (let depth = 1; depth <= MAX_DEPTH && level.length > 0; depth += 1) {
    const next = await Promise.all(level.map((folder) => look(folder, found)));
    level = next.flat();
    seen += level.length;
    if (seen > MAX_FOLDERS) {
      const problem = `${pathText(start)} has more than ${MAX_FOLDERS} folders below it`;
      throw new MigrateError(problem, 'Give the folder of the project with --cwd.');
    }
  }
  found.gen1.sort();
  return found;
}

/** Notes what `folder` is, and gives the folders below it. */
async function look(folder: string, found: Found): Promise<string[]> {
  const entries = await readFolder(folder);
  const generation = await generationIn(folder, entries);
  if (generation !== null) found[generation].push(folder);
  return subfolders(folder, entries, generation !== null);
}

/** A project does not lie inside the `amplify/` of another one; folders with a dot belong to tools. */
function subfolders(folder: string, entries: readonly Dirent[], isProject = false): string[] {
  return entries
    .filter((entry) => entry.isDirectory() && !SKIPPED.has(entry.name) && !entry.name.startsWith('.'))
    .filter((entry) => !(isProject && entry.name === 'amplify'))
    .map((entry) => join(folder, entry.name));
}

/** Folders of others, or that vanish meanwhile, can't be the project that the caller works on. */
async function readFolder(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (['EACCES', 'EPERM', 'ENOENT', 'ENOTDIR'].includes(errorCode(error))) return [];
    throw error;
  }
}

type Generation = 'gen1' | 'gen2' | null;

async function generationIn(folder: string, entries: readonly Dirent[]): Promise<Generation> {
  if (!hasFolder(entries, 'amplify')) return null;
  const amplify = join(folder, 'amplify');
  return generationOf(await readFolder(amplify), amplify);
}

/** What the folder `amplify` with these entries belongs to. */
async function generationOf(entries: readonly Dirent[], amplify: string): Promise<Generation> {
  if (hasFolder(entries, 'backend')) {
    const backend = await readFolder(join(amplify, 'backend'));
    if (hasFile(backend, 'backend-config.json')) return 'gen1';
    if (backend.some((entry) => entry.isDirectory() && CATEGORIES.has(entry.name))) return 'gen1';
  } else if (entries.some((entry) => entry.isFile() && GEN2_ENTRY.test(entry.name))) {
    return 'gen2';
  }
  if (!hasFolder(entries, '.config')) return null;
  return hasFile(await readFolder(join(amplify, '.config')), 'project-config.json') ? 'gen1' : null;
}

/** The entry points that `ampx` looks for. */
const GEN2_ENTRY = /^backend\.(js|mjs|cjs|ts)$/;

function hasFolder(entries: readonly Dirent[], name: string): boolean {
  return entries.some((entry) => entry.name === name && entry.isDirectory());
}

function hasFile(entries: readonly Dirent[], name: string): boolean {
  return entries.some((entry) => entry.name === name && entry.isFile());
}

function noProject(start: string, gen2: readonly string[]): MigrateError {
  const [project] = gen2;
  if (project !== undefined) {
    return new MigrateError(
      `${pathText(project)} is a Gen 2 project already: it has amplify/backend.ts and no amplify/backend/`,
      'Give the folder of a Gen 1 project with --cwd, or bring its amplify/backend/ back.',
    );
  }
  return new MigrateError(
    `no Gen 1 project in ${pathText(start)} or up to ${MAX_DEPTH} folders below: looked for ` +
      'amplify/backend/backend-config.json, for amplify/backend/ with a folder auth, api, function or storage, ' +
      'and for amplify/.config/project-config.json',
    'Give the folder that holds amplify/ with --cwd.',
  );
}

function severalProjects(start: string, projects: readonly string[]): MigrateError {
  const paths = projects.map((project) => pathText(relative(start, project).split(sep).join('/')));
  return new MigrateError(
    `${projects.length} Gen 1 projects are below ${pathText(start)}: ${listed(paths)}`,
    `Choose one with --cwd, for instance --cwd ${paths[0] ?? ''}.`,
  );
}
