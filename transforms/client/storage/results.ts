import { type NodePath } from '@babel/traverse';
import { rangeOf } from '../edits.js';
import { type Result, resultOf } from '../results.js';
import { type Script } from '../script.js';
import { memberOf } from '../uses.js';
import { type Place } from './paths.js';

/** What follows the call so that its result is read as before: a suffix of code, or why there is none. */
export type Suffix = { readonly code: string } | { readonly why: string };

const NOTHING: Suffix = { code: '' };

function isUsed({ kind, reads, taken, escapes }: Result): boolean {
  return kind === 'promise' || reads.length > 0 || taken.length > 0 || escapes.length > 0;
}

function namesOf({ reads, taken }: Result): ReadonlySet<string> {
  return new Set([...reads.map(({ steps }) => steps[0]?.name ?? ''), ...taken.map(({ name }) => name)]);
}

/** `{ key }` of an upload or a copy: a path in its place would be given to a later call as a key. */
export function keySuffix(script: Script, call: NodePath, key: NodePath, place: Place): Suffix {
  if (!isUsed(resultOf(call))) return NOTHING;
  if (isPlain(key)) {
    const text = script.textOf(key.node);
    return { code: `.then(() => ({ ${text === 'key' ? 'key' : `key: ${text}`} }))` };
  }
  if (place.level !== 'public')
    return { why: 'its result is the key, which is computed inside of the call: give it a name first' };
  return { code: `.then(({ path }) => ({ key: ${withoutPrefix(script, place)} }))` };
}

/** An expression that gives the same when it is evaluated again. */
function isPlain(path: NodePath): boolean {
  if (path.isIdentifier() || path.isStringLiteral() || path.isNumericLiteral()) return true;
  if (path.isMemberExpression() && !path.node.computed) return isPlain(path.get('object'));
  if (path.isTemplateLiteral()) return path.get('expressions').every((one) => isPlain(one));
  return path.isBinaryExpression() && isPlain(path.get('left')) && isPlain(path.get('right'));
}

/** Version 5 gave keys without the prefix of their level. */
function withoutPrefix({ imports }: Script, { level, prefix }: Place): string {
  const slash = imports.quoted('/');
  if (level !== 'public') return `path.split(${slash}).slice(2).join(${slash})`;
  return prefix === '' ? 'path' : `path.replace(${imports.quoted(prefix)}, ${imports.quoted('')})`;
}

/** Methods and members of an array, which is what version 4 gave. */
const OF_ARRAYS = new Set([
  'map',
  'filter',
  'forEach',
  'length',
  'sort',
  'reduce',
  'find',
  'some',
  'every',
  'slice',
  'flatMap',
]);
const OF_PAGES = new Set(['results', 'nextToken', 'hasNextToken']);

/** Whether a value is used as only an array is: its elements by number, by `for … of` or spread. */
function isElements(value: NodePath): boolean {
  const { parentPath: parent, key } = value;
  if (parent === null) return false;
  if (parent.isMemberExpression() && key === 'object')
    return parent.node.computed && parent.node.property.type !== 'StringLiteral';
  if (parent.isForOfStatement()) return key === 'right';
  return parent.isSpreadElement() && (parent.listKey === 'arguments' || parent.listKey === 'elements');
}

/** Whether a value goes elsewhere than to its elements, or to where it is only asked whether it is there. */
function isOther(value: NodePath): boolean {
  const { parentPath: parent, key } = value;
  const isAsked =
    key === 'test' || (parent?.isLogicalExpression({ operator: '&&' }) === true && key === 'left');
  return !isAsked && !isElements(value);
}

export function listSuffix(script: Script, call: NodePath, place: Place, listAll: boolean): Suffix {
  const { level, prefix } = place;
  const result = resultOf(call);
  if (!isUsed(result)) return NOTHING;
  if (level !== 'public' && prefix !== `${level}/`)
    return { why: 'its keys come after a prefix of your own' };
  const names = [...namesOf(result)];
  const items = `items.map(({ path, ...item }) => ({ ...item, key: ${withoutPrefix(script, place)} }))`;
  const [elements, others] = [result.escapes.filter(isElements), result.escapes.filter(isOther)];
  const unknown = result.kind === 'promise' || others.length > 0 || names.length + elements.length === 0;
  if (!unknown && names.every((name) => OF_ARRAYS.has(name)))
    return { code: `.then(({ items }) => ${items})` };
  if (unknown || elements.length > 0 || !names.every((name) => OF_PAGES.has(name))) {
    return {
      why: 'its result goes on to where it is not seen whether it is an array (version 4) or has `results`; version 6 gives { items } with a `path` each',
    };
  }
  const members = names.map((name) => {
    if (name === 'results') return `results: ${items}`;
    if (listAll) return name === 'nextToken' ? 'nextToken: undefined' : 'hasNextToken: false';
    return name === 'nextToken' ? 'nextToken' : 'hasNextToken: nextToken !== undefined';
  });
  const token = !listAll && names.some((name) => name !== 'results');
  return { code: `.then(({ items${token ? ', nextToken' : ''} }) => ({ ${members.join(', ')} }))` };
}

/** Members of a downloaded object, before and after. */
const DOWNLOADED: ReadonlyMap<string, string> = new Map([
  ['Body', 'body'],
  ['ContentType', 'contentType'],
  ['ContentLength', 'size'],
  ['ETag', 'eTag'],
  ['LastModified', 'lastModified'],
  ['Metadata', 'metadata'],
  ['VersionId', 'versionId'],
]);

