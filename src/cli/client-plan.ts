import { readdir } from 'node:fs/promises';
import { minimatch } from 'minimatch';
import { MigrateError } from '../core/error.js';
import { type Gen1App } from '../core/gen1-app.js';
import { type Edit, type Plan } from '../core/plan.js';
import { utf8 } from '../core/utf8.js';
import { clientFiles } from '../workspace/client-files.js';
import { makeEdit, readTarget } from '../workspace/host.js';
import { type Wanted } from './client/around.js';
import { backendState } from './client/backend.js';
import { heldBack, lookAt, once } from './client/looked.js';
import { type ClientPackage, clientPackagesIn } from './client/packages.js';
import { aroundThem } from './client/surroundings.js';

export interface ClientPlan {
  readonly plan: Plan;
  /** The packages with code that changes, to which the next steps belong. */
  readonly packages: readonly ClientPackage[];
}

export interface ClientOptions {
  /** Modules to look at; none: all of them. */
  readonly globs: readonly string[];
  /** What becomes of DataStore's calls. */
  readonly datastore: 'tell' | 'rewrite';
}

/** Reads the modules that the globs name, and turns them into changes. @throws MigrateError */
export async function planClient(
  app: Gen1App,
  root: string,
  { globs, datastore }: ClientOptions,
): Promise<ClientPlan> {
  const read = (path: string): Promise<string | null> => textOf(root, path);
  const files = await clientFiles(root);
  const state = await backendState(app, root);
  const packages = await clientPackagesIn(files, state, { read, lockFiles: await readdir(root) });
  const paths = chosen(files.modules, globs);
  // The reader of schemas is heavy, and few projects use DataStore.
  const { dataStoreMeans } = datastore === 'rewrite' ? await import('./client/datastore.js') : {};
  const rewriting = (await dataStoreMeans?.(app, packages, files.modules, read)) ?? null;
  const looked = await lookAt(root, paths, packages, rewriting);
  const { settled, findings } = heldBack(looked);
  const around = await aroundThem(packages, settled, {
    ...{ app, state, read, rewriting },
    complete: globs.length === 0,
    manifests: files.manifests,
  });
  const changed = settled.flatMap(({ path, text }) => (text === null ? [] : [{ path, text }]));
  const edits = await Promise.all([...changed, ...around.wanted].map((one) => editOf(root, one)));
  const plan = {
    ...{ features: ['client'] as const, inputs: [], ledger: [], access: [], secrets: [] },
    edits: edits.filter((edit) => edit !== null).sort((a, b) => (a.path < b.path ? -1 : 1)),
    findings: [...looked.flatMap((one) => one.findings).filter(once()), ...findings, ...around.findings],
  };
  return { plan, packages: around.packages };
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

async function editOf(root: string, { path, text }: Wanted): Promise<Edit | null> {
  return makeEdit(root, path, text === null ? null : new TextEncoder().encode(text));
}

/** The text of a file; null where it is not UTF-8, and so no module. */
async function textOf(root: string, path: string): Promise<string | null> {
  const bytes = await readTarget(root, path);
  return bytes === null ? null : utf8(bytes);
}
