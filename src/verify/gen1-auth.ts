import { type Gen1App, type Gen1Resource } from '../core/gen1-app.js';
import { type Json, at, toValue } from '../core/json.js';
import { items, record } from './facts/normal.js';
import { buildGen1Auth } from './gen1-build/index.js';
import { type Gen1AuthTemplates, type Gen1Template } from './gen1-stacks.js';
import { type JsonObject, type Template, isObject } from './template.js';

/**
 * The templates of auth that a Gen 1 project deploys: `built` reads those that the CLI left in its build
 * folders, overrides included; `inputs` makes them from cli-inputs.json, without overrides. Projects of the
 * older form keep the template itself, which is taken either way.
 * Null when the project has no such files, for instance because it imports a pool.
 * @throws MigrateError when a file is neither JSON nor YAML
 */
export async function gen1Auth(app: Gen1App, from: 'built' | 'inputs'): Promise<Gen1AuthTemplates | null> {
  const resource = app.resources.find(
    ({ category, name, folder }) => category === 'auth' && name !== 'userPoolGroups' && folder !== null,
  );
  if (!resource) return null;
  const found = from === 'built' ? builtAuth(app, resource.name) : authOfInputs(app, resource.name);
  return found ?? olderAuth(app, resource.name);
}

const BACKEND = 'amplify/backend';

/** Where the CLI leaves what it has built, and where it keeps a copy of what it has deployed. */
const BUILT_IN = [BACKEND, 'amplify/#current-cloud-backend'];

/**
 * The folder in which there is a built template of every resource that has settings: those of a push are all there, or
 * none is meant. Null: there is no such folder.
 */
export function builtFolder(app: Gen1App): string | null {
  const withSettings = app.resources.filter(
    ({ category, folder }) =>
      ['auth', 'storage'].includes(category) &&
      folder !== null &&
      app.files.text(`${folder}/cli-inputs.json`) !== null,
  );
  if (withSettings.length === 0) return null;
  return BUILT_IN.find((parent) => withSettings.every((one) => hasBuiltTemplate(app, one, parent))) ?? null;
}

/** The template of a bucket has no name of its own. */
function hasBuiltTemplate({ files }: Gen1App, { category, name }: Gen1Resource, parent: string): boolean {
  return [`${name}-cloudformation-template.json`, 'cloudformation-template.json'].some(
    (file) => files.text(`${parent}/${category}/${name}/build/${file}`) !== null,
  );
}

function builtAuth(app: Gen1App, name: string): Gen1AuthTemplates | null {
  const parent = builtFolder(app) ?? BACKEND;
  const folder = `${parent}/auth/${name}/build`;
  const auth = templateIn(app, folder, name);
  const groups =
    templateIn(app, `${parent}/auth/userPoolGroups/build`, 'userPoolGroups') ?? groupsOf(app, name);
  const triggers = template(app, `${folder}/auth-trigger-cloudformation-template.json`);
  return (
    auth && {
      env: app.environment.name,
      auth: { name, ...auth },
      ...(groups && { groups }),
      ...(triggers && { triggers }),
      functions: functionsOf(app),
    }
  );
}

/** Groups that are deployed, of which the repository has no template: their settings are all there is. */
function groupsOf(app: Gen1App, name: string): Gen1AuthTemplates['groups'] {
  const isDeployed = deployedResources(app).some(
    (one) => one.category === 'auth' && one.name === 'userPoolGroups',
  );
  return isDeployed ? authOfInputs(app, name)?.groups : undefined;
}

function authOfInputs(app: Gen1App, name: string): Gen1AuthTemplates | null {
  const { cognitoConfig } = document(app, `${BACKEND}/auth/${name}/cli-inputs.json`);
  if (!isObject(cognitoConfig)) return null;
  const groups = app.files.json(`${BACKEND}/auth/userPoolGroups/user-pool-group-precedence.json`);
  return buildGen1Auth({
    env: app.environment.name,
    name,
    cognitoConfig: { ...cognitoConfig, ...ofEnvironment(app, 'auth', name) },
    groups: groups === null ? [] : items(toValue(groups)),
    useEnabledMfas: app.flags.get('auth.useenabledmfas') === true,
    functions: functionsOf(app),
  });
}

