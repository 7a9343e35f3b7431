import { type NodePath } from '@babel/traverse';
import { type CallExpression } from '@babel/types';
import { type Part, rangeOf } from '../edits.js';
import { memberLines } from '../layout.js';
import { whyPassedOn } from '../mocks.js';
import { type Script } from '../script.js';
import { type ClientTransform } from '../transform.js';
import { memberOf, type Use } from '../uses.js';
import { AUTH_MODE_ENUM, AUTH_MODES } from './auth-modes.js';
import { refusals } from './errors.js';
import { options } from './options.js';
import { subscription } from './subscriptions.js';

const API = 'aws-amplify/api';

/** What has the same name and meaning there. */
const MOVED = [
  'GraphQLResult',
  'GraphQLQuery',
  'GraphQLSubscription',
  'ConnectionState',
  'CONNECTION_STATE_CHANGE',
];

/** Members that version 6 does not have, with what there is instead. */
const GONE: ReadonlyMap<string, string> = new Map([
  ['endpoint', 'version 6 does not tell it: read it of amplify_outputs.json'],
  [
    'getGraphqlOperationType',
    'version 6 does not have it: `parse` of graphql gives the kind of an operation',
  ],
]);

/** `API.graphql(graphqlOperation(…))` becomes `client.graphql({ query, variables })`. */
export const graphql: ClientTransform = {
  id: 'graphql',
  run(script) {
    for (const use of script.usesOf('API', 'GraphQLAPI')) {
      if (use.member?.name === 'graphql') settled(script, use, request);
    }
    for (const use of script.usesOf('API', 'GraphQLAPI', 'RestAPI')) {
      const name = use.member?.name ?? '';
      if (name === 'cancel') settled(script, use, cancel);
      if (name === 'isCancel') settled(script, use, isCancel);
      const why = GONE.get(name);
      if (why !== undefined) script.refuse(use, why);
    }
    for (const use of script.usesOf('graphqlOperation')) settled(script, use, operation);
    for (const use of script.usesOf(AUTH_MODE_ENUM)) settled(script, use, authMode);
    for (const use of script.usesOf(...MOVED)) moved(script, use);
  },
};

/** Rewrites a use by a rule, or says why it has no sure translation. */
function settled(script: Script, use: Use, rule: (script: Script, use: Use) => string | null): void {
  const why = rule(script, use);
  if (why !== null) script.refuse(use, why);
}

/** The client of the file; `generateClient` reads the configuration when a call is made, not before. */
function clientOf(script: Script): string {
  return script.imports.constant('client', `${script.imports.use(API, 'generateClient')}()`);
}

function request(script: Script, use: Use): string | null {
  const { call, member } = use;
  if (call === null || member === null) {
    return whyPassedOn(script, '`graphql` of what generateClient of aws-amplify/api gives');
  }
  const why = options(script, call);
  if (why !== null) {
    return why;
  }
  const problem = subscription(script, call);
  if (problem !== null) {
    return problem;
  }
  refusals(script, call);
  promised(script, call);
  script.rewrite(use, member.path.node, `${clientOf(script)}.graphql`);
  return null;
}

/** `… as GraphQLResult<T>` of what is not awaited: version 6 gives the type a `data`, which a promise has not. */
function promised(script: Script, { parentPath: typed }: NodePath): void {
  if (!typed?.isTSAsExpression()) return;
  const { typeAnnotation } = typed.node;
  const name = typeAnnotation.type === 'TSTypeReference' ? typeAnnotation.typeName : null;
  const isResult = (local: string): boolean =>
    script.brought.some((one) => one.local === local && one.name === 'GraphQLResult');
  if (name?.type !== 'Identifier' || !isResult(name.name)) return;
  const { start, end } = rangeOf(typeAnnotation);
  script.edits.insertBefore(start, 'Promise<');
  script.edits.insertAfter(end, '>');
}

