import { type Json } from '../core/json.js';
import { type Resource, type Stack, type Stacks, type Template } from './template.js';

/** A template that the Gen 1 CLI has built, with its parameters.json. */
export interface Gen1Template {
  readonly template: Template;
  readonly parameters: Readonly<Record<string, Json>>;
}

/** What Gen 1 deploys for auth, as far as a repository holds it. */
export interface Gen1AuthTemplates {
  readonly env: string;
  /** `auth/<name>/build/<name>-cloudformation-template.json`. */
  readonly auth: Gen1Template & { readonly name: string };
  /** `auth/userPoolGroups/build/…`. */
  readonly groups?: Gen1Template;
  /** `auth/<name>/build/auth-trigger-cloudformation-template.json`; it has no parameters of its own. */
  readonly triggers?: Template;
  /** The functions that are triggers. */
  readonly functions?: readonly (Gen1Template & { readonly name: string })[];
}

/** The stacks of auth of a Gen 1 deployment. */
export function gen1Stacks(given: Gen1AuthTemplates): Stacks {
  return wiredStacks(given.env, authStacks(given));
}

/** The nested stacks of auth and of the functions that it knows. */
export function authStacks({ auth, groups, triggers, functions = [] }: Gen1AuthTemplates): NestedStack[] {
  return [
    { ...auth, name: 'auth', prefix: `auth${auth.name}` },
    ...(groups ? [{ name: 'groups', prefix: 'authuserPoolGroups', ...groups }] : []),
    ...(triggers ? [{ name: 'triggers', prefix: 'AuthTriggers', template: triggers, parameters: {} }] : []),
    ...functions.map((one) => ({ ...one, name: `function/${one.name}`, prefix: `function${one.name}` })),
  ];
}

/**
 * The stacks of a Gen 1 deployment, wired as its root stack wires them: a parameter named
 * `<category><resource><Output>` gets that output (amplify-cli, packages/amplify-provider-awscloudformation,
 * src/push-resources.ts). `others` are values of parameters that stacks take which are not here.
 */
export function wiredStacks(
  env: string,
  nested: readonly NestedStack[],
  others: Readonly<Record<string, Json>> = {},
): Stacks {
  const outputs = new Map<string, Json>();
  for (const { name, prefix, template } of nested) {
    for (const output of Object.keys(template.Outputs ?? {})) {
      outputs.set(`${prefix}${output}`, { 'Fn::GetAtt': [name, `Outputs.${output}`] });
    }
  }
  const auths = (output: string): Json => ({ 'Fn::GetAtt': ['auth', `Outputs.${output}`] });
  const known: Record<string, Json> = {
    ...others,
    env,
    userpoolId: auths('UserPoolId'),
    userpoolArn: auths('UserPoolArn'),
    snsRoleArn: auths('CreatedSNSRole'),
  };
  const stacks = new Map<string, Stack>([['root', rootStack(nested, others)]]);
  for (const { name, template, parameters } of nested) {
    const values = Object.keys(template.Parameters ?? {}).flatMap((parameter): [string, Json][] => {
      const value = own(parameters, parameter) ?? outputs.get(parameter) ?? own(known, parameter);
      return value === undefined ? [] : [[parameter, value]];
    });
    stacks.set(name, {
      name,
      parent: 'root',
      template,
      parameters: Object.fromEntries(values),
      nested: new Map(),
    });
  }
  return stacks;
}

function own(record: Readonly<Record<string, Json>>, key: string): Json | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** A stack below the root stack. */
export interface NestedStack extends Gen1Template {
  readonly name: string;
  /** What names of parameters that take an output of this stack begin with. */
  readonly prefix: string;
}

/**
 * The root stack with the two roles. Its template lets nobody assume them; once there is an identity pool, a
 * custom resource writes the trust that is here (amplify-cli, packages/amplify-provider-awscloudformation,
 * resources/update-idp-roles-cfn.json).
 */
function rootStack(nested: readonly NestedStack[], others: Readonly<Record<string, Json>>): Stack {
  const auth = nested.find(({ name }) => name === 'auth');
  // An imported pool has no stack: what takes its id gets it as a value.
  const [imported] = Object.entries(others).flatMap(([name, id]) => (IMPORTED_POOL.test(name) ? [id] : []));
  const made = auth?.template.Outputs?.['IdentityPoolId'] === undefined ? undefined : MADE_POOL;
  const pool = auth ? made : imported;
  const stackResource: Resource = { Type: 'AWS::CloudFormation::Stack' };
  return {
    name: 'root',
    parent: null,
    parameters: {},
    nested: new Map(nested.map(({ name }) => [name, name])),
    template: {
      Parameters: {
        AuthRoleName: { Type: 'String', Default: { Ref: 'AuthRole' } },
        UnauthRoleName: { Type: 'String', Default: { Ref: 'UnauthRole' } },
      },
      Resources: {
        AuthRole: federatedRole('authenticated', pool),
        UnauthRole: federatedRole('unauthenticated', pool),
        ...Object.fromEntries(nested.map(({ name }) => [name, stackResource])),
      },
    },
  };
}

const MADE_POOL: Json = { 'Fn::GetAtt': ['auth', 'Outputs.IdentityPoolId'] };
const IMPORTED_POOL = /^auth.+IdentityPoolId$/;

function federatedRole(amr: 'authenticated' | 'unauthenticated', pool: Json | undefined): Resource {
  const statement: Record<string, Json> = {
    Effect: pool === undefined ? 'Deny' : 'Allow',
    Principal: { Federated: 'cognito-identity.amazonaws.com' },
    Action: 'sts:AssumeRoleWithWebIdentity',
  };
  if (pool !== undefined) {
    statement['Condition'] = {
      StringEquals: { 'cognito-identity.amazonaws.com:aud': pool },
      'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': amr },
    };
  }
  return {
    Type: 'AWS::IAM::Role',
    Properties: { AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [statement] } },
  };
}
