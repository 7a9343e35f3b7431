import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import Ajv from 'ajv';
import type { Log, Result, Run } from 'sarif';
import { describe, expect, it } from 'vitest';
import { type Plan } from '../src/core/plan.js';
import { type PrintOptions } from '../src/report/printer.js';
import { type Report, toReport } from '../src/report/report.js';
import { printSarif } from '../src/report/sarif.js';
import { EMPTY_PLAN, someEntry, someFinding } from './report-plan.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const RUN = { tool: 'amplify-migrate 0.1.0', root: '.', env: 'dev' };
const PLAIN: PrintOptions = { width: 100, color: false, next: [], written: false };

const require = createRequire(import.meta.url);
/** OASIS's schema, in draft 4 of JSON Schema, as Microsoft's package ships it. */
const official = new Ajv({ schemaId: 'auto', allErrors: true, jsonPointers: true });
official.addMetaSchema(require('ajv/lib/refs/json-schema-draft-04.json') as object);
const valid = official.compile(require('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json') as object);

function logOf(report: Report, options: Partial<PrintOptions> = {}): Log {
  const log: unknown = JSON.parse(printSarif(report, { ...PLAIN, ...options }));
  expect(valid(log) === true ? [] : valid.errors).toEqual([]);
  return log as Log;
}

function runOf(
  plan: Partial<Plan>,
  options: Partial<PrintOptions> = {},
  run = RUN,
): Run & { results: Result[] } {
  const [first] = logOf(toReport({ ...EMPTY_PLAN, ...plan }, run), options).runs;
  if (first?.results === undefined) throw new Error('The log has no results');
  return { ...first, results: first.results };
}

const WIDENED: Plan['access'][number] = {
  principal: 'iamRole',
  action: '*',
  resource: 'graphql:*',
  gen1: 'only listed roles',
  gen2: 'every IAM principal',
  change: 'widened',
  proved: true,
  code: 'AM3160',
};

