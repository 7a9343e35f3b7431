import { describe, expect, it } from 'vitest';
import { apiFacts } from '../../src/verify/graphql/api-facts.js';
import { compareAccess, compareApis } from '../../src/verify/graphql/compare-apis.js';
import { type Gen1ApiInput, gen1Api, NEW_PROJECT_FLAGS } from '../../src/verify/graphql/gen1-api.js';
import { type Decision, decisionTable } from '../../src/verify/graphql/decisions/table.js';
import { backends } from './backends.js';

const { synthCase } = backends();

const POOL = { defaultMode: { kind: 'userPools' }, flags: NEW_PROJECT_FLAGS } as const;

async function decisions(input: Gen1ApiInput): Promise<Decision[]> {
  return [...decisionTable(await gen1Api(input)).values()];
}

/** The outcomes of a principal by action, resource and record. */
function outcomes(all: readonly Decision[], principal: string, resource: string): Record<string, string> {
  return Object.fromEntries(
    all
      .filter((one) => one.principal === principal && one.resource === `graphql:${resource}`)
      .map(({ action, record, outcome }) => [`${action} ${record}`, outcome]),
  );
}

async function differences(one: Gen1ApiInput, two: Gen1ApiInput): Promise<string[]> {
  const found = compareApis(await gen1Api(one), await gen1Api(two));
  return found.map(({ kind, path, gen1, gen2 }) => `${kind} ${path}: ${gen1 ?? '-'} -> ${gen2 ?? '-'}`);
}

describe('decisions of Gen 1', () => {
  it('are what the rules of a model say', async () => {
    const sdl = `type Recipe @model @auth(rules: [
      { allow: owner, operations: [read, update] }
      { allow: groups, groups: ["Chefs"] }
      { allow: public, provider: apiKey, operations: [get] }
    ]) { id: ID! title: String! secret: String @auth(rules: [{ allow: groups, groups: ["Chefs"] }]) }`;
    const all = await decisions({ ...POOL, sdl, additionalModes: [{ kind: 'apiKey' }] });
    expect(outcomes(all, 'owner', 'Query.getRecipe')).toEqual({
      'read own by owner = {sub}::{username}': 'allowed',
      'read own by owner = {username}': 'allowed',
    });
    expect(outcomes(all, 'authenticated', 'Query.getRecipe')).toEqual({ 'read stranger': 'denied' });
    expect(outcomes(all, 'authenticated', 'Query.listRecipes')).toEqual({ 'read stranger': 'hidden' });
    expect(outcomes(all, 'authenticated', 'Mutation.createRecipe')).toMatchObject({
      'create owner not named': 'denied',
    });
    expect(outcomes(all, 'group:Chefs', 'Query.listRecipes')).toMatchObject({ 'read stranger': 'allowed' });
    expect(outcomes(all, 'apiKey', 'Query.getRecipe')).toEqual({ 'read stranger': 'allowed' });
    expect(outcomes(all, 'apiKey', 'Query.listRecipes')).toEqual({ 'read *': 'denied' });
    expect(outcomes(all, 'owner', 'Recipe.secret')).toMatchObject({
      'read own by owner = {username}': 'denied',
      'update own by owner = {username}': 'denied',
    });
    expect(outcomes(all, 'owner', 'Recipe.title')).toMatchObject({
      'update own by owner = {username}': 'allowed',
    });
    expect(outcomes(all, 'group:Chefs', 'Recipe.secret')).toMatchObject({ 'update stranger': 'allowed' });
    expect(outcomes(all, 'owner', 'Subscription.onUpdateRecipe')).toMatchObject({
      'listen own by owner = {username}': 'allowed',
    });
    expect(outcomes(all, 'authenticated', 'Subscription.onUpdateRecipe')).toEqual({
      'listen stranger': 'hidden',
    });
  });

  it('know groups that records name, lists of owners and claims', async () => {
    const sdl = `type Plan @model @auth(rules: [
      { allow: groups, groupsField: "crews", operations: [read] }
      { allow: owner, ownerField: "editors", operations: [read, update] }
      { allow: owner, ownerField: "mail", identityClaim: "email", operations: [read] }
    ]) { id: ID! crews: [String] editors: [String] mail: String }`;
    const all = await decisions({ ...POOL, sdl });
    expect(outcomes(all, 'group:*', 'Query.listPlans')).toMatchObject({
      'read of the group by crews': 'allowed',
      'read stranger': 'hidden',
    });
    expect(outcomes(all, 'owner', 'Query.getPlan')).toMatchObject({
      'read own by editors = {username}': 'allowed',
      'read own by mail = {email}': 'allowed',
      'read own by mail = {username}': 'denied',
    });
    expect(outcomes(all, 'owner', 'Mutation.updatePlan')).toMatchObject({
      'update own by editors = {sub}::{username}': 'allowed',
      'update own by mail = {email}': 'denied',
    });
  });

  it('tell IAM in and outside the identity pool, and the roles of the list, apart', async () => {
    const sdl = `type Leaf @model @auth(rules: [{ allow: public, provider: iam, operations: [read] }]) { id: ID! }`;
    const all = await decisions({ ...POOL, sdl, additionalModes: [{ kind: 'iam' }], adminRoles: ['robot'] });
    expect(outcomes(all, 'guest', 'Query.getLeaf')).toEqual({ 'read stranger': 'allowed' });
    expect(outcomes(all, 'guest', 'Mutation.deleteLeaf')).toEqual({ 'delete stranger': 'denied' });
    expect(outcomes(all, 'iamRole', 'Query.getLeaf')).toEqual({ 'read stranger': 'denied' });
    expect(outcomes(all, 'iamRole:robot', 'Mutation.deleteLeaf')).toEqual({ 'delete stranger': 'allowed' });
  });
});

