import { type Json } from '../../core/json.js';
import { attachedTo } from '../facts/attached.js';
import { type Deployment } from '../facts/deployment.js';
import { amount, record, set, textOf, without } from '../facts/normal.js';
import { type Access } from '../iam/access.js';
import { type KnownNames, OF_GEN1 } from '../iam/names.js';
import { namedDeployment } from '../named-deployment.js';
import { type ResolvedResource } from '../resolve.js';
import { type JsonObject, type Stacks } from '../template.js';
import { type Method, headersOf, methodsOf } from './routes.js';

/** A REST API as API Gateway has it. */
export interface RestApi {
  readonly methods: readonly Method[];
  /** What policies call its stages. */
  readonly stages: readonly string[];
  /** Everything that does not decide who may call it. */
  readonly settings: JsonObject;
}

/** The REST APIs of a backend by name, and who calls them. */
export interface RestFacts {
  readonly apis: ReadonlyMap<string, RestApi>;
  readonly callers: Access;
}

const REST_API = 'Rest.';

/** Reads the facts of a Gen 2 backend, or of Gen 1's templates with those of its REST APIs. */
export function restFacts(stacks: Stacks, known: KnownNames, access: Access): RestFacts {
  const callers = new Map([...access].filter(([name]) => !name.startsWith('function:')));
  const has = [...stacks.values()].some(({ template }) =>
    Object.values(template.Resources).some(({ Type }) => Type === 'AWS::ApiGateway::RestApi'),
  );
  if (!has) return { apis: new Map(), callers };
  const deployment = namedDeployment(stacks, known);
  const found = deployment.ofType('AWS::ApiGateway::RestApi').filter(({ id }) => id.startsWith(REST_API));
  return {
    apis: new Map(found.map((api) => [api.id.slice(REST_API.length), restApi(api, deployment)])),
    callers,
  };
}

function restApi(api: ResolvedResource, deployment: Deployment): RestApi {
  const methods = methodsOf(api, deployment);
  const isOwn = ({ properties }: ResolvedResource): boolean => properties['RestApiId'] === `\${${api.id}}`;
  const ownStages = deployment.ofType('AWS::ApiGateway::Stage').filter(isOwn);
  const stages = ownStages.flatMap(({ id, properties }) => [`\${${id}}`, textOf(properties['StageName'])]);
  const deployed = deployment
    .ofType('AWS::ApiGateway::Deployment')
    .filter(isOwn)
    .map(({ properties }) => textOf(properties['StageName']));
  return {
    methods,
    stages: [...new Set([...stages, ...deployed])].filter((stage) => stage !== ''),
    settings: {
      Functions: byRoute(methods.filter(({ verb }) => verb !== 'OPTIONS')),
      Preflight: Object.fromEntries(
        methods
          .filter(({ verb }) => verb === 'OPTIONS')
          .map(({ path, headers, answeredBy }): [string, Json] => [path, headers ?? answeredBy]),
      ),
      ErrorHeaders: Object.fromEntries(
        deployment
          .ofType('AWS::ApiGateway::GatewayResponse')
          .filter(isOwn)
          .map(({ properties }) => [
            textOf(properties['ResponseType']),
            headersOf(record(properties['ResponseParameters'])),
          ]),
      ),
      Policy: api.properties['Policy'] ?? null,
      BinaryMediaTypes: api.properties['BinaryMediaTypes'] ?? null,
      Others: without(api.properties, ...SEPARATE),
      // Throttling, caches and logs; the name is part of the address, which is new in any case.
      Stage: Object.assign(
        {},
        ...ownStages.map(({ properties }) => without(properties, ...OF_STAGE)),
      ) as JsonObject,
      TokensAreKept: tokenSettings(api, isOwn, deployment),
      Attached: attachedTo(api.id, deployment),
    },
  };
}

/** Properties of an API that are facts of their own, or for people. */
const SEPARATE = ['Name', 'Description', 'Tags', 'Body', 'Policy', 'BinaryMediaTypes', 'FailOnWarnings'];
const OF_STAGE = ['RestApiId', 'DeploymentId', 'StageName', 'Description', 'Tags'];

/** How long the answer of an authorizer counts, and in which header the token is: API Gateway's 300 s, unless said. */
function tokenSettings(
  { properties }: ResolvedResource,
  isOwn: (resource: ResolvedResource) => boolean,
  deployment: Deployment,
): Json[] {
  const ofResources = deployment
    .ofType('AWS::ApiGateway::Authorizer')
    .filter(isOwn)
    .map(({ properties }) =>
      tokenText(properties['AuthorizerResultTtlInSeconds'], textOf(properties['IdentitySource']) || HEADER),
    );
  const body = record(properties['Body']);
  const schemes = record(body['securityDefinitions'] ?? record(body['components'])['securitySchemes']);
  const ofDocument = Object.values(schemes)
    .map(record)
    .filter((scheme) => 'x-amazon-apigateway-authorizer' in scheme)
    .map((scheme) => {
      const authorizer = record(scheme['x-amazon-apigateway-authorizer']);
      const header = `method.request.header.${textOf(scheme['name']) || 'Authorization'}`;
      return tokenText(
        authorizer['authorizerResultTtlInSeconds'],
        textOf(authorizer['identitySource']) || header,
      );
    });
  return set([...ofResources, ...ofDocument]);
}

function tokenText(seconds: Json | undefined, source: string): string {
  return `${JSON.stringify(amount(seconds, 300))} s, ${source}`;
}

const HEADER = 'method.request.header.Authorization';

/** `/items`, and `/items GET` where a verb has a function of its own. */
function byRoute(methods: readonly Method[]): JsonObject {
  return Object.fromEntries(
    methods.map(({ path, verb, answeredBy }) => [verb === 'ANY' ? path : `${path} ${verb}`, answeredBy]),
  );
}

/**
 * The APIs of Gen 1 are still there beside those of Gen 2: `name` is what policies of Gen 2 call such an API.
 * Undefined when none of them names it.
 */
export function namedByGen2(api: string, { apis, callers }: RestFacts): string | undefined {
  const name = `${apis.has(api) ? OF_GEN1 : ''}${REST_API}${api}`;
  const isNamed = [...callers.values()].some(({ policies }) =>
    policies.statements.some(({ resources }) =>
      resources.patterns.some((pattern) => pattern.includes(`:\${${name}}/`)),
    ),
  );
  return isNamed ? name : undefined;
}
