import { describe, expect, it } from 'vitest';
import { parse } from 'graphql';
import { type Lane } from '../../transforms/data/lane.js';
import { type ApiSettings } from '../../transforms/data/settings.js';
import { amendForConstruct, amendForDefineData } from '../../transforms/data/sdl/amend.js';
import { sdlObstacles } from '../../transforms/data/sdl/index.js';
import { schemaFile } from '../../transforms/data/sdl/schema-module.js';
import { API_KEY, IAM, laneInputOf, NEW_FLAGS, OLD_FLAGS, settingsOf, USER_POOLS } from './lane-input.js';

function amended(sdl: string | Readonly<Record<string, string>>, settings?: ApiSettings): string {
  return amendForDefineData(laneInputOf(sdl, settings)).text;
}

function told(sdl: string, settings?: ApiSettings): string[] {
  const { findings } = amendForDefineData(laneInputOf(sdl, settings));
  return findings.map(({ code, level, origin, target }) => {
    expect(level).toBe('note');
    expect(target?.path).toBe('amplify/data/schema.ts');
    return `${code} ${String(origin.line)}:${String(origin.column)}`;
  });
}

const OLD = settingsOf({ flags: OLD_FLAGS });

describe('what needs no change', () => {
  it.each([
    [
      'comments, descriptions and layout',
      '# head\n"""What is sold."""\ntype   Post @model  @auth( rules:[{allow:owner}] )\n{ id : ID! # key\n\n  title:String }\n',
    ],
    [
      'complete maps',
      'type A @model(mutations: { create: "a", update: null, delete: null }, queries: null) @auth(rules: [{ allow: owner }]) { id: ID! }\n',
    ],
    [
      'public subscriptions alone',
      'type A @model(subscriptions: { level: public }) @auth(rules: [{ allow: private }]) { id: ID! }\n',
    ],
    ['a type with directives of its own', 'type B @aws_cognito_user_pools { a: Int }\n'],
  ])('stays as it is: %s', (_name, sdl) => {
    expect(amended(sdl)).toBe(sdl);
    expect(told(sdl)).toEqual([]);
  });

  it('joins a schema folder in the order of Gen 1', () => {
    const folder = { 'schema/b.graphql': 'enum B { X }\r\n', 'schema/a.graphql': '\ufeffenum A { X } # a\n' };
    expect(amended(folder)).toBe('enum A { X } # a\n\nenum B { X }\n');
  });
});

describe('operations that a map leaves out', () => {
  const sdl =
    'type A @model(queries: { get: "one" }, mutations: {\n    create: "make"\n  }, subscriptions: { onCreate: ["made"] }) @auth(rules: [{ allow: owner }]) { id: ID! }\n';

  it('are named with null', () => {
    expect(amended(sdl)).toBe(
      'type A @model(queries: { get: "one", list: null }, mutations: {\n    create: "make"\n    update: null\n    delete: null\n  }, subscriptions: { onCreate: ["made"], onUpdate: null, onDelete: null }) @auth(rules: [{ allow: owner }]) { id: ID! }\n',
    );
    expect(told(sdl)).toEqual(['AM3150 1:8', 'AM3150 1:8', 'AM3150 1:8']);
  });

  it('are there where the flag merges deeply', () => {
    const flags = { ...NEW_FLAGS, shouldDeepMergeDirectiveConfigDefaults: true };
    expect(amended(sdl, settingsOf({ flags }))).toBe(sdl);
  });
});

describe('flags that defineData is not given', () => {
  it('leaves an index without a query', () => {
    const sdl =
      'type A @model @auth(rules: [{ allow: owner }]) { id: ID! a: Int @index(name: "byA") b: Int @index(name: "byB", queryField: "q") }\n';
    expect(amended(sdl, OLD)).toBe(sdl.replace('"byA"', '"byA", queryField: null'));
    expect(told(sdl, OLD).map((line) => line.slice(0, 6))).toEqual(['AM3151']);
    expect(amended(sdl)).toBe(sdl);
  });

  it('writes owners by user name, on models and fields, unless a claim is named', () => {
    const flags = { ...NEW_FLAGS, useSubUsernameForDefaultIdentityClaim: false };
    const sdl =
      'type A @model @auth(rules: [{ allow: owner }, { allow: owner, ownerField: "x", identityClaim: "email" }]) { id: ID! x: String s: String @auth(rules: { allow: owner }) }\n';
    expect(amended(sdl, settingsOf({ flags }))).toBe(
      sdl
        .replace('[{ allow: owner }', '[{ allow: owner, identityClaim: "username" }')
        .replace('rules: { allow: owner }', 'rules: { allow: owner, identityClaim: "username" }'),
    );
  });
});

