import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MigrateError } from '../../src/core/error.js';
import { at, stringAt, toValue } from '../../src/core/json.js';
import { parseJson } from '../../src/gen1/json.js';
import { anyJson, damage, damaged, nodeOrProblem, nodesOf, textAt } from './json-texts.js';

const FILE = 'amplify/cli.json';

function problemOf(text: string): string {
  const result = nodeOrProblem(() => parseJson(FILE, text));
  return result instanceof MigrateError ? result.message : 'no problem';
}

describe('laws of parseJson', () => {
  it('gives back what JSON.stringify wrote, __proto__ included', () => {
    fc.assert(
      fc.property(anyJson, fc.constantFrom(0, 2, '\t'), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(JSON.stringify(toValue(parseJson(FILE, text)), null, indent)).toBe(text);
      }),
    );
  });

  it('points at every value, whatever the line ends are', () => {
    fc.assert(
      fc.property(anyJson, fc.constantFrom('\n', '\r\n', '\r'), fc.boolean(), (value, end, mark) => {
        const text = JSON.stringify(value, null, 1).replaceAll('\n', end);
        const root = parseJson(FILE, (mark ? '\ufeff' : '') + text);
        for (const node of nodesOf(root)) {
          const written = JSON.stringify(toValue(node), null, 1);
          const there = textAt(text, node);
          expect(there.startsWith(node.kind === 'scalar' ? written : written.slice(0, 1))).toBe(true);
        }
      }),
    );
  });

  it('gives every node the pointer that leads to it', () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        const root = parseJson(FILE, JSON.stringify(value));
        for (const node of nodesOf(root)) expect(at(root, ...pathOf(node.origin.pointer))).toBe(node);
      }),
    );
  });

  it('gives a node or a problem with a place for a damaged text, and no more than JSON.parse where that succeeds', () => {
    fc.assert(
      fc.property(anyJson, damage, (value, accident) => {
        const text = damaged(JSON.stringify(value, null, 2), accident);
        const result = nodeOrProblem(() => parseJson(FILE, text));
        const strict = parsedStrictly(text);
        if (strict !== undefined && !(result instanceof MigrateError)) {
          expect(JSON.stringify(toValue(result))).toBe(JSON.stringify(strict));
        }
        if (strict !== undefined) expect(result).not.toBeInstanceOf(MigrateError);
      }),
      { numRuns: 500 },
    );
  });
});

/** What JSON.parse says, as far as a number can be kept; undefined when it refuses the text. */
function parsedStrictly(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return hasInfinity(value) ? undefined : value;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function hasInfinity(value: unknown): boolean {
  if (typeof value === 'number') return !Number.isFinite(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(hasInfinity);
}

function pathOf(pointer: string): string[] {
  const segments = pointer.split('/').slice(1);
  return segments.map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
}

describe('parseJson', () => {
  it('keeps the order of members and lets the last of two equal keys count, as JSON.parse does', () => {
    const told: string[] = [];
    const text = '{"a": 1,\n "b": 2,\n "a": {"x": 1, "x": 2}}';
    const node = parseJson(FILE, text, (key, origin) => told.push(`${key} ${origin.pointer} ${origin.line}`));
    expect(JSON.stringify(toValue(node))).toBe('{"a":{"x":2},"b":2}');
    expect(told).toEqual(['a /a 3', 'x /a/x 3']);
  });

  it('accepts what Gen 1 accepts: a byte order mark, comments and trailing commas', () => {
    const text = '\ufeff// flags\r\n{ /* one */ "features": [1, 2,], }\r\n';
    const node = parseJson(FILE, text);
    expect(JSON.stringify(toValue(node))).toBe('{"features":[1,2]}');
    expect(at(node, 'features')?.origin).toEqual({ file: FILE, pointer: '/features', line: 2, column: 25 });
  });

  it.each([
    ['', 'amplify/cli.json:1:1: not valid JSON: expected a value, found the end of the text.'],
    ['{"a": 1', 'amplify/cli.json:1:8: not valid JSON: expected `}`, found the end of the text.'],
    ['{"a" 1}', 'amplify/cli.json:1:6: not valid JSON: expected a colon after the key, found a number.'],
    ['{"a": 1 "b": 2}', 'amplify/cli.json:1:9: not valid JSON: expected a comma, found a string.'],
    ['[1, 2', 'amplify/cli.json:1:6: not valid JSON: expected `]`, found the end of the text.'],
    ['{}\n{}', 'amplify/cli.json:2:1: not valid JSON: expected nothing more after the value, found `{`.'],
    ["{'a': 1}", 'amplify/cli.json:1:2: not valid JSON: expected a value, or a key in double quotes,'],
    ['{"a": "b\n"}', 'amplify/cli.json:1:7: not valid JSON: expected the closing quote on the line'],
    ['"\\x"', 'amplify/cli.json:1:1: not valid JSON: expected one of " \\ / b f n r t u after a backslash,'],
    ['[01]', 'amplify/cli.json:1:3: not valid JSON: expected a comma, found a number.'],
    ['[1e999]', 'amplify/cli.json:1:2: this number is too large. Write it as a string'],
  ])('names the place, what was expected and what was found in %j', (text, message) => {
    expect(problemOf(text)).toContain(message);
  });

  it('tells an unresolved merge conflict from a typing error', () => {
    const text = '{\n<<<<<<< HEAD\n  "a": 1\n=======\n  "a": 2\n>>>>>>> other\n}';
    const message = `amplify/cli.json:2:1: not valid JSON: expected a value, or a key in double quotes, found a merge conflict. Resolve the merge conflict in this file.`;
    expect(problemOf(text)).toBe(message);
  });

  it('does not print what it can not read: it may be a piece of a secret', () => {
    expect(problemOf('{"client_secret": s3cr3t-value}')).not.toContain('s3cr3t');
  });

  it('reads 200 levels and refuses more, however many they are', () => {
    const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
    expect(parseJson(FILE, nested(200)).kind).toBe('array');
    expect(problemOf(nested(201))).toContain(
      'amplify/cli.json:1:201: the JSON is nested more than 200 levels deep',
    );
    expect(problemOf('['.repeat(1_000_000))).toContain('more than 200 levels deep');
    expect(problemOf('{"a":'.repeat(1_000_000))).toContain('more than 200 levels deep');
  });

  it('reads a string of ten million characters', () => {
    const value = `${'x'.repeat(10_000_000)}"é`;
    const node = parseJson(FILE, JSON.stringify([value, 1]));
    expect(stringAt(node, 0) === value).toBe(true);
    expect(at(node, 1)?.origin.column).toBe(value.length + 6);
  });
});
