import { describe, expect, it, vi } from 'vitest';
import { writeBuilder } from '../../transforms/data/builder/index.js';
import { backends } from '../synth/backends.js';
import { builtSdl, resourceOf, schemaText } from './builder-schema.js';
import { laneInputOf, NEW_FLAGS, settingsOf } from './lane-input.js';

const { typecheckCases } = backends();

vi.setConfig({ testTimeout: 180_000 });

const LIBRARY = `
"A book"
type Book @model @auth(rules: [{ allow: owner }, { allow: groups, groups: ["Staff"], operations: [read, delete] }]) {
  id: ID!
  title: String! @default(value: "a \\"b\\" c")
  state: State! @index(name: "byState", sortKeyFields: ["pages"], queryField: "booksByState")
  pages: Int!
  tags: [String!]!
  size: Size
  loans: [Loan] @hasMany
  author: Author @hasOne
}
type Loan @model(subscriptions: null, queries: { get: "getLoan" }) @auth(rules: [{ allow: private }]) {
  reader: ID! @primaryKey(sortKeyFields: ["due"])
  due: AWSDate!
}
type Author @model @auth(rules: [{ allow: private }, { allow: public, provider: iam, operations: [read] }]) {
  id: ID!
  name: String!
}
enum State { IN OUT }
type Size { height: Float width: Float }
input OrderInput { title: String! count: Int }
type Mutation {
  order(input: OrderInput!): Boolean @function(name: "order-\${env}") @auth(rules: [{ allow: private }])
}
`;

describe('a schema in TypeScript', () => {
  it('is what one would write in Gen 2', async () => {
    expect(await schemaText(laneInputOf(LIBRARY))).toMatchInlineSnapshot(`
      "a.schema({
        // A book
        Book: a
          .model({
            title: a.string().required().default('a \\\\"b\\\\" c'),
            state: a.ref('State').required(),
            pages: a.integer().required(),
            tags: a.string().required().array().required(),
            size: a.ref('Size'),
            loans: a.hasMany('Loan', 'bookLoansId'),
            bookAuthorId: a.id(),
            author: a.belongsTo('Author', 'bookAuthorId'),
          })
          .secondaryIndexes((index) => [
            index('state').sortKeys(['pages']).name('byState').queryField('booksByState'),
          ])
          .authorization((allow) => [allow.owner(), allow.group('Staff').to(['read', 'delete'])]),
        Loan: a
          .model({
            reader: a.id().required(),
            due: a.date().required(),
            bookLoansId: a.id(),
            book: a.belongsTo('Book', 'bookLoansId'),
          })
          .identifier(['reader', 'due'])
          .disableOperations(['list', 'subscriptions'])
          .authorization((allow) => [allow.authenticated()]),
        Author: a
          .model({
            name: a.string().required(),
            book: a.hasOne('Book', 'bookAuthorId'),
          })
          .authorization((allow) => [allow.authenticated(), allow.guest().to(['read'])]),
        State: a.enum(['IN', 'OUT']),
        Size: a.customType({
          height: a.float(),
          width: a.float(),
        }),
        Order: a.customType({
          title: a.string().required(),
          count: a.integer(),
        }),
        order: a
          .mutation()
          .arguments({
            input: a.ref('Order').required(),
          })
          .returns(a.boolean())
          .handler(a.handler.function(\`order-\${environmentName}\`))
          .authorization((allow) => [allow.authenticated()]),
      });"
    `);
  });

  it('type-checks, with the environment in the name of a function, and as SDL for imported tables', async () => {
    const text = await resourceOf(laneInputOf(LIBRARY));
    expect(text).toContain("const environmentName = branch === 'main' ? 'dev' : branch;");
    expect(text).toContain('a.handler.function(`order-${environmentName}`)');
    const books = new Map([['Book', 'Book-x-dev']]);
    const tables = { kind: 'import', branches: [{ branch: 'main', tables: books }] } as const;
    // Imports would be ignored without a word for a schema that is not SDL.
    const imported = await resourceOf(laneInputOf(LIBRARY, settingsOf(), { tables }));
    expect(imported).toContain('schema: schema.transform().schema,');
    const cases = { new: text, imported };
    const problems = await typecheckCases(
      new Map(
        Object.entries(cases).map(([name, one]) => [name, new Map([['amplify/data/resource.ts', one]])]),
      ),
    );
    expect(Object.fromEntries(problems)).toEqual({ new: [], imported: [] });
  });

  it('is SDL for the builder itself, with quotes as they were', async () => {
    const sdl = await builtSdl(laneInputOf(LIBRARY));
    expect(sdl).toContain('title: String! @default(value: "a \\"b\\" c")');
    expect(sdl).toContain('author: Author @belongsTo(references: ["bookAuthorId"])');
    expect(sdl).toContain('input OrderInput {');
  });
});

