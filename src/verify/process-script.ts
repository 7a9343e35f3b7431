import { extname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** The last folder of the path in which compiled or bundled code can stand. */
const OWN_FOLDER = /\/(?:chunks|src\/verify)\/(?!.*\/(?:chunks|src\/verify)\/).*$/;

/** A process of the proof: what node is told before the script, the script, and what the script is told. */
export interface ProcessScript {
  readonly execArgv: readonly string[];
  readonly script: string;
  readonly args: readonly string[];
}

/**
 * The file that a process of the proof runs: TypeScript, which its loader reads, or what became of it. A bundle
 * keeps such files at their places and the code around them in chunks (scripts/build.mjs). `resolve` finds the packages
 * of the project. @throws what `resolve` throws
 */
export function processScript(
  name: 'synth-worker' | 'graphql/round-trip-child',
  resolve: (packageName: string) => string,
): ProcessScript {
  const folder = import.meta.url.replace(OWN_FOLDER, '/src/verify/');
  const extension = extname(import.meta.url);
  const loader = pathToFileURL(resolve('tsx')).href;
  return {
    execArgv: extension === '.ts' ? ['--import', loader] : [],
    script: fileURLToPath(new URL(`${name}${extension}`, folder)),
    args: [pathToFileURL(resolve('@aws-amplify/backend')).href, loader],
  };
}
