import { beforeAll, describe, expect, it, vi } from 'vitest';
import { formatOrigin } from '../../src/core/origin.js';
import { transformGen1 } from './gen1-transformer.js';
import { LEGACY, MODERN, readSdl, settingsWith } from './read-sdl.js';

const PLAIN = 'type Plain @model { id: ID! name: String }';

/** A schema, and the code that it is told with at the place of `«»`. */
interface Case {
  readonly code: string;
  readonly what: string;
  readonly sdl: string;
  readonly legacy?: true;
}

/** Schemas that Gen 1 refuses. */
const REFUSED: readonly Case[] = [
  { code: 'AM3030', what: 'an unknown directive', sdl: 'type A @model «@shiny» { id: ID! }' },
  {
    code: 'AM3030',
    what: 'an unknown directive of a field',
    sdl: 'type A @model { id: ID! «@pretty(level: 3)» }',
  },
  { code: 'AM3033', what: 'an unknown type', sdl: 'type A @model { id: ID! b: «Nothing» }' },
  { code: 'AM3033', what: 'a duplicate field', sdl: 'type A @model { id: ID! name: String «name: Int» }' },
  { code: 'AM3033', what: 'a duplicate type', sdl: `${PLAIN} «type Plain» { name: String }` },
  { code: 'AM3033', what: 'a scalar that AppSync has', sdl: `«scalar AWSDate» ${PLAIN}` },
  { code: 'AM3033', what: 'an unknown argument', sdl: 'type A @model(«queris: null») { id: ID! }' },
  { code: 'AM3033', what: 'a directive at another place', sdl: 'type A @model { id: ID! «@model» }' },
  {
    code: 'AM3033',
    what: 'a misspelt operation',
    sdl: 'type A @model @auth(rules: [{ allow: private, operations: [«craete»] }]) { id: ID! }',
  },
  {
    code: 'AM3033',
    what: 'an unknown strategy',
    sdl: 'type A @model @auth(rules: [{ «allow: admins» }]) { id: ID! }',
  },
  {
    code: 'AM3033',
    what: 'a misspelt key of a rule',
    sdl: 'type A @model @auth(rules: [{ allow: owner, «ownerfield: "x"» }]) { id: ID! }',
  },
  { code: 'AM3033', what: 'a relation to nothing', sdl: 'type A @model { id: ID! b: «B» @hasOne }' },
  { code: 'AM3034', what: 'no rules', sdl: 'type A @model «@auth(rules: [])» { id: ID! }' },
  {
    code: 'AM3034',
    what: 'two rules for the same owner',
    sdl: 'type A @model @auth(rules: [{ allow: owner, operations: [read] }, «{ allow: owner, operations: [create] }»]) { id: ID! }',
  },
  {
    code: 'AM3034',
    what: 'the claim that an owner has by default beside none',
    sdl: 'type A @model @auth(rules: [{ allow: owner }, «{ allow: owner, identityClaim: "sub::username" }»]) { id: ID! }',
  },
  {
    code: 'AM3034',
    what: 'a claim that means nothing to its strategy',
    sdl: 'type A @model @auth(rules: [{ allow: private }, «{ allow: private, identityClaim: "email" }»]) { id: ID! }',
  },
  {
    code: 'AM3034',
    what: 'a group in two rules',
    sdl: 'type A @model @auth(rules: [{ allow: groups, groups: ["X"] }, «{ allow: groups, groups: ["Y", "X"] }»]) { id: ID! }',
  },
  {
    code: 'AM3034',
    what: 'a provider that the strategy does not allow',
    sdl: 'type A @model @auth(rules: [«{ allow: owner, provider: iam }»]) { id: ID! }',
  },
  {
    code: 'AM3034',
    what: 'groups without groups',
    sdl: 'type A @model @auth(rules: [«{ allow: groups }»]) { id: ID! }',
  },
  {
    code: 'AM3034',
    what: 'groups twice',
    sdl: 'type A @model @auth(rules: [«{ allow: groups, groups: ["x"], groupsField: "g" }»]) { id: ID! }',
  },
  {
    code: 'AM3034',
    what: 'an empty list of groups',
    sdl: 'type A @model @auth(rules: [«{ allow: groups, groups: [] }»]) { id: ID! }',
  },
  {
    code: 'AM3034',
    what: 'read beside get',
    sdl: 'type A @model @auth(rules: [«{ allow: private, operations: [read, get] }»]) { id: ID! }',
  },
  {
    code: 'AM3034',
    what: 'list on a field',
    sdl: 'type A @model { id: ID! name: String @auth(rules: [«{ allow: private, operations: [list] }»]) }',
  },
  {
    code: 'AM3034',
    what: 'operations on an operation',
    sdl: 'type Query { a: String @auth(rules: [«{ allow: private, operations: [read] }»]) }',
  },
  {
    code: 'AM3034',
    what: 'an identity claim of groups',
    sdl: 'type A @model @auth(rules: [«{ allow: groups, groups: ["x"], identityClaim: "c" }»]) { id: ID! }',
  },
  {
    code: 'AM3034',
    what: 'a group claim of an owner',
    sdl: 'type A @model @auth(rules: [«{ allow: owner, groupClaim: "c" }»]) { id: ID! }',
  },
  { code: 'AM3036', what: 'a model of operations', sdl: 'type Query «@model» { a: String }' },
  {
    code: 'AM3037',
    what: 'two primary keys',
    sdl: 'type A @model { a: ID! @primaryKey b: ID! «@primaryKey» }',
  },
  { code: 'AM3037', what: 'an optional primary key', sdl: 'type A @model { a: ID «@primaryKey» }' },
  { code: 'AM3037', what: 'a list as a key', sdl: 'type A @model { id: ID! a: [ID] «@index(name: "byA")» }' },
  {
    code: 'AM3037',
    what: 'a sort key that is no field',
    sdl: 'type A @model { id: ID! a: ID «@index(name: "byA", sortKeyFields: ["b"])» }',
  },
  {
    code: 'AM3037',
    what: 'a field that sorts itself',
    sdl: 'type A @model { id: ID! a: ID «@index(name: "byA", sortKeyFields: ["a"])» }',
  },
  {
    code: 'AM3037',
    what: 'two indexes of one name',
    sdl: 'type A @model { id: ID! a: ID @index(name: "same") b: ID «@index(name: "same")» }',
  },
  { code: 'AM3037', what: 'a short name', sdl: 'type A @model { id: ID! a: ID «@index(name: "a")» }' },
  {
    code: 'AM3037',
    what: 'an index on the key of a table without a sort key',
    sdl: 'type A @model { a: ID! @primaryKey «@index(name: "byA", sortKeyFields: ["b"])» b: ID! }',
  },
  {
    code: 'AM3037',
    what: 'a local index without a sort key',
    sdl: 'type A @model { a: ID! @primaryKey(sortKeyFields: ["b"]) «@index(name: "byA")» b: ID! }',
    legacy: true,
  },
  {
    code: 'AM3037',
    what: 'an owner as a sort key',
    sdl: 'type A @model @auth(rules: [{ allow: owner }]) { a: ID! «@primaryKey(sortKeyFields: ["owner"])» owner: String! }',
  },
  {
    code: 'AM3038',
    what: 'rules on a type that is no model',
    sdl: `${PLAIN} type A «@auth(rules: [{ allow: private }])» { a: String }`,
  },
  {
    code: 'AM3038',
    what: 'an index outside a model',
    sdl: `${PLAIN} type A { a: ID «@index(name: "byA")» }`,
  },
  { code: 'AM3038', what: 'search outside a model', sdl: `${PLAIN} type A «@searchable» { a: ID }` },
  {
    code: 'AM3038',
    what: 'rules in an interface',
    sdl: `${PLAIN} interface I { a: String «@auth(rules: [{ allow: private }])» }`,
  },
  {
    code: 'AM3039',
    what: 'hasMany without a list',
    sdl: `${PLAIN} type A @model { id: ID! b: Plain «@hasMany» }`,
  },
  {
    code: 'AM3039',
    what: 'hasOne with a list',
    sdl: `${PLAIN} type A @model { id: ID! b: [Plain] «@hasOne» }`,
  },
  {
    code: 'AM3039',
    what: 'a relation to a type that is no model',
    sdl: 'type B { b: String } type A @model { id: ID! b: B «@hasOne» }',
  },
  {
    code: 'AM3039',
    what: 'belongsTo without a relation back',
    sdl: `${PLAIN} type A @model { id: ID! b: Plain «@belongsTo» }`,
  },
  {
    code: 'AM3039',
    what: 'an index that is not there',
    sdl: `${PLAIN} type A @model { id: ID! b: [Plain] «@hasMany(indexName: "byA", fields: ["id"])» }`,
  },
  {
    code: 'AM3039',
    what: 'a field that is not there',
    sdl: `${PLAIN} type A @model { id: ID! b: Plain «@hasOne(fields: ["plainID"])» }`,
  },
  {
    code: 'AM3039',
    what: 'a field of another type than the key',
    sdl: `${PLAIN} type A @model { id: ID! plain: Int b: Plain «@hasOne(fields: ["plain"])» }`,
  },
  {
    code: 'AM3039',
    what: 'a part of the sort keys',
    sdl: `type B @model { a: ID! @primaryKey(sortKeyFields: ["b", "c"]) b: ID! c: ID! }
      type A @model { id: ID! x: ID y: ID b: B «@hasOne(fields: ["x", "y"])» }`,
  },
  {
    code: 'AM3039',
    what: 'manyToMany with one end',
    sdl: `${PLAIN} type A @model { id: ID! b: [Plain] «@manyToMany(relationName: "AB")» }`,
  },
  {
    code: 'AM3039',
    what: 'a join model with the name of a type',
    sdl: `type AB { x: String } type B @model { id: ID! a: [A] «@manyToMany(relationName: "AB")» }
      type A @model { id: ID! b: [B] @manyToMany(relationName: "AB") }`,
  },
  {
    code: 'AM3040',
    what: 'a default of a list',
    sdl: 'type A @model { id: ID! a: [String] «@default(value: "x")» }',
  },
  { code: 'AM3040', what: 'no value', sdl: 'type A @model { id: ID! a: String «@default» }' },
  {
    code: 'AM3040',
    what: 'a default that is no value of the enum',
    sdl: 'enum E { X } type A @model { id: ID! a: E «@default(value: "Y")» }',
  },
  ...[
    ['Int', 'x'],
    ['Float', ''],
    ['Boolean', 'yes'],
    ['AWSTimestamp', 'now'],
    ['AWSURL', 'example'],
    ['AWSDate', '2026-13-01'],
  ].map(([type = '', value = '']) => ({
    code: 'AM3040' as const,
    what: `a default that is no ${type}`,
    sdl: `type A @model { id: ID! a: ${type} «@default(value: "${value}")» }`,
  })),
];

