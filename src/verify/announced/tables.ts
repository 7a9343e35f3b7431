import { type ApiDifference } from '../graphql/compare-apis.js';
import { type TableFacts } from '../graphql/tables.js';
import { type Told } from './told.js';

type Tables = ReadonlyMap<string, TableFacts>;

/** What a plan says of the tables that it takes over, and of those of which it does not know the names. */
const TAKEN = 'AM3276';
const UNKNOWN = 'AM3278';
const WITHOUT = 'AM3285';

/** What conflict detection keeps beside the tables of the models. */
const OF_DATASTORE = 'DataStore';

/**
 * Models that get a new, empty table although the plan takes the deployed one over: neither generation imports it, so
 * that no fact differs. `branch`: the one that was synthesised; other ones get new tables.
 */
export function tablesLeftBehind(
  gen1: Tables,
  gen2: Tables,
  { findings }: Pick<Told, 'findings'>,
  branch: string | undefined,
): ApiDifference[] {
  const taken = findings.find(({ code }) => code === TAKEN);
  if (taken === undefined || findings.some(({ code }) => code === UNKNOWN)) return [];
  const isOfBranch = branch !== undefined && taken.message.includes(`\`${branch}\` (`);
  if (!isOfBranch && [...gen2.values()].every(({ imported }) => imported === null)) return [];
  const told = findings.filter(({ code }) => code === WITHOUT).map(({ message }) => message);
  return [...gen1.keys()]
    .filter((model) => !model.includes(OF_DATASTORE) && gen2.get(model)?.imported === null)
    .filter((model) => !told.some((message) => message.includes(model)))
    .map((model) => ({
      kind: 'table',
      path: `${model}.imported`,
      gen1: 'the deployed table',
      gen2: 'new',
    }));
}
