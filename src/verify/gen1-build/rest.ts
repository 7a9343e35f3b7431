import { type Json } from '../../core/json.js';
import { items, record, textOf } from '../facts/normal.js';
import { type Gen1Template } from '../gen1-stacks.js';
import { type JsonObject, type Resource, type Template } from '../template.js';

/** A path of cli-inputs.json, with what each kind of user may do there. */
export interface Gen1Path {
  readonly path: string;
  readonly lambda: string;
  readonly isOpen: boolean;
  /** Words as `create`; null where the user has no permission of this kind. */
  readonly auth: readonly string[] | null;
  readonly guest: readonly string[] | null;
  readonly groups: Readonly<Record<string, readonly string[]>>;
}

/** The API for administrators has one path and an authorizer of its own, whatever its settings say. */
export const ADMIN_QUERIES = 'AdminQueries';

/** What each permission word is for API Gateway. */
const VERBS: Readonly<Record<string, readonly string[]>> = {
  create: ['/POST'],
  read: ['/GET'],
  update: ['/PUT', '/PATCH'],
  delete: ['/DELETE'],
};

/** The paths of cli-inputs.json. */
export function gen1Paths(inputs: JsonObject): Gen1Path[] {
  return Object.entries(record(inputs['paths'])).map(([path, value]) => {
    const { lambdaFunction, permissions } = record(value);
    const { setting, auth, guest, groups } = record(permissions);
    return {
      path,
      lambda: textOf(lambdaFunction),
      isOpen: setting === 'open',
      auth: Array.isArray(auth) ? auth.map(textOf) : null,
      guest: Array.isArray(guest) ? guest.map(textOf) : null,
      groups: Object.fromEntries(
        Object.entries(record(groups)).map(([group, words]) => [group, items(words).map(textOf)]),
      ),
    };
  });
}

/**
 * The paths of api-params.json, as the CLI reads projects of the older form (amplify-category-api,
 * src/provider-utils/awscloudformation/convert-deprecated-apigw-paths.ts).
 */
export function olderPaths(parameters: JsonObject): Gen1Path[] {
  return items(parameters['paths']).map((value) => {
    const { name, lambdaFunction, privacy } = record(value);
    const { open, auth, unauth, userPoolGroups } = record(privacy);
    return {
      path: textOf(name),
      lambda: textOf(lambdaFunction),
      isOpen: open === true,
      auth: olderWords(auth),
      guest: olderWords(unauth),
      groups: Object.fromEntries(
        Object.entries(record(userPoolGroups)).map(([group, words]) => [group, olderWords(words) ?? []]),
      ),
    };
  });
}

function olderWords(value: Json | undefined): string[] | null {
  if (value === 'r') return ['read'];
  if (value === 'rw') return Object.keys(VERBS);
  if (!Array.isArray(value)) return null;
  return Object.keys(VERBS).filter((word) => VERBS[word]?.some((verb) => value.includes(verb)));
}

const ENVIRONMENT: Json = {
  'Fn::If': ['ShouldNotCreateEnvResources', 'Prod', { Ref: 'env' }],
};
const CONDITIONS = { ShouldNotCreateEnvResources: { 'Fn::Equals': [{ Ref: 'env' }, 'NONE'] } };

function parametersOf(names: readonly string[]): NonNullable<Template['Parameters']> {
  return Object.fromEntries(['env', ...names].map((name) => [name, { Type: 'String', Default: name }]));
}

/**
 * Builds the template of a REST API that `amplify push` would build, without overrides (amplify-category-api,
 * src/provider-utils/awscloudformation/cdk-stack-builder/apigw-stack-builder.ts).
 */
export function buildGen1RestApi(name: string, authName: string, paths: readonly Gen1Path[]): Gen1Template {
  const isAdmin = name === ADMIN_QUERIES;
  const pool = `auth${authName}UserPoolId`;
  const routes = paths.flatMap((one) =>
    isAdmin
      ? [['/{proxy+}', one] as const]
      : [one.path, under(one.path, '{proxy+}')].map((path) => [path, one] as const),
  );
  const Body: JsonObject = {
    swagger: '2.0',
    paths: Object.fromEntries(routes.map(([path, one]) => [path, isAdmin ? adminPath(one) : userPath(one)])),
    securityDefinitions: isAdmin ? { Cognito: cognito(pool) } : { sigv4: SIGNED },
  };
  return {
    parameters: {},
    template: {
      Parameters: parametersOf([pool, ...paths.map(({ lambda }) => `function${lambda}Arn`)]),
      Conditions: CONDITIONS,
      Resources: {
        [name]: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: name, Body } },
        ...Object.fromEntries(
          isAdmin ? [] : ['DEFAULT_4XX', 'DEFAULT_5XX'].map((kind) => errors(name, kind)),
        ),
        [`Deployment${name}`]: {
          Type: 'AWS::ApiGateway::Deployment',
          Properties: { RestApiId: { Ref: name }, StageName: ENVIRONMENT },
        },
        ...Object.fromEntries(
          paths.flatMap((one) =>
            Object.entries(one.groups).map(([group, words]) => groupPolicy(name, pool, one, group, words)),
          ),
        ),
      },
      Outputs: { ApiId: { Value: { Ref: name } } },
    },
  };
}

const SIGNED: Json = {
  type: 'apiKey',
  name: 'Authorization',
  in: 'header',
  'x-amazon-apigateway-authtype': 'awsSigv4',
};

function cognito(pool: string): Json {
  return {
    type: 'apiKey',
    name: 'Authorization',
    in: 'header',
    'x-amazon-apigateway-authtype': 'cognito_user_pools',
    'x-amazon-apigateway-authorizer': {
      type: 'cognito_user_pools',
      providerARNs: [
        { 'Fn::Sub': `arn:aws:cognito-idp:\${AWS::Region}:\${AWS::AccountId}:userpool/\${${pool}}` },
      ],
    },
  };
}

