import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Gen1ApiInput } from '../../verify/graphql/gen1-input.js';
import { type SynthProcess } from '../../verify/synth-process.js';
import { type SynthOptions, type SynthResult, type SynthWorker } from '../../verify/synth.js';

/** What the process beside this one makes. Whoever waits for it hears what is wrong. */
export interface Synthesis {
  /** The GraphQL API of Gen 1. @throws Error when the transformers refuse the schema */
  gen1Api(input: Gen1ApiInput): Promise<SynthResult>;
  /** The backend on disk. @throws SynthError */
  backend(options: Omit<SynthOptions, 'outDir' | 'env'>): Promise<SynthResult>;
}

/** What synthesises: a worker for many proofs, which goes on, or a process for this one, which may run already. */
export interface Synthesiser {
  readonly worker: SynthWorker | undefined;
  readonly started: SynthProcess | null;
}

/**
 * Works beside the process that synthesises the backend of `outRoot`. It ends with the work, as does the folder that
 * it writes to.
 */
export async function besideSynthesis<T>(
  outRoot: string,
  { worker: running, started }: Synthesiser,
  work: (synthesis: Synthesis) => Promise<T>,
): Promise<T> {
  const { SynthWorker } = await import('../../verify/synth.js');
  const worker = running ?? new SynthWorker(outRoot, process.env, started);
  const close = async (): Promise<void> => {
    if (running === undefined) await worker.close();
  };
  const folder = await mkdtemp(join(tmpdir(), 'amplify-migrate-verify-'));
  try {
    return await work({
      gen1Api: (input) => heardLater(worker.gen1Api(outRoot, input, join(folder, 'gen1'))),
      // The backend is the last that is asked for: what follows needs no process beside it.
      backend: (options) =>
        heardLater(
          worker.synthesise(outRoot, { ...options, outDir: join(folder, 'gen2') }).finally(() => {
            void close();
          }),
        ),
    });
  } finally {
    await close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** It may fail long before anybody waits for it, which is no rejection that nobody handles. */
function heardLater<T>(result: Promise<T>): Promise<T> {
  result.catch(() => undefined);
  return result;
}
