import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MigrateError } from '../../src/core/error.js';
import { type Dependency } from '../../src/core/feature.js';
import { amplifyPackageJson, rootPackageJson } from '../../src/emit/package-json.js';
import { BACKEND_PACKAGES } from '../../src/emit/versions.js';

const BACKEND = Object.fromEntries(BACKEND_PACKAGES.map(({ name, version }) => [name, version]));

function told(existing: string | null, ...dependencies: Dependency[]): [string, string][] {
  const { findings } = rootPackageJson(existing, dependencies, 'npm');
  return findings.map(({ code, message }) => [code, message]);
}

function ask(name: string, version: string, by: string, dev = false): Dependency {
  return { name, version, dev, by };
}

describe('amplify/package.json', () => {
  test('makes the folder a package of ES modules', () => {
    expect(amplifyPackageJson(null)).toEqual({ text: '{\n  "type": "module"\n}\n', findings: [] });
    expect(amplifyPackageJson('{"type":"module"}')).toEqual({ text: '{"type":"module"}', findings: [] });
  });

  test('keeps what is there and adds only the type', () => {
    expect(amplifyPackageJson('\uFEFF{\r\n\t"name" : "x"\r\n}').text).toBe(
      '\uFEFF{\r\n\t"name" : "x",\r\n\t"type": "module"\r\n}',
    );
    expect(amplifyPackageJson('{}').text).toBe('{\n  "type": "module"\n}');
  });

  test('AM0044: another type stays and is told', () => {
    const { text, findings } = amplifyPackageJson('{"type": "commonjs"}');
    expect(text).toBe('{"type": "commonjs"}');
    expect(findings.map(({ code, message }) => [code, message])).toEqual([
      ['AM0044', '`"type": "commonjs"` was kept; Gen 2 expects `"module"`'],
    ]);
  });

  test('what is no JSON object stops the run with its place', () => {
    expect(() => amplifyPackageJson('{\n"a": }')).toThrow(MigrateError);
    expect(() => amplifyPackageJson('{\n"a": }')).toThrow(/^amplify\/package\.json:2:6: /);
    expect(() => amplifyPackageJson('[]')).toThrow('This file is not an object');
  });
});

