import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

/** Below node_modules, so that projects find our devDependencies, and git does not find the projects. */
const CACHE = fileURLToPath(new URL('../node_modules/.cache/amplify-migrate-test/', import.meta.url));

/**
 * A folder whose projects have the packages of Gen 2 installed. Call it at the top level of a file: the folder
 * is gone after its last test.
 */
export function installedFolder(): () => Promise<string> {
  let folder: Promise<string> | undefined;
  afterAll(async () => {
    if (folder) await rm(await folder, { recursive: true, force: true });
  });
  return () => (folder ??= mkdir(CACHE, { recursive: true }).then(() => mkdtemp(join(CACHE, 'cli-'))));
}
