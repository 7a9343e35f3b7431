import { type BackendPart } from '../../../src/core/feature.js';
import {
  type Code,
  ModuleText,
  array,
  code,
  identifier,
  lineComment,
  literal,
  member,
  object,
} from '../../../src/emit/code.js';
import { type AccessPlan } from './access.js';
import { type TriggerContext } from './context.js';
import { type EnvironmentPlan } from '../../shared/lambda/environment.js';
import { addBranchValues, environmentObject, partsCode, settingEntries } from '../../shared/lambda/emit.js';
import { secretNamesStatement } from '../../shared/lambda/secret-names.js';
import { type FunctionSettings } from '../../shared/lambda/settings.js';
import { hasCode } from '../../shared/lambda/intrinsics.js';
import { asArn } from '../../shared/references/arns.js';
import { holesOf } from '../../shared/references/values.js';
import { type Statement } from '../../shared/lambda/statements.js';

const BACKEND = '@aws-amplify/backend';
const IAM = 'aws-cdk-lib/aws-iam';

export interface FunctionDraft {
  readonly settings: FunctionSettings;
  readonly environment: EnvironmentPlan;
  readonly access: AccessPlan;
}

/** resource.ts of a trigger that is written for Node.js. */
export function nodeModule(
  context: TriggerContext,
  draft: FunctionDraft,
  entry: string,
  version: number,
): string {
  const { settings, environment } = draft;
  const module = new ModuleText();
  const defineFunction = module.use('defineFunction', BACKEND);
  addBranchValues(module, context, environment);
  const properties = object([
    ['name', literal(context.model.events[0].folder)],
    ['entry', literal(entry)],
    ...settingEntries(settings, version),
    environment.variables.length === 0
      ? null
      : ['environment', environmentObject(module, context, environment)],
    settings.layers.size === 0 ? null : ['layers', literal(Object.fromEntries(settings.layers))],
    [
      'resourceGroupName',
      literal('auth'),
      'A trigger and its user pool need each other: one stack for both.',
    ],
  ]);
  module.add(code`export const ${identifier(context.exportName)} = ${defineFunction}(${properties});`);
  return module.toString();
}

/** resource.ts of a trigger in Python, which CDK takes as it is. */
export function pythonModule(
  context: TriggerContext,
  draft: FunctionDraft,
  runtime: string,
  handler: string,
): string {
  const { settings, environment } = draft;
  const module = new ModuleText();
  const use = (name: string): Code => module.use(name, 'aws-cdk-lib/aws-lambda');
  const asset = code`${module.use('fileURLToPath', 'node:url')}(new URL('./src', import.meta.url))`;
  const defineFunction = module.use('defineFunction', BACKEND);
  addBranchValues(module, context, environment);
  const properties = object([
    ['runtime', code`new ${use('Runtime')}(${literal(runtime)}, ${use('RuntimeFamily')}.PYTHON)`],
    ['handler', literal(handler)],
    ['code', code`${use('Code')}.fromAsset(${asset})`],
    settings.timeoutSeconds === null
      ? null
      : [
          'timeout',
          code`${module.use('Duration', 'aws-cdk-lib')}.seconds(${literal(settings.timeoutSeconds)})`,
        ],
    ['memorySize', literal(settings.memoryMB)],
    environment.variables.length === 0
      ? null
      : ['environment', environmentObject(module, context, environment)],
  ]);
  const name = literal(context.model.events[0].folder);
  module.add(
    code`export const ${identifier(context.exportName)} = ${defineFunction}(
  (scope) => new ${use('Function')}(scope, ${name}, ${properties}),
  { resourceGroupName: 'auth' },
);`,
  );
  return module.toString();
}