/** `graphqlOperation(query, variables, authToken)` is an object in version 6; a name of a member may be its own. */
function operation(script: Script, use: Use): string | null {
  const { call } = use;
  if (call === null) {
    return 'the function is passed on, not called';
  }
  const [query, variables, authToken, ...more] = call.node.arguments;
  if (query === undefined || more.length > 0) {
    return 'its arguments are not those of an operation';
  }
  const given = [query, variables, authToken].filter((one) => one !== undefined);
  if (given.some(({ type }) => type === 'SpreadElement' || type === 'ArgumentPlaceholder')) {
    return 'its arguments are spread';
  }
  const members = ['query', 'variables', 'authToken'].flatMap((name, index): (readonly Part[])[] => {
    const argument = given[index];
    if (argument === undefined) return [];
    return [argument.type === 'Identifier' && argument.name === name ? [argument] : [`${name}: `, argument]];
  });
  const { parentPath } = call;
  if (parentPath.isSpreadElement() && parentPath.parentPath.isObjectExpression()) {
    const between = `,${lineBefore(script, parentPath) ?? ' '}`;
    const inner = members.flatMap((parts, index) => (index === 0 ? parts : [between, ...parts]));
    script.rewrite(use, parentPath.node, ...inner);
    return null;
  }
  // An arrow's body that begins with a brace would be a block.
  const needs = parentPath.isArrowFunctionExpression() && call.key === 'body';
  const object = memberLines(script, embraced(script, call), members);
  script.rewrite(use, call.node, ...(needs ? ['('] : []), ...object, ...(needs ? [')'] : []));
  return null;
}

/** The end of line and the white space that a member begins with; null where it shares a line. */
function lineBefore(script: Script, { node }: NodePath): string | null {
  const text = script.edits.slice(0, rangeOf(node).start);
  return /\r?\n[ \t]*$/.exec(text)?.[0] ?? null;
}

/** The call that is given nothing but this one, from now on right behind its parenthesis; else the call itself. */
function embraced(script: Script, call: NodePath<CallExpression>): NodePath {
  const { parentPath, node } = call;
  if (
    !parentPath.isCallExpression() ||
    parentPath.node.arguments.length !== 1 ||
    call.listKey !== 'arguments'
  )
    return call;
  const { start, end } = rangeOf(node);
  const { typeParameters } = parentPath.node;
  const [callee, outer] = [rangeOf(typeParameters ?? parentPath.node.callee), rangeOf(parentPath.node)];
  const before = /^\(\s+$/.exec(script.edits.slice(callee.end, start));
  const after = /^,?\s+\)$/.exec(script.edits.slice(end, outer.end));
  if (before === null || after === null)
    return script.edits.slice(callee.end, start) === '(' ? parentPath : call;
  script.edits.replaceRange(callee.end, start, '(');
  script.edits.replaceRange(end, outer.end, ')');
  return parentPath;
}

function authMode(script: Script, use: Use): string | null {
  const name = use.member === null ? undefined : AUTH_MODES.get(use.member.name);
  if (name === undefined || use.member === null) {
    return 'the names of the modes have changed';
  }
  script.rewrite(use, use.member.path.node, script.imports.quoted(name));
  return null;
}

/** The error of a cancelled request, of GraphQL or REST. */
function isCancel(script: Script, use: Use): string | null {
  if (use.member !== null)
    script.rewrite(use, use.member.path.node, script.imports.use(API, 'isCancelError'));
  return null;
}

/** The promise of a request is given back: the client of the file cancels it. */
function cancel(script: Script, use: Use): string | null {
  const { call, member } = use;
  const argument = call?.get('arguments')[0];
  const made = argument === undefined ? null : madeBy(argument);
  if (member === null || made === null) {
    return 'the request that it cancels is not made in this file';
  }
  if (made !== 'graphql') {
    return 'in version 6 a REST request has a cancel() of its own';
  }
  script.rewrite(use, member.path.node, `${clientOf(script)}.cancel`);
  return null;
}

/** The method of the API that made the promise behind a name. */
function madeBy(argument: NodePath): string | null {
  if (!argument.isIdentifier()) return null;
  const binding = argument.scope.getBinding(argument.node.name);
  if (binding?.constant !== true || !binding.path.isVariableDeclarator()) return null;
  const init = binding.path.get('init');
  const callee = init.isCallExpression() ? init.get('callee') : null;
  return callee?.isMemberExpression() === true ? (memberOf(callee.get('object'))?.name ?? null) : null;
}

function moved(script: Script, use: Use): void {
  script.imports.use(API, use.symbol, use.brought.local);
  script.settle(use);
}
