import { type NodePath } from '@babel/traverse';
import { type Expression, type Node, type ObjectExpression } from '@babel/types';
import { type Part, rangeOf } from '../edits.js';
import { memberLines } from '../layout.js';
import { type Script } from '../script.js';
import { type DataStoreField, type DataStoreModel } from './models.js';

/** Code that goes into the place of a call, with what must be changed inside of it; or why there is none. */
export type Input =
  { readonly parts: readonly Part[]; readonly apply: () => void } | { readonly why: string };

/** `new Film({ title })`: its object, where every member is a field that the API takes as it is. */
export function inputOf(script: Script, created: NodePath, model: DataStoreModel): Input {
  if (!created.isNewExpression()) return { why: 'the record is made elsewhere' };
  const [given, ...more] = created.get('arguments');
  if (given?.isObjectExpression() !== true || more.length > 0) {
    return { why: 'what the record is made of is not written at this place' };
  }
  const members = given.get('properties').map((property) => memberOf(script, property, model));
  const problem = members.find((one) => typeof one === 'string');
  if (problem !== undefined) return { why: problem };
  return {
    parts: [given.node],
    apply: () => {
      for (const member of members) if (typeof member !== 'string') member.apply();
    },
  };
}

type Member = { readonly apply: () => void } | string;

function memberOf(
  script: Script,
  property: NodePath<ObjectExpression['properties'][number]>,
  model: DataStoreModel,
): Member {
  if (!property.isObjectProperty() || property.node.computed)
    return 'fields of the record come from elsewhere';
  const { key, value, shorthand } = property.node;
  if (key.type !== 'Identifier' && key.type !== 'StringLiteral')
    return 'fields of the record come from elsewhere';
  const name = key.type === 'Identifier' ? key.name : key.value;
  const field = model.fields.get(name);
  const problem = writeProblem(name, field);
  if (problem !== null) return problem;
  if (field?.foreignKey === undefined) return { apply: () => undefined };
  const related = simpleText(script, value);
  if (related === null) return `what ${name} refers to is made at this place, and the API takes its id`;
  const id = `${field.foreignKey}: ${related}${field.optional ? '?.' : '.'}id`;
  return {
    apply: () => {
      if (shorthand) script.edits.replace(property.node, id);
      else script.edits.replaceRange(rangeOf(key).start, rangeOf(value).end, id);
    },
  };
}

function writeProblem(name: string, field: DataStoreField | undefined): string | null {
  if (field === undefined) return `${name} is no field that the API takes`;
  if (field.kind === 'json') return `${name} holds JSON, which the API takes as text`;
  if (field.kind !== 'relation' || field.foreignKey !== undefined) return null;
  return `${name} is a relation, and the API takes no records in it`;
}

/**
 * `Film.copyOf(film, (draft) => { draft.title = title; })`: an object with the key and with what is set. What is
 * read of the draft is read of the record instead, where it was not set before.
 */
export function changeOf(script: Script, copy: NodePath, model: DataStoreModel): Input {
  if (!copy.isCallExpression()) return { why: 'the copy is made elsewhere' };
  const [original, change, ...more] = copy.get('arguments');
  const record = original === undefined ? null : simpleText(script, original.node);
  if (record === null || change?.isFunction() !== true || more.length > 0) {
    return { why: 'what is copied, or how, is not written at this place' };
  }
  const [draft] = change.node.params;
  if (draft?.type !== 'Identifier' || change.node.async) return { why: 'its draft has no name' };
  if (change.isFunctionExpression() && /\b(?:this|arguments)\b/.test(script.textOf(change.node))) {
    return { why: 'its change has a this of its own' };
  }
  const set = assignments(change, draft.name);
  if (set === null) return { why: 'its draft is changed by more than plain assignments of fields' };
  const problem = set.map(({ name }) => problemOfSetting(name, model)).find((one) => one !== null);
  if (problem !== undefined) return { why: problem };
  if (new Set(set.map(({ name }) => name)).size < set.length)
    return { why: 'a field of its draft is set twice' };
  const reads = readsOf(change, draft.name, set);
  if (reads === null) return { why: 'its draft is used otherwise than by its fields' };
  const key = model.key.map((name) => [`${name}: ${record}.${name}`]);
  return {
    // As the members of what saves it; laid out only where it is written.
    get parts() {
      const members = [...key, ...set.map(({ name, value }) => property(name, written(value)))];
      return memberLines(script, copy.parentPath, members);
    },
    apply: () => {
      for (const read of reads) script.edits.replace(read, record);
    },
  };
}

