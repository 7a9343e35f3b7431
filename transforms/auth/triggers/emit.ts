import { type BackendPart } from '../../../src/core/feature.js';
import {
  type Code,
  type Entry,
  ModuleText,
  array,
  code,
  identifier,
  key,
  lineComment,
  literal,
  member,
  object,
  template,
} from '../../../src/emit/code.js';
import { type AccessPlan } from './access.js';
import { type TriggerContext } from './context.js';
import { type EnvironmentPlan, type VariableValue } from './environment.js';
import { type FunctionSettings } from './function-settings.js';
import { type Hole, type Part } from './intrinsics.js';
import { type Statement } from './statements.js';

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

/** Arguments of `defineFunction` that hold the settings of the Lambda function. */
export function settingEntries(settings: FunctionSettings, version: number): (Entry | null)[] {
  return [
    ['runtime', literal(version)],
    settings.architecture && ['architecture', literal(settings.architecture)],
    settings.timeoutSeconds === null ? null : ['timeoutSeconds', literal(settings.timeoutSeconds)],
    ['memoryMB', literal(settings.memoryMB)],
    settings.ephemeralStorageSizeMB === null
      ? null
      : ['ephemeralStorageSizeMB', literal(settings.ephemeralStorageSizeMB)],
  ];
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

function environmentObject(
  module: ModuleText,
  context: TriggerContext,
  { variables }: EnvironmentPlan,
): Code {
  return object(variables.map(({ name, value }): Entry => [name, valueCode(module, context, name, value)]));
}

function valueCode(module: ModuleText, context: TriggerContext, name: string, value: VariableValue): Code {
  switch (value.kind) {
    case 'text':
      return literal(value.text);
    case 'secret':
      return code`${module.use('secret', BACKEND)}(${literal(value.name)})`;
    case 'per branch':
      return member(code`values`, name);
    case 'with branch':
      return partsCode(value.parts, { branch: environmentCode(context) });
  }
}

/** What the name of the environment is worked out from, whatever the function is for. */
type BranchContext = Pick<TriggerContext, 'app' | 'branchOf'>;

/** The branch of this deployment; a sandbox has none and stands for the chosen environment. */
function branchCode(context: BranchContext): Code {
  return code`process.env.AWS_BRANCH ?? ${literal(context.branchOf(context.app.environment.name))}`;
}

/** The Gen 1 environment that this deployment stands for: Gen 1's `env`, which names of its resources hold. */
export function environmentCode(context: BranchContext): Code {
  const environment = context.app.environment.name;
  const branch = context.branchOf(environment);
  if (branch === environment) return branchCode(context);
  const isTaken = code`!process.env.AWS_BRANCH || process.env.AWS_BRANCH === ${literal(branch)}`;
  return code`(${isTaken} ? ${literal(environment)} : process.env.AWS_BRANCH)`;
}

/** The values that differ between the environments, by branch. */
function addBranchValues(module: ModuleText, context: TriggerContext, { variables }: EnvironmentPlan): void {
  const differing = variables.flatMap(({ name, value }) =>
    value.kind === 'per branch' ? [{ name, texts: value.texts }] : [],
  );
  if (differing.length === 0) return;
  const chosen = context.branchOf(context.app.environment.name);
  const branches = [...new Set(differing.flatMap(({ texts }) => [...texts.keys()]))];
  const rows = branches.map((branch): Entry => [
    branch,
    object(differing.map(({ name, texts }): Entry => [name, literal(texts.get(branch) ?? '')])),
  ]);
  module.add(
    code`${lineComment(`What differs between the environments of Gen 1. Other branches get the values of ${chosen}.`)}
const byBranch = ${object(rows)};
const branch = ${branchCode(context)};
const values = Object.hasOwn(byBranch, branch)
  ? byBranch[branch as keyof typeof byBranch]
  : ${elementOf(code`byBranch`, chosen)};`,
  );
}

function elementOf(target: Code, name: string): Code {
  return name === '__proto__' ? code`${target}${key(name)}` : member(target, name);
}

/** Text with holes, as a template literal; a plain string when it has none. */
function partsCode(parts: readonly Part[], holes: Readonly<Partial<Record<Hole, Code>>>): Code {
  const [only] = parts;
  if (parts.length === 0) return literal('');
  if (parts.length === 1 && typeof only === 'string') return literal(only);
  const pieces = parts.map((part) => {
    if (typeof part === 'string') return template(part, PLACEHOLDER, code``).slice(1, -1);
    const hole = 'hole' in part ? holes[part.hole] : undefined;
    if (!hole) throw new Error(`AM9001: no value for ${JSON.stringify(part)}`);
    return parts.length === 1 ? hole : `\${${hole}}`;
  });
  return (parts.length === 1 ? pieces.join('') : `\`${pieces.join('')}\``) as Code;
}

/** Text that can't be in a value: the parts are split already. */
const PLACEHOLDER = '\u0000no placeholder\u0000';

/** What has to be set on the function after `defineBackend`; null when nothing has to be. */
export function backendPart(context: TriggerContext, draft: FunctionDraft): BackendPart {
  const backendFunction = member(code`backend`, context.exportName);
  const statements = [
    ...draft.environment.fromStack.map(({ name, parts }) => ({
      code: code`${backendFunction}.addEnvironment(${literal(name)}, ${partsCode(parts, holesFor(context, backendFunction))});`,
      imports: [],
    })),
    ...draft.settings.overrides.map(({ name, value }) => ({
      code: code`${backendFunction}.resources.cfnResources.cfnFunction.addPropertyOverride(${literal(name)}, ${literal(value)});`,
      imports: [],
    })),
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

function holesFor(context: TriggerContext, backendFunction: Code): Readonly<Record<Hole, Code>> {
  return {
    branch: environmentCode(context),
    region: code`${backendFunction}.stack.region`,
    account: code`${backendFunction}.stack.account`,
    partition: code`${backendFunction}.stack.partition`,
    urlSuffix: code`${backendFunction}.stack.urlSuffix`,
    userPoolId: code`backend.auth.resources.userPool.userPoolId`,
    userPoolArn: code`backend.auth.resources.userPool.userPoolArn`,
  };
}

type BackendStatement = BackendPart['statements'][number];

function statementCode(context: TriggerContext, statement: Statement, backendFunction: Code): Code {
  const holes = holesFor(context, backendFunction);
  const isDeny = statement.effect === 'Deny';
  return code`new PolicyStatement(${object([
    isDeny ? ['effect', code`Effect.DENY`] : null,
    ['actions', literal([...statement.actions])],
    ['resources', array(statement.resources.map((parts) => partsCode(parts, holes)))],
    statement.conditions === undefined ? null : ['conditions', literal(statement.conditions)],
  ])})`;
}

function iamImports(statements: readonly Statement[], ...names: string[]): BackendStatement['imports'] {
  const denies = statements.some(({ effect }) => effect === 'Deny');
  return [...names, 'PolicyStatement', ...(denies ? ['Effect'] : [])].map((name) => ({ name, from: IAM }));
}

function ownPolicy(
  context: TriggerContext,
  statements: readonly Statement[],
  backendFunction: Code,
): BackendStatement[] {
  return statements.map((statement) => ({
    code: code`${backendFunction}.resources.lambda.addToRolePolicy(${statementCode(context, statement, backendFunction)});`,
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
  const list = array(statements.map((statement) => statementCode(context, statement, backendFunction)));
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
