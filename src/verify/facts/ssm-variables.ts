import { type Json } from '../../core/json.js';
import { type JsonObject, isObject } from '../template.js';
import { type Deployment } from './deployment.js';
import { record, textOf } from './normal.js';

/** Where `defineFunction` keeps the paths of variables that a function reads from SSM when it starts. */
const CONFIG = 'AMPLIFY_SSM_ENV_CONFIG';

/**
 * What a Gen 2 backend keeps in SSM for itself (@aws-amplify/platform-core, parameter_path_conversions): secrets of all
 * branches, references between its parts, and secrets of one branch or sandbox; and what parameters of its own stack
 * hold. Gen 1 keeps its secrets under `/amplify/` as well, by the id of the app and the environment.
 */
export const OF_GEN2 =
  /:parameter\/amplify\/(?:shared|resource_reference|(?:[^/\s]+\/)?[^/\s]+-(?:branch|sandbox|standalone)-\w+)\//;

/** The properties of a function, its variables with the values that parameters of the deployment have for them. */
export function withParameters(properties: JsonObject, deployment: Deployment): JsonObject {
  const environment = record(properties['Environment']);
  const variables = record(environment['Variables']);
  const paths = pathsIn(textOf(variables[CONFIG]));
  if (paths.size === 0) return properties;
  const values = new Map(
    deployment
      .ofType('AWS::SSM::Parameter')
      .map((parameter) => [textOf(parameter.properties['Name']), parameter.properties['Value'] ?? null]),
  );
  const read = Object.entries(variables).map(([name, value]): [string, Json] => [
    name,
    values.get(paths.get(name) ?? '') ?? value,
  ]);
  return { ...properties, Environment: { ...environment, Variables: Object.fromEntries(read) } };
}

function pathsIn(text: string): ReadonlyMap<string, string> {
  if (!text.startsWith('{')) return new Map();
  const config = JSON.parse(text) as Json;
  if (!isObject(config)) return new Map();
  return new Map(Object.entries(config).map(([name, entry]) => [name, textOf(record(entry)['path'])]));
}
