import { type Json } from '../core/json.js';
import { type JsonObject, type Stack, type Stacks, isObject } from './template.js';

/** A resource of any stack, with its properties resolved. `id` is `<stack>/<logical id>`. */
export interface ResolvedResource {
  readonly id: string;
  readonly logicalId: string;
  readonly type: string;
  readonly properties: JsonObject;
  readonly deletionPolicy: string | undefined;
}

/** Each kind of facts asks for the same resources, and stacks stay as they are. */
const RESOLVED = new WeakMap<Stacks, readonly ResolvedResource[]>();

/** Deeper than any template nests: what goes beyond refers to itself. */
const MAX_DEPTH = 200;

/**
 * Evaluates intrinsic functions across stacks, as far as it can be done before a deployment. What only the
 * deployment knows becomes a token in a string: `${stack/LogicalId}`, `${stack/LogicalId.Attribute}`,
 * `${AWS::Region}`, and `${stack?Parameter}` for a parameter that nobody gives. AWS::NoValue is undefined.
 */
export class Resolver {
  readonly #stacks: Stacks;

  constructor(stacks: Stacks) {
    this.#stacks = stacks;
  }

  /** All resources whose condition holds, in the order of the stacks. */
  resources(): readonly ResolvedResource[] {
    const known = RESOLVED.get(this.#stacks) ?? this.#resources();
    RESOLVED.set(this.#stacks, known);
    return known;
  }

  #resources(): ResolvedResource[] {
    return [...this.#stacks.values()].flatMap((stack) =>
      Object.entries(stack.template.Resources)
        .filter(([, { Condition }]) => Condition === undefined || this.#holds(Condition, stack, 0))
        .map(([logicalId, resource]) => {
          const properties = this.#resolve(resource.Properties ?? {}, stack, 0);
          return {
            id: `${stack.name}/${logicalId}`,
            logicalId,
            type: resource.Type,
            properties: isObject(properties) ? properties : {},
            deletionPolicy: resource.DeletionPolicy,
          };
        }),
    );
  }

  #resolve(value: Json, stack: Stack, depth: number): Json | undefined {
    if (depth > MAX_DEPTH) throw new Error(`the templates of ${stack.name} refer to themselves`);
    if (Array.isArray(value)) return this.#list(value, stack, depth);
    if (!isObject(value)) return value;
    const entries = Object.entries(value);
    const [first] = entries;
    if (entries.length === 1 && first !== undefined && (first[0] === 'Ref' || first[0].startsWith('Fn::'))) {
      return this.#call(first[0], first[1], stack, depth + 1);
    }
    const members = entries.flatMap(([key, member]): [string, Json][] => {
      const resolved = this.#resolve(member, stack, depth + 1);
      return resolved === undefined ? [] : [[key, resolved]];
    });
    return Object.fromEntries(members);
  }

  #list(items: readonly Json[], stack: Stack, depth: number): Json[] {
    return items.map((item) => this.#resolve(item, stack, depth + 1)).filter((item) => item !== undefined);
  }

  #call(name: string, argument: Json, stack: Stack, depth: number): Json | undefined {
    if (name === 'Ref') return this.#ref(text(argument), stack, depth);
    if (name === 'Fn::GetAtt') return this.#getAtt(argument, stack, depth);
    if (name === 'Fn::If') return this.#if(argument, stack, depth);
    if (name === 'Fn::Sub') return this.#sub(argument, stack, depth);
    const resolved = this.#resolve(argument, stack, depth);
    const list = Array.isArray(resolved) ? resolved : [resolved ?? null];
    switch (name) {
      case 'Fn::Join':
        return Array.isArray(list[1]) ? list[1].map(text).join(text(list[0])) : unresolved(name, resolved);
      case 'Fn::Split':
        return isKnown(list[1]) ? text(list[1]).split(text(list[0])) : unresolved(name, resolved);
      case 'Fn::Select':
        return Array.isArray(list[1]) ? (list[1][Number(list[0])] ?? null) : unresolved(name, resolved);
      case 'Fn::FindInMap':
        return this.#findInMap(list, stack) ?? unresolved(name, resolved);
      default:
        return unresolved(name, resolved);
    }
  }

