import { type NodePath } from '@babel/traverse';
import { type CallExpression, type Identifier, type Node } from '@babel/types';
import { rangeOf } from '../edits.js';
import { writtenObject } from '../expressions.js';
import { type Script } from '../script.js';
import { dropMade, type Incoming, incomingOf, isBeforeRequests, responseBefore } from './app-router.js';
import { isParameter, nameOf } from './holder.js';

/** The context as code; one that is short enough stands in each call, and not in a constant of its own. */
type Made = { readonly text: string; readonly short?: true } | { readonly why: string };

const NO_RESPONSE =
  'version 6 needs the response beside the request, to write renewed tokens: give this function `res` too';
const ELSEWHERE =
  "its request is made elsewhere: runWithAmplifyServerContext takes nextServerContext: { request, response }; in the app router no request is handed on, and it is nextServerContext: { cookies }, with import { cookies } from 'next/headers'";
const BEFORE =
  'version 6 writes renewed tokens into the response: begin with const response = NextResponse.next(); and return it';

/** Functions of the pages router that run when the app is built: there is no request. */
const STATIC = new Set(['getStaticProps', 'getStaticPaths']);

/** The context of a request in version 6, of the argument that `withSSRContext` is given. */
export function contextOf(script: Script, call: NodePath<CallExpression>): Made {
  const [argument] = call.get('arguments');
  const holder = call.getFunctionParent();
  if (argument === undefined || (holder !== null && STATIC.has(nameOf(holder))))
    return { text: 'null', short: true };
  if (holder === null) return { why: ELSEWHERE };
  if (argument.isIdentifier()) {
    const isContext = isParameter(holder, 0, argument.node.name) && nameOf(holder) === 'getServerSideProps';
    const { name } = argument.node;
    return isContext ? { text: `{ request: ${name}.req, response: ${name}.res }` } : { why: ELSEWHERE };
  }
  const written = writtenObject(argument);
  const property = written?.members.get('req');
  if (written?.members.size !== 1 || property === undefined) return { why: ELSEWHERE };
  const path = written.path.get('properties').find(({ node }) => node === property);
  const given = path?.isObjectProperty() === true ? path.get('value') : null;
  const incoming = given === null ? null : incomingOf(given);
  if (incoming !== null) return ofAppRouter(script, holder, call.node, incoming);
  const request = property.value;
  if (request.type === 'MemberExpression') return ofContext(script, request);
  if (request.type !== 'Identifier') return { why: ELSEWHERE };
  const response = responseFor(script, holder, request.name);
  return response === null
    ? { why: NO_RESPONSE }
    : { text: `{ request: ${request.name}, response: ${response} }` };
}

/** The request that next/headers knows of, or that of middleware with its response. */
function ofAppRouter(script: Script, holder: NodePath, call: CallExpression, incoming: Incoming): Made {
  let text: string;
  if (isBeforeRequests(holder)) {
    const [request] = holder.isFunction() ? holder.node.params : [];
    const response = responseBefore(holder, call);
    if (response === null || request?.type !== 'Identifier') return { why: BEFORE };
    text = `{ ${member('request', request.name)}, ${member('response', response)} }`;
  } else {
    const cookies = script.imports.use('next/headers', 'cookies');
    text = cookies === 'cookies' ? '{ cookies }' : `{ cookies: ${cookies} }`;
  }
  if (!incoming.read) {
    const what = 'it has the cookies of the request; version 5 read none of what it is given here';
    script.tell('AM6004', call, { call: 'withSSRContext', what });
  }
  dropMade(script, call, incoming);
  return text.startsWith('{ cookies') ? { text, short: true } : { text };
}

/** A member of an object, as short as it can be. */
function member(name: string, local: string): string {
  return name === local ? name : `${name}: ${local}`;
}

/** `context.req`, beside which there is `context.res`. */
function ofContext(script: Script, request: Node): Made {
  if (request.type !== 'MemberExpression' || request.object.type !== 'Identifier') return { why: ELSEWHERE };
  const isRequest = request.property.type === 'Identifier' && request.property.name === 'req';
  if (!isRequest || request.computed) return { why: ELSEWHERE };
  const { name } = request.object;
  return { text: `{ request: ${script.textOf(request)}, response: ${name}.res }` };
}

/** The name of the response in a function that has a request: beside it in a pattern, or the parameter behind. */
function responseFor(script: Script, holder: NodePath, request: string): string | null {
  if (!holder.isFunction()) return null;
  const [first, second] = holder.get('params');
  if (first?.isIdentifier({ name: request }) === true)
    return second?.isIdentifier() === true && isResponse(second.node) ? second.node.name : null;
  if (first?.isObjectPattern() !== true) return null;
  let found: Node | null = null;
  for (const property of first.node.properties) {
    if (property.type !== 'ObjectProperty' || property.key.type !== 'Identifier') continue;
    if (property.value.type !== 'Identifier') continue;
    if (property.key.name === 'res') return property.value.name;
    if (property.key.name === 'req' && property.value.name === request) found = property;
  }
  if (found === null || nameOf(holder) !== 'getServerSideProps' || holder.scope.hasBinding('res'))
    return null;
  const type = first.node.typeAnnotation;
  if (type?.type === 'TSTypeAnnotation') {
    const { typeAnnotation } = type;
    // A type that is written out has no response; Next.js' own has both.
    if (typeAnnotation.type === 'TSTypeLiteral')
      script.edits.replace(typeAnnotation, script.imports.useType('next', 'GetServerSidePropsContext'));
  }
  script.edits.insertAfter(rangeOf(found).end, ', res');
  return 'res';
}

/** Whether a parameter behind the request is its response, by its name or by its type. */
function isResponse({ name, typeAnnotation }: Identifier): boolean {
  if (/^res(?:p|ponse)?$/i.test(name)) return true;
  const type = typeAnnotation?.type === 'TSTypeAnnotation' ? typeAnnotation.typeAnnotation : null;
  if (type?.type !== 'TSTypeReference' || type.typeName.type !== 'Identifier') return false;
  return ['NextApiResponse', 'ServerResponse'].includes(type.typeName.name);
}
