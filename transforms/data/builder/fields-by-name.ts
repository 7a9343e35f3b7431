import { type Field, type Model } from '../api.js';

const known = new WeakMap<Model, ReadonlyMap<string, Field>>();

/** The fields of a model by name: the first of two. Every relation to the model asks for them. */
export function fieldsByName(model: Model): ReadonlyMap<string, Field> {
  const before = known.get(model);
  if (before !== undefined) return before;
  const fields = new Map<string, Field>();
  for (const field of model.fields) if (!fields.has(field.name)) fields.set(field.name, field);
  known.set(model, fields);
  return fields;
}
