import { type Gen1App, type Gen1Resource } from '../../core/gen1-app.js';
import { type Json, stringAt } from '../../core/json.js';
import { textOf } from '../facts/normal.js';
import { builtFolder, deployedResources, document, templateIn } from '../gen1-auth.js';
import {
  ADMIN_QUERIES,
  type Gen1Path,
  buildGen1RestAccess,
  buildGen1RestApi,
  gen1Paths,
  olderPaths,
} from '../gen1-build/rest.js';
import { type Gen1Template, type NestedStack } from '../gen1-stacks.js';
import { type KnownResource } from '../iam/names.js';

/** The REST APIs of a project; `outputs` are those of the deployment, which hold the ids where they are known. */
export function knownRestApis(app: Gen1App, outputs: Readonly<Record<string, Json>>): KnownResource[] {
  return restApis(app).map(({ name }) => ({ name, physicalName: textOf(outputs[`api${name}ApiId`]) }));
}

function restApis(app: Gen1App): Gen1Resource[] {
  return deployedResources(app).filter(
    ({ category, config }) =>
      category === 'api' && stringAt(config ?? undefined, 'service') === 'API Gateway',
  );
}

/**
 * The stacks of REST APIs, and the one with what users may call: `built` reads the templates that the CLI left,
 * `inputs` makes them from the settings. Projects of the older form keep the template itself.
 */
export function restStacks(app: Gen1App, authName: string, from: 'built' | 'inputs'): NestedStack[] {
  const apis = restApis(app).map((resource) => ({ resource, ...pathsOf(app, resource) }));
  const stacks = apis.flatMap(({ resource, paths, isOlder }): NestedStack[] => {
    const { name } = resource;
    const built = from === 'built' || isOlder ? builtTemplate(app, resource) : null;
    const found = built ?? (paths.length === 0 ? null : buildGen1RestApi(name, authName, paths));
    return found ? [{ ...found, name: `api/${name}`, prefix: `api${name}` }] : [];
  });
  const open = apis.filter(
    ({ resource }) =>
      resource.name !== ADMIN_QUERIES && stacks.some(({ name }) => name === `api/${resource.name}`),
  );
  const access = buildGen1RestAccess(open.map(({ resource: { name }, paths }) => ({ name, paths })));
  return [...stacks, { ...access, name: 'APIGatewayAuthStack', prefix: 'APIGatewayAuthStack' }];
}

function pathsOf(
  app: Gen1App,
  { folder }: Gen1Resource,
): { readonly paths: readonly Gen1Path[]; readonly isOlder: boolean } {
  const inputs = document(app, `${folder ?? ''}/cli-inputs.json`);
  if ('paths' in inputs) return { paths: gen1Paths(inputs), isOlder: false };
  return { paths: olderPaths(document(app, `${folder ?? ''}/api-params.json`)), isOlder: true };
}

/** The template of the admin queries has a name of its own in projects of the older form. */
function builtTemplate(app: Gen1App, { name, folder }: Gen1Resource): Gen1Template | null {
  const own = folder ?? '';
  return (
    templateIn(app, `${builtFolder(app) ?? 'amplify/backend'}/api/${name}/build`, name) ??
    templateIn(app, own, name) ??
    (name === ADMIN_QUERIES ? templateIn(app, own, 'admin-queries') : null)
  );
}
