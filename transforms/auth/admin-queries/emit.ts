import {
  type Code,
  type Entry,
  ModuleText,
  array,
  code,
  lineComment,
  literal,
  object,
} from '../../../src/emit/code.js';
import { settingEntries } from '../../shared/lambda/emit.js';
import { type FunctionSettings, type NodeVersion } from '../../shared/lambda/settings.js';
import { type AdminQueriesEnvironment } from './environment.js';

export interface AdminQueriesDraft {
  readonly settings: FunctionSettings;
  readonly version: NodeVersion;
  readonly entry: string;
  readonly environment: AdminQueriesEnvironment;
  readonly actions: readonly string[];
  readonly scopes: readonly string[];
  /** The Gen 1 environment that the deployment stands for. */
  readonly environmentName: Code;
}

/** amplify/auth/admin-queries/resource.ts */
export function functionModule({
  settings,
  version,
  entry,
  environment,
  environmentName,
}: AdminQueriesDraft): string {
  const module = new ModuleText();
  const variables: Entry[] = [
    ...environment.texts.map(({ name, text }): Entry => [name, literal(text)]),
    ...environment.branches.map((name): Entry => [name, environmentName]),
  ];
  const properties = object([
    ['name', literal('admin-queries')],
    ['entry', literal(entry)],
    ...settingEntries(settings, version),
    variables.length === 0 ? null : ['environment', object(variables)],
    settings.layers.size === 0 ? null : ['layers', literal(Object.fromEntries(settings.layers))],
    ['resourceGroupName', literal('auth'), 'Beside the user pool that it works on.'],
  ]);
  const defineFunction = module.use('defineFunction', '@aws-amplify/backend');
  module.add(code`export const adminQueries = ${defineFunction}(${properties});`);
  return module.toString();
}

/** What Gen 1's template answers to a preflight request. */
const CORS = {
  allowOrigins: ['*'],
  allowMethods: ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'],
  allowHeaders: ['Content-Type', 'X-Amz-Date', 'Authorization', 'X-Api-Key', 'X-Amz-Security-Token'],
  statusCode: 200,
};

/** amplify/auth/admin-queries/api.ts */
export function apiModule(draft: AdminQueriesDraft): string {
  const module = new ModuleText();
  const gateway = (name: string): Code => module.use(name, 'aws-cdk-lib/aws-apigateway');
  const backendType = module.useType('Backend', '@aws-amplify/backend');
  const statements = [
    code`const { userPool } = backend.auth.resources;`,
    ...functionStatements(draft, module),
    code`const { stack } = backend.auth;
const api = new ${gateway('RestApi')}(stack, 'AdminQueriesApi', { restApiName: 'AdminQueries', cloudWatchRole: false });
const authorizer = new ${gateway('CognitoUserPoolsAuthorizer')}(stack, 'AdminQueriesAuthorizer', { cognitoUserPools: [userPool] });
${lineComment('Not `addProxy`: that one opens the root path as well, and answers no preflight requests.')}
const proxy = api.root.addResource('{proxy+}', { defaultCorsPreflightOptions: ${literal(CORS)} });
${lineComment('The scope is that of access tokens: callers send one in their Authorization header, as before.')}
proxy.addMethod('ANY', new ${gateway('LambdaIntegration')}(lambda), { authorizer, authorizationScopes: ${literal([...draft.scopes])} });`,
    code`${lineComment('Without a slash at the end: clients append paths that begin with one.')}
const endpoint = \`https://\${api.restApiId}.execute-api.\${stack.region}.\${stack.urlSuffix}/\${api.deploymentStage.stageName}\`;
backend.addOutput({ custom: { API: { AdminQueries: { endpoint, region: stack.region, apiName: 'AdminQueries' } } } });`,
  ];
  const auth = module.useType('auth', '../resource');
  const adminQueries = module.useType('adminQueries', './resource');
  const body = statements.reduce((before, statement) => code`${before}\n\n${statement}`);
  module.add(
    code`type AdminQueriesBackend = ${backendType}<{ auth: typeof ${auth}; adminQueries: typeof ${adminQueries} }>;`,
    code`${lineComment("Gen 1's admin queries: a REST API for users of one group, who manage the users of the pool.")}
export function addAdminQueries(backend: AdminQueriesBackend): void {
${body}
}`,
  );
  return module.toString();
}

function functionStatements(
  { environment, actions, settings }: AdminQueriesDraft,
  module: ModuleText,
): Code[] {
  const cfnFunction = code`backend.adminQueries.resources.cfnResources.cfnFunction`;
  return [
    code`const { lambda } = backend.adminQueries.resources;`,
    ...environment.poolIds.map(
      (name) => code`backend.adminQueries.addEnvironment(${literal(name)}, userPool.userPoolId);`,
    ),
    ...environment.regions.map(
      (name) => code`backend.adminQueries.addEnvironment(${literal(name)}, backend.auth.stack.region);`,
    ),
    ...settings.overrides.map(
      ({ name, value }) => code`${cfnFunction}.addPropertyOverride(${literal(name)}, ${literal(value)});`,
    ),
    ...(actions.length === 0 ? [] : [policy(actions, module)]),
  ];
}

function policy(actions: readonly string[], module: ModuleText): Code {
  const statement = module.use('PolicyStatement', 'aws-cdk-lib/aws-iam');
  const properties = object([
    ['actions', literal([...actions])],
    ['resources', array([code`userPool.userPoolArn`])],
  ]);
  return code`lambda.addToRolePolicy(new ${statement}(${properties}));`;
}
