import { MigrateError } from '../core/error.js';
import { type DraftFile } from '../core/feature.js';
import { fileOrigin } from '../core/origin.js';
import { type Edit, type Plan } from '../core/plan.js';
import { mergeBackend } from '../emit/backend-file.js';
import { type Format, formatter } from '../emit/format.js';
import { makeEdit, readTarget } from '../workspace/host.js';
import { type Drafted, planOf } from './make-plan.js';

const BACKEND = 'amplify/backend.ts';

/** Turns what the features want to become into changes of files below `outRoot`. @throws MigrateError */
export async function planEdits(drafted: Drafted, outRoot: string): Promise<Plan> {
  const plan = planOf(drafted);
  const drafts = [...drafted.drafts.values()];
  if (drafts.length === 0) return plan;
  const { format, findings } = await formatter(drafted.app.root);
  const edits = new EditList(outRoot);
  for (const file of drafts.flatMap(({ files }) => files)) {
    await edits.add(file.path, await contentOf(file, format));
  }
  const parts = drafts.map(({ backend }) => backend);
  const merged = await mergeBackend(await textOf(outRoot, BACKEND), parts, format);
  await edits.add(BACKEND, merged.text);
  return { ...plan, edits: edits.sorted(), findings: [...plan.findings, ...findings, ...merged.findings] };
}

class EditList {
  readonly #root: string;
  readonly #edits: Edit[] = [];

  constructor(root: string) {
    this.#root = root;
  }

  async add(path: string, content: string | Uint8Array): Promise<void> {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    const edit = await makeEdit(this.#root, path, bytes);
    if (edit !== null) this.#edits.push(edit);
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

/** The text of a file that is there already; null when it is not. @throws MigrateError when it is not UTF-8 */
async function textOf(root: string, path: string): Promise<string | null> {
  const bytes = await readTarget(root, path);
  if (bytes === null) return null;
  try {
    // A byte order mark stays part of the text, so that what was not changed stays as it was.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new MigrateError(
      'The file is not UTF-8',
      'Save it as UTF-8, then run this again.',
      fileOrigin(path),
    );
  }
}
