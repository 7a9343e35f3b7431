import { barrelsAmong, wordOf } from '../../../transforms/client/barrels.js';
import { fileMigrator, type Migrated } from '../../../transforms/client/migrate.js';
import { isServerModule } from '../../../transforms/client/server/module.js';
import { CONCERNING } from '../../../transforms/client/symbols.js';
import { CLIENT_TRANSFORMS } from '../../../transforms/client/transforms.js';
import { type Finding, finding } from '../../core/finding.js';
import { fileOrigin, formatOrigin } from '../../core/origin.js';
import { modulesWith } from '../../workspace/client-modules.js';
import { isJoinedModule } from './around.js';
import { type DataStoreMeans } from './datastore.js';
import { generatedFinding, mayBeGenerated } from './generated.js';
import { type ClientPackage, packageOf } from './packages.js';

/** What became of one file. */
export interface Looked extends Pick<Migrated, 'text' | 'findings' | 'asked' | 'exports'> {
  readonly path: string;
  /** Whether files of users are kept or fetched here, which a default level set elsewhere would concern. */
  readonly storing: boolean;
  /** Packages that the file names, as it will be, with those among them that new text imports. */
  readonly named: readonly string[];
  readonly imported: readonly string[];
  /** Set for a module that joins two configurations: what it is now. */
  readonly joined?: string;
  /** Set for the module that code of a server runs by. */
  readonly isServer?: true;
}

/** Reads the modules, and translates those that use Amplify. */
export async function lookAt(
  root: string,
  paths: readonly string[],
  packages: readonly ClientPackage[],
  rewriting: DataStoreMeans | null,
): Promise<readonly Looked[]> {
  const configuration = (path: string) => packageOf(packages, path).configuration;
  const options = {
    ...{ whole: true, configuration },
    ...(rewriting !== null && { datastore: rewriting.rewriteOf }),
  };
  const migrate = await fileMigrator(CLIENT_TRANSFORMS, options);
  const modules = modulesWith(root, paths, CONCERNING, mayBeGenerated);
  const looked = Array.from(modules, ({ path, text }) => look(path, text, migrate));
  const barrels = new Map(looked.flatMap(({ path, exports }) => (exports.size > 0 ? [[path, exports]] : [])));
  if (barrels.size === 0) return looked;
  // What imports Amplify through another module of the app need not name it: its second look knows these.
  const again = await fileMigrator(CLIENT_TRANSFORMS, { ...options, barrels: barrelsAmong(barrels) });
  const found = new Map(looked.map((one) => [one.path, one]));
  for (const { path, text } of modulesWith(root, paths, [...barrels.keys()].map(wordOf), () => false)) {
    found.set(path, look(path, text, again));
  }
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function look(
  path: string,
  source: string | null,
  migrate: Awaited<ReturnType<typeof fileMigrator>>,
): Looked {
  const unchanged = {
    ...{ path, text: null, storing: false, asked: [], named: [], imported: [] },
    exports: new Map<string, string>(),
  };
  if (source === null)
    return { ...unchanged, findings: [finding('AM6006', 'client', fileOrigin(path), { file: path })] };
  if (isJoinedModule(path, source))
    return { ...unchanged, findings: [], named: ['aws-amplify'], joined: source };
  if (isServerModule(source)) return { ...unchanged, findings: [], named: namedIn(source), isServer: true };
  const generated = generatedFinding(path, source);
  if (generated !== null) return { ...unchanged, findings: [generated], named: namedIn(source) };
  const { text, findings, sites, asked, exports } = migrate(path, source);
  return {
    ...{ path, text, findings, asked, exports },
    storing: text !== null && sites.some(({ name }) => name.startsWith('Storage.')),
    named: namedIn(text ?? source),
    imported: text === null ? [] : importedBy(text),
  };
}

/** Packages of Amplify that are named in a text, by import, in the settings of a tool, or in a comment. */
function namedIn(text: string): string[] {
  return CONCERNING.some((word) => text.includes(word))
    ? matched(
        text,
        /['"`](@aws-amplify\/[\w-]+|aws-amplify(?:-[\w-]+)?|amazon-cognito-identity-js)(?=['"`/])/g,
      )
    : [];
}

/** Packages of Amplify that statements of a text import. */
function importedBy(text: string): string[] {
  return matched(
    text,
    /^(?!\s*(?:\/\/|\*)).*?(?:from|import|require\()\s*['"](@aws-amplify\/[\w-]+|aws-amplify)(?=['"/])/gm,
  );
}

function matched(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, name]) => name ?? '');
}

/** A default level that is set in one file is meant for all: as long as it is there, none of them is changed. */
export function heldBack(looked: readonly Looked[]): {
  readonly settled: readonly Looked[];
  readonly findings: Finding[];
} {
  const level = looked.flatMap(({ findings }) => findings).find(({ code }) => code === 'AM6040');
  if (level === undefined) return { settled: looked, findings: [] };
  const place = formatOrigin(level.origin);
  const waiting = looked.filter(({ storing }) => storing);
  return {
    settled: looked.map((one) => (one.storing ? { ...one, text: null, asked: [] } : one)),
    findings: waiting.map(({ path }) => finding('AM6008', 'client', fileOrigin(path), { place })),
  };
}

/** Files that are generated together are told once. */
export function once(): (finding: Finding) => boolean {
  const told = new Set<string>();
  return ({ code, message }) => {
    if (code !== 'AM6005' && code !== 'AM6028') return true;
    const isNew = !told.has(message);
    told.add(message);
    return isNew;
  };
}
