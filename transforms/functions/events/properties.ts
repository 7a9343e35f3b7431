import { type JsonNode, type JsonScalar, itemsOf, membersOf, stringAt } from '../../../src/core/json.js';
import { shown } from '../../../src/core/shown.js';
import { type Code, array, literal, object } from '../../../src/emit/code.js';
import { evaluate, isForeign, shownParts } from '../../shared/lambda/intrinsics.js';
import { inOwnPlace } from '../../shared/lambda/own-place.js';
import { scopeOf } from '../../shared/lambda/parameters.js';
import { propertyName } from '../../shared/template/kinds.js';
import { Refusal } from '../../shared/template/refusal.js';
import { type FunctionContext } from '../context.js';
import { asArn } from '../../shared/references/arns.js';
import { valueCode } from '../../shared/references/values.js';
import { conditionHolds } from './conditions.js';

/** `cdk`: names as a class of CDK has them, numbers and booleans as such. `written`: those of CloudFormation. */
export type Spelling = 'cdk' | 'written';

/** Properties that the classes of CDK want as a number or a boolean; CloudFormation takes text too. */
const TYPED: ReadonlySet<string> = new Set([
  ...['BatchSize', 'Enabled', 'BisectBatchOnFunctionError', 'MaximumBatchingWindowInSeconds'],
  ...['MaximumRecordAgeInSeconds', 'MaximumRetryAttempts', 'ParallelizationFactor'],
  ...['TumblingWindowInSeconds', 'StartingPositionTimestamp', 'MaximumEventAgeInSeconds'],
]);

/** Properties of free JSON, whose keys are the user's. */
const FREE: ReadonlySet<string> = new Set(['EventPattern', 'InputPathsMap', 'PolicyDocument', 'Tags']);

/** A value of the template as code; null when it is AWS::NoValue. @throws Refusal when it can't be said */
export function propertyCode(node: JsonNode, context: FunctionContext, spelling: Spelling): Code | null {
  if (stringAt(node, 'Ref') === 'AWS::NoValue') return null;
  if (node.kind === 'scalar') return scalarCode(node.value, context);
  if (node.kind === 'array') {
    return array(node.items.flatMap((item) => propertyCode(item, context, spelling) ?? []));
  }
  const [entry, more] = membersOf(node);
  const isIntrinsic = more === undefined && entry !== undefined && /^(?:Ref$|Fn::)/.test(entry[0]);
  if (isIntrinsic && entry[0] === 'Fn::If') return branchCode(entry[1], context, spelling);
  if (isIntrinsic) return textCode(node, context);
  return object(
    [...node.members].map(([name, member]) => {
      const typed = spelling === 'cdk' && TYPED.has(name) ? typedCode(member) : null;
      const value = typed ?? propertyCode(member, context, FREE.has(name) ? 'written' : spelling);
      return value === null ? null : [spelling === 'cdk' ? propertyName(name) : name, value];
    }),
  );
}

function scalarCode(value: JsonScalar['value'], context: FunctionContext): Code {
  return typeof value === 'string' ? valueCode(context, inOwnPlace([value], context.app)) : literal(value);
}

function typedCode(node: JsonNode): Code | null {
  if (node.kind !== 'scalar' || typeof node.value !== 'string') return null;
  if (/^-?\d{1,15}$/.test(node.value)) return literal(Number(node.value));
  return node.value === 'true' || node.value === 'false' ? literal(node.value === 'true') : null;
}

function branchCode(argument: JsonNode, context: FunctionContext, spelling: Spelling): Code | null {
  const [name, yes, no] = itemsOf(argument);
  const isKnown = name?.kind === 'scalar' ? conditionHolds(String(name.value), context) : undefined;
  const chosen = isKnown === undefined ? undefined : isKnown ? yes : no;
  if (chosen === undefined) throw new Refusal('a condition of the template is not known', argument.origin);
  return propertyCode(chosen, context, spelling);
}

function textCode(node: JsonNode, context: FunctionContext): Code {
  const [first = [], ...others] = context.environments.map((environment) =>
    evaluate(node, scopeOf(context, environment)),
  );
  if (isForeign(first)) throw new Refusal(`${shown(shownParts(first), 120)} is not known here`, node.origin);
  if (others.some((other) => JSON.stringify(other) !== JSON.stringify(first))) {
    throw new Refusal('it has another value in each environment', node.origin);
  }
  return valueCode(context, inOwnPlace(asArn(first), context.app));
}
