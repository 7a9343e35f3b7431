import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A folder that goes when the run ends. */
    readonly runFolder: string;
  }
}

/** Below node_modules, so that cases find our devDependencies, and git does not find the cases. */
const CACHE = fileURLToPath(new URL('../node_modules/.cache/amplify-migrate-test/', import.meta.url));

/** Makes the folder of a run before its first test. @returns what removes it after the last */
export default async function runFolder(project: TestProject): Promise<() => Promise<void>> {
  await mkdir(CACHE, { recursive: true });
  const folder = await mkdtemp(join(CACHE, 'run-'));
  project.provide('runFolder', folder);
  return () => rm(folder, { recursive: true, force: true });
}