function userPath({ lambda, isOpen }: Gen1Path): Json {
  return {
    options: preflight(`${HEADERS},X-Amz-User-Agent`),
    'x-amazon-apigateway-any-method': {
      'x-amazon-apigateway-integration': integration(lambda),
      ...(!isOpen && { security: [{ sigv4: [] }] }),
    },
  };
}

function adminPath({ lambda }: Gen1Path): Json {
  return {
    options: preflight(HEADERS),
    'x-amazon-apigateway-any-method': {
      'x-amazon-apigateway-integration': integration(lambda),
      security: [{ Cognito: ['aws.cognito.signin.user.admin'] }],
    },
  };
}

const HEADERS = 'Content-Type,X-Amz-Date,Authorization,X-Api-Key,X-Amz-Security-Token';
const METHODS = 'DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT';

function preflight(headers: string): Json {
  const responseParameters = {
    'method.response.header.Access-Control-Allow-Methods': `'${METHODS}'`,
    'method.response.header.Access-Control-Allow-Headers': `'${headers}'`,
    'method.response.header.Access-Control-Allow-Origin': "'*'",
  };
  return {
    'x-amazon-apigateway-integration': {
      type: 'mock',
      responses: { default: { statusCode: '200', responseParameters } },
    },
  };
}

function integration(lambda: string): Json {
  const functions = 'arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/';
  return {
    type: 'aws_proxy',
    httpMethod: 'POST',
    uri: { 'Fn::Sub': `${functions}\${function${lambda}Arn}/invocations` },
  };
}

/** Headers without which a browser does not show an error to the application. */
function errors(api: string, kind: string): [string, Resource] {
  const header = (name: string): string => `gatewayresponse.header.Access-Control-${name}`;
  const ResponseParameters = {
    [header('Allow-Origin')]: "'*'",
    [header('Allow-Headers')]: `'${HEADERS}'`,
    [header('Allow-Methods')]: `'${METHODS}'`,
    [header('Expose-Headers')]: "'Date,X-Amzn-ErrorType'",
  };
  const Properties = { RestApiId: { Ref: api }, ResponseType: kind, ResponseParameters };
  return [`Errors${kind.replace('_', '')}`, { Type: 'AWS::ApiGateway::GatewayResponse', Properties }];
}

function groupPolicy(
  api: string,
  pool: string,
  { path }: Gen1Path,
  group: string,
  words: readonly string[],
): [string, Resource] {
  const Roles = [{ 'Fn::Join': ['-', [{ Ref: pool }, `${group}GroupRole`]] }];
  const PolicyDocument = { Statement: [statement(api, path, verbsOf(words))] };
  return [`${group} ${path}`, { Type: 'AWS::IAM::Policy', Properties: { Roles, PolicyDocument } }];
}

function statement(api: string, path: string, verbs: readonly string[]): Json {
  const named = path.replace(/\{[a-zA-Z0-9-]+\}/g, '*');
  const arn = (verb: string, place: string): Json => ({
    'Fn::Join': [
      '',
      [
        'arn:aws:execute-api:',
        { Ref: 'AWS::Region' },
        ':',
        { Ref: 'AWS::AccountId' },
        ':',
        { Ref: api },
        '/',
        ENVIRONMENT,
        `${verb}${place}`,
      ],
    ],
  });
  return {
    Effect: 'Allow',
    Action: ['execute-api:Invoke'],
    Resource: verbs.flatMap((verb) => [arn(verb, named), arn(verb, under(named, '*'))]),
  };
}

function verbsOf(words: readonly string[]): string[] {
  return words.flatMap((word) => VERBS[word] ?? []);
}

function under(path: string, more: string): string {
  return path.endsWith('/') ? `${path}${more}` : `${path}/${more}`;
}

/**
 * The stack with what users and guests may call in all APIs, which every push makes anew (amplify-cli,
 * packages/amplify-provider-awscloudformation, src/utils/consolidate-apigw-policies.ts).
 */
export function buildGen1RestAccess(
  apis: readonly { readonly name: string; readonly paths: readonly Gen1Path[] }[],
): Gen1Template {
  const all = Object.values(VERBS).flat();
  const policy = (kind: 'auth' | 'guest', role: string): Resource => {
    const statements = apis.flatMap(({ name, paths }) =>
      paths.flatMap((one) => {
        const verbs = verbsOf(one[kind] ?? []);
        if (verbs.length === 0) return [];
        return [statement(name, one.path, all.every((verb) => verbs.includes(verb)) ? ['/*'] : verbs)];
      }),
    );
    const PolicyDocument = { Version: '2012-10-17', Statement: statements };
    return { Type: 'AWS::IAM::ManagedPolicy', Properties: { Roles: [{ Ref: role }], PolicyDocument } };
  };
  return {
    parameters: {
      authRoleName: { Ref: 'AuthRole' },
      unauthRoleName: { Ref: 'UnauthRole' },
      ...Object.fromEntries(
        apis.map(({ name }) => [name, { 'Fn::GetAtt': [`api/${name}`, 'Outputs.ApiId'] }]),
      ),
    },
    template: {
      Parameters: parametersOf(['authRoleName', 'unauthRoleName', ...apis.map(({ name }) => name)]),
      Conditions: CONDITIONS,
      Resources: {
        PolicyAPIGWAuth: policy('auth', 'authRoleName'),
        PolicyAPIGWUnauth: policy('guest', 'unauthRoleName'),
      },
    },
  };
}
