import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matches, samplesOf } from '../../src/verify/iam/pattern.js';

const NOBODY = new Map<string, readonly string[]>();

/** Pieces from which patterns and texts come about that have something to do with one another. */
const pieces = fc.constantFrom('a', 'b', 'ab', '/', '*', '?', '.', '\u{1f33b}', '${Bucket}', 'A');
const patterns = fc.array(pieces, { maxLength: 8 }).map((list) => list.join(''));
const texts = fc.array(pieces, { maxLength: 8 }).map((list) => list.join('').replace(/[*?]/g, 'b'));

/** The same in the language of regular expressions, where every pattern is slow that has many stars. */
function reference(pattern: string): RegExp {
  const source = pattern.replace(/[.*+?^${}()|[\]\\]/g, (character) =>
    character === '*' ? '[^]*' : character === '?' ? '[^]' : `\\${character}`,
  );
  return new RegExp(`^${source}$`);
}

describe('matches', () => {
  it('agrees with regular expressions', () => {
    fc.assert(
      fc.property(patterns, texts, (pattern, text) => {
        expect(matches(pattern, text, NOBODY)).toBe(reference(pattern).test(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('is quick where a regular expression is not', () => {
    expect(matches(`${'*a'.repeat(40)}b`, 'a'.repeat(4000), NOBODY)).toBe(false);
  });

  it('knows every sample of a pattern without variables', () => {
    fc.assert(
      fc.property(patterns, (pattern) => {
        for (const sample of samplesOf(pattern)) expect(matches(pattern, sample, NOBODY)).toBe(true);
      }),
    );
  });

  const caller = new Map([['cognito-identity.amazonaws.com:sub', ['own']]]);

  it.each([
    ['private/${cognito-identity.amazonaws.com:sub}/*', 'private/own/a/b', true],
    ['private/${cognito-identity.amazonaws.com:sub}/*', 'private/other/a', false],
    ['private/${cognito-identity.amazonaws.com:SUB}/*', 'private/own/', true],
    // Without a value the statement says nothing, however wide the rest is.
    ['${aws:username}*', 'anything', false],
    ["${aws:PrincipalTag/team, 'none'}/*", 'none/a', true],
    ['a${*}b', 'a*b', true],
    ['a${*}b', 'axb', false],
    // Parts of the deployment are written alike, and are no variables.
    ['${AWS::Region}:${Role.group:Editors}', '${AWS::Region}:${Role.group:Editors}', true],
  ])('%s on %s: %s', (pattern, text, expected) => {
    expect(matches(pattern, text, caller)).toBe(expected);
  });

  it('samples what belongs to the caller and to somebody else', () => {
    expect(samplesOf('private/${cognito-identity.amazonaws.com:sub}/*').sort()).toEqual([
      'private/other/',
      'private/other/any',
      'private/own/',
      'private/own/any',
    ]);
  });
});
