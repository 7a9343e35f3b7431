import { type JsonNode, at, itemsOf, membersOf, stringAt } from '../../../src/core/json.js';
import { shown } from '../../../src/core/shown.js';
import { type AdminQueriesContext } from './context.js';
import { type AdminQueriesApi } from './model.js';

/** The scope that Gen 1's authorizer asks for: every access token of a user has it. */
const SCOPE = 'aws.cognito.signin.user.admin';
const PATH = '/{proxy+}';

/** Settles the documents of the API, and reads the scopes that a caller's token needs. */
export function planApi(context: AdminQueriesContext, api: AdminQueriesApi | null): readonly string[] {
  if (!api) return [SCOPE];
  const { ledger } = context;
  for (const node of [api.inputs, api.template, api.parameters, api.resource.config]) {
    if (node) ledger.cover(node);
  }
  settleInputs(context, api.inputs);
  const scopes = settleTemplate(context, api.template);
  settleOverride(context, api);
  context.bookkeeping(api.parameters, 'Names of roles that the API does not use.');
  context.bookkeeping(api.resource.config, 'The CLI of Gen 1 lists its resources here.');
  return scopes;
}

/**
 * Gen 1 looks at the name of the function only: the paths and their authorizer are fixed.
 * Source: generateAdminQueriesStack in apigw-stack-builder.ts of aws-amplify/amplify-category-api.
 */
function settleInputs(context: AdminQueriesContext, inputs: JsonNode | null): void {
  const functions = new Set<string>();
  for (const path of membersOf(at(inputs ?? undefined, 'paths')).values()) {
    const name = at(path, 'lambdaFunction');
    if (name?.kind !== 'scalar') continue;
    functions.add(String(name.value));
    if (functions.size > 1) context.manual(name, 'AM1422', { what: 'a second function' });
    else context.settle(name, { kind: 'override', target: context.api });
  }
  context.bookkeeping(inputs, 'Gen 1 gives the admin queries one fixed path and authorizer.');
}

const FRAME: ReadonlySet<string> = new Set([
  'AWS::ApiGateway::RestApi',
  'AWS::ApiGateway::Deployment',
  'AWS::Lambda::Permission',
]);

function settleTemplate(context: AdminQueriesContext, template: JsonNode | null): readonly string[] {
  let scopes: readonly string[] = [SCOPE];
  for (const [name, resource] of membersOf(at(template ?? undefined, 'Resources'))) {
    const type = stringAt(resource, 'Type');
    if (type === undefined || !FRAME.has(type)) {
      context.manual(resource, 'AM1422', { what: `the resource ${shown(name)} of the API` });
    } else if (type === 'AWS::ApiGateway::RestApi') scopes = settlePaths(context, resource);
  }
  if (template) context.settle(template, { kind: 'override', target: context.api });
  return scopes;
}

function settlePaths(context: AdminQueriesContext, resource: JsonNode): readonly string[] {
  const paths = membersOf(at(resource, 'Properties', 'Body', 'paths'));
  for (const [path, node] of paths) {
    if (path !== PATH) context.manual(node, 'AM1422', { what: `the path ${shown(path)} of the API` });
  }
  const method = at(paths.get(PATH), 'x-amazon-apigateway-any-method');
  const security = at(method, 'security');
  const scopes = itemsOf(at(security, 0, 'Cognito')).flatMap((scope) =>
    scope.kind === 'scalar' ? [String(scope.value)] : [],
  );
  if (scopes.length > 0) return scopes;
  const place = security ?? method ?? resource;
  context.tell('AM1422', place.origin, { what: 'another authorizer than that of the user pool' });
  return [SCOPE];
}

/** An override.ts of the API may change anything about it. */
function settleOverride(context: AdminQueriesContext, { override }: AdminQueriesApi): void {
  if (!override) return;
  const leaves = override.problem
    ? [override.problem.leaf]
    : override.statements.filter(({ node }) => node.type !== 'EmptyStatement').map(({ leaf }) => leaf);
  for (const leaf of leaves) {
    context.ledger.cover(leaf);
    context.manual(leaf, 'AM1422', { what: `line ${leaf.origin.line} of the override.ts` });
  }
}