const PROPERTIES: ReadonlyMap<string, string> = new Map([
  ['contentLength', 'size'],
  ['contentType', 'contentType'],
  ['eTag', 'eTag'],
  ['lastModified', 'lastModified'],
  ['metadata', 'metadata'],
]);

/** What both a Blob and the body of version 6 do. */
const OF_BODIES = new Set(['text', 'json', 'blob']);

export function rereadDownload(script: Script, call: NodePath): string | null {
  const result = resultOf(call);
  for (const { steps } of result.reads) {
    const [first, second] = steps;
    if (first?.name !== 'Body' || OF_BODIES.has(second?.name ?? surelyRead(first.path))) continue;
    if (!inAsync(first.path))
      return 'its Body is a Blob, which version 6 gives only by a promise: await result.body.blob()';
    const [open, close] = first.path.listKey === 'arguments' ? ['', ''] : ['(', ')'];
    script.edits.insertBefore(rangeOf(first.path.node).start, `${open}await `);
    script.edits.insertAfter(rangeOf(first.path.node).end, `.blob()${close}`);
  }
  for (const { name, property } of result.taken) {
    if (name !== 'Body') continue;
    if (property.type !== 'ObjectProperty' || property.value.type !== 'Identifier')
      return 'its Body is taken apart';
    const problem = bodyOf(script, call, property.value.name);
    if (problem !== null) return problem;
  }
  return reread(
    script,
    result,
    DOWNLOADED,
    'Storage.get',
    '{ path, body, contentType, size, eTag, lastModified, metadata }',
  );
}

function bodyOf(script: Script, call: NodePath, name: string): string | null {
  const references = call.scope.getBinding(name)?.referencePaths ?? [];
  for (const reference of references) {
    const { parentPath } = reference;
    const { node } = parentPath ?? reference;
    const read =
      node.type === 'MemberExpression' && node.property.type === 'Identifier' ? node.property.name : '';
    if (OF_BODIES.has(read)) continue;
    if (!inAsync(reference))
      return 'its Body is a Blob, which version 6 gives only by a promise: await body.blob()';
    const wait = `await ${name}.blob()`;
    script.edits.replace(reference.node, reference.listKey === 'arguments' ? wait : `(${wait})`);
  }
  return references.length === 0 ? 'its Body is used where it is not seen' : null;
}

export function rereadProperties(script: Script, call: NodePath): string | null {
  return reread(
    script,
    resultOf(call),
    PROPERTIES,
    'Storage.getProperties',
    '{ path, contentType, size, eTag, lastModified, metadata }',
  );
}

/** Renames what is read of a result. Returns why something has no name in version 6. */
function reread(
  script: Script,
  result: Result,
  names: ReadonlyMap<string, string>,
  call: string,
  now: string,
): string | null {
  const unknown = [...namesOf(result)].find((name) => !names.has(name));
  if (unknown !== undefined) return `\`${unknown}\` of its result is not given in version 6`;
  for (const { steps } of result.reads) {
    const { node } = steps[0]?.path ?? {};
    const name = names.get(steps[0]?.name ?? '');
    if (name === undefined || node === undefined || !('property' in node)) continue;
    const { end } = rangeOf(node);
    if (!script.edits.slice(0, end).endsWith(`.${steps[0]?.name ?? ''}`))
      return 'its result is read by computed names';
    script.edits.replaceRange(end - (steps[0]?.name.length ?? 0), end, name);
  }
  for (const { name, property } of result.taken) {
    const after = names.get(name) ?? name;
    if (after === name || property.type !== 'ObjectProperty') continue;
    if (property.shorthand) script.edits.insertBefore(rangeOf(property).start, `${after}: `);
    else script.edits.replace(property.key, after);
  }
  for (const escape of result.escapes) script.tell('AM6003', escape.node, { call, now });
  return null;
}

export function tellRemoved(script: Script, call: NodePath): void {
  const result = resultOf(call);
  const place = result.escapes[0] ?? (result.reads.length + result.taken.length > 0 ? call : undefined);
  if (place !== undefined) script.tell('AM6003', place.node, { call: 'Storage.remove', now: '{ path }' });
}

/** What a key ends with that is that of a file. */
const FILE = /\.\w+$/;

/**
 * Version 6 removes all that lies below a path, where something does (remove.ts of @aws-amplify/storage 6.16).
 * Tells it of a key that is not seen to be that of a file; returns why the call can't be translated.
 */
export function wholeFolder(script: Script, call: NodePath, key: NodePath): string | null {
  const end = key.isStringLiteral()
    ? key.node.value
    : key.isTemplateLiteral()
      ? (key.node.quasis.at(-1)?.value.raw ?? '')
      : null;
  if (end !== null && FILE.test(end)) return null;
  if (end?.endsWith('/') === true)
    return 'it removes the object of that name, and version 6 everything below it';
  script.tell('AM6042', call.node, { call: script.textOf(call.node).replace(/\s+/g, ' ') });
  return null;
}

/** The member that is read of `body!`. */
function surelyRead({ parentPath }: NodePath): string {
  return parentPath?.isTSNonNullExpression() === true ? (memberOf(parentPath)?.name ?? '') : '';
}

function inAsync(path: NodePath): boolean {
  return path.getFunctionParent()?.node.async === true;
}