describe('SARIF', () => {
  it('follows the official schema for every fixture, with a result for each finding and change of access', () => {
    const paths = readdirSync(`${ROOT}fixtures`, { recursive: true, encoding: 'utf8' });
    const reports = paths.filter((path) => path.endsWith('report.json'));
    expect(reports.length).toBeGreaterThan(100);
    for (const path of reports) {
      const report = JSON.parse(readFileSync(`${ROOT}fixtures/${path}`, 'utf8')) as Report;
      const [run] = logOf(report).runs;
      expect(run?.results).toHaveLength(report.access.length + report.findings.length);
    }
  }, 120_000);

  it('has the place in Gen 1, and where the setting went', () => {
    const finding = someFinding({
      target: { path: 'amplify/auth/resource.ts', property: 'loginWith.email' },
    });
    const gen2 = new Map([['amplify/auth/resource.ts', 'defineAuth({\n  loginWith: {\n    email: true,\n']]);
    const { results } = runOf({ findings: [finding] }, { texts: { gen1: new Map(), gen2 } });
    expect(results).toEqual([
      {
        ruleId: 'AM0001',
        ruleIndex: 0,
        level: 'warning',
        message: {
          text: 'Unknown setting: `shutter` is not a setting\n\nWhat to do: Check whether it still matters.',
        },
        locations: [
          {
            physicalLocation: {
              artifactLocation: {
                uri: 'amplify/backend/auth/club/cli-inputs.json',
                uriBaseId: '%SRCROOT%',
              },
              region: { startLine: 7, startColumn: 3 },
            },
            logicalLocations: [{ fullyQualifiedName: '/shutter' }],
          },
        ],
        relatedLocations: [
          {
            id: 1,
            message: { text: 'Gen 2: loginWith.email' },
            physicalLocation: {
              artifactLocation: { uri: 'amplify/auth/resource.ts', uriBaseId: '%SRCROOT%' },
              region: { startLine: 3 },
            },
          },
        ],
        partialFingerprints: { 'amplifyMigrate/v1': 'c6fa327f8051d395de5f4245be07d212:1' },
        properties: { feature: 'auth' },
      },
    ]);
  });

  it('takes the target from the ledger where the finding has none', () => {
    const finding = someFinding();
    const disposition = { kind: 'changed', finding, target: { path: 'amplify/x.ts' } } as const;
    const { results } = runOf({
      findings: [finding],
      ledger: [{ ...someEntry('/a', 1), origin: finding.origin, disposition }],
    });
    expect(results[0]?.relatedLocations?.[0]?.physicalLocation?.artifactLocation?.uri).toBe('amplify/x.ts');
  });

  it('tells changes of access first, with a severity that code scanning shows', () => {
    const { results, tool } = runOf({ access: [WIDENED], findings: [someFinding({ code: 'AM3160' })] });
    expect(results.map(({ level, ruleId }) => [level, ruleId])).toEqual([
      ['error', 'AM3160'],
      ['warning', 'AM3160'],
    ]);
    expect(results[0]?.properties).toMatchObject({
      principal: 'iamRole',
      action: '*',
      gen1: 'only listed roles',
    });
    // The line is that of the finding which tells the same.
    expect(results[0]?.locations?.[0]?.physicalLocation?.region?.startLine).toBe(7);
    expect(tool.driver.rules?.[0]?.properties).toEqual({
      tags: ['migration', 'data', 'security'],
      'security-severity': '8.0',
    });
  });

  it('raises no alert for what was accepted, and says why', () => {
    const why = 'Only our own roles have appsync:GraphQL.';
    const accepted = { accepted: why };
    const { results } = runOf({
      access: [{ ...WIDENED, ...accepted }],
      findings: [{ ...someFinding(), ...accepted }, someFinding()],
    });
    const suppression = [{ kind: 'external', status: 'accepted', justification: why }];
    expect(results.map(({ suppressions }) => suppressions)).toEqual([suppression, suppression, undefined]);
  });

  it('gives no severity to what is narrowed', () => {
    const { tool, results } = runOf({ access: [{ ...WIDENED, change: 'narrowed' }] });
    expect(results[0]?.level).toBe('warning');
    expect(tool.driver.rules?.[0]?.properties).not.toHaveProperty('security-severity');
  });

  it('keeps its fingerprints when lines move and sentences change, and none is used twice', () => {
    const at = (line: number, message: string): Plan['findings'] =>
      ['/a', '/b', '/b'].map((pointer) =>
        someFinding({ message, origin: { file: 'a.json', pointer, line, column: 1 } }),
      );
    const fingerprints = (findings: Plan['findings']): unknown[] =>
      runOf({ findings }).results.map(
        ({ partialFingerprints }) => Object.values(partialFingerprints ?? {})[0],
      );
    const before = fingerprints(at(3, 'one'));
    expect(fingerprints(at(30, 'other'))).toEqual(before);
    expect(new Set(before).size).toBe(3);
  });

  it('names files from the top of the repository', () => {
    const finding = someFinding({ target: { path: 'amplify/b c.ts' } });
    const uris = ({ results }: Run): unknown[] =>
      (results ?? []).flatMap(({ locations = [], relatedLocations = [] }) =>
        [...locations, ...relatedLocations].map((one) => one.physicalLocation?.artifactLocation?.uri),
      );
    const file = 'amplify/backend/auth/club/cli-inputs.json';
    const prefixes = { project: 'apps/club/', output: 'gen2/' };
    expect(uris(runOf({ findings: [finding] }, { prefixes }))).toEqual([
      `apps/club/${file}`,
      'gen2/amplify/b%20c.ts',
    ]);
    expect(uris(runOf({ findings: [finding] }, {}, { ...RUN, root: 'club' }))[0]).toBe(`club/${file}`);
    expect(uris(runOf({ findings: [finding] }, {}, { ...RUN, root: '../club' }))[0]).toBe(file);
  });

  it('takes no link, placeholder or broken path from the project', () => {
    const { results } = runOf({
      findings: [
        someFinding({
          message: '[click](https://evil.test) {0} {entity_id} \u001b[2J',
          remedy: 'None.',
          origin: { file: 'a\ud800 ?#.json', pointer: '', line: 1, column: 1 },
        }),
      ],
    });
    expect(results[0]?.message.text).toBe(
      'Unknown setting: \\[click\\](https://evil.test) {{0}} {entity_id} \u001b\\[2J\n\nWhat to do: None.',
    );
    expect(results[0]?.locations?.[0]?.physicalLocation?.artifactLocation?.uri).toBe(
      'a%EF%BF%BD%20%3F%23.json',
    );
  });

  it('explains each code that is used, once', () => {
    const { tool } = runOf({ findings: [someFinding(), someFinding({ code: 'AM1101' }), someFinding()] });
    expect(tool.driver.rules?.map(({ id }) => id)).toEqual(['AM0001', 'AM1101']);
    for (const rule of tool.driver.rules ?? []) {
      expect(rule.helpUri).toMatch(/^https:\/\/docs\.amplify\.aws\//);
      expect(rule.help?.markdown).toContain('**What to do:**');
      expect(rule.fullDescription?.text).toMatch(/\.$/);
    }
  });
});
