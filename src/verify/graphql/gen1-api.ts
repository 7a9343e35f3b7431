import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as Construct from '@aws-amplify/graphql-api-construct';
import type * as Cdk from 'aws-cdk-lib';
import type * as Appsync from 'aws-cdk-lib/aws-appsync';
import type * as Cognito from 'aws-cdk-lib/aws-cognito';
import type * as Iam from 'aws-cdk-lib/aws-iam';
import type * as Lambda from 'aws-cdk-lib/aws-lambda';
import { readAssembly } from '../assembly.js';
import { type ApiFacts, apiFacts } from './api-facts.js';
import { type Gen1ApiInput, type Gen1ConflictHandler, type Gen1Mode, type Gen1Slot } from './gen1-input.js';
import { GEN1_IDENTITY_POOL, GEN1_ROLES, GEN1_USER_POOL } from './gen1-names.js';
import { withoutSandboxIam } from './gen1-sandbox.js';

export * from './gen1-input.js';

/** The packages that know Gen 1's transformers; they are CommonJS, and found from a project. */
interface Packages {
  readonly cdk: typeof Cdk;
  readonly appsync: typeof Appsync;
  readonly cognito: typeof Cognito;
  readonly iam: typeof Iam;
  readonly lambda: typeof Lambda;
  readonly construct: typeof Construct;
}

/**
 * What Gen 1 deploys for an API, synthesised with the transformers that `amplify push` runs, under the
 * project's own flags (`TranslationBehavior` is made of them). `projectRoot` is where the packages are found;
 * by default where this module finds them.
 * @throws Error when the transformers refuse the schema
 */
export async function gen1Api(input: Gen1ApiInput, projectRoot?: string): Promise<ApiFacts> {
  const packages = load(projectRoot);
  const outDir = await mkdtemp(join(tmpdir(), 'amplify-migrate-gen1-'));
  try {
    synthesise(packages, input, outDir);
    const facts = await apiFacts({ outDir, stacks: await readAssembly(outDir) });
    return input.sandbox === true ? withoutSandboxIam(facts, input) : facts;
  } finally {
    await rm(outDir, { recursive: true, force: true });
  }
}

function load(projectRoot: string | undefined): Packages {
  const from = createRequire(projectRoot === undefined ? import.meta.url : join(projectRoot, 'package.json'));
  return {
    cdk: from('aws-cdk-lib') as typeof Cdk,
    appsync: from('aws-cdk-lib/aws-appsync') as typeof Appsync,
    cognito: from('aws-cdk-lib/aws-cognito') as typeof Cognito,
    iam: from('aws-cdk-lib/aws-iam') as typeof Iam,
    lambda: from('aws-cdk-lib/aws-lambda') as typeof Lambda,
    construct: from('@aws-amplify/graphql-api-construct') as typeof Construct,
  };
}

/** Stack traces and the tree of constructs are for people; without them the synthesis takes half the time. */
const CONTEXT = { 'aws:cdk:disable-stack-trace': true, 'aws:cdk:bundling-stacks': [] };

function synthesise(packages: Packages, input: Gen1ApiInput, outdir: string): void {
  const { cdk, construct } = packages;
  // CDK remembers which files it has copied, by their content alone.
  cdk.AssetStaging.clearAssetHashCache();
  const app = new cdk.App({
    outdir,
    analyticsReporting: false,
    autoSynth: false,
    treeMetadata: false,
    context: CONTEXT,
  });
  const stack = new cdk.Stack(app, 'gen1');
  const sdl = input.sdl.replaceAll('${env}', input.environment ?? 'dev');
  quietly(() => {
    new construct.AmplifyGraphqlApi(stack, 'api', {
      definition: construct.AmplifyGraphqlDefinition.fromString(sdl),
      authorizationModes: authorizationModes(packages, stack, input),
      translationBehavior: { ...input.flags, sandboxModeEnabled: input.sandbox ?? false },
      functionSlots: (input.slots ?? []).map((slot) => functionSlot(packages, slot)),
      predictionsBucket: bucketOf(packages, stack, sdl),
      ...conflictResolution(packages, stack, input),
    } as Construct.AmplifyGraphqlApiProps);
    app.synth();
  });
}

/** The transformers print warnings, which are Gen 1's and not for the reader of a comparison. */
function quietly(run: () => void): void {
  const { log, warn, error } = console;
  const nothing = (): void => {};
  Object.assign(console, { log: nothing, warn: nothing, error: nothing });
  const write = process.stderr.write.bind(process.stderr);
  process.stderr.write = () => true;
  try {
    run();
  } finally {
    Object.assign(console, { log, warn, error });
    process.stderr.write = write;
  }
}

const TYPES = {
  apiKey: 'API_KEY',
  userPools: 'AMAZON_COGNITO_USER_POOLS',
  iam: 'AWS_IAM',
  oidc: 'OPENID_CONNECT',
  lambda: 'AWS_LAMBDA',
} as const satisfies Record<Gen1Mode['kind'], string>;

