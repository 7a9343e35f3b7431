import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { block, labelled, pad, widest } from '../src/report/layout.js';

const words = (text: string): string => text.replace(/\s+/g, '');

describe('wrapping', () => {
  it('loses nothing and keeps to the width, whatever the text', () => {
    const line = fc.stringMatching(/^[ -~é·→…日👩]{0,200}$/u);
    fc.assert(
      fc.property(line, fc.integer({ min: 20, max: 60 }), (text, width) => {
        const lines = block([text], width, 0).map((one) => one.trimEnd());
        expect(words(lines.join(''))).toBe(words(text));
        const own = /^ */.exec(text)?.[0].length ?? 0;
        for (const one of lines) expect(stringWidth(one)).toBeLessThanOrEqual(Math.max(width, own + 20));
      }),
    );
  });

  it('breaks between words where it can', () => {
    expect(block(['one two three four five six'], 20, 2)).toEqual(['  one two three four', '  five six']);
    expect(block(['x'.repeat(45)], 22, 2)).toEqual([`  ${'x'.repeat(20)}`, `  ${'x'.repeat(20)}`, '  xxxxx']);
    expect(block(['  indented code'], 60, 2)).toEqual(['    indented code']);
  });

  it('counts wide characters as they look', () => {
    expect(pad('日本', 6)).toBe('日本  ');
    expect(widest(['日本語', 'abc', '\u001b[31mred\u001b[39m'])).toBe(6);
    expect(labelled('日', ['x'], 40, { indent: 2, label: 4 })).toEqual(['  日  x']);
  });
});
