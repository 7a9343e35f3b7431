import { describe, expect, it } from 'vitest';
import { builderObstacles } from '../../transforms/data/builder/index.js';
import { type ApiSettings } from '../../transforms/data/settings.js';
import { builtSdl } from './builder-schema.js';
import { IAM, laneInputOf, NEW_FLAGS, settingsOf } from './lane-input.js';

const AUTH = '@auth(rules: [{ allow: private }])';
const B = `type B @model ${AUTH} { id: ID! x: String }`;
const FUNCTION = '@function(name: "f")';

/** Codes and lines of the obstacles; those that count for imported tables only end in `import`. */
function obstaclesOf(sdl: string, settings: Partial<ApiSettings> = {}): string[] {
  return builderObstacles(laneInputOf(sdl, settingsOf(settings))).map(
    ({ finding, tables }) => `${finding.code}:${finding.origin.line}${tables === 'import' ? ' import' : ''}`,
  );
}

describe('what the builder can not say', () => {
  it.each([
    ['nothing', `type A @model ${AUTH} { id: ID! x: String }`, []],
    ['a limit', `type A @model ${AUTH} { id: ID!\nbs: [B] @hasMany(limit: 10) }\n${B}`, ['AM3110:2']],
    [
      'renamed operations',
      `type A @model(queries: { get: "one", list: "all" }) ${AUTH} { id: ID! }`,
      ['AM3111:1'],
    ],
    ['timestamps', `type A @model(timestamps: null) ${AUTH} { id: ID! }`, ['AM3112:1']],
    [
      'public subscriptions',
      `type A @model(subscriptions: { level: public }) ${AUTH} { id: ID! }`,
      ['AM3113:1'],
    ],
    ['interfaces', `interface I { x: Int }\ntype A @model ${AUTH} { id: ID! }`, ['AM3115:1']],
    ['lists of lists', `type A @model ${AUTH} { id: ID!\nx: [[Int]] }`, ['AM3116:2']],
    ['default arguments', `type Query { f(x: Int = 1): Int ${FUNCTION} }`, ['AM3117:1']],
    ['a function for a field', `type A @model ${AUTH} { id: ID! x: String ${FUNCTION} }`, ['AM3119:1']],
    ['another region', 'type Query { f: Int @function(name: "f", region: "eu-west-1") }', ['AM3119:1']],
    ['search', `type A @model @searchable ${AUTH} { id: ID! }`, ['AM3120:1']],
    [
      'a default of an enum',
      `type A @model ${AUTH} { id: ID! e: E @default(value: "X") }\nenum E { X }`,
      ['AM3122:1'],
    ],
    ['a key of another type', `type A @model ${AUTH} { id: String! x: Int }`, ['AM3123:1']],
    [
      'a sorted relation',
      `type A @model ${AUTH} { id: ID!\nbs: [C] @hasMany(indexName: "byA", fields: ["id"]) }
type C @model ${AUTH} { id: ID! aID: ID! @index(name: "byA", sortKeyFields: ["x"]) x: String! }`,
      ['AM3129:2 import', 'AM3124:2'],
    ],
    [
      'a required reference',
      `type A @model ${AUTH} { id: ID! b: B! @hasOne }\n${B}`,
      ['AM3129:1 import', 'AM3127:1'],
    ],
    ['no function', 'type Query { f: Int }', ['AM3130:1']],
    [
      'owners of operations',
      `type Query { f: Int ${FUNCTION} @auth(rules: [{ allow: owner }]) }`,
      ['AM3132:1'],
    ],
    [
      'two of one name',
      `type Query { f: Int ${FUNCTION} }\ntype Mutation { f: Int ${FUNCTION} }`,
      ['AM3137:2'],
    ],
    ['a model in a field', `type A @model ${AUTH} { id: ID! b: B }\n${B}`, ['AM3138:1']],
    [
      'an input type of another name',
      `input Foo { x: Int }\ntype Query { f(x: Foo): Int ${FUNCTION} }`,
      ['AM3136:1'],
    ],
    ['an input type of a model', `input CreateBInput { x: String }\n${B}`, ['AM3136:1']],
    [
      'a type for groups that models hold too',
      `type A @model ${AUTH} { id: ID! t: T }\ntype T { x: Int }
type Query { f: T ${FUNCTION} @auth(rules: [{ allow: groups, groups: ["a"] }]) }`,
      ['AM3143:2'],
    ],
    [
      'rules inside a type that are not those of its callers',
      `type Query { f: T ${FUNCTION} @auth(rules: [{ allow: private }]) }
type T { x: Int @auth(rules: [{ allow: private }])
y: Int @auth(rules: [{ allow: public }])
z: Int @auth(rules: [{ allow: groups, groups: ["a"] }]) }`,
      ['AM3139:3', 'AM3139:4'],
    ],
    [
      'no rules inside a type that are those of its callers',
      `type Query { f: T ${FUNCTION} @auth(rules: [{ allow: public }]) }
type T { x: Int @auth(rules: [{ allow: public }]) }`,
      [],
    ],
    [
      'names of JavaScript',
      `type A @model ${AUTH} { id: ID!\nconstructor: String t: T }\ntype T { toString: Int }`,
      ['AM3145:2', 'AM3145:3'],
    ],
    [
      'many-to-many between owners',
      `type A @model @auth(rules: [{ allow: owner }]) { id: ID! bs: [C] @manyToMany(relationName: "AC") }
type C @model ${AUTH} { id: ID! as: [A] @manyToMany(relationName: "AC") }`,
      ['AM3141:1', 'AM3129:1 import', 'AM3129:2 import'],
    ],
  ])('%s', (_, sdl, expected) => {
    expect(obstaclesOf(sdl)).toEqual(expected);
  });

  it('settings: IAM by default, owners that Gen 1 does not write', () => {
    expect(obstaclesOf(`type Query { f: Int ${FUNCTION} }`, { defaultMode: IAM })).toEqual(['AM3133:1']);
    const flags = { ...NEW_FLAGS, populateOwnerFieldForStaticGroupAuth: false };
    const owned = (others: string): string =>
      `type A @model @auth(rules: [{ allow: owner }${others}]) { id: ID! x: Int }`;
    expect(obstaclesOf(owned(', { allow: private }'), { flags })).toEqual(['AM3134:1']);
    expect(obstaclesOf(owned(', { allow: private, operations: [read] }'), { flags })).toEqual([]);
  });

  it('keys that Gen 1 adds are an ID with the flag off', async () => {
    const flags = { ...NEW_FLAGS, respectPrimaryKeyAttributesOnConnectionField: false };
    const sdl = (key: string): string => `type A @model ${AUTH} { key: ${key}! @primaryKey bs: [C] @hasMany }
type C @model ${AUTH} { id: ID! x: Int }`;
    expect(await builtSdl(laneInputOf(sdl('String'), settingsOf({ flags })))).toContain('aBsId: ID');
    expect(obstaclesOf(sdl('Int'), { flags })).toEqual(['AM3125:1']);
    expect(obstaclesOf(sdl('Int'))).toEqual([]);
  });

  it('is left out when the builder is forced, and the rest stays a schema', async () => {
    const sdl = await builtSdl(
      laneInputOf(`type A @model ${AUTH} { id: ID! x: String n: [[Int]] b: B valueOf: Int }
${B}
type Query { f: Int g: ModelBConnection ${FUNCTION} h: Int ${FUNCTION} }
type Subscription { s: B @aws_subscribe(mutations: ["createB"]) }`),
    );
    expect(sdl).toContain('h: Int @function(name: "f")');
    expect(sdl).not.toMatch(/ModelBConnection|Subscription|n:|b:|valueOf/);
  });
});
