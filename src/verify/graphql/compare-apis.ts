import { type ApiFacts } from './api-facts.js';
import { compareModes } from './compare-modes.js';
import { compareResolvers } from './compare-resolvers.js';
import { compareSchemas } from './compare-schemas.js';
import { compareTables } from './compare-tables.js';
import { type FactDifference } from './flat.js';

/** One thing in which two APIs differ; null: there is nothing of the kind in that generation. */
export interface ApiDifference extends FactDifference {
  readonly kind: 'decision' | 'schema' | 'table' | 'mode' | 'resolver';
}

/** Everything in which the API of a Gen 2 backend differs from that of Gen 1. */
export function compareApis(gen1: ApiFacts, gen2: ApiFacts): ApiDifference[] {
  const of = (kind: ApiDifference['kind'], found: readonly FactDifference[]): ApiDifference[] =>
    found.map((difference) => ({ kind, ...difference }));
  return [
    ...of('schema', compareSchemas(gen1.schema, gen2.schema)),
    ...of('table', compareTables(gen1.tables, gen2.tables)),
    ...of('mode', compareModes(gen1.modes, gen2.modes)),
    ...of('resolver', compareResolvers(gen1.resolvers, gen2.resolvers)),
  ];
}
