import { describe, expect, test } from 'vitest';
import { MigrateError } from '../../src/core/error.js';
import { type BackendPart } from '../../src/core/feature.js';
import { mergeBackend } from '../../src/emit/backend-file.js';
import { AUTH, CREATED, format, HELLO, merge, PLAIN } from './backend-parts.js';

async function refused(
  existing: string,
  ...parts: BackendPart[]
): Promise<[string, number, string, string][]> {
  const { text, findings } = await mergeBackend(existing, parts, format);
  expect(text).toBe(existing);
  return findings.map((one) => [one.code, one.origin.line, one.message, one.remedy]);
}

describe('what can not be merged is told, and the file left alone', () => {
  const head = `import { defineBackend } from '@aws-amplify/backend';\n`;

  test('AM0041: the resources are somewhere else', async () => {
    const existing = `${head}import { all } from './all';\nconst backend = defineBackend(all);\n`;
    const [found] = await refused(existing, PLAIN);
    expect(found?.slice(0, 3)).toEqual([
      'AM0041',
      1,
      'The argument of `defineBackend` is not an object literal of this file, so `data` was not added',
    ]);
    expect(found?.[3]).toContain("import { data } from './data/resource';");
  });

  test('AM0043: no call, somebody else’s call, or a call inside a function', async () => {
    const reasons = await Promise.all(
      [
        'export {};\n',
        `import { defineBackend } from './mine';\ndefineBackend({});\n`,
        `${head}export const make = () => defineBackend({});\n`,
      ].map((existing) => refused(existing, HELLO)),
    );
    expect(reasons.map(([one]) => [one?.[0], one?.[2]])).toEqual([
      ['AM0043', 'The file was left as it is: it does not call `defineBackend` of @aws-amplify/backend'],
      ['AM0043', 'The file was left as it is: it does not call `defineBackend` of @aws-amplify/backend'],
      ['AM0043', 'The file was left as it is: `defineBackend` is called inside a function only'],
    ]);
    expect(reasons[0]?.[0]?.[3]).toContain('backend.hello.resources.lambda.addToRolePolicy(');
  });

  test.each([
    [`import { auth } from './mine';\nconst backend = defineBackend({ auth });`, 3],
    [`const backend = defineBackend({\n  auth: make() });`, 3],
    [`const backend = defineBackend({ auth() {} });`, 2],
    [`const mine = { 'auth': 1 };\nconst backend = defineBackend({ ...mine });`, 2],
  ])('AM0042: %s', async (rest, line) => {
    expect(await refused(`${head}${rest}\n`, AUTH)).toEqual([
      [
        'AM0042',
        line,
        '`auth` is there already and is not what `./auth/resource` exports; it was kept, and 4 migrated statements about it left out',
        'Compare it with `./auth/resource`; to take the migrated one, remove `auth` here and run again.',
      ],
    ]);
  });

  test('AM0042 holds back only what is about the resource', async () => {
    const both: BackendPart = {
      resources: [...AUTH.resources, ...HELLO.resources],
      statements: [...AUTH.statements, ...HELLO.statements],
    };
    const existing = `${head}import { auth } from './mine';\nconst backend = defineBackend({ auth });\n`;
    const { text, findings } = await mergeBackend(existing, [both], format);
    expect(findings.map(({ code }) => code)).toEqual(['AM0042']);
    expect(text).toBe(await merge(existing, HELLO));
  });

  test('AM0049: a setting that the file has otherwise stays', async () => {
    const set = CREATED.replace('minimumLength: 8', 'minimumLength: 12');
    expect(await refused(set, AUTH)).toEqual([
      [
        'AM0049',
        11,
        '`backend.auth.resources.cfnResources.cfnUserPool.policies` is set here already; that was kept',
        'Compare it with what was migrated: cfnUserPool.policies = { passwordPolicy: { minimumLength: 8 } }',
      ],
    ]);
  });

  const set = (code: string): BackendPart => ({ resources: [], statements: [{ code, imports: [] }] });
  const pool = 'be.auth.resources.cfnResources.cfnUserPool';

  test.each([
    [`if (x) { ${pool}.policies = { a: 1 }; }`, 'p.policies = {};', 'policies'],
    [
      `const { auth: { resources: r } } = be;\n${pool}!['policies'] = {};`,
      'p.policies.passwordPolicy = {};',
      'policies.passwordPolicy',
    ],
    [
      `const { cfnResources: all } = be.auth.resources;\nall.cfnUserPool.policies = 1;`,
      `p.addPropertyOverride('Policies.PasswordPolicy', {});`,
      'policies.passwordPolicy',
    ],
    [
      `const pool = ${pool};\npool.addPropertyOverride('Policies', 1);`,
      `p.addOverride('Properties.Policies', {});`,
      'policies',
    ],
    [
      `delete ${pool}.usernameAttributes;`,
      `p.addPropertyDeletionOverride('UsernameAttributes');`,
      'usernameAttributes',
    ],
    [`if (Array.isArray(${pool}.schema)) ${pool}.schema.push(1);`, 'p.schema = [];', 'schema'],
    [`${pool}?.schema?.push(1);`, 'p.schema = [];', 'schema'],
    [`${pool}.policies.passwordPolicy = 1;`, 'p.policies = 2;', 'policies'],
  ])('AM0049, however it is spelled: %s', async (theirs, ours, target) => {
    const existing = `${head}const be = defineBackend({});\n${theirs}\n`;
    const code = `const p = backend.auth.resources.cfnResources.cfnUserPool;\n${ours}`;
    const { text, findings } = await mergeBackend(existing, [set(code)], format);
    expect(findings.map(({ code: one, message }) => [one, message])).toEqual([
      ['AM0049', `\`${pool}.${target}\` is set here already; that was kept`],
    ]);
    expect(text).not.toContain(ours);
  });

  test('AM0049: what is set here also holds against a function that ours is handed to', async () => {
    const existing = `${head}const be = defineBackend({});
const { cfnUserPool } = be.auth.resources.cfnResources;
be.other.x = 1;
// our rules
if (cfnUserPool) cfnUserPool.policies = {}; // all
last();
`;
    const part: BackendPart = {
      resources: [],
      statements: [
        {
          code: '// as in Gen 1\nkeepGen1Auth(backend.auth);',
          imports: [{ name: 'keepGen1Auth', from: './auth/overrides' }],
        },
        { code: 'grant(backend.auth.resources.userPool);', imports: [] },
      ],
    };
    const { text, findings } = await mergeBackend(existing, [part], format);
    expect(findings.map(({ code, message, origin }) => [code, message, origin.line])).toEqual([
      ['AM0049', `\`${pool}.policies\` is set here already; that was kept`, 6],
    ]);
    expect(text).toContain(`be.other.x = 1;

// as in Gen 1
keepGen1Auth(be.auth);
// our rules
if (cfnUserPool) cfnUserPool.policies = {}; // all
last();

grant(be.auth.resources.userPool);
`);
    expect(await merge(text, part)).toBe(text);
  });

  test.each([
    ['other.policies = 1;', 'backend.auth.policies = 2;'],
    [
      `be.auth.addOverride('DeletionPolicy', 'Retain');`,
      `backend.auth.addPropertyOverride('DeletionPolicy', 1);`,
    ],
    [`be.auth.addPropertyOverride('A.B', 1);`, `backend.auth.a = 2;`],
    ['be.auth[key] = 1;', 'backend.auth.key = 2;'],
    ['be.auth.a.b += 1;', 'backend.auth.a.bc = 2;'],
  ])('no AM0049: %s and %s are about different things', async (theirs, ours) => {
    const after = await merge(`${head}const be = defineBackend({});\n${theirs}\n`, set(ours));
    expect(after).toContain(theirs);
    expect(await merge(after, set(ours))).toBe(after);
  });

  test('a file that does not parse stops the run with its place', async () => {
    const merging = mergeBackend(`${head}const = 1;\n`, [AUTH], format);
    await expect(merging).rejects.toThrow(MigrateError);
    await expect(merging).rejects.toThrow(
      /^amplify\/backend\.ts:2:7: This is not TypeScript that can be read: /,
    );
    const deep = mergeBackend(`${head}x = ${'['.repeat(50_000)};\n`, [AUTH], format);
    await expect(deep).rejects.toThrow(/^amplify\/backend\.ts:1:1: .*: it is nested too deeply\. Mend/);
  });
});

