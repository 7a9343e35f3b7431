import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as fc from 'fast-check';
import { satisfies } from 'semver';
import ts from 'typescript';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { gitignore, ignoredFindings } from '../../src/emit/gitignore.js';
import { addCommand, installCommand, packageManager } from '../../src/emit/package-manager.js';
import { projectFiles, type ProjectTexts } from '../../src/emit/project-files.js';
import { amplifyTsconfig } from '../../src/emit/tsconfig.js';
import { BACKEND_PACKAGES } from '../../src/emit/versions.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'amplify-migrate-project-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

describe('amplify/tsconfig.json', () => {
  test('compiles Gen 2 and not Gen 1', () => {
    write({
      'amplify/tsconfig.json': amplifyTsconfig(null),
      'amplify/backend.ts': '',
      'amplify/auth/resource.ts': '',
      'amplify/backend/auth/app/override.ts': '',
      'amplify/#current-cloud-backend/auth/app/override.ts': '',
      'amplify/hooks/pre-push.ts': '',
      'amplify/auth/hook/node_modules/x/index.ts': '',
    });
    const amplify = join(folder, 'amplify');
    const read: { config?: unknown } = ts.readConfigFile(join(amplify, 'tsconfig.json'), (path) =>
      ts.sys.readFile(path),
    );
    const { fileNames, errors, options } = ts.parseJsonConfigFileContent(read.config, ts.sys, amplify);
    expect(errors).toEqual([]);
    expect(fileNames.sort()).toEqual(['auth/resource.ts', 'backend.ts'].map((name) => `${amplify}/${name}`));
    expect(options).toMatchObject({ strict: true, moduleResolution: ts.ModuleResolutionKind.Bundler });
  });

  test('of the project gets the exclusion and keeps the rest, comments too', () => {
    expect(amplifyTsconfig('{\n\t// ours\n\t"compilerOptions": {"strict":false,}, /* all */\n}\n')).toBe(
      '{\n\t// ours\n\t"compilerOptions": {"strict":false,}, /* all */\n' +
        '\t"exclude": [\n\t\t"backend",\n\t\t"#current-cloud-backend",\n\t\t"hooks",\n\t\t"node_modules"\n\t],\n}\n',
    );
    expect(amplifyTsconfig('{ "exclude": ["dist"] }')).toBe(
      '{ "exclude": ["dist", "backend", "#current-cloud-backend", "hooks"] }',
    );
    expect(amplifyTsconfig('{ "exclude": ["./backend/**/*", // old\r\n  "hooks/" ]\r\n}')).toBe(
      '{ "exclude": ["./backend/**/*", // old\r\n  "hooks/", "#current-cloud-backend" ]\r\n}',
    );
    expect(() => amplifyTsconfig('{ "exclude": "backend" }')).toThrow(
      'amplify/tsconfig.json:1:1: /exclude is not a list',
    );
  });

  test('changes nothing the second time', () => {
    for (const text of [null, '{}', '{"exclude":[]}', '{"exclude": [\n "x", // y\n],}']) {
      const once = amplifyTsconfig(text);
      expect(amplifyTsconfig(once)).toBe(once);
    }
  });
});

