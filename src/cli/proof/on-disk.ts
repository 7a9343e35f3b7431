import { MigrateError } from '../../core/error.js';
import { type Gen1App } from '../../core/gen1-app.js';
import { type Plan } from '../../core/plan.js';
import { findProject } from '../../gen1/find-project.js';
import { type Report, toReport } from '../../report/report.js';
import { type SynthResult } from '../../verify/synth.js';
import { type Acceptance, readAcceptances } from '../acceptances.js';
import { type Flags } from '../flags.js';
import { type Io } from '../io.js';
import {
  type Drafted,
  type PlanRequest,
  type Tell,
  draftOf,
  outRootOf,
  planOf,
  planRequest,
  readProject,
} from '../make-plan.js';
import { AVAILABLE } from '../registry.js';
import { runInfo } from '../version.js';
import { type Synthesise, besideSynthesis } from './beside-synthesis.js';
import { type Proof, type ProofRequest, proveSchema, proveSynth, proveTypes } from './prove.js';
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
}

/**
 * Plans what has moved so far with the choices that the files on disk show, to know what was announced, and
 * proves the files. @throws MigrateError when there is nothing to prove, or no way to
 */
export async function proveOnDisk(options: OnDiskOptions): Promise<OnDisk> {
  const { flags, io } = options;
  const request = planRequest(flags, io, []);
  const root = await findProject(request.cwd);
  const outRoot = outRootOf(flags, io, root);
  // A file that can't be read is said before the work, not after it.
  const place: Place = { request, root, outRoot, acceptances: await readAcceptances(outRoot) };
  return flags.level === 'synth'
    ? besideSynthesis(outRoot, io.synthWorker, (synthesise) => onDisk(options, place, synthesise))
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
  synthesise: Synthesise | null,
): Promise<OnDisk> {
  const read = await readProject(root, request, tell);
  const { app } = read;
  const branch = flags.branch ?? app.environment.name;
  const backend = synthesise?.({
    branch,
    bundle: flags.bundle,
    // Others name resources after the branch of the build; what this tool writes knows the environment by itself.
    inBuild: command === 'audit' || flags.branch !== undefined,
  });
  const tree = await readTree(outRoot);
  const features = command === 'audit' || flags.level === 'types' ? [] : [...tree.features];
  const options = { ...tree.options, ...request.options, together: features };
  const drafted = await draftOf(read, { ...request, features, options }, tell);
  const planned = planOf(drafted);
  const proof = await proved(flags.level, backend, {
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
  backend: Promise<SynthResult> | undefined,
  request: ProofRequest,
): Promise<Proof & { readonly level: Report['verified'] }> {
  const { SynthError, entryOf } = await import('../../verify/synth.js');
  try {
    entryOf(request.outRoot);
    if (backend !== undefined) return { ...(await proveSynth(request, backend)), level };
    return { ...(await (level === 'types' ? proveTypes : proveSchema)(request)), level };
  } catch (error) {
    if (!(error instanceof SynthError)) throw error;
    const { code, message, remedy, origin } = error.finding;
    if (NO_PROOF.includes(code)) throw new MigrateError(message, remedy, origin);
    return { findings: [error.finding], access: [], features: [], level: 'none' };
  }
}
