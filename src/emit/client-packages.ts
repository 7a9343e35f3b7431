import { applyEdits, modify } from 'jsonc-parser';
import { minVersion, type SemVer } from 'semver';
import { parseJson } from '../core/json-parse.js';
import { type JsonNode } from '../core/json.js';
import { type Finding, finding } from '../core/finding.js';
import { fileOrigin } from '../core/origin.js';
import {
  BROUGHT_BEFORE,
  CLIENT_PACKAGES,
  CLIENT_PEERS,
  NATIVE_MODULES,
  WITHOUT_SUCCESSOR,
} from './client-versions.js';
import { JsonObjectText } from './json-edit.js';
import { indentUnit } from './text.js';

/** What the code of a package needs from now on. */
export interface ClientNeeds {
  /** The packages that its modules name anywhere, as they will be. */
  readonly named: ReadonlySet<string>;
  /** Those that modules import which change. */
  readonly imported: ReadonlySet<string>;
  /** Whether all of its modules were looked at, so that what none of them names is not needed. */
  readonly complete: boolean;
  /** A script of package.json that is to be there, unless one of its name is. */
  readonly scripts?: Readonly<Record<string, string>>;
}

/** package.json, read. */
export class ClientManifest {
  readonly file: string;
  readonly text: string;
  readonly #root: JsonNode;

  /** @throws MigrateError when it is no JSON */
  constructor(file: string, text: string) {
    this.file = file;
    this.text = text;
    this.#root = parseJson(file, text);
  }

  /** The range that a package is asked for with; null when it is not. */
  versionOf(name: string): string | null {
    const section = this.sectionOf(name);
    return section === null ? null : this.stringAt(section, name);
  }

  /** The major that a package is asked for with at least; null where that can't be said. */
  majorOf(name: string): number | null {
    const range = this.versionOf(name);
    return range === null ? null : (lowestOf(range)?.major ?? null);
  }

  has(...names: readonly string[]): boolean {
    return names.some((name) => this.versionOf(name) !== null);
  }

  sectionOf(name: string): string | null {
    return (
      ['dependencies', 'devDependencies'].find((section) => this.stringAt(section, name) !== null) ?? null
    );
  }

  stringAt(...path: readonly string[]): string | null {
    let node: JsonNode | undefined = this.#root;
    for (const name of path) node = node?.kind === 'object' ? node.members.get(name) : undefined;
    return node?.kind === 'scalar' && typeof node.value === 'string' ? node.value : null;
  }

  /** The commands of its scripts. */
  get commands(): readonly string[] {
    const scripts = this.#root.kind === 'object' ? this.#root.members.get('scripts') : undefined;
    if (scripts?.kind !== 'object') return [];
    return [...scripts.members.keys()].flatMap((name) => this.stringAt('scripts', name) ?? []);
  }

  get isNative(): boolean {
    return this.has('react-native', 'expo');
  }
}

