import { type Code } from '../../../src/emit/code.js';
import { type Json, type JsonNode, itemsOf, membersOf, stringAt, toValue } from '../../../src/core/json.js';

/** What a template leaves open until it is deployed, and Gen 2 has a counterpart for. */
export type Hole = 'branch' | 'region' | 'account' | 'partition' | 'urlSuffix' | 'userPoolId' | 'userPoolArn';

/**
 * One piece of a value: text, a hole, or something that only Gen 1 knows, such as a resource of another
 * category; that is kept as it was written, for messages.
 */
export type Part =
  | string
  | { readonly hole: Hole }
  /** An expression of amplify/backend.ts, and how messages show it. */
  | { readonly code: Code; readonly shown: string }
  | { readonly foreign: string };

/** What the intrinsic functions of a template mean in one environment. */
export interface Scope {
  readonly environment: string;
  /** Undefined when the parameter is not known, so that it stays foreign. */
  readonly parameter: (name: string) => readonly Part[] | undefined;
  readonly mappings: JsonNode | undefined;
  /** Whether a condition of the template holds; undefined when nobody knows. */
  readonly holds: (condition: string) => boolean | undefined;
  /** What a value means that is none of the intrinsic functions understood here; undefined: stays foreign. */
  readonly other: (node: JsonNode) => readonly Part[] | undefined;
}

const PSEUDO_PARAMETERS: Readonly<Partial<Record<string, Hole>>> = {
  'AWS::Region': 'region',
  'AWS::AccountId': 'account',
  'AWS::Partition': 'partition',
  'AWS::URLSuffix': 'urlSuffix',
};

/** Evaluates a value of a template as far as the project knows it. Neighbouring texts are joined. */
export function evaluate(node: JsonNode, scope: Scope): readonly Part[] {
  return joined(partsOf(node, scope));
}

/** The text of a value, when it holds nothing else. */
export function textOf(parts: readonly Part[]): string | undefined {
  if (parts.length === 0) return '';
  const [only] = parts;
  return parts.length === 1 && typeof only === 'string' ? only : undefined;
}

export function isForeign(parts: readonly Part[]): boolean {
  return parts.some((part) => typeof part === 'object' && 'foreign' in part);
}

/** Whether a value takes an expression of backend.ts. */
export function hasCode(parts: readonly Part[]): boolean {
  return parts.some((part) => typeof part === 'object' && 'code' in part);
}

export function hasHole(parts: readonly Part[], ...holes: readonly Hole[]): boolean {
  return parts.some((part) => typeof part === 'object' && 'hole' in part && holes.includes(part.hole));
}

function partsOf(node: JsonNode, scope: Scope): readonly Part[] {
  if (node.kind === 'scalar') return [node.value === null ? '' : String(node.value)];
  const [entry] = membersOf(node);
  if (node.kind === 'object' && node.members.size === 1 && entry) {
    const known = intrinsic(entry[0], entry[1], scope);
    if (known !== undefined) return known;
  }
  return scope.other(node) ?? [foreign(node)];
}

function foreign(node: JsonNode): Part {
  const reference = stringAt(node, 'Ref');
  return { foreign: reference === undefined ? JSON.stringify(toValue(node)) : `\${${reference}}` };
}

/** A value for a message. */
export function shownParts(parts: readonly Part[]): string {
  return parts.map((part) => shownPart(part)).join('');
}

function shownPart(part: Part): string {
  if (typeof part === 'string') return part;
  if ('code' in part) return part.shown;
  return 'foreign' in part ? part.foreign : `\${${part.hole}}`;
}

function intrinsic(name: string, argument: JsonNode, scope: Scope): readonly Part[] | undefined {
  switch (name) {
    case 'Ref':
      return argument.kind === 'scalar' ? reference(String(argument.value), scope) : undefined;
    case 'Fn::Join':
      return join(argument, scope);
    case 'Fn::Sub':
      return substitute(argument, scope);
    case 'Fn::If':
      return choose(argument, scope);
    case 'Fn::FindInMap':
      return findInMap(argument, scope);
    default:
      return undefined;
  }
}

function reference(name: string, scope: Scope): readonly Part[] | undefined {
  if (name === 'env') return [{ hole: 'branch' }];
  const pseudo = PSEUDO_PARAMETERS[name];
  return pseudo ? [{ hole: pseudo }] : scope.parameter(name);
}

