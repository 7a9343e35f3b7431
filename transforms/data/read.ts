import { type Finding, finding } from '../../src/core/finding.js';
import { type Gen1App, type Gen1Resource } from '../../src/core/gen1-app.js';
import { stringAt } from '../../src/core/json.js';
import { fileOrigin } from '../../src/core/origin.js';
import { meaningOf } from './meaning/index.js';
import { type DataModel } from './model.js';
import { readSchema } from './schema/index.js';
import { readSettings } from './settings/index.js';

/** Reads the GraphQL API. Null when the project has none. @throws MigrateError when an input can't be understood */
export function readData(app: Gen1App): DataModel | null {
  const [resource, ...others] = graphqlApis(app);
  if (resource === undefined) return null;
  const findings: Finding[] = others
    .filter(({ config }) => config !== null)
    .map((other) => finding('AM3003', 'data', originOf(other), { name: other.name, chosen: resource.name }));
  const read = readSettings(app, resource);
  const sdl = readSchema(app, resource, read);
  const settings = sdl === null ? read : { ...read, flags: sdl.flags };
  if (sdl === null) {
    const folder = resource.folder ?? `amplify/backend/api/${resource.name}`;
    findings.push(finding('AM3004', 'data', originOf(resource), { folder }));
    return { resource, settings, schema: null, findings };
  }
  return { resource, settings, schema: { sdl, api: meaningOf(sdl, settings) }, findings };
}

/** The AppSync APIs: those that backend-config.json lists first, a folder with a schema otherwise. */
function graphqlApis(app: Gen1App): Gen1Resource[] {
  const apis = app.resources.filter((resource) => resource.category === 'api' && isGraphql(resource));
  return apis.sort((a, b) => Number(b.config !== null) - Number(a.config !== null));
}

function isGraphql({ config, files }: Gen1Resource): boolean {
  const service = stringAt(config ?? undefined, 'service');
  if (service !== undefined) return service === 'AppSync';
  return files.some((file) => file === 'schema.graphql' || /^schema\/.*\.graphql$/.test(file));
}

function originOf(resource: Gen1Resource) {
  return resource.config?.origin ?? fileOrigin(resource.folder ?? 'amplify/backend/backend-config.json');
}
