import { extname } from 'node:path';

/** The last folder of the path in which compiled or bundled code can stand. */
const OWN_FOLDER = /\/(?:chunks|src\/verify)\/(?!.*\/(?:chunks|src\/verify)\/).*$/;

/**
 * The file that a process of the proof runs: TypeScript, which its loader reads, or what became of it. A bundle
 * keeps such files at their places and the code around them in chunks (scripts/build.mjs).
 */
export function processScript(name: 'synth-worker' | 'graphql/round-trip-child'): URL {
  const folder = import.meta.url.replace(OWN_FOLDER, '/src/verify/');
  return new URL(`${name}${extname(import.meta.url)}`, folder);
}
