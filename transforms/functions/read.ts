import { type Gen1App, type Gen1Resource } from '../../src/core/gen1-app.js';
import { functionCategory } from '../shared/lambda/places.js';
import { readLambda } from '../shared/lambda/read.js';
import { functionsOfAuth, isImportedPool } from '../shared/triggers/of-auth.js';
import { readLayer } from './layers/read.js';
import { CONSTRUCT } from '../shared/references/neighbours.js';
import { type AuthFunction, type FunctionModel, type FunctionsModel } from './model.js';
import { readSurroundings } from '../shared/references/surroundings.js';

/** Reads the function category; null when the project has nothing there but what moves with the user pool. */
export async function readFunctions(app: Gen1App): Promise<FunctionsModel | null> {
  const resources = app.resources.filter(({ category }) => category === 'function');
  if (resources.length === 0) return null;
  const ofAuth = authFunctions(app, resources);
  const { functions: lambdas, layers, left } = functionCategory(app);
  if (lambdas.length + layers.length + left.length === 0) return null;
  const functions: FunctionModel[] = [];
  for (const resource of lambdas) functions.push({ ...(await readLambda(app, resource.name)), resource });
  return {
    functions,
    layers: await Promise.all(layers.map((resource) => readLayer(app, resource))),
    ofAuth,
    left,
    isPoolImported: isImportedPool(app),
    surroundings: readSurroundings(app),
    hasConstruct: app.files.text(CONSTRUCT) !== null,
  };
}

function authFunctions(app: Gen1App, resources: readonly Gen1Resource[]): AuthFunction[] {
  return functionsOfAuth(app).flatMap((one) => {
    const resource = resources.find(({ name }) => name === one.functionName);
    return resource ? [{ ...one, resource }] : [];
  });
}