/** `name: value`, or the name alone where the value has the same. */
export function property(name: string, value: Part): Part[] {
  const same = typeof value !== 'string' && value.type === 'Identifier' && value.name === name;
  return same ? [value] : [`${name}: `, value];
}

/** DataStore takes a field away that is set to undefined; the API would leave it. */
function written(value: Expression): Part {
  return value.type === 'Identifier' && value.name === 'undefined' ? 'null' : value;
}

function problemOfSetting(name: string, model: DataStoreModel): string | null {
  const field = model.fields.get(name);
  if (model.key.includes(name)) return 'it sets the key of the record';
  if (field?.kind === 'relation') return `${name} is a relation: set the field of its key`;
  return writeProblem(name, field);
}

interface Setting {
  readonly name: string;
  readonly value: Expression;
}

/** What a function does to its draft, when that is nothing but setting fields. */
function assignments(change: NodePath, draft: string): Setting[] | null {
  if (!change.isFunction()) return null;
  const { body } = change.node;
  const expressions =
    body.type === 'BlockStatement'
      ? body.body.map((one) => (one.type === 'ExpressionStatement' ? one.expression : null))
      : [body];
  const set = expressions.map((one) => (one === null ? null : settingOf(one, draft)));
  return set.length > 0 && set.every((one) => one !== null) ? set : null;
}

function settingOf(expression: Node, draft: string): Setting | null {
  if (expression.type === 'UnaryExpression' && expression.operator === 'void') {
    return settingOf(expression.argument, draft);
  }
  if (expression.type !== 'AssignmentExpression' || expression.operator !== '=') return null;
  const { left, right } = expression;
  if (left.type !== 'MemberExpression' || left.computed || left.property.type !== 'Identifier') return null;
  if (left.object.type !== 'Identifier' || left.object.name !== draft) return null;
  return { name: left.property.name, value: right };
}

/** Where a draft is read, besides its being set; null where it is more than read by its fields. */
function readsOf(change: NodePath, draft: string, set: readonly Setting[]): Node[] | null {
  const references = change.scope.getOwnBinding(draft)?.referencePaths ?? [];
  const reads = references.filter(({ parentPath, parent }) => {
    const isTarget = parentPath?.key === 'left' && parentPath.parent.type === 'AssignmentExpression';
    return !(isTarget && parent.type === 'MemberExpression');
  });
  const fine = reads.every(({ parent, key, node }) => {
    if (parent.type !== 'MemberExpression' || key !== 'object' || parent.computed) return false;
    const name = parent.property.type === 'Identifier' ? parent.property.name : '';
    const before = set.filter(({ value }) => rangeOf(value).end < rangeOf(node).start);
    return !before.some((one) => one.name === name);
  });
  return fine ? reads.map(({ node }) => node) : null;
}

/** The text of an expression that has the same value however often it is asked: a name, or members of one. */
export function simpleText(script: Script, node: Node): string | null {
  let inner = node;
  while (
    inner.type === 'MemberExpression' ||
    inner.type === 'TSNonNullExpression' ||
    inner.type === 'TSAsExpression'
  ) {
    if (inner.type === 'MemberExpression' && inner.computed) return null;
    inner = inner.type === 'MemberExpression' ? inner.object : inner.expression;
  }
  if (inner.type !== 'Identifier' && inner.type !== 'ThisExpression') return null;
  const text = script.textOf(node);
  return node.type === 'TSAsExpression' ? `(${text})` : text;
}
