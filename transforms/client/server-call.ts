import { type Script } from './script.js';
import { type Use } from './uses.js';

/** Where the server's functions of an app are, as its modules import them. */
const SERVER = 'aws-amplify/auth/server';

/** A call of a function of auth without arguments, or with options: on a server within the context of the request. */
export function authCall(script: Script, use: Use, name: string, options = ''): string {
  const context = use.server === undefined ? undefined : script.contexts.get(use.server.node);
  if (context === undefined) return `${script.imports.use('aws-amplify/auth', name)}(${options})`;
  const [before, after] = inContext(script, context);
  return `${before}${script.imports.use(SERVER, name)}(${options === '' ? 'contextSpec' : `contextSpec, ${options}`})${after}`;
}

/** What stands around an operation within the context of a request (@aws-amplify/adapter-nextjs). */
export function inContext(script: Script, context: string): readonly [before: string, after: string] {
  const given = context === 'nextServerContext' ? context : `nextServerContext: ${context}`;
  const run = script.imports.use(script.serverModule(), 'runWithAmplifyServerContext');
  return [`${run}({ ${given}, operation: (contextSpec) => `, ' })'];
}
