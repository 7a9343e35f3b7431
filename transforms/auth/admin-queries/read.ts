import { type Gen1App } from '../../../src/core/gen1-app.js';
import { type JsonNode, at, itemsOf, membersOf, stringAt } from '../../../src/core/json.js';
import { readOverrides } from '../override/index.js';
import { readLambda } from '../../shared/lambda/read.js';
import { type AdminQueriesApi, type AdminQueriesModel } from './model.js';

/** Gen 1's fixed name of the API; its function is called `AdminQueries` and eight digits. */
const API = 'AdminQueries';
const FUNCTION = /^AdminQueries[0-9a-f]*$/;

/**
 * Reads the admin queries; null when the project has none.
 * @param group `adminQueryGroup` of the pool's settings
 * @throws MigrateError when one of their documents is not JSON
 */
export async function readAdminQueries(
  app: Gen1App,
  group: string | undefined,
): Promise<AdminQueriesModel | null> {
  const api = await readApi(app);
  const name = functionName(app, api);
  if (!api && name === null && !group) return null;
  return {
    group: group === '' ? undefined : group,
    lambda:
      name === null
        ? null
        : {
            ...(await readLambda(app, name)),
            events: [{ event: 'adminQueries', gen1: API, folder: 'admin-queries' }],
            isNamedAfterPool: true,
            modules: [],
          },
    api,
  };
}

async function readApi(app: Gen1App): Promise<AdminQueriesApi | null> {
  const resource = app.resources.find(({ category, name }) => category === 'api' && name === API);
  if (!resource) return null;
  const { folder, files } = resource;
  const json = (name: string): JsonNode | null =>
    folder === null ? null : app.files.json(`${folder}/${name}`);
  const template = files.find((file) => /^[^/]*cloudformation-template\.json$/.test(file));
  return {
    resource,
    inputs: json('cli-inputs.json'),
    template: template === undefined ? null : json(template),
    parameters: json('parameters.json'),
    override: folder === null ? null : await readOverrides(app, folder),
  };
}

/** As the API names it, and else the function that has the name. */
function functionName(app: Gen1App, api: AdminQueriesApi | null): string | null {
  const named = [...membersOf(at(api?.inputs ?? undefined, 'paths')).values()]
    .map((path) => stringAt(path, 'lambdaFunction'))
    .find((name) => name !== undefined);
  const needed = itemsOf(at(api?.resource.config ?? undefined, 'dependsOn'))
    .filter((entry) => stringAt(entry, 'category') === 'function')
    .map((entry) => stringAt(entry, 'resourceName'))
    .find((name) => name !== undefined);
  const found = app.resources.find(({ category, name }) => category === 'function' && FUNCTION.test(name));
  return named ?? needed ?? found?.name ?? null;
}
