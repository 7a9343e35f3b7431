import { type Json } from '../../core/json.js';
import { type Deployment } from '../facts/deployment.js';
import { amount, items, record, set, textOf } from '../facts/normal.js';
import { type ResolvedResource } from '../resolve.js';
import { type JsonObject } from '../template.js';

/** Who may call a method. */
export type Caller =
  | { readonly kind: 'everybody' }
  /** Whoever IAM lets. */
  | { readonly kind: 'signed' }
  | { readonly kind: 'token'; readonly pools: readonly string[]; readonly scopes: readonly string[] }
  /** A function, or something else, decides. */
  | { readonly kind: 'other'; readonly by: string };

/** One method of a REST API. */
export interface Method {
  /** `/items/{proxy+}` */
  readonly path: string;
  /** `ANY` is every verb without a method of its own. */
  readonly verb: string;
  readonly caller: Caller;
  readonly needsKey: boolean;
  /** `function:<name>`, or what else answers. */
  readonly answeredBy: string;
  /** Headers of an answer that API Gateway gives by itself, as to a preflight request. */
  readonly headers: JsonObject | null;
}

/** The methods of an API, whether they are resources of their own or paths of an OpenAPI document. */
export function methodsOf(api: ResolvedResource, deployment: Deployment): Method[] {
  const own = `\${${api.id}}`;
  const paths = resourcePaths(api, deployment);
  const methods = deployment
    .ofType('AWS::ApiGateway::Method')
    .filter(({ properties }) => properties['RestApiId'] === own)
    .map(({ properties }) => ofResource(properties, paths, deployment));
  return [...methods, ...ofDocument(record(api.properties['Body']))];
}

/** Paths of resources by what methods name them by. */
function resourcePaths(api: ResolvedResource, deployment: Deployment): Map<string, string> {
  const paths = new Map([[`\${${api.id}.RootResourceId}`, '']]);
  let left = deployment
    .ofType('AWS::ApiGateway::Resource')
    .filter(({ properties }) => properties['RestApiId'] === `\${${api.id}}`);
  for (;;) {
    const known = left.filter(({ properties }) => paths.has(textOf(properties['ParentId'])));
    if (known.length === 0) return paths;
    for (const { id, properties } of known) {
      const parent = paths.get(textOf(properties['ParentId'])) ?? '';
      paths.set(`\${${id}}`, `${parent}/${textOf(properties['PathPart'])}`);
    }
    left = left.filter((one) => !known.includes(one));
  }
}

function ofResource(
  properties: JsonObject,
  paths: ReadonlyMap<string, string>,
  deployment: Deployment,
): Method {
  const integration = record(properties['Integration']);
  const [response] = items(integration['IntegrationResponses']).map(record);
  const isMock = integration['Type'] === 'MOCK';
  const path = paths.get(textOf(properties['ResourceId'])) ?? '';
  return {
    path: path === '' ? '/' : path,
    verb: textOf(properties['HttpMethod']),
    caller: callerOf(properties, deployment),
    needsKey: properties['ApiKeyRequired'] === true,
    answeredBy: `${answeredBy(textOf(integration['Type']), textOf(integration['Uri']))}${withinText(
      integration['TimeoutInMillis'],
    )}${isChecked(properties) ? CHECKED : ''}`,
    headers: isMock ? headersOf(record(response?.['ResponseParameters'])) : null,
  };
}

function callerOf(properties: JsonObject, deployment: Deployment): Caller {
  const type = textOf(properties['AuthorizationType']) || 'NONE';
  if (type === 'NONE') return { kind: 'everybody' };
  if (type === 'AWS_IAM') return { kind: 'signed' };
  const authorizer = record(deployment.at(properties['AuthorizerId'])?.properties);
  if (type === 'COGNITO_USER_POOLS') {
    return {
      kind: 'token',
      pools: set(authorizer['ProviderARNs']).map(textOf),
      scopes: set(properties['AuthorizationScopes']).map(textOf),
    };
  }
  return { kind: 'other', by: functionIn(textOf(authorizer['AuthorizerUri'])) ?? type };
}

