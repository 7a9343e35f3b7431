import { type Gen1App } from '../../core/gen1-app.js';
import { type Json, toValue } from '../../core/json.js';
import { Deployment } from '../facts/deployment.js';
import { items, record, textOf } from '../facts/normal.js';
import { type Stack, type Template, isObject } from '../template.js';
import { type ApiFacts, deployedApiFacts } from './api-facts.js';
import { type Assets } from './assets.js';
import { functionName } from './gen1-custom-stacks.js';
import { GEN1_IDENTITY_POOL, GEN1_ROLES, GEN1_USER_POOL } from './gen1-names.js';
import { graphqlApi } from './gen1-project.js';
import { type ModeFacts } from './modes.js';

/**
 * The GraphQL API as Gen 1 has built it: its templates in `build/`, and the texts beside them. Null when they are not
 * all there. `model` is what the settings make: how long a key lives is counted from the push, which nobody knows here.
 * @throws Error when the templates are not those of an API
 */
export async function builtApi(app: Gen1App, model: ApiFacts | null): Promise<ApiFacts | null> {
  const api = graphqlApi(app);
  // Without `build/`, what the CLI has deployed is beside it.
  const folder = [api?.folder, api?.cloud]
    .filter((parent) => parent != null)
    .map((parent) => `${parent}/build`)
    .find((path) => templateAt(app, `${path}/cloudformation-template.json`) !== null);
  const template = folder === undefined ? null : templateAt(app, `${folder}/cloudformation-template.json`);
  if (folder === undefined || template === null) return null;
  const given = document(app, `${folder}/parameters.json`);
  const parameters = Object.fromEntries(
    Object.keys(template.Parameters ?? {}).flatMap((name): [string, Json][] => {
      const value = name === 'env' ? app.environment.name : (valueOf(given[name]) ?? functionName(app, name));
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const stacks = new Map<string, Stack>();
  const isWhole = addStack({ app, folder, stacks }, { name: 'data', parent: null, template, parameters });
  if (!isWhole) return null;
  const facts = await deployedApiFacts(new Deployment(stacks), textsIn(app, folder));
  return model === null ? facts : { ...facts, modes: withLifeOfKeys(facts.modes, model.modes) };
}

function withLifeOfKeys(built: readonly ModeFacts[], model: readonly ModeFacts[]): ModeFacts[] {
  const known = items(model.find(({ type }) => type === KEY)?.settings['keys']).map(record);
  return built.map((mode) => {
    if (mode.type !== KEY) return mode;
    const keys = items(mode.settings['keys'])
      .map(record)
      .map((key, at) => ({ ...key, days: known[at]?.['days'] ?? null }));
    return { ...mode, settings: { ...mode.settings, keys } };
  });
}

const KEY = 'API_KEY';

interface Build {
  readonly app: Gen1App;
  readonly folder: string;
  readonly stacks: Map<string, Stack>;
}

/**
 * Adds the stack, and those below it, whose templates are named by the end of their address. False when a template or
 * a text is not there.
 */
function addStack(build: Build, given: Omit<Stack, 'nested'>): boolean {
  const locations = JSON.stringify(given.template).match(TEXTS) ?? [];
  if (locations.some((path) => build.app.files.text(`${build.folder}/${path}`) === null)) return false;
  const nested = new Map<string, string>();
  build.stacks.set(given.name, { ...given, nested });
  for (const [logicalId, { Type, Properties = {} }] of Object.entries(given.template.Resources)) {
    if (Type !== 'AWS::CloudFormation::Stack') continue;
    const file = fileOf(Properties['TemplateURL']);
    const template = templateAt(build.app, `${build.folder}/stacks/${file}`);
    if (template === null) return false;
    const name = `${given.name}/${logicalId}`;
    nested.set(logicalId, name);
    const parameters = record(Properties['Parameters']);
    if (!addStack(build, { name, parent: given.name, template, parameters })) return false;
  }
  return true;
}

/** Paths of texts in addresses that are joined from parts. */
const TEXTS = /(?:resolvers|pipelineFunctions)\/[\w.-]+(?=")|schema\.graphql(?=")/g;

/** `CustomResources.json` at the end of a text, or of texts that are joined. */
function fileOf(url: Json | undefined): string {
  const join = items(record(url)['Fn::Join']);
  const last = join.length === 0 ? url : items(join[1]).at(-1);
  return /([^/]+)$/.exec(textOf(last))?.[1] ?? '';
}

/** What the root stack hands down, in the words of the synthesis: it has no parts of auth. */
function valueOf(given: Json | undefined): Json | undefined {
  if (!isObject(given)) return given;
  const role = ROLES[textOf(given['Ref'])];
  if (role !== undefined) return role;
  const [, output] = items(given['Fn::GetAtt']).map(textOf);
  return output === undefined ? undefined : OUTPUTS[output];
}

const ROLES: Readonly<Record<string, string>> = {
  AuthRoleName: GEN1_ROLES.authenticated,
  UnauthRoleName: GEN1_ROLES.unauthenticated,
};
const OUTPUTS: Readonly<Record<string, string>> = {
  'Outputs.UserPoolId': GEN1_USER_POOL,
  'Outputs.IdentityPoolId': GEN1_IDENTITY_POOL,
};

function textsIn(app: Gen1App, folder: string): Assets {
  return {
    text: (location) => {
      const path = /(?:(?:resolvers|pipelineFunctions)\/[^/]+|schema\.graphql)$/.exec(location)?.[0] ?? '';
      const text = app.files.text(`${folder}/${path}`);
      if (text === null) return Promise.reject(new Error(`${folder} holds no file for ${location}`));
      return Promise.resolve(text);
    },
  };
}

function templateAt(app: Gen1App, path: string): Template | null {
  const found = document(app, path);
  return isObject(found['Resources']) ? (found as unknown as Template) : null;
}

function document(app: Gen1App, path: string): Record<string, Json> {
  const node = app.files.json(path);
  return node === null ? {} : record(toValue(node));
}
