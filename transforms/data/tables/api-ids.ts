import { type Gen1App } from '../../../src/core/gen1-app.js';
import { type JsonNode, at, leavesOf } from '../../../src/core/json.js';
import { type Leaf } from '../../../src/core/origin.js';
import { metaOf } from '../../shared/amplify-meta.js';

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

/** backend-config.json does not say of which environment its outputs are. */
function deployedId(app: Gen1App, api: string): { environment: string; id: Leaf<string> } | null {
  const [only] = app.environments.length === 1 ? app.environments : [];
  const places = [
    ...app.environments.map((environment) => ({ environment, document: metaOf(app, environment) })),
    ...(only ? [{ environment: only, document: app.documents.backendConfig ?? undefined }] : []),
  ];
  for (const { document, environment } of places) {
    const node = at(document, 'api', api, 'output', 'GraphQLAPIIdOutput');
    if (node?.kind !== 'scalar' || typeof node.value !== 'string') continue;
    if (API_ID.test(node.value))
      return { environment: environment.name, id: { value: node.value, origin: node.origin } };
  }
  return null;
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
