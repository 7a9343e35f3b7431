import * as fc from 'fast-check';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { AUTH, CREATED, HELLO, merge, PLAIN } from './backend-parts.js';

function expectTypeScript(text: string): void {
  const { diagnostics } = ts.transpileModule(text.replace(/^\uFEFF/, ''), { reportDiagnostics: true });
  expect(diagnostics?.map(({ messageText }) => messageText)).toEqual([]);
}

describe('a new backend.ts', () => {
  test('has imports, resources and statements', async () => {
    expect(await merge(null, AUTH)).toBe(CREATED);
    expect(await merge(' \n', AUTH)).toBe(CREATED);
  });

  test('has no variable that nothing uses', async () => {
    expect(await merge(null, PLAIN)).toBe(
      `import { defineBackend } from '@aws-amplify/backend';
import { data } from './data/resource';

defineBackend({
  data,
});
`,
    );
  });
});

describe('a constant that statements of the file use', () => {
  test('is declared in front of them', async () => {
    const tables = {
      code: 'const tables = storageTables(backend);',
      imports: [{ name: 'storageTables', from: './storage/tables' }],
    };
    const before = `${await merge(null, HELLO)}\nconsole.log(tables.orders);\n`;
    const merged = await merge(before, { resources: [], statements: [tables] });
    expect(merged).toMatch(/const tables = [\s\S]*console\.log\(tables\.orders\);\n$/);
    expect(await merge(merged, { resources: [], statements: [tables] })).toBe(merged);
  });
});

describe('laws', () => {
  const parts = fc.uniqueArray(fc.constantFrom(AUTH, HELLO, PLAIN), { minLength: 1 });

  test('merging what is there changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(parts, async (some) => {
        const once = await merge(null, ...some);
        expect(await merge(once, ...some)).toBe(once);
        expect(await merge(once, ...[...some].reverse())).toBe(once);
      }),
      { numRuns: 10 },
    );
  });

  test('in one go is one after the other', async () => {
    const all = await merge(null, PLAIN, AUTH, HELLO);
    expect(await merge(await merge(await merge(null, PLAIN), AUTH), HELLO)).toBe(all);
  });
});

/** A backend.ts that somebody wrote, in a style that is not prettier's, with line comments at every place. */
interface Style {
  readonly quote: string;
  readonly semicolon: string;
  readonly indent: string;
  readonly eol: string;
  readonly lastComma: string;
  readonly layout: 'one line' | 'lines' | 'own line for the brace only';
  readonly binding: string;
  readonly suffix: string;
  readonly tail: string;
  readonly bom: string;
}

const style: fc.Arbitrary<Style> = fc.record({
  quote: fc.constantFrom("'", '"'),
  semicolon: fc.constantFrom(';', ''),
  indent: fc.constantFrom('\t', '   ', '    '),
  eol: fc.constantFrom('\n', '\r\n'),
  lastComma: fc.constantFrom(',', ''),
  layout: fc.constantFrom('one line', 'lines', 'own line for the brace only'),
  binding: fc.constantFrom(
    '',
    'const backend = ',
    'export const backend = ',
    'const be = ',
    'export const stack = ',
  ),
  suffix: fc.constantFrom('', ' as const', ' satisfies object'),
  tail: fc.constantFrom('', '\n', '\n\n', '\n// the end', '\n/* the\n   end */  \n'),
  bom: fc.constantFrom('', '\uFEFF'),
});

function written({ quote: q, semicolon: s, ...rest }: Style): string {
  const { indent, lastComma, layout, binding, suffix } = rest;
  const members =
    layout === 'one line'
      ? `{data,   ...rest${lastComma}}`
      : layout === 'lines'
        ? `{\n${indent}data, // first\n${indent}...rest${lastComma} // last\n${indent}/* none yet */\n}`
        : `{ data, ...rest${lastComma}\n}`;
  const text = [
    `#!/usr/bin/env tsx`,
    `// licence`,
    `import {defineBackend} from ${q}@aws-amplify/backend${q}${s}   // Amplify`,
    `import   { data } from ${q}./data/resource.js${q}${s}`,
    ``,
    `const rest={}${s}`,
    `${binding}defineBackend(${members}${suffix})${s}`,
    ``,
    `function   unrelated( )  { return 1 }`,
  ].join('\n');
  return rest.bom + (text + rest.tail).replaceAll('\n', rest.eol);
}

