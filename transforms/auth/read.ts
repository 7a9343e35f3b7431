import { MigrateError } from '../../src/core/error.js';
import { type Finding, finding } from '../../src/core/finding.js';
import { type Gen1App, type Gen1Resource } from '../../src/core/gen1-app.js';
import { withEmbedded } from '../../src/core/json-embed.js';
import { type JsonNode, at, stringAt } from '../../src/core/json.js';
import { fileOrigin } from '../../src/core/origin.js';
import { validate } from '../../src/core/validate.js';
import { poolResources } from '../shared/triggers/of-auth.js';
import { readAdminQueries } from './admin-queries/index.js';
import { type CognitoResources } from './cognito.js';
import { gen1Cognito } from './gen1-cognito.js';
import { readGroups } from './groups.js';
import { type CognitoConfig, EMBEDDED_JSON_KEYS, cliInputs, cognitoConfig } from './inputs.js';
import { type AuthModel, type TemplateModel } from './model.js';
import { readOverrides, readProjectOverride } from './override/index.js';
import { readTemplate } from './template.js';
import { readTriggers } from './triggers/index.js';

/** Reads the auth category. Null when the project has none. */
export async function readAuth(app: Gen1App): Promise<AuthModel | null> {
  const findings: Finding[] = [];
  const resource = chooseResource(app, findings);
  if (!resource) return null;
  const source = readSettings(app, resource);
  const teamProvider = teamProviderEntries(app, resource.name);
  const byEnvironment = new Map(
    app.environments.map(({ name }) => [name, withTeamProvider(source.config, teamProvider.get(name))]),
  );
  const config = byEnvironment.get(app.environment.name) ?? source.config;
  const read = source.form === 'template' ? await readTemplate(app, resource, config) : null;
  const groups = readGroups(app, at(source.settings, 'userPoolGroupList'));
  return {
    ...source,
    resource,
    config,
    configByEnvironment: byEnvironment,
    teamProvider,
    groups,
    template: read?.template ?? null,
    cognito: deployed(read, config, app, groups !== null),
    triggers: await readTriggers(app, resource.name, source.settings),
    overrides: resource.folder ? await readOverrides(app, resource.folder) : null,
    groupOverrides: await readOverrides(app, 'amplify/backend/auth/userPoolGroups'),
    projectOverride: await readProjectOverride(app),
    adminQueries: await readAdminQueries(app, config.adminQueryGroup),
    findings,
  };
}

function chooseResource(app: Gen1App, findings: Finding[]): Gen1Resource | null {
  const [first, ...others] = poolResources(app);
  if (!first) return null;
  const deployed = others.filter(({ config }) => config !== null);
  if (deployed.length > 0) {
    const names = [first, ...deployed].map(({ name }) => `\`${name}\``).join(', ');
    findings.push(finding('AM1223', 'auth', resourceOrigin(first), { pools: names }));
  }
  return first;
}

function resourceOrigin(resource: Gen1Resource) {
  return resource.config?.origin ?? fileOrigin(resource.folder ?? 'amplify/backend/backend-config.json');
}

interface Settings {
  readonly form: AuthModel['form'];
  readonly document: JsonNode;
  readonly settings: JsonNode;
  readonly config: CognitoConfig;
  readonly unknown: readonly JsonNode[];
}

/** cli-inputs.json where it is there, as Gen 1 itself prefers; parameters.json otherwise. */
function readSettings(app: Gen1App, resource: Gen1Resource): Settings {
  const folder = resource.folder ?? `amplify/backend/auth/${resource.name}`;
  const inputs = readEmbedded(app, `${folder}/cli-inputs.json`, ['cognitoConfig']);
  if (inputs) {
    const { value, unknown } = validate(cliInputs, inputs);
    const settings = at(inputs, 'cognitoConfig') ?? inputs;
    return { form: 'inputs', document: inputs, settings, config: value.cognitoConfig, unknown };
  }
  const parameters = readEmbedded(app, `${folder}/parameters.json`, []);
  if (!parameters) {
    throw new MigrateError(
      `The settings of auth resource ${JSON.stringify(resource.name)} are not in the repository (neither cli-inputs.json nor parameters.json)`,
      'Run `amplify pull` in Gen 1 so that its folder is complete',
      resourceOrigin(resource),
    );
  }
  const { value, unknown } = validate(cognitoConfig, parameters);
  const imported = value.serviceType === 'imported';
  return {
    form: imported ? 'imported' : 'template',
    document: parameters,
    settings: parameters,
    config: value,
    unknown,
  };
}

/** A document whose settings below `prefix` may hold JSON in strings, with that JSON in their place. */
function readEmbedded(app: Gen1App, path: string, prefix: readonly string[]): JsonNode | null {
  const document = app.files.json(path);
  if (!document) return null;
  const keys = EMBEDDED_JSON_KEYS.map((key) => [...prefix, key]);
  const lists = ['authTriggerConnections', 'permissions'].map((key) => [...prefix, key, '*']);
  return withEmbedded(document, [...keys, ...lists]);
}

/** `/<env>/categories/auth/<name>` of team-provider-info.json, by environment. */
function teamProviderEntries(app: Gen1App, name: string): Map<string, JsonNode> {
  const entries = new Map<string, JsonNode>();
  for (const environment of app.environments) {
    const entry = at(environment.teamProvider ?? undefined, 'categories', 'auth', name);
    if (entry) entries.set(environment.name, entry);
  }
  return entries;
}

/** Gen 1 lays these over cli-inputs.json before it makes the template (auth-stack-transform.ts). */
const ENVIRONMENT_KEYS = ['facebookAppId', 'googleClientId', 'amazonAppId', 'appleAppId'] as const;

function withTeamProvider(config: CognitoConfig, entry: JsonNode | undefined): CognitoConfig {
  const own = ENVIRONMENT_KEYS.map((key) => [key, stringAt(entry, key)] as const);
  return { ...config, ...Object.fromEntries(own.filter(([, value]) => value !== undefined)) };
}

function deployed(
  read: { readonly template: TemplateModel; readonly cognito: CognitoResources } | null,
  config: CognitoConfig,
  app: Gen1App,
  hasGroups: boolean,
): CognitoResources {
  if (!read) return gen1Cognito(config, { useEnabledMfas: app.flags.get('auth.useenabledmfas') === true });
  // In the older form the stack of the groups maps their roles (RoleMapFunctionInput), whatever the inputs say.
  const mapped = hasGroups && read.cognito.userPool !== null && read.cognito.identityPool !== null;
  return mapped ? { ...read.cognito, roleMappings: ['native', 'web'] } : read.cognito;
}
