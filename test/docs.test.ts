import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CODES, type Code } from '../src/core/codes/index.js';
import { copyOfApp, run } from './cli-harness.js';
import { definitionOf, remedyOf, withCodesTable } from '../src/report/codes.js';

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const sources = ['src', 'transforms'].flatMap((folder) =>
  readdirSync(new URL(`../${folder}`, import.meta.url), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => read(`${folder}/${path.replaceAll('\\', '/')}`)),
);
const codes = Object.keys(CODES) as Code[];

describe('MIGRATION.md', () => {
  it('has the table of codes as it is today: `npm run docs` writes it', () => {
    const document = read('MIGRATION.md');
    expect(document).toBe(withCodesTable(document));
  });
});

describe('the words of a code', () => {
  it.each(codes)('%s has a number of its area, a title, a reason and a remedy', (code) => {
    const definition = definitionOf(code);
    expect(code).toMatch(/^AM[0-9]\d{3}$/);
    expect(definition.title).toMatch(/^\S.{3,}[^.]$/u);
    expect(definition.why).toMatch(/^\S.{10,}[.!]$/s);
    expect(remedyOf(definition)).toMatch(/^\p{Lu}.{5,}/su);
  });

  // AM9xxx stand in the messages of internal errors.
  it.each(codes.filter((code) => !code.startsWith('AM9')))('%s is reported somewhere', (code) => {
    expect(sources.some((source) => source.includes(`'${code}'`))).toBe(true);
  });

  it('is not shared by two titles', () => {
    const titles = codes.map((code) => definitionOf(code).title);
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
  });
});

describe('README.md', () => {
  it('shows a run as it is today: `npm run docs` writes it', async () => {
    const document = read('README.md');
    const { stdout, stderr } = await run(['auth'], { cwd: await copyOfApp('photo-club') });
    expect(document).toContain(`$ npx amplify-migrate auth > auth.patch\n${stderr.trimEnd()}\n\`\`\`\n`);
    const shown = /^```diff\n([\s\S]*?)\n```$/m.exec(document)?.[1] ?? 'no diff';
    expect(stdout).toContain(`${shown}\n`);
  });
});

describe('README.md and CONTRIBUTING.md', () => {
  it.each(['README.md', 'CONTRIBUTING.md', 'MIGRATION.md'])(
    '%s links only to files that are there',
    (document) => {
      const links = [...read(document).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, path]) => path ?? '');
      expect(links.filter((path) => !existsSync(new URL(`../${path}`, import.meta.url)))).toEqual([]);
    },
  );

  it.each(['README.md', 'CONTRIBUTING.md'])('%s names only scripts that package.json has', (document) => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = [...read(document).matchAll(/npm run (?:--silent )?([\w:-]+)/g)].map(
      ([, name]) => name ?? '',
    );
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  });
});
