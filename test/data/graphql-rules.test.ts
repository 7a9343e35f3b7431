import { buildASTSchema, type GraphQLError, parse, validate, ValuesOfCorrectTypeRule } from 'graphql';
import { validateSDL } from 'graphql/validation/validate.js';
import { describe, expect, it } from 'vitest';
import { DEFINITIONS } from '../../transforms/data/schema/definitions.js';
import { graphqlErrors } from '../../transforms/data/schema/graphql-rules.js';

const definitions = parse(DEFINITIONS[2], { noLocation: true }).definitions;
const QUERY = 'type Query { none: String }';

/** Messages with their places, by the functions of graphql-js that walk the whole schema. */
function slowly(sdl: string): string[] {
  const document = parse(sdl);
  const full = { ...document, definitions: [...definitions, ...document.definitions] };
  const errors = validateSDL(full);
  const all =
    errors.length > 0
      ? errors
      : validate(buildASTSchema(full, { assumeValid: true }), document, [ValuesOfCorrectTypeRule]);
  return all.map(told);
}

function told({ message, nodes }: GraphQLError): string {
  return `${message} ${(nodes ?? []).map(({ loc }) => loc?.start ?? 'nowhere').join()}`;
}

const OF_TYPES = {
  'an unknown type': 'type A { b: Missing, c(d: [Gone!]): Int }',
  'a type twice': 'type A { b: Int } type A { c: Int }',
  'a field twice': 'type A { b: Int, b: Int }',
  'a value twice': 'enum A { B B }',
  'a directive at a place where it must not be': 'type A @index { b: Int @model }',
  'a directive twice': 'type A @model @model { b: Int @default(value: "1") @default(value: "2") }',
  'an unknown argument': 'type A @model(query: "a") { b: Int }',
  'an argument twice': 'type A @searchable(queries: null, queries: null) { b: Int }',
  'an argument that is missing': 'type A @auth { b: Int @function }',
  'a member twice, inside another': 'type A @model(queries: { get: "a", get: "b" }) { b: Int }',
  'a member twice in a list': 'type A @auth(rules: [{ allow: owner, allow: public }]) { b: Int }',
  'an extension of nothing': 'extend type A { b: Int }',
  'an extension of another kind': 'enum A { B } extend type A { b: Int }',
  'two schemas': 'schema { query: Query } schema { query: Query }',
  'an operation type twice': 'schema { query: Query query: Query }',
  'a directive declared twice': 'directive @a on OBJECT directive @a on OBJECT',
  'unknown members of unions and interfaces': 'union A = B type C implements D { e: Int }',
};

const OF_VALUES = {
  'a number for a text': 'type A { b: Int @index(name: 5) }',
  'a text for an enum': 'type A @auth(rules: [{ allow: "owner" }]) { b: Int }',
  'an unknown value': 'type A @auth(rules: [{ allow: nobody, operations: [fetch] }]) { b: Int }',
  'an unknown member': 'type A @model(queries: { fetch: "a" }) { b: Int }',
  'a member that is missing': 'type A @auth(rules: [{ provider: iam }]) { b: Int }',
  'no list and no object': 'type A @model(queries: [1]) @auth(rules: 3) { b: Int }',
  'null where it must not be': 'type A @auth(rules: null) { b: [Int] @function(name: null) }',
  'values on arguments and inputs':
    'input A { b: Int = "c" } interface D { e(f: Int = "g"): Int @function(name: 1) }',
  'a directive of its own': 'directive @a(b: [Int!]) on OBJECT type C @a(b: ["d", null]) { e: Int }',
};

describe('graphql-js, asked by what its rules look at alone', () => {
  it.each(Object.entries({ ...OF_TYPES, ...OF_VALUES }))('tells %s as it would by itself', (_, sdl) => {
    const expected = slowly(`${sdl} ${QUERY}`);
    expect(expected).not.toEqual([]);
    expect(graphqlErrors(parse(`${sdl} ${QUERY}`), definitions).map(told)).toEqual(expected);
  });

  it('has nothing against a schema as it should be', () => {
    const sdl = 'type A @model @auth(rules: { allow: owner }) { "what it is" b: ID! @index(name: "byB") }';
    expect(graphqlErrors(parse(sdl), definitions)).toEqual([]);
  });
});
