import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Given, cutCircles } from '../../transforms/functions/circles/decide.js';
import { circleIn } from '../../transforms/functions/order/graph.js';

function given(from: string, to: string, variables = 0, canWait = true): Given {
  return { from, to, variables, canWait };
}

function cut(...all: readonly Given[]) {
  const { beside, left } = cutCircles(all);
  return { beside: Object.fromEntries([...beside].map(([key, others]) => [key, [...others]])), left };
}

describe('functions that need one another', () => {
  it('keep everything where there is no circle', () => {
    expect(cut(given('a', 'b', 1), given('b', 'c', 1), given('a', 'c'))).toEqual({ beside: {}, left: [] });
  });

  it('get rights afterwards rather than variables', () => {
    expect(cut(given('a', 'b', 1), given('b', 'a'))).toEqual({ beside: { b: ['a'] }, left: [] });
  });

  it('get the fewest variables afterwards', () => {
    const circle = [given('a', 'b', 2), given('b', 'c', 1), given('c', 'a', 3)];
    expect(cut(...circle)).toEqual({ beside: { b: ['c'] }, left: [] });
  });

  it('get variables afterwards where they read them when they start', () => {
    expect(cut(given('a', 'b', 1, false), given('b', 'a', 2))).toEqual({ beside: { b: ['a'] }, left: [] });
  });

  it('stay in a circle where none of them does', () => {
    expect(cut(given('a', 'b', 1, false), given('b', 'a', 1, false))).toEqual({
      beside: {},
      left: [['a', 'b', 'a']],
    });
  });
});

const KEYS = ['a', 'b', 'c', 'd', 'e'];

const graphs = fc.uniqueArray(
  fc
    .record({
      from: fc.constantFrom(...KEYS),
      to: fc.constantFrom(...KEYS),
      variables: fc.nat(2),
      canWait: fc.constant(true),
    })
    .filter(({ from, to }) => from !== to),
  { selector: ({ from, to }) => `${from} ${to}` },
);

it('of what waits, no circle is left, and nothing waits that is in none', () => {
  fc.assert(
    fc.property(graphs, (all) => {
      const { beside, left } = cutCircles(all);
      expect(left).toEqual([]);
      const isCut = ({ from, to }: Given): boolean => beside.get(from)?.has(to) === true;
      const rest = all.filter((one) => !isCut(one));
      expect(circleOf(rest)).toBeNull();
      for (const one of all.filter(isCut)) expect(circleOf([one, ...reaching(one, all)])).not.toBeNull();
    }),
  );
});

function circleOf(all: readonly Given[]): readonly string[] | null {
  const sources = [...new Set(all.map(({ from }) => from))];
  return circleIn(
    new Map(sources.map((key) => [key, new Set(all.filter(({ from }) => from === key).map(({ to }) => to))])),
  );
}

/** What leads from the end of a step back to its beginning. */
function reaching({ from, to }: Given, all: readonly Given[]): readonly Given[] {
  const reached = new Set([to]);
  for (let size = 0; size !== reached.size;) {
    size = reached.size;
    for (const one of all) if (reached.has(one.from) && one.from !== from) reached.add(one.to);
  }
  return reached.has(from) ? all.filter((one) => reached.has(one.from) && one.from !== from) : [];
}
