import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Finding, finding } from '../core/finding.js';
import { fileOrigin } from '../core/origin.js';
import { type Plan } from '../core/plan.js';
import { shown } from '../core/shown.js';
import { type Report } from '../report/report.js';
import { type ApiDifference } from '../verify/graphql/compare-apis.js';
import { type RoundTrip, type RoundTripInput } from '../verify/graphql/round-trip.js';
import { gen1ApiSide } from './gen1-api.js';
import { accessByFindings } from './proof/told-by-plan.js';
import { type Drafted, type Tell } from './make-plan.js';

/** Takes the schema back out of emitted code. */
export type Prover = (input: RoundTripInput) => Promise<RoundTrip>;

/** What the proof of the emitted schema came to. `refused`: by what it differs from Gen 1's, told by nothing. */
export type Proof =
  | { readonly kind: 'told'; readonly verified: Report['verified']; readonly told: ToldByProof }
  | { readonly kind: 'refused'; readonly way: Way; readonly finding: Finding };

/** What the proof adds to the plan: access that a finding of the plan announces without a name and a place. */
export type ToldByProof = Pick<Plan, 'findings' | 'access'>;

/** The ways of `defineData`; with AmplifyGraphqlApi the schema and the flags are Gen 1's own. */
export type Way = 'builder' | 'sdl';

export interface ProofMeans {
  /** Where the packages are looked for; absolute. */
  readonly outRoot: string;
  readonly tell: Tell;
  /** Default: the round trip with the packages of the project. */
  readonly prove: Prover | undefined;
}

const NOTHING: Proof = { kind: 'told', verified: 'none', told: { findings: [], access: [] } };

/**
 * Runs the schema that was written for `defineData` and compares what it means with Gen 1's schema. Only where the
 * packages of the backend are installed: without them it costs one look at the disk.
 */
export async function proveData(
  drafted: Drafted,
  plan: Plan,
  { outRoot, tell, prove = roundTripOf }: ProofMeans,
  isAsked: boolean,
): Promise<Proof> {
  const way = wayOf(drafted);
  // What the SDL that somebody asks for loses is told line by line.
  if (way === null || (way === 'sdl' && isAsked) || !(await isInstalled(outRoot))) return NOTHING;
  tell('proving the schema');
  const gen1 = await gen1ApiSide(drafted.app);
  if (gen1 === null) return NOTHING;
  const files = emittedFiles(drafted, plan);
  // Slots are no part of the schema: amplify/backend.ts hands the same templates over.
  const result = await prove({ projectRoot: outRoot, files, gen1: { ...gen1.input, slots: [] } });
  if (result.kind === 'not installed') return NOTHING;
  if (result.kind === 'failed') {
    const problem = oneLine(result.problem);
    if (result.isCode) return refused(plan, way, [`the builder refuses it with ${problem}`]);
    const failed = finding('AM3007', 'data', schemaOrigin(plan), { way, problem });
    return { kind: 'told', verified: 'none', told: { findings: [failed], access: [] } };
  }
  const [{ announcedSchema }, { apiDifference }] = await Promise.all([
    import('../verify/announced/api.js'),
    import('../verify/compare-generations.js'),
  ]);
  const all = result.differences.map((found) => ({ found, announced: announcedSchema(found, plan) }));
  const untold = all.filter(
    ({ found, announced }) => announced === null && !isRenamedTable(found, gen1.input.sdl),
  );
  if (untold.length === 0) {
    const announced = all.map((one) => apiDifference(one.found, one.announced));
    const access = accessByFindings(plan, announced);
    return { kind: 'told', verified: 'schema', told: { findings: [], access } };
  }
  const facts = untold.map(
    ({ found: { kind, path, gen1: before, gen2: after } }) =>
      `${kind} ${shown(path, 120)} (Gen 1: ${side(before)}; ${way}: ${side(after)})`,
  );
  return refused(plan, way, facts);
}

function refused(plan: Plan, way: Way, facts: readonly string[]): Proof {
  return { kind: 'refused', way, finding: finding('AM3006', 'data', schemaOrigin(plan), { way, facts }) };
}

/**
 * A table that `@mapsTo` names is known by its model in one generation and by its name in the other. Without a table
 * the model would have no operations, and those are compared.
 */
function isRenamedTable({ kind, path }: ApiDifference, sdl: string): boolean {
  return kind === 'table' && /^\w+$/.test(path) && sdl.includes('@mapsTo');
}

async function roundTripOf(input: RoundTripInput): Promise<RoundTrip> {
  const { roundTrip } = await import('../verify/graphql/round-trip.js');
  return roundTrip(input);
}

const text = (content: string | Uint8Array): string =>
  typeof content === 'string' ? content : new TextDecoder().decode(content);

/** How the schema is written for `defineData`; null: there is none. */
function wayOf({ drafts }: Drafted): Way | null {
  const files = drafts.get('data')?.files ?? [];
  if (files.some(({ content }) => text(content).includes('a.schema('))) return 'builder';
  return files.some(({ path }) => path === 'amplify/data/resource.ts') ? 'sdl' : null;
}

/** All that is written below amplify/, as it is written; files that are there already are as they would be. */
function emittedFiles({ drafts }: Drafted, { edits }: Plan): Map<string, string> {
  const drafted = [...drafts.values()].flatMap(({ files }) => files);
  const files = new Map(drafted.map(({ path, content }) => [path, text(content)]));
  for (const { path, after } of edits) {
    if (files.has(path) && after !== null) files.set(path, text(after));
  }
  return new Map([...files].filter(([path]) => path.startsWith('amplify/')));
}

function foldersUp(folder: string): string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...foldersUp(above)];
}

/** The schema needs the first; the second brings it. */
const PACKAGES = ['node_modules/@aws-amplify/backend', 'node_modules/@aws-amplify/data-schema'];

/** Also above the project, where the packages of a workspace are. */
async function isInstalled(root: string): Promise<boolean> {
  const found = await Promise.all(
    foldersUp(root)
      .flatMap((folder) => PACKAGES.map((path) => join(folder, path)))
      .map((path) =>
        stat(path).then(
          () => true,
          () => false,
        ),
      ),
  );
  return found.includes(true);
}

/** Which line of the schema it was can not be said: the place is that of the choice. */
function schemaOrigin({ findings }: Plan): Finding['origin'] {
  return findings.find(({ code }) => code === 'AM3001')?.origin ?? fileOrigin('amplify/data/resource.ts');
}

function side(fact: string | null): string {
  return fact === null ? 'nothing' : shown(fact, 80);
}

function oneLine(problem: string): string {
  return shown(problem.split('\n', 1)[0] ?? '', 200);
}
