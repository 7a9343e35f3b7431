import { schemas } from '@aws-amplify/graphql-schema-test-library';
import { describe, expect, it } from 'vitest';
import { decisionTable } from '../../src/verify/graphql/decisions/table.js';
import { Engine } from '../../src/verify/graphql/decisions/run.js';
import { universeOf } from '../../src/verify/graphql/decisions/universe.js';
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

const SCHEMAS = Object.entries(schemas);

describe('the schemas of the library of the transformers', () => {
  it('are the ones that are known', () => {
    expect(SCHEMAS).toHaveLength(26);
  });

  it.each(SCHEMAS)('%s compiles on both sides and decides for everybody', async (_, { sdl }) => {
    const gen1 = await gen1Api({ ...MODES, sdl, flags: NEW_PROJECT_FLAGS });
    const gen2 = await dataApi({ ...MODES, sdl });
    for (const api of [gen1, gen2]) {
      const engine = new Engine();
      const outcomes = [...decisionTable(api, universeOf(api), engine).values()].map(
        ({ outcome }) => outcome,
      );
      expect([...engine.broken.keys()]).toEqual([]);
      expect(outcomes).toContain('denied');
      expect(outcomes.some((outcome) => outcome.startsWith('allowed'))).toBe(true);
    }
  });
});
