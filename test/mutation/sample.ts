/** Mulberry32 (Tommy Ettinger, public domain): the same numbers for the same seed. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The items in an order that the seed decides. */
export function shuffled<T>(items: readonly T[], seed: number): T[] {
  const random = randomNumbers(seed);
  const rest = [...items];
  for (let last = rest.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [rest[last], rest[other]] = [rest[other] as T, rest[last] as T];
  }
  return rest;
}

/** So many items that the groups have as even a share as there are items in them. */
export function sampled<T>(
  items: readonly T[],
  size: number,
  seed: number,
  groupOf: (item: T) => string,
): T[] {
  const groups = new Map<string, T[]>();
  for (const item of shuffled(items, seed)) {
    groups.set(groupOf(item), [...(groups.get(groupOf(item)) ?? []), item]);
  }
  const sample: T[] = [];
  for (let round = 0; sample.length < Math.min(size, items.length); round += 1) {
    for (const group of shuffled([...groups.values()], seed + round)) {
      const item = group[round];
      if (item !== undefined && sample.length < size) sample.push(item);
    }
  }
  return sample;
}
