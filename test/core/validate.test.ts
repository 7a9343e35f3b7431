import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { MigrateError } from '../../src/core/error.js';
import { parseJson } from '../../src/core/json-parse.js';
import { validate, type Validated } from '../../src/core/validate.js';

const settings = z.strictObject({
  mfa: z.enum(['OFF', 'ON']).optional(),
  length: z.union([z.number().int(), z.string().regex(/^\d+$/)]).optional(),
  names: z.union([z.array(z.string()), z.string()]).optional(),
  inner: z.strictObject({ name: z.string() }).optional(),
  tags: z.record(z.string(), z.string()).optional(),
  either: z
    .union([z.strictObject({ a: z.string() }), z.strictObject({ b: z.string(), c: z.number() })])
    .optional(),
});

function check(text: string): Validated<z.infer<typeof settings>> {
  return validate(settings, parseJson('amplify/x.json', text));
}

function problemOf(text: string): string {
  try {
    check(text);
  } catch (error) {
    if (error instanceof MigrateError) return error.message;
    throw error;
  }
  return 'no problem';
}

describe('validate', () => {
  it('gives the value of a document that fits', () => {
    const { value, unknown } = check('{"mfa": "ON", "length": "8", "inner": {"name": "x"}}');
    expect(value).toEqual({ mfa: 'ON', length: '8', inner: { name: 'x' } });
    expect(unknown).toEqual([]);
  });

  it('sets keys aside that the schema lacks, wherever they are', () => {
    const { value, unknown } = check(
      '{"mfa": "ON", "extra": 1,\n "inner": {"name": "x", "more": {"a": 1}},\n "__proto__": 2, "either": {"a": "x", "d": 1}}',
    );
    expect(value).toEqual({ mfa: 'ON', inner: { name: 'x' }, either: { a: 'x' } });
    const places = unknown.map(({ origin }) => `${origin.pointer} ${origin.line}:${origin.column}`);
    expect(places.sort()).toEqual(['/__proto__ 3:15', '/either/d 3:44', '/extra 1:24', '/inner/more 2:33']);
  });

  it.each([
    ['[]', 'amplify/x.json:1:1: expected an object at the top, found a list.'],
    ['{"mfa": "MAYBE"}', 'amplify/x.json:1:9: expected "OFF" or "ON" at /mfa, found "MAYBE".'],
    ['{"mfa": true}', 'amplify/x.json:1:9: expected "OFF" or "ON" at /mfa, found true.'],
    ['{"names": 3}', 'amplify/x.json:1:11: expected a list or a string at /names, found a number.'],
    ['{"names": ["a",\n3]}', 'amplify/x.json:2:1: expected a string at /names/1, found a number.'],
    ['{\n"inner": {}}', 'amplify/x.json:2:10: expected a string at /inner/name, found nothing.'],
    ['{"tags": []}', 'amplify/x.json:1:10: expected an object at /tags, found a list.'],
    ['{"tags": {"a/b": 1}}', 'amplify/x.json:1:18: expected a string at /tags/a~1b, found a number.'],
    ['{"inner": {"name": 1, "other": 2}, "extra": 3}', 'expected a string at /inner/name, found a number.'],
  ])('names place, expectation and find for %j', (text, message) => {
    expect(problemOf(text)).toContain(message);
  });

  it('does not print a value that is no choice between words', () => {
    expect(problemOf('{"length": "s3cr3t"}')).not.toContain('s3cr3t');
    expect(problemOf('{"length": "s3cr3t"}')).toContain('amplify/x.json:1:12: expected');
  });
});
