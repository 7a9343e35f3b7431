import { describe, expect, it } from 'vitest';
import { sdlObstacles, writeSdl } from '../../transforms/data/sdl/index.js';
import { type LaneInput } from '../../transforms/data/lane.js';
import { type ApiSettings } from '../../transforms/data/settings.js';
import { backends, type Files } from '../synth/backends.js';
import { type ApiFacts, DEFAULTS, factsOf, gen1Backend } from './graphql-proof.js';
import { API_KEY, IAM, laneInputOf, OLD_FLAGS, settingsOf, USER_POOLS } from './lane-input.js';

const { synthCase, typecheckCase } = backends();

const AUTH = `import { defineAuth } from '@aws-amplify/backend';
export const auth = defineAuth({ loginWith: { email: true } });
`;
const BACKEND = `import { defineBackend } from '@aws-amplify/backend';
import { auth } from './auth/resource';
import { data } from './data/resource';
defineBackend({ auth, data });
`;

function gen2Backend(input: LaneInput): Files {
  const { files } = writeSdl(input);
  return new Map<string, string | Uint8Array>([
    ['amplify/auth/resource.ts', AUTH],
    ['amplify/backend.ts', BACKEND],
    ...files.map(({ path, content }) => [path, content] as const),
  ]);
}

async function both(sdl: string, settings: ApiSettings): Promise<{ gen1: ApiFacts; gen2: ApiFacts }> {
  const files = gen2Backend(laneInputOf(sdl, settings));
  const gen2 = factsOf(await synthCase(files), settings);
  return { gen1: factsOf(await synthCase(gen1Backend(sdl, settings)), settings), gen2 };
}

/**
 * Fields that callers reach by other modes than before. IAM, which Gen 2 adds everywhere, is told by itself. Lists
 * come by operations and relations, whose resolvers decide; and operations of models without rules refuse everybody.
 */
function otherModes(gen1: ApiFacts, gen2: ApiFacts, { defaultMode, additionalModes }: ApiSettings): string[] {
  const decided = /^Model\w+Connection\.|^(?:Query|Mutation|Subscription)\.\w*(?:Draft|Note)s?$/;
  const hasIam = [defaultMode, ...additionalModes].some(({ kind }) => kind === 'iam');
  return [...gen1.modes].flatMap(([field, modes]) => {
    // With a global rule the transformers of Gen 2, by which Gen 1 is made here, let IAM in; Gen 1's own don't.
    const known = hasIam ? modes : modes.filter((mode) => mode !== 'aws_iam');
    const before = known.length > 0 ? known : [DEFAULTS[defaultMode.kind]];
    const after = (gen2.modes.get(field) ?? []).filter((mode) => mode !== 'aws_iam' || before.includes(mode));
    if (decided.test(field) || before.join() === after.join()) return [];
    return [`${field}: ${before.join()} -> ${after.join()}`];
  });
}

const ACCESS = `
# Everything that a caller reaches by a directive.
type Post @model @auth(rules: [{ allow: owner }]) {
  id: ID!
  title: String! # the headline
  meta: Meta
  comments: [Comment] @hasMany
}
type Comment @model @auth(rules: [{ allow: public }]) { id: ID! meta: Meta flag: Flag }
type Draft @model { id: ID! text: String post: Post @hasOne notes: [Note] @hasMany }
type Note @model { id: ID! }
type Holder @model @auth(rules: [{ allow: private }]) { id: ID! draft: Draft @hasOne }
type Meta { a: String inner: Inner }
type Inner { b: String }
type Flag { on: Boolean }
type Resp { x: String m: Secret @auth(rules: [{ allow: private }]) p: Post draft: Draft }
type Secret { z: String }
type Keyed @aws_api_key { x: String }
type Query {
  echo(a: String): Resp @function(name: "echo-\${env}")
  guarded: Resp @function(name: "guarded") @auth(rules: [{ allow: private }])
  keyed: Keyed @function(name: "keyed") @auth(rules: [{ allow: public }])
  native: Keyed @aws_api_key @function(name: "native")
}
extend type Query { more: Secret @function(name: "more-\${env}") }
type Subscription { onEcho: Post @aws_subscribe(mutations: ["createPost"]) }
`;

describe('who reaches what', { timeout: 240_000 }, () => {
  it.each([
    ['user pools', settingsOf()],
    ['an API key', settingsOf({ defaultMode: API_KEY, additionalModes: [USER_POOLS] })],
    ['IAM', settingsOf({ defaultMode: IAM, additionalModes: [USER_POOLS, API_KEY] })],
  ])('is the same, with %s by default', async (_name, settings) => {
    const { gen1, gen2 } = await both(ACCESS, settings);
    expect(gen2.shape).toEqual(gen1.shape);
    const open = sdlObstacles(laneInputOf(ACCESS, settings)).filter(
      ({ finding }) => finding.code === 'AM3168',
    );
    const types = new Set(open.map(({ finding }) => finding.origin.pointer.split('.')[0]));
    const others = otherModes(gen1, gen2, settings);
    expect(new Set(others.map((line) => line.split('.')[0]))).toEqual(types);
    expect(gen2.functions).toEqual(gen1.functions);
  });
});

const FLAGS = `
input AMPLIFY { globalAuthRule: AuthRule = { allow: public } }
type Shop @model(mutations: { create: "openShop" }, subscriptions: { onCreate: ["opened"] }, timestamps: { createdAt: "opened" })
  @auth(rules: [{ allow: owner }, { allow: private, operations: [read] }]) {
  id: ID!
  name: String @index(name: "byName")
  city: String @index(name: "byCity", queryField: "shopsByCity")
  note: String @auth(rules: [{ allow: owner, ownerField: "keeper" }])
}
type Visit @model(queries: { get: null }) { id: ID! at: Place }
type Stay @model(subscriptions: { level: public }) @auth(rules: [{ allow: groups, groups: ["A"] }]) { id: ID! }
type Place { x: Int }
type Query { there: Place @function(name: "there") }
type Subscription { seen: Visit @aws_subscribe(mutations: ["createVisit"]) }
`;

/** By which claims the resolvers know a caller. */
function claims({ resolvers }: ApiFacts): ReadonlyMap<string, readonly string[]> {
  const claim = /claims\.get\("([^"]*)"\)/g;
  const found = [...resolvers].map(([name, vtl]) => {
    const names = new Set([...vtl.join('\n').matchAll(claim)].map(([, one = '']) => one));
    return [name, [...names].sort()] as const;
  });
  return new Map(found.sort(([a], [b]) => (a < b ? -1 : 1)));
}

describe('flags of an old project', { timeout: 240_000 }, () => {
  it('mean the same in defineData', async () => {
    const flags = { ...OLD_FLAGS, useSubUsernameForDefaultIdentityClaim: false };
    const settings = settingsOf({ flags });
    const { gen1, gen2 } = await both(FLAGS, settings);
    expect(await typecheckCase(gen2Backend(laneInputOf(FLAGS, settings)))).toEqual([]);
    expect(gen2.shape).toEqual(gen1.shape);
    expect(gen2.tables).toEqual(gen1.tables);
    expect(otherModes(gen1, gen2, settings)).toEqual([]);
    expect([...gen2.resolvers.keys()].sort()).toEqual([...gen1.resolvers.keys()].sort());
    expect(claims(gen2)).toEqual(claims(gen1));
  });
});
