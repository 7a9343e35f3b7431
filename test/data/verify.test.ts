import { describe, expect, it } from 'vitest';
import { compareSchemas } from '../../src/verify/graphql/compare-schemas.js';
import { compareTables } from '../../src/verify/graphql/compare-tables.js';
import { passes } from '../../src/verify/graphql/decisions/filter.js';
import { type TableFacts } from '../../src/verify/graphql/tables.js';
import { Template } from '../../src/verify/graphql/vtl/template.js';
import { utilFor } from '../../src/verify/graphql/vtl/util.js';
import { type Value } from '../../src/verify/graphql/vtl/values.js';

const SDL = `
type Query @aws_iam { getNest(id: ID!): Nest listNests(limit: Int = 10, order: Order): [Nest!] }
type Nest @aws_api_key { id: ID! "how many" eggs: Int bird: Bird }
interface Bird { wings: Int! }
type Owl implements Bird { wings: Int! }
enum Order { ASC DESC }
input Unused { a: Int }`;

/** Each: what is changed in the schema, and the one difference that must be told. */
const CHANGES: readonly [string, string, string, string, string | null, string | null][] = [
  ['a field gone', 'eggs: Int ', '', 'Nest.eggs', 'Int', null],
  ['a type of a field', 'eggs: Int ', 'eggs: Float ', 'Nest.eggs', 'Int', 'Float'],
  ['nullability', 'eggs: Int ', 'eggs: Int! ', 'Nest.eggs', 'Int', 'Int!'],
  ['a default', 'limit: Int = 10', 'limit: Int = 9', 'Query.listNests(limit)', 'Int = 10', 'Int = 9'],
  ['an argument more', '(id: ID!)', '(id: ID! v: Int)', 'Query.getNest(v)', null, 'Int'],
  ['a value of an enum', 'ASC DESC', 'ASC', 'Order.DESC', 'value', null],
  ['an operation gone', 'getNest(id: ID!): Nest ', '', 'Query.getNest', 'Nest', null],
  ['an implementation', 'Owl implements Bird', 'Owl', 'Owl', 'type', null],
  [
    'a type more',
    'bird: Bird }',
    'bird: Bird } type Cat implements Bird { wings: Int! }',
    'Cat',
    null,
    'type',
  ],
];

describe('the comparison of schemas', () => {
  it.each(CHANGES)('tells %s and nothing else', (_, from, to, path, gen1, gen2) => {
    expect(compareSchemas(SDL, SDL.replace(from, to))).toEqual([{ path, gen1, gen2 }]);
    expect(compareSchemas(SDL.replace(from, to), SDL)).toEqual([{ path, gen1: gen2, gen2: gen1 }]);
  });

  it('passes over directives of authorization, descriptions, the order and what nothing reaches', () => {
    const same = SDL.replace('@aws_iam', '')
      .replace('"how many"', '"number"')
      .replace('input Unused', 'input Other');
    const [first = '', ...others] = same.trim().split('\n');
    expect(compareSchemas(SDL, [...others, first].join('\n'))).toEqual([]);
  });
});

describe('the comparison of tables', () => {
  const table: TableFacts = {
    key: ['id:S'],
    globalIndexes: new Map([['byX', { key: ['x:S', 'y:N'], projection: 'ALL' }]]),
    localIndexes: new Map(),
    billing: 'PAY_PER_REQUEST',
    capacity: null,
    timeToLive: null,
    stream: 'NEW_AND_OLD_IMAGES',
    pointInTimeRecovery: false,
    encryption: 'AWS managed key',
    deletionProtection: false,
    deletionPolicy: 'Delete',
    imported: null,
  };
  const tables = (changed: Partial<TableFacts>): Map<string, TableFacts> =>
    new Map([['Nest', { ...table, ...changed }]]);

  it('tells a key, an index that is local, and a table that is gone', () => {
    expect(compareTables(tables({}), tables({}))).toEqual([]);
    expect(compareTables(tables({}), tables({ key: ['id:S', 'x:S'] }))).toEqual([
      { path: 'Nest.key', gen1: 'id:S', gen2: 'id:S x:S' },
    ]);
    const local = { globalIndexes: new Map(), localIndexes: table.globalIndexes };
    expect(compareTables(tables(local), tables({}))).toEqual([
      { path: 'Nest.local index byX', gen1: 'x:S y:N (ALL)', gen2: null },
      { path: 'Nest.index byX', gen1: null, gen2: 'x:S y:N (ALL)' },
    ]);
    expect(compareTables(tables({}), new Map())).toEqual([{ path: 'Nest', gen1: 'table', gen2: null }]);
  });
});

describe('templates', () => {
  const render = (text: string, ctx: Value = {}): string =>
    new Template(text)
      .render({ ctx, util: utilFor({ authType: 'none', subscriptionFilter: null }) })
      .text.trim();

  it('run loops that end early, maps, lists and text as in Java', () => {
    expect(render('#foreach( $i in ["a","b","c"] )#if( $i == "b" )#break#end$i,#end', {})).toBe('a,');
    expect(render('#set( $m = {"a": 1} )$util.qr($m.put("b", [2]))$util.toJson($m)')).toBe('{"a":1,"b":[2]}');
    expect(render('#set( $s = "sub::name" )#set( $p = $s.split("::") )$p[1]')).toBe('name');
    expect(render('#set( $x = "${ctx.a}-$ctx.b.c" )$x', { a: 'A', b: { c: 'C' } })).toBe('A-C');
  });

  it('take a missing value for null, also where JavaScript has a member of that name', () => {
    expect(render('#if( $util.isNull($ctx.constructor) )none#end')).toBe('none');
    expect(render('$util.defaultIfNull($ctx.toString, "other")')).toBe('other');
  });

  it('end with the value of #return', () => {
    const { returned } = new Template('#if( true )#return({"a": 1})#end x').render({});
    expect(returned).toEqual({ a: 1 });
  });

  it('refuse by $util.unauthorized', () => {
    expect(() => render('$util.unauthorized()')).toThrow('not authorized');
  });
});

describe('filters', () => {
  it.each([
    [{ or: [{ owner: { eq: 'me' } }, { team: { in: ['a', 'b'] } }] }, true],
    [{ and: [{ owner: { eq: 'me' } }, { team: { in: ['a', 'b'] } }] }, false],
    [{ members: { contains: 'me' } }, true],
    [{ not: { members: { contains: 'me' } } }, false],
    [{ gone: { attributeExists: false } }, true],
    [{ owner: { ne: 'me' } }, true],
  ])('%j', (filter, expected) => {
    expect(passes(filter, { owner: 'you', team: 'a', members: ['me', 'you'] })).toBe(expected);
  });
});
