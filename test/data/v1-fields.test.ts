import { describe, expect, it } from 'vitest';
import { proofOf, SAME } from './v1-proof.js';

describe('fields, operations and names of v1 mean what they meant', () => {
  it('rules of fields beside those of the model', async () => {
    const sdl = `
type Member @model @auth(rules: [{ allow: private }]) { id: ID! name: String iban: String @auth(rules: [{ allow: owner, operations: [read, update] }]) grade: Int @auth(rules: [{ allow: groups, groups: ["Board"] }]) }
type File @model(subscriptions: null) @auth(rules: [{ allow: owner }]) { id: ID! name: String stamp: String @auth(rules: [{ allow: groups, groups: ["Board"] }]) }
`;
    expect(await proofOf(sdl, { defaultMode: 'userPools' })).toEqual({
      ...SAME,
      told: ['1 AM3216', '2 AM3215', '2 AM3216'],
      access: [
        'AM3216 widened: authenticated empty in an update Member.grade',
        'AM3215 narrowed: group:Board read File.stamp',
        'AM3215 narrowed: group:Board create File.stamp',
        'AM3215 narrowed: group:Board update File.stamp',
        'AM3216 widened: owner empty in an update File.stamp',
      ],
      decisions: [
        'group:Board read File.stamp (*): allowed -> denied',
        'group:Board create File.stamp (*): allowed, with owner = "{username}" -> denied',
        'group:Board update File.stamp (own by owner = {username}): allowed -> denied',
        'group:Board unset File.stamp (own by owner = {username}): allowed -> denied',
      ],
    });
  });

  it('roles of the identity pool, and OpenID Connect beside them', async () => {
    const sdl = `
type Price @model @auth(rules: [{ allow: public, provider: iam, operations: [read] }, { allow: private, provider: iam, operations: [read, create] }, { allow: groups, groups: ["Shop"] }]) { id: ID! cents: Int }
type Stock @model @auth(rules: [{ allow: private, provider: iam }, { allow: owner, provider: oidc }]) { id: ID! nr: Int }
`;
    expect(await proofOf(sdl, { defaultMode: 'userPools', additionalModes: ['iam', 'oidc'] })).toEqual({
      ...SAME,
      told: ['1 AM3223', '1 AM3226'],
      decisions: [
        'authenticated read Query.listPrices (*): hidden -> denied',
        'iamRole read Query.getPrice (*): allowed -> denied',
        'iamRole read Query.listPrices (*): allowed -> denied',
        'iamRole read Query.getStock (*): allowed -> denied',
        'iamRole read Query.listStocks (*): allowed -> denied',
        'iamRole create Mutation.createPrice (*): allowed -> denied',
        'iamRole create Price.id (*): allowed -> denied',
        'iamRole create Price.cents (*): allowed -> denied',
        'iamRole create Mutation.createStock (*): allowed -> denied',
        'iamRole create Stock.id (*): allowed -> denied',
        'iamRole create Stock.nr (*): allowed -> denied',
        'iamRole update Mutation.updateStock (*): allowed -> denied',
        'iamRole update Stock.id (*): allowed -> denied',
        'iamRole update Stock.nr (*): allowed -> denied',
        'iamRole unset Stock.nr (*): allowed -> denied',
        'iamRole delete Mutation.deleteStock (*): allowed -> denied',
        'iamRole listen Subscription.onCreatePrice (*): allowed -> denied',
        'iamRole listen Subscription.onUpdatePrice (*): allowed -> denied',
        'iamRole listen Subscription.onDeletePrice (*): allowed -> denied',
        'iamRole listen Subscription.onCreateStock (*): allowed -> denied',
        'iamRole listen Subscription.onUpdateStock (*): allowed -> denied',
        'iamRole listen Subscription.onDeleteStock (*): allowed -> denied',
      ],
    });
  });

  it('rules of operations, and of fields of types that are no models', async () => {
    const sdl = `
type Query { tip(n: Int): Tip @auth(rules: [{ allow: groups, groups: ["Fan"] }, { allow: private }]) mine: Tip @auth(rules: [{ allow: owner }]) }
type Tip { text: String secret: String @auth(rules: [{ allow: groups, groupsField: "x" }]) }
type Thing @model @auth(rules: [{ allow: private }]) { id: ID! tips: [Tip] }
`;
    expect(await proofOf(sdl, { defaultMode: 'userPools' })).toEqual({
      ...SAME,
      told: ['1 AM3212', '1 AM3217', '2 AM3217'],
    });
  });

  it('names of operations, types in lower case, versions, lists of enum values', async () => {
    const sdl = `
type Category @model @auth(rules: [{ allow: private }]) { id: ID! name: String }
type diary @model @auth(rules: [{ allow: private }]) { id: ID! name: String }
type Sheep @model(queries: { get: "sheep" }, mutations: { create: "shear" }, subscriptions: { onCreate: ["shorn"] }) @auth(rules: [{ allow: private }]) { id: ID! name: String marks: [Mark!]! }
type Quiet @model(subscriptions: { level: public }, timestamps: { createdAt: "made" }) @auth(rules: [{ allow: owner }]) { id: ID! name: String }
type Counted @model @versioned @auth(rules: [{ allow: private }]) { id: ID! text: String }
enum Mark { RED BLUE }
`;
    expect(await proofOf(sdl, { defaultMode: 'userPools' })).toEqual({
      ...SAME,
      told: ['2 AM3227', '3 AM3220', '5 AM3206'],
      lost: [
        'Counted.version: Int! is Int',
        'Mutation.createDiary(condition): ModeldiaryConditionInput is ModelDiaryConditionInput',
        'Mutation.updateDiary(condition): ModeldiaryConditionInput is ModelDiaryConditionInput',
        'Mutation.deleteDiary(condition): ModeldiaryConditionInput is ModelDiaryConditionInput',
        'DeleteCountedInput.expectedVersion is gone',
        'UpdateCountedInput.expectedVersion is gone',
        'ModelSheepConditionInput.marks: ModelMarkListInput is ModelMarkInput',
        'ModelMarkListInput is gone',
        'ModelMarkListInput.eq is gone',
        'ModelMarkListInput.ne is gone',
        'ModelMarkListInput.contains is gone',
        'ModelMarkListInput.notContains is gone',
        'ModeldiaryConditionInput is gone',
        'ModeldiaryConditionInput.name is gone',
        'ModeldiaryConditionInput.and is gone',
        'ModeldiaryConditionInput.or is gone',
        'ModeldiaryConditionInput.not is gone',
        'Query.listDiarys: ModeldiaryConnection is ModelDiaryConnection',
        'Query.listDiarys(filter): ModeldiaryFilterInput is ModelDiaryFilterInput',
        'ModeldiaryFilterInput is gone',
        'ModeldiaryFilterInput.id is gone',
        'ModeldiaryFilterInput.name is gone',
        'ModeldiaryFilterInput.and is gone',
        'ModeldiaryFilterInput.or is gone',
        'ModeldiaryFilterInput.not is gone',
        'ModeldiaryConnection is gone',
        'ModeldiaryConnection.items is gone',
        'ModeldiaryConnection.nextToken is gone',
      ],
    });
  });
});