/** True when `text` is `result` with some pieces taken out. */
function isKeptIn(text: string, result: string): boolean {
  let position = 0;
  for (const character of result) if (text.startsWith(character, position)) position += character.length;
  return position === text.length;
}

describe('an existing backend.ts', () => {
  test('keeps every byte in whatever style, parses, and stays as it is the second time', async () => {
    await fc.assert(
      fc.asyncProperty(style, async (chosen) => {
        const before = written(chosen);
        const after = await merge(before, AUTH, HELLO);
        expect(isKeptIn(before, after)).toBe(true);
        expectTypeScript(after);
        expect(after.includes('\r')).toBe(chosen.eol === '\r\n');
        expect(after.split(chosen.eol).some((line) => /[\r\n]/.test(line))).toBe(false);
        expect(await merge(after, AUTH, HELLO)).toBe(after);
        expect(await merge(await merge(before, AUTH), HELLO)).toBe(after);
        const variable = /(\w+) = $/.exec(chosen.binding)?.[1] ?? 'backend';
        expect(after).toContain(`} = ${variable}.auth.resources.cfnResources`);
      }),
      { numRuns: 25 },
    );
  });

  test('in the style of the project stays in it', async () => {
    const before = `import { defineBackend } from '@aws-amplify/backend';
import { aVeryLongNameForAFunction } from './functions/resource';
import { data } from './data/resource';

export const backend = defineBackend({ data, aVeryLongNameForAFunction });
`;
    const after = `import { defineBackend } from '@aws-amplify/backend';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { aVeryLongNameForAFunction } from './functions/resource';
import { data } from './data/resource';
import { hello } from './function/hello/resource';

export const backend = defineBackend({
  data,
  aVeryLongNameForAFunction,
  hello,
});

backend.hello.resources.lambda.addToRolePolicy(
  new PolicyStatement({ actions: ['ses:SendEmail'] }),
);
`;
    expect(await merge(before, HELLO)).toBe(after);
    expect(await merge(before.replaceAll('\n', '\r\n'), HELLO)).toBe(after.replaceAll('\n', '\r\n'));
  });

  test('with mixed line endings keeps each', async () => {
    const before = `import { defineBackend } from '@aws-amplify/backend';\r\ndefineBackend({});\nf();\r\n`;
    const after = await merge(before, PLAIN);
    expect(after).toBe(
      "import { defineBackend } from '@aws-amplify/backend';\r\nimport { data } from './data/resource';\r\n" +
        'defineBackend({\r\n  data,\r\n});\nf();\r\n',
    );
  });

  test('gets names into an import that it has', async () => {
    const before = `import { defineBackend } from '@aws-amplify/backend';
import {
  Stack, // ours
} from 'aws-cdk-lib'
import type { Duration } from 'aws-cdk-lib'
const be = defineBackend({ Stack })
`;
    expect(await merge(before, AUTH)).toMatch(
      /import \{\n {2}Stack, \/\/ ours\n {2}Duration as Duration2,\n\} from 'aws-cdk-lib'\n[^]*= Duration2\.days/,
    );
  });
});

describe('the call of defineBackend', () => {
  const imports = `import { defineBackend as make } from '@aws-amplify/backend';\n`;
  test.each([
    ['make({});', 'const backend = make({'],
    ['make();', 'const backend = make({'],
    ['export default make({});', 'const backend = make({\n  hello,\n});\nexport default backend;'],
    [
      'const { x } = make({} as const);',
      'const backend = make({\n  hello,\n} as const);\nconst { x } = backend;',
    ],
    ['make({}).addOutput({});', 'const backend = make({\n  hello,\n});\nbackend.addOutput({});'],
    ['let be;\nbe = await make({});', 'be = await make({\n  hello,\n});\n\nbe.hello.'],
    ['const backend = 1;\nmake({});', 'const backend2 = make({\n  hello,\n});\n\nbackend2.hello.'],
    [
      'const all = {} satisfies object;\nmake(all);',
      'const all = {\n  hello,\n} satisfies object;\nconst backend = make(all);',
    ],
  ])('%s', async (statement, expected) => {
    const after = await merge(`${imports}${statement}\n`, HELLO);
    expect(after).toContain(expected);
    expect(await merge(after, HELLO)).toBe(after);
    expectTypeScript(after);
  });

  test('through a namespace', async () => {
    const after = await merge(
      `import * as gen2 from '@aws-amplify/backend';\ngen2.defineBackend({});\n`,
      PLAIN,
    );
    expect(after).toContain('gen2.defineBackend({\n  data,\n});');
  });
});
