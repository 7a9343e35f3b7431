import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type SynthOptions, type SynthResult, type SynthWorker } from '../../verify/synth.js';

/** Begins the synthesis; what is wrong with the backend is heard by whoever waits for it. */
export type Synthesise = (options: Omit<SynthOptions, 'outDir' | 'env'>) => Promise<SynthResult>;

/**
 * Works beside the process that synthesises the backend of `outRoot`. It is started at once, since node and its loader
 * need as long as the settings of Gen 1, and ends with the work, as does the folder that it writes to. A process that
 * is `running` already is taken as it is, and goes on.
 */
export async function besideSynthesis<T>(
  outRoot: string,
  running: SynthWorker | undefined,
  work: (synthesise: Synthesise) => Promise<T>,
): Promise<T> {
  const { SynthWorker } = await import('../../verify/synth.js');
  const worker = running ?? new SynthWorker(outRoot);
  worker.start();
  const outDir = await mkdtemp(join(tmpdir(), 'amplify-migrate-verify-'));
  try {
    return await work((options) => {
      const backend = worker.synthesise(outRoot, { ...options, outDir });
      // It may fail long before anybody waits for it, which is no rejection that nobody handles.
      backend.catch(() => undefined);
      return backend;
    });
  } finally {
    if (running === undefined) await worker.close();
    await rm(outDir, { recursive: true, force: true });
  }
}
