import { describe, expect, it } from 'vitest';
import { proofOf, SAME } from './v1-proof.js';

describe('keys and relations of v1 have the tables and the fields that they had', () => {
  it('primary keys of several fields, indexes with and without a query', async () => {
    const sdl = `
type Ledger @model @auth(rules: [{ allow: owner }]) @key(fields: ["club", "year"]) @key(name: "byTitle", fields: ["title"]) @key(name: "byState", fields: ["state", "year", "title"], queryField: "ledgersByState") { club: ID! year: Int! title: String! state: State! }
enum State { OPEN CLOSED }
`;
    expect(await proofOf(sdl, { defaultMode: 'userPools' })).toEqual({
      ...SAME,
      told: ['1 AM3202', '1 AM3224'],
      lost: ['Query.ledgersByState(state): State is State!'],
      decisions: ['owner unset Ledger.title (*): denied -> allowed'],
    });
  });

  it('relations of one end: keys and indexes that v1 names after the field', async () => {
    const sdl = `
type Shelf @model @auth(rules: [{ allow: owner }]) { id: ID! boxes: [Box] @connection room: Room @connection keeper: Room @connection(keyField: "keeperRoom") jars: [Jar] @connection(keyField: "shelf", limit: 5) }
type Box @model @auth(rules: [{ allow: owner }]) { id: ID! shelf: Shelf @connection lid: String }
type Jar @model @auth(rules: [{ allow: owner }]) { id: ID! }
type Room @model @auth(rules: [{ allow: owner }]) { id: ID! }
`;
    expect(await proofOf(sdl, { defaultMode: 'userPools' })).toEqual({
      ...SAME,
      told: ['1 AM3203', '1 AM3203', '1 AM3203', '1 AM3203', '2 AM3203'],
    });
  });

  it('relations with a name: the index has the name, a sort field, a key field', async () => {
    const sdl = `
type Album @model @auth(rules: [{ allow: owner }]) { id: ID! tracks: [Track] @connection(name: "AlbumTracks", sortField: "nr") singer: Singer! @connection(name: "SingerAlbums", keyField: "singerId") }
type Track @model @auth(rules: [{ allow: owner }]) { id: ID! nr: Int! album: Album @connection(name: "AlbumTracks", sortField: "nr") }
type Singer @model @auth(rules: [{ allow: owner }]) { id: ID! albums: [Album] @connection(name: "SingerAlbums", keyField: "singerId") }
`;
    expect(await proofOf(sdl, { defaultMode: 'userPools' })).toEqual({
      ...SAME,
      told: ['1 AM3203', '2 AM3203', '1 AM3224'],
      decisions: ['owner unset Track.nr (*): denied -> allowed'],
    });
  });

  it('relations by fields and a key, both ways through a model between two others', async () => {
    const sdl = `
type Crew @model @auth(rules: [{ allow: owner }]) { id: ID! seats: [Seat] @connection(keyName: "byCrew", fields: ["id"]) boat: Boat @connection(fields: ["boatYard", "boatNr"]) boatYard: ID boatNr: Int }
type Boat @model @auth(rules: [{ allow: owner }]) @key(fields: ["yard", "nr"]) { yard: ID! nr: Int! }
type Seat @model @auth(rules: [{ allow: owner }]) @key(name: "byCrew", fields: ["crewID", "rowerID"], queryField: "seatsByCrew") @key(name: "byRower", fields: ["rowerID", "crewID"]) { id: ID! crewID: ID! rowerID: ID! crew: Crew! @connection(fields: ["crewID"]) rower: Rower! @connection(fields: ["rowerID"]) }
type Rower @model @auth(rules: [{ allow: owner }]) { id: ID! crews: [Seat] @connection(keyName: "byRower", fields: ["id"], limit: 20) }
`;
    expect(await proofOf(sdl, { defaultMode: 'userPools' })).toEqual({
      ...SAME,
      told: ['3 AM3202', '3 AM3224'],
      lost: ['Query.seatsByCrew(crewID): ID is ID!'],
      decisions: [
        'owner unset Seat.crewID (*): denied -> allowed',
        'owner unset Seat.rowerID (*): denied -> allowed',
      ],
    });
  });

  it('relations to models with keys of their own, and one that v1 never answered', async () => {
    const sdl = `
type City @model @auth(rules: [{ allow: owner }]) @key(fields: ["code"]) { code: String! streets: [Street] @connection mayor: Person @connection(name: "CityMayor") parks: [Park] @connection(name: "CityParks") }
type Street @model @auth(rules: [{ allow: owner }]) { id: ID! }
type Park @model @auth(rules: [{ allow: owner }]) { id: ID! city: City @connection(name: "CityParks") }
type Person @model @auth(rules: [{ allow: owner }]) { id: ID! city: City @connection(name: "CityMayor", keyField: "home") home: ID page: Page @connection }
type Page @model @auth(rules: [{ allow: owner }]) @key(fields: ["book", "nr"]) { book: ID! nr: Int! }
`;
    expect(await proofOf(sdl, { defaultMode: 'userPools' })).toEqual({
      ...SAME,
      told: ['1 AM3203', '1 AM3218', '1 AM3203', '3 AM3203', '3 AM3218', '4 AM3218', '4 AM3203', '4 AM3219'],
      lost: [
        'Person.home: ID is String',
        'ModelPersonConditionInput.home: ModelIDInput is ModelStringInput',
        'UpdatePersonInput.home: ID is String',
        'CreatePersonInput.home: ID is String',
        'UpdateParkInput.parkCityId: ID is String',
        'CreateParkInput.parkCityId: ID is String',
        'UpdateStreetInput.cityStreetsId: ID is String',
        'CreateStreetInput.cityStreetsId: ID is String',
        'ModelPersonFilterInput.home: ModelIDInput is ModelStringInput',
      ],
      decisions: ['authenticated read Person.page (*): denied -> allowed'],
    });
  });
});
