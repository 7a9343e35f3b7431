import { type NodePath } from '@babel/traverse';
import { type ImportDeclaration, type Node } from '@babel/types';
import { rangeOf } from '../edits.js';
import { bareOf, writtenObject } from '../expressions.js';
import { type Script } from '../script.js';
import { nameOf as importedName } from '../uses.js';
import { nameOf } from './holder.js';

/** What gives the headers and the cookies of the request that a server component, action or handler runs for. */
const NEXT_HEADERS = 'next/headers';

/** Names of the functions that a route.ts of the app router exports (Next.js, file conventions, route.js). */
const HANDLERS: ReadonlySet<string> = new Set([
  ...['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
]);

/** Names of the function that Next.js runs before a request, the second from version 16 on. */
const BEFORE_REQUESTS: ReadonlySet<string> = new Set(['middleware', 'proxy']);

/** How the request of the app router was given to version 5. */
export interface Incoming {
  /** Whether version 5 found cookies in it; it read nothing but a text in `req.headers.cookie` (UniversalStorage). */
  readonly read: boolean;
  /** Values that were made for the call alone, from the last to the first. */
  readonly made: readonly NodePath[];
}

interface Value {
  readonly path: NodePath;
  readonly made: readonly NodePath[];
}

/** The request of the app router that a value of `req` stands for; null: it is another one, or is not known. */
export function incomingOf(request: NodePath): Incoming | null {
  const value = valueOf(request, []);
  if (isOfHandler(value.path)) return { read: false, made: value.made };
  const headers = memberOf(value, 'headers');
  if (headers === null) return null;
  if (isHeaders(headers.path)) return { read: false, made: headers.made };
  const copied = copyOf(headers.path);
  if (copied !== null && isHeaders(valueOf(copied, []).path)) {
    return { read: true, made: [...headers.made, ...valueOf(copied, []).made] };
  }
  const cookie = memberOf(headers, 'cookie');
  return cookie === null ? null : ofCookie(cookie);
}

/** Whether the function that Next.js runs before a request is around a place. */
export function isBeforeRequests(holder: NodePath): boolean {
  return BEFORE_REQUESTS.has(nameOf(holder));
}

/** The response that such a function has made with `NextResponse.next()` before a place. */
export function responseBefore(holder: NodePath, place: Node): string | null {
  for (const [name, { path, constant }] of Object.entries(holder.scope.bindings)) {
    const init = constant && path.isVariableDeclarator() ? path.node.init : null;
    if (init?.type !== 'CallExpression' || rangeOf(init).end > rangeOf(place).start) continue;
    const { callee } = init;
    if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') continue;
    if (callee.object.name === 'NextResponse' && path.parentPath?.parentPath?.parentPath === holder)
      return name;
  }
  return null;
}

/** Takes away what was made for the call alone, with names of next/headers that nothing else uses. */
export function dropMade(script: Script, call: Node, { made }: Incoming): void {
  const ranges = [call, ...made.map(({ node }) => node)].map(rangeOf);
  const isGone = ({ node }: NodePath): boolean => {
    const { start, end } = rangeOf(node);
    return ranges.some((range) => range.start <= start && end <= range.end);
  };
  for (const declarator of made) {
    const declaration = declarator.parentPath;
    if (declaration?.isVariableDeclaration() === true) script.edits.removeLine(declaration.node);
  }
  for (const statement of script.program.get('body')) {
    if (!statement.isImportDeclaration() || statement.node.source.value !== NEXT_HEADERS) continue;
    for (const local of headersIn(statement.node)) {
      const references = statement.scope.getBinding(local)?.referencePaths ?? [];
      if (references.length > 0 && references.every(isGone)) script.imports.withdraw(statement.node, local);
    }
  }
}

/** Names of `headers` that a statement imports; `cookies` is what version 6 takes. */
function headersIn({ specifiers }: ImportDeclaration): string[] {
  return specifiers.flatMap((one) =>
    one.type === 'ImportSpecifier' && importedName(one.imported) === 'headers' ? [one.local.name] : [],
  );
}

/** What a cookie is read from. */
function ofCookie(given: Value): Incoming | null {
  const { path, made } = valueOf(given.path, given.made);
  if (path.isLogicalExpression()) return ofCookie({ path: path.get('left'), made });
  if (isFrom(path, 'cookies')) return { read: false, made };
  if (!path.isCallExpression()) return null;
  const callee = path.get('callee');
  if (!callee.isMemberExpression() || callee.node.property.type !== 'Identifier') return null;
  const { name } = callee.node.property;
  const owner = valueOf(callee.get('object'), made);
  if (name === 'toString') return isFrom(owner.path, 'cookies') ? { read: true, made: owner.made } : null;
  const [header] = path.node.arguments;
  const isCookie = header?.type === 'StringLiteral' && header.value.toLowerCase() === 'cookie';
  return name === 'get' && isCookie && isHeaders(owner.path) ? { read: true, made: owner.made } : null;
}

/** `headers()` of next/headers, or the headers of the request that a handler or middleware is given. */
function isHeaders(path: NodePath): boolean {
  if (isFrom(path, 'headers')) return true;
  if (!path.isMemberExpression() || path.node.computed) return false;
  const { property } = path.node;
  return property.type === 'Identifier' && property.name === 'headers' && isOfHandler(path.get('object'));
}

/** The first parameter of a function that Next.js calls with a request of the web's own kind. */
function isOfHandler(path: NodePath): boolean {
  if (!path.isIdentifier()) return false;
  const binding = path.scope.getBinding(path.node.name);
  const holder = binding?.kind === 'param' ? binding.scope.path : null;
  if (holder?.isFunction() !== true || !isFirst(holder, path.node.name)) return false;
  const name = nameOf(holder);
  return BEFORE_REQUESTS.has(name) || (HANDLERS.has(name) && isExported(holder));
}

function isFirst(holder: NodePath, name: string): boolean {
  return holder.isFunction() && holder.get('params')[0]?.isIdentifier({ name }) === true;
}

function isExported(holder: NodePath): boolean {
  return holder.findParent((path) => path.isExportNamedDeclaration()) !== null;
}

/** A call of a function of next/headers, which gives a promise from Next.js 15 on. */
function isFrom(path: NodePath, name: string): boolean {
  if (!path.isCallExpression()) return false;
  const callee = path.get('callee');
  if (!callee.isIdentifier()) return false;
  const specifier = callee.scope.getBinding(callee.node.name)?.path;
  const statement = specifier?.parentPath;
  return (
    specifier?.isImportSpecifier() === true &&
    importedName(specifier.node.imported) === name &&
    statement?.isImportDeclaration() === true &&
    statement.node.source.value === NEXT_HEADERS
  );
}

/** The argument of `Object.fromEntries(…)`, which makes a plain object of headers. */
function copyOf(path: NodePath): NodePath | null {
  if (!path.isCallExpression()) return null;
  const callee = path.get('callee');
  const isCopy =
    callee.isMemberExpression() &&
    callee.get('object').isIdentifier({ name: 'Object' }) &&
    callee.node.property.type === 'Identifier' &&
    callee.node.property.name === 'fromEntries';
  return isCopy ? (path.get('arguments')[0] ?? null) : null;
}

/** A member of an object that is written out. */
function memberOf({ path, made }: Value, name: string): Value | null {
  const property = writtenObject(path)?.members.get(name);
  if (property === undefined || !path.isObjectExpression()) return null;
  const found = path.get('properties').find(({ node }) => node === property);
  const value = found?.isObjectProperty() === true ? found.get('value') : null;
  return value === null ? null : valueOf(value, made);
}

/** What an expression is, behind types, `await` and names that are given a value once. */
function valueOf(given: NodePath, made: readonly NodePath[]): Value {
  const path = bareOf(given);
  if (path.isAwaitExpression()) return valueOf(path.get('argument'), made);
  const binding = path.isIdentifier() ? path.scope.getBinding(path.node.name) : undefined;
  const declarator = binding?.constant === true ? binding.path : null;
  if (declarator?.isVariableDeclarator() !== true) return { path, made };
  const init = declarator.get('init');
  if (!init.isExpression() || declarator.node.id.type !== 'Identifier') return { path, made };
  const declaration = declarator.parent;
  const isAlone = declaration.type === 'VariableDeclaration' && declaration.declarations.length === 1;
  const isOnly = binding?.references === 1 && isAlone;
  return valueOf(init, isOnly ? [...made, declarator] : made);
}