/** Rules that Gen 1 takes and does nothing with. */
const IGNORED: readonly Case[] = [
  {
    code: 'AM3035',
    what: 'an owner of an operation',
    sdl: 'type Query { a: String @function(name: "a") @auth(rules: [«{ allow: owner }»]) }',
  },
  {
    code: 'AM3035',
    what: 'dynamic groups of an operation',
    sdl: 'type Query { a: String @function(name: "a") @auth(rules: [«{ allow: groups, groupsField: "g" }»]) }',
  },
  {
    code: 'AM3035',
    what: 'an owner of a field of a type that is no model',
    sdl: `${PLAIN} type A { a: String @auth(rules: [«{ allow: owner }»]) }`,
  },
];

/** The schema without the marks, and the place of the first. */
function placeIn(marked: string): { sdl: string; place: string } {
  const before = marked.slice(0, marked.indexOf('«')).split('\n');
  const place = `${before.length}:${(before.at(-1) ?? '').length + 1}`;
  return { sdl: marked.replace(/[«»]/g, ''), place };
}

function toldOf({ sdl: marked, legacy }: Case): { told: string[]; place: string; sdl: string } {
  const { sdl, place } = placeIn(marked);
  const { findings } = readSdl(sdl, settingsWith(legacy ? LEGACY : MODERN));
  const told = findings.map(
    ({ code, origin }) => `${code} ${formatOrigin(origin).split(':').slice(1).join(':')}`,
  );
  return { told, place, sdl };
}

