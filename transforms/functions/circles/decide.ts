import { circleIn } from '../order/graph.js';

/** What one function is given of another. */
export interface Given {
  readonly from: string;
  readonly to: string;
  /** Variables of `from` that name `to`. Rights alone: 0. */
  readonly variables: number;
  /** Whether `from` reads its variables when it starts, if it has to; only those of Node.js do. */
  readonly canWait: boolean;
}

export interface Cuts {
  /** What is given beside a function instead of with it: the others by the function. */
  readonly beside: ReadonlyMap<string, ReadonlySet<string>>;
  /** Circles that are left, each with its first function again at the end. */
  readonly left: readonly (readonly string[])[];
}

/**
 * Functions of one stack are made one after the other, and a function is made after its variables and its own policy.
 * Where they need one another in a circle, one of them gets what names the next one afterwards: where rights alone
 * name it, for a policy costs nothing; else where the fewest variables do.
 */
export function cutCircles(given: readonly Given[]): Cuts {
  const beside = new Map<string, Set<string>>();
  const left: (readonly string[])[] = [];
  let open = [...given];
  for (;;) {
    const circle = circleIn(graphOf(open));
    if (circle === null) return { beside, left };
    const steps = circle
      .slice(1)
      .flatMap((to, index) => open.filter((one) => one.from === circle[index] && one.to === to));
    const [first, ...others] = steps.filter(({ variables, canWait }) => variables === 0 || canWait);
    const cut = first && others.reduce((best, one) => (one.variables < best.variables ? one : best), first);
    if (cut) beside.set(cut.from, (beside.get(cut.from) ?? new Set()).add(cut.to));
    else left.push(circle);
    const gone = cut ?? steps[0];
    open = open.filter((one) => one !== gone);
  }
}

function graphOf(given: readonly Given[]): ReadonlyMap<string, ReadonlySet<string>> {
  const graph = new Map<string, Set<string>>();
  for (const { from, to } of given) graph.set(from, (graph.get(from) ?? new Set()).add(to));
  return graph;
}
