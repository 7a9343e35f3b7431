import { access, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type EditorConfig, parseEditorConfig } from './editorconfig.js';
import { isObject, readDataFile, readText } from './data-file.js';

/** prettier's settings in a file that is data. */
export interface FoundSettings {
  readonly file: string;
  readonly settings: object;
}

/** A settings file that was found and can't be used, with the reason. */
export interface UnusableSettings {
  readonly file: string;
  readonly reason: string;
}

export interface SettingsOnDisk {
  readonly prettier: FoundSettings | UnusableSettings | null;
  /** Nearest first. */
  readonly editorConfigs: readonly EditorConfig[];
}

/** Names in the order in which prettier looks for them within a folder. */
const DATA_FILES = [
  'package.json',
  'package.yaml',
  '.prettierrc',
  '.prettierrc.json',
  '.prettierrc.yml',
  '.prettierrc.yaml',
  '.prettierrc.json5',
];
const CODE_FILE = /^(?:\.prettierrc|prettier\.config)\.[cm]?[jt]s$/;
const TOML_FILE = '.prettierrc.toml';

/**
 * Looks for the formatting settings of a project, from its root up to the root of the git repository, as
 * prettier does. Settings that are code, or that name a package with settings, are reported, never run.
 */
export async function findSettings(projectRoot: string): Promise<SettingsOnDisk> {
  let prettier: SettingsOnDisk['prettier'] = null;
  let topReached = false;
  const editorConfigs: EditorConfig[] = [];
  for (const { folder, names } of await foldersUpToGit(projectRoot)) {
    prettier ??= await settingsIn(folder, names);
    if (!topReached && names.has('.editorconfig')) {
      const text = await readText(join(folder, '.editorconfig'));
      const config = parseEditorConfig('text' in text ? text.text : '');
      editorConfigs.push(config);
      topReached = config.root;
    }
  }
  return { prettier, editorConfigs };
}

interface Folder {
  readonly folder: string;
  /** The names of the files in it. */
  readonly names: ReadonlySet<string>;
}

/** The folders from `start` up to the root of the git repository; without a repository, `start` alone. */
async function foldersUpToGit(start: string): Promise<Folder[]> {
  const paths = [start];
  // In a worktree or a submodule, .git is a file.
  for (let folder = start; !(await exists(join(folder, '.git'))); folder = dirname(folder)) {
    if (dirname(folder) === folder) return [await listed(start)];
    paths.push(dirname(folder));
  }
  return Promise.all(paths.map(listed));
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function listed(folder: string): Promise<Folder> {
  const entries = await readdir(folder, { withFileTypes: true });
  return { folder, names: new Set(entries.filter((one) => !one.isDirectory()).map((one) => one.name)) };
}

async function settingsIn(folder: string, names: ReadonlySet<string>): Promise<SettingsOnDisk['prettier']> {
  for (const name of DATA_FILES) {
    if (!names.has(name)) continue;
    const found = await settingsFrom(join(folder, name), name.startsWith('package.'));
    if (found) return found;
  }
  const code = [...names].sort().find((name) => CODE_FILE.test(name));
  if (code !== undefined) {
    return { file: join(folder, code), reason: 'it is code, and code of the project is never run' };
  }
  if (!names.has(TOML_FILE)) return null;
  return { file: join(folder, TOML_FILE), reason: 'TOML is not read' };
}

/** Null when a package file has no settings; a broken package file is somebody else's to report. */
async function settingsFrom(file: string, isPackage: boolean): Promise<SettingsOnDisk['prettier']> {
  const read = await readDataFile(file);
  if ('problem' in read) return isPackage ? null : { file, reason: read.problem };
  const settings = isPackage ? memberOf(read.value, 'prettier') : (read.value ?? {});
  if (settings === undefined) return null;
  if (isObject(settings)) return { file, settings };
  return typeof settings === 'string'
    ? {
        file,
        reason: `the settings are those of the package ${JSON.stringify(settings)}, and packages are not run`,
      }
    : { file, reason: 'it holds no settings' };
}

function memberOf(value: unknown, name: string): unknown {
  return isObject(value) ? new Map<string, unknown>(Object.entries(value)).get(name) : undefined;
}
