import { type PlanOptions } from '../../../src/core/feature.js';
import { type Gen1App, type Gen1Resource } from '../../../src/core/gen1-app.js';
import { stringAt } from '../../../src/core/json.js';
import { functionsOfAuth } from '../triggers/of-auth.js';
import { exportNames, folderNames } from './names.js';

/** The resources of the function category by what becomes of them. */
export interface FunctionCategory {
  /** Functions that nothing else moves. */
  readonly functions: readonly Gen1Resource[];
  readonly layers: readonly Gen1Resource[];
  /** What Gen 1 does not deploy: listed without a folder, or a folder that nothing lists. */
  readonly left: readonly Gen1Resource[];
}

/** Where Gen 2 has a function: the constant that a module exports, and the folder of the module. */
export interface FunctionPlace {
  readonly key: string;
  /** Relative to the output root. */
  readonly folder: string;
}

/** Sorts the function category, without what moves with the user pool. @throws MigrateError */
export function functionCategory(app: Gen1App): FunctionCategory {
  const ofAuth = new Set(functionsOfAuth(app).map(({ functionName }) => functionName));
  const all = app.resources.filter(({ category, name }) => category === 'function' && !ofAuth.has(name));
  const deployed = all.filter((resource) => isDeployed(app, resource));
  return {
    functions: deployed.filter((resource) => !isLayer(resource)),
    layers: deployed.filter(isLayer),
    left: all.filter((resource) => !deployed.includes(resource)),
  };
}

/** Where the functions feature puts functions and layers, by their Gen 1 names. */
export function functionPlaces({
  functions,
  layers,
}: Pick<FunctionCategory, 'functions' | 'layers'>): ReadonlyMap<string, FunctionPlace> {
  const folders = folderNames([...functions, ...layers].map(({ name }) => name));
  const keys = exportNames(functions.map(({ name }) => name));
  return new Map(
    functions.map(({ name }) => [
      name,
      { key: keys.get(name) ?? name, folder: `amplify/functions/${folders.get(name) ?? name}` },
    ]),
  );
}

/** Functions that Gen 2 has, by the names of their Gen 1 resources: moved in this run, or by an earlier one. */
export function functionsOfGen2(app: Gen1App, { together }: PlanOptions): ReadonlyMap<string, FunctionPlace> {
  const places = [...functionPlaces(functionCategory(app))];
  if (together?.includes('functions')) return new Map(places);
  return new Map(places.filter(([, { folder }]) => app.files.text(`${folder}/resource.ts`) !== null));
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
