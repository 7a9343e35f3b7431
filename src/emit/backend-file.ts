import { type BackendPart } from '../core/feature.js';
import { type Finding, finding } from '../core/finding.js';
import { fileOrigin } from '../core/origin.js';
import { type Format } from './format.js';
import { BACKEND_FILE, mergePart } from './merge/part.js';

export interface MergedBackend {
  readonly text: string;
  readonly findings: readonly Finding[];
}

const EMPTY_BACKEND = "import { defineBackend } from '@aws-amplify/backend';\n\ndefineBackend({});\n";

/**
 * amplify/backend.ts with what the parts ask for. Without a file (null) it is created; an existing one keeps
 * every byte its author wrote, and only what it lacks is added. Merging what is there changes nothing, and
 * parts that are merged in one go give the same as one after the other. In the statements of a part,
 * `backend` stands for the result of defineBackend, whatever the file calls it.
 * @throws MigrateError when the existing file does not parse
 */
export async function mergeBackend(
  existing: string | null,
  parts: readonly BackendPart[],
  format: Format,
): Promise<MergedBackend> {
  // Parsers differ about a byte order mark, so it is put aside.
  const mark = existing?.startsWith('\uFEFF') ? '\uFEFF' : '';
  const found = existing?.slice(mark.length) ?? '';
  let text = found.trim() === '' ? await format(EMPTY_BACKEND, 'typescript') : found;
  const findings: Finding[] = [];
  for (const part of parts) {
    const merged = await mergePart(text, part, format);
    if ('refused' in merged) {
      findings.push(await refusal(part, merged, format));
    } else {
      text = merged.text;
      findings.push(...merged.findings);
    }
  }
  return { text: mark + text, findings };
}

/** A file that can't take the part stays as it is; the remedy shows what it lacks, as a file of its own. */
async function refusal(
  part: BackendPart,
  { refused, reason }: { readonly refused: 'AM0041' | 'AM0043'; readonly reason: string },
  format: Format,
): Promise<Finding> {
  const { text } = await mergeBackend(null, [part], format);
  const names = part.resources.map(({ name }) => `\`${name}\``).join(', ');
  return finding(refused, 'project', fileOrigin(BACKEND_FILE), { reason, names, add: `\n${text.trimEnd()}` });
}
