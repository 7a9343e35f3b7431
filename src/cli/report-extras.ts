import { type Gen1App } from '../core/gen1-app.js';
import { type Plan } from '../core/plan.js';
import { type PrintOptions, type Texts } from '../report/printer.js';
import { gitPrefix } from '../workspace/git.js';
import { readTarget } from '../workspace/host.js';
import { realRoot } from '../workspace/place.js';
import { type Reporters } from './tell.js';

/** What a run knows and a report doesn't hold. */
interface RunFiles {
  readonly app: Gen1App;
  readonly plan: Plan;
  readonly outRoot: string;
}

/**
 * What some formats show besides the report: where its files are in the repository, and their texts. Nothing is
 * read when no report asks for it. @throws MigrateError
 */
export async function extrasFor(
  reporters: Reporters,
  run: RunFiles,
): Promise<Pick<PrintOptions, 'prefixes' | 'texts'>> {
  const formats = new Set(reporters.map(({ request }) => request.format));
  const places = formats.has('sarif') || formats.has('github');
  const code = formats.has('sarif') || formats.has('html');
  return {
    ...(places && { prefixes: await prefixesOf(run) }),
    ...(code && { texts: await textsOf(run) }),
  };
}

async function prefixesOf({ app, outRoot }: RunFiles): Promise<PrintOptions['prefixes']> {
  const roots = await Promise.all([realRoot(app.root), realRoot(outRoot)]);
  const [project, output] = await Promise.all(roots.map(gitPrefix));
  return project == null || output == null ? undefined : { project, output };
}

/** The Gen 1 files of the ledger, and the Gen 2 files that it leads to. */
async function textsOf({ app, plan, outRoot }: RunFiles): Promise<Texts> {
  const { shownTexts } = await import('../report/texts.js');
  const { ledger, findings, edits } = plan;
  const gen1 = new Map<string, string>();
  for (const { origin } of [...ledger, ...findings]) {
    const bytes = gen1.has(origin.file) ? null : app.files.bytes(origin.file);
    if (bytes !== null) gen1.set(origin.file, decoded(bytes));
  }
  const after = new Map(edits.map((edit) => [edit.path, edit.after]));
  const gen2 = new Map<string, string>();
  for (const path of targetsOf(plan)) {
    const bytes = after.has(path) ? after.get(path) : await readTarget(outRoot, path);
    if (bytes != null) gen2.set(path, decoded(bytes));
  }
  return shownTexts(ledger, { gen1, gen2 });
}

function targetsOf({ ledger, findings }: Plan): Set<string> {
  const targets = [
    ...ledger.map(({ disposition }) => ('target' in disposition ? disposition.target : undefined)),
    ...findings.map(({ target }) => target),
  ];
  return new Set(targets.flatMap((target) => target?.path ?? []));
}

/** For the eyes only: what is no text is shown as far as it is. */
function decoded(bytes: Uint8Array): string {
  return new TextDecoder('utf-8').decode(bytes);
}
