import { type NodePath } from '@babel/traverse';
import { rangeOf } from '../edits.js';
import { type Script } from '../script.js';
import { type ClientTransform } from '../transform.js';
import { type Use } from '../uses.js';

const UTILS = 'aws-amplify/utils';

/** What has moved to `aws-amplify/utils`, and its name there (aws-amplify 6, dist/esm/utils/index.d.ts). */
const MOVED: ReadonlyMap<string, string> = new Map([
  ['I18n', 'I18n'],
  // Version 5 exported it as Logger from the whole package, by its own name from @aws-amplify/core.
  ['Logger', 'ConsoleLogger'],
  ['ConsoleLogger', 'ConsoleLogger'],
  ['ServiceWorker', 'ServiceWorker'],
  ['Cache', 'Cache'],
]);

/** Functions of I18n that version 6 has too (@aws-amplify/core 6, I18n/index.d.ts). */
const I18N = new Set([
  'checkConfig',
  'configure',
  'createInstance',
  'getModuleName',
  'setLanguage',
  'get',
  'putVocabularies',
  'putVocabulariesForLanguage',
]);

/** Functions of Cache by their name in version 6: each of them gives a promise there, none did in a browser. */
const CACHE_LATER: ReadonlyMap<string, string> = new Map([
  ['setItem', 'setItem'],
  ['getItem', 'getItem'],
  ['removeItem', 'removeItem'],
  ['clear', 'clear'],
  ['getAllKeys', 'getAllKeys'],
  ['getCacheCurSize', 'getCurrentCacheSize'],
]);

/** Functions whose result nobody needs: they may end later. */
const CACHE_CHANGES = new Set(['setItem', 'removeItem', 'clear']);

const GONE: ReadonlyMap<string, string> = new Map([
  [
    'AWSCloudWatchProvider',
    'version 6 sends no logs to CloudWatch: write a provider for ConsoleLogger with the AWS SDK',
  ],
  [
    'Signer',
    'version 6 exports no signer: use @smithy/signature-v4 with the credentials of fetchAuthSession()',
  ],
  ['ClientDevice', 'version 6 exports nothing in its place'],
]);

/** `Cache`, `I18n`, `Logger` and `ServiceWorker` from their new module. */
export const utils: ClientTransform = {
  id: 'utils',
  run(script) {
    for (const use of script.usesOf(...MOVED.keys())) {
      const problem = problemOf(script, use);
      if (problem === null) moved(script, use);
      else script.refuse(use, problem);
    }
    for (const [name, why] of GONE) for (const use of script.usesOf(name)) script.refuse(use, why);
  },
};

function moved(script: Script, use: Use): void {
  const name = MOVED.get(use.symbol) ?? use.symbol;
  const whole = use.object !== use.reference;
  const local = script.imports.use(UTILS, name, whole ? undefined : use.brought.local);
  if (whole) script.rewrite(use, use.object.node, local);
  else script.settle(use);
}

function problemOf(script: Script, use: Use): string | null {
  const name = use.member?.name;
  if (name === undefined) return null;
  if (use.symbol === 'I18n') return I18N.has(name) ? null : `version 6 has no I18n.${name}`;
  if (use.symbol === 'Cache') return cached(script, use, name);
  return null;
}

function cached(script: Script, use: Use, name: string): string | null {
  if (name === 'configure') return null;
  if (name === 'createInstance') return 'the functions of the cache that it makes give promises in version 6';
  const now = CACHE_LATER.get(name);
  if (now === undefined) return `version 6 has no Cache.${name}`;
  const { call, member } = use;
  if (call === null || member === null) return 'the function is passed on, not called';
  if (now !== name && member.path.isMemberExpression()) script.edits.replace(member.path.node.property, now);
  const parent = call.parentPath;
  if (parent.isAwaitExpression() || (parent.isReturnStatement() && inAsync(call))) return null;
  if (!inAsync(call)) {
    if (!CACHE_CHANGES.has(name) || !parent.isExpressionStatement())
      return `Cache.${now} gives a promise in version 6, and the function that calls it is not async`;
    const what = 'it is done when its promise is, which nothing here waits for';
    script.tell('AM6004', call.node, { call: `Cache.${now}`, what });
    return null;
  }
  const plain =
    parent.isExpressionStatement() || parent.isVariableDeclarator() || parent.isAssignmentExpression();
  const { start, end } = rangeOf(call.node);
  script.edits.insertBefore(start, plain ? 'await ' : '(await ');
  if (!plain) script.edits.insertAfter(end, ')');
  return null;
}

function inAsync(path: NodePath): boolean {
  return path.getFunctionParent()?.node.async === true;
}
