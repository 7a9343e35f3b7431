/** Which nodes of a graph need which others. */
export type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/** Nodes that need one another in a circle, the first one again at the end; null: there is none. */
export function circleIn(graph: Graph): readonly string[] | null {
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (node: string): readonly string[] | null => {
    const at = path.indexOf(node);
    if (at >= 0) return [...path.slice(at), node];
    if (done.has(node)) return null;
    path.push(node);
    for (const next of graph.get(node) ?? []) {
      const found = visit(next);
      if (found !== null) return found;
    }
    path.pop();
    done.add(node);
    return null;
  };
  for (const node of graph.keys()) {
    const found = visit(node);
    if (found !== null) return found;
  }
  return null;
}

/** All nodes that the given ones need, themselves among them. */
export function reachedFrom(starts: Iterable<string>, graph: Graph): ReadonlySet<string> {
  const reached = new Set<string>();
  const open = [...starts];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (reached.has(node)) continue;
    reached.add(node);
    open.push(...(graph.get(node) ?? []));
  }
  return reached;
}

/** The graph of the groups that nodes are in; what is inside of one group does not count. */
export function grouped(graph: Graph, groupOf: (node: string) => string): Graph {
  const groups = new Map<string, Set<string>>();
  for (const [node, needed] of graph) {
    const from = groupOf(node);
    const set = groups.get(from) ?? new Set<string>();
    groups.set(from, set);
    for (const other of needed) if (groupOf(other) !== from) set.add(groupOf(other));
  }
  return groups;
}
