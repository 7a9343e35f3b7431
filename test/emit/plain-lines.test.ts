import fc from 'fast-check';
import { format } from 'prettier';
import { describe, expect, it } from 'vitest';
import { shortened } from '../../src/emit/plain-lines.js';
import { type StyleOptions } from '../../src/emit/style-options.js';

const print = (code: string, style: StyleOptions): Promise<string> =>
  format(code, { ...style, parser: 'babel-ts' });

async function printShort(code: string, style: StyleOptions): Promise<string | null> {
  const short = shortened(code, style, 1);
  return short === null ? null : short.restore(await print(short.code, style));
}

const name = fc.stringMatching(/^[A-Za-z]\w{0,14}$/);
const text = fc.stringMatching(/^[\w $@:./-]{0,12}$/).map((one) => JSON.stringify(one));
const longText = fc.stringMatching(/^[\w $@:./-]{20,110}$/).map((one) => JSON.stringify(one));
const argument = fc.oneof(text, fc.constantFrom('true', 'false'), fc.nat().map(String));
const call = fc.tuple(
  fc.constantFrom('string', 'required', 'array', 'ref'),
  fc.array(argument, { maxLength: 3 }),
);
const chain = fc
  .tuple(fc.constantFrom('a', 'index', 'longName'), fc.array(call, { minLength: 1, maxLength: 4 }))
  .map(([head, calls]) => head + calls.map(([method, given]) => `.${method}(${given.join(', ')})`).join(''));
/** Members that prettier may lay out over several lines, quote, or keep a comment above. */
const other = fc.constantFrom(
  '"not-a-name": 1,',
  '// a word\nabove: 2,',
  'list: [a.first(), b.second((one) => [one.third(), one.fourth("so long that it has no room on this line")])],',
  'inner: {\ndeep: a.string(),\n},',
  'text: `a.string(),\nplain: a.string(),\n`,',
  'short: { one: 1 },',
);
const line = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.tuple(name, fc.oneof(chain, text, longText)).map(([key, value]) => `${key}: ${value},`),
  },
  { weight: 1, arbitrary: other },
);
const list = fc.array(text, { minLength: 1, maxLength: 3 }).map((given): string => `[${given.join(', ')}]`);
const step = fc
  .tuple(
    fc.constantFrom('to', 'sortKeys', 'queryField', 'owner'),
    fc.array(fc.oneof(argument, list), { maxLength: 2 }),
  )
  .map(([method, given]) => `.${method}(${given.join(', ')})`);
const rule = fc
  .tuple(fc.constantFrom('allow', 'index("title")'), fc.array(step, { minLength: 1, maxLength: 4 }))
  .map(([head, steps]) => head + steps.join(''));
const rules = fc.oneof(
  { weight: 3, arbitrary: rule },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'allow.owner()',
      'allow.to((one) => [one.get()])',
      'index',
      '`[allow.owner()]`',
    ),
  },
);
const tail = fc
  .tuple(
    fc.constantFrom('authorization', 'secondaryIndexes'),
    fc.array(rules, { minLength: 1, maxLength: 3 }),
  )
  .map(([method, given]) => `.${method}((allow) => [${given.join(', ')}])`);
const model = fc
  .tuple(name, fc.array(line, { maxLength: 8 }), fc.array(tail, { minLength: 1, maxLength: 3 }))
  .map(([key, lines, tails]) => `${key}: a.model({\n${lines.join('\n')}\n})${tails.join('')},`);
const schema = fc
  .array(model, { minLength: 1, maxLength: 4 })
  .map((models) => `const schema = a.schema({\n${models.join('\n')}\n});\n`);

const style = fc.record(
  {
    bracketSpacing: fc.boolean(),
    objectWrap: fc.constantFrom('preserve', 'collapse'),
    printWidth: fc.constantFrom(40, 80, 100, 120),
    quoteProps: fc.constantFrom('as-needed', 'consistent', 'preserve'),
    semi: fc.boolean(),
    singleQuote: fc.boolean(),
    tabWidth: fc.constantFrom(2, 4, 8),
    trailingComma: fc.constantFrom('all', 'es5', 'none'),
    useTabs: fc.boolean(),
  },
  { requiredKeys: [] },
);

describe('members that prettier leaves on their line', () => {
  it('look as if prettier had seen them', async () => {
    let taken = 0;
    await fc.assert(
      fc.asyncProperty(schema, style, async (code, options) => {
        const short = await printShort(code, options);
        if (short === null) return;
        taken += 1;
        expect(short).toBe(await print(code, options));
      }),
      { numRuns: 150 },
    );
    expect(taken).toBeGreaterThan(20);
  });

  it('are left where they are in a text, and where they are few', async () => {
    const inText = 'const text = `\nplain: a.string(),\n`;\n';
    expect(await printShort(inText, {})).toBeNull();
    expect(shortened('const a = {\nplain: a.string(),\n};\n', {})).toBeNull();
    expect(shortened('const a = {\nplainLines0: 0,\nplain: a.string(),\n};\n', {}, 1)).toBeNull();
  });
});