function authorizationModes(
  packages: Packages,
  stack: Cdk.Stack,
  input: Gen1ApiInput,
): Construct.AuthorizationModes {
  const modes = [input.defaultMode, ...(input.additionalModes ?? [])];
  return Object.assign(
    { defaultAuthorizationMode: TYPES[input.defaultMode.kind] },
    ...modes.map((mode) => modeConfig(packages, stack, mode, input)),
  ) as Construct.AuthorizationModes;
}

const DEFAULT_KEY_DAYS = 7;
const DEFAULT_AUTHORIZER_SECONDS = 300;

function modeConfig(
  { cdk, cognito, iam, lambda }: Packages,
  stack: Cdk.Stack,
  mode: Gen1Mode,
  { adminRoles = [], environment = 'dev' }: Gen1ApiInput,
): Partial<Construct.AuthorizationModes> {
  switch (mode.kind) {
    case 'apiKey':
      return {
        apiKeyConfig: {
          expires: cdk.Duration.days(mode.expiresInDays ?? DEFAULT_KEY_DAYS),
          ...(typeof mode.description === 'string' && { description: mode.description }),
        },
      };
    case 'userPools':
      return { userPoolConfig: { userPool: cognito.UserPool.fromUserPoolId(stack, 'pool', GEN1_USER_POOL) } };
    case 'iam':
      return { iamConfig: iamConfig(stack, iam, adminRoles) };
    case 'oidc':
      return {
        oidcConfig: {
          oidcProviderName: mode.providerName,
          oidcIssuerUrl: mode.issuer,
          ...(typeof mode.clientId === 'string' && { clientId: mode.clientId }),
          tokenExpiryFromAuth: cdk.Duration.millis(mode.authTtl ?? 0),
          tokenExpiryFromIssue: cdk.Duration.millis(mode.issueTtl ?? 0),
        },
      };
    case 'lambda': {
      const name = mode.functionName.replaceAll('${env}', environment);
      return {
        lambdaConfig: {
          function: lambda.Function.fromFunctionName(stack, `authorizer-${name}`, name),
          ttl: cdk.Duration.seconds(mode.ttlSeconds ?? DEFAULT_AUTHORIZER_SECONDS),
        },
      };
    }
  }
}

/**
 * The members are deprecated because they mean what IAM meant in Gen 1: rules decide, and roles on a list pass.
 */
function iamConfig(stack: Cdk.Stack, iam: typeof Iam, adminRoles: readonly string[]): object {
  return {
    identityPoolId: GEN1_IDENTITY_POOL,
    authenticatedUserRole: iam.Role.fromRoleName(stack, 'auth', GEN1_ROLES.authenticated),
    unauthenticatedUserRole: iam.Role.fromRoleName(stack, 'unauth', GEN1_ROLES.unauthenticated),
    allowListedRoles: [...adminRoles],
  };
}

function functionSlot({ appsync }: Packages, slot: Gen1Slot): Construct.FunctionSlot {
  const template = (text: string): Appsync.MappingTemplate => appsync.MappingTemplate.fromString(text);
  return {
    typeName: slot.typeName,
    fieldName: slot.fieldName,
    slotName: slot.slotName,
    slotIndex: slot.slotIndex,
    function: {
      ...(slot.request !== undefined && { requestMappingTemplate: template(slot.request) }),
      ...(slot.response !== undefined && { responseMappingTemplate: template(slot.response) }),
    },
  } as Construct.FunctionSlot;
}

/** `@predictions` needs the bucket of storage. */
function bucketOf({ cdk }: Packages, stack: Cdk.Stack, sdl: string): Cdk.aws_s3.IBucket | undefined {
  return sdl.includes('@predictions')
    ? cdk.aws_s3.Bucket.fromBucketName(stack, 'storage', 'gen1-storage')
    : undefined;
}

function conflictResolution(
  { lambda }: Packages,
  stack: Cdk.Stack,
  { conflicts, environment = 'dev' }: Gen1ApiInput,
): Partial<Construct.AmplifyGraphqlApiProps> {
  if (conflicts == null) return {};
  const strategy = (
    { strategy: handlerType, functionName }: Gen1ConflictHandler,
    id: string,
  ): Construct.ConflictResolutionStrategy => {
    const detectionType = 'VERSION';
    if (handlerType !== 'LAMBDA') return { detectionType, handlerType };
    const name = (functionName ?? '').replaceAll('${env}', environment);
    const conflictHandler = lambda.Function.fromFunctionName(stack, `conflicts-${id}`, name);
    return { detectionType, handlerType, conflictHandler };
  };
  return {
    dataStoreConfiguration: {
      ...(conflicts.project && { project: strategy(conflicts.project, 'project') }),
      models: Object.fromEntries([...conflicts.models].map(([name, one]) => [name, strategy(one, name)])),
    },
  };
}
