import {
  type Code,
  type Entry,
  type ModuleText,
  code,
  key,
  lineComment,
  literal,
  member,
  object,
  template,
} from '../../../src/emit/code.js';
import { type LambdaContext } from './context.js';
import { type EnvironmentPlan, type VariableValue } from './environment.js';
import { type Hole, type Part } from './intrinsics.js';
import { type FunctionSettings } from './settings.js';

const BACKEND = '@aws-amplify/backend';

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

/** The variables as resource.ts gives them to `defineFunction`. */
export function environmentObject(
  module: ModuleText,
  context: LambdaContext,
  { variables }: EnvironmentPlan,
): Code {
  return object(variables.map(({ name, value }): Entry => [name, valueCode(module, context, name, value)]));
}

function valueCode(module: ModuleText, context: LambdaContext, name: string, value: VariableValue): Code {
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
type BranchContext = Pick<LambdaContext, 'app' | 'branchOf'>;

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
export function addBranchValues(
  module: ModuleText,
  context: LambdaContext,
  { variables }: EnvironmentPlan,
): void {
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
export function partsCode(parts: readonly Part[], holes: Readonly<Partial<Record<Hole, Code>>>): Code {
  const [only] = parts;
  if (parts.length === 0) return literal('');
  if (parts.length === 1 && typeof only === 'string') return literal(only);
  const pieces = parts.map((part) => {
    if (typeof part === 'string') return template(part, PLACEHOLDER, code``).slice(1, -1);
    const hole = 'code' in part ? part.code : 'hole' in part ? holes[part.hole] : undefined;
    if (!hole) throw new Error(`AM9001: no value for ${JSON.stringify(part)}`);
    return parts.length === 1 ? hole : `\${${hole}}`;
  });
  return (parts.length === 1 ? pieces.join('') : `\`${pieces.join('')}\``) as Code;
}

/** Text that can't be in a value: the parts are split already. */
const PLACEHOLDER = '\u0000no placeholder\u0000';
