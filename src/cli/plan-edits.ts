import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { MigrateError } from '../core/error.js';
import { type Draft, type DraftFile } from '../core/feature.js';
import { type Finding, finding } from '../core/finding.js';
import { fileOrigin } from '../core/origin.js';
import { type Edit, type Plan } from '../core/plan.js';
import { utf8 } from '../core/utf8.js';
import { type Format, formatter } from '../emit/format.js';
import { ignoredFindings } from '../emit/gitignore.js';
import { BUNDLED_BY } from '../emit/package-manager.js';
import { PROJECT_FILES, projectFiles, type ProjectTexts } from '../emit/project-files.js';
import { statsOf } from '../workspace/disk.js';
import { gitIgnored } from '../workspace/git.js';
import { makeEdit, readTarget } from '../workspace/host.js';
import { realRoot } from '../workspace/place.js';
import { type DraftedBeside } from './earlier.js';
import { backendWith, earlierEdits } from './earlier-edits.js';
import { planOf } from './make-plan.js';

export interface Planned {
  readonly plan: Plan;
  /** The command that installs the packages that the plan adds to package.json. */
  readonly install: string;
}

const BACKEND = 'amplify/backend.ts';
/** ampx looks for these before backend.ts (backend_locator.ts of @aws-amplify/platform-core). */
const HIDING = ['amplify/backend.js', 'amplify/backend.mjs', 'amplify/backend.cjs'];

/** Turns what the features want to become into changes of files below `outRoot`. @throws MigrateError */
export async function planEdits(drafted: DraftedBeside, outRoot: string): Promise<Planned> {
  const plan = planOf(drafted);
  const drafts = [...drafted.drafts.values()];
  // A feature that writes nothing, because something must be settled first, asks for no backend either.
  if (drafts.every(({ files }) => files.length === 0)) return { plan, install: 'npm install' };
  const paths = [...drafts.flatMap(({ files }) => files.map(({ path }) => path)), BACKEND, ...PROJECT_FILES];
  // Git looks at the paths while the code is laid out.
  const [code, ignored] = await Promise.all([writeCode(drafted, outRoot), ignoredAmong(paths, outRoot)]);
  const findings = [...plan.findings, ...code.findings, ...ignored];
  return { plan: { ...plan, edits: code.edits, findings }, install: code.install };
}

interface Written {
  readonly edits: readonly Edit[];
  readonly findings: readonly Finding[];
  readonly install: string;
}

async function writeCode(drafted: DraftedBeside, outRoot: string): Promise<Written> {
  const drafts = [...drafted.drafts.values()];
  const { format, findings: styleFindings } = await formatter(drafted.app.root);
  const edits = new EditList(outRoot);
  for (const file of drafts.flatMap(({ files }) => files)) {
    await edits.add(file.path, await contentOf(file, format), file.executable);
  }
  const earlier = await editEarlier(drafted, edits, outRoot, format);
  const backend = await backendWith(await textOf(outRoot, BACKEND), drafted, format);
  await edits.add(BACKEND, backend.text);
  const dependencies = drafts.flatMap((draft) => draft.dependencies);
  const around = projectFiles(await projectTexts(outRoot), dependencies, await readdir(outRoot));
  for (const path of PROJECT_FILES) await edits.add(path, around.texts[path]);
  const findings = [
    ...styleFindings,
    ...earlier,
    ...backend.findings,
    ...around.findings,
    ...(await hidingFindings(outRoot)),
    ...(await lockFileFindings(drafts, outRoot)),
    ...(await missingFindings(drafted, outRoot)),
  ];
  return { edits: edits.sorted(), findings, install: around.install };
}

/** Brings files of earlier runs up to what this one adds. */
async function editEarlier(
  { earlier }: DraftedBeside,
  edits: EditList,
  outRoot: string,
  format: Format,
): Promise<readonly Finding[]> {
  if (earlier === null) return [];
  const bytesOf = async (file: DraftFile): Promise<Uint8Array> => bytes(await contentOf(file, format));
  const read = (path: string): Promise<Uint8Array | null> => readTarget(outRoot, path);
  const { edits: changed, findings } = await earlierEdits(earlier, { read, contentOf: bytesOf });
  for (const { path, file } of changed) {
    await edits.add(path, file && (await contentOf(file, format)), file?.executable);
  }
  return findings;
}

