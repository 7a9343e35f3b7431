import { type Finding, finding } from '../../src/core/finding.js';
import { type Gen1App, type Gen1Environment } from '../../src/core/gen1-app.js';
import { type JsonNode, at, membersOf, stringAt } from '../../src/core/json.js';
import { type Entry, ModuleText, code, literal, object } from '../../src/emit/code.js';
import { metaOf } from '../shared/amplify-meta.js';
import { userPoolFacts } from './cognito.js';
import { type AuthModel } from './model.js';

/** The ids of the auth resources of one environment. */
export interface ReferencedIds {
  readonly userPoolId: string;
  readonly userPoolClientId: string;
  readonly identityPoolId: string;
  readonly authRoleArn: string;
  readonly unauthRoleArn: string;
  /** Roles of groups by name; empty where the repository does not hold them. */
  readonly groups: Readonly<Record<string, string>>;
}

type IdName = Exclude<keyof ReferencedIds, 'groups'>;
const ID_NAMES: readonly IdName[] = [
  'userPoolId',
  'userPoolClientId',
  'identityPoolId',
  'authRoleArn',
  'unauthRoleArn',
];

export interface Reference {
  /** Ids by environment, as far as the repository holds all of an environment. */
  readonly environments: ReadonlyMap<string, ReferencedIds>;
  readonly findings: readonly Finding[];
  /** False when an error says that nothing useful can be written. */
  readonly possible: boolean;
}

/** Finds the ids and checks each condition under which `referenceAuth` fails at deploy time. */
export function planReference(model: AuthModel, app: Gen1App): Reference {
  const findings = refusals(model);
  const environments = new Map<string, ReferencedIds>();
  const unknown: string[] = [];
  for (const environment of app.environments) {
    const { name } = environment;
    const found = idsOf(model, app, environment);
    const missing = ID_NAMES.filter((id) => found[id] === undefined);
    if (missing.length === 0)
      environments.set(name, {
        ...(found as Record<IdName, string>),
        groups: groupRoles(model, app, environment),
      });
    else if (missing.every((id) => isNowhere(id, model))) continue;
    else if (name === app.environment.name) findings.push(missingIds(model, name, missing));
    else unknown.push(name);
  }
  if (unknown.length > 0) {
    const names = unknown.map((name) => `\`${name}\``).join(', ');
    findings.push(finding('AM1105', 'auth', model.document.origin, { environments: names }));
  }
  return {
    environments,
    findings: [...findings, ...notes(model, app, environments)],
    possible: !findings.some(({ level }) => level === 'error'),
  };
}

/** No pull brings the id of an identity pool that was never imported, which is told by itself. */
function isNowhere(id: IdName, model: AuthModel): boolean {
  return id === 'identityPoolId' && importsUserPoolOnly(model);
}

function importsUserPoolOnly({ form, settings }: AuthModel): boolean {
  return form === 'imported' && stringAt(settings, 'authSelections') === 'userPoolOnly';
}

function missingIds(model: AuthModel, environment: string, ids: readonly IdName[]): Finding {
  const missing = ids.filter((id) => !isNowhere(id, model)).join(', ');
  return finding('AM1104', 'auth', model.document.origin, { environment, missing });
}

/** Source: reference_auth_initializer of @aws-amplify/backend-auth, which checks the deployed pool. */
function refusals(model: AuthModel): Finding[] {
  const refuse = (condition: string, node: JsonNode | undefined) =>
    finding('AM1103', 'auth', (node ?? model.settings).origin, { condition });
  const findings: Finding[] = [];
  if (model.cognito.userPool && userPoolFacts(model.cognito.userPool).AliasAttributes.length > 0) {
    findings.push(refuse('the pool has alias attributes', at(model.settings, 'aliasAttributes')));
  }
  if (!model.cognito.identityPool && model.form !== 'imported') {
    findings.push(refuse('the project has no identity pool', at(model.settings, 'authSelections')));
  }
  if (importsUserPoolOnly(model)) {
    findings.push(
      refuse('Gen 1 imported the user pool without an identity pool', at(model.settings, 'authSelections')),
    );
  }
  if (!model.cognito.userPool && model.form !== 'imported') {
    findings.push(refuse('the project has no user pool', at(model.settings, 'authSelections')));
  }
  const roles = (model.overrides?.statements ?? []).find(({ leaf }) =>
    CHANGES_ROLES.test(String(leaf.value)),
  );
  if (roles) findings.push(refuse('override.ts changes the roles of the identity pool', roles.leaf));
  return findings;
}