describe('what the builder adds', () => {
  it('is told: sides of relations, keys, indexes, types', () => {
    const { findings } = writeBuilder(laneInputOf(LIBRARY));
    expect(findings.map(({ code, message }) => `${code} ${message}`).slice(1)).toMatchInlineSnapshot(`
      [
        "AM3100 \`Loan.book\` (belongsTo) was added: the builder wants \`Book.loans\` said on both sides",
        "AM3101 \`bookLoansId\` of \`Loan\`, which Gen 1 adds by itself, is written out",
        "AM3100 \`Author.book\` (hasOne) was added: the builder wants \`Book.author\` said on both sides",
        "AM3101 \`bookAuthorId\` of \`Book\`, which Gen 1 adds by itself, is written out",
        "AM3104 the table of \`Book\` has an index more, "gsi-Author.book", for \`Author.book\`",
        "AM3105 \`Order\` was added: the builder makes \`OrderInput\` of it",
        "AM3108 \`bookAuthorId\` of \`Book\`, which Gen 1 adds by itself, is a field now, and the rules of the model decide who may write it",
      ]
    `);
  });

  it('has names that no field has, in any spelling', async () => {
    const text = await schemaText(
      laneInputOf(`type M @model @auth(rules: [{ allow: private }]) { id: ID! t1: [T] @hasMany t2: [T] @hasMany }
type T @model @auth(rules: [{ allow: private }]) { id: ID! M: String mT1: Int }`),
    );
    expect(text).toContain("mOfT1: a.belongsTo('M', 'mT1Id')");
    expect(text).toContain("mT2: a.belongsTo('M', 'mT2Id')");
  });

  it('keeps a model without rules closed', async () => {
    const input = laneInputOf('type A @model { id: ID! x: String }');
    expect(await builtSdl(input)).toContain('@auth(rules: [{allow: private, operations: []}])');
    expect(writeBuilder(input).findings.map(({ code }) => code)).toContain('AM3114');
  });

  it('writes many-to-many out, with the rules of both sides for each role once', async () => {
    const sdl = await builtSdl(
      laneInputOf(`type Post @model @auth(rules: [{ allow: private, operations: [read] }]) { id: ID! tags: [Tag] @manyToMany(relationName: "PostTags") }
type Tag @model @auth(rules: [{ allow: private, operations: [create, get] }, { allow: groups, groups: ["a"] }]) { id: ID! posts: [Post] @manyToMany(relationName: "PostTags") }`),
    );
    expect(sdl).toMatch(
      /type PostTags @model @auth\(rules: \[\{allow: private, operations: \[read, create\]\},\s+\{allow: groups, groups: \["a"\]\}\]\)/,
    );
    expect(sdl).toContain('postId: ID! @index(name: "byPost", queryField: "postTagsByPostId")');
  });
});

describe('rules', () => {
  const ruleOf = async (rule: string, fields = '', flags = NEW_FLAGS): Promise<string> => {
    const sdl = `type A @model @auth(rules: [${rule}]) { id: ID! x: String ${fields} }`;
    const text = await schemaText(laneInputOf(sdl, settingsOf({ flags })));
    return /\[(allow\.[^]*)\]\)/.exec(text)?.[1] ?? text;
  };

  it.each([
    ['{ allow: public }', '', 'allow.publicApiKey()'],
    ['{ allow: public, provider: iam }', '', 'allow.guest()'],
    ['{ allow: private, provider: iam }', '', "allow.authenticated('identityPool')"],
    ['{ allow: private, provider: oidc }', '', "allow.authenticated('oidc')"],
    ['{ allow: owner, provider: oidc }', '', "allow.owner('oidc')"],
    ['{ allow: owner, ownerField: "by" }', '', "allow.ownerDefinedIn('by')"],
    [
      '{ allow: owner, ownerField: "by", provider: oidc }',
      'by: [String]',
      "allow.ownersDefinedIn('by', 'oidc')",
    ],
    ['{ allow: owner, identityClaim: "sub" }', '', "allow.owner().identityClaim('sub')"],
    ['{ allow: groups, groups: ["a", "b"] }', '', "allow.groups(['a', 'b'])"],
    ['{ allow: groups, groups: ["a"], groupClaim: "x:y" }', '', "allow.group('a').withClaimIn('x:y')"],
    ['{ allow: groups, groupsField: "gs" }', 'gs: [String]', "allow.groupsDefinedIn('gs')"],
    ['{ allow: groups, groupsField: "g" }', 'g: String', "allow.groupDefinedIn('g')"],
    ['{ allow: custom, operations: [create, get] }', '', "allow.custom().to(['create', 'get'])"],
  ])('%s', async (rule, fields, code) => {
    expect(await ruleOf(rule, fields)).toBe(code);
  });

  it('name the claim that owners had by the flag', async () => {
    const flags = { ...NEW_FLAGS, useSubUsernameForDefaultIdentityClaim: false };
    expect(await ruleOf('{ allow: owner }', '', flags)).toBe("allow.owner().identityClaim('username')");
  });
});
