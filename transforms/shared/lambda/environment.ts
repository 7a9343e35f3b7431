import { type JsonNode, at, membersOf, stringAt } from '../../../src/core/json.js';
import { type Finding, type Target } from '../../../src/core/finding.js';
import { type Disposition } from '../../../src/core/ledger.js';
import { type SecretToCreate } from '../../../src/core/plan.js';
import { code, literal, member } from '../../../src/emit/code.js';
import { type LambdaContext } from './context.js';
import { type Part, evaluate, hasCode, hasHole, isForeign, shownParts, textOf } from './intrinsics.js';
import { type ParameterValue, parameterValue, parametersIn, scopeOf } from './parameters.js';
import { functionNode } from './read.js';
import { type SecretName, isSsmSecret, ownParameterPlace, ssmSecretNames } from './secret-names.js';

/** The value of an environment variable, in the way that resource.ts writes it. */
export type VariableValue =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'secret'; readonly name: string }
  /** Another text for each Gen 2 branch. */
  | { readonly kind: 'per branch'; readonly texts: ReadonlyMap<string, string> }
  /** Text around the name of the branch. */
  | { readonly kind: 'with branch'; readonly parts: readonly Part[] };

export interface EnvironmentPlan {
  readonly variables: readonly { readonly name: string; readonly value: VariableValue }[];
  /** Variables that need the stack: set with `addEnvironment` in backend.ts. */
  readonly fromStack: readonly { readonly name: string; readonly parts: readonly Part[] }[];
  /** Variables by which the code asks SSM for secrets: set in backend.ts. */
  readonly secretNames: readonly SecretName[];
  readonly secrets: readonly SecretToCreate[];
}

/** Names of secrets by the values that they stand for, so that two triggers don't share one by accident. */
export type SecretNames = Map<string, string>;

/** Lambda's own rule for names, and that of `defineFunction`. */
const VALID_NAME = /^[a-zA-Z][a-zA-Z0-9_]+$/;
/** Variables that Lambda sets itself and refuses in a function's configuration. */
const RESERVED_NAME =
  /^(?:AWS_(?:REGION|DEFAULT_REGION|EXECUTION_ENV|LAMBDA_\w+|ACCESS_KEY\w*|SECRET_\w+|SESSION_\w+)|_HANDLER|LAMBDA_\w+)$/;
/** A challenge answer is as good as a password, and a salt that signs requests is their key. */
const SECRET_NAME =
  /secret|token|passw(?:or)?d|passphrase|passcode|credential|answer|(?:^|_)salt$|(?:^|_)pwd$|(?:api|access|private)_?key|(?:^|_)key$/i;
const USER_POOL_ID = /^[a-z]{2}(?:-[a-z]+)+-\d_[A-Za-z0-9]{5,}$/;

/** What a value that is a name of Gen 1 is in Gen 2; undefined: it names nothing that is known. */
export type Named = (parts: readonly Part[]) => readonly Part[] | 'itself' | undefined;

type Decision =
  | { readonly kind: 'variable'; readonly value: VariableValue; readonly changed?: Finding }
  | { readonly kind: 'from stack'; readonly parts: readonly Part[] }
  | { readonly kind: 'name of secret'; readonly secret: string; readonly changed: Finding }
  | { readonly kind: 'nothing'; readonly disposition: Disposition };

/** Decides about every environment variable of the function, and settles it together with its parameters. */
export function planEnvironment(
  context: LambdaContext,
  secretNames: SecretNames,
  named: Named = () => undefined,
): EnvironmentPlan {
  const node = at(functionNode(context.model.documents.template), 'Properties', 'Environment', 'Variables');
  const plan = {
    variables: [] as { name: string; value: VariableValue }[],
    fromStack: [] as { name: string; parts: readonly Part[] }[],
    secretNames: [] as SecretName[],
    secrets: [] as SecretToCreate[],
  };
  for (const [name, value] of membersOf(node)) {
    const decision = ofGen2(context, name, value, named) ?? decide(context, name, value, secretNames);
    settleVariable(context, name, value, decision);
    if (decision.kind === 'from stack') plan.fromStack.push({ name, parts: decision.parts });
    if (decision.kind === 'name of secret') {
      const { secret } = decision;
      plan.secretNames.push({ variable: name, secret });
      plan.secrets.push({ name: secret, purpose: `${name} of ${context.label}, for each branch by itself` });
    }
    if (decision.kind !== 'variable') continue;
    plan.variables.push({ name, value: decision.value });
    if (decision.value.kind === 'secret') {
      plan.secrets.push({ name: decision.value.name, purpose: `${name} of ${context.label}` });
    }
  }
  return plan;
}

