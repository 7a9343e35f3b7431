import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { formatOrigin } from '../../src/core/origin.js';
import { type Finding } from '../../src/core/finding.js';
import { fileMigrator, type Migrated } from '../../transforms/client/migrate.js';
import { CLIENT_TRANSFORMS } from '../../transforms/client/transforms.js';
import { allPairs, type Pair } from './pairs.js';
import { REWRITING } from './rewriting.js';

const UPDATE = process.env['UPDATE_FIXTURES'] === '1';
const CASES = allPairs();

let migrate: (path: string, source: string) => Migrated;
let rewriting: typeof migrate;
beforeAll(async () => {
  migrate = await fileMigrator(CLIENT_TRANSFORMS, { whole: true });
  rewriting = await fileMigrator(CLIENT_TRANSFORMS, { whole: true, datastore: () => REWRITING });
});

function run(pair: Pair, source: string): Migrated {
  const run = pair.transform === 'datastore-rewrite' ? rewriting : migrate;
  return run(`src/module.${pair.extension}`, source);
}

function told(findings: readonly Finding[]): string {
  return findings
    .map(({ code, level, origin, message }) => `${formatOrigin(origin)} ${level} ${code} ${message}\n`)
    .join('');
}

function expected(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

function update(file: string, text: string): void {
  if (text === '') rmSync(file, { force: true });
  else writeFileSync(file, text);
}

describe('a module of the client', () => {
  it('has pairs for every transform', () => {
    const folders = new Set(CASES.map(({ transform }) => transform));
    expect(CLIENT_TRANSFORMS.filter(({ id }) => !folders.has(id))).toEqual([]);
  });

  it.each(CASES)('$name becomes what is expected, and stays so', (pair) => {
    const { text, findings } = run(pair, pair.input);
    const output = text ?? pair.input;
    if (UPDATE) {
      update(pair.outputFile, output);
      update(pair.findingsFile, told(findings));
    }
    expect(output).toBe(expected(pair.outputFile));
    expect(told(findings)).toBe(expected(pair.findingsFile));
    expect(run(pair, output).text, 'a second run changes nothing').toBeNull();
  });
});
