import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { NEW_PROJECT_FLAGS } from '../../src/verify/graphql/gen1-input.js';
import { roundTrip } from '../../src/verify/graphql/round-trip.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const SDL = `
type Boat @model @auth(rules: [{ allow: owner }]) {
  id: ID!
  name: String! @index(name: "byName", queryField: "boatsByName")
  sails: [Sail] @hasMany
}
type Sail @model @auth(rules: [{ allow: owner }]) {
  id: ID!
  area: Float
  boat: Boat @belongsTo
}`;

function resource(rules: string): ReadonlyMap<string, string> {
  return new Map([
    [
      'amplify/data/resource.ts',
      `import { a, defineData, type ClientSchema } from '@aws-amplify/backend';
const schema = a.schema({
  Boat: a
    .model({
      id: a.id().required(),
      name: a.string().required(),
      sails: a.hasMany('Sail', 'boatSailsId'),
    })
    .secondaryIndexes((index) => [index('name').name('byName').queryField('boatsByName')])
    .authorization((allow) => [allow.owner()]),
  Sail: a
    .model({
      id: a.id().required(),
      area: a.float(),
      boatSailsId: a.id(),
      boat: a.belongsTo('Boat', 'boatSailsId'),
    })
    .authorization((allow) => [${rules}]),
});
export type Schema = ClientSchema<typeof schema>;
export const data = defineData({ schema, authorizationModes: { defaultAuthorizationMode: 'userPool' } });
`,
    ],
  ]);
}

describe('the round trip', () => {
  const gen1 = { sdl: SDL, flags: NEW_PROJECT_FLAGS, defaultMode: { kind: 'userPools' } } as const;

  it('finds the builder equal to Gen 1, but for what defineData always does', async () => {
    const result = await roundTrip({ projectRoot: ROOT, files: resource('allow.owner()'), gen1 });
    if (result.kind !== 'compared') throw new Error(JSON.stringify(result));
    expect(result.sdl).toContain('type Boat');
    expect(result.differences.map(({ kind, path }) => `${kind} ${path}`)).toEqual([
      // The foreign key is a field of its own, and the builder writes every key out: clients get more, not less.
      'schema ModelSubscriptionBoatFilterInput.boatSailsId',
      'schema ModelSubscriptionSailFilterInput.boatSailsId',
      'schema Query.listBoats(id)',
      'schema Query.listBoats(sortDirection)',
      'schema Query.listSails(id)',
      'schema Query.listSails(sortDirection)',
      'table Boat.encryption',
      'table Sail.encryption',
      'mode AWS_IAM',
      'decision iamRole * graphql:*',
    ]);
  }, 240_000);

  it('sees a rule that is wider', async () => {
    const files = resource("allow.owner(), allow.authenticated().to(['read'])");
    const result = await roundTrip({ projectRoot: ROOT, files, gen1 });
    if (result.kind !== 'compared') throw new Error(JSON.stringify(result));
    const paths = result.differences.flatMap(({ decision }) => (decision ? [decision] : []));
    expect(paths).toContainEqual(
      expect.objectContaining({
        principal: 'authenticated',
        resource: 'graphql:Query.getSail',
        gen1: 'denied',
        gen2: 'allowed',
        change: 'widened',
      }),
    );
  }, 240_000);

  it('says which package a project lacks, and why a module fails', async () => {
    const empty = await mkdtemp(join(tmpdir(), 'amplify-migrate-test-'));
    try {
      const files = resource('allow.owner()');
      expect(await roundTrip({ projectRoot: empty, files, gen1 })).toEqual({
        kind: 'not installed',
        packageName: 'tsx',
      });
    } finally {
      await rm(empty, { recursive: true });
    }
    const text = "import '@aws-amplify/backend';\nexport const data = 1;\n";
    const files = new Map([['amplify/data/resource.ts', text]]);
    expect(await roundTrip({ projectRoot: ROOT, files, gen1 })).toEqual({
      kind: 'failed',
      problem: 'the module exports nothing that `defineData` has made',
      isCode: true,
    });
  }, 240_000);

  it('finds the packages of a workspace above the project', async () => {
    const workspace = await mkdtemp(join(tmpdir(), 'amplify-migrate-test-'));
    try {
      await symlink(join(ROOT, 'node_modules'), join(workspace, 'node_modules'), 'junction');
      const projectRoot = join(workspace, 'packages/app');
      await mkdir(join(projectRoot, 'node_modules'), { recursive: true });
      const text = "import '@aws-amplify/backend';\nexport const data = 1;\n";
      const files = new Map([['amplify/data/resource.ts', text]]);
      expect(await roundTrip({ projectRoot, files, gen1 })).toMatchObject({
        problem: 'the module exports nothing that `defineData` has made',
      });
    } finally {
      await rm(workspace, { recursive: true });
    }
  }, 240_000);
});