function decide(context: LambdaContext, name: string, node: JsonNode, names: SecretNames): Decision {
  if (!VALID_NAME.test(name) || RESERVED_NAME.test(name)) {
    return manual(context.tell('AM1324', node.origin, { trigger: context.label, name }));
  }
  const { label } = context;
  const parts = evaluate(node, scopeOf(context, context.app.environment.name));
  if (isSsmSecret(context, name, node)) return ssmSecret(context, name, node, parts, names);
  if (isDispensable(name, parts) && !context.reads(name)) return nothing(`No code of ${label} reads it.`);
  if (hasHole(parts, 'userPoolId', 'userPoolArn')) {
    return context.reads(name)
      ? manual(context.tell('AM1313', node.origin, { trigger: label, name }))
      : nothing(`No code of ${label} reads it; the events hold the id of the pool.`);
  }
  if (isForeign(parts) && isUnknownValue(context, node) && context.reads(name)) {
    if (SECRET_NAME.test(name)) return secretVariable(context, name, node, names, name);
    const params = {
      trigger: label,
      name,
      environment: context.app.environment.name,
      used: 'it is left out',
    };
    return manual(context.tell('AM1308', node.origin, params));
  }
  if (isForeign(parts)) {
    return context.reads(name)
      ? manual(elsewhere(context, name, node, parts))
      : nothing(`No code of ${label} reads it.`);
  }
  if (hasCode(parts) && !context.reads(name)) return nothing(`No code of ${label} reads it.`);
  const byEnvironment = valuesOf(context, node);
  if (hasCode(parts) || hasHole(parts, 'region', 'account', 'partition', 'urlSuffix')) {
    // The code of backend.ts is the same for all branches.
    return isSame(byEnvironment)
      ? { kind: 'from stack', parts }
      : manual(elsewhere(context, name, node, parts));
  }
  return ownValue(context, name, node, byEnvironment, names);
}

/** A variable that holds the name or the ARN that Gen 1 gave something of the backend. */
function ofGen2(context: LambdaContext, name: string, node: JsonNode, named: Named): Decision | undefined {
  if (!VALID_NAME.test(name) || RESERVED_NAME.test(name)) return undefined;
  const meant = [...valuesOf(context, node).values()].map(named);
  const [first] = meant;
  if (first === undefined || new Set(meant.map((value) => JSON.stringify(value))).size > 1) return undefined;
  if (!context.reads(name)) return nothing(`No code of ${context.label} reads it.`);
  if (first !== 'itself') return { kind: 'from stack', parts: first };
  return manual(context.tell('AM4015', node.origin, { label: context.label, name }));
}

/** The value in each environment that the project knows, the chosen one first. */
export function valuesOf(context: LambdaContext, node: JsonNode): ReadonlyMap<string, readonly Part[]> {
  const { environments, model } = context;
  const values = environments
    .filter((environment) => environment === environments[0] || model.teamProvider.has(environment))
    .map((environment) => [environment, evaluate(node, scopeOf(context, environment))] as const);
  return new Map(values);
}

/** Whether a value is the same in all environments. */
export function isSame(byEnvironment: ReadonlyMap<string, readonly Part[]>): boolean {
  return new Set([...byEnvironment.values()].map((parts) => JSON.stringify(parts))).size === 1;
}

/**
 * The code asks SSM for the parameter that the variable names: that of the secret of this name in Gen 2, unless the code
 * has names of Gen 1 itself.
 */
function ssmSecret(
  context: LambdaContext,
  name: string,
  node: JsonNode,
  parts: readonly Part[],
  names: SecretNames,
): Decision {
  const { label } = context;
  const place = ownParameterPlace(context);
  if (place !== null) {
    const target = context.target(`environment.${name}`);
    const changed = context.tell('AM1329', node.origin, { trigger: label, name, place }, target);
    if (!isForeign(parts)) {
      return { kind: 'variable', value: textValue(context, valuesOf(context, node)), changed };
    }
  }
  const secret = secretFor(context, name, names, '');
  const changed = context.tell('AM1316', node.origin, { trigger: label, name, secret }, BACKEND);
  return { kind: 'name of secret', secret, changed };
}

const BACKEND: Target = { path: 'amplify/backend.ts' };

/** Categories of Gen 1: a parameter that begins with one is filled by another resource. */
const OF_RESOURCE =
  /^(?:analytics|api|auth|custom|function|geo|hosting|interactions|predictions|storage)[A-Z0-9_a-z]/;

/** Whether a value is a parameter that a person fills, whose value the repository does not hold. */
function isUnknownValue({ model }: LambdaContext, node: JsonNode): boolean {
  const name = stringAt(node, 'Ref');
  const declared =
    name === undefined ? undefined : at(model.documents.template ?? undefined, 'Parameters', name);
  return name !== undefined && declared !== undefined && !OF_RESOURCE.test(name) && !at(declared, 'Default');
}

function manual(finding: Finding): Decision {
  return { kind: 'nothing', disposition: { kind: 'manual', finding } };
}

/** A value that only another resource knows, with the line that sets it once that is there. */
function elsewhere(context: LambdaContext, name: string, node: JsonNode, parts: readonly Part[]): Finding {
  const value = shownParts(parts);
  const line = code`${member(code`backend`, context.exportName)}.addEnvironment(${literal(name)}, value);`;
  return context.tell('AM1311', node.origin, { trigger: context.label, name, value, line });
}

function nothing(because: string): Decision {
  return { kind: 'nothing', disposition: { kind: 'default', because } };
}

