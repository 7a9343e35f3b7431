import { schemas as library } from '@aws-amplify/graphql-schema-test-library';
import fc from 'fast-check';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { meaningOf } from '../../transforms/data/meaning/index.js';
import { type ApiSettings, type TransformerFlags } from '../../transforms/data/settings.js';
import { transformGen1 } from './gen1-transformer.js';
import { factsOfApi, factsOfGen1 } from './meaning-facts.js';
import { schemas } from './meaning-generated.js';
import { DATA_STORE, LEGACY, MODERN, readSdl, settingsWith } from './read-sdl.js';

/** The meaning of a schema comes to what Gen 1's own transformer makes of it. */
function expectSame(sdl: string, settings: ApiSettings): void {
  const facts = factsOfApi(meaningOf(readSdl(sdl, settings), settings), settings);
  const output = transformGen1(sdl, settings.flags, { dataStore: settings.conflicts !== null });
  expect(facts).toEqual(factsOfGen1(output, Object.keys(facts.types)));
}

const EVERYTHING = /* GraphQL */ `
  type Query {
    echo(text: String!, times: Int = 2): String @function(name: "echo-\${env}") @function(name: "loud")
  }
  type Mutation {
    order(input: OrderInput!): Receipt
      @http(method: POST, url: "https://example.com/orders")
      @auth(rules: [{ allow: private }])
  }
  extend type Query {
    weather(city: String): Weather @function(name: "weather")
  }
  type Subscription {
    onOrder(customer: ID): Receipt @aws_subscribe(mutations: ["order"])
  }
  interface Dated {
    date: AWSDate
  }
  type Receipt implements Dated {
    date: AWSDate
    lines: [Line!]!
  }
  type Line {
    text: String
  }
  type Weather {
    degrees: Float
  }
  union Outcome = Receipt | Weather
  enum Colour {
    RED
    GREEN
  }
  input OrderInput {
    customer: ID!
    colours: [Colour!] = [RED]
  }
  type Shop @model @searchable @auth(rules: [{ allow: owner, ownerField: "keepers" }]) {
    id: ID!
    keepers: [String]
    colour: Colour @default(value: "RED") @index(name: "byColour", queryField: "shopsByColour")
    address: Line
    parent: ID @index(name: "byParent", sortKeyFields: ["name"])
    branches: [Shop] @hasMany(indexName: "byParent", fields: ["id"])
    name: String!
    hours(day: Int): String @function(name: "hours")
  }
  type Note @model(subscriptions: null) @auth(rules: [{ allow: private }]) {
    text: String @auth(rules: [{ allow: owner, ownerField: "namer" }])
  }
  type VeryLongNameOfAModelThatNoSubscriptionCanTakeAsItIs @model {
    name: String
  }
  extend type Shop {
    motto: String
  }
`;

describe('what a schema means in Gen 1', () => {
  beforeAll(() => {
    vi.spyOn(console, 'warn').mockReturnValue(undefined);
  });

  const cases = Object.entries(library).filter(
    ([, { transformerVersion }]) => String(transformerVersion) !== '1',
  );
  it.each(cases.map(([name, { sdl }], index) => ({ name, sdl, flags: index % 2 ? LEGACY : MODERN })))(
    'is what its transformer makes of $name',
    ({ sdl, flags }) => {
      expectSame(sdl, settingsWith(flags));
    },
  );

  it.each([
    ['new flags', MODERN, {}],
    ['old flags', LEGACY, {}],
    ['DataStore', { ...MODERN, shouldDeepMergeDirectiveConfigDefaults: true }, DATA_STORE],
  ] as const)(
    'is what its transformer makes of every kind of definition with %s',
    (_name, flags, changes) => {
      expectSame(EVERYTHING, settingsWith(flags, changes));
    },
  );

  it('is what its transformer makes of generated schemas', () => {
    const flags = fc.record<Partial<TransformerFlags>>({
      shouldDeepMergeDirectiveConfigDefaults: fc.boolean(),
      respectPrimaryKeyAttributesOnConnectionField: fc.boolean(),
      secondaryKeyAsGSI: fc.boolean(),
      enableAutoIndexQueryNames: fc.boolean(),
    });
    fc.assert(
      fc.property(schemas, flags, fc.boolean(), ({ sdl }, some, dataStore) => {
        expectSame(sdl, settingsWith({ ...MODERN, ...some }, dataStore ? DATA_STORE : {}));
      }),
      { numRuns: process.env['FUZZ'] === '1' ? 300 : 6 },
    );
  });
});
