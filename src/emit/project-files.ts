import { type Dependency } from '../core/feature.js';
import { type Finding } from '../core/finding.js';
import { gitignore } from './gitignore.js';
import { JsonObjectText } from './json-edit.js';
import { amplifyPackageJson, rootPackageJson } from './package-json.js';
import { installCommand, packageManager } from './package-manager.js';
import { amplifyTsconfig } from './tsconfig.js';

/** The files around the code of a Gen 2 backend, relative to the output root. */
export const PROJECT_FILES = [
  'amplify/package.json',
  'amplify/tsconfig.json',
  'package.json',
  '.gitignore',
] as const;
export type ProjectFilePath = (typeof PROJECT_FILES)[number];

/** The texts of the project's own files; null for those that it lacks. */
export type ProjectTexts = Readonly<Record<ProjectFilePath, string | null>>;

export interface ProjectFiles {
  readonly texts: Readonly<Record<ProjectFilePath, string>>;
  readonly findings: readonly Finding[];
  /** The command that installs what package.json asks for. */
  readonly install: string;
}

/**
 * What the files around the backend have to be, from what they are. Everything that the project wrote stays,
 * and doing it again changes nothing. `rootFiles` are the names of the files at the root of the project: its
 * lock files tell which package manager it uses.
 * @throws MigrateError when one of the JSON files is none
 */
export function projectFiles(
  current: ProjectTexts,
  dependencies: readonly Dependency[],
  rootFiles: Iterable<string>,
): ProjectFiles {
  const root = current['package.json'];
  const declared = root?.trim()
    ? new JsonObjectText('package.json', root).valueOf('packageManager')
    : undefined;
  const manager = packageManager(rootFiles, declared);
  const amplifyPackage = amplifyPackageJson(current['amplify/package.json']);
  const rootPackage = rootPackageJson(root, dependencies, manager);
  return {
    texts: {
      'amplify/package.json': amplifyPackage.text,
      'amplify/tsconfig.json': amplifyTsconfig(current['amplify/tsconfig.json']),
      'package.json': rootPackage.text,
      '.gitignore': gitignore(current['.gitignore']),
    },
    findings: [...amplifyPackage.findings, ...rootPackage.findings],
    install: installCommand(manager),
  };
}
