import { expect, it } from 'vitest';
import { proofOf } from './v1-proof.js';

const ROWING = `
type Club @model @auth(rules: [{ allow: groups, groups: ["Board"] }, { allow: private, operations: [read] }]) @key(name: "byTown", fields: ["town", "name"], queryField: "clubsByTown") { id: ID! name: String! town: String! boats: [Boat] @connection(name: "ClubBoats") members: [Membership] @connection(keyName: "byClub", fields: ["id"]) news: [News] @connection }
type Boat @model @auth(rules: [{ allow: groups, groups: ["Board", "Bosun"] }, { allow: private, operations: [read] }]) { id: ID! name: String! class: BoatClass length: Float club: Club @connection(name: "ClubBoats", keyField: "boatClubId") trips: [Trip] @connection(name: "BoatTrips", sortField: "start") berth: Berth @connection }
enum BoatClass { EIGHT FOUR SCULL }
type Berth @model @auth(rules: [{ allow: groups, groups: ["Board"] }, { allow: private, operations: [read] }]) @key(fields: ["pier", "nr"]) { pier: ID! nr: Int! depth: Float boats: [Repair] @connection(keyName: "byBerth", fields: ["pier"]) }
type Repair @model @auth(rules: [{ allow: groups, groups: ["Bosun"] }]) @key(name: "byBerth", fields: ["pier", "due", "rank"], queryField: "repairsByBerth") { id: ID! pier: ID! due: AWSDate! rank: Int! text: String cost: Cost }
type Cost { cents: Int currency: String }
type Rower @model @auth(rules: [{ allow: owner, ownerField: "account" }, { allow: private, operations: [read] }]) { id: ID! account: String name: String! email: AWSEmail @auth(rules: [{ allow: owner, ownerField: "account" }]) clubs: [Membership] @connection(keyName: "byRower", fields: ["id"]) trips: [Crew] @connection(keyName: "byRower", fields: ["id"]) }
type Membership @model(queries: null) @auth(rules: [{ allow: groups, groups: ["Board"] }, { allow: owner, operations: [read] }]) @key(name: "byClub", fields: ["clubID", "rowerID"], queryField: "membersOfClub") @key(name: "byRower", fields: ["rowerID"]) { id: ID! clubID: ID! rowerID: ID! since: AWSDate club: Club! @connection(fields: ["clubID"]) rower: Rower! @connection(fields: ["rowerID"]) }
type Trip @model @auth(rules: [{ allow: owner }, { allow: private, operations: [read] }]) @key(name: "byDay", fields: ["day", "start"], queryField: "tripsByDay") { id: ID! day: AWSDate! start: String! boat: Boat @connection(name: "BoatTrips", sortField: "start") crew: [Crew] @connection(keyName: "byTrip", fields: ["id"], limit: 9) }
type Crew @model(subscriptions: null) @auth(rules: [{ allow: owner, operations: [create, delete] }, { allow: private, operations: [read] }]) @key(name: "byTrip", fields: ["tripID", "seat"]) @key(name: "byRower", fields: ["rowerID"]) { id: ID! tripID: ID! rowerID: ID! seat: Int! trip: Trip @connection(fields: ["tripID"]) rower: Rower @connection(fields: ["rowerID"]) }
type News @model(subscriptions: { level: public }) @auth(rules: [{ allow: groups, groups: ["Board"] }, { allow: public, operations: [read] }]) { id: ID! title: String! body: String }
type Inquiry @model(timestamps: { createdAt: "asked" }) { id: ID! text: String! }
`;

it('a whole app of v1: everything that differs is told', async () => {
  const { told, access, tables, lost, decisions } = await proofOf(ROWING, {
    defaultMode: 'userPools',
    additionalModes: ['apiKey'],
  });
  expect(tables).toEqual([]);
  expect(told).toEqual([
    '1 AM3202',
    '1 AM3203',
    '2 AM3203',
    '2 AM3203',
    '2 AM3219',
    '5 AM3202',
    '5 AM3223',
    '8 AM3202',
    '9 AM3202',
    '9 AM3203',
    '10 AM3208',
    '10 AM3221',
    '11 AM3223',
    '12 AM3207',
    '1 AM3224',
  ]);
  expect(access).toEqual(['AM3221 narrowed: authenticated unset Crew']);
  // AM3202
  expect(lost).toEqual([
    'Query.clubsByTown(town): String is String!',
    'Query.repairsByBerth(pier): ID is ID!',
    'Query.membersOfClub(clubID): ID is ID!',
    'Query.tripsByDay(day): AWSDate is AWSDate!',
  ]);
  // AM3223: an error rather than an empty list; AM3224: null for a required field.
  const others = decisions.filter(
    (line) => !/(read|\*) .*: hidden -> denied$/.test(line) && !/ unset .*: denied -> allowed$/.test(line),
  );
  // The key of the API does not come to a club, whose news it could read.
  expect(others.filter((line) => line !== 'apiKey read Club.news (*): allowed -> denied')).toEqual([]);
});
