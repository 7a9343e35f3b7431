import { type LaneInput, type Obstacle } from '../lane.js';
import { type Model, type Relation } from '../api.js';
import { obstacle } from './obstacle.js';
import { type BuilderPlan, isStatic } from './plan.js';

/** What is said of relations, and the builder can't say. */
export function* relationObstacles(input: LaneInput, plan: BuilderPlan): Generator<Obstacle> {
  const { joins, relations } = plan;
  const joined = new Set(joins.map(({ model }) => model.name));
  for (const { model, sides, place } of joins) {
    if (!sameStaticRules(...sides)) {
      yield obstacle('AM3141', place, { join: model.name, models: sides.map(({ name }) => name) });
    }
  }
  for (const { at, reason, other } of relations.unlinked) {
    const field = `${at.model.name}.${at.field.name}`;
    if (reason === 'twice') yield obstacle('AM3126', at.relation, { field, other: other ?? '' });
    else yield obstacle('AM3125', at.relation, { field, keys: at.relation.foreignKey });
  }
  for (const { child, parent, parentSide, references, newIndex, cause } of relations.links) {
    const field = `${parent.name}.${parentSide.name}`;
    if (references.length > 2 && !hasIndexBy(child, references)) {
      yield obstacle('AM3144', cause.relation, { field, keys: references });
    }
    const halves = partOf(child, references);
    if (halves !== null) yield obstacle('AM3128', cause.relation, { field, model: child.name, ...halves });
    if (!newIndex) continue;
    yield obstacle('AM3129', cause.relation, { model: child.name, field, index: `gsi-${field}` }, 'import');
  }
  for (const model of plan.api.models) {
    if (!joined.has(model.name)) yield* fieldsOf(model, input);
  }
}

function* fieldsOf(model: Model, input: LaneInput): Generator<Obstacle> {
  const inherits = input.settings.flags.subscriptionsInheritPrimaryAuth;
  for (const { name, relation, type } of model.fields) {
    if (relation === null) continue;
    const field = `${model.name}.${name}`;
    if (inherits) yield obstacle('AM3135', relation, { field });
    if (relation.kind === 'hasOne' || relation.kind === 'belongsTo') {
      if (type.required) yield obstacle('AM3127', relation, { field });
      continue;
    }
    if (relation.kind !== 'hasMany') continue;
    if (limitsKey(relation, model, input)) {
      yield obstacle('AM3125', relation, { field, keys: relation.foreignKey.slice(0, 1) });
    }
    if (relation.limit !== 100) yield obstacle('AM3110', relation, { field, limit: relation.limit });
    if (relation.sortKeys.length > 0) {
      const { index, sortKeys } = relation;
      yield obstacle('AM3124', relation, { field, index: index ?? 'the primary key', sortKeys });
    }
  }
}

/** The references of a link, where some are required and others are not (getReferencesNodes of
 * graphql-relational-transformer). */
function partOf(
  { fields }: Model,
  references: readonly string[],
): { readonly required: readonly string[]; readonly optional: readonly string[] } | null {
  const isRequired = new Map(fields.map(({ name, type }) => [name, type.required]));
  const required = references.filter((name) => isRequired.get(name) === true);
  const optional = references.filter((name) => isRequired.get(name) !== true);
  return required.length > 0 && optional.length > 0 ? { required, optional } : null;
}

/** Gen 1 keeps the parts of a sort key together only where `@index` asks for it. */
function hasIndexBy({ indexes }: Model, references: readonly string[]): boolean {
  return indexes.some(({ fields }) => fields.join() === references.join());
}

/**
 * With the flag off Gen 1 reads a hasMany of its own making by the first part of the key alone, and makes the index so
 * (graphql-relational-transformer, updateTableForConnection).
 */
function limitsKey(relation: Relation, { primaryKey }: Model, { settings }: LaneInput): boolean {
  const isWhole = settings.flags.respectPrimaryKeyAttributesOnConnectionField || primaryKey.length === 1;
  return relation.kind === 'hasMany' && relation.implicit && !isWhole;
}

/** Where the rules are these, Amplify takes no reference out of an answer. */
function sameStaticRules(one: Model, other: Model): boolean {
  const roles = ({ rules, fields }: Model): string[] | null => {
    const all = rules ?? [];
    const isPlain = all.every(isStatic) && all.every(({ strategy }) => strategy !== 'custom');
    if (!isPlain || fields.some((field) => field.rules !== null)) return null;
    return all.map(({ strategy, provider, groups, groupClaim, operations }) =>
      JSON.stringify([strategy, provider, groups, groupClaim, operations]),
    );
  };
  const first = roles(one);
  const second = roles(other);
  return first !== null && second !== null && first.sort().join() === second.sort().join();
}
