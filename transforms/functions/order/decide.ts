import { type Graph, circleIn, grouped, reachedFrom } from './graph.js';

/** What needs what, before the functions are put into stacks. */
export interface Dependencies {
  /** Stacks of features, by name: what they need of one another. */
  readonly stacks: ReadonlyMap<string, readonly string[]>;
  /** Functions by key: what they need, stacks and functions. */
  readonly functions: ReadonlyMap<string, ReadonlySet<string>>;
  /** Functions that resolvers of the API call. */
  readonly handlers: ReadonlySet<string>;
  /** Functions whose roles the API names. */
  readonly allowed: ReadonlySet<string>;
  /** Functions that the bucket calls. */
  readonly triggers: ReadonlySet<string>;
}

export type Group = 'function' | 'data' | 'storage';

export interface Decision {
  readonly groups: ReadonlyMap<string, Group>;
  /** Whether notifications are made in the stack of the function, beside that of the bucket. */
  readonly notifyFromFunction: boolean;
  /** Stacks that need one another in spite of all; null: none do. */
  readonly circle: readonly string[] | null;
}

/**
 * Puts the functions into stacks so that no two stacks need one another. The first way that does is taken, the
 * plainest first: one stack for all of them; those that the API calls beside the API; those that the bucket calls
 * beside the bucket; or the notifications of the bucket beside the function.
 */
export function decideStacks(dependencies: Dependencies): Decision {
  const { triggers } = dependencies;
  const handlers = ofApi(dependencies);
  const withApi = groupsOf(dependencies, [['data', handlers]]);
  const withBoth = groupsOf(dependencies, [
    ['data', handlers],
    ['storage', triggers],
  ]);
  const ways: readonly Omit<Decision, 'circle'>[] = [
    { groups: groupsOf(dependencies, []), notifyFromFunction: false },
    { groups: withApi, notifyFromFunction: false },
    { groups: groupsOf(dependencies, [['storage', triggers]]), notifyFromFunction: false },
    { groups: withBoth, notifyFromFunction: false },
    { groups: withApi, notifyFromFunction: true },
  ];
  const decisions = ways.map((way): Decision => ({ ...way, circle: circleOf(dependencies, way) }));
  const found = decisions.find(({ circle }) => circle === null) ?? decisions.at(-1);
  if (found === undefined) throw new Error('AM9001: there is no way to put functions into stacks');
  return found;
}

/** A function that is moved takes along those that it needs: their stack may need the one that it moves to. */
function groupsOf(
  { functions }: Dependencies,
  moves: readonly (readonly [Group, ReadonlySet<string>])[],
): ReadonlyMap<string, Group> {
  const groups = new Map<string, Group>([...functions.keys()].map((key) => [key, 'function']));
  for (const [group, starts] of moves) {
    for (const key of reachedFrom(starts, functions)) {
      if (groups.get(key) === 'function') groups.set(key, group);
    }
  }
  return groups;
}

/** Functions that the stack of the API needs. */
function ofApi({ handlers, allowed }: Dependencies): ReadonlySet<string> {
  return new Set([...handlers, ...allowed]);
}

function circleOf(
  dependencies: Dependencies,
  { groups, notifyFromFunction }: Omit<Decision, 'circle'>,
): readonly string[] | null {
  const { stacks, functions, triggers } = dependencies;
  const graph = new Map<string, ReadonlySet<string>>(functions);
  for (const [name, needed] of stacks) {
    const calls =
      name === 'data' ? ofApi(dependencies) : name === 'storage' && !notifyFromFunction ? triggers : [];
    graph.set(name, new Set([...needed, ...calls]));
  }
  return circleIn(grouped(graph satisfies Graph, (node) => groups.get(node) ?? node));
}
