import { finding, type Finding } from '../../../src/core/finding.js';
import { type Api } from '../api.js';

/**
 * Queries of indexes that have the name of another query. Gen 1 adds them to `Query` one after the other, and a field
 * can't be added twice: mostly an index without `queryField` beside one that has the name that it would get.
 */
export function takenQueries({ models, operations }: Api): Finding[] {
  const taken = new Set([
    ...operations.filter(({ parent }) => parent === 'Query').map(({ name }) => name),
    ...models.flatMap(({ operations: own }) => [...own.get, ...own.list, ...own.sync]),
  ]);
  return models.flatMap(({ name: model, indexes }) =>
    indexes.flatMap(({ queryField, fields: [partitionKey = ''], origin }) => {
      if (queryField === null) return [];
      if (!taken.has(queryField)) {
        taken.add(queryField);
        return [];
      }
      const name = `${model}.${partitionKey}`;
      return [finding('AM3037', 'data', origin, { name, key: '@index', reason: 'query' })];
    }),
  );
}
