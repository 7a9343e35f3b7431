import { describe, expect, it } from 'vitest';
import { tablesLeftBehind } from '../../src/verify/announced/tables.js';
import { withoutDerived } from '../../src/verify/derived.js';
import { placeOf } from '../../src/verify/announced/access.js';
import { type Difference } from '../../src/verify/difference.js';
import { remedyFor } from '../../src/verify/remedies.js';
import { differencesBetween } from '../../src/verify/facts/compare.js';
import { type TableFacts } from '../../src/verify/graphql/tables.js';
import { type JsonObject } from '../../src/verify/template.js';

describe('a client that is gone', () => {
  const client = { GenerateSecret: false };
  const facts = (clients: JsonObject, ids: JsonObject): JsonObject => ({
    UserPoolClients: clients,
    IdentityPool: { CognitoIdentityProviders: ids },
    RoleMappings: ids,
  });
  const both = { web: client, native: client };

  it('is told once, and not by what it got', () => {
    const found = differencesBetween(facts(both, both), facts({ web: client }, { web: client }), []);
    expect(found.map(({ path }) => path)).toEqual(['UserPoolClients.native']);
  });

  it('is told by what it got where it is still there', () => {
    const found = differencesBetween(facts(both, both), facts(both, { web: client }), []);
    expect(found.map(({ path }) => path)).toEqual([
      'IdentityPool.CognitoIdentityProviders.native',
      'RoleMappings.native',
    ]);
  });
});

describe('tables that the plan takes over', () => {
  const table = (imported: string | null): TableFacts => ({ imported }) as TableFacts;
  const gen1 = new Map(['Club', 'Member', 'AmplifyDataStore'].map((name) => [name, table(null)]));
  const message = '2 tables are imported on branch `dev` (`*-abc-dev`): kept';
  const left = (
    gen2: Readonly<Record<string, string | null>>,
    branch?: string,
    ...more: readonly { readonly code: string; readonly message: string }[]
  ): string[] =>
    tablesLeftBehind(
      gen1,
      new Map(Object.entries({ AmplifyDataStore: null, ...gen2 }).map(([name, one]) => [name, table(one)])),
      { findings: [{ code: 'AM3276', message }, ...more] },
      branch,
    ).map(({ path }) => path);

  it('are told where one is made anew', () => {
    expect(left({ Club: 'Club-abc-dev', Member: 'Member-abc-dev' }, 'dev')).toEqual([]);
    expect(left({ Club: 'Club-abc-dev', Member: null }, 'dev')).toEqual(['Member.imported']);
    expect(left({ Club: 'Club-abc-dev', Member: null })).toEqual(['Member.imported']);
  });

  it('are told where all are, on a branch that takes them', () => {
    expect(left({ Club: null, Member: null }, 'dev')).toEqual(['Club.imported', 'Member.imported']);
    expect(left({ Club: null, Member: null }, 'feature')).toEqual([]);
  });

  it('are not told again where the plan has named them, or knows none', () => {
    const gen2 = { Club: 'Club-abc-dev', Member: null };
    const named = { code: 'AM3285', message: 'no --table names the table of "Member"' };
    expect(left(gen2, 'dev', named)).toEqual([]);
    expect(left(gen2, 'dev', { code: 'AM3278', message: 'can not be named' })).toEqual([]);
  });
});

describe('a field of a model', () => {
  const of = (...paths: string[]): Difference[] =>
    paths.map((path) => ({
      ...{ feature: 'data', subject: 'apiSchema', path, gen1: 'Int', gen2: 'String', announced: null },
    }));

  it('is told once, and not by its filters and inputs', () => {
    const found = of(
      'Club.size',
      'ModelClubFilterInput.size',
      'CreateClubInput.size',
      'ModelIntInput',
    ).concat(of('ModelSubscriptionClubFilterInput.size', 'UpdateClubInput.name'));
    expect(withoutDerived(found).map(({ path }) => path)).toEqual(['Club.size', 'UpdateClubInput.name']);
  });

  it('is told by an input type where nothing else is', () => {
    expect(withoutDerived(of('ModelIntInput'))).toHaveLength(1);
  });
});

describe('a function with a URL', () => {
  const of = (path: string, gen1: string, gen2: string): Difference => ({
    ...{ feature: 'functions', subject: 'function', announced: null },
    ...{ path: `Functions.report.${path}`, gen1, gen2 },
  });
  const url = of('Url', 'nothing', '{"AuthType":"NONE"}');
  const found = (...gen2: readonly string[]): string[] =>
    withoutDerived([url, of('InvokedBy', '["s3.amazonaws.com"]', JSON.stringify(gen2))]).map(
      ({ path }) => path,
    );

  it('is told once, and not by the permissions that come with it', () => {
    expect(found('* by a URL', '* by a URL with NONE', 's3.amazonaws.com')).toEqual(['Functions.report.Url']);
  });

  it('is told by others that call it as well', () => {
    expect(found('*', '* by a URL with NONE', 's3.amazonaws.com')).toHaveLength(2);
    expect(found('* by a URL')).toHaveLength(2);
    expect(withoutDerived([of('InvokedBy', '[]', '["* by a URL"]')])).toHaveLength(1);
  });
});

describe('what a remedy names', () => {
  const widened = (path: string): string =>
    remedyFor({
      ...{ feature: 'storage', subject: 'access', path, gen1: 'denied', gen2: 'allowed', announced: null },
      access: { principal: 'somebody', action: 's3:GetObject', resource: 's3:', change: 'widened' },
    });

  it('is the role of a function, whatever files it reads', () => {
    expect(widened('function:report s3:GetObject s3:private/other/any')).toContain('addToRolePolicy');
    expect(widened('authenticated s3:GetObject s3:private/other/any')).toContain('defineStorage');
  });

  it('is the client that differs', () => {
    const client = (name: string): string =>
      remedyFor({
        ...{ feature: 'auth', subject: 'appClient', gen1: 'false', gen2: 'true', announced: null },
        path: `UserPoolClients.${name}.GenerateSecret`,
      });
    expect(client('native')).toContain('second client');
    expect(client('web')).toContain('cfnUserPoolClient');
  });
});

describe('a prefix that is listed', () => {
  it('stands behind a slash where the bucket is named by its ARN', () => {
    const when = 's3:prefix=public/';
    expect(placeOf({ resource: 'arn:aws:s3:::elsewhere', when })).toBe('arn:aws:s3:::elsewhere/public/');
    expect(placeOf({ resource: 's3:', when })).toBe('s3:public/');
    expect(placeOf({ resource: 'arn:aws:s3:::elsewhere', when: 's3:prefix=' })).toBe(
      'arn:aws:s3:::elsewhere',
    );
  });
});
