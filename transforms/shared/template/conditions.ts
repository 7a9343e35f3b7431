import { type JsonNode, itemsOf } from '../../../src/core/json.js';
import { type Origin } from '../../../src/core/origin.js';
import { shown } from '../../../src/core/shown.js';
import { type Code, code } from '../../../src/emit/code.js';
import { textOf } from './intrinsics.js';
import { type Part, joined, plainText, textCode } from './parts.js';
import { Refusal } from './refusal.js';
import { type Condition, intrinsicOf, type Scope } from './scope.js';

/** A condition of the template by its name; it is declared in the emitted code when it is not known. */
export function conditionOf(name: string, scope: Scope, origin: Origin): Condition {
  const node = scope.conditions.get(name);
  if (node === undefined) throw new Refusal(`the template has no condition ${shown(name)}`, origin);
  const value = evaluate(node, scope, 0);
  return typeof value === 'boolean' ? value : scope.condition(name, () => value);
}

/** Deeper nesting than CloudFormation takes; conditions may refer to each other in a circle. */
const MAX_DEPTH = 20;

function evaluate(node: JsonNode, scope: Scope, depth: number): Condition {
  const intrinsic = intrinsicOf(node);
  if (intrinsic === null || depth > MAX_DEPTH) {
    throw new Refusal('a condition is not understood', node.origin);
  }
  const { name, argument } = intrinsic;
  const inner = (): Condition[] => itemsOf(argument).map((item) => evaluate(item, scope, depth + 1));
  switch (name) {
    case 'Condition': {
      const other = scope.conditions.get(argument.kind === 'scalar' ? String(argument.value) : '');
      if (other === undefined) throw new Refusal('a condition is not understood', node.origin);
      return evaluate(other, scope, depth + 1);
    }
    case 'Fn::Equals':
      return equals(itemsOf(argument), scope, node.origin);
    case 'Fn::Not': {
      const [only] = inner();
      if (only === undefined) throw new Refusal('a condition is not understood', node.origin);
      return typeof only === 'boolean' ? !only : code`${fn(scope)}.conditionNot(${only})`;
    }
    case 'Fn::And':
      return combine(inner(), false, 'conditionAnd', scope);
    case 'Fn::Or':
      return combine(inner(), true, 'conditionOr', scope);
    default:
      throw new Refusal('a condition is not understood', node.origin);
  }
}

function fn(scope: Scope): Code {
  return scope.use('Fn', 'aws-cdk-lib');
}

/** Of `decisive` ones a single one decides; the others don't count. */
function combine(
  conditions: readonly Condition[],
  decisive: boolean,
  call: 'conditionAnd' | 'conditionOr',
  scope: Scope,
): Condition {
  if (conditions.includes(decisive)) return decisive;
  const open = conditions.filter((condition) => typeof condition !== 'boolean');
  const [only, more] = open;
  if (only === undefined) return !decisive;
  if (more === undefined) return only;
  return code`${fn(scope)}.${call as Code}(${open.join(', ') as Code})`;
}

function equals(sides: readonly JsonNode[], scope: Scope, origin: Origin): Condition {
  const [left, right] = sides.map((side) => textOf(side, scope));
  if (left === undefined || right === undefined) throw new Refusal('a condition is not understood', origin);
  const texts = [plainText(left), plainText(right)];
  if (texts[0] !== null && texts[1] !== null) return texts[0] === texts[1];
  // Gen 1 asks whether there is an environment by its default name: what is deployed always has another one.
  if ((isEnvironment(left) && texts[1] === 'NONE') || (isEnvironment(right) && texts[0] === 'NONE')) {
    return false;
  }
  return code`${fn(scope)}.conditionEquals(${textCode(left)}, ${textCode(right)})`;
}

function isEnvironment(parts: readonly Part[]): boolean {
  const [only, more] = joined(parts);
  return more === undefined && typeof only === 'object' && only.kind === 'environment';
}
