import { type SynthWorker } from '../verify/synth.js';

/** One stream that a run writes to. */
export interface Output {
  readonly isTTY: boolean;
  /** The width of the terminal; undefined when there is none. */
  readonly columns: number | undefined;
  write(text: string): void;
}

/** The world of a run, so that tests can run the whole command line without a process of its own. */
export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** A process that has loaded the packages of Gen 2, for many proofs. Unset: each starts one of its own. */
  readonly synthWorker?: SynthWorker;
}

/** The streams of this process. */
export function nodeIo(): Io {
  return {
    stdout: outputOf(process.stdout),
    stderr: outputOf(process.stderr),
    env: process.env,
    cwd: process.cwd(),
  };
}

function outputOf(stream: NodeJS.WriteStream): Output {
  let closed = false;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // Whoever reads may stop early, as `head` does: that is no failure of ours, and there is nobody to tell.
    if (error.code !== 'EPIPE') throw error;
    closed = true;
  });
  return {
    isTTY: stream.isTTY,
    columns: stream.isTTY ? stream.columns : undefined,
    write: (text) => {
      if (!closed) stream.write(text);
    },
  };
}

/** The width of a report: that of the terminal, or a fixed one, so that files and logs do not vary. */
export function widthOf({ isTTY, columns }: Output): number {
  return isTTY && columns !== undefined && columns > 0 ? Math.max(columns, 40) : 100;
}
