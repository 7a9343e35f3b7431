import { type BackendPart, type DraftFile } from '../core/feature.js';
import { type Finding, finding } from '../core/finding.js';
import { fileOrigin } from '../core/origin.js';
import { mergeBackend, type MergedBackend } from '../emit/backend-file.js';
import { type Format } from '../emit/format.js';
import { type Drafted } from './make-plan.js';
import { type DraftedBeside, type Earlier } from './earlier.js';

/** What this run makes of a file of an earlier one; null: it is deleted. */
export interface EarlierEdit {
  readonly path: string;
  readonly file: DraftFile | null;
}

/** How files are read from the output root, and laid out. */
export interface EarlierMeans {
  /** Null: there is no such file. */
  readonly read: (path: string) => Promise<Uint8Array | null>;
  readonly contentOf: (file: DraftFile) => Promise<Uint8Array>;
}

/**
 * The files of earlier runs that read otherwise now. One that somebody has changed since stays as it is, and is told.
 */
export async function earlierEdits(
  { features, was, is }: Earlier,
  { read, contentOf }: EarlierMeans,
): Promise<{ readonly edits: readonly EarlierEdit[]; readonly findings: readonly Finding[] }> {
  const [before, after] = [was, is].map((drafted) => filesOf(drafted, features)) as [Files, Files];
  const edits: EarlierEdit[] = [];
  const findings: Finding[] = [];
  for (const path of new Set([...before.keys(), ...after.keys()])) {
    const [old, file] = [before.get(path), after.get(path)];
    if (old && file && sameBytes(bytesOf(old), bytesOf(file))) continue;
    const [there, written, wanted] = await Promise.all([
      read(path),
      old ? contentOf(old) : null,
      file ? contentOf(file) : null,
    ]);
    if (sameBytes(there, wanted)) continue;
    if (sameBytes(there, written)) edits.push({ path, file: file ?? null });
    else
      findings.push(
        finding('AM0062', 'project', fileOrigin(path), { path, features: [...is.drafts.keys()] }),
      );
  }
  return { edits, findings };
}

type Files = ReadonlyMap<string, DraftFile>;

function filesOf({ drafts }: Drafted, features: Earlier['features']): Files {
  const files = features.flatMap((id) => drafts.get(id)?.files ?? []);
  return new Map(files.map((file) => [file.path, file]));
}

function bytesOf({ content }: DraftFile): Uint8Array {
  return typeof content === 'string' ? new TextEncoder().encode(content) : content;
}

function sameBytes(a: Uint8Array | null, b: Uint8Array | null): boolean {
  return a === null || b === null ? a === b : Buffer.compare(a, b) === 0;
}

/**
 * amplify/backend.ts with what the run adds. As long as it is what earlier runs have written, it becomes what one run
 * with all of them writes; what people have changed in it stays.
 */
export async function backendWith(
  existing: string | null,
  drafted: DraftedBeside,
  format: Format,
): Promise<MergedBackend> {
  const { earlier } = drafted;
  if (earlier !== null && existing !== null) {
    const untouched = await mergeBackend(null, partsOf(earlier.was), format);
    if (untouched.text === existing) return mergeBackend(null, partsOf(earlier.is), format);
  }
  return mergeBackend(existing, partsOf(drafted), format);
}

function partsOf({ drafts, closing }: Drafted): BackendPart[] {
  return [...[...drafts.values()].map(({ backend }) => backend), ...closing];
}
