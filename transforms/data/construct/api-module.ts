import {
  type Code,
  code,
  type Entry,
  lineComment,
  literal,
  ModuleText,
  object,
} from '../../../src/emit/code.js';
import { environmentName } from '../../../src/emit/environment-name.js';
import { type StackMapping, stackMappingsCode } from '../connection-stacks.js';
import { calledFunctions, functionOfGen2, lambdaOf, moduleOf } from '../functions.js';
import { type FunctionPlace } from '../../shared/lambda/places.js';
import { type LaneInput } from '../lane.js';
import { keepsSandbox } from '../sdl/amend.js';
import { predictionOperations } from '../sdl/obstacles.js';
import { hasAuth, modeOf } from '../settings/facts.js';
import { APPSYNC_MODES, dataOverrides, modesForConstruct, overrideBody } from '../settings/index.js';
import { nameWithEnvironment } from '../settings/names.js';
import { type ConflictHandler, type TablePlan } from '../settings.js';
import { knownBucket } from './predictions.js';
import { functionSlots } from './slots.js';

export const API_PATH = 'amplify/data/api.ts';

/** amplify/data/api.ts: a function that adds the API to the backend. */
export function apiModule(input: LaneInput, stacks: StackMapping): string {
  const module = new ModuleText();
  const className = module.use('AmplifyGraphqlApi', '@aws-amplify/graphql-api-construct');
  const schema = module.use('schema', './schema');
  const backend = backendType(input, module);
  const definition = definitionCode(input, schema, module);
  const overrides = dataOverrides(input, module);
  const body: Code[] = [
    stackCode(input, module),
    ...definition.statements,
    code`const api = new ${className}(stack, 'api', ${properties(input, definition.value, stacks, module)});`,
    ...(overrides.length === 0 ? [] : [code`const { resources } = api;\n${overrideBody(overrides, module)}`]),
    outputs(input, schema, module),
    code`return api;`,
  ];
  module.add(
    ...environmentName(input.takeover, [...body]),
    ...definition.tables,
    code`${lineComment('The API as Gen 1 makes it, with its own flags; `defineData` has no setting for some of them.')}
export function createApi(backend: ${backend}): ${className} {
${body.reduce((before, statement) => code`${before}\n\n${statement}`)}
}`,
  );
  return module.toString();
}

/** Functions that need the API and are called by it are in the stack `data`, and one by name can be made once. */
function stackCode(input: LaneInput, module: ModuleText): Code {
  if (namedFunctions(input).length === 0) return code`const stack = backend.createStack('data');`;
  const stack = module.useType('Stack', 'aws-cdk-lib');
  return code`${lineComment('Functions that need the API and are called by it are in its stack already.')}
const found = backend.stack.node.tryFindChild('data') as ${stack} | undefined;
const stack = found ?? backend.createStack('data');`;
}

function backendType(input: LaneInput, module: ModuleText): Code {
  const resources = [
    ...(hasAuth(input.app) ? [code`auth: typeof ${module.useType('auth', '../auth/resource')}`] : []),
    ...namedFunctions(input).map((place) => {
      return code`${place.key as Code}: typeof ${module.useType(place.key, moduleOf(place))}`;
    }),
  ];
  if (resources.length === 0) return module.useType('BackendBase', '@aws-amplify/backend');
  const types = resources.reduce((before, one) => code`${before}; ${one}`);
  return code`${module.useType('Backend', '@aws-amplify/backend')}<{ ${types} }>`;
}

/** The functions of Gen 2 that resolvers, conflicts and modes of the API name. */
function namedFunctions(input: LaneInput): readonly FunctionPlace[] {
  const { conflicts, callingFunctions } = input.settings;
  const handlers = [conflicts?.project, ...(conflicts?.models.values() ?? [])];
  const resolving = handlers.flatMap((handler) => {
    return handler?.functionName ? (functionOfGen2(input, handler.functionName) ?? []) : [];
  });
  const calling = modeOf(input.settings, 'iam') ? callingFunctions.map(({ name }) => name) : [];
  const authorizer = modeOf(input.settings, 'lambda')?.functionName;
  const byResource = [...calling, ...(authorizer === undefined ? [] : [authorizer])];
  const others = byResource.flatMap((name) => input.functions.get(name) ?? []);
  return [...new Set([...calledFunctions(input), ...resolving, ...others])];
}

interface Definition {
  readonly value: Code;
  readonly statements: readonly Code[];
  /** The names of tables, beside the function. */
  readonly tables: readonly Code[];
}

const NEW_TABLES = code`{ dbType: 'DYNAMODB', provisionStrategy: 'AMPLIFY_TABLE' }`;

/** As `defineData` asks for it: a sandbox must not write to the tables of a branch. */
const DEPLOYED = code`const isSandbox = stack.node.tryGetContext('amplify-backend-type') === 'sandbox';
const deployed = isSandbox ? 'sandbox' : String(stack.node.tryGetContext('amplify-backend-name'));`;

function definitionCode({ tables }: LaneInput, schema: Code, module: ModuleText): Definition {
  const className = module.use('AmplifyGraphqlDefinition', '@aws-amplify/graphql-api-construct');
  const made = code`${className}.fromString(${schema}, ${NEW_TABLES})`;
  if (tables.kind === 'new') return { value: made, statements: [], tables: [] };
  return {
    value: code`definition`,
    statements: [
      code`const definition = ${made};
${DEPLOYED}
for (const [model, tableName] of Object.entries(tables[deployed] ?? {})) {
  definition.dataSourceStrategies[model] = { dbType: 'DYNAMODB', provisionStrategy: 'IMPORTED_AMPLIFY_TABLE', tableName };
}`,
    ],
    tables: [tableNames(tables)],
  };
}

