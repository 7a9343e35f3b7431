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

/** Folders that the Gen 1 CLI writes, with what becomes of them. */
const GENERATED: readonly { readonly folder: RegExp; readonly becomes: string }[] = [
  {
    folder: /(?:^|\/)models\/(?:index|schema)\.(?:js|ts)$/,
    becomes: 'models of DataStore, which Gen 2 does not have: they stay as long as DataStore is used',
  },
  {
    folder: /(?:^|\/)graphql\/(?:queries|mutations|subscriptions|schema)\.(?:js|ts)$/,
    becomes: 'operations, generated anew by `npx ampx generate graphql-client-code --out src/graphql`',
  },
  {
    folder: /(?:^|\/)ui-components\//,
    becomes: 'components of Amplify Studio, which nothing generates any more: they are code of the app now',
  },
];

/** Reads the modules that the globs name, and turns them into changes. @throws MigrateError */
export async function planClient(root: string, globs: readonly string[]): Promise<Plan> {
  const paths = chosen(await clientFiles(root), globs);
  const migrate = await fileMigrator(CLIENT_TRANSFORMS, { whole: true });
  let edits: Edit[] = [];
  const storing = new Set<string>();
  const findings: Finding[] = [];
  const generated = new Set<string>();
  for (const path of paths) {
    const source = await textOf(root, path);
    if (source === null) {
      findings.push(finding('AM6006', 'client', fileOrigin(path), { file: path }));
      continue;
    }
    const kind = GENERATED.find(({ folder }) => folder.test(path));
    if (kind !== undefined) {
      if (/aws-amplify|generated|auto-gen|GraphQL/i.test(source)) generated.add(folderOf(path, kind.becomes));
      continue;
    }
    const migrated = migrate(path, source);
    findings.push(...migrated.findings);
    const edit = await editOf(root, path, migrated);
    if (edit !== null) edits.push(edit);
    if (edit !== null && migrated.sites.some(({ name }) => name.startsWith('Storage.'))) storing.add(path);
  }
  const level = findings.find(({ code }) => code === 'AM6040');
  if (level !== undefined) {
    const place = formatOrigin(level.origin);
    findings.push(...[...storing].map((path) => finding('AM6008', 'client', fileOrigin(path), { place })));
    edits = edits.filter(({ path }) => !storing.has(path));
  }
  for (const one of generated) {
    const [folder = '', becomes = ''] = one.split('\0');
    findings.push(finding('AM6005', 'client', fileOrigin(folder), { folder, becomes }));
  }
  if (edits.length > 0) edits.push(...(await packageEdits(root)));
  return {
    ...{ features: ['client'], inputs: [], ledger: [], access: [], secrets: [] },
    edits: edits.sort((a, b) => (a.path < b.path ? -1 : 1)),
    findings,
  };
}

function folderOf(path: string, becomes: string): string {
  const folder = path.slice(0, path.lastIndexOf('/'));
  return `${folder}\0${becomes}`;
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

async function editOf(root: string, path: string, { text }: Migrated): Promise<Edit | null> {
  return text === null ? null : makeEdit(root, path, new TextEncoder().encode(text));
}

/** The packages that the new code imports. */
async function packageEdits(root: string): Promise<Edit[]> {
  const text = await textOf(root, 'package.json');
  if (text === null) return [];
  const edit = await makeEdit(root, 'package.json', new TextEncoder().encode(clientPackages(text)));
  return edit === null ? [] : [edit];
}

/** The text of a file; null where it is not UTF-8, and so no module. */
async function textOf(root: string, path: string): Promise<string | null> {
  const bytes = await readTarget(root, path);
  if (bytes === null) return null;
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  return text.includes('\uFFFD') ? null : text;
}
