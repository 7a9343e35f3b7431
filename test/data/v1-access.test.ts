import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { carry } from './v1-generations.js';
import { proofOf, SAME } from './v1-proof.js';

describe('access that v2 gives otherwise than v1', () => {
  it('a rule for the public by IAM holds for both roles of the identity pool', async () => {
    const sdl = `
type Poster @model(subscriptions: null, mutations: null) @auth(rules: [{ allow: public, provider: iam, operations: [read] }, { allow: owner }]) { id: ID! text: String hall: Hall @connection }
type Hall @model(subscriptions: null, mutations: null) @auth(rules: [{ allow: public, provider: iam }]) { id: ID! }
`;
    const { told, access, decisions } = await proofOf(sdl, {
      defaultMode: 'userPools',
      additionalModes: ['iam'],
    });
    expect({ told, access }).toEqual({ told: ['1 AM3203', '1 AM3226'], access: [] });
    // AM3226 is about principals outside of the identity pool.
    expect(decisions.filter((line) => !line.startsWith('iamRole '))).toEqual([]);
  });

  it('a relation by the field of the owner lets in everyone who sees the parent', async () => {
    const sdl = `
type Member @model(subscriptions: null, mutations: null) @auth(rules: [{ allow: private }]) { id: ID! login: ID! badge: Badge @connection(fields: ["login"]) notes: [Note] @connection(keyName: "byMember", fields: ["login"]) }
type Badge @model(subscriptions: null, mutations: null) @key(fields: ["member"]) @auth(rules: [{ allow: owner, ownerField: "member" }]) { member: ID! }
type Note @model(subscriptions: null, mutations: null) @key(name: "byMember", fields: ["member", "at"]) @auth(rules: [{ allow: owner, ownerField: "member" }]) { id: ID! member: ID! at: Int }
`;
    const { decisions, ...others } = await proofOf(sdl, { defaultMode: 'userPools' });
    expect(decisions).toContain('authenticated read Member.badge (*): denied -> allowed');
    expect(decisions.filter((line) => !/^\w+ read Member\.(?:badge|notes) /.test(line))).toEqual([]);
    expect(others).toMatchObject({
      ...others,
      told: ['1 AM3228', '1 AM3228', '2 AM3230'],
      access: [
        'AM3228 widened: authenticated read Member.badge',
        'AM3228 widened: authenticated read Member.notes',
        'AM3230 changed: authenticated read Query.listBadges',
      ],
      tables: SAME.tables,
    });
  });

  it('a relation with a rule of its own, or to what everybody may read, is not told', () => {
    const relation = (rules: string, ofField: string): string[] =>
      carry(
        parse(`type Member @model @auth(rules: [{ allow: private }]) { id: ID! login: ID badge: Badge @connection(fields: ["login"]) ${ofField} }
type Badge @model @key(fields: ["member"]) @auth(rules: [{ allow: owner, ownerField: "member" }${rules}]) { member: ID! }`),
        { defaultMode: 'userPools' },
      ).findings.flatMap(({ code }) => (code === 'AM3228' ? [code] : []));
    expect(relation('', '')).toEqual(['AM3228']);
    expect(relation(', { allow: groups, groups: ["Desk"], operations: [read] }', '')).toEqual(['AM3228']);
    expect(relation(', { allow: private, operations: [read] }', '')).toEqual([]);
    expect(relation('', '@auth(rules: [{ allow: owner, ownerField: "login" }])')).toEqual([]);
    expect(relation('', '@auth(rules: [{ allow: private }])')).toEqual(['AM3228']);
  });

  it('a query that shows nothing but a relation opens no record', async () => {
    // Only `visits` of a club is for the user pool, and the query of the index is open to the default mode.
    const sdl = `
type Club @model(queries: null, mutations: null, subscriptions: null) @key(name: "byOwner", fields: ["owner"], queryField: "clubBy") @auth(rules: [{ allow: owner, provider: oidc }]) { id: ID! owner: String visits: [Visit] @connection }
type Visit @model(subscriptions: null, mutations: null) @auth(rules: [{ allow: owner }, { allow: owner, provider: oidc }]) { id: ID! text: String }
`;
    const { access, decisions } = await proofOf(sdl, {
      defaultMode: 'userPools',
      additionalModes: ['oidc'],
    });
    expect(access).toContain('AM3211 narrowed: authenticated read Query.clubBy');
    expect(decisions.filter((line) => line.endsWith('-> allowed') && !line.startsWith('iamRole '))).toEqual(
      [],
    );
  });

  it('guests who write a record read no field of it that has a rule for owners any more, which is told', async () => {
    const sdl = `
type Club @model(queries: null, subscriptions: null, mutations: { create: "createClub" }) @auth(rules: [{ allow: private }, { allow: public, provider: iam, operations: [create] }]) { id: ID! text: String @auth(rules: [{ allow: owner, operations: [read] }]) }
`;
    const { access, decisions } = await proofOf(sdl, { defaultMode: 'userPools', additionalModes: ['iam'] });
    expect(access).toEqual([
      'AM3215 narrowed: guest read Club.text',
      'AM3215 narrowed: authenticated read Club.text',
    ]);
    expect(decisions.filter((line) => !line.startsWith('iamRole '))).toEqual([
      'guest read Club.text (*): allowed -> denied',
      'authenticated by the identity pool read Club.text (*): allowed -> denied',
    ]);
  });
});