function tableNames({ branches }: Extract<TablePlan, { kind: 'import' }>): Code {
  const names = object(
    branches.map(({ branch, tables }): Entry => [
      branch,
      object([...tables].map(([model, table]): Entry => [model, literal(table)])),
    ]),
  );
  return code`${lineComment('The tables that Gen 1 made, by the branch that takes them over. A branch that is not here gets new ones.')}
const tables: Record<string, Record<string, string>> = ${names};`;
}

function properties(input: LaneInput, definition: Code, stacks: StackMapping, module: ModuleText): Code {
  const { settings } = input;
  const slots = functionSlots(input, module);
  const bucket = predictionsBucket(input, module);
  const mappings = stackMappingsCode(input, stacks, module);
  const called = calledFunctions(input).map((place): Entry => [place.key, lambdaOf(place)]);
  return object([
    ['apiName', literal(settings.name)],
    ['definition', definition],
    ['authorizationModes', modesForConstruct(input, module)],
    ['translationBehavior', translationBehavior(input), 'The feature flags of Gen 1.'],
    settings.conflicts ? ['dataStoreConfiguration', conflictCode(input, module)] : null,
    called.length > 0 ? ['functionNameMap', object(called)] : null,
    slots ? ['functionSlots', slots] : null,
    mappings ? ['stackMappings', mappings] : null,
    bucket ? ['predictionsBucket', bucket] : null,
  ]);
}

/**
 * In the order of PartialTranslationBehavior, but for the last two, which are for projects only that ask for them. CDK refuses the
 * tables that come of local indexes (the sort key is set too late for its check), so those become global ones.
 */
function translationBehavior(input: LaneInput): Code {
  const { flags } = input.settings;
  const { api } = input;
  const { suppressApiKeyGeneration } = flags;
  const hasLocal = api.models.some(({ indexes }) => indexes.some(({ local }) => local));
  return object([
    ['shouldDeepMergeDirectiveConfigDefaults', literal(flags.shouldDeepMergeDirectiveConfigDefaults)],
    ['useSubUsernameForDefaultIdentityClaim', literal(flags.useSubUsernameForDefaultIdentityClaim)],
    ['subscriptionsInheritPrimaryAuth', literal(flags.subscriptionsInheritPrimaryAuth)],
    ['populateOwnerFieldForStaticGroupAuth', literal(flags.populateOwnerFieldForStaticGroupAuth)],
    ['secondaryKeyAsGSI', literal(flags.secondaryKeyAsGSI || hasLocal)],
    ['enableAutoIndexQueryNames', literal(flags.enableAutoIndexQueryNames)],
    [
      'respectPrimaryKeyAttributesOnConnectionField',
      literal(flags.respectPrimaryKeyAttributesOnConnectionField),
    ],
    keepsSandbox(input, 'construct') ? ['sandboxModeEnabled', literal(true)] : null,
    suppressApiKeyGeneration ? ['suppressApiKeyGeneration', literal(true)] : null,
  ]);
}

function conflictCode(input: LaneInput, module: ModuleText): Code {
  const { conflicts } = input.settings;
  const strategy = (handler: ConflictHandler, id: string): Code =>
    object([
      ['detectionType', literal('VERSION')],
      ['handlerType', literal(handler.strategy)],
      handler.strategy === 'LAMBDA' && handler.functionName !== null
        ? ['conflictHandler', functionCode(handler.functionName, id, input, module)]
        : null,
    ]);
  const models = [...(conflicts?.models ?? [])].map(([model, handler]): Entry => [
    model,
    strategy(handler, `${model}Conflicts`),
  ]);
  return object([
    conflicts?.project ? ['project', strategy(conflicts.project, 'conflicts')] : null,
    models.length > 0 ? ['models', object(models)] : null,
  ]);
}

function functionCode(name: string, id: string, input: LaneInput, module: ModuleText): Code {
  const place = functionOfGen2(input, name);
  if (place !== null) return lambdaOf(place);
  const className = module.use('Function', 'aws-cdk-lib/aws-lambda');
  return code`${className}.fromFunctionName(stack, ${literal(id)}, ${nameWithEnvironment(name)})`;
}

function predictionsBucket({ app, api }: LaneInput, module: ModuleText): Code | null {
  if (predictionOperations(api).length === 0) return null;
  const className = module.use('Bucket', 'aws-cdk-lib/aws-s3');
  const known = knownBucket(app);
  return known === null
    ? code`new ${className}(stack, 'predictions')`
    : code`${className}.fromBucketName(stack, 'predictions', ${literal(known)})`;
}

/** What `defineData` writes to amplify_outputs.json by itself. */
function outputs({ settings }: LaneInput, schema: Code, module: ModuleText): Code {
  const generateModelsSync = module.use('generateModelsSync', '@aws-amplify/graphql-generator');
  const { defaultMode, additionalModes, flags } = settings;
  const hasKey = modeOf(settings, 'apiKey') && !flags.suppressApiKeyGeneration;
  const options = object([
    ['schema', schema],
    ['target', literal('introspection')],
    flags.respectPrimaryKeyAttributesOnConnectionField
      ? null
      : ['respectPrimaryKeyAttributesOnConnectionField', literal(false)],
  ]);
  const data = object([
    ['aws_region', code`stack.region`],
    ['url', code`api.graphqlUrl`],
    hasKey ? ['api_key', code`api.apiKey`] : null,
    ['default_authorization_type', literal(APPSYNC_MODES[defaultMode.kind])],
    ['authorization_types', literal(additionalModes.map(({ kind }) => APPSYNC_MODES[kind]))],
    ['model_introspection', code`JSON.parse(models['model-introspection.json'] ?? '{}')`],
  ]);
  return code`const models = ${generateModelsSync}(${options});
backend.addOutput({ data: ${data} });`;
}
