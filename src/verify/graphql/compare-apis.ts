import { type ApiFacts } from './api-facts.js';
import { compareModes } from './compare-modes.js';
import { compareResolvers } from './compare-resolvers.js';
import { compareSchemas } from './compare-schemas.js';
import { compareTables } from './compare-tables.js';
import { type Inequality, compareDecisions } from './decisions/compare.js';
import { Engine } from './decisions/run.js';
import { decisionTable } from './decisions/table.js';
import { universeOf } from './decisions/universe.js';
import { type FactDifference } from './flat.js';

/** One thing in which two APIs differ; null: there is nothing of the kind in that generation. */
export interface ApiDifference extends FactDifference {
  readonly kind: 'decision' | 'schema' | 'table' | 'mode' | 'resolver';
  /** For a decision: who, what and which record. */
  readonly decision?: Inequality;
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
    ...compareAccess(gen1, gen2).map((decision): ApiDifference => {
      const { principal, action, resource, record } = decision;
      const path = `${principal} ${action} ${resource}${record === '*' ? '' : ` (${record})`}`;
      return { kind: 'decision', path, gen1: decision.gen1, gen2: decision.gen2, decision };
    }),
  ];
}

/** Who may do more, less or something else with the API of Gen 2. */
export function compareAccess(gen1: ApiFacts, gen2: ApiFacts): Inequality[] {
  const universe = universeOf(gen1, gen2);
  const engine = new Engine();
  return compareDecisions(decisionTable(gen1, universe, engine), decisionTable(gen2, universe, engine));
}
