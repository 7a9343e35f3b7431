import { type Code, type ModuleText, code, literal, object } from '../../../src/emit/code.js';
import { lambdaOf } from '../functions.js';
import { type LaneInput } from '../lane.js';
import { AUTHORIZER_TTL_SECONDS, type ModeKind, type ModeOf, apiKeyDays, hasAuth, modeOf } from './facts.js';
import { deployedFunctionName, nameWithEnvironment } from './names.js';

/** The names of the modes in AppSync, and in `defaultAuthorizationMode` of AmplifyGraphqlApi. */
export const APPSYNC_MODES: Readonly<Record<ModeKind, string>> = {
  apiKey: 'API_KEY',
  userPools: 'AMAZON_COGNITO_USER_POOLS',
  iam: 'AWS_IAM',
  oidc: 'OPENID_CONNECT',
  lambda: 'AWS_LAMBDA',
};

/**
 * The value of `authorizationModes` of AmplifyGraphqlApi: the modes of Gen 1 and no other. It uses `backend` (with
 * `auth`), `stack`, the stack of the API, and `environmentName` where roles or functions of Gen 1 are named.
 * The settings of IAM are deprecated, but they alone keep the list of admin roles.
 */
export function modesForConstruct(input: LaneInput, module: ModuleText): Code {
  const { app, settings } = input;
  const apiKey = modeOf(settings, 'apiKey');
  const lambda = modeOf(settings, 'lambda');
  const oidc = modeOf(settings, 'oidc');
  return object([
    ['defaultAuthorizationMode', literal(APPSYNC_MODES[settings.defaultMode.kind])],
    apiKey ? ['apiKeyConfig', apiKeyConfig(apiKey, module)] : null,
    modeOf(settings, 'userPools')
      ? ['userPoolConfig', userPoolConfig(settings.otherUserPool?.value, module)]
      : null,
    modeOf(settings, 'iam') ? ['iamConfig', iamConfig(hasAuth(app), allowListedRoles(input))] : null,
    lambda ? ['lambdaConfig', lambdaConfig(lambda, input, module)] : null,
    oidc ? ['oidcConfig', oidcConfig(oidc, module)] : null,
  ]);
}

/** The names of roles that pass every rule: those of the functions that depend on the API, then custom-roles.json. */
export function allowListedRoles({
  settings: { adminRoles, callingFunctions },
  functions,
}: LaneInput): readonly Code[] {
  return [
    ...callingFunctions.map(({ name }) => {
      const place = functions.get(name);
      return place ? code`${lambdaOf(place)}.role!` : deployedFunctionName(name);
    }),
    ...adminRoles.map(({ name }) => nameWithEnvironment(name)),
  ];
}

function duration(module: ModuleText, unit: 'days' | 'seconds' | 'millis', amount: number): Code {
  return code`${module.use('Duration', 'aws-cdk-lib')}.${unit as Code}(${literal(amount)})`;
}

function apiKeyConfig(mode: ModeOf<'apiKey'>, module: ModuleText): Code {
  return object([
    mode.description === null ? null : ['description', literal(mode.description)],
    ['expires', duration(module, 'days', apiKeyDays(mode))],
  ]);
}

function userPoolConfig(other: string | undefined, module: ModuleText): Code {
  if (other === undefined) return code`{ userPool: backend.auth.resources.userPool }`;
  const UserPool = module.use('UserPool', 'aws-cdk-lib/aws-cognito');
  return code`{ userPool: ${UserPool}.fromUserPoolId(stack, 'userPool', ${literal(other)}) }`;
}

function iamConfig(auth: boolean, roles: readonly Code[]): Code {
  return object([
    auth ? ['identityPoolId', code`backend.auth.resources.identityPoolId`] : null,
    auth ? ['authenticatedUserRole', code`backend.auth.resources.authenticatedUserIamRole`] : null,
    auth ? ['unauthenticatedUserRole', code`backend.auth.resources.unauthenticatedUserIamRole`] : null,
    roles.length === 0 ? null : ['allowListedRoles', `[${roles.join(', ')}]` as Code],
  ]);
}

function lambdaConfig(
  { functionName, ttlSeconds }: ModeOf<'lambda'>,
  { functions }: LaneInput,
  module: ModuleText,
): Code {
  const ttl = ['ttl', duration(module, 'seconds', ttlSeconds ?? AUTHORIZER_TTL_SECONDS)] as const;
  const place = functions.get(functionName);
  if (place) return object([['function', lambdaOf(place)], ttl]);
  const Function = module.use('Function', 'aws-cdk-lib/aws-lambda');
  const ArnFormat = module.use('ArnFormat', 'aws-cdk-lib');
  const authorizer = code`${Function}.fromFunctionAttributes(stack, 'authorizer', {
    functionArn: stack.formatArn({
      service: 'lambda',
      resource: 'function',
      resourceName: ${deployedFunctionName(functionName)},
      arnFormat: ${ArnFormat}.COLON_RESOURCE_NAME,
    }),
    sameEnvironment: true,
  })`;
  return object([['function', authorizer, 'The function that Gen 1 deploys.'], ttl]);
}

function oidcConfig(mode: ModeOf<'oidc'>, module: ModuleText): Code {
  return object([
    ['oidcProviderName', literal(mode.providerName)],
    ['oidcIssuerUrl', literal(mode.issuer)],
    mode.clientId === null ? null : ['clientId', literal(mode.clientId)],
    ['tokenExpiryFromAuth', duration(module, 'millis', mode.authTtl ?? 0)],
    ['tokenExpiryFromIssue', duration(module, 'millis', mode.issueTtl ?? 0)],
  ]);
}