describe('what is odd about a schema', () => {
  beforeAll(() => {
    vi.spyOn(console, 'warn').mockReturnValue(undefined);
  });

  it.each(REFUSED)('$code: Gen 1 refuses $what', (one) => {
    const { told, place, sdl } = toldOf(one);
    expect(told).toContain(`${one.code} ${place}`);
    expect(() => transformGen1(sdl, one.legacy ? LEGACY : MODERN)).toThrow();
  });

  it.each(IGNORED)('$code: Gen 1 takes and ignores $what', (one) => {
    const { told, place, sdl } = toldOf(one);
    expect(told).toEqual([`${one.code} ${place}`]);
    expect(() => transformGen1(sdl, MODERN)).not.toThrow();
  });

  it('names a mode that the API lacks', () => {
    const settings = settingsWith(MODERN, { additionalModes: [] });
    const { findings } = readSdl('type A @model @auth(rules: [{ allow: public }]) { id: ID! }', settings);
    expect(findings.map(({ message }) => message)).toEqual([
      'Gen 1 refuses this rule on `A`: the API has no authorization mode for its provider',
    ]);
  });

  it('names a type without fields, which AppSync refuses', () => {
    const { findings } = readSdl(`${PLAIN} type Empty`);
    expect(findings.map(({ code, origin }) => `${code} ${origin.pointer}`)).toEqual(['AM3036 Empty']);
    expect(readSdl('type Bare @model').findings).toEqual([]);
  });

  it('takes the claim of another default for callers of their own', () => {
    const rules = (claim: string): string =>
      `type A @model @auth(rules: [{ allow: owner }, { allow: owner, identityClaim: "${claim}" }]) { id: ID! }`;
    const older = { ...MODERN, useSubUsernameForDefaultIdentityClaim: false };
    expect(readSdl(rules('username'), settingsWith(MODERN)).findings).toEqual([]);
    expect(() => transformGen1(rules('username'), MODERN)).not.toThrow();
    const { findings } = readSdl(rules('username'), settingsWith(older));
    expect(findings.map(({ code }) => code)).toEqual(['AM3034']);
    expect(() => transformGen1(rules('username'), older)).toThrow();
  });

  it.each([
    ['query', '«query { listPlains { id } }»', 'query', 'refuses it'],
    ['mutation', '«mutation Add { createPlain { id } }»', 'mutation Add', 'ignores it'],
    ['fragment', '«fragment Name on Plain { name }»', 'fragment Name', 'refuses it'],
  ])('stops at a %s', (_, marked, words, gen1) => {
    const { sdl, place } = placeIn(`${PLAIN}\n${marked}`);
    expect(() => readSdl(sdl)).toThrow(`:${place}: \`${words}\` is no part of a schema: expected types.`);
    if (gen1 === 'refuses it') expect(() => transformGen1(sdl, MODERN)).toThrow();
    else expect(transformGen1(sdl, MODERN).schema.getMutationType()?.getFields()).not.toHaveProperty('Add');
  });

  it('says nothing about a schema that is in order', () => {
    expect(readSdl(PLAIN).findings).toEqual([]);
  });
});
