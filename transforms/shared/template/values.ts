import { type JsonNode, itemsOf } from '../../../src/core/json.js';
import { type Code, array, literal, object } from '../../../src/emit/code.js';
import { conditionOf } from './conditions.js';
import { isNoValue, textOf } from './intrinsics.js';
import { textCode } from './parts.js';
import { Refusal } from './refusal.js';
import { intrinsicOf, type Scope } from './scope.js';

/** How the properties of a resource are called in the emitted code. */
export interface Names {
  /** The name of a property below those in `path`, as CDK has it. */
  readonly name: (property: string) => string;
  /** Properties that hold free JSON, such as a policy document: their keys stay. */
  readonly free: ReadonlySet<string>;
  /** Properties whose type is a number or a boolean, which CloudFormation also takes as text. */
  readonly typed: ReadonlySet<string>;
}

/** The keys of CloudFormation, for CfnResource. */
export const AS_WRITTEN: Names = { name: (property) => property, free: new Set(), typed: new Set() };

/** A value of a template as code; null when it is AWS::NoValue. @throws Refusal when it can't be said */
export function valueOf(node: JsonNode, scope: Scope, names: Names): Code | null {
  if (isNoValue(node)) return null;
  if (node.kind === 'scalar') {
    return typeof node.value === 'string' ? textCode([node.value]) : literal(node.value);
  }
  if (node.kind === 'array') {
    return array(node.items.flatMap((item) => valueOf(item, scope, names) ?? []));
  }
  const intrinsic = intrinsicOf(node);
  if (intrinsic?.name === 'Fn::If') return branchOf(node, intrinsic.argument, scope, names);
  if (intrinsic !== null && intrinsic.name !== 'Condition') return textCode(textOf(node, scope));
  return object(
    [...node.members].map(([property, member]) => {
      const inner = names.free.has(property) ? AS_WRITTEN : names;
      const value = names.typed.has(property) ? typedValue(member) : null;
      const written = value ?? valueOf(member, scope, inner);
      return written === null ? null : ([names.name(property), written] as const);
    }),
  );
}

/** A branch that is known may be anything; one that is not has to be a text. */
function branchOf(node: JsonNode, argument: JsonNode, scope: Scope, names: Names): Code | null {
  const [name, yes, no] = itemsOf(argument);
  if (name?.kind !== 'scalar' || yes === undefined || no === undefined) {
    throw new Refusal('Fn::If has not three arguments', node.origin);
  }
  const condition = conditionOf(String(name.value), scope, name.origin);
  if (typeof condition === 'boolean') return valueOf(condition ? yes : no, scope, names);
  return textCode(textOf(node, scope));
}

function typedValue(node: JsonNode): Code | null {
  if (node.kind !== 'scalar' || typeof node.value !== 'string') return null;
  if (/^\d{1,15}$/.test(node.value)) return literal(Number(node.value));
  return node.value === 'true' || node.value === 'false' ? literal(node.value === 'true') : null;
}
