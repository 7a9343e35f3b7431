import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { formatter } from '../../src/emit/format.js';

let repository = '';
beforeEach(async () => {
  repository = await mkdtemp(join(tmpdir(), 'amplify-migrate-format-'));
  await mkdir(join(repository, '.git'));
});
afterEach(() => rm(repository, { recursive: true }));

async function files(contents: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(contents)) {
    await mkdir(dirname(join(repository, path)), { recursive: true });
    await writeFile(join(repository, path), text);
  }
}

const CODE = 'export const a = {\nb: f("x", 1) , }\n';

async function formatted(root = '.'): Promise<string> {
  return (await formatter(join(repository, root))).format(CODE, 'typescript');
}

describe('style', () => {
  test('without settings: two spaces, single quotes, semicolons', async () => {
    expect(await formatted()).toBe("export const a = {\n  b: f('x', 1),\n};\n");
  });

  test.each([
    ['.prettierrc', '{"tabWidth": 4, "semi": false}'],
    ['.prettierrc', '# ours\ntabWidth: 4\nsemi: false\n'],
    ['.prettierrc.json', '\uFEFF{"tabWidth": 4, "semi": false}'],
    ['.prettierrc.yaml', 'tabWidth: 4\nsemi: false\n'],
    ['.prettierrc.yml', 'tabWidth: 4\nsemi: false\n'],
    ['.prettierrc.json5', "// ours\n{ tabWidth: 4, 'semi': false, }"],
    ['package.json', '{"name": "x", "prettier": {"tabWidth": 4, "semi": false}}'],
    ['package.yaml', 'prettier:\n  tabWidth: 4\n  semi: false\n'],
  ])('%s is read as data: %j', async (name, text) => {
    await files({ [name]: text });
    const { format, findings } = await formatter(repository);
    expect(findings).toEqual([]);
    expect(await format(CODE, 'typescript')).toBe('export const a = {\n    b: f("x", 1),\n}\n');
  });

  test('the nearest settings win, up to the root of the repository and no further', async () => {
    await files({ '.prettierrc': 'tabWidth: 8', 'app/web/.prettierrc.json': '{"tabWidth": 1}', 'app/x': '' });
    expect(await formatted('app/web')).toBe('export const a = {\n b: f("x", 1),\n};\n');
    expect(await formatted('app')).toBe('export const a = {\n        b: f("x", 1),\n};\n');
    await mkdir(join(repository, 'app/.git'));
    expect(await formatted('app')).toBe("export const a = {\n  b: f('x', 1),\n};\n");
  });

  test('outside a repository only the project itself is asked', async () => {
    await rm(join(repository, '.git'), { recursive: true });
    await files({ '.prettierrc': 'tabWidth: 8', 'app/x': '' });
    expect(await formatted('app')).toContain("\n  b: f('x'");
  });

  test('a package.json without settings does not hide a file beside it', async () => {
    await files({ 'package.json': '{"name": "x"}', '.prettierrc': 'useTabs: true' });
    expect(await formatted()).toContain('\n\tb: f("x"');
    await files({ 'package.json': '{"name": ' });
    expect(await formatted()).toContain('\n\tb: f("x"');
  });

  test('overrides by extension apply, exclusions too', async () => {
    const overrides = [
      { files: ['*.{ts,tsx}'], options: { tabWidth: 3 } },
      { files: '**/*.[jt]s', options: { singleQuote: true } },
      { files: '*', excludeFiles: '*.ts', options: { semi: false } },
      { files: 'src/**/*.ts', options: { useTabs: true } },
      { files: '*.json', options: { useTabs: true } },
    ];
    await files({ '.prettierrc': JSON.stringify({ overrides }) });
    const { format, findings } = await formatter(repository);
    expect(findings).toEqual([]);
    expect(await format(CODE, 'typescript')).toBe("export const a = {\n   b: f('x', 1),\n};\n");
    expect(await format(CODE, 'javascript')).toBe("export const a = {\n  b: f('x', 1),\n}\n");
    expect(await format('{"a":\n{"b":1}}', 'json')).toBe('{ "a": { "b": 1 } }\n');
  });

  test('.editorconfig counts below prettier, nearest last, until root = true', async () => {
    await files({
      '.editorconfig': 'root = true\n[*]\nindent_style = tab\nmax_line_length = 20\n',
      'app/.editorconfig':
        '\uFEFF; ours\r\n[*]\r\nINDENT_STYLE = Space\r\nindent_size = 3\r\n[*.ts]\r\nquote_type = double\r\nbroken\r\n',
    });
    expect(await formatted('app')).toBe('export const a = {\n   b: f("x", 1),\n};\n');
    expect(await formatted()).toBe("export const a = {\n\tb: f('x', 1),\n};\n");
    await files({ 'app/.prettierrc': 'tabWidth: 5' });
    expect(await formatted('app')).toBe('export const a = {\n     b: f("x", 1),\n};\n');
    await files({
      'app/.editorconfig': 'root = true\n[*.{md,py}]\nindent_style = tab\n',
      'app/.prettierrc': '{}',
    });
    expect(await formatted('app')).toBe('export const a = {\n  b: f("x", 1),\n};\n');
  });

  test('line endings follow only what is configured', async () => {
    expect(await formatted()).not.toContain('\r');
    await files({ '.editorconfig': '[*]\nend_of_line = crlf\n' });
    expect(await formatted()).toBe("export const a = {\r\n  b: f('x', 1),\r\n};\r\n");
  });
});

