import { type FeatureId } from '../core/feature.js';
import { type Generation } from './generation.js';

/** What a backend has anything of. */
export function featuresOf({ auth, api, backend, access, rest }: Generation): Set<FeatureId> {
  const has = (found: object): boolean => Object.keys(found).length > 0;
  const { Buckets, Tables, Functions } = backend;
  // A bucket that is referred to is no resource of the backend, but roles have rights on it.
  const reachesBucket = [...access.values()].some(({ policies }) =>
    policies.statements.some(({ resources }) =>
      resources.patterns.some((pattern) => pattern.includes(':s3:::${Bucket')),
    ),
  );
  const all: readonly (readonly [FeatureId, boolean])[] = [
    ['auth', auth !== null],
    ['data', api !== null],
    ['storage', has(Buckets) || has(Tables) || reachesBucket],
    ['functions', has(Functions)],
    ['rest', rest.apis.size > 0],
  ];
  return new Set(all.flatMap(([feature, isThere]) => (isThere ? [feature] : [])));
}
