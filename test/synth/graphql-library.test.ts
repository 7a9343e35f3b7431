import { schemas } from '@aws-amplify/graphql-schema-test-library';
import { describe, expect, it } from 'vitest';
import { decisionTable } from '../../src/verify/graphql/decisions/table.js';
import { dataApi, gen1Api, NEW_PROJECT_FLAGS } from '../../src/verify/graphql/gen1-api.js';

/** Modes for every provider that a rule of the library names. */
const MODES = {
  defaultMode: { kind: 'apiKey' },
  additionalModes: [
    { kind: 'userPools' },
    { kind: 'iam' },
    { kind: 'oidc', providerName: 'example', issuer: 'https://example.com/' },
    { kind: 'lambda', functionName: 'authorizer' },
  ],
} as const;

/** The enum of versions is a `const enum`, whose members are not there at run time. */
const V1: number = 1;
const V2 = Object.entries(schemas).filter(([, { transformerVersion }]) => transformerVersion !== V1);

describe('the schemas of the library of the transformers', () => {
  it('are the ones that are known', () => {
    expect(V2.length).toBeGreaterThanOrEqual(20);
  });

  it.each(V2)('%s compiles on both sides and decides for everybody', async (_, { sdl }) => {
    const gen1 = await gen1Api({ ...MODES, sdl, flags: NEW_PROJECT_FLAGS });
    const gen2 = await dataApi({ ...MODES, sdl });
    for (const api of [gen1, gen2]) {
      const outcomes = [...decisionTable(api).values()].map(({ outcome }) => outcome);
      expect(outcomes).toContain('denied');
      expect(outcomes.some((outcome) => outcome.startsWith('allowed'))).toBe(true);
    }
  });
});
