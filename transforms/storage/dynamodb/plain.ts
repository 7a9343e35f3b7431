import { type Json, type JsonNode, itemsOf } from '../../../src/core/json.js';
import { conditionOf } from '../../shared/template/conditions.js';
import { isNoValue, textOf } from '../../shared/template/intrinsics.js';
import { plainText } from '../../shared/template/parts.js';
import { Refusal } from '../../shared/template/refusal.js';
import { type Scope, intrinsicOf } from '../../shared/template/scope.js';

/** A value that is known when the plan is made: `undefined` where the template has none. */
export type Plain = { readonly value: Json | undefined } | null;

/** What a value of a template is in every environment; null when deployment decides, or nobody knows. */
export function plainOf(node: JsonNode, scope: Scope): Plain {
  if (isNoValue(node)) return { value: undefined };
  if (node.kind === 'scalar') return { value: node.value };
  if (node.kind === 'array') {
    const items = node.items.map((item) => plainOf(item, scope));
    if (items.includes(null)) return null;
    return { value: items.flatMap((item) => (item?.value === undefined ? [] : [item.value])) };
  }
  const intrinsic = intrinsicOf(node);
  if (intrinsic !== null) return plainIntrinsic(node, intrinsic.name, intrinsic.argument, scope);
  const object = Object.create(null) as { [key: string]: Json };
  for (const [name, member] of node.members) {
    const plain = plainOf(member, scope);
    if (plain === null) return null;
    if (plain.value !== undefined) object[name] = plain.value;
  }
  return { value: object };
}

function plainIntrinsic(node: JsonNode, name: string, argument: JsonNode, scope: Scope): Plain {
  try {
    if (name !== 'Fn::If') {
      const text = plainText(textOf(node, scope));
      return text === null ? null : { value: text };
    }
    const [condition, yes, no] = itemsOf(argument);
    if (condition?.kind !== 'scalar' || yes === undefined || no === undefined) return null;
    const known = conditionOf(String(condition.value), scope, condition.origin);
    return typeof known === 'boolean' ? plainOf(known ? yes : no, scope) : null;
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}
