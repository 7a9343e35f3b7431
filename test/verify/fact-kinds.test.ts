import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { findProject } from '../../src/gen1/find-project.js';
import { readApp } from '../../src/gen1/read-app.js';
import { compareGenerations } from '../../src/verify/compare-generations.js';
import { countFacts } from '../../src/verify/count-facts.js';
import { type Difference } from '../../src/verify/difference.js';
import { tellDifferences } from '../../src/verify/tell-differences.js';
import { type Template } from '../../src/verify/template.js';
import { factNames, isNamedBy } from './fact-names.js';
import { type Row, shopWith } from './row.js';
import { API_ROWS } from './rows-api.js';
import { AUTH_ROWS } from './rows-auth.js';
import { BACKEND_ROWS } from './rows-backend.js';
import { REST_ROWS } from './rows-rest.js';
import { KNOWN, SHOP, shopOf } from './shop.js';

const ROWS: readonly Row[] = [...AUTH_ROWS, ...BACKEND_ROWS, ...API_ROWS, ...REST_ROWS];

const app = readApp(
  await findProject(fileURLToPath(new URL('../../fixtures/apps/pottery-studio', import.meta.url))),
  { env: 'dev' },
).then((read) => read.app);

const same = await shopOf(SHOP);
const gen1 = { ...same, known: KNOWN, accessOfAuth: same.access, from: 'built' as const };

async function differencesOf(templates: Readonly<Record<string, Template>>): Promise<Difference[]> {
  const features = new Set(['auth', 'data', 'storage', 'functions', 'rest'] as const);
  return compareGenerations(gen1, await shopOf(templates), { features, told: null });
}

describe('two backends', () => {
  it('that are alike differ in nothing', async () => {
    expect(await differencesOf(structuredClone(SHOP) as Record<string, Template>)).toEqual([]);
  });

  it.each(ROWS)('$stack $at: $path is told alone, as $code', async (row) => {
    const differences = await differencesOf(shopWith(row));
    // Of rights there is a difference for each thing that may be asked for; of everything else there is one.
    const isRight = differences.every(({ access }) => access !== undefined);
    const strangers = differences.filter(({ path }) =>
      isRight ? !path.startsWith(row.path) : path !== row.path,
    );
    expect(differences).not.toEqual([]);
    expect(strangers).toEqual([]);
    if (!isRight) expect(differences).toHaveLength(1);
    const { findings } = tellDifferences(await app, differences);
    // What is gained or lost at several places may need several remedies; it is told by one code.
    const codes = findings.map(({ code }) => code);
    expect(isRight ? [...new Set(codes)] : codes).toEqual([row.code]);
    for (const { remedy } of findings) expect(remedy).toMatch(/\w+ .*\.$/s);
  });
});

/** Guests who are let in no more lose their rights as well. */
const GUESTS: Row = {
  stack: 'auth',
  at: 'IdentityPool/Properties/AllowUnauthenticatedIdentities',
  to: false,
  path: 'IdentityPool.AllowUnauthenticatedIdentities',
  code: 'AM8114',
};

describe('an identity pool without guests', () => {
  it('is told as such, and by what guests can do no more', async () => {
    const { findings } = tellDifferences(await app, await differencesOf(shopWith(GUESTS)));
    expect(new Set(findings.map(({ code }) => code))).toEqual(new Set(['AM8102', GUESTS.code]));
  });
});

/** What is billed by request has no capacity. */
const BILLING: Row = {
  stack: 'storage',
  at: 'stock/Properties/BillingMode',
  to: 'PAY_PER_REQUEST',
  path: 'Tables.stock.BillingMode',
  code: 'AM8131',
};

/** And the other way round. */
const API_BILLING: Row = {
  stack: 'data',
  at: 'TodoTable/Properties/billingMode',
  to: 'PROVISIONED',
  path: 'Todo.billing',
  code: 'AM8122',
};

describe('a table that is billed by request', () => {
  it('is told as such, and as one without capacity', async () => {
    const differences = await differencesOf(shopWith(BILLING));
    expect(differences.map(({ path }) => path)).toEqual([BILLING.path, 'Tables.stock.Provisioned']);
    const ofApi = await differencesOf(shopWith(API_BILLING));
    expect(ofApi.map(({ path }) => path)).toEqual([API_BILLING.path, 'Todo.capacity']);
  });
});

describe('the facts', () => {
  it('are counted by feature', () => {
    const features = ['auth', 'data', 'storage', 'functions', 'rest'] as const;
    const counted = countFacts(gen1, features);
    // A feature without facts has no count.
    expect(Object.keys(counted)).toEqual([...features]);
    // Each that is there more is one more.
    const more = {
      ...gen1,
      backend: { ...gen1.backend, Functions: { ...gen1.backend.Functions, more: { a: 1 } } },
    };
    expect(countFacts(more, ['functions'])).toEqual({ functions: (counted.functions ?? 0) + 1 });
    expect(countFacts({ ...gen1, auth: null, api: null }, ['data'])).toEqual({});
  });
});

describe('the table', () => {
  it('has a row for every fact', () => {
    const paths = [...ROWS, GUESTS, BILLING, API_BILLING].map(({ path }) => path);
    expect(factNames(gen1).filter((name) => !paths.some((path) => isNamedBy(path, name)))).toEqual([]);
  });
});