/** ENV and REGION are in every function that Gen 1 makes, and few read them. */
function isDispensable(name: string, parts: readonly Part[]): boolean {
  return (name === 'ENV' && hasHole(parts, 'branch')) || (name === 'REGION' && hasHole(parts, 'region'));
}

/** A value that the project knows itself, in all environments. */
function ownValue(
  context: LambdaContext,
  name: string,
  node: JsonNode,
  byEnvironment: ReadonlyMap<string, readonly Part[]>,
  names: SecretNames,
): Decision {
  const [first = []] = byEnvironment.values();
  const hasText = [...byEnvironment.values()].some((parts) => textOf(parts) !== '');
  if (SECRET_NAME.test(name) && (hasText || context.reads(name))) {
    return secretVariable(context, name, node, names, JSON.stringify([...byEnvironment]));
  }
  warnOfValue(context, name, node, first);
  return { kind: 'variable', value: textValue(context, byEnvironment) };
}

/** A text, the same for all branches or one for each. */
function textValue(
  context: LambdaContext,
  byEnvironment: ReadonlyMap<string, readonly Part[]>,
): VariableValue {
  const [first = []] = byEnvironment.values();
  const text = textOf(first);
  if (isSame(byEnvironment)) {
    return text === undefined ? { kind: 'with branch', parts: first } : { kind: 'text', text };
  }
  const texts = new Map<string, string>();
  for (const [environment, parts] of byEnvironment) {
    const branch = context.branchOf(environment);
    // The chosen environment comes first, and another may have the name of its branch.
    if (!texts.has(branch)) texts.set(branch, withEnvironment(parts, environment));
  }
  return { kind: 'per branch', texts };
}

function withEnvironment(parts: readonly Part[], environment: string): string {
  return parts.map((part) => (typeof part === 'string' ? part : environment)).join('');
}

function warnOfValue(context: LambdaContext, name: string, node: JsonNode, parts: readonly Part[]): void {
  const { model, label } = context;
  const [environment = ''] = context.environments;
  const text = textOf(parts);
  if (text !== undefined && USER_POOL_ID.test(text)) {
    context.tell(
      'AM1320',
      node.origin,
      { trigger: label, name, value: text },
      context.target(`environment.${name}`),
    );
  }
  const branch = context.branchOf(environment);
  if (name === 'ENV' && branch !== environment) {
    context.tell(
      'AM1325',
      node.origin,
      { trigger: label, environment, branch },
      context.target('environment.ENV'),
    );
  }
  const guesses = parametersIn(node)
    .map((parameter) => parameterValue(model, parameter, environment))
    .filter((value) => value !== undefined)
    .filter(({ from, text }) => from === 'function-parameters' || (from === 'default' && text === ''));
  const [guess] = guesses;
  if (!guess || !context.reads(name)) return;
  const used =
    guess.from === 'default'
      ? 'it stays empty'
      : 'the answer that Gen 1 keeps in function-parameters.json is used';
  context.tell('AM1308', guess.node.origin, { trigger: label, name, environment, used });
}

function secretVariable(
  context: LambdaContext,
  name: string,
  node: JsonNode,
  names: SecretNames,
  values: string,
): Decision {
  if (!context.isNode) return manual(context.tell('AM1328', node.origin, { trigger: context.label, name }));
  const secret = secretFor(context, name, names, values);
  context.tell(
    'AM1309',
    node.origin,
    { trigger: context.label, name, secret },
    context.target(`environment.${name}`),
  );
  return { kind: 'variable', value: { kind: 'secret', name: secret } };
}

/** The secret of a variable; another one when the name stands for other values in another function. */
function secretFor(context: LambdaContext, name: string, names: SecretNames, values: string): string {
  const taken = names.get(name);
  const isFree = taken === undefined || taken === values;
  const secret = isFree ? name : `${context.name.replaceAll('-', '_').toUpperCase()}_${name}`;
  names.set(secret, values);
  return secret;
}

/** The variable, and in each environment the parameters that its value comes from. */
function settleVariable(context: LambdaContext, name: string, node: JsonNode, decision: Decision): void {
  const target = context.target(`environment.${name}`);
  const disposition = dispositionOf(decision, target);
  context.settle(node, disposition);
  for (const parameter of parametersIn(node)) {
    const values: ParameterValue[] = context.environments
      .map((environment) => parameterValue(context.model, parameter, environment))
      .filter((value) => value !== undefined);
    for (const value of values) context.settle(value.node, disposition);
  }
  for (const item of ssmSecretNames(context)) if (item.value === name) context.settle(item, disposition);
}

function dispositionOf(decision: Decision, target: Target): Disposition {
  switch (decision.kind) {
    case 'nothing':
      return decision.disposition;
    case 'from stack':
      return { kind: 'override', target };
    case 'name of secret':
      return { kind: 'changed', target: BACKEND, finding: decision.changed };
    case 'variable':
      return decision.changed
        ? { kind: 'changed', target, finding: decision.changed }
        : { kind: 'exact', target };
  }
}
