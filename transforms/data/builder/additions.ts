import { finding, type Finding } from '../../../src/core/finding.js';
import { type LaneInput } from '../lane.js';
import { isWritable, isWritableField } from './known.js';
import { type BuilderPlan } from './plan.js';

/** What the builder's schema has besides Gen 1's: told, because clients see it or the table has it. */
export function additions(input: LaneInput, plan: BuilderPlan, path: string): Finding[] {
  return [
    ...ofRelations(input, plan, path),
    ...ofKeys(plan, path),
    ...ofClosed(plan, path),
    ...ofInputs(plan, path),
    ...ofLeftOut(plan),
  ];
}

function* ofRelations({ tables }: LaneInput, plan: BuilderPlan, path: string): Generator<Finding> {
  for (const { model, place } of plan.joins) {
    const references = model.fields.flatMap(({ name, relation }) => (relation === null ? [] : [name]));
    const params = { name: model.name, references };
    yield finding('AM3103', 'data', place.origin, params, { path, property: model.name });
  }
  for (const { parent, child, parentSide, childSide, added, keys, newIndex, cause } of plan.relations.links) {
    const { origin } = cause.relation;
    for (const side of added) {
      const [model, member] = side === 'parent' ? [parent, parentSide] : [child, childSide];
      const property = `${model.name}.${member.name}`;
      const params = { field: `${cause.model.name}.${cause.field.name}`, added: property, kind: member.kind };
      yield finding('AM3100', 'data', origin, params, { path, property });
    }
    if (keys.length > 0) {
      const params = { model: child.name, keys: keys.map(({ name }) => name) };
      yield finding('AM3101', 'data', origin, params, { path, property: child.name });
    }
    if (newIndex && tables.kind === 'new') {
      const field = `${parent.name}.${parentSide.name}`;
      const params = { model: child.name, index: `gsi-${field}`, field };
      yield finding('AM3104', 'data', origin, params, { path, property: child.name });
    }
  }
}

function* ofClosed(plan: BuilderPlan, path: string): Generator<Finding> {
  for (const { model, isClosed } of plan.models) {
    if (!isClosed || model.fields.some(({ rules }) => rules !== null)) continue;
    yield finding('AM3114', 'data', model.origin, { model: model.name }, { path, property: model.name });
  }
}

/** One finding for all: in most schemas it is the same for every model. */
function* ofKeys(plan: BuilderPlan, path: string): Generator<Finding> {
  const models = plan.models.filter(
    ({ model, writesId }) => writesId && model.primaryKeyAt === null && model.operations.list.length > 0,
  );
  const [first] = models;
  if (first === undefined) return;
  const params = { models: models.map(({ model }) => model.name) };
  yield finding('AM3102', 'data', first.model.origin, params, { path });
}

function* ofInputs({ inputs }: BuilderPlan, path: string): Generator<Finding> {
  const { added, unused } = inputs;
  for (const { name, input } of added) {
    yield finding(
      'AM3105',
      'data',
      input.origin,
      { input: input.name, type: name },
      { path, property: name },
    );
  }
  for (const input of unused) yield finding('AM3106', 'data', input.origin, { input: input.name });
}

/** Custom subscriptions are told for themselves. */
function* ofLeftOut({ api, known }: BuilderPlan): Generator<Finding> {
  for (const operation of api.operations) {
    const { parent, name, origin } = operation;
    if (parent === 'Subscription' || isWritable(operation, known)) continue;
    yield finding('AM3146', 'data', origin, { place: `${parent}.${name}` });
  }
  for (const { name, fields } of [...api.models, ...api.types]) {
    for (const field of fields) {
      if (field.relation !== null || isWritableField(field, known)) continue;
      yield finding('AM3146', 'data', field.origin, { place: `${name}.${field.name}` });
    }
  }
}
