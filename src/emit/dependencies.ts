import { intersects, minVersion, rcompare, subset, valid, validRange } from 'semver';
import { type Dependency } from '../core/feature.js';
import { type Finding, finding } from '../core/finding.js';
import { fileOrigin } from '../core/origin.js';
import { addCommand, type PackageManager } from './package-manager.js';
import { BACKEND_PACKAGES, type BackendPackage, SENSITIVE_PACKAGES } from './versions.js';

/** A package that package.json is to have. */
export interface WantedPackage {
  readonly name: string;
  readonly version: string;
  readonly dev: boolean;
  readonly by: string;
  /** Set for a package of the backend itself. */
  readonly backend?: BackendPackage;
}

const ROOT_FILE = 'package.json';

/**
 * One version of each package: the backend's own set as it is, for all others the highest version that
 * somebody asks for. Whoever asked for what that does not satisfy is told.
 */
export function resolveDependencies(asked: readonly Dependency[]): {
  readonly wanted: WantedPackage[];
  readonly findings: Finding[];
} {
  const findings: Finding[] = [];
  const wanted = new Map<string, WantedPackage>();
  for (const backend of BACKEND_PACKAGES) {
    const { name, version } = backend;
    wanted.set(name, { name, version, dev: true, by: 'the Gen 2 backend', backend });
  }
  for (const [name, group] of byName(asked)) {
    const own = wanted.get(name);
    const candidates = own ? [own, ...group] : group;
    const taken = own?.version ?? highest(group.map(({ version }) => version));
    if (candidates.some(({ version }) => !isCovered(taken, version))) {
      const list = candidates.map(({ version, by }) => `\`${version}\` (${by})`).join(', ');
      findings.push(finding('AM0046', 'project', fileOrigin(ROOT_FILE), { name, asked: list, taken }));
    }
    const by = [...new Set(group.map((one) => one.by))].join(', ');
    if (!own) wanted.set(name, { name, version: taken, by, dev: group.every(({ dev }) => dev) });
  }
  return { wanted: [...wanted.values()], findings };
}

/** What the project's own version of a package, which is kept, means for the backend. */
export function judgeKept(wanted: WantedPackage, have: string, manager: PackageManager): Finding[] {
  const { name, version, backend, by } = wanted;
  const install = addCommand(manager, name, version);
  const origin = fileOrigin(ROOT_FILE);
  if (!backend) {
    const because = `${by} was installed with it`;
    if (have === version || overlaps(have, version)) return [];
    return [finding('AM0045', 'project', origin, { name, have, want: version, because, install })];
  }
  const { accepts: want, because, shapesTheStack } = backend;
  if (!isWithin(have, want)) {
    return [finding('AM0045', 'project', origin, { name, have, want, because, install })];
  }
  if (!shapesTheStack || have === version) return [];
  return [finding('AM0050', 'project', origin, { name, have, proved: version, install })];
}

/** Packages of the project that break the backend, although it does not ask for them itself. */
export function judgeSensitive(
  haveOf: (name: string) => string | undefined,
  manager: PackageManager,
): Finding[] {
  return SENSITIVE_PACKAGES.flatMap(({ name, accepts, because }) => {
    const have = haveOf(name);
    if (have === undefined || overlaps(have, accepts)) return [];
    const install = addCommand(manager, name, accepts);
    return [
      finding('AM0045', 'project', fileOrigin(ROOT_FILE), { name, have, want: accepts, because, install }),
    ];
  });
}

function byName(asked: readonly Dependency[]): Map<string, Dependency[]> {
  const groups = new Map<string, Dependency[]>();
  for (const one of asked) groups.set(one.name, [...(groups.get(one.name) ?? []), one]);
  return groups;
}

/** The highest of several versions or ranges, by the lowest version each allows; what npm can't compare comes last. */
function highest(versions: readonly string[]): string {
  const ranked = versions.map((version) => ({
    version,
    lowest: validRange(version) === null ? null : minVersion(version),
  }));
  ranked.sort((a, b) =>
    a.lowest && b.lowest ? rcompare(a.lowest, b.lowest) : Number(!a.lowest) - Number(!b.lowest),
  );
  return ranked[0]?.version ?? '*';
}

/** True when everything that `taken` allows satisfies `asked` too. */
function isCovered(taken: string, asked: string): boolean {
  return taken === asked || isWithin(taken, asked);
}

function isWithin(range: string, limits: string): boolean {
  return validRange(range) !== null && validRange(limits) !== null && subset(range, limits);
}

/** True when one installation can satisfy both; an exact version stands for what is compatible with it. */
function overlaps(have: string, asked: string): boolean {
  if (validRange(have) === null || validRange(asked) === null) return false;
  return intersects(have, valid(asked) === null ? asked : `^${asked}`);
}
