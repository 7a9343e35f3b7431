import { type Context, type V1Model } from './context.js';
import { Maker } from './nodes.js';

/** `@key` on the type becomes `@primaryKey` or `@index` on the first of its fields. */
export function carryKeys(model: V1Model, context: Context): void {
  const additions = context.additionsTo(model.name);
  for (const { node, name, fields, queryField } of model.keys) {
    const [partition, ...sort] = fields;
    const missing = fields.find((field) => !model.fields.has(field));
    if (partition === undefined || missing !== undefined) {
      context.tell('AM3201', node, { model: model.name, name: name ?? 'primary key', field: missing ?? '' });
      continue;
    }
    const make = new Maker(node);
    const sortKeyFields = sort.length === 0 ? undefined : sort;
    if (name === null) {
      additions.direct(partition, make.directive('primaryKey', { sortKeyFields }));
      continue;
    }
    // Without a query of its own in v1 the index has none; v2 would make one up unless it is told not to.
    additions.direct(partition, make.directive('index', { name, sortKeyFields, queryField }));
    if (queryField !== null) {
      context.tell('AM3202', node, { query: queryField, argument: partition });
    }
  }
}
