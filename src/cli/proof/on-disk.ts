import { MigrateError } from '../../core/error.js';
import { type Gen1App } from '../../core/gen1-app.js';
import { type Plan } from '../../core/plan.js';
import { findProject } from '../../gen1/find-project.js';
import { type Report, toReport } from '../../report/report.js';
import { type SynthWorker } from '../../verify/synth.js';
import { type Flags } from '../flags.js';
import { type Io } from '../io.js';
import { type Drafted, draft, outRootOf, planOf, planRequest, type Tell } from '../make-plan.js';
import { AVAILABLE } from '../registry.js';
import { runInfo } from '../version.js';
import { type Proof, type ProofRequest, proveSchema, proveSynth, proveTypes } from './prove.js';
import { readTree } from './tree.js';

/** What is on disk, held against Gen 1. */
export interface OnDisk {
  readonly app: Gen1App;
  readonly plan: Plan;
  readonly report: Report;
  readonly outRoot: string;
}

export interface OnDiskOptions {
  readonly flags: Flags;
  readonly io: Io;
  /** `audit`: somebody else has written the files, so that no plan announces a difference. */
  readonly command: 'verify' | 'audit';
  readonly tell: Tell;
}

const PROOFS: Readonly<Record<Flags['level'], (request: ProofRequest) => Promise<Proof>>> = {
  types: proveTypes,
  schema: proveSchema,
  synth: proveSynth,
};

/**
 * Plans what has moved so far with the choices that the files on disk show, to know what was announced, and
 * proves the files. @throws MigrateError when there is nothing to prove, or no way to
 */
export async function proveOnDisk(options: OnDiskOptions): Promise<OnDisk> {
  const { flags, io } = options;
  const outRoot = outRootOf(flags, io, await findProject(planRequest(flags, io, []).cwd));
  const { SynthWorker } = await import('../../verify/synth.js');
  const worker = new SynthWorker(outRoot);
  // Node and its loader need as long as the plan.
  if (flags.level === 'synth') worker.start();
  try {
    return await onDisk(options, outRoot, worker);
  } finally {
    await worker.close();
  }
}

async function onDisk(
  { flags, io, command, tell }: OnDiskOptions,
  outRoot: string,
  worker: SynthWorker,
): Promise<OnDisk> {
  const request = planRequest(flags, io, []);
  const tree = await readTree(outRoot);
  const features = command === 'audit' || flags.level === 'types' ? [] : [...tree.features];
  const options = { ...tree.options, ...request.options, together: features };
  const drafted = await draft({ ...request, features, options }, tell);
  const planned = planOf(drafted);
  const proof = await proved(flags.level, {
    app: drafted.app,
    outRoot,
    // What nobody plans can be moved by hand all the same.
    features: [...AVAILABLE, 'rest'],
    plan: command === 'audit' ? null : planned,
    planned: textsOf(drafted),
    synth: {
      branch: flags.branch ?? drafted.app.environment.name,
      bundle: flags.bundle,
      // Others name resources after the branch of the build; what this tool writes knows the environment by itself.
      inBuild: command === 'audit' || flags.branch !== undefined,
    },
    worker,
    tell,
  });
  const plan = {
    ...planned,
    features: proof.features,
    findings: [...drafted.app.findings, ...proof.findings],
    access: proof.access,
  };
  return {
    app: drafted.app,
    plan,
    outRoot,
    report: {
      ...toReport(plan, runInfo(drafted.app, io.cwd), proof.level),
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
  request: ProofRequest,
): Promise<Proof & { readonly level: Report['verified'] }> {
  const { SynthError, entryOf } = await import('../../verify/synth.js');
  try {
    entryOf(request.outRoot);
    return { ...(await PROOFS[level](request)), level };
  } catch (error) {
    if (!(error instanceof SynthError)) throw error;
    const { code, message, remedy, origin } = error.finding;
    if (NO_PROOF.includes(code)) throw new MigrateError(message, remedy, origin);
    return { findings: [error.finding], access: [], features: [], level: 'none' };
  }
}