describe('statements', () => {
  const head = `import { defineBackend } from '@aws-amplify/backend';\nimport { auth } from './auth/resource';\n`;

  test('the resource under another key is used by that key', async () => {
    const after = await merge(`${head}const be = defineBackend({ login: auth });\n`, AUTH);
    expect(after).toContain('} = be.login.resources.cfnResources;');
    expect(after).toContain('defineBackend({ login: auth });');
  });

  test('white space, quotes, commas and comments do not make another statement', async () => {
    const rewritten = CREATED.replace(
      'const { cfnUserPool, cfnUserPoolClient }',
      'export const {cfnUserPool,cfnUserPoolClient,}',
    )
      .replace('minimumLength: 8 } };', '"minimumLength":(8), },\n// mine\n};')
      .replace("'LEGACY'", '"LEGACY"');
    expect(await merge(rewritten, AUTH)).toBe(rewritten);
  });

  test('what is missing in a group joins it, behind what it builds on', async () => {
    const without = CREATED.replace(/\n\/\/ no names[^]*?as in Gen 1\n/, '').concat('\nunrelated();\n');
    expect(await merge(without, AUTH)).toBe(`${CREATED}\nunrelated();\n`);
    const declarationOnly: BackendPart = {
      resources: [],
      statements: [
        { code: 'const a = f();', imports: [] },
        { code: 'first();\nsecond(a);', imports: [] },
      ],
    };
    const after = await merge(
      `${head}const backend = defineBackend({ auth });\nfirst();\nlast();\n`,
      declarationOnly,
    );
    expect(after.indexOf('second(a)')).toBeGreaterThan(after.indexOf('const a = f()'));
    expect(await merge(after, declarationOnly)).toBe(after);
  });

  test('a destructuring that the file has is used, and only the rest declared', async () => {
    const existing = `${head}const backend = defineBackend({ auth });
const { cfnUserPool: pool } = backend.auth.resources.cfnResources;
`;
    const after = await merge(existing, AUTH);
    expect(after).toContain(
      'const { cfnUserPoolClient } = backend.auth.resources.cfnResources;\npool.policies = {',
    );
    expect(await merge(after, AUTH)).toBe(after);
  });

  test('names that are taken get a number, everywhere and again', async () => {
    const part: BackendPart = {
      resources: [{ name: 'data', from: './data/resource' }],
      statements: [
        {
          code: 'const pool = backend.data;\nuse({ pool, Stack, pool2: (pool2: Stack) => pool2.pool ?? pool });',
          imports: [{ name: 'Stack', from: 'aws-cdk-lib' }],
        },
      ],
    };
    const existing = `${head}import type { data } from './types';\nconst pool = 1, Stack = 2;\nconst backend = defineBackend({ auth });\n`;
    const after = await merge(existing, part);
    expect(after).toContain("import { Stack as Stack2 } from 'aws-cdk-lib';");
    expect(after).toContain("import { data as data2 } from './data/resource';");
    expect(after).toContain('defineBackend({ auth, data: data2 });');
    // `pool2` is used inside the statement, so it can't be the new name.
    expect(after).toContain(
      'const pool3 = backend.data;\nuse({\n  pool: pool3,\n  Stack: Stack2,\n  pool2: (pool2: Stack2) => pool2.pool ?? pool3,\n});',
    );
    expect(await merge(after, part)).toBe(after);
  });

  test('comments without a statement are added once', async () => {
    const part: BackendPart = {
      resources: [],
      statements: [{ code: '// AM1234: look here\n// and there', imports: [] }],
    };
    const after = await merge(`${head}defineBackend({ auth });\n`, part);
    expect(after).toBe(
      `${head}const backend = defineBackend({ auth });\n\n// AM1234: look here\n// and there\n`,
    );
    expect(await merge(after, part)).toBe(after);
  });
});
