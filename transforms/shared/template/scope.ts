import { type JsonNode, membersOf } from '../../../src/core/json.js';
import { type Origin } from '../../../src/core/origin.js';
import { type Code } from '../../../src/emit/code.js';
import { type Part } from './parts.js';

/** A condition of a template: known when the plan is made, or a CfnCondition of the emitted code. */
export type Condition = boolean | Code;

/** What the names in a template stand for. */
export interface Scope {
  readonly mappings: JsonNode | undefined;
  readonly conditions: ReadonlyMap<string, JsonNode>;
  readonly models: ReadonlySet<string>;
  /** The value of a parameter. @throws Refusal when the project does not know it */
  readonly parameter: (name: string, origin: Origin) => readonly Part[] | null;
  /** The variable that holds a resource of the template; null when there is none. */
  readonly resource: (logicalId: string, origin: Origin) => Resource | null;
  /** Declares a condition and returns its variable. */
  readonly condition: (name: string, expression: () => Code) => Code;
  /** Imports a value into the emitted module. */
  readonly use: (name: string, from: string) => Code;
}

export interface Resource {
  readonly variable: Code;
  readonly type: string;
}

/** The only member of an object, when it is an intrinsic function. */
export function intrinsicOf(node: JsonNode): { readonly name: string; readonly argument: JsonNode } | null {
  if (node.kind !== 'object' || node.members.size !== 1) return null;
  const [entry] = membersOf(node);
  if (entry === undefined) return null;
  const [name, argument] = entry;
  return name === 'Ref' || name === 'Condition' || name.startsWith('Fn::') ? { name, argument } : null;
}
