import { type Json } from '../core/json.js';
import { type Resource, type Stack, type Stacks, isObject } from './template.js';

/** One resource of a template that needs another one of it. */
export interface Dependency {
  /** Logical ids; a nested stack is a resource as well. */
  readonly from: string;
  readonly to: string;
  /** What in `from` needs what of `to`: `function/Report.Role needs data/Todo.TableArn`. */
  readonly reference: string;
}

/** Resources of one template that need one another in a circle: the last dependency leads back to the first. */
export interface Cycle {
  /** The stack whose template has the circle. */
  readonly stack: string;
  readonly dependencies: readonly Dependency[];
}

/**
 * The circles of references in each template. CloudFormation refuses them when it is to deploy ("Circular
 * dependency between resources"): CDK looks for circles of whole stacks only, and nested stacks are resources of
 * their parent to it. A resource is named in one circle at most, the shortest.
 */
export function stackCycles(stacks: Stacks): readonly Cycle[] {
  return [...stacks.values()].flatMap((stack) => {
    const graph = graphOf(stack);
    const seen = new Set<string>();
    const cycles: Cycle[] = [];
    for (const id of graph.keys()) {
      const found = shortestCircle(graph, id);
      if (!found || found.some(({ from }) => seen.has(from))) continue;
      for (const { from } of found) seen.add(from);
      cycles.push({
        stack: stack.name,
        dependencies: found.map(({ from, to, by }) => ({ from, to, reference: shown(stacks, stack, by) })),
      });
    }
    return cycles;
  });
}

/** A circle in one line. */
export function shownCycle({ stack, dependencies }: Cycle): string {
  const ids = dependencies.map(({ from }) => from);
  const chain = [...ids, ids[0] ?? ''].join(' -> ');
  return `${stack}: ${chain} (${dependencies.map(({ reference }) => reference).join('; ')})`;
}

/** A place in a resource that refers to another one, or an attribute of it. */
interface Reference {
  readonly from: string;
  /** `Parameters.tableArn` */
  readonly path: readonly string[];
  readonly to: string;
  readonly attribute: string;
}

interface Edge {
  readonly from: string;
  readonly to: string;
  readonly by: Reference;
}

type Graph = ReadonlyMap<string, readonly Edge[]>;

/** CloudFormation looks at both branches of Fn::If: it checks the template before it knows any condition. */
function graphOf({ template }: Stack): Graph {
  return new Map(
    Object.entries(template.Resources).map(([from, resource]) => {
      const edges = new Map<string, Edge>();
      for (const by of referencesOf(from, resource)) {
        if (!Object.hasOwn(template.Resources, by.to) || edges.has(by.to)) continue;
        edges.set(by.to, { from, to: by.to, by });
      }
      return [from, [...edges.values()]];
    }),
  );
}

function referencesOf(from: string, { Properties = {}, DependsOn }: Resource): Reference[] {
  const named = [DependsOn ?? []].flat().filter((item) => typeof item === 'string');
  return [
    ...referencesIn(Properties).map((one) => ({ from, ...one })),
    ...named.map((to) => ({ from, path: ['DependsOn'], to, attribute: '' })),
  ];
}

/** What Ref, Fn::GetAtt and Fn::Sub name below a value; a parameter is named as a resource is. */
function referencesIn(value: Json, path: readonly string[] = []): Omit<Reference, 'from'>[] {
  if (Array.isArray(value)) return value.flatMap((item) => referencesIn(item, path));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, argument]) => {
    if (key === 'Ref' && typeof argument === 'string') return [{ path, to: argument, attribute: '' }];
    if (key === 'Fn::GetAtt') {
      const parts = typeof argument === 'string' ? argument.split('.') : [argument].flat();
      const [to, ...attribute] = parts.filter((part) => typeof part === 'string');
      return to === undefined ? [] : [{ path, to, attribute: attribute.join('.') }];
    }
    if (key === 'Fn::Sub') return [...substituted(argument, path), ...referencesIn(argument, path)];
    return referencesIn(argument, [...path, key]);
  });
}

/** `${Table}` and `${Table.Arn}`, unless the variables of the call give them a value, or `!` makes them text. */
function substituted(argument: Json, path: readonly string[]): Omit<Reference, 'from'>[] {
  const [text = '', variables] = Array.isArray(argument) ? argument : [argument];
  if (typeof text !== 'string') return [];
  return [...text.matchAll(/\$\{([^!}][^}]*)\}/g)].flatMap(([, name = '']) => {
    if (isObject(variables) && Object.hasOwn(variables, name)) return [];
    const [to = '', ...attribute] = name.trim().split('.');
    return [{ path, to, attribute: attribute.join('.') }];
  });
}

/** The shortest way from a resource back to itself. */
function shortestCircle(graph: Graph, start: string): Edge[] | null {
  const cameBy = new Map<string, Edge>();
  const queue = [start];
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    for (const edge of graph.get(at) ?? []) {
      if (cameBy.has(edge.to)) continue;
      cameBy.set(edge.to, edge);
      if (edge.to === start) return wayTo(start, cameBy);
      queue.push(edge.to);
    }
  }
  return null;
}

function wayTo(start: string, cameBy: ReadonlyMap<string, Edge>): Edge[] {
  const way: Edge[] = [];
  for (let edge = cameBy.get(start); edge; edge = edge.from === start ? undefined : cameBy.get(edge.from)) {
    way.unshift(edge);
  }
  return way;
}

/** Follows a reference into the nested stacks on both sides. */
function shown(stacks: Stacks, stack: Stack, { from, path, to, attribute }: Reference): string {
  return `${userOf(stacks, stack, from, path)} needs ${sourceOf(stacks, stack, to, attribute)}`;
}

/** The resource to which a value of a template is handed in the end. */
function userOf(stacks: Stacks, stack: Stack, id: string, path: readonly string[]): string {
  const nested = stacks.get(stack.nested.get(id) ?? '');
  const parameter = path[0] === 'Parameters' ? path[1] : undefined;
  if (!nested || parameter === undefined) return [`${stack.name}/${id}`, ...path].join('.');
  for (const [user, resource] of Object.entries(nested.template.Resources)) {
    const found = referencesOf(user, resource).find((one) => one.to === parameter);
    if (found) return userOf(stacks, nested, user, found.path);
  }
  // Handed on as an output: whoever takes that is a resource that depends on this stack.
  return `${nested.name} (${parameter})`;
}

/** The resource that an attribute of a template comes from in the end. */
function sourceOf(stacks: Stacks, stack: Stack, id: string, attribute: string): string {
  const nested = stacks.get(stack.nested.get(id) ?? '');
  const output = attribute.startsWith('Outputs.') ? attribute.slice('Outputs.'.length) : undefined;
  const value = output === undefined ? undefined : nested?.template.Outputs?.[output]?.Value;
  const [source] = value === undefined ? [] : referencesIn(value);
  if (nested && source) return sourceOf(stacks, nested, source.to, source.attribute);
  return attribute === '' ? `${stack.name}/${id}` : `${stack.name}/${id}.${attribute}`;
}
