import { minimatch } from 'minimatch';
import { fileMigrator, type Migrated } from '../../transforms/client/migrate.js';
import { CLIENT_TRANSFORMS } from '../../transforms/client/transforms.js';
import { type Finding, finding } from '../core/finding.js';
import { MigrateError } from '../core/error.js';
import { fileOrigin, formatOrigin } from '../core/origin.js';
import { type Edit, type Plan } from '../core/plan.js';
import { clientPackages } from '../emit/client-packages.js';
import { clientFiles } from '../workspace/client-files.js';
import { makeEdit, readTarget } from '../workspace/host.js';

/** Files that the Gen 1 CLI writes, with what becomes of them. */
const GENERATED: readonly { readonly file: RegExp; readonly becomes: string }[] = [
  {
    file: /(?:^|\/)models\/schema\.(?:js|ts)$/,
    becomes: 'models of DataStore, which Gen 2 does not have: they stay as long as DataStore is used',
  },
  {
    file: /(?:^|\/)graphql\/(?:queries|mutations|subscriptions)\.(?:js|ts)$/,
    becomes: 'operations, generated anew by `npx ampx generate graphql-client-code --out src/graphql`',
  },
  {
    file: /(?:^|\/)ui-components\/index\.(?:js|ts)x?$/,
    becomes:
      'the index of components of Amplify Studio, which nothing generates any more: they are code of the app now',
  },
];

/** How many files are read at once. */
const AT_ONCE = 64;

/** What became of one file. */
interface Looked extends Pick<Migrated, 'text' | 'findings'> {
  readonly path: string;
  /** Whether files of users are kept or fetched here, which a default level set elsewhere would concern. */
  readonly storing: boolean;
}

/** Reads the modules that the globs name, and turns them into changes. @throws MigrateError */
export async function planClient(root: string, globs: readonly string[]): Promise<Plan> {
  const paths = chosen(await clientFiles(root), globs);
  const migrate = await fileMigrator(CLIENT_TRANSFORMS, { whole: true });
  const looked: Looked[] = [];
  for (let from = 0; from < paths.length; from += AT_ONCE) {
    const batch = paths.slice(from, from + AT_ONCE);
    looked.push(
      ...(await Promise.all(batch.map(async (path) => look(path, await textOf(root, path), migrate)))),
    );
  }
  const { settled, findings } = heldBack(looked);
  const changes = await Promise.all(settled.map(({ path, text }) => editOf(root, path, text)));
  const edits = changes.filter((edit) => edit !== null);
  if (edits.length > 0) edits.push(...(await packageEdits(root)));
  return {
    ...{ features: ['client'], inputs: [], ledger: [], access: [], secrets: [] },
    edits: edits.sort((a, b) => (a.path < b.path ? -1 : 1)),
    findings: [...looked.flatMap((one) => one.findings), ...findings],
  };
}

function look(
  path: string,
  source: string | null,
  migrate: Awaited<ReturnType<typeof fileMigrator>>,
): Looked {
  const unchanged = { path, text: null, storing: false };
  if (source === null)
    return { ...unchanged, findings: [finding('AM6006', 'client', fileOrigin(path), { file: path })] };
  const generated = GENERATED.find(({ file }) => file.test(path));
  if (generated !== undefined) {
    const { becomes } = generated;
    return {
      ...unchanged,
      findings: [finding('AM6005', 'client', fileOrigin(path), { file: path, becomes })],
    };
  }
  const { text, findings, sites } = migrate(path, source);
  return {
    path,
    text,
    findings,
    storing: text !== null && sites.some(({ name }) => name.startsWith('Storage.')),
  };
}

/** A default level that is set in one file is meant for all: as long as it is there, none of them is changed. */
function heldBack(looked: readonly Looked[]): {
  readonly settled: readonly Looked[];
  readonly findings: Finding[];
} {
  const level = looked.flatMap(({ findings }) => findings).find(({ code }) => code === 'AM6040');
  if (level === undefined) return { settled: looked, findings: [] };
  const place = formatOrigin(level.origin);
  const waiting = looked.filter(({ storing }) => storing);
  return {
    settled: looked.filter(({ storing }) => !storing),
    findings: waiting.map(({ path }) => finding('AM6008', 'client', fileOrigin(path), { place })),
  };
}

function chosen(paths: readonly string[], globs: readonly string[]): readonly string[] {
  if (globs.length === 0) return paths;
  const hits = globs.map((glob) => paths.filter((path) => path === glob || minimatch(path, glob)));
  const empty = globs.find((_, index) => hits[index]?.length === 0);
  if (empty !== undefined) {
    throw new MigrateError(
      `${JSON.stringify(empty)} matches no module of the client`,
      'Globs are relative to the project, such as "src/**/*.tsx"; quote them, so that the shell leaves them alone.',
    );
  }
  const wanted = new Set(hits.flat());
  return paths.filter((path) => wanted.has(path));
}

async function editOf(root: string, path: string, text: string | null): Promise<Edit | null> {
  return text === null ? null : makeEdit(root, path, new TextEncoder().encode(text));
}

/** The packages that the new code imports. */
async function packageEdits(root: string): Promise<Edit[]> {
  const text = await textOf(root, 'package.json');
  if (text === null) return [];
  const edit = await editOf(root, 'package.json', clientPackages(text));
  return edit === null ? [] : [edit];
}

/** The text of a file; null where it is not UTF-8, and so no module. */
async function textOf(root: string, path: string): Promise<string | null> {
  const bytes = await readTarget(root, path);
  if (bytes === null) return null;
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  return text.includes('\uFFFD') ? null : text;
}
