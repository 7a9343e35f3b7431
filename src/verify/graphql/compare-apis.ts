import { type ApiFacts } from './api-facts.js';
import { compareModes } from './compare-modes.js';
import { compareBroken, compareDefaults, compareResolvers, unproved } from './compare-resolvers.js';
import { compareSchemas } from './compare-schemas.js';
import { compareSettings } from './compare-settings.js';
import { compareTables } from './compare-tables.js';
import { compareTemplates } from './compare-templates.js';
import { type Inequality, compareDecisions } from './decisions/compare.js';
import { Engine } from './decisions/run.js';
import { Answers } from './decisions/table.js';
import { universeOf } from './decisions/universe.js';
import { type FactDifference } from './flat.js';

/** One thing in which two APIs differ; null: there is nothing of the kind in that generation. */
export interface ApiDifference extends FactDifference {
  readonly kind: 'decision' | 'schema' | 'table' | 'mode' | 'resolver' | 'setting';
  /** For a decision: who, what and which record. */
  readonly decision?: Inequality;
}

/** Everything in which the API of a Gen 2 backend differs from that of Gen 1. */
export function compareApis(gen1: ApiFacts, gen2: ApiFacts): ApiDifference[] {
  const of = (kind: ApiDifference['kind'], found: readonly FactDifference[]): ApiDifference[] =>
    found.map((difference) => ({ kind, ...difference }));
  const { inequalities, broken } = comparedDecisions(gen1, gen2);
  const told = new Set(broken.map(({ path }) => fieldOf(path)));
  const resolvers = compareResolvers(gen1.resolvers, gen2.resolvers);
  const lost = new Set(resolvers.filter((one) => one.gen2 === null).map(({ path }) => path));
  return [
    ...of('schema', compareSchemas(gen1.schema, gen2.schema)),
    ...of('table', compareTables(gen1.tables, gen2.tables)),
    ...of('setting', compareSettings(gen1, gen2)),
    ...of('mode', compareModes(gen1.modes, gen2.modes)),
    ...of('resolver', resolvers),
    ...of('resolver', compareDefaults(gen1.resolvers, gen2.resolvers)),
    ...of(
      'resolver',
      compareTemplates(gen1.resolvers, gen2.resolvers).filter(({ path }) => !told.has(fieldOf(path))),
    ),
    ...of('resolver', broken),
    // A field that nothing answers any more gives nobody anything, which is told once.
    ...inequalities
      .filter((one) => !isOfLost(one, lost))
      .map((decision): ApiDifference => {
        const { principal, action, resource, record } = decision;
        const path = `${principal} ${action} ${resource}${record === '*' ? '' : ` (${record})`}`;
        return { kind: 'decision', path, gen1: decision.gen1, gen2: decision.gen2, decision };
      }),
  ];
}

/** A subscription works without a resolver, and lets in more when the one is gone that refused. */
function isOfLost({ resource, change }: Inequality, lost: ReadonlySet<string>): boolean {
  const field = resource.replace(/^graphql:/, '');
  return lost.has(field) && (change === 'narrowed' || !field.startsWith('Subscription.'));
}

/** `Query.getBook` of `Query.getBook template`. */
function fieldOf(path: string): string {
  return path.split(' ')[0] ?? '';
}

/** Who may do more, less or something else with the API of Gen 2. */
export function compareAccess(gen1: ApiFacts, gen2: ApiFacts): Inequality[] {
  return comparedDecisions(gen1, gen2).inequalities;
}

interface ComparedDecisions {
  readonly inequalities: Inequality[];
  readonly broken: FactDifference[];
}

const AHEAD = new WeakMap<ApiFacts, Answers>();

/**
 * Asks Gen 1's API while nothing is known of the other one yet, which is half of a comparison. `defineData` lets IAM in
 * whatever Gen 1 did, so its callers are asked for as well.
 */
export function askAhead(gen1: ApiFacts): void {
  const answers = new Answers(gen1, new Engine());
  const universe = universeOf(gen1);
  answers.table({ ...universe, modes: new Set([...universe.modes, 'AWS_IAM']) });
  AHEAD.set(gen1, answers);
}

function comparedDecisions(gen1: ApiFacts, gen2: ApiFacts): ComparedDecisions {
  const universe = universeOf(gen1, gen2);
  // Whoever can't call either API has not been asked, or a template that fails for nobody else would count as broken.
  const ahead = universe.modes.has('AWS_IAM') ? AHEAD.get(gen1) : undefined;
  const one = ahead ?? new Answers(gen1, new Engine());
  const two = new Answers(gen2, new Engine(one.engine.templates));
  return {
    inequalities: compareDecisions(one.table(universe), two.table(universe)),
    broken: [
      ...compareBroken(one.engine.broken, two.engine.broken),
      ...unproved(one.engine.gaps, two.engine.gaps),
    ],
  };
}
