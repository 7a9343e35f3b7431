import { type NodePath } from '@babel/traverse';
import { type Node } from '@babel/types';
import { writtenObject } from '../expressions.js';
import { resultOf } from '../results.js';
import { type Script } from '../script.js';
import { type ClientTransform } from '../transform.js';
import { type Use } from '../uses.js';

/** Methods of version 5 that are functions of the same name in version 6. */
const METHODS: ReadonlySet<string> = new Set(['get', 'post', 'put', 'patch', 'del', 'head']);

/** Members of the third argument, by what they are in `options`; RestAPI of @aws-amplify/api-rest 3 reads them. */
const OPTIONS: ReadonlyMap<string, string> = new Map([
  ['body', 'body'],
  ['headers', 'headers'],
  ['queryStringParameters', 'queryParams'],
  ['timeout', 'timeout'],
  ['withCredentials', 'withCredentials'],
]);

/** `API.get(name, path, init)` becomes `get({ apiName, path, options })`, whose response is asked for its JSON. */
export const rest: ClientTransform = {
  id: 'rest',
  run(script) {
    let told = false;
    for (const use of script.usesOf('API', 'RestAPI')) {
      if (use.member === null || !METHODS.has(use.member.name)) continue;
      const why = request(script, use, use.member.name);
      if (why !== null) script.refuse(use, why);
      else if (!told) {
        told = true;
        script.tell('AM6007', use.reference.node, { call: `API.${use.member.name}` });
      }
    }
  },
};

/** Returns why a request can't be translated; null when it is. */
function request(script: Script, use: Use, method: string): string | null {
  const { call } = use;
  if (call === null) return 'the function is passed on, not called';
  const [apiName, path, init, ...more] = call.get('arguments');
  if (apiName === undefined || path === undefined || more.length > 0)
    return 'its arguments are not name, path and options';
  if ([apiName, path, init].some((one) => one?.isSpreadElement() === true)) return 'its arguments are spread';
  const options = init === undefined ? [] : optionsOf(script, init);
  if (typeof options === 'string') return options;
  const { kind, escapes } = resultOf(call);
  if (kind === 'promise' && !isGivenBack(escapes))
    return 'its promise is kept, and may be cancelled elsewhere';
  const local = script.imports.use('aws-amplify/api', method);
  const lead = [
    `${local}({ `,
    ...named('apiName', apiName.node),
    ', ',
    ...named('path', path.node),
    ...options,
    ' })',
  ];
  const body = method === 'head' || kind === 'ignored' ? '' : '.then(({ body }) => body.json())';
  const headers = method === 'head' && kind !== 'ignored' ? '.then(({ headers }) => headers)' : '';
  script.rewrite(use, call.node, ...lead, `.response${body}${headers}`);
  return null;
}

/** Whether a promise goes to whoever called the function. */
function isGivenBack(escapes: readonly NodePath[]): boolean {
  return escapes.every((one) => one.isReturnStatement() || one.isArrowFunctionExpression());
}

function named(name: string, node: Node): (string | Node)[] {
  return node.type === 'Identifier' && node.name === name ? [node] : [`${name}: `, node];
}

/** The third argument as `options`, with its members renamed; or why it can't be. */
function optionsOf(script: Script, init: NodePath): string | (string | Node)[] {
  const written = writtenObject(init);
  if (written === null) return 'its options are made elsewhere, and have other names in version 6';
  for (const name of written.members.keys()) {
    if (name === 'response')
      return 'the whole response has another shape in version 6: statusCode, headers, body';
    if (!OPTIONS.has(name)) return `its option ${name} is not there in version 6`;
  }
  for (const [name, { key, shorthand, start }] of written.members) {
    const now = OPTIONS.get(name);
    if (now === undefined || now === name || typeof start !== 'number') continue;
    if (shorthand) script.edits.insertBefore(start, `${now}: `);
    else script.edits.replace(key, now);
  }
  if (written.members.size === 0 && written.path === init) return [];
  return [', ', ...named('options', init.node)];
}
