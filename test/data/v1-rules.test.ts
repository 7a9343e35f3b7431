import { describe, expect, it } from 'vitest';
import { proofOf, SAME } from './v1-proof.js';

describe('rules of v1 let in whom they let in', () => {
  it('what no rule names is open to every signed-in user', async () => {
    const sdl = `
type Poster @model { id: ID! text: String }
type Draft @model @auth(rules: [{ allow: owner, operations: [create, update, delete] }]) { id: ID! text: String }
type Vote @model @auth(rules: [{ allow: owner, operations: [read] }]) { id: ID! stars: Int }
`;
    expect(await proofOf(sdl, { defaultMode: 'userPools' })).toEqual({
      ...SAME,
      told: ['1 AM3207', '2 AM3208', '3 AM3208'],
    });
  });

  it('what no rule names is open to the API key, where it sees the type', async () => {
    const sdl = `
type Poster @model { id: ID! text: String }
type Draft @model @auth(rules: [{ allow: owner, operations: [create, update, delete] }]) { id: ID! text: String }
type Vote @model @auth(rules: [{ allow: owner, operations: [read] }, { allow: public, operations: [read] }]) { id: ID! stars: Int }
`;
    expect(await proofOf(sdl, { defaultMode: 'apiKey', additionalModes: ['userPools'] })).toEqual({
      ...SAME,
      told: ['1 AM3207', '3 AM3208'],
    });
  });

  it('rules by queries and mutations', async () => {
    const sdl = `
type Memo @model @auth(rules: [{ allow: owner, queries: [get], mutations: [create, update, delete] }]) { id: ID! text: String }
type Note @model @auth(rules: [{ allow: owner, identityField: "sub", queries: null }, { allow: groups, groups: ["Staff"], mutations: null }]) { id: ID! text: String }
`;
    expect(await proofOf(sdl, { defaultMode: 'userPools' })).toEqual({
      ...SAME,
      told: ['1 AM3208', '2 AM3223'],
      decisions: [
        'authenticated read Query.listNotes (*): hidden -> denied',
        'owner read Query.listNotes (*): hidden -> denied',
      ],
    });
  });

  it('rules that another one makes void', async () => {
    const sdl = `
type Recipe @model @auth(rules: [{ allow: owner }, { allow: private, operations: [create, read] }, { allow: groups, groups: ["Cook"], operations: [read] }]) { id: ID! name: String }
`;
    expect(await proofOf(sdl, { defaultMode: 'userPools' })).toEqual({ ...SAME, told: ['1 AM3212'] });
  });

  it('groups by name in two rules, and groups by record', async () => {
    const sdl = `
type Shift @model @auth(rules: [{ allow: groups, groups: ["Staff", "Boss"], operations: [read] }, { allow: groups, groups: ["Boss"], operations: [create, update, delete] }, { allow: groups, operations: [read] }]) { id: ID! day: String groups: [String] }
type Rota @model @auth(rules: [{ allow: groups, groupsField: "team" }]) { id: ID! team: String }
`;
    expect(await proofOf(sdl, { defaultMode: 'userPools' })).toEqual({
      ...SAME,
      told: ['1 AM3214', '1 AM3223', '2 AM3214', '2 AM3223'],
      access: ['AM3214 widened: group:* subscribe Shift', 'AM3214 narrowed: authenticated subscribe Rota'],
      decisions: [
        'authenticated read Query.listShifts (*): hidden -> denied',
        'authenticated read Query.listRotas (*): hidden -> denied',
        'authenticated listen Subscription.onCreateRota (*): allowed -> denied',
        'authenticated listen Subscription.onUpdateRota (*): allowed -> denied',
        'authenticated listen Subscription.onDeleteRota (*): allowed -> denied',
        'group:Staff listen Subscription.onCreateRota (stranger): allowed -> hidden',
        'group:Staff listen Subscription.onUpdateRota (stranger): allowed -> hidden',
        'group:Staff listen Subscription.onDeleteRota (stranger): allowed -> hidden',
        'group:Boss listen Subscription.onCreateRota (stranger): allowed -> hidden',
        'group:Boss listen Subscription.onUpdateRota (stranger): allowed -> hidden',
        'group:Boss listen Subscription.onDeleteRota (stranger): allowed -> hidden',
        'group:* listen Subscription.onCreateShift (of the group by groups): denied -> allowed',
        'group:* listen Subscription.onUpdateShift (of the group by groups): denied -> allowed',
        'group:* listen Subscription.onDeleteShift (of the group by groups): denied -> allowed',
        'group:* listen Subscription.onCreateRota (stranger): allowed -> hidden',
        'group:* listen Subscription.onUpdateRota (stranger): allowed -> hidden',
        'group:* listen Subscription.onDeleteRota (stranger): allowed -> hidden',
      ],
    });
  });

  it('several owners of a record, claims of their own', async () => {
    const sdl = `
type Sheet @model @auth(rules: [{ allow: owner, ownerField: "editors", operations: [read, update, delete] }, { allow: owner }]) { id: ID! text: String editors: [String] }
type Diary @model @auth(rules: [{ allow: owner, ownerField: "author", identityClaim: "email" }]) { id: ID! text: String author: String }
`;
    expect(await proofOf(sdl, { defaultMode: 'userPools' })).toEqual({
      ...SAME,
      told: ['1 AM3225'],
      lost: [
        'Subscription.onCreateSheet(editors) is gone',
        'Subscription.onUpdateSheet(editors) is gone',
        'Subscription.onDeleteSheet(editors) is gone',
      ],
    });
  });
});