function bytes(content: string | Uint8Array): Uint8Array {
  return typeof content === 'string' ? new TextEncoder().encode(content) : content;
}

/** What to tell about files that would not be part of a commit. */
async function ignoredAmong(paths: readonly string[], outRoot: string): Promise<Finding[]> {
  return ignoredFindings((await gitIgnored(await realRoot(outRoot), paths)) ?? '');
}

class EditList {
  readonly #root: string;
  readonly #edits: Edit[] = [];

  constructor(root: string) {
    this.#root = root;
  }

  /** Null: the file goes. */
  async add(path: string, content: string | Uint8Array | null, executable?: true): Promise<void> {
    const edit = await makeEdit(this.#root, path, content === null ? null : bytes(content));
    if (edit === null) return;
    // A file that is there keeps its mode.
    this.#edits.push(executable && edit.kind === 'create' ? { ...edit, executable } : edit);
  }

  /** In the order of git, so that a patch reads like a commit. */
  sorted(): Edit[] {
    return [...this.#edits].sort((a, b) => (a.path < b.path ? -1 : 1));
  }
}

async function contentOf({ content, language }: DraftFile, format: Format): Promise<string | Uint8Array> {
  if (typeof content !== 'string' || language === 'verbatim') return content;
  return format(content, language);
}

async function projectTexts(root: string): Promise<ProjectTexts> {
  const texts = await Promise.all(PROJECT_FILES.map((path) => textOf(root, path)));
  return Object.fromEntries(PROJECT_FILES.map((path, index) => [path, texts[index] ?? null])) as ProjectTexts;
}

async function hidingFindings(root: string): Promise<Finding[]> {
  const there = await Promise.all(HIDING.map((path) => statsOf(join(root, path))));
  return HIDING.filter((_, index) => there[index] !== null).map((path) =>
    finding('AM0060', 'project', fileOrigin(path), { path }),
  );
}

/** The folder that CDK takes is the first above the backend that has one. */
async function lockFileFindings(drafts: readonly Draft[], folder: string): Promise<Finding[]> {
  if (!drafts.some(({ files }) => files.some(isBundled))) return [];
  const there = await Promise.all(BUNDLED_BY.map((file) => statsOf(join(folder, file))));
  const files = BUNDLED_BY.filter((_, index) => there[index] !== null);
  if (files.length === 0 && dirname(folder) !== folder) return lockFileFindings(drafts, dirname(folder));
  const [first = ''] = files;
  return files.length > 1 ? [finding('AM0063', 'project', fileOrigin(first), { files })] : [];
}

function isBundled({ content }: DraftFile): boolean {
  return typeof content === 'string' && content.includes('defineFunction(');
}

/** What drafts refer to and neither this run nor an earlier one has put into the backend. */
async function missingFindings({ drafts }: DraftedBeside, root: string): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [feature, { needs = [] }] of drafts) {
    for (const need of needs) {
      const folder = `amplify/${need}`;
      // A feature that lacks what only a person can bring is drafted, and writes nothing.
      const drafted = drafts.get(need)?.files.some(({ path }) => path.startsWith(`${folder}/`)) === true;
      const there = drafted || (await statsOf(join(root, folder))) !== null;
      if (!there) findings.push(finding('AM0061', feature, fileOrigin(BACKEND), { feature, needs: need }));
    }
  }
  return findings;
}

/** The text of a file that is there already; null when it is not. @throws MigrateError when it is not UTF-8 */
async function textOf(root: string, path: string): Promise<string | null> {
  const bytes = await readTarget(root, path);
  if (bytes === null) return null;
  const text = utf8(bytes);
  if (text !== null) return text;
  throw new MigrateError('The file is not UTF-8', 'Save it as UTF-8, then run this again.', fileOrigin(path));
}
