import { type ApiFacts } from './api-facts.js';
import { compareModes } from './compare-modes.js';
import { compareBroken, compareDefaults, compareResolvers, unproved } from './compare-resolvers.js';
import { compareSchemas } from './compare-schemas.js';
import { compareTables } from './compare-tables.js';
import { type Inequality, compareDecisions } from './decisions/compare.js';
import { Engine, readTemplates } from './decisions/run.js';
import { decisionTable } from './decisions/table.js';
import { universeOf } from './decisions/universe.js';
import { type FactDifference } from './flat.js';
import { Templates } from './vtl/template.js';

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
  const { inequalities, broken } = comparedDecisions(gen1, gen2);
  return [
    ...of('schema', compareSchemas(gen1.schema, gen2.schema)),
    ...of('table', compareTables(gen1.tables, gen2.tables)),
    ...of('mode', compareModes(gen1.modes, gen2.modes)),
    ...of('resolver', compareResolvers(gen1.resolvers, gen2.resolvers)),
    ...of('resolver', compareDefaults(gen1.resolvers, gen2.resolvers)),
    ...of('resolver', broken),
    ...inequalities.map((decision): ApiDifference => {
      const { principal, action, resource, record } = decision;
      const path = `${principal} ${action} ${resource}${record === '*' ? '' : ` (${record})`}`;
      return { kind: 'decision', path, gen1: decision.gen1, gen2: decision.gen2, decision };
    }),
  ];
}

/** Who may do more, less or something else with the API of Gen 2. */
export function compareAccess(gen1: ApiFacts, gen2: ApiFacts): Inequality[] {
  return comparedDecisions(gen1, gen2).inequalities;
}

interface ComparedDecisions {
  readonly inequalities: Inequality[];
  readonly broken: FactDifference[];
}

const AHEAD = new WeakMap<ApiFacts, Templates>();

/**
 * Reads the templates of Gen 1's API while nothing is known of the other one yet: both have most of them in common, and
 * to read them is most of the work of a comparison.
 */
export function readAhead(gen1: ApiFacts): void {
  const templates = new Templates();
  for (const resolver of gen1.resolvers.values()) readTemplates(resolver, templates);
  AHEAD.set(gen1, templates);
}

function comparedDecisions(gen1: ApiFacts, gen2: ApiFacts): ComparedDecisions {
  const universe = universeOf(gen1, gen2);
  const templates = AHEAD.get(gen1) ?? new Templates();
  const [one, two] = [new Engine(templates), new Engine(templates)];
  const tables = [decisionTable(gen1, universe, one), decisionTable(gen2, universe, two)] as const;
  return {
    inequalities: compareDecisions(...tables),
    broken: [...compareBroken(one.broken, two.broken), ...unproved(one.gaps, two.gaps)],
  };
}