  #ref(name: string, stack: Stack, depth: number): Json | undefined {
    if (name === 'AWS::NoValue') return undefined;
    if (name.startsWith('AWS::')) return `\${${name}}`;
    const parameter = stack.template.Parameters?.[name];
    if (parameter === undefined) return `\${${stack.name}/${name}}`;
    const parent = stack.parent === null ? undefined : this.#stacks.get(stack.parent);
    const given = Object.hasOwn(stack.parameters, name) ? stack.parameters[name] : parameter.Default;
    if (given === undefined) return `\${${stack.name}?${name}}`;
    const value = this.#resolve(given, parent ?? stack, depth + 1);
    return parameter.Type.includes('List') ? listOf(value) : value;
  }

  #getAtt(argument: Json, stack: Stack, depth: number): Json | undefined {
    const [logicalId = '', ...rest] = Array.isArray(argument)
      ? argument.map(text)
      : text(argument).split('.');
    const attribute = rest.join('.');
    const nested = this.#stacks.get(stack.nested.get(logicalId) ?? '');
    const output = attribute.startsWith('Outputs.')
      ? nested?.template.Outputs?.[attribute.slice(8)]
      : undefined;
    if (nested === undefined || output === undefined) return `\${${stack.name}/${logicalId}.${attribute}}`;
    return this.#resolve(output.Value, nested, depth + 1);
  }

  #if(argument: Json, stack: Stack, depth: number): Json | undefined {
    if (!Array.isArray(argument)) return argument;
    const [condition = null, yes = null, no = null] = argument;
    return this.#resolve(this.#holds(text(condition), stack, depth) ? yes : no, stack, depth);
  }

  #sub(argument: Json, stack: Stack, depth: number): Json {
    const [template = '', given] = Array.isArray(argument) ? argument : [argument];
    const variables = this.#resolve(given ?? {}, stack, depth);
    return text(template).replace(/\$\{(!?)([^}]+)\}/g, (whole, literal: string, name: string) => {
      if (literal === '!') return `\${${name}}`;
      if (isObject(variables) && Object.hasOwn(variables, name)) return text(variables[name]);
      const value = name.includes('.')
        ? this.#getAtt(name, stack, depth)
        : this.#ref(name.trim(), stack, depth);
      return value === undefined ? whole : text(value);
    });
  }

  #findInMap([mapName, top, second]: readonly Json[], stack: Stack): Json | undefined {
    const map = stack.template.Mappings?.[text(mapName)];
    const row = isObject(map) ? map[text(top)] : undefined;
    return isObject(row) ? row[text(second)] : undefined;
  }

  #holds(name: string, stack: Stack, depth: number): boolean {
    const condition = stack.template.Conditions?.[name];
    return condition !== undefined && this.#test(condition, stack, depth + 1);
  }

  #test(condition: Json, stack: Stack, depth: number): boolean {
    if (depth > MAX_DEPTH) throw new Error(`the conditions of ${stack.name} refer to themselves`);
    const [name, argument = null] = isObject(condition) ? (Object.entries(condition)[0] ?? []) : [];
    const list = Array.isArray(argument) ? argument : [];
    const test = (item: Json): boolean => this.#test(item, stack, depth + 1);
    switch (name) {
      case 'Fn::Equals': {
        const [left, right] = this.#list(list, stack, depth);
        return text(left) === text(right);
      }
      case 'Fn::And':
        return list.every(test);
      case 'Fn::Or':
        return list.some(test);
      case 'Fn::Not':
        return !list.some(test);
      case 'Condition':
        return this.#holds(text(argument), stack, depth);
      default:
        throw new Error(`the condition ${name ?? text(condition)} of ${stack.name} is not known`);
    }
  }
}

/** CloudFormation hands a list over as text with commas, and trims the items. */
function listOf(value: Json | undefined): Json[] {
  const items = Array.isArray(value) ? value : [value ?? ''];
  return items
    .flatMap((item) => text(item).split(','))
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

function text(value: Json | undefined): string {
  if (typeof value === 'string') return value;
  return value === undefined || value === null
    ? ''
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value);
}

function isKnown(value: Json | undefined): boolean {
  return typeof value === 'string' && !value.includes('${');
}

function unresolved(name: string, argument: Json | undefined): Json {
  return `\${${name} ${JSON.stringify(argument ?? null)}}`;
}
