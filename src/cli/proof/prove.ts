import { type FeatureId } from '../../core/feature.js';
import { type Finding, finding } from '../../core/finding.js';
import { type Gen1App } from '../../core/gen1-app.js';
import { fileOrigin } from '../../core/origin.js';
import { type AccessChange, type Plan } from '../../core/plan.js';
import { type Counted } from '../../verify/count-facts.js';
import { type Gen1Generation } from '../../verify/generation.js';
import { type ApiFacts } from '../../verify/graphql/api-facts.js';
import { type SynthResult } from '../../verify/synth.js';
import { type Gen1ApiSide, deployedApi, gen1ApiSide } from '../gen1-api.js';
import { type Tell } from '../make-plan.js';
import { accessByFindings, confirmedBy, referringIn, toldBy, unseenIn } from './told-by-plan.js';
import { amplifyFiles } from './tree.js';

export interface ProofRequest {
  readonly app: Gen1App;
  /** The folder that holds amplify/ of Gen 2, and finds its packages. */
  readonly outRoot: string;
  /** Features that are to be compared where the backend has them. */
  readonly features: readonly FeatureId[];
  /** What the plan of the same files tells. Null: somebody else has written them, and nothing is announced. */
  readonly plan: Plan | null;
  /** Texts that the plan would write, by their paths. */
  readonly planned: ReadonlyMap<string, string>;
  /** The branch whose backend is synthesised. */
  readonly branch: string;
  readonly tell: Tell;
}

/** What was found, as a report tells it. */
export interface Proof {
  readonly findings: readonly Finding[];
  readonly access: readonly AccessChange[];
  /** Features that were held against Gen 1. */
  readonly features: readonly FeatureId[];
  /** How many facts that were, where everything was. */
  readonly compared?: Counted;
}

const nothing = (findings: readonly Finding[]): Proof => ({ findings, access: [], features: [] });

/** Level `types`: the compiler of the project passes the backend, as it has to before a deployment. */
export async function proveTypes({ outRoot, tell }: ProofRequest): Promise<Proof> {
  tell('checking types');
  const { compilerProblems } = await import('../../verify/tsc.js');
  const problems = await compilerProblems(outRoot);
  return nothing(
    problems.map(({ path, line, column, message }) => {
      const place = { file: path, pointer: '', line, column };
      return finding('AM8006', 'project', place, { problem: message }, { path });
    }),
  );
}

/**
 * Level `schema`: the schema that stands in `a.schema()` is taken out of the code again and held against Gen 1's:
 * types, keys, relations, and what each caller may do. The other forms are known only from a synthesis.
 */
export async function proveSchema(request: ProofRequest): Promise<Proof> {
  const { app, outRoot, plan, tell } = request;
  tell('taking the schema out of the code');
  const side = await gen1ApiSide(app);
  if (side === null) return nothing([]);
  const [{ roundTrip }, { announcedSchema }, { apiDifference }, { tellDifferences }] = await Promise.all([
    import('../../verify/graphql/round-trip.js'),
    import('../../verify/announced/api.js'),
    import('../../verify/compare-generations.js'),
    import('../../verify/tell-differences.js'),
  ]);
  const gen1 = { ...side.input, slots: [] };
  const result = await roundTrip({ projectRoot: outRoot, files: await amplifyFiles(outRoot), gen1 });
  if (result.kind === 'not installed') {
    const params = { packageName: result.packageName, root: outRoot };
    const { SynthError } = await import('../../verify/synth.js');
    throw new SynthError(finding('AM8003', 'project', fileOrigin('package.json'), params));
  }
  if (result.kind === 'failed') return nothing([notCompared('the schema', result.problem)]);
  const told = plan ?? { findings: [], access: [] };
  const differences = result.differences.map((one) => apiDifference(one, announcedSchema(one, told)));
  return {
    ...tellDifferences(
      app,
      differences.filter(({ announced }) => announced === null),
    ),
    features: ['data'],
  };
}

/** What another process makes. */
export interface Synthesised {
  readonly backend: Promise<SynthResult>;
  /** Null when Gen 1 has no GraphQL API. */
  readonly api: SynthesisedApi | null;
}

/** The API of Gen 1, as its transformers take it and as they make it. */
export interface SynthesisedApi {
  readonly side: Gen1ApiSide;
  readonly result: Promise<SynthResult>;
}

