import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAssembly } from '../assembly.js';
import { type ApiFacts, type SynthesisedApi, apiFacts } from './api-facts.js';
import { type Gen1ApiInput } from './gen1-input.js';
import { withoutSandboxIam } from './gen1-sandbox.js';
import { loadPackages } from './packages.js';
import { synthesiseDataApi, synthesiseGen1Api } from './synthesise-api.js';

export * from './gen1-input.js';

/**
 * What Gen 1 deploys for an API, synthesised in this process. `projectRoot` is where the packages are found; by
 * default where this module finds them.
 * @throws Error when the transformers refuse the schema
 */
export async function gen1Api(input: Gen1ApiInput, projectRoot?: string): Promise<ApiFacts> {
  const packages = loadPackages(projectRoot);
  return inFolder(async (outDir) => {
    synthesiseGen1Api(packages, input, outDir);
    return gen1ApiFactsOf(input, { outDir, stacks: await readAssembly(outDir) });
  });
}

/** The same for an API that another process has synthesised. */
export async function gen1ApiFactsOf(input: Gen1ApiInput, synthesised: SynthesisedApi): Promise<ApiFacts> {
  const facts = await apiFacts(synthesised);
  return input.sandbox === true ? withoutSandboxIam(facts, input) : facts;
}

/**
 * What `defineData` deploys for SDL of Gen 2's directives: the same transformers with the settings that it gives
 * them. The modes are Gen 1's. `functions`: Gen 1's names of the functions that Gen 2 deploys, by the names that the
 * SDL has for them.
 * @throws Error when the transformers refuse the schema
 */
export async function dataApi(
  input: Omit<Gen1ApiInput, 'flags'>,
  projectRoot?: string,
  functions: Readonly<Record<string, string>> = {},
): Promise<ApiFacts> {
  const packages = loadPackages(projectRoot);
  return inFolder(async (outDir) => {
    synthesiseDataApi(packages, input, functions, outDir);
    return apiFacts({ outDir, stacks: await readAssembly(outDir) });
  });
}

async function inFolder(work: (outDir: string) => Promise<ApiFacts>): Promise<ApiFacts> {
  const outDir = await mkdtemp(join(tmpdir(), 'amplify-migrate-api-'));
  try {
    return await work(outDir);
  } finally {
    await rm(outDir, { recursive: true, force: true });
  }
}
