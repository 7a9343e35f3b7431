/** A fact that differs; null: there is nothing at the path in that generation. */
export interface FactDifference {
  readonly path: string;
  readonly gen1: string | null;
  readonly gen2: string | null;
}

/**
 * Compares facts by path. Where something as a whole is on one side only, what lies below it is not told:
 * `parentOf` gives the path above one, or null.
 */
export function compareFlat(
  gen1: ReadonlyMap<string, string>,
  gen2: ReadonlyMap<string, string>,
  parentOf: (path: string) => string | null = () => null,
): FactDifference[] {
  const differences: FactDifference[] = [];
  for (const path of new Set([...gen1.keys(), ...gen2.keys()])) {
    const [one, two] = [gen1.get(path) ?? null, gen2.get(path) ?? null];
    if (one === two) continue;
    const parent = parentOf(path);
    const isToldAbove = parent !== null && gen1.has(parent) !== gen2.has(parent);
    if (!isToldAbove) differences.push({ path, gen1: one, gen2: two });
  }
  return differences;
}
