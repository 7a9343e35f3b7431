import { existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { cognitoFacts } from '../../src/verify/facts/cognito.js';
import { compareFacts } from '../../src/verify/facts/compare.js';
import { run } from '../cli-harness.js';
import { filesBelow } from '../fixtures/cases.js';
import { backends } from './backends.js';
import { gen1StacksOf } from './gen1-app.js';

/** Sample applications with the templates that Gen 1 built for them; they do not ship with the project. */
const APPS = fileURLToPath(new URL('../../../shared/aws-apps/', import.meta.url));

vi.setConfig({ testTimeout: 180_000 });

const { synthCase, typecheckCase } = backends();

/** What the migrated application does differently, and the finding that tells it. */
const DIFFERENCES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  discussions: {},
  'fitness-tracker': {},
  'mood-board': {},
  'project-boards': {},
};

describe.skipIf(!existsSync(APPS)).each(Object.entries(DIFFERENCES))('%s', (app, expected) => {
  it('deploys what its built templates say, or tells the difference', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'amplify-migrate-app-'));
    try {
      const project = join(folder, 'project');
      await cp(join(APPS, app), project, { recursive: true });
      const before = await filesBelow(project);
      const reportFile = join(folder, 'report.json');
      await run(['auth', '--write', '--fail-on', 'never', '--report', `json=${reportFile}`], {
        cwd: project,
      });
      const files = new Map(
        [...(await filesBelow(project))].filter(([path, text]) => before.get(path) !== text),
      );
      expect(await typecheckCase(files)).toEqual([]);
      const { stacks } = await synthCase(files);
      const gen1 = cognitoFacts(gen1StacksOf(join(APPS, app), 'main'));
      const differences = compareFacts(gen1, cognitoFacts(stacks));
      expect(
        differences.map(({ path }) => path),
        JSON.stringify(differences, null, 1),
      ).toEqual(Object.keys(expected));
      const report = JSON.parse(await readFile(reportFile, 'utf8')) as { findings: { code: string }[] };
      const told = report.findings.map(({ code }) => code);
      for (const code of Object.values(expected)) expect(told).toContain(code);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
