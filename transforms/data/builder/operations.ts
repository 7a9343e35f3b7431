import { type Code, type ModuleText, array, code, object, template } from '../../../src/emit/code.js';
import { type Field, type Handler, type Operation, type Rule } from '../api.js';
import { type AuthMode } from '../settings.js';
import { handlerOfGen2, moduleOf } from '../functions.js';
import { type LaneInput } from '../lane.js';
import { unsayableRule } from './known.js';
import { type BuilderPlan } from './plan.js';
import { authorization } from './rule-code.js';
import { typeCode } from './types.js';
import { described, entry, sdlText } from './words.js';

const BUILDERS: Readonly<Record<Operation['parent'], Code>> = {
  Query: code`a.query()`,
  Mutation: code`a.mutation()`,
  Subscription: code`a.subscription()`,
};

/** A custom query or mutation with the function that answers it. */
export function operationCode(
  operation: Operation,
  { inputs, known }: BuilderPlan,
  input: LaneInput,
  module: ModuleText,
): Code {
  const { defaultMode, flags } = input.settings;
  const given = operation.rules?.filter((rule) => unsayableRule(rule, operation, known) === null);
  const rules = given ?? [defaultRule(defaultMode.kind, operation)];
  const subUsername = flags.useSubUsernameForDefaultIdentityClaim;
  const context = { subUsername, fieldTypes: new Map<string, Field['type']>() };
  return code`${BUILDERS[operation.parent]}${argumentsCode(operation, inputs.names)}.returns(${typeCode(operation.type)})${handlerCode(operation.handlers, input, module)}${authorization(rules.map(callable), context)}`;
}

function argumentsCode({ arguments: all }: Operation, inputs: ReadonlyMap<string, string>): Code {
  if (all.length === 0) return code``;
  return code`.arguments(${object(
    all.map(({ name, type, description }) => entry(name, typeCode(type, inputs), described(description))),
  )})`;
}

function handlerCode(handlers: readonly Handler[], input: LaneInput, module: ModuleText): Code {
  const functions = handlers.flatMap((handler) => {
    if (handler.kind !== 'function') return [];
    const place = handlerOfGen2(handler, input);
    const called = place === null ? functionName(handler.name) : module.use(place.key, moduleOf(place));
    return [code`a.handler.function(${called})`];
  });
  const [only, ...others] = functions;
  if (only === undefined) return code``;
  return others.length === 0 ? code`.handler(${only})` : code`.handler(${array(functions)})`;
}

const ENVIRONMENT = '${env}';

/** The deployed function of Gen 1: `echo-${env}` has the name of the environment in it. */
function functionName(name: string): Code {
  return name.includes(ENVIRONMENT) ? template(name, ENVIRONMENT, code`environmentName`) : sdlText(name);
}

/** Operations say already what a rule of a custom operation is about. */
function callable(rule: Rule): Rule {
  return { ...rule, operations: null };
}

export const MODE_RULES: Readonly<Record<AuthMode['kind'], Pick<Rule, 'strategy' | 'provider'>>> = {
  apiKey: { strategy: 'public', provider: 'apiKey' },
  userPools: { strategy: 'private', provider: 'userPools' },
  iam: { strategy: 'private', provider: 'identityPool' },
  oidc: { strategy: 'private', provider: 'oidc' },
  lambda: { strategy: 'custom', provider: 'function' },
};

/** An operation without rules answers every caller of the API's default mode (AppSync's own default). */
export function defaultRule(mode: AuthMode['kind'], { node, origin }: Pick<Rule, 'node' | 'origin'>): Rule {
  const nothing = {
    ownerField: null,
    identityClaim: null,
    groups: null,
    groupsField: null,
    groupClaim: null,
  };
  return { node, origin, ...MODE_RULES[mode], ...nothing, operations: null };
}