describe('package.json', () => {
  test('AM0047: is created, private, with the backend’s packages', () => {
    const { text, findings } = rootPackageJson(null, [ask('uuid', '^9.0.0', 'function a')], 'npm');
    expect(JSON.parse(text)).toEqual({
      private: true,
      dependencies: { uuid: '^9.0.0' },
      devDependencies: BACKEND,
    });
    expect(text).toMatch(
      /^\{\n {2}"private": true,\n {2}"dependencies": \{\n {4}"uuid": "\^9\.0\.0"\n {2}\},\n/,
    );
    expect(findings.map(({ code }) => code)).toEqual(['AM0047']);
  });

  test('gets packages in the order, indentation and line endings that it has', () => {
    const lines = [
      '{',
      '\t"name":  "shop",',
      '\t"devDependencies": {',
      '\t\t"constructs": "10.8.1",',
      '\t\t"vite" : "5.0.0"',
      '\t},',
      '\t"browser": { "a":false }',
      '}',
    ];
    const { text } = rootPackageJson(lines.join('\r\n'), [ask('uuid', '9.0.0', 'function a')], 'npm');
    expect(text.split('\r\n')).toEqual([
      '{',
      '\t"name":  "shop",',
      '\t"dependencies": {',
      '\t\t"uuid": "9.0.0"',
      '\t},',
      '\t"devDependencies": {',
      `\t\t"@aws-amplify/backend": "1.25.1",`,
      `\t\t"@aws-amplify/backend-cli": "1.10.0",`,
      `\t\t"aws-cdk-lib": "2.276.0",`,
      '\t\t"constructs": "10.8.1",',
      `\t\t"esbuild": "0.25.12",`,
      `\t\t"tsx": "4.23.15",`,
      `\t\t"typescript": "5.9.3",`,
      '\t\t"vite" : "5.0.0"',
      '\t},',
      '\t"browser": { "a":false }',
      '}',
    ]);
  });

  test('packages that are there stay in their section', () => {
    const existing = JSON.stringify({ dependencies: BACKEND, peerDependencies: { uuid: '*' } });
    const { text, findings } = rootPackageJson(existing, [ask('uuid', '9.0.0', 'function a', true)], 'npm');
    expect(findings).toEqual([]);
    expect(JSON.parse(text)).toEqual({
      dependencies: BACKEND,
      devDependencies: { uuid: '9.0.0' },
      peerDependencies: { uuid: '*' },
    });
  });

  test('AM0045, AM0050: other versions stay, and what they mean is told', () => {
    const existing = JSON.stringify({
      dependencies: { typescript: '~4.9.5', graphql: '^16.8.0', '@aws-amplify/backend': 'latest' },
      devDependencies: {
        ...BACKEND,
        'aws-cdk-lib': '^2.260.0',
        tsx: '^4.1.0',
        esbuild: '^0.21.0',
        constructs: '^10.0.0',
      },
    });
    const { text, findings } = rootPackageJson(existing, [], 'yarn');
    expect(text).toBe(existing);
    expect(findings.map(({ code, message, remedy }) => [code, message, remedy])).toEqual([
      [
        'AM0045',
        '`@aws-amplify/backend` stays at `latest`, and the migrated backend needs `^1.25.1`: the generated code was compared with Gen 1 at this version',
        'Change the version when the project is ready for it: `yarn add --dev --exact @aws-amplify/backend@1.25.1`.',
      ],
      [
        'AM0050',
        '`aws-cdk-lib` stays at `^2.260.0`; the set of packages that belongs together has `2.276.0`',
        'For exactly the proved set: `yarn add --dev --exact aws-cdk-lib@2.276.0`.',
      ],
      [
        'AM0045',
        '`constructs` stays at `^10.0.0`, and the migrated backend needs `^10.6.0`: @aws-amplify/backend asks for it as a peer',
        'Change the version when the project is ready for it: `yarn add --dev --exact constructs@10.8.1`.',
      ],
      [
        'AM0045',
        '`typescript` stays at `~4.9.5`, and the migrated backend needs `^5.0.0`: `ampx` checks the types of the amplify folder with it (@aws-amplify/backend-deployer)',
        'Change the version when the project is ready for it: `yarn add --dev --exact typescript@5.9.3`.',
      ],
      [
        'AM0045',
        '`graphql` stays at `^16.8.0`, and the migrated backend needs `^15.5.0`: the AppSync generators below @aws-amplify/backend have it as a peer',
        'Change the version when the project is ready for it: `yarn add --dev --exact graphql@^15.5.0`.',
      ],
    ]);
  });

  test('AM0045: a package of a function that the project has in another age', () => {
    const existing = JSON.stringify({
      devDependencies: BACKEND,
      dependencies: { axios: '^1.2.0', uuid: '^9.0.0' },
    });
    expect(
      told(existing, ask('axios', '0.27.2', 'function pay'), ask('uuid', '9.0.1', 'function pay')),
    ).toEqual([
      [
        'AM0045',
        '`axios` stays at `^1.2.0`, and the migrated backend needs `0.27.2`: function pay was installed with it',
      ],
    ]);
  });

  test('AM0046: of several versions the highest is taken, whatever the order, and told', () => {
    const asked = [
      ask('axios', '^1.2.0', 'function a'),
      ask('axios', '0.27.2', 'function b', true),
      ask('axios', 'file:../axios', 'function c', true),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(asked, { minLength: 3 }), (shuffled) => {
        const { text, findings } = rootPackageJson('{}', shuffled, 'npm');
        expect(JSON.parse(text)).toMatchObject({ dependencies: { axios: '^1.2.0' } });
        expect(findings.map(({ code }) => code)).toEqual(['AM0046']);
      }),
    );
    expect(told('{}', ...asked)).toEqual([
      [
        'AM0046',
        '`axios` is wanted as `^1.2.0` (function a), `0.27.2` (function b), `file:../axios` (function c); package.json gets `^1.2.0`',
      ],
    ]);
  });

  test('versions that the highest satisfies are no conflict, and the backend’s own set wins', () => {
    expect(
      told('{}', ask('axios', '^1.2.0', 'a'), ask('axios', '1.4.0', 'b'), ask('axios', '*', 'c')),
    ).toEqual([]);
    expect(told('{}', ask('esbuild', '^0.14.0', 'function a'))).toEqual([
      [
        'AM0046',
        '`esbuild` is wanted as `0.25.12` (the Gen 2 backend), `^0.14.0` (function a); package.json gets `0.25.12`',
      ],
    ]);
  });

  test.each(['{"devDependencies": []}', '{"dependencies": "x"}'])(
    'a section that is none stops the run: %s',
    (text) => {
      expect(() => rootPackageJson(text, [], 'npm')).toThrow(/^package\.json:1:1: \/\w+ is not an object/);
    },
  );

  test('keeps every byte of whatever was there, stays JSON, and changes nothing the second time', () => {
    const names = fc.uniqueArray(fc.constantFrom('a', 'esbuild', 'b"\\', 'zod', '__proto__', '1'));
    const layout = fc.record({
      names,
      indent: fc.constantFrom('  ', '\t', '    ', ''),
      eol: fc.constantFrom('\n', '\r\n'),
      end: fc.constantFrom('', '\n', '\n\n'),
      mark: fc.constantFrom('', '\uFEFF'),
      section: fc.constantFrom('dependencies', 'devDependencies', 'scripts'),
    });
    fc.assert(
      fc.property(layout, ({ names: own, indent, eol, end, mark, section }) => {
        // Built as text, because an object literal would reorder and lose some of these names.
        const members = own.map((name) => `${JSON.stringify(name)}:  "0.20.0"`);
        const compact = `{"name":"x", ${JSON.stringify(section)}:{${members.join(',')}}, "z":[1 ,2]}`;
        const lines = ['{', `${indent}"name" :"x",`, `${indent}${JSON.stringify(section)}: {`];
        lines.push(
          members.map((one) => indent + indent + one).join(',\n'),
          `${indent}},`,
          `${indent}"z": [1 ,2]`,
          '}',
        );
        const before = mark + ((indent === '' ? compact : lines.join('\n')) + end).replaceAll('\n', eol);
        const dependencies = [ask('lodash', '^4.17.0', 'function a'), ask('a', '^0.20.0', 'function b')];
        const { text: after } = rootPackageJson(before, dependencies, 'npm');
        expect(isKeptIn(before, after)).toBe(true);
        expect(rootPackageJson(after, dependencies, 'npm').text).toBe(after);
        const parsed = JSON.parse(after.slice(mark.length)) as Record<string, Record<string, string>>;
        const installed = { ...parsed['dependencies'], ...parsed['devDependencies'] };
        expect(installed).toMatchObject({ lodash: '^4.17.0', tsx: '4.23.15' });
        if (after.includes('\n'))
          expect(/(^|[^\r])\n/.test(after)).toBe(eol === '\n' || !before.includes('\r\n'));
      }),
    );
  });
});

/** True when `text` is `result` with some pieces taken out. */
function isKeptIn(text: string, result: string): boolean {
  let position = 0;
  for (const character of result) if (text.startsWith(character, position)) position += character.length;
  return position === text.length;
}
