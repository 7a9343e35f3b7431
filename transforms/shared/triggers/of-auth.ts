import { type Gen1App, type Gen1Resource } from '../../../src/core/gen1-app.js';
import { type JsonNode, at, itemsOf, membersOf, stringAt } from '../../../src/core/json.js';
import { wiringOf } from './wiring.js';

/** The name in `auth` of backend-config.json that is the groups of the pool, and no pool. */
const GROUPS = 'userPoolGroups';

/** The auth resources of the project; the first one is migrated, those that are deployed before others. */
export function poolResources(app: Gen1App): readonly Gen1Resource[] {
  return app.resources
    .filter(({ category, name }) => category === 'auth' && name !== GROUPS)
    .sort((a, b) => Number(b.config !== null) - Number(a.config !== null));
}

/** Gen 1's fixed name of the API; its function is called `AdminQueries` and eight digits. */
export const ADMIN_QUERIES_API = 'AdminQueries';
const ADMIN_QUERIES_FUNCTION = /^AdminQueries[0-9a-f]*$/;

/**
 * The function behind the admin queries, as their API names it, and else the function that has the name.
 * @param inputs cli-inputs.json of the API
 */
export function adminQueriesFunction(
  app: Gen1App,
  api: Gen1Resource | null,
  inputs: JsonNode | null,
): string | null {
  const named = [...membersOf(at(inputs ?? undefined, 'paths')).values()]
    .map((path) => stringAt(path, 'lambdaFunction'))
    .find((name) => name !== undefined);
  const needed = itemsOf(at(api?.config ?? undefined, 'dependsOn'))
    .filter((entry) => stringAt(entry, 'category') === 'function')
    .map((entry) => stringAt(entry, 'resourceName'))
    .find((name) => name !== undefined);
  const found = app.resources.find(
    ({ category, name }) => category === 'function' && ADMIN_QUERIES_FUNCTION.test(name),
  );
  return named ?? needed ?? found?.name ?? null;
}

/** A function that moves with the user pool: its name, and what it is called in amplify/backend.ts. */
export interface FunctionOfAuth {
  readonly functionName: string;
  readonly key: string;
  readonly from: string;
}

/** The functions of a project that move with its user pool. @throws MigrateError when a document is not JSON */
export function functionsOfAuth(app: Gen1App): readonly FunctionOfAuth[] {
  const found = new Map<string, FunctionOfAuth>();
  const [pool] = poolResources(app);
  const settings = pool && settingsOf(app, pool);
  for (const { trigger, functionName } of settings ? wiringOf(app, pool.name, settings).connections : []) {
    if (found.has(functionName)) continue;
    found.set(functionName, {
      functionName,
      key: trigger.event,
      from: `./auth/${trigger.folder}/resource`,
    });
  }
  const api = app.resources.find(({ category, name }) => category === 'api' && name === ADMIN_QUERIES_API);
  const inputs = api?.folder ? app.files.json(`${api.folder}/cli-inputs.json`) : null;
  const adminQueries = adminQueriesFunction(app, api ?? null, inputs);
  if (adminQueries !== null && !found.has(adminQueries)) {
    found.set(adminQueries, {
      functionName: adminQueries,
      key: 'adminQueries',
      from: './auth/admin-queries/resource',
    });
  }
  return [...found.values()];
}

/** True when the user pool stays the one of Gen 1 because another project has made it. */
export function isImportedPool(app: Gen1App): boolean {
  const [pool] = poolResources(app);
  const settings = pool && settingsOf(app, pool);
  return settings !== undefined && stringAt(settings, 'serviceType') === 'imported';
}

function settingsOf(app: Gen1App, pool: Gen1Resource): JsonNode | undefined {
  const folder = pool.folder ?? `amplify/backend/auth/${pool.name}`;
  const inputs = app.files.json(`${folder}/cli-inputs.json`);
  if (inputs) return at(inputs, 'cognitoConfig') ?? inputs;
  return app.files.json(`${folder}/parameters.json`) ?? undefined;
}
