import { type NodePath } from '@babel/traverse';
import { type CallExpression } from '@babel/types';
import { options } from '../graphql/options.js';
import { type Script } from '../script.js';
import { inContext } from '../server-call.js';
import { declarationsOf } from '../server-uses.js';
import { type ClientTransform } from '../transform.js';
import { type Use } from '../uses.js';
import { contextOf } from './context.js';

/** Methods of a server's Auth with functions in aws-amplify/auth/server; the transform of auth writes them. */
const OF_AUTH = new Set([
  'currentAuthenticatedUser',
  'currentUserInfo',
  'currentUserPoolUser',
  'currentSession',
]);

/** `withSSRContext()`: each call runs within the context of its request, by what utils/amplify-server exports. */
export const server: ClientTransform = {
  id: 'server',
  run(script) {
    const all = script.usesOf('withSSRContext');
    const within = script.allUses.filter((use) => use.server !== undefined && !script.isDone(use));
    for (const use of all) {
      const why = context(script, use, within);
      if (why === null) continue;
      script.refuse(use, why);
      // What is used of it stays with it, and is told no second time.
      for (const one of within) if (one.server === use.call) script.settle(one);
    }
  },
};

function context(script: Script, use: Use, within: readonly Use[]): string | null {
  const { call, brought } = use;
  if (brought.typeOnly || call === null) return 'the function is passed on, not called';
  if (script.configuration.server === null)
    return 'version 6 has functions for servers of Next.js alone, in @aws-amplify/adapter-nextjs; others take aws-amplify/adapter-core';
  const declarations = declarationsOf(call);
  if (declarations === null || declarations.some(({ parent }) => !isAlone(parent)))
    return 'what it gives goes on to where it is not followed';
  const own = within.filter((one) => one.server === call);
  const other = own.find((one) => !isKnown(one));
  if (other !== undefined) return whyNot(other);
  const made = contextOf(script, call);
  if ('why' in made) return made.why;
  const text = made.short === true ? made.text : script.imports.local('nextServerContext');
  script.contexts.set(call.node, text);
  for (const one of own) {
    const why = one.symbol === 'API' ? request(script, one, text) : null;
    if (why !== null) return why;
  }
  for (const { node, parent } of declarations) {
    // The context stands where its call stood; names that were taken out of it are gone.
    if (node.init === call.node && made.short === undefined)
      script.edits.replace(node, `${text} = ${made.text}`);
    else script.edits.removeLine(parent);
  }
  script.ask({ kind: 'server' });
  script.settle(use);
  return null;
}

/** Functions for REST APIs that aws-amplify/api/server has as well. */
const REST = new Set(['get', 'post', 'put', 'patch', 'del', 'head']);

function whyNot({ symbol, member }: Use): string {
  if (symbol === 'API' && member !== null && REST.has(member.name))
    return `on servers it is ${member.name} of aws-amplify/api/server in version 6: (contextSpec) => ${member.name}(contextSpec, { apiName, path, options }).response, within runWithAmplifyServerContext`;
  return `version 6 has no ${member === null ? symbol : `${symbol}.${member.name}`} for servers`;
}

function isAlone(declaration: NodePath['parent']): boolean {
  return declaration.type === 'VariableDeclaration' && declaration.declarations.length === 1;
}

function isKnown({ symbol, member, call }: Use): boolean {
  if (member === null || call === null) return false;
  return symbol === 'Auth' ? OF_AUTH.has(member.name) : symbol === 'API' && member.name === 'graphql';
}

/** `API.graphql(…)` by the client for servers, which takes the context first. */
function request(script: Script, use: Use, text: string): string | null {
  const { call } = use;
  if (call === null) return null;
  const why = options(script, call);
  if (why !== null) return why;
  const given = call.node.arguments;
  const [before, after] = inContext(script, text);
  const client = script.imports.use(script.serverModule(), 'serverClient');
  const parts = argumentsOf(call).flatMap((one) => [', ', one.node]);
  if (given.length === 0) return 'it has no argument';
  script.rewrite(use, call.node, `${before}${client}.graphql(contextSpec`, ...parts, `)${after}`);
  return null;
}

function argumentsOf(call: NodePath<CallExpression>): readonly NodePath[] {
  return call.get('arguments');
}