const ANY_METHOD = 'x-amazon-apigateway-any-method';
const VERBS: ReadonlySet<string> = new Set(
  ['delete', 'get', 'head', 'options', 'patch', 'post', 'put'].concat(ANY_METHOD),
);

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html */
function ofDocument(body: JsonObject): Method[] {
  const schemes = record(body['securityDefinitions'] ?? record(body['components'])['securitySchemes']);
  return Object.entries(record(body['paths'])).flatMap(([path, verbs]) =>
    Object.entries(record(verbs))
      .filter(([verb]) => VERBS.has(verb))
      .map(([verb, method]) => {
        const given = record(method);
        const integration = record(given['x-amazon-apigateway-integration']);
        const responses = record(integration['responses']);
        const [response] = Object.values(responses).map(record);
        const type = textOf(integration['type']);
        const security = items(given['security'] ?? body['security']).map(record);
        const isKey = (name: string): boolean =>
          record(schemes[name])['x-amazon-apigateway-authtype'] === undefined &&
          record(schemes[name])['x-amazon-apigateway-authorizer'] === undefined;
        const names = security.flatMap((one) => Object.entries(one));
        const guard = names.find(([name]) => !isKey(name));
        return {
          path,
          verb: verb === ANY_METHOD ? 'ANY' : verb.toUpperCase(),
          caller: guard ? callerOfScheme(record(schemes[guard[0]]), guard[1]) : EVERYBODY,
          needsKey: names.some(([name]) => isKey(name)),
          answeredBy: `${answeredBy(type, textOf(integration['uri']))}${withinText(
            integration['timeoutInMillis'],
          )}${isCheckedIn(given) ? CHECKED : ''}`,
          headers: type.toUpperCase() === 'MOCK' ? headersOf(record(response?.['responseParameters'])) : null,
        };
      }),
  );
}

const EVERYBODY: Caller = { kind: 'everybody' };

function callerOfScheme(scheme: JsonObject, scopes: Json): Caller {
  const type = textOf(scheme['x-amazon-apigateway-authtype']);
  const authorizer = record(scheme['x-amazon-apigateway-authorizer']);
  if (type === 'awsSigv4') return { kind: 'signed' };
  if (type === 'cognito_user_pools' || authorizer['type'] === 'cognito_user_pools') {
    return {
      kind: 'token',
      pools: set(authorizer['providerARNs']).map(textOf),
      scopes: set(scopes).map(textOf),
    };
  }
  return { kind: 'other', by: functionIn(textOf(authorizer['authorizerUri'])) ?? type };
}

/** API Gateway waits for 29 s, unless said otherwise. */
function withinText(milliseconds: Json | undefined): string {
  const limit = amount(milliseconds, DEFAULT_LIMIT);
  return limit === DEFAULT_LIMIT ? '' : ` within ${JSON.stringify(limit)} ms`;
}

const DEFAULT_LIMIT = 29_000;
/** A validator that has nothing to ask for refuses nothing, and the parts of a path are always there. */
function isChecked(properties: JsonObject): boolean {
  const required = Object.entries(record(properties['RequestParameters'])).filter(
    ([, must]) => must === true,
  );
  const asks =
    required.some(([name]) => !name.startsWith('method.request.path.')) ||
    Object.keys(record(properties['RequestModels'])).length > 0;
  return properties['RequestValidatorId'] !== undefined && asks;
}

/** The same in a document: Gen 1's API of the admin queries has a validator that asks for the path alone. */
function isCheckedIn(method: JsonObject): boolean {
  const asks = items(method['parameters'])
    .map(record)
    .some((one) => one['in'] === 'body' || (one['required'] === true && one['in'] !== 'path'));
  return method['x-amazon-apigateway-request-validator'] !== undefined && asks;
}

/** What a validator refuses does not reach the function. */
const CHECKED = ', which a validator lets through';

function answeredBy(type: string, uri: string): string {
  const fn = functionIn(uri);
  const kind = type.toUpperCase();
  if (fn !== null) return kind === 'AWS_PROXY' ? fn : `${fn} (${kind})`;
  return uri === '' ? kind : `${kind} ${uri}`;
}

function functionIn(uri: string): string | null {
  const name = /:function:\$\{Function\.([^{}]+)\}/.exec(uri)?.[1];
  return name === undefined ? null : `function:${name}`;
}

/** `method.response.header.Access-Control-Allow-Methods`, as a list whose order has no meaning. */
export function headersOf(parameters: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(parameters)
      .map(([key, value]): [string, Json] => [
        key.replace(/^.*\.header\./, ''),
        set(
          textOf(value)
            .replace(/^'|'$/g, '')
            .split(',')
            .map((one) => one.trim()),
        ),
      ])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
