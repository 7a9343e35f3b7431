import { MigrateError } from '../../core/error.js';
import { type Gen1App } from '../../core/gen1-app.js';
import { type Plan } from '../../core/plan.js';
import { findProject } from '../../gen1/find-project.js';
import { type Report, toReport } from '../../report/report.js';
import { type SynthProcess } from '../../verify/synth-process.js';
import { type Acceptance, readAcceptances } from '../acceptances.js';
import { type Flags } from '../flags.js';
import { gen1ApiSide } from '../gen1-api.js';
import { type Io } from '../io.js';
import {
  type Drafted,
  type PlanRequest,
  type Tell,
  draftOf,
  planOf,
  planRequest,
  readProject,
} from '../make-plan.js';
import { outRootOf } from '../place.js';
import { AVAILABLE } from '../registry.js';
import { runInfo } from '../version.js';
import { type Synthesis, besideSynthesis } from './beside-synthesis.js';
import {
  type Proof,
  type ProofRequest,
  type Synthesised,
  proveSchema,
  proveSynth,
  proveTypes,
} from './prove.js';
import { readTree } from './tree.js';

/** What is on disk, held against Gen 1. */
export interface OnDisk {
  readonly app: Gen1App;
  readonly plan: Plan;
  readonly report: Report;
  readonly outRoot: string;
  /** What the project has accepted so far. */
  readonly acceptances: readonly Acceptance[];
}

export interface OnDiskOptions {
  readonly flags: Flags;
  readonly io: Io;
  /** `audit`: somebody else has written the files, so that no plan announces a difference. */
  readonly command: 'verify' | 'audit';
  readonly tell: Tell;
  /** A process that has been started for the backend already. */
  readonly started?: SynthProcess | null;
}

/**
 * Plans what has moved so far with the choices that the files on disk show, to know what was announced, and
 * proves the files. @throws MigrateError when there is nothing to prove, or no way to
 */
export async function proveOnDisk(options: OnDiskOptions): Promise<OnDisk> {
  const { flags, io, started = null } = options;
  const request = planRequest(flags, io, []);
  const root = await findProject(request.cwd);
  const outRoot = outRootOf(flags, io, root);
  // A file that can't be read is said before the work, not after it.
  const place: Place = { request, root, outRoot, acceptances: await readAcceptances(outRoot) };
  return flags.level === 'synth'
    ? besideSynthesis(outRoot, { worker: io.synthWorker, started }, (synthesis) =>
        onDisk(options, place, synthesis),
      )
    : onDisk(options, place, null);
}

/** What is asked for, and where: the folders of Gen 1 and of Gen 2. */
interface Place {
  readonly request: PlanRequest;
  readonly root: string;
  readonly outRoot: string;
  readonly acceptances: readonly Acceptance[];
}

async function onDisk(
  { flags, io, command, tell }: OnDiskOptions,
  { request, root, outRoot, acceptances }: Place,
  synthesis: Synthesis | null,
): Promise<OnDisk> {
  const read = await readProject(root, request, tell);
  const { app } = read;
  const branch = flags.branch ?? app.environment.name;
  const synthesised =
    synthesis &&
    (await begun(synthesis, app, {
      branch,
      bundle: flags.bundle,
      // Others name resources after the branch of the build; what this tool writes knows the environment by itself.
      inBuild: command === 'audit' || flags.branch !== undefined,
    }));
  const tree = await readTree(outRoot);
  const features = command === 'audit' || flags.level === 'types' ? [] : [...tree.features];
  const options = { ...tree.options, ...request.options, together: features };
  const drafted = await draftOf(read, { ...request, features, options }, tell);
  const planned = planOf(drafted);
  const proof = await proved(flags.level, synthesised, {
    app,
    outRoot,
    // What nobody plans can be moved by hand all the same.
    features: [...AVAILABLE, 'rest'],
    plan: command === 'audit' ? null : planned,
    planned: textsOf(drafted),
    branch,
    tell,
  });
  const plan = {
    ...planned,
    features: proof.features,
    findings: [...app.findings, ...proof.findings],
    access: proof.access,
  };
  return {
    app,
    plan,
    outRoot,
    acceptances,
    report: {
      ...toReport(plan, runInfo(app, io.cwd), proof.level),
      ...(proof.compared && { compared: proof.compared }),
    },
  };
}

/** Asks for both sides ahead of all other work, Gen 1's before any code of the backend has run. */
async function begun(
  synthesis: Synthesis,
  app: Gen1App,
  options: Parameters<Synthesis['backend']>[0],
): Promise<Synthesised> {
  const side = await gen1ApiSide(app);
  const api = side && { side, result: synthesis.gen1Api(side.input) };
  return { api, backend: synthesis.backend(options) };
}

function textsOf({ drafts }: Drafted): Map<string, string> {
  const files = [...drafts.values()].flatMap((one) => one.files);
  return new Map(
    files.flatMap(({ path, content }) => (typeof content === 'string' ? [[path, content] as const] : [])),
  );
}

/** Why there can be no proof at all; what else goes wrong with a backend is what the proof has found. */
const NO_PROOF: readonly string[] = ['AM8003', 'AM8005'];

async function proved(
  level: Flags['level'],
  synthesised: Synthesised | null,
  request: ProofRequest,
): Promise<Proof & { readonly level: Report['verified'] }> {
  const { SynthError, entryOf } = await import('../../verify/synth.js');
  try {
    entryOf(request.outRoot);
    if (synthesised !== null) return { ...(await proveSynth(request, synthesised)), level };
    return { ...(await (level === 'types' ? proveTypes : proveSchema)(request)), level };
  } catch (error) {
    if (!(error instanceof SynthError)) throw error;
    const { code, message, remedy, origin } = error.finding;
    if (NO_PROOF.includes(code)) throw new MigrateError(message, remedy, origin);
    return { findings: [error.finding], access: [], features: [], level: 'none' };
  }
}
