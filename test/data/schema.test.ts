import { print, visit } from 'graphql';
import { describe, expect, it } from 'vitest';
import { leavesOf, toValue } from '../../src/core/json.js';
import { MODERN, readFiles, readSdl, settingsWith } from './read-sdl.js';

const settings = settingsWith(MODERN);
const FOLDER = 'amplify/backend/api/shop';

const SDL = `"""
What is sold
"""
type Post implements Dated @model
  @auth(rules: [{ allow: owner }, { allow: groups, groups: ["Staff"], operations: [read, update] }]) {
  "The title"
  title: String! @index(name: "byTitle", sortKeyFields: ["date"]) @index(name: "byAll")
  date: AWSDate @deprecated
}
interface Dated { date: AWSDate }
type Query { echo(msg: String = "hi", times: Int): [String!]! @function(name: "echo-\${env}") @function(name: "b") }
enum Status { ACTIVE GONE @deprecated(reason: "gone") }
union Any = Post | Other
type Other { x: Int }
scalar Money
input In { a: Int = 3 }
`;

/** Where a message about a schema points to. */
function placeOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    return (error as Error).message;
  }
  return 'no error';
}

describe('the files of a schema', () => {
  it('are schema.graphql alone where there is one', () => {
    const schema = readFiles(
      { 'schema.graphql': 'type A { a: Int }', 'schema/b.graphql': 'type B { b: Int }' },
      settings,
    );
    expect(schema?.files.map(({ path }) => path)).toEqual([`${FOLDER}/schema.graphql`]);
  });

  it('are those of the folder in the order of its names, without hidden ones, each with its own places', () => {
    const schema = readFiles(
      {
        'schema/users.graphql': '# later\n\ntype User { id: ID }',
        'schema/a/z.graphql': 'type Z { id: ID }',
        'schema/a.graphql': '# only a comment\n',
        'schema/Base.graphql': 'type Base { id: ID }',
        'schema/.draft.graphql': 'type Draft {',
        'schema/notes.md': 'Notes',
        'parameters.json': '{}',
      },
      settings,
    );
    expect(schema?.files.map(({ path }) => path.slice(FOLDER.length))).toEqual([
      '/schema/Base.graphql',
      '/schema/a/z.graphql',
      '/schema/a.graphql',
      '/schema/users.graphql',
    ]);
    const [user] = schema?.document.definitions.slice(-1) ?? [];
    expect(user && schema?.originOf(user)).toEqual({
      file: `${FOLDER}/schema/users.graphql`,
      pointer: 'User',
      line: 3,
      column: 1,
    });
    expect(schema?.findings.map(({ code, origin }) => `${code} ${origin.file}`)).toEqual([
      `AM3031 ${FOLDER}/schema/notes.md`,
    ]);
  });

  it('are none where the API has none', () => {
    expect(readFiles({ 'parameters.json': '{}' }, settings)).toBeNull();
  });

  it('are told of where they hold models on an SQL database', () => {
    const schema = readFiles({ 'schema.graphql': 'type A { a: Int }', 'schema.sql.graphql': '' }, settings);
    expect(schema?.findings.map(({ code }) => code)).toEqual(['AM3032']);
  });

  it.each([
    ['type X { }', /schema\.graphql:1:10: not valid GraphQL: Expected Name, found `}`.*without fields/],
    ['type X {\r\n  a: Int\r\n  b Int\r\n}', /schema\.graphql:3:5: .*Expected `:`, found Name `Int`/],
    ['type X {\n  a: Int', /schema\.graphql:2:9: .*found <EOF>/],
    ['<<<<<<< ours\ntype X { a: Int }', /schema\.graphql:1:1: .*merge conflict/],
    ['# nothing\n', /schema\.graphql:1:1: the schema is empty/],
  ])('stop the run where one is no GraphQL: %j', (sdl, message) => {
    expect(placeOf(() => readSdl(sdl))).toMatch(message);
  });
});

describe('the message about a file that is no GraphQL', () => {
  it('holds nothing that a terminal would act on', () => {
    const message = placeOf(() => readSdl('type X { a: Int @default(value: "\u001b[31m) }'));
    expect(message).toContain('not valid GraphQL');
    expect(message).not.toContain('\u001b');
  });
});

describe('the places of a schema', () => {
  const schema = readSdl(SDL);
  const lines = SDL.split('\n');
  const [file] = schema.files;
  const leaves = file ? [...leavesOf(file.leaves)] : [];

  it('name everything by its type and field', () => {
    const pointers = leaves.map(({ origin }) => origin.pointer);
    expect(pointers).toContain('Post@auth/rules/0/allow');
    expect(pointers).toContain('Post@auth/rules/1/operations/1');
    expect(pointers).toContain('Post.title@index[1]/name');
    expect(pointers).toContain('Query.echo(msg)/default');
    expect(pointers).toContain('Status.ACTIVE');
    expect(pointers).toContain('Post&Dated');
    expect(pointers).toContain('Any|Other');
    expect(pointers).toContain('Money');
  });

  it('point behind a description, and to the text that they stand for', () => {
    const at = (pointer: string): string => {
      const leaf = leaves.find(({ origin }) => origin.pointer === pointer);
      return (lines[(leaf?.origin.line ?? 0) - 1] ?? '').slice((leaf?.origin.column ?? 0) - 1);
    };
    expect(at('Post')).toMatch(/^type Post/);
    expect(at('Post.title')).toMatch(/^String!/);
    expect(at('Post@auth/rules/1/groups/0')).toMatch(/^"Staff"/);
    expect(at('Query.echo@function[1]/name')).toMatch(/^name: "b"/);
  });

  it('are those of leaves, for every node of the document', () => {
    const known = new Set<string>();
    const add = (node: (typeof leaves)[number]): void => {
      known.add(`${node.origin.line}:${node.origin.column} ${node.origin.pointer}`);
      if (node.kind === 'object') node.members.forEach(add);
      if (node.kind === 'array') node.items.forEach(add);
    };
    if (file) add(file.leaves);
    let nodes = 0;
    visit(schema.document, {
      enter(node) {
        const { line, column, pointer } = schema.originOf(node);
        nodes += 1;
        // Descriptions are no leaves.
        if (pointer === '' && node.kind === 'StringValue') return;
        expect(known, `${node.kind} ${print(node)}`).toContain(`${line}:${column} ${pointer}`);
      },
    });
    expect(nodes).toBeGreaterThan(100);
  });

  it('hold every value once', () => {
    expect(new Set(leaves).size).toBe(leaves.length);
    expect(leaves.map(toValue)).toContain('[String!]!');
    expect(leaves.map(toValue)).toContain(true);
  });

  it('are the same with a byte order mark and other line ends', () => {
    const other = readSdl(`\ufeff${SDL.replaceAll('\n', '\r\n')}`);
    const places = (one: typeof schema): unknown[] =>
      one.files.flatMap(({ leaves: tree }) => [...leavesOf(tree)].map(({ origin }) => origin));
    expect(places(other)).toEqual(places(schema));
  });
});

describe('the version of a schema', () => {
  it.each([
    ['type A @model @key(fields: ["id"]) { id: ID! }', 2, 1],
    ['type A @model { id: ID! @primaryKey }', 1, 2],
    ['type A @model { id: ID! }', 1, 1],
    ['type A @model { id: ID! }', 2, 2],
  ] as const)('%s under the flag %i is %i', (sdl, flag, version) => {
    const flags = { ...MODERN, transformerVersion: flag };
    expect(readSdl(sdl, settingsWith(flags)).version).toBe(version);
  });
});