describe('.gitignore', () => {
  test('gets Gen 2’s lines once, under a heading', () => {
    const lines = '# Amplify Gen 2\nnode_modules\n.amplify\namplify_outputs*\namplifyconfiguration*\n';
    expect(gitignore(null)).toBe(lines);
    expect(gitignore('dist')).toBe(`dist\n\n${lines}`);
    expect(gitignore('/node_modules/\r\n!amplify_outputs.json\r\n')).toBe(
      '/node_modules/\r\n!amplify_outputs.json\r\n\r\n# Amplify Gen 2\r\n.amplify\r\namplifyconfiguration*\r\n',
    );
  });

  test('keeps all of what was there, and changes nothing the second time', () => {
    const line = fc.constantFrom(
      '',
      '#amplify-do-not-edit-begin',
      'build/',
      '.amplify',
      'amplify/backend/.temp',
      '*.log',
    );
    const eol = fc.constantFrom('\n', '\r\n');
    fc.assert(
      fc.property(fc.array(line), eol, (lines, end) => {
        const before = lines.join(end);
        const after = gitignore(before);
        expect(after.startsWith(before)).toBe(true);
        expect(gitignore(after)).toBe(after);
        expect(after.split('# Amplify Gen 2').length).toBe(2);
      }),
    );
  });

  test('AM0048: what git ignores of our files is told with the line that does it', () => {
    execFileSync('git', ['init', '--quiet'], { cwd: folder });
    write({
      '.gitignore': 'dist/\n# all of it\namplify/auth/\n!amplify/backend.ts\n',
      'amplify/.gitignore': 'pack*.json\n',
    });
    const auth = ['amplify/auth/overrides.ts', 'amplify/auth/resource.ts'];
    const paths = ['amplify/backend.ts', ...auth, 'amplify/package.json', 'package.json'];
    const output = execFileSync('git', ['check-ignore', '--verbose', '-z', '--stdin'], {
      cwd: folder,
      input: paths.join('\0'),
      encoding: 'utf8',
    });
    expect(
      ignoredFindings(output).map(({ code, message, origin }) => [code, message, origin.file, origin.line]),
    ).toEqual([
      ['AM0048', `\`amplify/auth/\` makes git ignore ${auth.join(' and ')}`, '.gitignore', 3],
      ['AM0048', '`pack*.json` makes git ignore amplify/package.json', 'amplify/.gitignore', 1],
    ]);
    expect(ignoredFindings('')).toEqual([]);
  });
});

describe('the package manager', () => {
  test.each([
    [[], undefined, 'npm'],
    [['package-lock.json', 'yarn.lock'], undefined, 'yarn'],
    [['pnpm-lock.yaml'], undefined, 'pnpm'],
    [['bun.lockb'], undefined, 'bun'],
    [['bun.lock', 'README.md'], 'hg@1', 'bun'],
    [['npm-shrinkwrap.json'], 'yarn@4.1.0+sha224.abc', 'yarn'],
  ] as const)('of %j, packageManager %j is %s', (files, declared, manager) => {
    expect(packageManager(files, declared)).toBe(manager);
    expect(installCommand(packageManager(files, declared))).toBe(`${manager} install`);
  });

  test('adds exact versions', () => {
    expect(addCommand('pnpm', 'tsx', '4.0.0')).toBe('pnpm add --save-dev --save-exact tsx@4.0.0');
  });
});

test('the versions belong together: each satisfies the peers of the packages that are installed here', () => {
  const versions = new Map(BACKEND_PACKAGES.map((one) => [one.name, one.version]));
  for (const { name, version, accepts } of BACKEND_PACKAGES) {
    expect(satisfies(version, accepts), name).toBe(true);
    const manifest = new URL(`../../node_modules/${name}/package.json`, import.meta.url);
    // The command line is the only one of the set that nothing here needs.
    if (name === '@aws-amplify/backend-cli') continue;
    const installed = JSON.parse(readFileSync(manifest, 'utf8')) as {
      version: string;
      peerDependencies?: Record<string, string>;
    };
    expect(installed.version, name).toBe(version);
    for (const [peer, range] of Object.entries(installed.peerDependencies ?? {})) {
      expect(satisfies(versions.get(peer) ?? '', range), `${name} needs ${peer} ${range}`).toBe(true);
    }
  }
});

test('all files in one go: created, then left as they are', () => {
  const none: ProjectTexts = {
    'amplify/package.json': null,
    'amplify/tsconfig.json': null,
    'package.json': null,
    '.gitignore': null,
  };
  const created = projectFiles(none, [], ['Podfile', 'yarn.lock']);
  expect(created.findings.map(({ code }) => code)).toEqual(['AM0047']);
  expect(created.install).toBe('yarn install');
  const again = projectFiles(created.texts, [], ['yarn.lock']);
  expect(again.texts).toEqual(created.texts);
  expect(again.findings).toEqual([]);
  const pinned = { ...created.texts, 'package.json': '{"packageManager": "pnpm@9.0.0"}' };
  expect(projectFiles(pinned, [], ['yarn.lock']).install).toBe('pnpm install');
});