/** package.json with the packages of aws-amplify 6; every other byte is kept. */
export function clientPackages(
  manifest: ClientManifest,
  needs: ClientNeeds,
): { readonly text: string; readonly findings: readonly Finding[] } {
  const edit = new Edit(manifest);
  const findings: Finding[] = [];
  const after = new Set<string>();
  for (const { name, major, version, brought } of CLIENT_PACKAGES) {
    const before = manifest.versionOf(name);
    const implied = isImplied(name, manifest, needs);
    const needed = needs.named.has(name) || implied;
    if (before === null) {
      if (!needs.imported.has(name) && !implied) continue;
      if (brought === true && !OWN.has(name)) continue;
      edit.add(name, version);
    } else if (brought === true && !needed && needs.complete && isOlder(before, `${major}.0.0`)) {
      edit.remove([manifest.sectionOf(name) ?? 'dependencies', name]);
      continue;
    } else if (isOlder(before, `${major}.0.0`)) {
      edit.set([manifest.sectionOf(name) ?? 'dependencies', name], version);
    }
    after.add(name);
  }
  for (const [name, version] of BROUGHT_BEFORE) {
    if (needs.named.has(name) && manifest.versionOf(name) === null) edit.add(name, version);
  }
  for (const [name, instead] of WITHOUT_SUCCESSOR) {
    const section = manifest.sectionOf(name);
    if (section === null) continue;
    if (!needs.named.has(name) && needs.complete) edit.remove([section, name]);
    else findings.push(told('AM6024', manifest, { name, instead }));
  }
  for (const { of, peer, least } of CLIENT_PEERS) {
    const have = manifest.versionOf(peer);
    if (after.has(of) && have !== null && isOlder(have, least))
      findings.push(told('AM6025', manifest, { name: of, peer, have, least }));
  }
  const native = NATIVE_MODULES.filter((name) => !manifest.has(name));
  if (manifest.isNative && after.has('aws-amplify') && native.length > 0) {
    const command = manifest.has('expo') ? 'npx expo install' : 'npm install';
    findings.push(told('AM6026', manifest, { modules: native, command: `${command} ${native.join(' ')}` }));
  }
  for (const [name, command] of Object.entries(needs.scripts ?? {})) {
    if (manifest.stringAt('scripts', name) === null) edit.set(['scripts', name], command);
  }
  return { text: edit.text, findings };
}

/** Packages of categories that aws-amplify 6 does not bring. */
const OWN = new Set([
  ...['@aws-amplify/geo', '@aws-amplify/interactions', '@aws-amplify/predictions', '@aws-amplify/pubsub'],
]);

/** Whether another package that is there can't do without this one. */
function isImplied(name: string, manifest: ClientManifest, { imported }: ClientNeeds): boolean {
  if (name === '@aws-amplify/react-native') return manifest.isNative && imported.has('aws-amplify');
  if (name === '@aws-amplify/core')
    return manifest.has(name) && manifest.has('@aws-amplify/ui-react', '@aws-amplify/ui-vue');
  if (name === '@aws-amplify/geo') return manifest.has('@aws-amplify/ui-react-geo');
  return false;
}

function told<C extends 'AM6024' | 'AM6025' | 'AM6026'>(
  code: C,
  { file }: ClientManifest,
  params: Parameters<typeof finding<C>>[3],
): Finding {
  return finding(code, 'client', fileOrigin(file), params);
}

/** Changes of members, each in the layout that the file has. */
class Edit {
  text: string;
  readonly #unit: string;

  constructor({ text }: ClientManifest) {
    this.text = text;
    this.#unit = indentUnit(text);
  }

  set(path: readonly string[], value: string): void {
    this.#modify(path, value);
  }

  /** Adds a dependency in the order of the alphabet, as package managers write them, where the others have it. */
  add(name: string, version: string): void {
    const json = new JsonObjectText('package.json', this.text);
    const names = json.namesOf('dependencies');
    if (names.length === 0) {
      this.set(['dependencies', name], version);
      return;
    }
    const sorted = names.every((one, index) => index === 0 || (names[index - 1] ?? '') <= one);
    const next = sorted ? names.findIndex((one) => one > name) : -1;
    json.addMember(['dependencies'], name, version, next < 0 ? names.length : next);
    this.text = json.toString();
  }

  remove(path: readonly string[]): void {
    this.#modify(path, undefined);
  }

  #modify(path: readonly string[], value: string | undefined): void {
    const insertSpaces = !this.#unit.startsWith('\t');
    const formattingOptions = { insertSpaces, tabSize: insertSpaces ? this.#unit.length : 1 };
    this.text = applyEdits(this.text, modify(this.text, [...path], value, { formattingOptions }));
  }
}

/** Whether a range asks for less; what is no range of versions (`latest`, a path) is left to the project. */
function isOlder(range: string, least: string): boolean {
  const lowest = lowestOf(range);
  return lowest !== null && lowest.compare(least) < 0;
}

/** The lowest version that a range allows; null for what is no range. */
function lowestOf(range: string): SemVer | null {
  try {
    return minVersion(range);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}
