import fc from 'fast-check';
import { expect, it } from 'vitest';
import { matchesWildcard } from '../../src/core/wildcard.js';

const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '.', '*', '?'), maxLength: 8 });
const text = fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 8 });

it('means what a regular expression of its parts does', () => {
  fc.assert(
    fc.property(pattern, text, (asked, name) => {
      const source = asked.replaceAll('.', '\\.').replace(/\*+/g, '.*').replaceAll('?', '.');
      expect(matchesWildcard(asked, name)).toBe(new RegExp(`^${source}$`).test(name));
    }),
  );
});

it('takes no longer for many stars, whoever has written them', () => {
  const started = performance.now();
  expect(matchesWildcard(`${'*a'.repeat(2000)}*b`, 'a'.repeat(2000))).toBe(false);
  expect(performance.now() - started).toBeLessThan(2000);
});
