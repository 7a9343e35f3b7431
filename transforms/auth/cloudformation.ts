import { type Json, type JsonNode, at, itemsOf, membersOf, stringAt } from '../../src/core/json.js';

/** A value that depends on what only CloudFormation knows, such as the ARN of another resource. */
export const UNRESOLVED = Symbol('unresolved');
export type Evaluated = Json | typeof UNRESOLVED;

/**
 * Evaluates values of a Gen 1 template: references to parameters take their values from parameters.json, and
 * conditions are decided where they compare such values. References to resources stay unresolved.
 */
export class TemplateEvaluator {
  readonly #template: JsonNode;
  readonly #parameters: ReadonlyMap<string, Json>;

  constructor(template: JsonNode, parameters: ReadonlyMap<string, Json>) {
    this.#template = template;
    this.#parameters = parameters;
  }

  /** The value of a node; a list or object with an unresolved part is unresolved as a whole. */
  evaluate(node: JsonNode): Evaluated {
    if (node.kind === 'scalar') return node.value;
    if (node.kind === 'array') return this.#list(node.items);
    const [first, ...others] = [...node.members];
    if (first && others.length === 0 && (first[0] === 'Ref' || first[0].startsWith('Fn::'))) {
      return this.#intrinsic(first[0], first[1]);
    }
    return this.#object(node.members);
  }

  #list(items: readonly JsonNode[]): Evaluated {
    const values: Json[] = [];
    for (const item of items) {
      const value = this.evaluate(item);
      if (value === UNRESOLVED) return UNRESOLVED;
      if (value !== NO_VALUE) values.push(value);
    }
    return values;
  }

  #object(members: ReadonlyMap<string, JsonNode>): Evaluated {
    const object = Object.create(null) as Record<string, Json>;
    for (const [key, member] of members) {
      const value = this.evaluate(member);
      if (value === UNRESOLVED) return UNRESOLVED;
      if (value !== NO_VALUE) object[key] = value;
    }
    return object;
  }

  #intrinsic(name: string, argument: JsonNode): Evaluated {
    switch (name) {
      case 'Ref':
        return this.#reference(argument);
      case 'Fn::If': {
        const [condition, yes, no] = itemsOf(argument);
        const holds = condition?.kind === 'scalar' ? this.#condition(String(condition.value)) : undefined;
        const branch = holds === undefined ? undefined : holds ? yes : no;
        return branch ? this.evaluate(branch) : UNRESOLVED;
      }
      case 'Fn::Join': {
        const [delimiter, list] = itemsOf(argument);
        const parts = list && this.evaluate(list);
        if (!Array.isArray(parts) || delimiter?.kind !== 'scalar') return UNRESOLVED;
        return parts.map(String).join(String(delimiter.value));
      }
      default:
        return UNRESOLVED;
    }
  }

  #reference(argument: JsonNode): Evaluated {
    const name = argument.kind === 'scalar' ? String(argument.value) : '';
    if (name === 'AWS::NoValue') return NO_VALUE;
    const declared = at(this.#template, 'Parameters', name);
    if (!declared) return UNRESOLVED;
    const value = this.#parameters.get(name) ?? this.#default(declared);
    if (value === undefined) return UNRESOLVED;
    const isList = stringAt(declared, 'Type') === 'CommaDelimitedList';
    return isList ? asList(value) : value;
  }

  #default(parameter: JsonNode): Json | undefined {
    const node = at(parameter, 'Default');
    return node?.kind === 'scalar' ? node.value : undefined;
  }

  /** Undefined where the condition depends on what is not known here. */
  #condition(name: string): boolean | undefined {
    const definition = at(this.#template, 'Conditions', name);
    return definition && this.#holds(definition);
  }

  #holds(node: JsonNode): boolean | undefined {
    const [entry] = [...membersOf(node)];
    if (!entry) return undefined;
    const [operator, argument] = entry;
    if (operator === 'Condition')
      return this.#condition(argument.kind === 'scalar' ? String(argument.value) : '');
    const items = itemsOf(argument);
    if (operator === 'Fn::Equals') {
      const [left, right] = items.map((item) => this.evaluate(item));
      if (left === undefined || right === undefined || left === UNRESOLVED || right === UNRESOLVED)
        return undefined;
      return wordOf(left) === wordOf(right);
    }
    const parts = items.map((item) => this.#holds(item));
    if (operator === 'Fn::Not') return parts[0] === undefined ? undefined : !parts[0];
    if (operator === 'Fn::And')
      return parts.includes(false) ? false : parts.includes(undefined) ? undefined : true;
    if (operator === 'Fn::Or')
      return parts.includes(true) ? true : parts.includes(undefined) ? undefined : false;
    return undefined;
  }
}

/** `AWS::NoValue`: the member is as good as absent. An object of its own, which no template can write. */
const NO_VALUE: Json = Object.freeze({});

/** CloudFormation compares and splits words; numbers and booleans are words too. */
function wordOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function asList(value: Json): Json {
  return (Array.isArray(value) ? value : [value])
    .flatMap((item) => wordOf(item).split(','))
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

/** True for a value without intrinsic functions, which means the same in any template. */
export function isPlain(node: JsonNode): boolean {
  if (node.kind === 'scalar') return true;
  if (node.kind === 'array') return node.items.every(isPlain);
  return [...node.members].every(
    ([name, inner]) => name !== 'Ref' && !name.startsWith('Fn::') && isPlain(inner),
  );
}
