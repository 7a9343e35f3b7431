import { type NodePath } from '@babel/traverse';
import { type Node } from '@babel/types';
import { type Part } from '../edits.js';
import { writtenObject } from '../expressions.js';
import { type Script } from '../script.js';
import { type DataStoreModel } from './models.js';
import { filterOf } from './predicate.js';
import { type Input, property, simpleText } from './record.js';

/** The key that a call names: `{ id: … }` as code, or why it is none. */
export function keyOf(given: NodePath, model: DataStoreModel): { readonly parts: readonly Part[] } | null {
  const [field, ...more] = model.key;
  if (given.isObjectExpression()) {
    const names = [...(writtenObject(given)?.members.keys() ?? [])];
    const isKey = names.length === model.key.length && model.key.every((name) => names.includes(name));
    return isKey ? { parts: [given.node] } : null;
  }
  if (!isId(given) || field === undefined || more.length > 0) return null;
  return { parts: ['{ ', ...property(field, given.node), ' }'] };
}

/** What is no predicate by its form or its name. */
function isId(given: NodePath): boolean {
  if (given.isStringLiteral() || given.isTemplateLiteral()) return true;
  if (given.isTSAsExpression()) return isId(given.get('expression'));
  if (given.isTSNonNullExpression()) return isId(given.get('expression'));
  const named =
    given.isMemberExpression() || given.isOptionalMemberExpression() ? given.node.property : given.node;
  return named.type === 'Identifier' && /(?:^id|I[dD])$/.test(named.name);
}

/** Which records a call is about: all (no parts), or those of a filter. */
export function criteriaOf(
  script: Script,
  given: NodePath | undefined,
  model: DataStoreModel,
): { readonly parts: readonly Part[] | null } | { readonly why: string } {
  if (given === undefined || isAll(script, given)) return { parts: null };
  if (!given.isFunction()) return { why: 'which records it asks for is decided elsewhere' };
  return filterOf(given, model);
}

/** `Predicates.ALL`, nothing, or a predicate that gives back what it is given. */
function isAll(script: Script, given: NodePath): boolean {
  if (given.isNullLiteral() || (given.isIdentifier() && given.node.name === 'undefined')) return true;
  if (given.isMemberExpression()) {
    const { object, property } = given.node;
    const isPredicates = script.usesOf('Predicates').some((use) => use.object.node === object);
    return isPredicates && property.type === 'Identifier' && property.name === 'ALL';
  }
  if (!given.isArrowFunctionExpression()) return false;
  const [parameter] = given.node.params;
  const { body } = given.node;
  return parameter?.type === 'Identifier' && body.type === 'Identifier' && body.name === parameter.name;
}

/** `{ sort, page, limit }` of a query, with the sort as data: `{ sort: { title: 'ASCENDING' } }`. */
export function arrangementOf(
  script: Script,
  given: NodePath | undefined,
  model: DataStoreModel,
  allowed: readonly string[],
): Input {
  if (given === undefined) return { parts: [], apply: () => undefined };
  const written = given.isObjectExpression() ? writtenObject(given) : null;
  const names = [...(written?.members.keys() ?? [])];
  if (written === null || names.length === 0 || !names.every((name) => allowed.includes(name))) {
    return { why: 'how its records are arranged is not written at this place' };
  }
  const parts: Part[] = [];
  for (const [name, { value, shorthand }] of written.members) {
    const before = parts.length === 0 ? '{ ' : ', ';
    if (name !== 'sort') {
      parts.push(shorthand ? before : `${before}${name}: `, value);
      continue;
    }
    const order = orderOf(script, value, model);
    if (order === null) return { why: 'by what it sorts is not written at this place' };
    parts.push(`${before}sort: { ${order} }`);
  }
  return { parts: [...parts, ' }'], apply: () => undefined };
}

/** `(s) => s.rating(SortDirection.ASCENDING).title('DESCENDING')`. */
function orderOf(script: Script, sort: Node, model: DataStoreModel): string | null {
  if (sort.type !== 'ArrowFunctionExpression' && sort.type !== 'FunctionExpression') return null;
  const [parameter] = sort.params;
  const { body } = sort;
  const [only, ...more] = body.type === 'BlockStatement' ? body.body : [];
  const isReturn = only?.type === 'ReturnStatement' && more.length === 0;
  let call: Node | null | undefined =
    body.type === 'BlockStatement' ? (isReturn ? only.argument : null) : body;
  const order: string[] = [];
  while (call?.type === 'CallExpression') {
    const callee: Node = call.callee;
    const direction = directionOf(call.arguments[0]);
    if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier' || direction === null)
      return null;
    if (callee.computed || !model.fields.has(callee.property.name)) return null;
    order.unshift(`${callee.property.name}: ${script.imports.quoted(direction)}`);
    call = callee.object;
  }
  const isRoot =
    call?.type === 'Identifier' && parameter?.type === 'Identifier' && call.name === parameter.name;
  return isRoot && order.length > 0 ? order.join(', ') : null;
}

function directionOf(given: Node | undefined): string | null {
  const text =
    given?.type === 'StringLiteral'
      ? given.value
      : given?.type === 'MemberExpression' && given.property.type === 'Identifier'
        ? given.property.name
        : '';
  return text === 'ASCENDING' || text === 'DESCENDING' ? text : null;
}

/** The key of a record that has a name: `{ id: film.id }`. */
export function keyOfRecord(
  script: Script,
  record: NodePath,
  model: DataStoreModel,
): { readonly parts: readonly Part[] } | null {
  const text = simpleText(script, record.node);
  if (text === null) return null;
  return { parts: [`{ ${model.key.map((name) => `${name}: ${text}.${name}`).join(', ')} }`] };
}