describe('a role that the list no longer has', () => {
  const sdl = 'type Leaf @model @auth(rules: [{ allow: owner }]) { id: ID! }';
  const listing = (...adminRoles: string[]): Gen1ApiInput => ({
    ...{ ...POOL, sdl, additionalModes: [{ kind: 'iam' }], adminRoles },
  });

  it('is told once, whether or not its session is one of the identity pool', async () => {
    expect(await differences(listing('robot', 'keeper'), listing('keeper'))).toEqual([
      'decision iamRole:robot * graphql:*: allowed -> denied',
    ]);
  });
});

describe('two APIs', () => {
  const sdl = `type Seed @model @auth(rules: [{ allow: owner }, { allow: groups, groups: ["Growers"] }]) {
    id: ID! name: String }`;

  it('that are the same differ in nothing', async () => {
    expect(await differences({ ...POOL, sdl }, { ...POOL, sdl })).toEqual([]);
  });

  it('differ in what a member of a group writes as the owner', async () => {
    const flags = { ...NEW_PROJECT_FLAGS, populateOwnerFieldForStaticGroupAuth: false };
    expect(await differences({ ...POOL, sdl, flags }, { ...POOL, sdl })).toEqual([
      'decision group:Growers create graphql:Mutation.createSeed: allowed -> allowed, with owner = "{sub}::{username}"',
      'decision group:Growers create graphql:Seed.id: allowed -> allowed, with owner = "{sub}::{username}"',
      'decision group:Growers create graphql:Seed.name: allowed -> allowed, with owner = "{sub}::{username}"',
    ]);
  });

  it('differ in the form of the owner', async () => {
    const flags = { ...NEW_PROJECT_FLAGS, useSubUsernameForDefaultIdentityClaim: false };
    const found = await differences({ ...POOL, sdl, flags }, { ...POOL, sdl });
    expect(found.length).toBeGreaterThan(0);
    expect(
      found.filter(
        (text) => !/ create .*owner = "\{username\}" -> .*owner = "\{sub\}::\{username\}"$/.test(text),
      ),
    ).toEqual([]);
  });

  it('differ in one operation of a rule', async () => {
    const readOnly = sdl.replace('{ allow: owner }', '{ allow: owner, operations: [create, read, update] }');
    const found = await differences({ ...POOL, sdl }, { ...POOL, sdl: readOnly });
    expect(found).toEqual([
      // To set a field to null is to delete it.
      'decision owner unset graphql:Seed.name: allowed -> denied',
      'decision owner delete graphql:Mutation.deleteSeed: allowed -> denied',
    ]);
  });

  it('differ in a map of operations that is completed', async () => {
    const partial = sdl.replace('@model', '@model(mutations: { create: "plant" })');
    const flags = { ...NEW_PROJECT_FLAGS, shouldDeepMergeDirectiveConfigDefaults: true };
    const found = await differences({ ...POOL, sdl: partial }, { ...POOL, sdl: partial, flags });
    expect(found).toContain('schema Mutation.deleteSeed: - -> Seed');
    expect(found).toContain('schema Mutation.updateSeed: - -> Seed');
    expect(found.filter((text) => text.startsWith('decision'))).toEqual([]);
  });

  it('differ in the IAM access that defineData opens, and in what it closes on types without rules', async () => {
    const custom = `${sdl}
      type Reply { text: String }
      type Query { answer: Reply @function(name: "answer") }`;
    const gen1 = await gen1Api({ ...POOL, sdl: custom });
    const gen2 = await apiFacts(
      await synthCase(
        new Map([
          [
            'amplify/auth/resource.ts',
            `import { defineAuth } from '@aws-amplify/backend';
export const auth = defineAuth({ loginWith: { email: true }, groups: ['Growers'] });
`,
          ],
          [
            'amplify/data/resource.ts',
            `import { defineData } from '@aws-amplify/backend';
export const data = defineData({
  schema: ${JSON.stringify(custom)},
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
        ]),
      ),
    );
    const found = compareAccess(gen1, gen2);
    expect(found.filter(({ principal }) => principal === 'iamRole')).toEqual([
      expect.objectContaining({
        action: '*',
        resource: 'graphql:*',
        gen1: 'denied',
        gen2: 'allowed',
        change: 'widened',
      }),
    ]);
    const closed = found.filter(({ change }) => change === 'narrowed');
    expect(closed.map(({ principal, resource }) => `${principal} ${resource}`).sort()).toEqual([
      'authenticated graphql:Query.answer',
      'group:Growers graphql:Query.answer',
    ]);
    expect(found.filter(({ principal, change }) => principal !== 'iamRole' && change !== 'narrowed')).toEqual(
      [],
    );
  });
});
