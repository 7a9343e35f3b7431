import { type FeatureId } from '../core/feature.js';
import { type Json } from '../core/json.js';
import { type Generation } from './generation.js';
import { type ApiFacts } from './graphql/api-facts.js';
import { visibleFacts } from './graphql/compare-schemas.js';
import { isObject } from './template.js';

/** How many facts of Gen 1 were held against the backend, by feature; what roles of users may do is a fact of auth. */
export type Counted = Readonly<Partial<Record<FeatureId, number>>>;

/** Counts what is compared of these features. Who may call which field is asked besides, and no fact of one side. */
export function countFacts(
  { auth, backend, access, api, rest }: Generation,
  features: Iterable<FeatureId>,
): Counted {
  const { Buckets, Tables, Functions, Layers } = backend;
  const rightsOf = (isFunction: boolean): number =>
    [...access].reduce(
      (sum, [name, { policies }]) =>
        name.startsWith('function:') === isFunction
          ? sum +
            policies.statements.reduce(
              (all, { actions, resources }) => all + actions.patterns.length * resources.patterns.length,
              0,
            )
          : sum,
      0,
    );
  const counts: Partial<Record<FeatureId, () => number>> = {
    auth: () => leaves({ ...auth }) + rightsOf(false),
    data: () => (api === null ? 0 : factsOf(api)),
    storage: () => leaves({ ...Buckets, ...Tables }),
    functions: () => leaves({ ...Functions, ...Layers }) + rightsOf(true),
    rest: () =>
      [...rest.apis.values()].reduce(
        (sum, { methods, settings }) => sum + methods.length * rest.callers.size + leaves(settings),
        0,
      ),
  };
  return Object.fromEntries(
    [...features].flatMap((feature) => {
      const count = counts[feature]?.() ?? 0;
      return count === 0 ? [] : [[feature, count]];
    }),
  );
}

/** What clients see, modes, settings, tables with their indexes, and the sources of fields. */
function factsOf({ schema, modes, resolvers, tables, settings = {} }: ApiFacts): number {
  const ofTables = [...tables.values()].reduce(
    (sum, { globalIndexes, localIndexes, ...table }) =>
      sum + Object.keys(table).length + globalIndexes.size + localIndexes.size,
    0,
  );
  const ofModes = modes.reduce((sum, mode) => sum + 1 + leaves(mode.settings), 0);
  return visibleFacts(schema).size + ofModes + ofTables + resolvers.size + leaves(settings);
}

function leaves(value: Json | Readonly<Record<string, Json>>): number {
  if (Array.isArray(value)) return Math.max(1, value.length);
  if (!isObject(value)) return 1;
  return Object.values(value).reduce<number>((sum, one) => sum + leaves(one), 0);
}
