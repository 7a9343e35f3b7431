import { type Code, type Entry, type ModuleText, code, literal, object } from '../../../src/emit/code.js';
import { type StackMapping, stackMappingsCode } from '../connection-stacks.js';
import { moduleOf } from '../functions.js';
import { type LaneInput } from '../lane.js';
import { type TablePlan } from '../settings.js';
import { AUTHORIZER_TTL_SECONDS, type ModeKind, type ModeOf, apiKeyDays, hasAuth, modeOf } from './facts.js';
import { deployedFunctionName } from './names.js';

type Member = readonly [name: string, value: Code];

/** Names that Amplify takes for resources (resource_name_validator of @aws-amplify/backend). */
const RESOURCE_NAME = /^[a-zA-Z0-9_-]+$/;

/**
 * The members of `defineData({…})` besides the schema, in the order in which they are usual. A member may use
 * `environmentName`, which the module then declares.
 */
export function defineDataMembers(
  input: LaneInput,
  module: ModuleText,
  stacks: StackMapping = new Map(),
): readonly Member[] {
  const { settings, tables } = input;
  const { name } = settings;
  const mappings = stackMappingsCode(input, stacks, module);
  return [
    ...(RESOURCE_NAME.test(name) ? [['name', literal(name)] as const] : []),
    ['authorizationModes', authorizationModes(input, module)],
    ...(mappings ? [['stackMappings', mappings] as const] : []),
    ...(tables.kind === 'import'
      ? [['migratedAmplifyGen1DynamoDbTableMappings', tableMappings(tables)] as const]
      : []),
  ];
}

/** The default is always written: what defineData takes by itself depends on what else is there. */
function authorizationModes(input: LaneInput, module: ModuleText): Code {
  const { app, settings } = input;
  const apiKey = modeOf(settings, 'apiKey');
  const lambda = modeOf(settings, 'lambda');
  const oidc = modeOf(settings, 'oidc');
  return object([
    ['defaultAuthorizationMode', literal(defaultMode(settings.defaultMode.kind, hasAuth(app)))],
    apiKey ? ['apiKeyAuthorizationMode', apiKeyMode(apiKey)] : null,
    lambda ? ['lambdaAuthorizationMode', lambdaMode(lambda, input, module)] : null,
    oidc ? ['oidcAuthorizationMode', oidcMode(oidc)] : null,
  ]);
}

function defaultMode(kind: ModeKind, auth: boolean): string {
  switch (kind) {
    case 'userPools':
      return 'userPool';
    case 'iam':
      return auth ? 'identityPool' : 'iam';
    default:
      return kind;
  }
}

function apiKeyMode(mode: ModeOf<'apiKey'>): Code {
  return object([
    mode.description === null ? null : ['description', literal(mode.description)],
    ['expiresInDays', literal(apiKeyDays(mode))],
  ]);
}

/**
 * defineData takes a factory of a function that Gen 2 deploys; this one finds the function that Gen 1 deployed.
 * `sameEnvironment` lets CDK give AppSync leave to call it.
 */
function lambdaMode(
  { functionName, ttlSeconds }: ModeOf<'lambda'>,
  input: LaneInput,
  module: ModuleText,
): Code {
  const ttl = ['timeToLiveInSeconds', literal(ttlSeconds ?? AUTHORIZER_TTL_SECONDS)] as const;
  const place = input.functions.get(functionName);
  if (place) return object([['function', module.use(place.key, moduleOf(place))], ttl]);
  const Function = module.use('Function', 'aws-cdk-lib/aws-lambda');
  const Stack = module.use('Stack', 'aws-cdk-lib');
  const ArnFormat = module.use('ArnFormat', 'aws-cdk-lib');
  const defineFunction = module.useType('defineFunction', '@aws-amplify/backend');
  const factory = code`{
    getInstance: ({ constructContainer }) =>
      constructContainer.getOrCompute({
        resourceGroupName: 'data',
        generateContainerEntry: ({ scope }) => ({
          resources: {
            lambda: ${Function}.fromFunctionAttributes(scope, 'authorizer', {
              functionArn: ${Stack}.of(scope).formatArn({
                service: 'lambda',
                resource: 'function',
                resourceName: ${deployedFunctionName(functionName)},
                arnFormat: ${ArnFormat}.COLON_RESOURCE_NAME,
              }),
              sameEnvironment: true,
            }),
          },
        }),
      }) as ReturnType<ReturnType<typeof ${defineFunction}>['getInstance']>,
  }`;
  return object([['function', factory, 'The function that Gen 1 deploys.'], ttl]);
}

/** Gen 1 counts in milliseconds. A lifetime that Gen 1 does not check is taken away again in the overrides. */
function oidcMode(mode: ModeOf<'oidc'>): Code {
  const limit = (name: string, milliseconds: number | null): Entry =>
    milliseconds === null
      ? [name, literal(0), 'No limit: overrides.ts takes it away.']
      : [name, literal(milliseconds / 1000)];
  return object([
    ['oidcProviderName', literal(mode.providerName)],
    ['oidcIssuerUrl', literal(mode.issuer)],
    mode.clientId === null ? null : ['clientId', literal(mode.clientId)],
    limit('tokenExpiryFromAuthInSeconds', mode.authTtl),
    limit('tokenExpireFromIssueInSeconds', mode.issueTtl),
  ]);
}

function tableMappings({ branches }: Extract<TablePlan, { kind: 'import' }>): Code {
  const items = branches.map(({ branch, tables }) =>
    object([
      ['branchName', literal(branch)],
      [
        'modelNameToTableNameMapping',
        object([...tables].map(([model, table]): Entry => [model, literal(table)])),
      ],
    ]),
  );
  return `[${items.join(', ')}]` as Code;
}