/** Before cli-inputs.json, a YAML template stood beside parameters.json, and one of JSON held the groups. */
async function olderAuth(app: Gen1App, name: string): Promise<Gen1AuthTemplates | null> {
  const folder = `${BACKEND}/auth/${name}`;
  const yaml = await app.files.yaml(`${folder}/${name}-cloudformation-template.yml`);
  const auth = yaml && record(toValue(yaml));
  if (!auth || !isObject(auth['Resources'])) return null;
  const parameters = { ...document(app, `${folder}/parameters.json`), ...ofEnvironment(app, 'auth', name) };
  const groups = template(app, `${BACKEND}/auth/userPoolGroups/template.json`);
  const triggers = template(app, `${folder}/auth-trigger-cloudformation-template.json`);
  return {
    env: app.environment.name,
    auth: { name, template: auth as unknown as Template, parameters },
    ...(groups && {
      groups: {
        template: groups,
        parameters: document(app, `${BACKEND}/auth/userPoolGroups/parameters.json`),
      },
    }),
    ...(triggers && { triggers }),
    functions: functionsOf(app),
  };
}

/** What team-provider-info.json holds for one resource in the chosen environment. */
export function ofEnvironment(app: Gen1App, category: string, name: string): JsonObject {
  const node = app.environment.teamProvider && at(app.environment.teamProvider, 'categories', category, name);
  return node ? record(toValue(node)) : {};
}

/** The functions of a project, with the values of the chosen environment laid over their parameters. */
export function functionsOf(app: Gen1App): NonNullable<Gen1AuthTemplates['functions']> {
  return deployedResources(app).flatMap((resource) => {
    const { category, name, folder } = resource;
    const found =
      category === 'function' && folder !== null
        ? (templateIn(app, folder, name) ?? templateIn(app, folder, otherName(resource)))
        : null;
    if (!found) return [];
    const parameters = { ...found.parameters, ...ofEnvironment(app, 'function', name) };
    return [{ name, template: found.template, parameters }];
  });
}

const TEMPLATE = '-cloudformation-template.json';

/** Gen 1 takes whatever template is in the folder, also when that was renamed. */
function otherName({ files }: Gen1Resource): string {
  const file = files.find((path) => path.endsWith(TEMPLATE) && !path.includes('/'));
  return file?.slice(0, -TEMPLATE.length) ?? '';
}

/** Resources that Gen 1 deploys: their folders are here, and backend-config.json, where there is one, lists them. */
export function deployedResources(app: Gen1App): readonly Gen1Resource[] {
  const isListed = app.resources.some(({ config }) => config !== null);
  return app.resources.filter(({ config, folder }) => folder !== null && (config !== null || !isListed));
}

/** The layers of a project, as `functionsOf`. */
export function layersOf(app: Gen1App): NonNullable<Gen1AuthTemplates['functions']> {
  return deployedResources(app).flatMap(({ category, name, folder }) => {
    const found =
      category === 'function'
        ? template(app, `${folder ?? ''}/${name}-awscloudformation-template.json`)
        : null;
    if (!found) return [];
    const parameters = document(app, `${folder ?? ''}/parameters.json`);
    return [
      { name, template: found, parameters: { ...parameters, ...ofEnvironment(app, 'function', name) } },
    ];
  });
}

/** A template in a folder, with the parameters.json beside it; null when it is not there. */
export function templateIn(app: Gen1App, folder: string, name: string): Gen1Template | null {
  const found = template(app, `${folder}/${name}-cloudformation-template.json`);
  return found && { template: found, parameters: document(app, `${folder}/parameters.json`) };
}

function template(app: Gen1App, path: string): Template | null {
  const found = document(app, path);
  return isObject(found['Resources']) ? (found as unknown as Template) : null;
}

/** The members of a JSON document; none when it is not there. */
export function document(app: Gen1App, path: string): Record<string, Json> {
  const node = app.files.json(path);
  return node === null ? {} : record(toValue(node));
}
