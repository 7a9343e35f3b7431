import { matchesWildcard } from '../../../src/core/wildcard.js';
import { type Part } from '../lambda/intrinsics.js';
import { type ReferringContext } from './context.js';
import { type Surroundings } from './surroundings.js';

/** An id of an API, which is part of the names of its tables: `<model>-<id>-<environment>`, and `NONE` in Gen 2. */
const ID = 'a'.repeat(26);

/**
 * The model whose table of Gen 1 a resource of a policy means by its name, where no table of Gen 2 is called so; null: it
 * means none, or that of Gen 2 too.
 */
export function modelOfGen1(
  parts: readonly Part[],
  { environments }: ReferringContext,
  { api }: Surroundings,
): string | null {
  const text = parts
    .map((part) => (typeof part === 'string' ? part : 'hole' in part ? `{${part.hole}}` : '\0'))
    .join('');
  const pattern = /:dynamodb:.*:table\/([^/]+)/.exec(text)?.[1];
  if (pattern === undefined || api === null || pattern.includes('\0')) return null;
  const isCalled = (name: string, environment: string): boolean =>
    matchesWildcard(pattern.replaceAll('{branch}', environment), name);
  for (const model of api.models) {
    const isOfGen1 = environments.some(
      (environment) =>
        isCalled(`${model}-${ID}-${environment}`, environment) ||
        new RegExp(`^${model}-[a-z0-9]{26}-${environment}$`).test(
          pattern.replaceAll('{branch}', environment),
        ),
    );
    if (isOfGen1 && !environments.some((environment) => isCalled(`${model}-${ID}-NONE`, environment)))
      return model;
  }
  return null;
}
