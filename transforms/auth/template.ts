import { type Gen1App, type Gen1Resource } from '../../src/core/gen1-app.js';
import { type Json, type JsonNode, at, membersOf, stringAt } from '../../src/core/json.js';
import { TemplateEvaluator, UNRESOLVED } from './cloudformation.js';
import { type CognitoResources, KNOWN_PROPERTIES, type Properties } from './cognito.js';
import { gen1Cognito } from './gen1-cognito.js';
import { type CognitoConfig } from './inputs.js';
import { type TemplateAddition, type TemplateModel } from './model.js';

/** Resources of the older template whose properties decide about sign-in, with the facts that know them. */
const COMPARED = {
  UserPool: KNOWN_PROPERTIES.userPool,
  UserPoolClientWeb: KNOWN_PROPERTIES.client,
  UserPoolClient: KNOWN_PROPERTIES.client,
  IdentityPool: KNOWN_PROPERTIES.identityPool,
} as const;

/**
 * Logical ids that Gen 1 itself writes: helpers of its custom resources, and what the inputs decide.
 * Source: auth-template.yml.ejs of aws-amplify/amplify-cli before 7.0, packages/amplify-category-auth.
 */
const GENERATED = [
  /^(UserPool|UserPoolClientWeb|UserPoolClient|IdentityPool|IdentityPoolRoleMap|SNSRole)$/,
  /^UserPoolClient(Role|Lambda|LambdaPolicy|LogPolicy|Inputs)$/,
  /^HostedUI(ProvidersCustomResource|CustomResource)(Policy|LogPolicy|Inputs)?$/,
  /^OAuthCustomResource(Policy|LogPolicy|Inputs)?$/,
  /^MFA(Lambda|LogPolicy|LambdaPolicy|LambdaInputs|LambdaRole)$/,
  /^OpenId(Lambda|LogPolicy|LambdaIAMPolicy|LambdaInputs|LambdaRole)$/,
  /^UserPool\w+LambdaInvokePermission$/,
  /^CustomMessageConfirmationBucket$/,
  /^\w*(PostConfirmation|PreSignup|CustomMessage|CreateAuthChallenge|DefineAuthChallenge|VerifyAuthChallengeResponse|PreTokenGeneration|PostAuthentication|PreAuthentication)\w*$/,
];

/** The older form: parameters.json with a template that people may have edited, which is what is deployed. */
export async function readTemplate(
  app: Gen1App,
  resource: Gen1Resource,
  config: CognitoConfig,
): Promise<{ readonly template: TemplateModel; readonly cognito: CognitoResources } | null> {
  const document = await templateDocument(app, resource);
  if (!document) return null;
  const evaluator = new TemplateEvaluator(document, parameterValues(config, app.environment.name));
  const read = (logicalId: keyof typeof COMPARED) => properties(document, logicalId, evaluator);
  const pool = read('UserPool');
  const web = read('UserPoolClientWeb');
  const native = read('UserPoolClient');
  const identity = read('IdentityPool');
  // What custom resources set after the deployment: OAuth, MFA and the role mapping of groups.
  const generated = gen1Cognito(config, { useEnabledMfas: !has(document, 'MFALambdaInputs') });
  return {
    template: {
      document,
      additions: [
        ...pool.additions,
        ...web.additions,
        ...native.additions,
        ...identity.additions,
        ...ownResources(document),
      ],
    },
    cognito: {
      userPool: pool.properties && { ...pool.properties, ...mfa(generated.userPool) },
      webClient: web.properties && { ...web.properties, ...oauth(generated.webClient) },
      nativeClient: native.properties && { ...native.properties, ...oauth(generated.nativeClient) },
      identityPool: identity.properties,
      roleMappings: generated.roleMappings,
    },
  };
}

async function templateDocument(app: Gen1App, resource: Gen1Resource): Promise<JsonNode | null> {
  const file = resource.files.find((name) => /^[^/]*template\.(yml|yaml|json)$/.test(name));
  if (file === undefined || resource.folder === null) return null;
  const path = `${resource.folder}/${file}`;
  return file.endsWith('.json') ? app.files.json(path) : await app.files.yaml(path);
}

function parameterValues(config: CognitoConfig, environment: string): Map<string, Json> {
  const values = new Map<string, Json>([['env', environment]]);
  for (const [key, value] of Object.entries(config)) {
    if (isJson(value)) values.set(key, value);
  }
  return values;
}

function isJson(value: unknown): value is Json {
  return value !== undefined && typeof value !== 'function' && typeof value !== 'symbol';
}

function has(document: JsonNode, logicalId: string): boolean {
  return at(document, 'Resources', logicalId) !== undefined;
}

interface ReadProperties {
  readonly properties: Properties | null;
  readonly additions: readonly TemplateAddition[];
}

/** Known properties by value; unknown ones, and values that refer to resources, as additions. */
function properties(
  document: JsonNode,
  logicalId: keyof typeof COMPARED,
  evaluator: TemplateEvaluator,
): ReadProperties {
  const resource = at(document, 'Resources', logicalId);
  if (!resource) return { properties: null, additions: [] };
  const known: Record<string, Json> = {};
  const additions: TemplateAddition[] = [];
  for (const [name, node] of membersOf(at(resource, 'Properties'))) {
    const value = evaluator.evaluate(node);
    const isKnown = (COMPARED[logicalId] as ReadonlySet<string>).has(name);
    if (isKnown && value !== UNRESOLVED) known[name] = value;
    else if (isKnown && REFERENCES.has(name)) known[name] = {};
    else additions.push({ logicalId, type: stringAt(resource, 'Type') ?? '', property: name, node });
  }
  return { properties: known, additions };
}

/** Known properties that always refer to resources; that they are there is all that counts. */
const REFERENCES = new Set([
  'SmsConfiguration',
  'UserPoolId',
  'CognitoIdentityProviders',
  'LambdaConfig',
  'OpenIdConnectProviderARNs',
  'UserPoolName',
  'IdentityPoolName',
]);

function ownResources(document: JsonNode): TemplateAddition[] {
  return [...membersOf(at(document, 'Resources'))]
    .filter(([logicalId]) => !GENERATED.some((pattern) => pattern.test(logicalId)))
    .map(([logicalId, node]) => ({ logicalId, type: stringAt(node, 'Type') ?? '', property: null, node }));
}

function mfa(generated: Properties | null): Properties {
  const { EnabledMfas } = generated ?? {};
  return EnabledMfas === undefined ? {} : { EnabledMfas };
}

function oauth(generated: Properties | null): Properties {
  const entries = Object.entries(generated ?? {}).filter(
    ([name]) => name.includes('OAuth') || name.endsWith('URLs') || name === 'SupportedIdentityProviders',
  );
  return Object.fromEntries(entries);
}
