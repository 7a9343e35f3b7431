import { type Gen1App, type Gen1Resource } from '../../../src/core/gen1-app.js';
import { at, type JsonNode, membersOf, stringAt } from '../../../src/core/json.js';
import { type Origin } from '../../../src/core/origin.js';
import { shown } from '../../../src/core/shown.js';
import { code } from '../../../src/emit/code.js';
import { type Part } from '../../shared/template/parts.js';
import { Refusal } from '../../shared/template/refusal.js';

/** What the parameters of a custom stack are given, by name: Gen 1 hands down those of the API. */
export interface Parameters {
  readonly valueOf: (name: string, origin: Origin) => readonly Part[] | null;
  /** True once a value needed the resources of auth. */
  usesAuth: boolean;
}

/** Parameters that Gen 1 fills in by itself, whatever parameters.json says. */
const BUILT_IN: Readonly<Record<string, readonly Part[]>> = {
  AppSyncApiId: [{ kind: 'apiId', code: code`resources.graphqlApi.apiId` }],
  env: [{ kind: 'environment', code: code`environmentName` }],
  S3DeploymentBucket: [{ kind: 'bucket', code: code`gen1Deployment` }],
  S3DeploymentRootKey: [{ kind: 'rootKey', code: code`gen1Deployment` }],
};

/** The roles of the identity pool: the CLI adds these two to the parameters of every API. */
const AUTH: Readonly<Record<string, Part>> = {
  authRoleName: { kind: 'other', code: code`authResources.authenticatedUserIamRole.roleName` },
  unauthRoleName: { kind: 'other', code: code`authResources.unauthenticatedUserIamRole.roleName` },
};

/** What parameters.json refers to in the stack of auth. */
const AUTH_OUTPUTS: Readonly<Record<string, Part>> = {
  UserPoolId: { kind: 'other', code: code`authResources.userPool.userPoolId` },
  UserPoolArn: { kind: 'other', code: code`authResources.userPool.userPoolArn` },
  AppClientIDWeb: { kind: 'other', code: code`authResources.userPoolClient.userPoolClientId` },
  IdentityPoolId: { kind: 'other', code: code`authResources.cfnResources.cfnIdentityPool.ref` },
};

/** The values for the parameters of one stack, in the chosen environment. */
export function parametersOf(app: Gen1App, resource: Gen1Resource, template: JsonNode): Parameters {
  const declared = membersOf(at(template, 'Parameters'));
  const ofApi = resource.folder === null ? null : app.files.json(`${resource.folder}/parameters.json`);
  const ofEnvironment = at(app.environment.teamProvider ?? undefined, 'categories', 'api', resource.name);
  const parameters: Parameters = {
    usesAuth: false,
    valueOf: (name, origin) => {
      const declaration = declared.get(name);
      if (declaration === undefined) return null;
      const builtIn = Object.hasOwn(BUILT_IN, name) ? BUILT_IN[name] : undefined;
      if (builtIn !== undefined) return builtIn;
      if (isSecret(declaration)) {
        throw new Refusal(`${shown(name)} is a secret (NoEcho)`, origin);
      }
      const given = at(ofEnvironment, name) ?? at(ofApi ?? undefined, name);
      const found = given === undefined ? undefined : givenValue(given, app);
      const value = found ?? defaultFor(name, declaration, app);
      if (value === undefined) {
        throw new Refusal(`the value of the parameter ${shown(name)} is not in the repository`, origin);
      }
      parameters.usesAuth ||= value.some(
        (part) => typeof part === 'object' && part.code.startsWith('authResources.'),
      );
      return value;
    },
  };
  return parameters;
}

function isSecret(declaration: JsonNode): boolean {
  const noEcho = at(declaration, 'NoEcho');
  return noEcho?.kind === 'scalar' && String(noEcho.value) === 'true';
}

/** A value of parameters.json: a text, or a reference to a role or an output of another category. */
function givenValue(node: JsonNode, app: Gen1App): readonly Part[] | undefined {
  if (node.kind === 'scalar') return node.value === null ? undefined : [String(node.value)];
  const role = stringAt(node, 'Ref');
  if (role === 'AuthRoleName') return auth('authRoleName');
  if (role === 'UnauthRoleName') return auth('unauthRoleName');
  const stack = stringAt(node, 'Fn::GetAtt', 0);
  const output = stringAt(node, 'Fn::GetAtt', 1)?.replace(/^Outputs\./, '');
  return stack === undefined || output === undefined ? undefined : outputOf(stack, output, app);
}

function auth(name: 'authRoleName' | 'unauthRoleName'): readonly Part[] | undefined {
  const part = AUTH[name];
  return part === undefined ? undefined : [part];
}

/** An output of another resource; the CLI names its stack by category and resource. */
function outputOf(stack: string, output: string, app: Gen1App): readonly Part[] | undefined {
  const target = app.resources.find(({ category, name }) => `${category}${name}` === stack);
  if (target?.category === 'auth' && Object.hasOwn(AUTH_OUTPUTS, output)) {
    const part = AUTH_OUTPUTS[output];
    return part === undefined ? undefined : [part];
  }
  return target?.category === 'function' ? functionOutput(target.name, output) : undefined;
}

/** The function that Gen 1 has deployed: its name is that of the resource with the environment. */
function functionOutput(name: string, output: string): readonly Part[] | undefined {
  const deployed: readonly Part[] = [`${name}-`, { kind: 'environment', code: code`environmentName` }];
  if (output === 'Name') return deployed;
  if (output !== 'Arn') return undefined;
  const region: Part = { kind: 'other', code: code`stack.region` };
  const account: Part = { kind: 'other', code: code`stack.account` };
  return ['arn:aws:lambda:', region, ':', account, ':function:', ...deployed];
}

/** What a parameter is without a value in the project: a role, a function by its name, or its own default. */
function defaultFor(name: string, declaration: JsonNode, app: Gen1App): readonly Part[] | undefined {
  if (name === 'authRoleName' || name === 'unauthRoleName') return auth(name);
  const referred = app.resources.find(
    (target) => target.category === 'function' && name.startsWith(`function${target.name}`),
  );
  const output =
    referred === undefined
      ? undefined
      : functionOutput(referred.name, name.slice(`function${referred.name}`.length));
  if (output !== undefined) return output;
  const preset = at(declaration, 'Default');
  return preset?.kind === 'scalar' && preset.value !== null ? [String(preset.value)] : undefined;
}
