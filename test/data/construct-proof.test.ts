import { describe, expect, it } from 'vitest';
import { writeConstruct } from '../../transforms/data/construct/index.js';
import { type LaneInput } from '../../transforms/data/lane.js';
import { backends, type Files } from '../synth/backends.js';
import { factsOf, gen1Backend } from './graphql-proof.js';
import { API_KEY, IAM, laneInputOf, OLD_FLAGS, settingsOf, USER_POOLS } from './lane-input.js';

const { synthCase, typecheckCase } = backends();

const AUTH = `import { defineAuth } from '@aws-amplify/backend';
export const auth = defineAuth({ loginWith: { email: true } });
`;
const BACKEND = `import { defineBackend } from '@aws-amplify/backend';
import { auth } from './auth/resource';
import { createApi } from './data/api';
const backend = defineBackend({ auth });
const api = createApi(backend);
`;

function gen2Backend(input: LaneInput): Files {
  const { files, backend } = writeConstruct(input);
  expect(backend.statements.map(({ code }) => code)).toEqual(['const api = createApi(backend);']);
  return new Map<string, string | Uint8Array>([
    ['amplify/auth/resource.ts', AUTH],
    ['amplify/backend.ts', BACKEND],
    ...files.map(({ path, content }) => [path, content] as const),
  ]);
}

const SHOP = `
type Shop @model @auth(rules: [{ allow: owner }, { allow: groups, groups: ["Admin"] }]) {
  slug: ID! @primaryKey(sortKeyFields: ["city"])
  city: String!
  name: String @index(name: "byName", sortKeyFields: ["city"])
  products: [Product] @hasMany
  tags: [Tag] @manyToMany(relationName: "ShopTags")
}
type Product @model(mutations: { create: "makeProduct" }, queries: { get: "product" })
  @auth(rules: [{ allow: public, provider: iam, operations: [read] }, { allow: private }]) {
  id: ID! @primaryKey(sortKeyFields: ["kind"])
  kind: String! 
  rank: Int @index(name: "byRank", queryField: "productsByRank")
  size: Size
}
type Tag @model @auth(rules: [{ allow: public }]) { id: ID! shops: [Shop] @manyToMany(relationName: "ShopTags") }
type Size { width: Int height: Int }
type Query { price(id: ID!): Size @function(name: "price-\${env}") }
type Subscription { onPrice: Product @aws_subscribe(mutations: ["makeProduct"]) }
`;

const SLOTS = {
  'resolvers/Query.product.postAuth.2.req.vtl': '## the shop is open\n$util.toJson({})\n',
  'resolvers/Query.product.finish.1.res.vtl': '$util.toJson($ctx.prev.result)\n',
};

describe('AmplifyGraphqlApi in a Gen 2 backend', { timeout: 240_000 }, () => {
  const settings = settingsOf({
    additionalModes: [API_KEY, IAM],
    flags: OLD_FLAGS,
    adminRoles: [{ name: 'BackOfficeRole', origin: USER_POOLS.origin }],
    conflicts: {
      project: { strategy: 'AUTOMERGE', functionName: null, origin: USER_POOLS.origin },
      models: new Map([
        ['Tag', { strategy: 'OPTIMISTIC_CONCURRENCY', functionName: null, origin: USER_POOLS.origin }],
      ]),
    },
  });

  it('answers with what Gen 1 answers with', async () => {
    const input = laneInputOf(SHOP, settings, { files: SLOTS });
    const files = gen2Backend(input);
    expect(await typecheckCase(files)).toEqual([]);
    const gen2 = factsOf(await synthCase(files), settings);
    const extra = `dataStoreConfiguration: {
      project: { detectionType: 'VERSION', handlerType: 'AUTOMERGE' },
      models: { Tag: { detectionType: 'VERSION', handlerType: 'OPTIMISTIC_CONCURRENCY' } },
    },`;
    const gen1 = factsOf(await synthCase(gen1Backend(SHOP, settings, extra)), settings);
    expect(gen2.shape).toEqual(gen1.shape);
    expect(gen2.modes).toEqual(gen1.modes);
    expect(gen2.tables).toEqual(gen1.tables);
    expect(gen2.resolvers.get('Query.product')?.join('\n')).toContain('## the shop is open');
    const other = [...gen1.resolvers].filter(
      ([name, vtl]) => gen2.resolvers.get(name)?.join('\n') !== vtl.join('\n'),
    );
    expect(other.map(([name]) => name)).toEqual(['Query.product']);
    expect(gen2.functions).toEqual(['price-dev']);
  });

  it('lets the API key in where the global rule does', async () => {
    const sdl =
      'input AMPLIFY { globalAuthRule: AuthRule = { allow: public } }\ntype Open @model { id: ID! at: Place }\ntype Place { x: Int }\ntype Query { there: Place @function(name: "there") }\n';
    const open = settingsOf({ flags: OLD_FLAGS });
    const gen2 = factsOf(await synthCase(gen2Backend(laneInputOf(sdl, open))), open);
    const gen1 = factsOf(await synthCase(gen1Backend(sdl, open)), open);
    expect(gen2.shape).toEqual(gen1.shape);
    // The transformers of Gen 2 let IAM in beside the global rule, those of Gen 1 don't.
    const before = [...gen1.modes].map(([field, modes]) => {
      const own = modes.filter((mode) => mode !== 'aws_iam');
      return [field, own.length > 0 ? own : ['aws_cognito_user_pools']] as const;
    });
    expect(gen2.modes).toEqual(new Map(before));
  });

  it('takes the tables of Gen 1 over', async () => {
    const tables = {
      kind: 'import',
      branches: [{ branch: 'main', tables: new Map([['Note', 'Note-abc123-dev']]) }],
    } as const;
    const plain = settingsOf();
    const sdl = 'type Note @model @auth(rules: [{ allow: owner }]) { id: ID! text: String }\n';
    const files = gen2Backend(laneInputOf(sdl, plain, { tables }));
    expect(await typecheckCase(files)).toEqual([]);
    const facts = factsOf(await synthCase(files), plain);
    expect(JSON.stringify([...facts.tables])).toContain('Note-abc123-dev');
  });
});
