import { type BackendPart, type Draft, type FeatureId, type PlanOptions } from '../core/feature.js';
import { type Gen1App } from '../core/gen1-app.js';
import { type Input, type Plan } from '../core/plan.js';
import { type Finding } from '../core/finding.js';
import { findProject } from '../gen1/find-project.js';
import { type ReadApp, readApp } from '../gen1/read-app.js';
import { driftIn } from './drift.js';
import { type Flags } from './flags.js';
import { type Io } from './io.js';
import { cwdOf } from './place.js';
import { drafterFor } from './registry.js';

/** What the command line asks a plan for. */
export interface PlanRequest {
  /** Where to look for the project; absolute. */
  readonly cwd: string;
  readonly env: string | undefined;
  readonly features: readonly FeatureId[];
  readonly options: PlanOptions;
  /** Options of features that have others than these. */
  readonly optionsOf?: ReadonlyMap<FeatureId, PlanOptions>;
}

/** A Gen 1 project with what its features want to become, before anything is said about files. */
export interface Drafted {
  readonly app: Gen1App;
  readonly drafts: ReadonlyMap<FeatureId, Draft>;
  /** What follows the parts of all features in amplify/backend.ts. */
  readonly closing: readonly BackendPart[];
  /** Features that were asked for and that the project does not have. */
  readonly absent: readonly FeatureId[];
  readonly inputs: readonly Input[];
  /** Settings that do not say what Gen 1 has built of them. */
  readonly drift: readonly Finding[];
}

/** Told before each step, for the line of progress. */
export type Tell = (step: string) => void;

/** Reads the project and drafts its features. @throws MigrateError */
export async function draft(request: PlanRequest, tell: Tell): Promise<Drafted> {
  tell('looking for the project');
  return draftOf(await readProject(await findProject(request.cwd), request, tell), request, tell);
}

/** Reads what all features need of the project. @throws MigrateError */
export function readProject(root: string, { env }: PlanRequest, tell: Tell): Promise<ReadApp> {
  tell('reading the project');
  return readApp(root, { env });
}

/** Drafts the features of a project that was read already. @throws MigrateError */
export async function draftOf({ app, inputs }: ReadApp, request: PlanRequest, tell: Tell): Promise<Drafted> {
  const drafts = new Map<FeatureId, Draft>();
  for (const feature of request.features) {
    tell(`planning ${feature}`);
    const drafter = await drafterFor(feature);
    const options = request.optionsOf?.get(feature) ?? request.options;
    const one = await drafter(app, { ...options, written: pathsOf(drafts) });
    if (one !== null) drafts.set(feature, one);
  }
  const absent = request.features.filter((feature) => !drafts.has(feature));
  const drift = await driftIn(app, new Set(drafts.keys()));
  return { app, ...finished(drafts), absent, inputs: inputs(), drift };
}

function pathsOf(drafts: ReadonlyMap<FeatureId, Draft>): ReadonlySet<string> {
  return new Set([...drafts.values()].flatMap(({ files }) => files.map(({ path }) => path)));
}

/** The drafts with what could be said only when all of them were there. */
function finished(drafts: ReadonlyMap<FeatureId, Draft>): Pick<Drafted, 'drafts' | 'closing'> {
  const written = pathsOf(drafts);
  const closing: BackendPart[] = [];
  const complete = [...drafts].map(([id, one]): [FeatureId, Draft] => {
    const { files, backend } = one.after?.(written) ?? { files: [], backend: null };
    if (backend !== null) closing.push(backend);
    return [id, { ...one, files: [...one.files, ...files] }];
  });
  return { drafts: new Map(complete), closing };
}

/** A plan without edits: what `assess` needs to tell. */
export function planOf({ app, drafts, inputs, drift }: Drafted): Plan {
  const all = [...drafts.values()];
  return {
    features: [...drafts.keys()],
    inputs,
    edits: [],
    ledger: all.flatMap(({ ledger }) => ledger),
    findings: [...app.findings, ...all.flatMap(({ findings }) => findings), ...drift],
    access: all.flatMap(({ access }) => access),
    secrets: all.flatMap(({ secrets }) => secrets),
  };
}

/** The request that the flags stand for. */
export function planRequest(flags: Flags, io: Io, features: readonly FeatureId[]): PlanRequest {
  return {
    cwd: cwdOf(flags, io),
    env: flags.env,
    features,
    options: {
      together: features,
      ...(flags.auth !== undefined && { auth: flags.auth }),
      ...(flags.branch !== undefined && { branch: flags.branch }),
      ...(flags.schema !== undefined && { schema: flags.schema }),
      ...(flags.bucket !== undefined && { bucket: flags.bucket }),
      ...(flags.tables !== undefined && { tables: flags.tables }),
      ...(flags.table.size > 0 && { table: flags.table }),
    },
  };
}
