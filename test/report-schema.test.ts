import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Ajv from 'ajv';
import { describe, expect, it } from 'vitest';
import { printJson } from '../src/report/json.js';
import { REPORT_SCHEMA, type Schema } from '../src/report/json-schema.js';
import { toReport } from '../src/report/report.js';
import { EMPTY_PLAN } from './report-plan.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const REPORTS = readdirSync(`${ROOT}fixtures`, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('report.json'))
  .map((path) => `fixtures/${path.replaceAll('\\', '/')}`);

/** The schema with no room for members that it does not name, which the published one leaves to later versions. */
function closed(schema: Schema): Schema {
  const { items, properties } = schema;
  return {
    ...schema,
    ...(items && { items: closed(items) }),
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, inner]) => [name, closed(inner)]),
      ),
      additionalProperties: false,
    }),
  };
}

const open = new Ajv().compile(REPORT_SCHEMA);
const strict = new Ajv({ allErrors: true }).compile(closed(REPORT_SCHEMA));

function problems(validate: typeof open, report: unknown): string[] {
  return validate(report) === true
    ? []
    : (validate.errors ?? []).map(({ dataPath, message }) => `${dataPath} ${message ?? ''}`);
}

describe('the schema of the report', () => {
  it('names every member of the reports of all fixtures, and nothing else', () => {
    expect(REPORTS.length).toBeGreaterThan(100);
    const wrong = REPORTS.flatMap((path) => {
      const report: unknown = JSON.parse(readFileSync(ROOT + path, 'utf8'));
      return problems(strict, report).map((problem) => `${path}: ${problem}`);
    });
    expect(wrong).toEqual([]);
  });

  it('is shipped in the package under its name', () => {
    const { exports, files } = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8')) as {
      exports: Record<string, string>;
      files: string[];
    };
    const path = exports['./report.schema.json'] ?? '';
    expect(path).toMatch(new RegExp(`^\\./(${files.join('|')})/`));
    expect(JSON.parse(readFileSync(ROOT + path, 'utf8'))).toEqual(REPORT_SCHEMA);
  });

  it('says which member is missing or wrong', () => {
    const { tool, ...rest } = JSON.parse(
      printJson(toReport(EMPTY_PLAN, { tool: 'amplify-migrate 0.1.0', root: '.', env: 'dev' })),
    ) as Record<string, unknown>;
    expect(tool).toBe('amplify-migrate 0.1.0');
    expect(problems(open, rest)).toEqual([" should have required property 'tool'"]);
    expect(problems(open, { ...rest, tool, version: 2 })).toEqual(['.version should be equal to constant']);
  });

  it('leaves room for what later versions add', () => {
    const report: object = toReport(EMPTY_PLAN, { tool: 'amplify-migrate 0.1.0', root: '.', env: 'dev' });
    expect(problems(open, { ...report, later: 1 })).toEqual([]);
    expect(problems(strict, { ...report, compared: { auth: 1, data: 7 } })).toEqual([]);
    expect(problems(strict, { ...report, later: 1 })).toEqual([' should NOT have additional properties']);
  });
});
