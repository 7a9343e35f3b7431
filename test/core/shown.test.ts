import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listed, pathText, shown } from '../../src/core/shown.js';

describe('shown', () => {
  it('is one line of printable characters, that JSON gives back unless it was cut', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const line = shown(text);
        expect(line).not.toMatch(/[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/u);
        expect(JSON.parse(line)).toBe(text);
      }),
    );
  });

  it('cuts what is long', () => {
    expect(shown('abcdef', 3)).toBe('"abc…"');
  });
});

describe('listed', () => {
  it.each([
    [[], ''],
    [['a'], 'a'],
    [['a', 'b'], 'a and b'],
    [['a', 'b', 'c', 'd', 'e'], 'a, b, c and 2 more'],
  ])('joins %j', (items, text) => {
    expect(listed(items, 3)).toBe(text);
  });
});

describe('pathText', () => {
  it('quotes only what could mislead', () => {
    expect(pathText('amplify/#current-cloud-backend/auth')).toBe('amplify/#current-cloud-backend/auth');
    expect(pathText('a b')).toBe('"a b"');
    expect(pathText('a\u001b[0m')).toBe('"a\\u001b[0m"');
  });
});
