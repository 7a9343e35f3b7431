import { type Json, type JsonNode, at, itemsOf, membersOf } from '../../../src/core/json.js';
import { type LambdaContext } from './context.js';
import { conditionIn } from './conditions.js';
import { type Scope, plainJson } from './intrinsics.js';
import { type LambdaModel } from './model.js';

/** The value of a parameter of the template, and where the project keeps it. */
export interface ParameterValue {
  readonly text: string;
  readonly node: JsonNode;
  readonly from: 'team-provider-info' | 'parameters' | 'function-parameters' | 'default';
}

/**
 * The value that Gen 1 deploys: team-provider-info.json before parameters.json before the template's default.
 * Where the environment is not in the repository, the answers kept in function-parameters.json are the best
 * guess; a deployment does not read them.
 */
export function parameterValue(
  { documents, teamProvider }: LambdaModel,
  name: string,
  environment: string,
): ParameterValue | undefined {
  const found = (node: JsonNode | undefined, from: ParameterValue['from']): ParameterValue | undefined => {
    const text = node && parameterText(node);
    return node && text !== undefined ? { text, node, from } : undefined;
  };
  const deployed = teamProvider.get(environment);
  const declared = at(documents.template ?? undefined, 'Parameters', name);
  return (
    found(at(deployed, name), 'team-provider-info') ??
    found(at(documents.parameters ?? undefined, name), 'parameters') ??
    (deployed
      ? undefined
      : found(at(documents.functionParameters ?? undefined, name), 'function-parameters')) ??
    found(at(declared, 'Default'), 'default')
  );
}

/** CloudFormation takes scalars, and lists as text with commas. */
function parameterText(node: JsonNode): string | undefined {
  if (node.kind === 'scalar') return node.value === null ? undefined : String(node.value);
  const items = itemsOf(node).map((item) => (item.kind === 'scalar' ? String(item.value) : undefined));
  return node.kind === 'array' && !items.includes(undefined) ? items.join(',') : undefined;
}

/** The template of a function as one environment deploys it. */
export function scopeOf(context: LambdaContext, environment: string): Scope {
  const { model } = context;
  const template = model.documents.template ?? undefined;
  const declared = membersOf(at(template, 'Parameters'));
  const scope: Scope = {
    environment,
    mappings: at(template, 'Mappings'),
    holds: (name) => conditionIn(at(template, 'Conditions'), name, scope),
    parameter: (name) => {
      const output = context.output(name);
      if (output) return output;
      if (!declared.has(name)) return undefined;
      const value = parameterValue(model, name, environment);
      // A parameter for another resource's output has its own name as default: nothing that a person set.
      return value === undefined || (value.from === 'default' && value.text === name)
        ? undefined
        : [value.text];
    },
    other: (node) => context.intrinsic(node),
  };
  return scope;
}

/** A value that is the same in all environments that the project knows; undefined: it is not, or refers to anything. */
export function plainEverywhere(context: LambdaContext, node: JsonNode): Json | undefined {
  const { environments, model } = context;
  const [first, ...others] = environments
    .filter((environment, index) => index === 0 || model.teamProvider.has(environment))
    .map((environment) => plainJson(node, scopeOf(context, environment)));
  return others.every((other) => JSON.stringify(other) === JSON.stringify(first)) ? first : undefined;
}

/** Names of the parameters that a value of the template takes. */
export function parametersIn(node: JsonNode): readonly string[] {
  if (node.kind === 'array') return node.items.flatMap(parametersIn);
  if (node.kind === 'scalar') return [];
  return [...node.members].flatMap(([name, member]) => {
    if (name === 'Ref' && member.kind === 'scalar') return [String(member.value)];
    const text = name === 'Fn::Sub' ? (member.kind === 'array' ? member.items[0] : member) : undefined;
    const inText =
      text?.kind === 'scalar'
        ? [...String(text.value).matchAll(/\$\{([^!}]+)\}/g)].map(([, found]) => found ?? '')
        : [];
    return [...inText, ...parametersIn(member)];
  });
}