function join(argument: JsonNode, scope: Scope): readonly Part[] | undefined {
  const [separator, list] = itemsOf(argument);
  if (separator?.kind !== 'scalar' || list?.kind !== 'array') return undefined;
  const glue = String(separator.value ?? '');
  return list.items.flatMap((item, index) => [...(index === 0 ? [] : [glue]), ...partsOf(item, scope)]);
}

/** `${name}` is a variable of the second argument, a parameter or a pseudo parameter; `${!x}` is `${x}`. */
function substitute(argument: JsonNode, scope: Scope): readonly Part[] | undefined {
  const text = argument.kind === 'scalar' ? argument : itemsOf(argument)[0];
  if (text?.kind !== 'scalar' || typeof text.value !== 'string') return undefined;
  const variables = membersOf(itemsOf(argument)[1]);
  const parts: Part[] = [];
  for (const piece of text.value.split(/(\$\{[^}]*\})/)) {
    const name = /^\$\{([^!}][^}]*)\}$/.exec(piece)?.[1]?.trim();
    if (name === undefined) {
      parts.push(piece.replace(/^\$\{!(.*)\}$/, '${$1}'));
      continue;
    }
    const variable = variables.get(name);
    const value = variable ? partsOf(variable, scope) : reference(name, scope);
    parts.push(...(value ?? [{ foreign: piece }]));
  }
  return parts;
}

/** Gen 1's own condition asks for an environment called NONE, which is none that is deployed. */
function choose(argument: JsonNode, scope: Scope): readonly Part[] | undefined {
  const [condition, then, otherwise] = itemsOf(argument);
  if (condition?.kind !== 'scalar') return undefined;
  const name = String(condition.value);
  const holds = name === 'ShouldNotCreateEnvResources' ? false : scope.holds(name);
  const chosen = holds === true ? then : otherwise;
  return holds === undefined || chosen === undefined ? undefined : partsOf(chosen, scope);
}

function findInMap(argument: JsonNode, scope: Scope): readonly Part[] | undefined {
  const keys = itemsOf(argument).map((key) => keyText(evaluate(key, scope), scope));
  const [map, first, second] = keys;
  if (keys.length !== 3 || map === undefined || first === undefined || second === undefined) return undefined;
  const found = stringAt(scope.mappings, map, first, second);
  return found === undefined ? undefined : [found];
}

function keyText(parts: readonly Part[], scope: Scope): string | undefined {
  const [only] = parts;
  const isBranch = parts.length === 1 && typeof only === 'object' && 'hole' in only && only.hole === 'branch';
  return isBranch ? scope.environment : textOf(parts);
}

function joined(parts: readonly Part[]): readonly Part[] {
  const result: Part[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (typeof part === 'string' && typeof last === 'string') result[result.length - 1] = last + part;
    else if (part !== '') result.push(part);
  }
  return asUserPoolArn(result);
}

/** The ARN of the pool, when it is put together from its parts. */
function asUserPoolArn(parts: readonly Part[]): readonly Part[] {
  const shape = parts
    .map((part) => (typeof part === 'string' ? part : 'hole' in part ? `{${part.hole}}` : '{foreign}'))
    .join('');
  return /^arn:(aws|\{partition\}):cognito-idp:\{region\}:\{account\}:userpool\/\{userPoolId\}$/.test(shape)
    ? [{ hole: 'userPoolArn' }]
    : parts;
}

/** A value of a template that is the same everywhere, as plain JSON; undefined when it refers to anything. */
export function plainJson(node: JsonNode, scope: Scope): Json | undefined {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'array') {
    const items = node.items.map((item) => plainJson(item, scope));
    return items.includes(undefined) ? undefined : (items as Json[]);
  }
  const isIntrinsic = [...node.members.keys()].some((name) => name === 'Ref' || name.startsWith('Fn::'));
  if (isIntrinsic) return textOf(evaluate(node, scope));
  const object = Object.create(null) as { [key: string]: Json };
  for (const [name, member] of node.members) {
    const value = plainJson(member, scope);
    if (value === undefined) return undefined;
    object[name] = value;
  }
  return object;
}
