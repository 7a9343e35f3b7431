import { type Gen1App } from '../../../src/core/gen1-app.js';
import { type JsonNode } from '../../../src/core/json.js';
import { readOverrides } from '../override/index.js';
import { readLambda } from '../../shared/lambda/read.js';
import { ADMIN_QUERIES_API, adminQueriesFunction } from '../../shared/triggers/of-auth.js';
import { type AdminQueriesApi, type AdminQueriesModel } from './model.js';

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
  const name = adminQueriesFunction(app, api?.resource ?? null, api?.inputs ?? null);
  if (!api && name === null && !group) return null;
  return {
    group: group === '' ? undefined : group,
    lambda:
      name === null
        ? null
        : {
            ...(await readLambda(app, name)),
            events: [{ event: 'adminQueries', gen1: ADMIN_QUERIES_API, folder: 'admin-queries' }],
            isNamedAfterPool: true,
            modules: [],
          },
    api,
  };
}

async function readApi(app: Gen1App): Promise<AdminQueriesApi | null> {
  const resource = app.resources.find(
    ({ category, name }) => category === 'api' && name === ADMIN_QUERIES_API,
  );
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
