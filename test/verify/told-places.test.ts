import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { findProject } from '../../src/gen1/find-project.js';
import { readApp } from '../../src/gen1/read-app.js';
import { type Gen1Generation } from '../../src/verify/generation.js';
import { compareGenerations } from '../../src/verify/compare-generations.js';
import { type Difference } from '../../src/verify/difference.js';
import { tellDifferences } from '../../src/verify/tell-differences.js';
import { KNOWN, SHOP, shopOf } from './shop.js';

const { app } = await readApp(
  await findProject(fileURLToPath(new URL('../../fixtures/apps/pottery-studio', import.meta.url))),
  { env: 'dev' },
);

function told(difference: Omit<Difference, 'announced' | 'gen1' | 'gen2'>): {
  readonly file: string;
  readonly target: string | undefined;
} {
  const { findings } = tellDifferences(app, [
    { ...difference, gen1: 'denied', gen2: 'allowed', announced: null },
  ]);
  const [found] = findings;
  return { file: found?.origin.file ?? '', target: found?.target?.path };
}

describe('the place of a difference', () => {
  it('is in the settings of the API for its modes, and in the schema for its types', () => {
    expect(told({ feature: 'data', subject: 'apiMode', path: 'API_KEY.keys' }).file).toMatch(
      /\/cli-inputs\.json$/,
    );
    expect(told({ feature: 'data', subject: 'apiSchema', path: 'Query.anything' }).file).toMatch(
      /\/schema\.graphql$/,
    );
  });

  it('is in the storage of Gen 2 for files alone', () => {
    const of = (path: string): string | undefined =>
      told({
        ...{ feature: 'auth', subject: 'access', path },
        access: { principal: 'authenticated', action: 'any', resource: 'any', change: 'widened' },
      }).target;
    expect(of('authenticated dynamodb:Scan table:elsewhere')).toBe('amplify/backend.ts');
    expect(of('authenticated s3:GetObject s3:private/other/any')).toBe('amplify/storage/resource.ts');
  });
});

describe('a function that Cognito calls', () => {
  it('is told by its event alone, where it is compared as a function as well', async () => {
    const gen2 = await shopOf(SHOP);
    const known = {
      ...KNOWN,
      functions: [{ name: 'report', physicalName: 'report-dev', aliases: ['PreSignUp'] }],
    };
    const gen1: Gen1Generation = { ...gen2, known, accessOfAuth: gen2.access, from: 'built' };
    const withTimeout = (Timeout: number): Gen1Generation => ({
      ...gen1,
      auth: gen2.auth && { ...gen2.auth, Triggers: { PreSignUp: { Timeout } } },
      backend: { ...gen2.backend, Functions: { report: { Timeout } } },
    });
    const features = new Set(['auth', 'functions'] as const);
    const paths = (one: Gen1Generation, other: Gen1Generation): string[] =>
      compareGenerations(one, other, { features, told: null }).map(({ path }) => path);
    expect(paths(withTimeout(3), withTimeout(30))).toEqual(['Triggers.PreSignUp.Timeout']);
    expect(
      paths(withTimeout(3), {
        ...withTimeout(30),
        backend: { ...gen2.backend, Functions: { report: { Timeout: 60 } } },
      }),
    ).toEqual(['Triggers.PreSignUp.Timeout', 'Functions.report.Timeout']);
  });
});