/** What has to be set on the function after `defineBackend`; null when nothing has to be. */
export function backendPart(context: TriggerContext, draft: FunctionDraft): BackendPart {
  const backendFunction = member(code`backend`, context.exportName);
  const statements = [
    ...ownVariables(draft).map(({ name, parts }) => ({
      code: code`${backendFunction}.addEnvironment(${literal(name)}, ${partsCode(parts, holesOf(context))});`,
      imports: [],
    })),
    ...(draft.environment.secretNames.length === 0
      ? []
      : [secretNamesStatement('auth', backendFunction, draft.environment.secretNames)]),
    ...draft.settings.overrides.map(({ name, value }) => ({
      code: code`${backendFunction}.resources.cfnResources.cfnFunction.addPropertyOverride(${literal(name)}, ${literal(value)});`,
      imports: [],
    })),
    ...layers(context, draft.settings, backendFunction),
    ...ownPolicy(context, draft.access.ownStatements, backendFunction),
    ...poolPolicy(context, draft.access.poolStatements, backendFunction),
    ...managedPolicies(context, draft.access.managedPolicies, backendFunction),
  ];
  const resources =
    statements.length === 0
      ? []
      : [{ name: context.exportName, from: `./auth/${context.model.events[0].folder}/resource` }];
  return { resources, statements };
}

/** Variables that need nothing but the stack of the function. */
function ownVariables({ environment }: FunctionDraft) {
  return environment.fromStack.filter(({ parts }) => !hasCode(parts));
}

/** Layers whose ARNs only a deployment knows, or that the resource does not take. */
function layers(
  context: TriggerContext,
  { orderedLayers }: FunctionSettings,
  backendFunction: Code,
): BackendStatement[] {
  if (orderedLayers === null) return [];
  const holes = holesOf(context);
  const arns = orderedLayers.flatMap((layer) => ('arn' in layer ? [partsCode(asArn(layer.arn), holes)] : []));
  return [
    {
      code: code`${backendFunction}.resources.cfnResources.cfnFunction.layers = ${array(arns)};`,
      imports: [],
    },
  ];
}

type BackendStatement = BackendPart['statements'][number];

export function statementCode(context: TriggerContext, statement: Statement): Code {
  const holes = holesOf(context);
  const isDeny = statement.effect === 'Deny';
  return code`new PolicyStatement(${object([
    isDeny ? ['effect', code`Effect.DENY`] : null,
    ['actions', literal([...statement.actions])],
    ['resources', array(statement.resources.map((parts) => partsCode(asArn(parts), holes)))],
    statement.conditions === undefined ? null : ['conditions', literal(statement.conditions)],
  ])})`;
}

export function iamImports(
  statements: readonly Statement[],
  ...names: string[]
): BackendStatement['imports'] {
  const denies = statements.some(({ effect }) => effect === 'Deny');
  return [...names, 'PolicyStatement', ...(denies ? ['Effect'] : [])].map((name) => ({ name, from: IAM }));
}

function ownPolicy(
  context: TriggerContext,
  statements: readonly Statement[],
  backendFunction: Code,
): BackendStatement[] {
  return statements.map((statement) => ({
    code: code`${backendFunction}.resources.lambda.addToRolePolicy(${statementCode(context, statement)});`,
    imports: iamImports([statement]),
  }));
}

/** The function waits for its own policies, and the pool for the function: hence a policy that stands alone. */
function poolPolicy(
  context: TriggerContext,
  statements: readonly Statement[],
  backendFunction: Code,
): BackendStatement[] {
  if (statements.length === 0) return [];
  const name = `${capital(context.exportName)}UserPoolAccess`;
  const list = array(statements.map((statement) => statementCode(context, statement)));
  return [
    {
      code: code`${lineComment('Beside the function: in a policy of its own it would wait for the pool, and the pool waits for it.')}
${backendFunction}.resources.lambda.role?.attachInlinePolicy(
  new Policy(backend.auth.stack, ${literal(name)}, { statements: ${list} }),
);`,
      imports: iamImports(statements, 'Policy'),
    },
  ];
}

function managedPolicies(
  context: TriggerContext,
  arns: readonly string[],
  backendFunction: Code,
): BackendStatement[] {
  return arns.map((arn, index) => ({
    code: code`${backendFunction}.resources.lambda.role?.addManagedPolicy(
  ManagedPolicy.fromManagedPolicyArn(backend.auth.stack, ${literal(`${capital(context.exportName)}ManagedPolicy${String(index + 1)}`)}, ${literal(arn)}),
);`,
    imports: [{ name: 'ManagedPolicy', from: IAM }],
  }));
}

function capital(name: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}
