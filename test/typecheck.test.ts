import { describe, expect, it, vi } from 'vitest';
import { backends } from './synth/backends.js';
import { EXAMPLE, exampleWith } from './synth/example.js';

const { typecheckCase, typecheckCases } = backends();

vi.setConfig({ testTimeout: 180_000 });

describe('the type check of a backend', () => {
  it('accepts what is right, and names place and reason of what is not', async () => {
    const wrong =
      EXAMPLE.get('amplify/auth/resource.ts')?.toString().replace("groups: ['Editors'", 'groups: [1') ?? '';
    const problems = await typecheckCases(
      new Map([
        ['right', EXAMPLE],
        ['wrong', exampleWith('amplify/auth/resource.ts', wrong)],
        ['missing', new Map([...EXAMPLE].filter(([path]) => path !== 'amplify/auth/resource.ts'))],
      ]),
    );
    expect(problems.get('right')).toEqual([]);
    expect(problems.get('wrong')).toEqual([
      {
        path: 'amplify/auth/resource.ts',
        line: 12,
        column: 12,
        code: 2322,
        message: "Type 'number' is not assignable to type 'string'.",
      },
    ]);
    expect(problems.get('missing')).toMatchObject([
      { path: 'amplify/backend.ts', line: 2, column: 22, code: 2307 },
    ]);
  });

  it('leaves JavaScript alone, reads JSON, and keeps nothing from one check to the next', async () => {
    const json = new Map([
      ['amplify/broken.mjs', 'const = ;'],
      ['amplify/limits.json', '{ "users": 5 }'],
      [
        'amplify/backend.ts',
        "import limits from './limits.json';\nexport const users: number = limits.users;\n",
      ],
    ]);
    expect(await typecheckCase(json)).toEqual([]);
    json.delete('amplify/limits.json');
    expect(await typecheckCase(json)).toMatchObject([{ code: 2307 }]);
  });
});
