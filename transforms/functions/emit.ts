import { type Json } from '../../src/core/json.js';
import {
  type Code,
  type Entry,
  ModuleText,
  array,
  code,
  identifier,
  literal,
  object,
} from '../../src/emit/code.js';
import { addBranchValues, environmentObject, settingEntries } from '../shared/lambda/emit.js';
import { type EnvironmentPlan } from '../shared/lambda/environment.js';
import { inOwnPlace } from '../shared/lambda/own-place.js';
import { type FunctionSettings } from '../shared/lambda/settings.js';
import { type Build, bundlingCode } from './build/plan.js';
import { type Gifts } from './circles/plan.js';
import { type FunctionContext } from './context.js';
import { sayGrants, sayManagedPolicy, sayTrust } from './rights/emit.js';
import { layerVariable } from './layers/emit.js';
import { type Group } from './order/decide.js';
import { asArn } from '../shared/references/arns.js';
import { valueCode } from '../shared/references/values.js';
import { type CdkRuntime } from './runtimes.js';
import { type Retention } from './events/log-group.js';

const BACKEND = '@aws-amplify/backend';
const LAMBDA = 'aws-cdk-lib/aws-lambda';

export interface FunctionDraft {
  readonly settings: FunctionSettings;
  readonly environment: EnvironmentPlan;
  /** For `defineFunction({ schedule })`. */
  readonly schedules: readonly string[];
  /** How long its logs are kept; null: for ever. */
  readonly retention: Retention | null;
  /** The stack that the function is put into. */
  readonly group: Group;
}

/** resource.ts of a function that is written for Node.js. */
export function nodeModule(
  context: FunctionContext,
  draft: FunctionDraft,
  entry: string,
  version: number,
): string {
  const { settings, environment } = draft;
  const module = new ModuleText();
  const defineFunction = module.use('defineFunction', BACKEND);
  addBranchValues(module, context, environment);
  const properties = object([
    ['name', literal(context.name)],
    ['entry', literal(entry)],
    ...settingEntries(settings, version),
    environment.variables.length === 0
      ? null
      : ['environment', environmentObject(module, context, environment)],
    draft.schedules.length === 0 ? null : ['schedule', scheduleCode(draft.schedules)],
    settings.layers.size === 0 ? null : ['layers', literal(Object.fromEntries(settings.layers))],
    draft.retention === null ? null : ['logging', code`{ retention: ${literal(draft.retention.text)} }`],
    draft.group === 'function' ? null : ['resourceGroupName', literal(draft.group), REASONS[draft.group]],
  ]);
  module.add(code`export const ${identifier(context.exportName)} = ${defineFunction}(${properties});`);
  return module.toString();
}

const REASONS: Readonly<Record<Exclude<Group, 'function'>, string>> = {
  data: 'In the stack of the API: each needs the other, so neither could be made first.',
  storage: 'In the stack of the bucket: each needs the other, so neither could be made first.',
};

function scheduleCode(schedules: readonly string[]): Code {
  const [only, ...others] = schedules;
  return literal(others.length === 0 && only !== undefined ? only : [...schedules]);
}