/**
 * Level `synth`: everything that the synthesised backend deploys is held against Gen 1, whose side is made while
 * another process makes the backend. @throws SynthError when it can't
 */
export async function proveSynth(request: ProofRequest, { backend, api }: Synthesised): Promise<Proof> {
  const { app, tell } = request;
  tell('synthesising both backends');
  const [synthesised, known] = await Promise.all([backend, before(app, api)]);
  tell('comparing');
  return compared(request, synthesised, known);
}

/** Gen 1's API, or why it is not known. */
interface Gen1Api {
  /** What its settings make. */
  readonly model: ApiFacts | null;
  /** What the CLI has built of them, where that is there. */
  readonly built: ApiFacts | null;
  readonly problem?: string;
}

/** Everything that is known without the synthesised backend, and so is done while the other process makes it. */
interface Before {
  readonly gen1: Gen1Generation;
  /** Findings about Gen 1's own files. */
  readonly drift: readonly Finding[];
  /** Why the API of Gen 1 is not known. */
  readonly problem?: string | undefined;
}

async function before(app: Gen1App, asked: SynthesisedApi | null): Promise<Before> {
  // What compares is loaded along with it; its second import is there at once.
  const [{ gen1Generation }, { driftOf }] = await Promise.all([
    import('../../verify/generation.js'),
    import('../../verify/drift.js'),
    import('../../verify/compare-generations.js'),
    import('../../verify/tell-differences.js'),
  ]);
  const { model, built, problem } = await apiOf(app, asked);
  const gen1 = await gen1Generation(app, built ?? model);
  if (gen1.api !== null) {
    const { askAhead } = await import('../../verify/graphql/compare-apis.js');
    askAhead(gen1.api);
  }
  return { gen1, drift: await driftOf(app, gen1, model), problem };
}