/** A statement of override.ts that gives the identity pool other roles than those of the environment. */
const CHANGES_ROLES = /\bidentityPoolRoleMap\b[^]*\broles\b/i;

function notes(model: AuthModel, app: Gen1App, environments: ReadonlyMap<string, ReferencedIds>): Finding[] {
  const findings: Finding[] = [];
  const origin = model.document.origin;
  const known = environments.get(app.environment.name);
  const without = (model.groups?.groups ?? [])
    .map(({ name }) => name)
    .filter((name) => known?.groups[name] === undefined);
  if (without.length > 0) {
    findings.push(
      finding('AM1106', 'auth', origin, { groups: without.map((name) => `\`${name}\``).join(', ') }),
    );
  }
  const social = (model.config.hostedUIProviderMeta ?? model.config.authProvidersUserPool ?? []).length > 0;
  const urls = model.config.oAuthMetadata;
  const complete =
    model.config.hostedUIDomainName !== undefined &&
    (urls?.CallbackURLs ?? []).length > 0 &&
    (urls?.LogoutURLs ?? []).length > 0;
  if (social && !complete) findings.push(finding('AM1109', 'auth', origin, {}));
  for (const [environment, entry] of model.teamProvider) {
    const client = stringAt(entry, 'webClientId');
    if (client !== undefined && client === stringAt(entry, 'nativeClientId')) {
      findings.push(finding('AM1227', 'auth', entry.origin, { environment }));
    }
  }
  if (model.form === 'imported')
    findings.push(finding('AM1102', 'auth', origin, { pool: model.resource.name }));
  else findings.push(finding('AM1107', 'auth', origin, {}));
  return findings;
}

/** Imported pools keep their ids in team-provider-info.json, others in amplify-meta.json of one environment. */
function idsOf(
  model: AuthModel,
  app: Gen1App,
  environment: Gen1Environment,
): Partial<Record<IdName, string>> {
  const imported = model.teamProvider.get(environment.name);
  const provider = at(environment.teamProvider ?? undefined, 'awscloudformation');
  const meta = metaOf(app, environment);
  const output = at(meta, 'auth', model.resource.name, 'output');
  const ids: Record<IdName, string | undefined> = {
    userPoolId: stringAt(imported, 'userPoolId') ?? stringAt(output, 'UserPoolId'),
    userPoolClientId: stringAt(imported, 'webClientId') ?? stringAt(output, 'AppClientIDWeb'),
    identityPoolId: stringAt(imported, 'identityPoolId') ?? stringAt(output, 'IdentityPoolId'),
    authRoleArn: stringAt(imported, 'authRoleArn') ?? stringAt(provider, 'AuthRoleArn'),
    unauthRoleArn: stringAt(imported, 'unauthRoleArn') ?? stringAt(provider, 'UnauthRoleArn'),
  };
  return Object.fromEntries(Object.entries(ids).filter(([, value]) => value !== undefined));
}

function groupRoles(model: AuthModel, app: Gen1App, environment: Gen1Environment): Record<string, string> {
  const output = at(metaOf(app, environment), 'auth', 'userPoolGroups', 'output');
  const roles: Record<string, string> = {};
  for (const { name } of model.groups?.groups ?? []) {
    const role = membersOf(output).get(`${name}GroupRole`);
    if (role?.kind === 'scalar' && typeof role.value === 'string') roles[name] = role.value;
  }
  return roles;
}

/** The text of amplify/auth/resource.ts with `referenceAuth`. `fallback` is the environment of a sandbox. */
export function referenceModule(environments: ReadonlyMap<string, ReferencedIds>, fallback: string): string {
  const module = new ModuleText();
  const referenceAuth = module.use('referenceAuth', '@aws-amplify/backend');
  const table = object(
    [...environments].map(([name, { groups, ...ids }]): Entry => [
      name,
      object([
        ...Object.entries(ids).map(([id, value]): Entry => [id, literal(value)]),
        Object.keys(groups).length === 0 ? null : ['groups', literal({ ...groups })],
      ]),
    ]),
  );
  module.add(
    code`// The Gen 1 environments by the name of the Gen 2 branch that takes each over.
const environments: Record<string, Parameters<typeof ${referenceAuth}>[0]> = ${table};`,
    code`const branch = process.env.AWS_BRANCH ?? ${literal(fallback)};
const environment = environments[branch];
if (!environment) {
throw new Error(\`amplify/auth/resource.ts knows no user pool for branch \${branch}\`);
}`,
    code`export const auth = ${referenceAuth}(environment);`,
  );
  return module.toString();
}
