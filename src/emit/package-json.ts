import { type Dependency } from '../core/feature.js';
import { type Finding, finding } from '../core/finding.js';
import { fileOrigin } from '../core/origin.js';
import { judgeKept, judgeSensitive, resolveDependencies, type WantedPackage } from './dependencies.js';
import { JsonObjectText } from './json-edit.js';
import { type PackageManager } from './package-manager.js';

export interface ProjectFile {
  readonly text: string;
  readonly findings: readonly Finding[];
}

const AMPLIFY_FILE = 'amplify/package.json';
const ROOT_FILE = 'package.json';
const MODULE = '{\n  "type": "module"\n}\n';

/**
 * amplify/package.json, which makes the folder a package of ES modules. An existing one only gets `type`.
 * @throws MigrateError when it is no JSON object
 */
export function amplifyPackageJson(existing: string | null): ProjectFile {
  if (isEmpty(existing)) return { text: MODULE, findings: [] };
  const json = new JsonObjectText(AMPLIFY_FILE, existing);
  const type = json.valueOf('type');
  if (type === undefined) json.addMember([], 'type', 'module', json.namesOf().length);
  const isOther = type !== undefined && type !== 'module';
  const shown = typeof type === 'string' ? type : JSON.stringify(type);
  return {
    text: json.toString(),
    findings: isOther ? [finding('AM0044', 'project', fileOrigin(AMPLIFY_FILE), { type: shown })] : [],
  };
}

/**
 * package.json at the root of the project with the packages of the backend and those that features ask for.
 * What the project has already stays at its version and in its section; where that does not fit, it is told.
 * @throws MigrateError when it is no JSON object, or a section of it is none
 */
export function rootPackageJson(
  existing: string | null,
  dependencies: readonly Dependency[],
  manager: PackageManager,
): ProjectFile {
  const isNew = isEmpty(existing);
  const json = new JsonObjectText(ROOT_FILE, isNew ? '{\n  "private": true\n}\n' : existing);
  const { wanted, findings } = resolveDependencies(dependencies);
  const haveOf = (name: string): string | undefined => versionIn(json, name);
  const missing: WantedPackage[] = [];
  const kept: Finding[] = [];
  for (const one of wanted) {
    const have = haveOf(one.name);
    if (have === undefined) missing.push(one);
    else kept.push(...judgeKept(one, have, manager));
  }
  addPackages(
    json,
    'dependencies',
    missing.filter(({ dev }) => !dev),
  );
  addPackages(
    json,
    'devDependencies',
    missing.filter(({ dev }) => dev),
  );
  const created = isNew ? [finding('AM0047', 'project', fileOrigin(ROOT_FILE), {})] : [];
  return {
    text: json.toString(),
    findings: [...created, ...findings, ...kept, ...judgeSensitive(haveOf, manager)],
  };
}

function isEmpty(text: string | null): text is null {
  return text === null || text.trim() === '';
}

/** Sections that install a package here; a peer dependency only asks others to. */
const SECTIONS = ['dependencies', 'devDependencies', 'optionalDependencies'];

function versionIn(json: JsonObjectText, name: string): string | undefined {
  for (const section of SECTIONS) {
    if (!json.namesOf(section).includes(name)) continue;
    const version = json.valueOf(section, name);
    return typeof version === 'string' ? version : JSON.stringify(version);
  }
  return undefined;
}

/** Adds packages in the order of the alphabet, as package managers write them, unless the section has another. */
function addPackages(json: JsonObjectText, section: string, packages: readonly WantedPackage[]): void {
  if (packages.length === 0) return;
  if (!json.namesOf().includes(section)) {
    const sorted = [...packages].sort((a, b) => compare(a.name, b.name));
    const value = Object.fromEntries(sorted.map(({ name, version }) => [name, version]));
    json.addMember([], section, value, sectionIndex(json.namesOf(), section));
    return;
  }
  for (const { name, version } of packages) {
    const names = json.namesOf(section);
    const isSorted = names.every((one, index) => index === 0 || compare(names[index - 1] ?? '', one) <= 0);
    const next = isSorted ? names.findIndex((one) => compare(one, name) > 0) : -1;
    json.addMember([section], name, version, next < 0 ? names.length : next);
  }
}

/** Behind `dependencies` for devDependencies, in front of it for `dependencies`, else at the end. */
function sectionIndex(names: readonly string[], section: string): number {
  const other =
    section === 'dependencies' ? names.indexOf('devDependencies') : names.indexOf('dependencies') + 1;
  return other <= 0 ? names.length : other;
}

/** The order of npm: by code unit, whatever the locale of the machine. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
