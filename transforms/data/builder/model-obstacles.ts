import { type Model, type RuleOperation, type Rule } from '../api.js';
import { type LaneInput, type Obstacle } from '../lane.js';
import { fieldsByName } from './fields-by-name.js';
import { obstacle } from './obstacle.js';
import { type BuilderPlan } from './plan.js';
import { SCALARS, namedType } from './types.js';

/** What is said of models, and the builder can't say. */
export function* modelObstacles(input: LaneInput, { api, joins }: BuilderPlan): Generator<Obstacle> {
  const written = new Set(joins.map(({ model }) => model.name));
  for (const model of api.models) {
    // What is wrong with a join model is said of the models that it joins.
    if (written.has(model.name)) continue;
    yield* directiveObstacles(model);
    yield* keyObstacles(model);
    yield* ruleObstacles(model);
    if (!input.settings.flags.populateOwnerFieldForStaticGroupAuth && ownsByOtherRules(model)) {
      yield obstacle('AM3134', model, { model: model.name });
    }
  }
}

function* directiveObstacles(model: Model): Generator<Obstacle> {
  const { name, timestamps, renamed, searchable, mapsTo, modelAt } = model;
  if (renamed.length > 0) yield obstacle('AM3111', modelAt, { model: name, operations: renamed });
  if (timestamps.createdAt !== 'createdAt' || timestamps.updatedAt !== 'updatedAt') {
    yield obstacle('AM3112', modelAt, { model: name });
  }
  if (model.subscriptionLevel === 'public') yield obstacle('AM3113', modelAt, { model: name });
  if (searchable !== null) yield obstacle('AM3120', searchable, { model: name });
  if (mapsTo !== null) yield obstacle('AM3121', model, { model: name, mapsTo });
}

function* keyObstacles(model: Model): Generator<Obstacle> {
  const fields = fieldsByName(model);
  for (const [position, name] of model.primaryKey.entries()) {
    const field = fields.get(name);
    if (field === undefined) continue;
    const { type } = field;
    const isImplicit = model.primaryKeyAt === null;
    const isKey = type.kind === 'named' && type.required && SCALARS.has(type.name);
    if (!isKey || (isImplicit && type.name !== 'ID')) {
      const text = `${namedType(type)}${type.required ? '!' : ''}`;
      yield obstacle('AM3123', field, { model: model.name, field: name, type: text });
    }
    if (position === 0 && field.defaultValue !== null) {
      const { value } = field.defaultValue;
      yield obstacle('AM3122', field.defaultValue, { field: `${model.name}.${name}`, value });
    }
  }
}

/** Types that the builder takes for text where a field names owners or groups (data-schema, areConflicting). */
const TEXTS: ReadonlySet<string> = new Set([
  'ID',
  'String',
  'AWSDate',
  'AWSTime',
  'AWSDateTime',
  'AWSEmail',
  'AWSPhone',
  'AWSURL',
  'AWSIPAddress',
]);

function* ruleObstacles(model: Model): Generator<Obstacle> {
  const fields = fieldsByName(model);
  const told = new Set<string>();
  for (const rule of [...(model.rules ?? []), ...model.fields.flatMap(({ rules }) => rules ?? [])]) {
    const field = rule.ownerField ?? rule.groupsField;
    const type = field === null ? undefined : fields.get(field)?.type;
    if (field === null || type === undefined || told.has(field)) continue;
    const item = type.kind === 'list' ? type.of : type;
    if (item.kind === 'named' && TEXTS.has(item.name)) continue;
    told.add(field);
    yield obstacle('AM3140', rule, { model: model.name, field, type: namedType(type) });
  }
}

/** True when a caller can pass by another rule than the one that makes the owner. */
function ownsByOtherRules({ rules }: Model): boolean {
  const creating = (rules ?? []).filter((rule) => allows(rule, 'create'));
  return creating.length > 1 && creating.some(({ strategy }) => strategy === 'owner');
}

function allows({ operations }: Rule, operation: RuleOperation): boolean {
  return operations === null || operations.includes(operation);
}
