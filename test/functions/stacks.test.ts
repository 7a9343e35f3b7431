import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Dependencies, decideStacks } from '../../transforms/functions/order/decide.js';
import { circleIn, grouped } from '../../transforms/functions/order/graph.js';

const STACKS: Dependencies['stacks'] = new Map([
  ['auth', []],
  ['data', ['auth']],
  ['storage', ['auth']],
  ['tables', []],
]);

function dependencies(
  functions: Readonly<Record<string, readonly string[]>>,
  called: Readonly<Partial<Record<'handlers' | 'allowed' | 'triggers', readonly string[]>>>,
): Dependencies {
  return {
    stacks: STACKS,
    functions: new Map(Object.entries(functions).map(([key, needed]) => [key, new Set(needed)])),
    handlers: new Set(called.handlers),
    allowed: new Set(called.allowed),
    triggers: new Set(called.triggers),
  };
}

describe('the stacks of functions', () => {
  it('are one where nothing asks for more', () => {
    const { groups } = decideStacks(dependencies({ a: ['data'], b: ['a', 'auth'], c: [] }, {}));
    expect(new Set(groups.values())).toEqual(new Set(['function']));
  });

  it('leave functions that the API calls where no function needs the API', () => {
    const { groups } = decideStacks(dependencies({ a: ['tables'], b: [] }, { handlers: ['a'] }));
    expect(groups.get('a')).toBe('function');
  });

  it('have those whose roles the API names beside the API, where they need it', () => {
    const { groups, circle } = decideStacks(dependencies({ a: ['data'], b: [] }, { allowed: ['a'] }));
    expect([...groups]).toEqual([
      ['a', 'data'],
      ['b', 'function'],
    ]);
    expect(circle).toBeNull();
  });

  it('have what the API calls beside the API, with what that needs', () => {
    const input = dependencies(
      { handler: ['helper'], helper: [], caller: ['data'] },
      { handlers: ['handler'] },
    );
    const { groups, circle } = decideStacks(input);
    expect(Object.fromEntries(groups)).toEqual({ handler: 'data', helper: 'data', caller: 'function' });
    expect(circle).toBeNull();
  });

  it('have what the bucket calls beside the bucket', () => {
    const { groups, notifyFromFunction } = decideStacks(
      dependencies({ a: ['storage'] }, { triggers: ['a'] }),
    );
    expect([groups.get('a'), notifyFromFunction]).toEqual(['storage', false]);
  });

  it('make the notification beside the function where API and bucket need one another by it', () => {
    const input = dependencies(
      { handler: ['storage'], trigger: ['data'] },
      { handlers: ['handler'], triggers: ['trigger'] },
    );
    expect(decideStacks(input)).toMatchObject({ notifyFromFunction: true, circle: null });
  });

  it('name a circle that no stack takes away', () => {
    const input: Dependencies = {
      ...dependencies({ a: ['data'] }, {}),
      stacks: new Map([
        ['auth', ['a']],
        ['data', ['auth']],
      ]),
    };
    expect(decideStacks(input).circle).not.toBeNull();
  });
});

const KEYS = ['a', 'b', 'c', 'd', 'e'];

/** Functions that need those before them only, as Gen 1 deploys them. */
const projects = fc
  .record({
    needs: fc.array(fc.subarray(['auth', 'data', 'storage', 'tables', ...KEYS]), {
      minLength: 5,
      maxLength: 5,
    }),
    handlers: fc.subarray(KEYS),
    triggers: fc.subarray(KEYS),
  })
  .map(({ needs, handlers, triggers }) => {
    const functions = KEYS.map((key, index): [string, string[]] => [
      key,
      (needs[index] ?? []).filter((other) => !KEYS.includes(other) || KEYS.indexOf(other) < index),
    ]);
    return dependencies(Object.fromEntries(functions), { handlers, triggers });
  });

it('no project of which Gen 1 has an order has stacks that need one another', () => {
  fc.assert(
    fc.property(projects, (input) => {
      const { groups, notifyFromFunction, circle } = decideStacks(input);
      expect(circle).toBeNull();
      const graph = new Map<string, ReadonlySet<string>>(input.functions);
      graph.set('data', new Set(['auth', ...input.handlers]));
      graph.set('storage', new Set(['auth', ...(notifyFromFunction ? [] : input.triggers)]));
      expect(circleIn(grouped(graph, (node) => groups.get(node) ?? node))).toBeNull();
    }),
    { numRuns: 500 },
  );
});
