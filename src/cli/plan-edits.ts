import { type DraftFile } from '../core/feature.js';
import { type Edit, type Plan } from '../core/plan.js';
import { type Format, formatter } from '../emit/format.js';
import { makeEdit } from '../workspace/host.js';
import { type Drafted, planOf } from './make-plan.js';

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
  return { ...plan, edits: edits.all, findings: [...plan.findings, ...findings] };
}

class EditList {
  readonly #root: string;
  readonly all: Edit[] = [];

  constructor(root: string) {
    this.#root = root;
  }

  async add(path: string, content: string | Uint8Array): Promise<void> {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    const edit = await makeEdit(this.#root, path, bytes);
    if (edit !== null) this.all.push(edit);
  }
}

async function contentOf({ content, language }: DraftFile, format: Format): Promise<string | Uint8Array> {
  if (typeof content !== 'string' || language === 'verbatim') return content;
  return format(content, language);
}
