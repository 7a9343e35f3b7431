import { resolve } from 'node:path';
import { type Flags } from './flags.js';
import { type Io } from './io.js';

/** Where to look for the project; absolute. */
export function cwdOf({ cwd }: Flags, io: Io): string {
  return resolve(io.cwd, cwd ?? '.');
}

/** The folder of the Gen 2 files. */
export function outRootOf({ out }: Flags, io: Io, projectRoot: string): string {
  return out === undefined ? projectRoot : resolve(io.cwd, out);
}
