import { type DirectiveNode, type FieldDefinitionNode, Kind, type ValueNode } from 'graphql';
import { operationName, pluralOf, upperFirst } from '../meaning/names.js';
import { argumentOf, baseTypeOf, directiveOf, isListType, memberOf, textOf } from '../schema/ast.js';
import { type Context, type V1Model } from './context.js';
import { Maker } from './nodes.js';

/** The name of v1: an `s` at the end, unless the project asks for English. */
export function v1Plural(name: string, context: Context): string {
  const upper = upperFirst(name);
  return context.options.improvePluralization === true ? pluralOf(upper) : `${upper}s`;
}

/** `@model` with the name of the list query where v2 would give another. */
export function carryModel(model: V1Model, context: Context): DirectiveNode {
  const { modelAt } = model;
  const list = `list${v1Plural(model.name, context)}`;
  if (argumentOf(modelAt, 'queries') !== undefined || list === operationName('list', model.name))
    return modelAt;
  const get = operationName('get', model.name);
  const queries = new Maker(modelAt).directive('model', { queries: { get, list } });
  return { ...modelAt, arguments: [...(modelAt.arguments ?? []), ...(queries.arguments ?? [])] };
}

/** `@searchable` with the name of the query where v2 would give another. */
export function carrySearchable(model: V1Model, at: DirectiveNode, context: Context): DirectiveNode {
  const given = textOf(memberOf(argumentOf(at, 'queries'), 'search'));
  const v1 = given ?? `search${v1Plural(model.name, context)}`;
  context.tell('AM3205', at, { model: model.name, query: v1 });
  if (given !== null || isNull(argumentOf(at, 'queries'))) return at;
  const v2 = `search${upperFirst(pluralOf(model.name))}`;
  return v1 === v2 ? at : new Maker(at).directive('searchable', { queries: { search: v1 } });
}

function isNull(value: ValueNode | undefined): boolean {
  return value?.kind === 'NullValue';
}

/** What `@versioned` checks v2 has no directive for; the field stays in the type, for the records have it. */
export function carryVersioned(model: V1Model, at: DirectiveNode, context: Context): void {
  const field = textOf(argumentOf(at, 'versionField')) ?? 'version';
  const input = textOf(argumentOf(at, 'versionInput')) ?? 'expectedVersion';
  context.tell('AM3206', at, { model: model.name, field, input });
  if (!model.fields.has(field)) {
    context.additionsTo(model.name).fields.set(field, new Maker(at).field(field, 'Int', false, []));
  }
}

/** v1 fills the version by itself, so that no input may ask for it. */
export function relaxVersion(model: V1Model, field: FieldDefinitionNode): FieldDefinitionNode {
  const at = directiveOf(model.node, 'versioned');
  if (at === undefined || field.type.kind !== Kind.NON_NULL_TYPE) return field;
  const name = textOf(argumentOf(at, 'versionField')) ?? 'version';
  return field.name.value === name ? { ...field, type: field.type.type } : field;
}

/** Whether clients can subscribe to a model, and whether v1 asks them who they are. */
export function subscriptionLevel(model: V1Model): 'on' | 'off' | 'public' {
  const subscriptions = argumentOf(model.modelAt, 'subscriptions');
  if (isNull(subscriptions)) return 'off';
  const level = textOf(memberOf(subscriptions, 'level'));
  return level === 'off' || level === 'public' ? level : 'on';
}

/** v2 takes a required list of enum values for one value in filters. */
export function tellEnumLists(model: V1Model, enums: ReadonlySet<string>, context: Context): void {
  for (const field of model.fields.values()) {
    const type = baseTypeOf(field.type);
    if (field.type.kind !== Kind.NON_NULL_TYPE || !isListType(field.type) || !enums.has(type)) continue;
    context.tell('AM3220', field, { field: `${model.name}.${field.name.value}`, type });
  }
}
