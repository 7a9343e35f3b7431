import { type Gen1App } from '../../../src/core/gen1-app.js';
import { type JsonNode, at, leavesOf, stringAt } from '../../../src/core/json.js';
import { type Leaf } from '../../../src/core/origin.js';

/** What AppSync calls an API. */
const API_ID = /^[a-z0-9]{26}$/;

/**
 * The id of the API by environment, as far as the repository holds it: what the CLI remembers of the environment that
 * was pulled last, and names of tables among the values of an environment, which functions are given.
 * The host of the endpoint is another id.
 */
export function apiIds(
  app: Gen1App,
  api: string,
  models: readonly string[],
): ReadonlyMap<string, Leaf<string>> {
  const ids = new Map<string, Leaf<string>>();
  const deployed = deployedId(app, api);
  if (deployed) ids.set(deployed.environment, deployed.id);
  for (const { name, teamProvider } of app.environments) {
    const found = teamProvider && !ids.has(name) ? idInTableNames(teamProvider, name, models) : null;
    if (found) ids.set(name, found);
  }
  return ids;
}

/** amplify-meta.json is of one environment only, which its stack names; backend-config.json does not say which. */
function deployedId(app: Gen1App, api: string): { environment: string; id: Leaf<string> } | null {
  const meta = app.documents.amplifyMeta ?? undefined;
  const stack = stringAt(meta, 'providers', 'awscloudformation', 'StackName');
  const places = [
    { document: meta, environment: environmentOf(app, stack) },
    { document: app.documents.backendConfig ?? undefined, environment: onlyEnvironment(app) },
  ];
  for (const { document, environment } of places) {
    const node = at(document, 'api', api, 'output', 'GraphQLAPIIdOutput');
    if (environment === undefined || node?.kind !== 'scalar' || typeof node.value !== 'string') continue;
    if (API_ID.test(node.value)) return { environment, id: { value: node.value, origin: node.origin } };
  }
  return null;
}

function onlyEnvironment({ environments }: Gen1App): string | undefined {
  return environments.length === 1 ? environments[0]?.name : undefined;
}

/** Gen 1 calls the root stack `amplify-<project>-<environment>-<suffix>`. */
function environmentOf(app: Gen1App, stack: string | undefined): string | undefined {
  const name = stack === undefined ? undefined : /-([a-z0-9]{2,10})-[0-9a-f]{5,14}$/.exec(stack)?.[1];
  const known = app.environments.find((environment) => environment.name === name);
  return known?.name ?? onlyEnvironment(app);
}

function idInTableNames(
  values: JsonNode,
  environment: string,
  models: readonly string[],
): Leaf<string> | null {
  const known = new Set(models);
  for (const leaf of leavesOf(values)) {
    if (leaf.kind !== 'scalar' || typeof leaf.value !== 'string') continue;
    const [, model = '', id, suffix] = /^(\w+)-([a-z0-9]{26})-([a-z0-9]+)$/.exec(leaf.value) ?? [];
    if (id !== undefined && suffix === environment && known.has(model))
      return { value: id, origin: leaf.origin };
  }
  return null;
}
