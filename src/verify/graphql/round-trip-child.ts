/**
 * The process that runs the emitted `defineData` module. It has no credentials, and answers one request: what the schema of the module means, against what the Gen 1 schema means.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readTypeScript } from '../child-packages.js';
import { compareApis } from './compare-apis.js';
import { dataApi, gen1Api } from './gen1-api.js';
import { type RoundTripReply, type RoundTripRequest } from './round-trip-protocol.js';
import { functionNames } from './round-trip-functions.js';
import { definedDataOf } from './round-trip-schema.js';

async function answer({ folder, entry, projectRoot, gen1 }: RoundTripRequest): Promise<RoundTripReply> {
  // Not before the module is loaded is it the builder that refuses: a package may be missing, or too old.
  let isCode = false;
  try {
    await readTypeScript();
    const module: unknown = await import(pathToFileURL(join(folder, entry)).href);
    isCode = true;
    const { sdl, functions } = definedDataOf(module);
    isCode = false;
    const moved = await functionNames(functions, folder);
    const before = await gen1Api(gen1, projectRoot);
    const { defaultMode, additionalModes = [] } = gen1;
    const after = await dataApi({ sdl, defaultMode, additionalModes }, projectRoot, moved);
    return { kind: 'compared', sdl, differences: compareApis(before, after) };
  } catch (error) {
    return { kind: 'failed', problem: error instanceof Error ? error.message : String(error), isCode };
  }
}

process.once('message', (request: RoundTripRequest) => {
  void answer(request).then((reply) => {
    process.send?.(reply, () => {
      process.disconnect();
    });
  });
});