describe('access', () => {
  const open =
    'type Query { a: R @function(name: "f") b: R @function(name: "f") @auth(rules: [{ allow: public }]) }\nextend type Query { c: Int @aws_api_key @function(name: "f") }\ntype R { x: Int }\n';

  it.each([
    ['user pools', USER_POOLS, '@aws_cognito_user_pools'],
    ['an API key', API_KEY, '@aws_api_key'],
  ])('keeps operations and types open to the default mode: %s', (_name, defaultMode, directive) => {
    const settings = settingsOf({ defaultMode, additionalModes: [] });
    expect(amended(open, settings)).toBe(
      open.replace('"f") b', `"f") ${directive} b`).replace('type R {', `type R ${directive} {`),
    );
    expect(told(open, settings)).toEqual(['AM3153 1:14', 'AM3154 3:1']);
  });

  it('needs nothing where IAM is the default', () => {
    expect(amended(open, settingsOf({ defaultMode: IAM, additionalModes: [API_KEY] }))).toBe(open);
  });

  it('writes the global rule on models without rules', () => {
    const sdl =
      '# all open\ninput AMPLIFY { globalAuthRule: AuthRule = { allow: public } } # dev\n\ntype A @model { id: ID! }\ntype B @model @auth(rules: [{ allow: private }]) { id: ID! }\n';
    const changed =
      '# all open\n # dev\n\ntype A @model @auth(rules: [{ allow: public }]) { id: ID! }\ntype B @model @auth(rules: [{ allow: private }]) { id: ID! }\n';
    expect(amended(sdl)).toBe(changed.replace('\n # dev', '\n# dev'));
    const plain = amended(sdl).replace(' @auth(rules: [{ allow: public }])', '');
    expect(amendForConstruct(laneInputOf(sdl)).text).toBe(plain);
    // With the setting of Gen 1 the transformers would open them to IAM.
    const withType = `${sdl}\ntype C { d: Int }\n`;
    expect(amendForConstruct(laneInputOf(withType)).text).toContain(
      'type A @model @auth(rules: [{ allow: public }])',
    );
    expect(told(sdl)).toEqual(['AM3155 4:1']);
  });
});

describe('names of functions', () => {
  it('are completed with the environment, and nothing else in the SDL becomes code', () => {
    const sdl =
      '# ${env} `x` environmentName\ntype Query { a: Int @function(name: "a-${env}") @aws_api_key }\n';
    const input = laneInputOf(sdl);
    const { content } = schemaFile(amendForConstruct(input).text, input.takeover);
    expect(content).toBe(
      'const branch = process.env.AWS_BRANCH ?? "main";\nconst environmentName = branch === "main" ? "dev" : branch;\n\nexport const schema = /* GraphQL */ `\n# \\${env} \\`x\\` environmentName\ntype Query { a: Int @function(name: "a-${environmentName}") @aws_api_key }\n`;\n',
    );
  });

  it('asks for no environment without one', () => {
    const input = laneInputOf('enum environmentName { A }\n');
    expect(schemaFile(amendForConstruct(input).text, input.takeover).content).not.toContain('AWS_BRANCH');
  });
});

describe('obstacles', () => {
  const codes = (sdl: string): [string, readonly Lane[]][] =>
    sdlObstacles(laneInputOf(sdl, OLD)).map(({ finding, lanes }) => [finding.code, lanes]);

  it.each([
    [
      'owners where groups may create',
      'AM3161',
      'type A @model @auth(rules: [{ allow: owner }, { allow: groups, groups: ["G"] }]) { id: ID! }',
    ],
    [
      'keys of relations that Gen 1 calls otherwise',
      'AM3167',
      'type A @model { slug: ID! @primaryKey bs: [B] @hasMany }\ntype B @model { id: ID! }',
    ],
    ['predictions', 'AM3166', 'type Query { say: String @predictions(actions: [translateText]) }'],
    [
      'lists of a model without rules',
      'AM3170',
      'type A @model { id: ID! bs: [B] @hasMany }\ntype B @model { id: ID! }\ntype Query { a: A @function(name: "f") }',
    ],
    [
      'types that become more open',
      'AM3168',
      'type A @model @auth(rules: [{ allow: public }]) { id: ID! t: T }\ntype B @model @auth(rules: [{ allow: private }]) { id: ID! t: T }\ntype T { x: Int }',
    ],
  ])('are %s', (_name, code, sdl) => {
    expect(codes(sdl)).toEqual([[code, ['sdl']]]);
  });

  it.each([
    [
      'owners alone',
      'type A @model @auth(rules: [{ allow: owner }, { allow: groups, groups: ["G"], operations: [read] }]) { id: ID! }',
    ],
    [
      'keys called id',
      'type A @model @auth(rules: [{ allow: private }]) { id: ID! bs: [B] @hasMany }\ntype B @model @auth(rules: [{ allow: private }]) { id: ID! }',
    ],
  ])('are not %s', (_name, sdl) => {
    expect(codes(sdl)).toEqual([]);
  });

  it('are fields that a flag shows to subscribers', () => {
    const settings = settingsOf({ flags: { ...NEW_FLAGS, subscriptionsInheritPrimaryAuth: true } });
    const sdl =
      'type A @model @auth(rules: [{ allow: private }]) { id: ID! b: B @hasOne same: C @hasOne }\ntype B @model @auth(rules: [{ allow: owner }]) { id: ID! }\ntype C @model @auth(rules: [{ allow: private }]) { id: ID! }';
    const [one, ...others] = sdlObstacles(laneInputOf(sdl, settings));
    expect(others).toEqual([]);
    expect(one?.finding.message).toContain('`b`');
    expect(one?.finding.message).not.toContain('`same`');
  });
});

it('gives SDL for any of the changes', () => {
  const sdl =
    'type A @model(queries: {}) { id: ID! a: Int @index }\ntype R implements I & J { a: Int }\ninterface I { a: Int }\ninterface J { a: Int }\ntype Query { r: R }\n';
  const text = amended(sdl, OLD);
  expect(() => parse(text)).not.toThrow();
  expect(text).toContain('type R implements I & J @aws_cognito_user_pools {');
  expect(text).toContain('queries: {get: null, list: null}');
});
