import { findProject } from '../../gen1/find-project.js';
import { type SynthProcess } from '../../verify/synth-process.js';
import { type Flags } from '../flags.js';
import { type Io } from '../io.js';
import { type Invocation } from '../parse.js';
import { cwdOf, outRootOf } from '../place.js';
import { UsageError } from '../usage-error.js';

/** `verify`: what is on disk is held against Gen 1; what the plan announces is told as the plan tells it. */
export function verify(invocation: Invocation, io: Io): Promise<number> {
  return prove(invocation, io, 'verify');
}

/** `audit`: the same for files that something else has written, so that every difference is news. */
export function audit(invocation: Invocation, io: Io): Promise<number> {
  return prove(invocation, io, 'audit');
}

async function prove({ flags }: Invocation, io: Io, command: 'verify' | 'audit'): Promise<number> {
  if (flags.write) throw new UsageError(`${command} writes nothing: --write needs a feature`);
  const started = await startAhead(flags, io);
  try {
    const { proveAndTell } = await import('../proof/prove-and-tell.js');
    return await proveAndTell({ flags, io, command, started });
  } finally {
    await started?.stop();
  }
}

/**
 * The process that synthesises loads packages for longer than everything else takes, so that it is started before this
 * one loads its own code. What is wrong with the packages is told by the proof.
 */
async function startAhead(flags: Flags, io: Io): Promise<SynthProcess | null> {
  if (flags.level !== 'synth' || io.synthWorker !== undefined) return null;
  const { MissingPackage, SynthProcess: Process } = await import('../../verify/synth-process.js');
  const outRoot = outRootOf(flags, io, await findProject(cwdOf(flags, io)));
  try {
    return Process.start(outRoot);
  } catch (error) {
    if (!(error instanceof MissingPackage)) throw error;
    return null;
  }
}
