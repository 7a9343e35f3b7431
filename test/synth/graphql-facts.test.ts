import { describe, expect, it } from 'vitest';
import { apiFacts } from '../../src/verify/graphql/api-facts.js';
import { compareApis } from '../../src/verify/graphql/compare-apis.js';
import { EXISTING_PROJECT_FLAGS, gen1Api, NEW_PROJECT_FLAGS } from '../../src/verify/graphql/gen1-api.js';
import { backends } from './backends.js';

const { synthCase } = backends();

const SDL = `
type Shelf @model @auth(rules: [{ allow: owner }, { allow: groups, groups: ["Keepers"] }]) {
  id: ID!
  label: String! @index(name: "byLabel", queryField: "shelvesByLabel")
  jars: [Jar] @hasMany
}
type Jar @model @auth(rules: [{ allow: private }]) {
  id: ID!
  shelf: Shelf @belongsTo
  weight: Float
}`;

/** The same schema in `defineData`; what the first generation leaves out of its maps is not concerned. */
const GEN2 = new Map([
  [
    'amplify/auth/resource.ts',
    `import { defineAuth } from '@aws-amplify/backend';
export const auth = defineAuth({ loginWith: { email: true } });
`,
  ],
  [
    'amplify/data/resource.ts',
    `import { defineData } from '@aws-amplify/backend';
export const data = defineData({
  schema: ${JSON.stringify(SDL)},
  authorizationModes: { defaultAuthorizationMode: 'userPool' },
});
`,
  ],
  [
    'amplify/backend.ts',
    `import { defineBackend } from '@aws-amplify/backend';
import { auth } from './auth/resource';
import { data } from './data/resource';
defineBackend({ auth, data });
`,
  ],
]);

describe('facts of an API', () => {
  it('are the same for the SDL in both generations, but for IAM and the key of encryption', async () => {
    const gen1 = await gen1Api({ sdl: SDL, flags: NEW_PROJECT_FLAGS, defaultMode: { kind: 'userPools' } });
    const gen2 = await apiFacts(await synthCase(GEN2));
    const differences = compareApis(gen1, gen2).filter(({ kind }) => kind !== 'decision');
    const encryption = { kind: 'table', gen1: 'AWS managed key', gen2: 'AWS owned key' };
    expect(differences).toEqual([
      { ...encryption, path: 'Shelf.encryption' },
      { ...encryption, path: 'Jar.encryption' },
      { kind: 'mode', path: 'AWS_IAM', gen1: null, gen2: 'mode' },
    ]);
    expect(gen2.tables.get('Shelf')?.globalIndexes.get('byLabel')).toEqual({
      key: ['label:S'],
      projection: 'ALL',
    });
  });

  it('tell an index and a query that a flag takes away', async () => {
    const sdl = `type Lid @model @auth(rules: [{ allow: private }]) {
      id: ID! @primaryKey(sortKeyFields: ["size"])
      size: Int!
      colour: String! @index(name: "byColour")
      maker: String! 
    }`;
    const input = { sdl, defaultMode: { kind: 'userPools' } } as const;
    const gen1 = await gen1Api({ ...input, flags: EXISTING_PROJECT_FLAGS });
    const gen2 = await gen1Api({ ...input, flags: NEW_PROJECT_FLAGS });
    expect(compareApis(gen1, gen2).filter(({ kind }) => kind !== 'decision')).toEqual([
      { kind: 'schema', path: 'Query.lidsByColour', gen1: null, gen2: 'ModelLidConnection' },
      { kind: 'resolver', path: 'Query.lidsByColour', gen1: null, gen2: 'AMAZON_DYNAMODB LidTable' },
    ]);
  });
});
