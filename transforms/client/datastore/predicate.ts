import { type NodePath } from '@babel/traverse';
import { type CallExpression, type Node } from '@babel/types';
import { type Part } from '../edits.js';
import { type DataStoreField, type DataStoreModel } from './models.js';

/** The filter of the API that asks for what a predicate does, or why it is not sure to. */
export type Filter = { readonly parts: readonly Part[] } | { readonly why: string };

const NOT_SURE = 'its predicate is not made of conditions of fields alone';

/** Operators that mean the same in both (predicates of @aws-amplify/datastore; ModelFilter of data-schema). */
const OPERATORS: ReadonlySet<string> = new Set([
  ...['eq', 'ne', 'gt', 'lt', 'ge', 'le'],
  ...['contains', 'notContains', 'beginsWith', 'between'],
]);

/** Operators that filters have for a field of many values. */
const OF_LISTS: ReadonlySet<string> = new Set(['contains', 'notContains']);

type Condition =
  | {
      readonly kind: 'field';
      readonly name: string;
      readonly operator: string;
      readonly values: readonly Node[];
    }
  | { readonly kind: 'group'; readonly name: 'and' | 'or' | 'not'; readonly of: readonly Condition[] };

/** Turns `(c) => c.name.eq(value)`, or `(c) => c.name('eq', value)` of version 4, into a filter. */
export function filterOf(predicate: NodePath, model: DataStoreModel): Filter {
  const conditions = conditionsOf(predicate, model);
  return typeof conditions === 'string' ? { why: conditions } : { parts: united(conditions) };
}

function conditionsOf(predicate: NodePath, model: DataStoreModel): readonly Condition[] | string {
  if (!predicate.isFunction() || predicate.node.async || predicate.node.params.length !== 1) return NOT_SURE;
  const [parameter] = predicate.node.params;
  const body = returned(predicate.get('body'));
  if (parameter?.type !== 'Identifier' || body === null) return NOT_SURE;
  if (body.isArrayExpression()) {
    const listed = body
      .get('elements')
      .map((one) => (one.isExpression() ? chainOf(one, parameter.name, model) : NOT_SURE));
    const problem = listed.find((one) => typeof one === 'string');
    return problem ?? listed.flatMap((one) => (typeof one === 'string' ? [] : one));
  }
  return chainOf(body, parameter.name, model);
}

/** What a function gives, when it does nothing else. */
function returned(body: NodePath | NodePath[]): NodePath | null {
  if (Array.isArray(body)) return null;
  if (!body.isBlockStatement()) return body;
  const [only, ...more] = body.get('body');
  if (only?.isReturnStatement() !== true || more.length > 0) return null;
  const argument = only.get('argument');
  return argument.isExpression() ? argument : null;
}

/** `c.a('eq', 1).b('gt', 2)` of version 4 asks for all of them; version 5 has one condition in a chain. */
function chainOf(path: NodePath, parameter: string, model: DataStoreModel): readonly Condition[] | string {
  if (!path.isCallExpression()) return NOT_SURE;
  const callee = path.get('callee');
  if (!callee.isMemberExpression() || callee.node.computed) return NOT_SURE;
  const object = callee.get('object');
  const { property } = callee.node;
  if (property.type !== 'Identifier') return NOT_SURE;
  if (object.isMemberExpression() && isNamed(object.get('object'), parameter)) {
    return condition(model, memberName(object.node), property.name, path.node.arguments);
  }
  const before = isNamed(object, parameter) ? [] : chainOf(object, parameter, model);
  if (typeof before === 'string') return before;
  const last = isGroup(property.name)
    ? group(property.name, path, model)
    : ofVersion4(model, property.name, path.node.arguments);
  return typeof last === 'string' ? last : [...before, ...last];
}

function isGroup(name: string): name is 'and' | 'or' | 'not' {
  return name === 'and' || name === 'or' || name === 'not';
}

function group(
  name: 'and' | 'or' | 'not',
  call: NodePath<CallExpression>,
  model: DataStoreModel,
): readonly Condition[] | string {
  const [inner, ...more] = call.get('arguments');
  if (inner === undefined || more.length > 0) return NOT_SURE;
  const of = conditionsOf(inner, model);
  if (typeof of === 'string') return of;
  return of.length === 0 || (name === 'not' && of.length > 1) ? NOT_SURE : [{ kind: 'group', name, of }];
}

function ofVersion4(
  model: DataStoreModel,
  field: string,
  [operator, ...values]: CallExpression['arguments'],
): readonly Condition[] | string {
  if (operator?.type !== 'StringLiteral') return NOT_SURE;
  const [first] = values;
  // `between` takes both of its ends in one list there.
  const ends = operator.value === 'between' && first?.type === 'ArrayExpression' ? first.elements : values;
  return condition(model, field, operator.value, ends);
}

function condition(
  model: DataStoreModel,
  name: string,
  operator: string,
  given: readonly (Node | null)[],
): readonly Condition[] | string {
  const field = model.fields.get(name);
  const problem = fieldProblem(name, field, operator);
  if (problem !== null) return problem;
  const values = given.filter((one) => one !== null);
  if (values.length !== (operator === 'between' ? 2 : 1)) return NOT_SURE;
  if (values.some(({ type }) => type === 'SpreadElement' || type === 'ArrayExpression')) return NOT_SURE;
  if (values.some(isNothing))
    return `its predicate compares ${name} with nothing, and filters ask whether it is there`;
  return [{ kind: 'field', name, operator, values }];
}

function fieldProblem(name: string, field: DataStoreField | undefined, operator: string): string | null {
  if (field === undefined) return `the model has no field ${name}`;
  if (!OPERATORS.has(operator)) return `filters of the API have no ${operator}`;
  if (field.kind === 'scalar') return null;
  if (field.kind === 'list' && OF_LISTS.has(operator)) return null;
  return `filters of the API do not compare ${name}, which is no single value`;
}

function isNothing(value: Node): boolean {
  return value.type === 'NullLiteral' || (value.type === 'Identifier' && value.name === 'undefined');
}

function isNamed(path: NodePath, name: string): boolean {
  return path.isIdentifier() && path.node.name === name;
}

function memberName({ property, computed }: { readonly property: Node; readonly computed: boolean }): string {
  return !computed && property.type === 'Identifier' ? property.name : '';
}

/** All of the conditions: as members of one object where each names its own. */
function united(conditions: readonly Condition[]): Part[] {
  const names = conditions.map(({ name }) => name);
  if (new Set(names).size === names.length) {
    return ['{ ', ...separated(conditions.map(memberOf)), ' }'];
  }
  return ['{ and: [', ...separated(conditions.map((one) => united([one]))), '] }'];
}

function memberOf(one: Condition): Part[] {
  if (one.kind === 'field') {
    const values = separated(one.values.map((value) => [value]));
    const operand: Part[] = one.operator === 'between' ? ['[', ...values, ']'] : values;
    return [`${one.name}: { ${one.operator}: `, ...operand, ' }'];
  }
  if (one.name === 'not') return ['not: ', ...united(one.of)];
  return [`${one.name}: [`, ...separated(one.of.map((inner) => united([inner]))), ']'];
}

function separated(lists: readonly (readonly Part[])[]): Part[] {
  return lists.flatMap((parts, index) => (index === 0 ? parts : [', ', ...parts]));
}