describe('settings that are code are never run', () => {
  test.each(['.prettierrc.js', 'prettier.config.mjs', '.prettierrc.cts', 'prettier.config.ts'])(
    '%s: our style and a note',
    async (name) => {
      await files({ [name]: 'globalThis.settingsWereRun = true;\nexport default { tabWidth: 8 };\n' });
      const { format, findings } = await formatter(repository);
      expect(await format(CODE, 'typescript')).toContain("\n  b: f('x'");
      expect(findings).toMatchObject([
        {
          code: 'AM0040',
          level: 'note',
          origin: { file: name },
          message:
            'The new files are not formatted as this file says: it is code, and code of the project is never run',
        },
      ]);
      expect(globalThis).not.toHaveProperty('settingsWereRun');
    },
  );

  test.each([
    ['package.json', '{"prettier": "@acme/style"}', 'the package "@acme/style", and packages are not run'],
    ['.prettierrc', '"@acme/style"', 'the package "@acme/style", and packages are not run'],
    ['.prettierrc.toml', 'tabWidth = 8', 'TOML is not read'],
    ['.prettierrc', '[1, 2]', 'it holds no settings'],
    ['.prettierrc', 'a: [', 'it is not valid YAML'],
    ['.prettierrc', 'a: &a [x]\nb: *nowhere', 'it is not valid YAML'],
    ['.prettierrc.json', '{"tabWidth": 8', 'it is not valid JSON'],
    ['.prettierrc.json5', '{ tabWidth: ', 'it is not valid JSON5'],
    ['.prettierrc.json5', 'require("x")', 'it holds code, and code of the project is never run'],
    ['.prettierrc', '{"plugins": ["./run-me.js"]}', 'its option "plugins" is not applied'],
    ['.prettierrc', '{"tabWidth": "8"}', 'its option "tabWidth" is not applied'],
    [
      '.prettierrc',
      '{"__proto__": {"tabWidth": 8}, "parser": "./p.js"}',
      'its option "parser" is not applied',
    ],
    [
      '.prettierrc',
      '{"overrides": [null, {"files": "amplify/**/*.ts", "options": {"tabWidth": 8}}]}',
      'its overrides for folders are not applied',
    ],
  ])('%s %s is told: %s', async (name, text, reason) => {
    await files({ [name]: text });
    const { format, findings } = await formatter(repository);
    expect(await format(CODE, 'typescript')).toMatch(/\n {2}b: f\(['"]x/);
    expect(findings.map((one) => [one.code, one.origin.file])).toEqual([['AM0040', name]]);
    expect(findings[0]?.message).toContain(reason);
  });

  test('a link to nowhere is told, and a settings file above the project has its relative path', async () => {
    await mkdir(join(repository, 'app'));
    await symlink('nowhere', join(repository, '.prettierrc'));
    const { findings } = await formatter(join(repository, 'app'));
    expect(findings.map((one) => one.origin.file)).toEqual(['../.prettierrc']);
    expect(findings[0]?.message).toContain("it can't be read");
  });
});

test('text that does not parse is our mistake and says where', async () => {
  const { format } = await formatter(repository);
  await expect(format('const = 1', 'typescript')).rejects.toThrow(/^AM9005: typescript that was .*\(1:7\)/);
});
