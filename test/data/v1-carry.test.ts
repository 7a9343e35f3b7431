import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parse, print, visit } from 'graphql';
import { describe, expect, it } from 'vitest';
import { flagsOfV1 } from '../../transforms/data/v1/index.js';
import { EXISTING_PROJECT_FLAGS } from '../../src/verify/graphql/gen1-api.js';
import { carry } from './v1-generations.js';

const POOLS = { defaultMode: 'userPools' } as const;

function carried(sdl: string, project: Parameters<typeof carry>[1] = POOLS): string {
  return print(carry(parse(sdl), project).document);
}

describe('a v1 schema in v2 directives', () => {
  it('has a place for every new node: that of the v1 directive', () => {
    const sdl = `type Shelf @model
  @key(name: "byRoom", fields: ["room"]) {
  id: ID!
  room: ID!
  boxes: [Box]
    @connection(name: "ShelfBoxes")
}
type Box @model {
  id: ID!
  shelf: Shelf
    @connection(name: "ShelfBoxes")
}`;
    const lines = new Map<string, number | undefined>();
    visit(carry(parse(sdl), POOLS).document, {
      Directive: (node) => {
        lines.set(print(node), node.loc?.startToken.line);
      },
      FieldDefinition: (node) => {
        lines.set(node.name.value, node.loc?.startToken.line);
      },
    });
    expect(Object.fromEntries(lines)).toEqual({
      '@model(queries: {get: "getShelf", list: "listShelfs"})': 1,
      '@model(queries: {get: "getBox", list: "listBoxs"})': 8,
      '@auth(rules: [{allow: private}])': 8,
      id: 9,
      room: 4,
      '@index(name: "byRoom", queryField: null)': 2,
      boxes: 5,
      '@hasMany(indexName: "gsi-ShelfBoxes", fields: ["id"])': 6,
      shelf: 10,
      '@belongsTo(fields: ["boxShelfId"])': 11,
      boxShelfId: 11,
      '@index(name: "gsi-ShelfBoxes", queryField: null)': 11,
    });
  });

  it('has the plural of v1 in names, unless the project asks for English', () => {
    const sdl = 'type Berry @model @searchable @auth(rules: [{ allow: private }]) { id: ID! }';
    expect(carried(sdl)).toContain('@model(queries: {get: "getBerry", list: "listBerrys"})');
    expect(carried(sdl)).toContain('@searchable(queries: {search: "searchBerrys"})');
    expect(carried(sdl, { ...POOLS, improvePluralization: true })).toContain('type Berry @model @searchable');
  });

  it('keeps operations that are named', () => {
    const sdl =
      'type Berry @model(queries: { list: "berries" }) @auth(rules: [{ allow: private }]) { id: ID! }';
    expect(carried(sdl)).toContain('@model(queries: {list: "berries"})');
  });

  it('opens what no rule names to each default mode but IAM', () => {
    const sdl = 'type Berry @model { id: ID! }';
    const rule = (defaultMode: 'apiKey' | 'userPools' | 'oidc' | 'lambda' | 'iam') =>
      /@auth\(rules: (.*)\)/.exec(carried(sdl, { defaultMode }))?.[1] ?? null;
    expect(rule('apiKey')).toBe('[{allow: public}]');
    expect(rule('userPools')).toBe('[{allow: private}]');
    expect(rule('oidc')).toBe('[{allow: private, provider: oidc}]');
    expect(rule('lambda')).toBe('[{allow: custom}]');
    expect(rule('iam')).toBeNull();
  });

  it('adds the owner field of a rule without effect only where v1 does', () => {
    const sdl = 'type Berry @model @auth(rules: [{ allow: owner }, { allow: private }]) { id: ID! }';
    expect(carried(sdl)).toContain('owner: String');
    expect(carried(sdl, { ...POOLS, addMissingOwnerFields: false })).not.toContain('owner');
  });

  it('leaves out what v1 rejects, and tells it', () => {
    const sdl = `type Berry @model @key(fields: ["code"]) { id: ID! pie: Pie @connection jam: [Jam] @connection(name: "BerryJam") }
type Pie { id: ID! }
type Jam @model { id: ID! }`;
    const { findings, document } = carry(parse(sdl), POOLS);
    expect(
      findings.filter(({ level }) => level === 'error').map(({ code, message }) => [code, message]),
    ).toEqual([
      [
        'AM3201',
        '@key "primary key" of Berry names the field "code", which the type does not have; it was left out',
      ],
      ['AM3204', 'Berry.pie was left out: its type is no model'],
      ['AM3204', 'Berry.jam was left out: no other field has the name BerryJam'],
    ]);
    expect(print(document)).not.toMatch(/pie|jam:|primaryKey/);
  });

  it('survives rules that are none', () => {
    const rules = ['1', '[]', '[{ allow: nobody }]', '[{ groups: 3 }]', '{ allow: owner, operations: 1 }'];
    for (const rule of rules) {
      const { document } = carry(parse(`type Berry @model @auth(rules: ${rule}) { id: ID! }`), POOLS);
      expect(document.definitions).toHaveLength(1);
    }
    expect(carried('type Berry @model @auth @key @searchable { id: ID! @connection }')).toContain(
      'type Berry',
    );
  });
});

describe('the flags for v2', () => {
  const local = parse(
    'type Berry @model @key(fields: ["bush", "id"]) @key(name: "byDay", fields: ["bush", "day"]) { id: ID! bush: ID! day: String! }',
  );
  const flags = { ...EXISTING_PROJECT_FLAGS, transformerVersion: 1 } as const;

  it('make local indexes only of keys that v1 makes local', () => {
    expect(flagsOfV1(flags, local).secondaryKeyAsGSI).toBe(false);
    expect(flagsOfV1({ ...flags, secondaryKeyAsGSI: true }, local).secondaryKeyAsGSI).toBe(true);
    expect(flagsOfV1(flags, parse('type Berry @model { id: ID! }')).secondaryKeyAsGSI).toBe(true);
  });

  it('write owners for members of groups, as v1 always does', () => {
    expect(flagsOfV1(flags, local)).toMatchObject({
      populateOwnerFieldForStaticGroupAuth: true,
      enableAutoIndexQueryNames: false,
      respectPrimaryKeyAttributesOnConnectionField: false,
      shouldDeepMergeDirectiveConfigDefaults: false,
    });
  });
});

it('500 models take less than four times what graphql takes to parse and print them', () => {
  // In a process of its own: what other tests keep in memory, a collection of garbage would go through.
  const script = fileURLToPath(new URL('./v1-carry-time.ts', import.meta.url));
  const output = execFileSync(process.execPath, ['--import', 'tsx', script], { encoding: 'utf8' });
  const { read, carried, errors } = JSON.parse(output) as Record<'read' | 'carried' | 'errors', number>;
  expect(errors).toBe(0);
  expect(carried).toBeLessThan(4 * read);
});