async function apiOf(app: Gen1App, asked: SynthesisedApi | null): Promise<Gen1Api> {
  if (asked === null) return { model: null, built: null };
  const { side, result } = asked;
  const [{ builtApi }, { gen1ApiFactsOf }] = await Promise.all([
    import('../../verify/graphql/gen1-built-api.js'),
    import('../../verify/graphql/gen1-api.js'),
  ]);
  // The older transformer has other resolvers for the same rules: what is compared is the schema that it becomes.
  const built = async (model: ApiFacts | null): Promise<ApiFacts | null> =>
    side.version === 1 ? null : builtApi(app, model);
  try {
    const model = await deployedApi(app, side.version, await gen1ApiFactsOf(side.input, await result));
    return { model, built: await built(model) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { model: null, built: null, problem: error.message.split('\n')[0] ?? '' };
  }
}

async function compared(
  request: ProofRequest,
  synthesised: SynthResult,
  { gen1, drift, problem }: Before,
): Promise<Proof> {
  const { app, plan, branch } = request;
  const [{ gen2Generation }, { compareGenerations }, { tellDifferences }, { comparedApis }, { featuresOf }] =
    await Promise.all([
      import('../../verify/generation.js'),
      import('../../verify/compare-generations.js'),
      import('../../verify/tell-differences.js'),
      import('../../verify/rest/compare.js'),
      import('../../verify/features.js'),
    ]);
  const gen2 = await gen2Generation(synthesised, gen1.known);
  const apis = comparedApis(gen1.rest, gen2.rest);
  const has = featuresOf(gen2);
  // An API that stays in Gen 1 is compared where roles of Gen 2 may call it.
  if (apis.length > 0) has.add('rest');
  for (const feature of referringIn(plan)) has.add(feature);
  const { features, missing } = dealt(
    request.features,
    [withoutTriggers(gen1, featuresOf(gen1)), has],
    [...gen1.rest.apis.keys()].filter((name) => !apis.includes(name)),
  );
  const told = plan && toldBy(plan);
  const differences = compareGenerations(gen1, gen2, { features: new Set(features), told, branch });
  const untold = differences.filter(({ announced }) => announced === null || announced === 'override');
  const { findings, access } = tellDifferences(app, untold);
  const confirmed = plan === null ? [] : [...confirmedBy(plan, differences), ...unseenIn(plan, gen1.from)];
  const { countFacts } = await import('../../verify/count-facts.js');
  return {
    features,
    compared: countFacts(gen1, features),
    access: [
      ...access,
      ...(plan?.access.filter(({ code }) => confirmed.includes(code)) ?? []),
      ...(plan === null ? [] : accessByFindings(plan, differences)),
    ],
    findings: [
      ...findings,
      ...(plan?.findings.filter(({ code }) => confirmed.includes(code)) ?? []),
      ...(await cyclesIn(synthesised)),
      ...drift,
      ...(await overridesOf(request, gen1)),
      ...missing.map(({ feature, what }) =>
        finding('AM8143', feature, fileOrigin('amplify/backend.ts'), { feature: what }),
      ),
      ...(problem === undefined || !features.includes('data')
        ? []
        : [notCompared('the GraphQL API', `Gen 1's transformers refuse the schema: ${problem}`)]),
    ],
  };
}

/** Functions that are called by the user pool alone move with auth, and are told there. */
function withoutTriggers({ known, backend }: Gen1Generation, features: Set<FeatureId>): Set<FeatureId> {
  const triggers = known.functions.filter(({ aliases = [] }) => aliases.length > 0).map(({ name }) => name);
  if (Object.keys(backend.Functions).every((name) => triggers.includes(name))) features.delete('functions');
  return features;
}

/** What is known of override.ts, which built templates hold, so that facts say the rest; and of custom stacks. */
async function overridesOf(
  { app, plan, planned, outRoot }: ProofRequest,
  gen1: Gen1Generation,
): Promise<Finding[]> {
  if (plan === null) return unreadOverrides(app, gen1);
  const { isOfStack, lostOverrides, lostResources } = await import('./carried-overrides.js');
  if (gen1.from === 'built' && !plan.ledger.some(isOfStack)) return [];
  const files = await amplifyFiles(outRoot);
  const resources = lostResources(plan.ledger, planned, files);
  return gen1.from === 'built' ? resources : [...lostOverrides(plan.ledger, planned, files), ...resources];
}

/** Without built templates, nobody knows what override.ts makes of the settings; a plan would have said so. */
function unreadOverrides(app: Gen1App, { from }: Gen1Generation): Finding[] {
  if (from === 'built') return [];
  return (['auth', 'storage'] as const).flatMap((category) =>
    app.resources
      .filter((one) => one.category === category && one.folder !== null)
      .map(({ folder }) => `${folder ?? ''}/override.ts`)
      .filter((file) => isOverriding(app.files.text(file) ?? ''))
      .map((file) =>
        finding('AM8142', category, fileOrigin(file), {
          part: 'what override.ts makes of the settings',
          problem: 'no template in `build/` shows it; run `amplify build` in the Gen 1 project',
        }),
      ),
  );
}

/** The CLI makes the file with an empty function. */
function isOverriding(text: string): boolean {
  const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
  return code.includes('{') && !/\)[^)]*\{\s*\}\s*$/.test(code);
}

function notCompared(part: string, problem: string): Finding {
  return finding('AM8142', 'data', fileOrigin('amplify/backend/backend-config.json'), { part, problem });
}

/** Which features both sides have, and what of Gen 1 the backend has nothing of. */
function dealt(
  wanted: readonly FeatureId[],
  [before, after]: readonly [ReadonlySet<FeatureId>, ReadonlySet<FeatureId>],
  stayingApis: readonly string[],
): { readonly features: FeatureId[]; readonly missing: readonly Missing[] } {
  const missing = wanted.filter((one) => one !== 'rest' && before.has(one) && !after.has(one));
  const apis = wanted.includes('rest') ? stayingApis : [];
  return {
    features: wanted.filter((feature) => after.has(feature)),
    missing: [
      ...missing.map((feature) => ({ feature, what: feature })),
      ...apis.map((name) => ({ feature: 'rest' as const, what: `the REST API ${name}` })),
    ],
  };
}

/** What stays in Gen 1. */
interface Missing {
  readonly feature: FeatureId;
  readonly what: string;
}

async function cyclesIn({ stacks }: SynthResult): Promise<Finding[]> {
  const { stackCycles } = await import('../../verify/stack-cycles.js');
  return stackCycles(stacks).map(({ dependencies }) =>
    finding('AM8007', 'project', fileOrigin('amplify/backend.ts'), {
      chain: dependencies.map(({ reference }) => reference),
    }),
  );
}