/** resource.ts of a function in another language, which CDK takes as it lies there. */
export function cdkModule(
  context: FunctionContext,
  draft: FunctionDraft,
  runtime: CdkRuntime,
  handler: string,
  build: Build | null,
): string {
  const { settings, environment } = draft;
  const module = new ModuleText();
  const use = (name: string): Code => module.use(name, LAMBDA);
  const from = literal(build?.folder ?? './src');
  const asset = code`${module.use('fileURLToPath', 'node:url')}(new URL(${from}, import.meta.url))`;
  const defineFunction = module.use('defineFunction', BACKEND);
  if (build !== null) module.add(code`const folder = ${asset};`);
  addBranchValues(module, context, environment);
  const size = settings.ephemeralStorageSizeMB;
  const properties = object([
    ['runtime', runtimeCode(runtime, use)],
    ['handler', literal(handler)],
    ['code', codeOf(use('Code'), asset, build, module)],
    settings.timeoutSeconds === null
      ? null
      : [
          'timeout',
          code`${module.use('Duration', 'aws-cdk-lib')}.seconds(${literal(settings.timeoutSeconds)})`,
        ],
    ['memorySize', literal(settings.memoryMB)],
    settings.architecture === null ? null : ['architecture', code`${use('Architecture')}.ARM_64`],
    size === null
      ? null
      : ['ephemeralStorageSize', code`${module.use('Size', 'aws-cdk-lib')}.mebibytes(${literal(size)})`],
    environment.variables.length === 0
      ? null
      : ['environment', environmentObject(module, context, environment)],
    draft.retention === null ? null : ['logGroup', logGroupCode(context, draft.retention, module)],
  ]);
  const group = draft.group === 'function' ? code`` : code`, { resourceGroupName: ${literal(draft.group)} }`;
  module.add(
    code`export const ${identifier(context.exportName)} = ${defineFunction}(
  (scope) => new ${use('Function')}(scope, ${literal(context.name)}, ${properties})${group},
);`,
  );
  return module.toString();
}

function codeOf(Code: Code, asset: Code, build: Build | null, module: ModuleText): Code {
  if (build === null) return code`${Code}.fromAsset(${asset})`;
  return code`${Code}.fromAsset(folder, { bundling: ${bundlingCode(build, module)} })`;
}

/** The members of RetentionDays in aws-cdk-lib are the numbers of days. */
function logGroupCode({ name }: FunctionContext, { days }: Retention, module: ModuleText): Code {
  const LogGroup = module.use('LogGroup', 'aws-cdk-lib/aws-logs');
  return code`new ${LogGroup}(scope, ${literal(`${name}-logs`)}, { retention: ${literal(days)} })`;
}

function runtimeCode({ identifier: name, family }: CdkRuntime, use: (name: string) => Code): Code {
  return code`new ${use('Runtime')}(${literal(name)}, ${use('RuntimeFamily')}.${identifier(family)})`;
}

/** Variables that only amplify/backend.ts knows. */
export function stackVariables(context: FunctionContext, { fromStack }: EnvironmentPlan): Gifts['variables'] {
  return fromStack.map(({ name, parts }) => ({ name, value: valueCode(context, asArn(parts)) }));
}

/** A setting, with the ARNs in it as those of the deployment. */
function inPlaceCode(context: FunctionContext, value: Json): Code {
  if (typeof value === 'string') return valueCode(context, inOwnPlace([value], context.app));
  if (Array.isArray(value)) return array(value.map((item) => inPlaceCode(context, item)));
  if (typeof value !== 'object' || value === null) return literal(value);
  return object(Object.entries(value).map(([name, member]): Entry => [name, inPlaceCode(context, member)]));
}

/** What has to be set on the function after `defineBackend`, but for what calls it. */
export function sayRest(
  context: FunctionContext,
  settings: FunctionSettings,
  { variables, grants, managed, trusted }: Gifts,
): void {
  const { backendFunction } = context;
  const cfnFunction = code`${backendFunction}.resources.cfnResources.cfnFunction`;
  for (const { name, value } of variables) {
    context.say(code`${backendFunction}.addEnvironment(${literal(name)}, ${value});`);
  }
  for (const { name, value } of settings.overrides) {
    context.say(code`${cfnFunction}.addPropertyOverride(${literal(name)}, ${inPlaceCode(context, value)});`);
  }
  if (settings.orderedLayers !== null) {
    const layers = settings.orderedLayers.map((layer) =>
      'own' in layer
        ? code`${layerVariable(layer.own)}.layerVersionArn`
        : valueCode(context, asArn(layer.arn)),
    );
    context.say(code`${cfnFunction}.layers = ${array(layers)};`);
  }
  if (trusted.length > 0) sayTrust(context, trusted);
  for (const arn of managed) sayManagedPolicy(context, arn);
  sayGrants(context, grants);
}
