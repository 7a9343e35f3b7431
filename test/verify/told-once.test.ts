import { describe, expect, it } from 'vitest';
import { tablesLeftBehind } from '../../src/verify/announced/tables.js';
import { withoutDerived } from '../../src/verify/derived.js';
import { type Difference } from '../../src/verify/difference.js';
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
