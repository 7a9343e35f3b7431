import { type NodePath } from '@babel/traverse';
import { type ObjectProperty } from '@babel/types';
import { constantOf, type Written, writtenObject } from '../expressions.js';
import { type Script } from '../script.js';
import { memberOf } from '../uses.js';

/** Functions that give text or a number, whatever they are given. */
const PLAIN = new Set(['String', 'Number', 'encodeURIComponent', 'Date.now', 'JSON.stringify']);
/** Methods of texts, numbers, dates and lists that give text. */
const PLAIN_METHODS = new Set(['toString', 'toISOString', 'toFixed', 'toLowerCase', 'join', 'trim']);

/** What resolveHeaders.ts of @aws-amplify/api-rest 4 leaves as it is. */
const JSON_TYPE = /^application\/(?:json|.*\+json)/;

/** Tells what is sent otherwise: values of the query, and the type of the body. */
export function tellSent(script: Script, { path, members }: Written): void {
  const valueOf = (property: ObjectProperty | undefined): NodePath | undefined => {
    const value = path
      .get('properties')
      .find(({ node }) => node === property)
      ?.get('value');
    return value == null || Array.isArray(value) ? undefined : value;
  };
  const query = valueOf(members.get('queryStringParameters'));
  if (query !== undefined && !isPlainQuery(script, query))
    script.tell('AM6046', query.node, {
      part: script.textOf(query.node).replace(/\s+/g, ' '),
      sent: 'what is undefined or null is sent as that word, and a list with commas; version 5 sent an empty value, and each of a list',
    });
  const headers = members.has('body') ? writtenObject(valueOf(members.get('headers'))) : null;
  for (const [name, header] of headers?.members ?? []) {
    const { value } = header;
    const isJson = value.type === 'StringLiteral' && JSON_TYPE.test(value.value);
    if (name.toLowerCase() !== 'content-type' || isJson) continue;
    script.tell('AM6046', header, {
      part: script.textOf(header),
      sent: 'every body goes as application/json, except for FormData, whose type nobody can name',
    });
  }
}

/** Whether no value can be undefined, null or a list. */
function isPlainQuery(script: Script, query: NodePath): boolean {
  const written = writtenObject(query);
  if (written === null) return false;
  return written.path.get('properties').every((property) => {
    const value = property.isObjectProperty() ? property.get('value') : null;
    return value !== null && !Array.isArray(value) && isPlain(script, constantOf(value));
  });
}

function isPlain(script: Script, value: NodePath): boolean {
  if (value.isConditionalExpression())
    return isPlain(script, value.get('consequent')) && isPlain(script, value.get('alternate'));
  if (value.isLogicalExpression({ operator: '||' }) || value.isLogicalExpression({ operator: '??' }))
    return isPlain(script, value.get('right'));
  if (value.isCallExpression()) {
    const callee = value.get('callee');
    const object = callee.isMemberExpression() ? memberOf(callee.get('object')) : null;
    return PLAIN.has(script.textOf(callee.node)) || PLAIN_METHODS.has(object?.name ?? '');
  }
  return (
    value.isStringLiteral() ||
    value.isNumericLiteral() ||
    value.isBooleanLiteral() ||
    value.isTemplateLiteral() ||
    value.isBinaryExpression()
  );
}
