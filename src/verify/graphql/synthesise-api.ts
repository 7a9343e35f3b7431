import { devNull } from 'node:os';
import type * as Construct from '@aws-amplify/graphql-api-construct';
import type * as Cdk from 'aws-cdk-lib';
import type * as Appsync from 'aws-cdk-lib/aws-appsync';
import type * as Iam from 'aws-cdk-lib/aws-iam';
import { type Gen1ApiInput, type Gen1ConflictHandler, type Gen1Mode, type Gen1Slot } from './gen1-input.js';
import { GEN1_IDENTITY_POOL, GEN1_ROLES, GEN1_USER_POOL } from './gen1-names.js';
import { type Packages } from './packages.js';

/**
 * Writes what Gen 1 deploys for an API to `outDir`, as a cloud assembly, with the transformers that `amplify push`
 * runs, under the project's own flags (`TranslationBehavior` is made of them).
 * @throws Error when the transformers refuse the schema
 */
export function synthesiseGen1Api(packages: Packages, input: Gen1ApiInput, outDir: string): void {
  synthesised(
    packages,
    input,
    (stack) => ({
      authorizationModes: authorizationModes(packages, stack, input),
      translationBehavior: { ...input.flags, sandboxModeEnabled: input.sandbox ?? false },
    }),
    outDir,
  );
}

/**
 * The same for what `defineData` deploys: the settings that it gives the transformers are in
 * @aws-amplify/backend-data, src/factory.ts and src/convert_authorization_modes.ts.
 * @throws Error when the transformers refuse the schema
 */
export function synthesiseDataApi(
  packages: Packages,
  input: Omit<Gen1ApiInput, 'flags'>,
  functions: Readonly<Record<string, string>>,
  outDir: string,
): void {
  synthesised(
    packages,
    input,
    (stack) => ({
      authorizationModes: dataModes(packages, stack, input),
      translationBehavior: { allowDestructiveGraphqlSchemaUpdates: true },
      definition: packages.construct.AmplifyGraphqlDefinition.fromString(input.sdl, {
        dbType: 'DYNAMODB',
        provisionStrategy: 'AMPLIFY_TABLE',
      }),
      functionNameMap: deployed(packages, stack, functions),
    }),
    outDir,
  );
}

/** Functions of the backend, by the words that facts have for those. */
function deployed(
  { lambda }: Packages,
  stack: Cdk.Stack,
  functions: Readonly<Record<string, string>>,
): Record<string, Cdk.aws_lambda.IFunction> {
  return Object.fromEntries(
    Object.entries(functions).map(([key, name]) => [
      key,
      lambda.Function.fromFunctionName(stack, `function-${key}`, `function ${name}`),
    ]),
  );
}

/** Where the generations differ. */
type Settings = Pick<Construct.AmplifyGraphqlApiProps, 'authorizationModes' | 'translationBehavior'> &
  Partial<Pick<Construct.AmplifyGraphqlApiProps, 'definition' | 'functionNameMap'>>;
type Input = Omit<Gen1ApiInput, 'flags'>;

/**
 * Stack traces and the tree of constructs are for people; without them the synthesis takes half the time. What a
 * stack can hold is no matter of what an API means: Gen 2's mappings of stacks are not part of the SDL.
 */
const CONTEXT = {
  'aws:cdk:disable-stack-trace': true,
  'aws:cdk:disable-creation-stack-traces': true,
  // Assets are read where they lie: some layers have megabytes, which would be copied for every API.
  'aws:cdk:disable-asset-staging': true,
  'aws:cdk:bundling-stacks': [],
  '@aws-cdk/core:stackResourceLimit': 0,
};

function synthesised(
  packages: Packages,
  input: Input,
  settings: (stack: Cdk.Stack) => Settings,
  outdir: string,
): void {
  const { cdk, construct } = packages;
  const app = new cdk.App({
    outdir,
    analyticsReporting: false,
    autoSynth: false,
    treeMetadata: false,
    context: CONTEXT,
  });
  const stack = new cdk.Stack(app, 'gen1');
  const sdl = input.sdl.replaceAll('${env}', input.environment ?? 'dev');
  inOwnEnvironment(() => {
    quietly(() => {
      new construct.AmplifyGraphqlApi(stack, 'api', {
        definition: construct.AmplifyGraphqlDefinition.fromString(sdl),
        ...settings(stack),
        functionSlots: (input.slots ?? []).map((slot) => functionSlot(packages, slot)),
        predictionsBucket: bucketOf(packages, stack, sdl),
        ...conflictResolution(packages, stack, input),
      } as Construct.AmplifyGraphqlApiProps);
      // CDK refuses local indexes, since it looks for the sort key before the transformer has set it.
      app.synth({ skipValidation: true });
    });
  });
}

/**
 * CDK writes the fingerprints of all assets to the home folder anew for each of them; without one it does not. Its own
 * check of the templates takes seconds, and only prints warnings, which nobody reads here.
 */
const ENVIRONMENT = { HOME: devNull, USERPROFILE: devNull, CDK_VALIDATION: 'false' };

function inOwnEnvironment(run: () => void): void {
  const before = Object.keys(ENVIRONMENT).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, ENVIRONMENT);
  try {
    run();
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  }
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
  input: Input,
): Construct.AuthorizationModes {
  const modes = [input.defaultMode, ...(input.additionalModes ?? [])];
  return Object.assign(
    { defaultAuthorizationMode: TYPES[input.defaultMode.kind] },
    ...modes.map((mode) => modeConfig(packages, stack, mode, input)),
  ) as Construct.AuthorizationModes;
}

/** The roles of the identity pool are there whenever there is auth, and IAM always. */
function dataModes(packages: Packages, stack: Cdk.Stack, input: Input): Construct.AuthorizationModes {
  const modes = [input.defaultMode, ...(input.additionalModes ?? [])];
  const { iam } = packages;
  return Object.assign(
    {
      defaultAuthorizationMode: TYPES[input.defaultMode.kind],
      iamConfig: { enableIamAuthorizationMode: true },
      identityPoolConfig: {
        identityPoolId: GEN1_IDENTITY_POOL,
        authenticatedUserRole: iam.Role.fromRoleName(stack, 'auth', GEN1_ROLES.authenticated),
        unauthenticatedUserRole: iam.Role.fromRoleName(stack, 'unauth', GEN1_ROLES.unauthenticated),
      },
    },
    ...modes.filter(({ kind }) => kind !== 'iam').map((mode) => modeConfig(packages, stack, mode, input)),
  ) as Construct.AuthorizationModes;
}

const DEFAULT_KEY_DAYS = 7;
const DEFAULT_AUTHORIZER_SECONDS = 300;

function modeConfig(
  { cdk, cognito, iam, lambda }: Packages,
  stack: Cdk.Stack,
  mode: Gen1Mode,
  { adminRoles = [], environment = 'dev' }: Input,
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
      // The CLI adds the environment to the name of the resource.
      const name = `${mode.functionName.replace(/-?\$\{env\}$/, '')}-${environment}`;
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
  { conflicts, environment = 'dev' }: Input,
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
