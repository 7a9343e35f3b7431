import { parse } from 'graphql';
import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { transformGen1 } from '../data/gen1-transformer.js';
import { flagsOf } from './data-project.js';
import { schemaText } from './schema-text.js';
import { gen1Schema } from './schemas.js';

vi.setConfig({ testTimeout: 180_000 });

it('the schemas of the laws are such as Gen 1 pushes', () => {
  fc.assert(
    fc.property(gen1Schema, (generated) => {
      const sdl = schemaText(generated);
      expect(
        transformGen1(sdl, flagsOf(generated), { sandbox: generated.globalRule === 'public' }).tables.size,
      ).toBeGreaterThanOrEqual(generated.models.length);
    }),
    { numRuns: 8 },
  );
});

it('whatever a schema is made smaller to is a schema', () => {
  fc.assert(
    fc.property(gen1Schema, (generated) => {
      expect(parse(schemaText(generated)).definitions.length).toBeGreaterThanOrEqual(generated.models.length);
    }),
    { numRuns: 200 },
  );
});
