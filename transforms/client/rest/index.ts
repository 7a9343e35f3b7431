import { type NodePath } from '@babel/traverse';
import { type Node, type ObjectProperty } from '@babel/types';
import { type Part } from '../edits.js';
import { type Written, writtenObject } from '../expressions.js';
import { memberLines, ownLines } from '../layout.js';
import { removeMember } from '../members.js';
import { whyPassedOn } from '../mocks.js';
import { type Result, resultOf } from '../results.js';
import { type Script } from '../script.js';
import { type ClientTransform } from '../transform.js';
import { memberOf, type Use } from '../uses.js';
import { errorsOf } from './errors.js';
import { tellSent } from './sent.js';

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

/** What the whole response of axios has in common with that of version 6, as code of its body, its status, …. */
const RESPONSE: ReadonlyMap<string, { readonly from: string; readonly code: string }> = new Map([
  ['status', { from: 'statusCode', code: 'status: statusCode' }],
  ['headers', { from: 'headers', code: 'headers' }],
  ['data', { from: 'body', code: 'data: await body.json()' }],
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
  if (call === null) return whyPassedOn(script, `${method} of aws-amplify/api`);
  const [apiName, path, init, ...more] = call.get('arguments');
  if (apiName === undefined || path === undefined || more.length > 0)
    return 'its arguments are not name, path and options';
  if ([apiName, path, init].some((one) => one?.isSpreadElement() === true)) return 'its arguments are spread';
  const options = init === undefined ? NO_OPTIONS : optionsOf(script, init);
  if ('why' in options) return options.why;
  const result = resultOf(call);
  const isCancelled = script.allUses.some(({ member }) => member?.name === 'cancel');
  if (result.kind === 'promise' && isCancelled && !isGivenBack(result.escapes))
    return 'its promise is kept, and may be what this file cancels';
  const suffix = suffixOf(script, call, method, result, options.whole);
  if ('why' in suffix) return suffix.why;
  errorsOf(script, call);
  tellUnknown(script, apiName);
  const members = [named('apiName', apiName.node), named('path', path.node), ...options.members];
  const local = script.imports.use('aws-amplify/api', method);
  script.rewrite(
    use,
    call.node,
    `${local}(`,
    ...memberLines(script, call, members),
    `).response${suffix.code}`,
  );
  return null;
}

/** Tells a name that the backend has no API for, where the name is written and the backend has any. */
function tellUnknown(script: Script, apiName: NodePath): void {
  const known = [...script.configuration.restApis];
  const name = constantText(apiName);
  if (name !== null && known.length > 0 && !known.includes(name))
    script.tell('AM6047', apiName.node, { name, known });
}

/** The text of an expression, or of the constant that it names. */
function constantText(path: NodePath): string | null {
  const binding = path.isIdentifier() ? path.scope.getBinding(path.node.name) : undefined;
  const declared = binding?.constant === true && binding.path.isVariableDeclarator() ? binding.path : null;
  const node = declared === null ? path.node : declared.node.init;
  return node?.type === 'StringLiteral' ? node.value : null;
}

/** Whether a promise goes to whoever called the function. */
function isGivenBack(escapes: readonly NodePath[]): boolean {
  return escapes.every((one) => one.isReturnStatement() || one.isArrowFunctionExpression());
}

function named(name: string, node: Node): readonly Part[] {
  return node.type === 'Identifier' && node.name === name ? [node] : [`${name}: `, node];
}

/** What makes of the response what version 5 gave. */
function suffixOf(
  script: Script,
  call: NodePath,
  method: string,
  result: Result,
  whole: boolean,
): { readonly code: string } | { readonly why: string } {
  const { kind, reads, taken, escapes } = result;
  if (kind === 'ignored') return { code: '' };
  if (method === 'head') {
    if (whole) return { why: 'its response has no body, and `statusCode` and `headers` in version 6' };
    return { code: '.then(({ headers }) => headers)' };
  }
  // Version 5 gave `any`.
  const [asPromise, asValue] = script.typescript ? [' as Promise<any>', ' as any'] : ['', ''];
  if (!whole) return { code: `.then(({ body }) => body.json()${asPromise})` };
  const names = [...reads.map(({ steps }) => steps[0]?.name ?? ''), ...taken.map(({ name }) => name)];
  const unknown = names.find((name) => !RESPONSE.has(name));
  if (unknown !== undefined) return { why: `\`${unknown}\` of its response is not there in version 6` };
  const goes = kind === 'promise' || escapes.length > 0;
  if (goes)
    script.tell('AM6003', call.node, {
      call: script.textOf(call.node),
      now: 'its `status`, `headers` and `data` alone',
    });
  const kept = [...RESPONSE].filter(([name]) => goes || names.includes(name)).map(([, member]) => member);
  if (kept.length === 0) return { code: '' };
  const isAsync = kept.some(({ code }) => code.includes('await '));
  const from = `${isAsync ? 'async ' : ''}({ ${kept.map((one) => one.from).join(', ')} })`;
  const members = kept.map(({ code }) => (code.includes('await ') ? `${code}${asValue}` : code));
  return { code: `.then(${from} => (${ownLines(script, call.node, members)}))` };
}

interface Options {
  /** `options` as a member of the argument; none when nothing is left. */
  readonly members: readonly (readonly Part[])[];
  /** Whether the whole response is asked for, not its body. */
  readonly whole: boolean;
}

const NO_OPTIONS: Options = { members: [], whole: false };

/** The third argument as `options`, with its members renamed; or why it can't be. */
function optionsOf(script: Script, init: NodePath): Options | { readonly why: string } {
  const written = writtenObject(init) ?? sharedObject(init);
  if (written === null) return { why: 'its options are made elsewhere, and have other names in version 6' };
  for (const name of written.members.keys()) {
    if (name !== 'response' && !OPTIONS.has(name))
      return { why: `its option ${name} is not there in version 6` };
  }
  const response = written.members.get('response');
  if (response !== undefined && response.value.type !== 'BooleanLiteral')
    return { why: 'whether it gives the whole response is decided elsewhere' };
  tellSent(script, written);
  for (const [name, property] of written.members) rename(script, property, OPTIONS.get(name) ?? name, name);
  const whole = response?.value.type === 'BooleanLiteral' && response.value.value;
  const left = [...written.members.keys()].filter((name) => name !== 'response');
  if (left.length === 0 && written.path.node === init.node) return { members: [], whole };
  if (response !== undefined) removeMember(script, written.path.node, response, (one) => one === response);
  return { members: [named('options', init.node)], whole };
}

/** The object behind a name that is used more than once, where no member has another name or meaning in version 6. */
function sharedObject(init: NodePath): Written | null {
  if (!init.isIdentifier()) return null;
  const binding = init.scope.getBinding(init.node.name);
  if (binding?.constant !== true || !binding.path.isVariableDeclarator()) return null;
  const written = writtenObject(binding.path.get('init') as NodePath);
  const isSame = (name: string): boolean => OPTIONS.get(name) === name;
  if (written === null || ![...written.members.keys()].every(isSame)) return null;
  const isRead = binding.referencePaths.every(
    (one) => one.listKey === 'arguments' || isSame(memberOf(one)?.name ?? ''),
  );
  return isRead ? written : null;
}

function rename(script: Script, { key, shorthand, start }: ObjectProperty, now: string, name: string): void {
  if (now === name || typeof start !== 'number') return;
  if (shorthand) script.edits.insertBefore(start, `${now}: `);
  else script.edits.replace(key, now);
}
