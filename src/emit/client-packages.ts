import { applyEdits, modify } from 'jsonc-parser';
import { minVersion } from 'semver';
import { parseJson } from '../core/json-parse.js';
import { type JsonNode } from '../core/json.js';
import { indentUnit } from './text.js';

/** Packages that the code of a migrated client imports, with the version that it is written for. */
const WANTED: readonly { readonly name: string; readonly major: number; readonly version: string }[] = [
  { name: 'aws-amplify', major: 6, version: '^6.22.1' },
  { name: '@aws-amplify/ui-react', major: 6, version: '^6.15.6' },
];

/**
 * package.json with the majors that migrated code needs; a package that is not there stays away, but for
 * aws-amplify, where a package of one category was used alone. Every other byte is kept.
 * @throws MigrateError when it is no JSON
 */
export function clientPackages(text: string): string {
  const root = parseJson('package.json', text);
  return WANTED.reduce((changed, { name, major, version }) => {
    const section = sectionOf(root, name);
    const before = section === null ? null : versionOf(root, section, name);
    if (before !== null && !isOlder(before, major)) return changed;
    if (before === null && name !== 'aws-amplify') return changed;
    const insertSpaces = !indentUnit(text).startsWith('\t');
    const formattingOptions = { insertSpaces, tabSize: insertSpaces ? indentUnit(text).length : 1 };
    return applyEdits(
      changed,
      modify(changed, [section ?? 'dependencies', name], version, { formattingOptions }),
    );
  }, text);
}

function sectionOf(root: JsonNode, name: string): string | null {
  return (
    ['dependencies', 'devDependencies'].find((section) => versionOf(root, section, name) !== null) ?? null
  );
}

function versionOf(root: JsonNode, section: string, name: string): string | null {
  const packages = root.kind === 'object' ? root.members.get(section) : undefined;
  const version = packages?.kind === 'object' ? packages.members.get(name) : undefined;
  return version?.kind === 'scalar' && typeof version.value === 'string' ? version.value : null;
}

/** Whether a range asks for an older major; what is no range of versions (`latest`, a path) is left to the project. */
function isOlder(range: string, major: number): boolean {
  try {
    return (minVersion(range)?.major ?? major) < major;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}
