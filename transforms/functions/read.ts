import { type Gen1App, type Gen1Resource } from '../../src/core/gen1-app.js';
import { stringAt } from '../../src/core/json.js';
import { readLambda } from '../shared/lambda/read.js';
import { functionsOfAuth, isImportedPool } from '../shared/triggers/of-auth.js';
import { readLayer } from './layers/read.js';
import { type AuthFunction, type FunctionModel, type FunctionsModel } from './model.js';
import { readSurroundings } from './references/surroundings.js';

/** Reads the function category; null when the project has nothing there but what moves with the user pool. */
export async function readFunctions(app: Gen1App): Promise<FunctionsModel | null> {
  const resources = app.resources.filter(({ category }) => category === 'function');
  if (resources.length === 0) return null;
  const ofAuth = authFunctions(app, resources);
  const others = resources.filter(({ name }) => !ofAuth.some(({ functionName }) => functionName === name));
  if (others.length === 0) return null;
  const functions: FunctionModel[] = [];
  for (const resource of others.filter((one) => isDeployed(app, one) && !isLayer(one))) {
    functions.push({ ...(await readLambda(app, resource.name)), resource });
  }
  const layers = others.filter((one) => isDeployed(app, one) && isLayer(one));
  return {
    functions,
    layers: await Promise.all(layers.map((resource) => readLayer(app, resource))),
    ofAuth,
    left: others.filter((one) => !isDeployed(app, one)),
    isPoolImported: isImportedPool(app),
    surroundings: readSurroundings(app),
  };
}

function authFunctions(app: Gen1App, resources: readonly Gen1Resource[]): AuthFunction[] {
  return functionsOfAuth(app).flatMap((one) => {
    const resource = resources.find(({ name }) => name === one.functionName);
    return resource ? [{ ...one, resource }] : [];
  });
}

/**
 * Gen 1 deploys what backend-config.json lists, and needs the folder for it. A project without that document
 * has the folders only.
 */
function isDeployed(app: Gen1App, { folder, config }: Gen1Resource): boolean {
  return folder !== null && (config !== null || app.documents.backendConfig === null);
}

function isLayer({ config, files }: Gen1Resource): boolean {
  const isListed = stringAt(config ?? undefined, 'service') === 'LambdaLayer';
  return isListed || files.some((file) => /^layer-(?:configuration|parameters)\.json$/.test(file));
}
