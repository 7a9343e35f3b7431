import { type NodePath } from '@babel/traverse';
import { type CallExpression } from '@babel/types';
import { type Part, rangeOf } from '../edits.js';
import { bareOf } from '../expressions.js';
import { memberLines } from '../layout.js';
import { whyPassedOn } from '../mocks.js';
import { resultOf } from '../results.js';
import { type Script } from '../script.js';
import { type ClientTransform } from '../transform.js';
import { type Use } from '../uses.js';
import { dataOf } from './body.js';
import { type Config, configOf } from './config.js';
import { copy } from './copy.js';
import { defaultLevels } from './default-level.js';
import { type Method } from './options.js';
import { pathOf, type Place } from './paths.js';
import {
  keySuffix,
  listSuffix,
  rereadDownload,
  rereadProperties,
  type Suffix,
  tellRemoved,
  wholeFolder,
} from './results.js';

export const STORAGE = 'aws-amplify/storage';

/** Functions of version 5 that version 6 has no counterpart of, with its way instead. */
const REFUSED: ReadonlyMap<string, string> = new Map([
  [
    'cancel',
    'version 6 cancels the task: keep what uploadData or downloadData returns, and call its cancel()',
  ],
  ['configure', 'it decides where every call without a level looks, also in other files'],
  ['addPluggable', 'version 6 has no storage providers of your own'],
  ['getPluggable', 'version 6 has no storage providers'],
  ['removePluggable', 'version 6 has no storage providers'],
  ['vault', 'version 6 has no vault: it is the level `private`'],
]);

/** Names that went together with the classes they are of. */
const GONE = ['StorageClass', 'AWSS3Provider', 'StorageProvider', 'StorageAccessLevel', 'StorageOptions'];

const FUNCTIONS: Readonly<Record<Exclude<Method, 'copy'>, string>> = {
  get: 'getUrl',
  download: 'downloadData',
  put: 'uploadData',
  remove: 'remove',
  list: 'list',
  getProperties: 'getProperties',
};

/** `Storage.put(key, …)` becomes `uploadData({ path: 'public/…', … })`: levels are paths in version 6. */
export const storage: ClientTransform = {
  id: 'storage',
  run(script) {
    defaultLevels(script);
    for (const use of script.usesOf('Storage')) {
      const problem = call(script, use);
      if (problem !== null) script.refuse(use, problem);
    }
    for (const use of script.usesOf(...GONE)) {
      script.refuse(use, 'version 6 has functions with types of their own in the place of this class');
    }
  },
};

/** Rewrites one call. Returns why it can't be. */
function call(script: Script, use: Use): string | null {
  const name = use.member?.name ?? '';
  const gone = REFUSED.get(name);
  if (gone !== undefined) return gone;
  if (use.member === null) return 'the object is passed on, and version 6 has functions in its place';
  if (use.call === null) return whyPassedOn(script, 'the function of its name in aws-amplify/storage');
  if (name === 'copy') return copy(script, use, use.call);
  const method = methodOf(name, use.call);
  return method === null ? `version 5 has no Storage.${name}` : operation(script, use, use.call, method);
}

function methodOf(name: string, path: NodePath<CallExpression>): Exclude<Method, 'copy'> | null {
  if (name !== 'get')
    return name === 'put' || name === 'remove' || name === 'list' || name === 'getProperties' ? name : null;
  const config = path.get('arguments')[1];
  const object = config === undefined ? undefined : bareOf(config);
  const downloads =
    object?.isObjectExpression() === true &&
    object.node.properties.some(
      (property) =>
        property.type === 'ObjectProperty' &&
        property.key.type === 'Identifier' &&
        property.key.name === 'download' &&
        property.value.type === 'BooleanLiteral' &&
        property.value.value,
    );
  return downloads ? 'download' : 'get';
}

function operation(
  script: Script,
  use: Use,
  path: NodePath<CallExpression>,
  method: Exclude<Method, 'copy'>,
): string | null {
  const given = path.get('arguments');
  const [key, second, third, ...more] = given;
  const [body, argument] = method === 'put' ? [second, third] : [undefined, second];
  if (key === undefined || (method === 'put' && body?.isExpression() !== true))
    return 'it has not the arguments of such a call';
  if (more.length > 0 || (method !== 'put' && third !== undefined))
    return 'it has more arguments than version 5 reads';
  const comment = /\/\/|\/\*/;
  const gaps = given
    .slice(1)
    .map((one, index) =>
      script.edits.slice(rangeOf(given[index]?.node ?? one.node).end, rangeOf(one.node).start),
    );
  if (gaps.some((gap) => comment.test(gap))) return 'a comment stands between its arguments';
  const config = configOf(script, method, argument);
  if ('why' in config) return config.why;
  if (method === 'get' && argument !== undefined && downloadsLater(script, argument))
    return 'whether it downloads is decided elsewhere';
  const where = pathOf(script, key, config.place, path.parentPath.isAwaitExpression());
  if ('why' in where) return where.why;
  const data = body === undefined ? null : dataOf(script, key, body, argument);
  const input = inputOf(script, path, where.parts, data, config);
  if (method === 'put' && !config.kept.includes('contentType'))
    script.tell('AM6041', use.reference.node, { call: script.textOf(path.node).split('\n', 1)[0] ?? '' });
  return write(script, use, path, method, input, key, config);
}

/** A constant that says `download: true`: its members are known only to who reads the constant. */
function downloadsLater(script: Script, argument: NodePath): boolean {
  const bare = bareOf(argument);
  const binding = bare.isIdentifier() ? bare.scope.getBinding(bare.node.name) : undefined;
  return binding !== undefined && /\bdownload\b['"]?\s*:\s*true/.test(script.textOf(binding.path.node));
}

function inputOf(
  script: Script,
  call: NodePath,
  path: readonly Part[],
  data: readonly Part[] | null,
  { options }: Config,
): readonly Part[] {
  const isName = (part: Part | undefined, name: string): boolean =>
    part !== undefined && typeof part !== 'string' && part.type === 'Identifier' && part.name === name;
  const own = path.length === 1 && isName(path[0], 'path');
  const members: (readonly Part[])[] = [own ? path : ['path: ', ...path]];
  if (data !== null) members.push(data);
  if (options.length > 0) members.push(['options: ', ...options]);
  return ['(', ...memberLines(script, call, members), ')'];
}

function write(
  script: Script,
  use: Use,
  path: NodePath<CallExpression>,
  method: Exclude<Method, 'copy'>,
  input: readonly Part[],
  key: NodePath,
  { place }: Config,
): string | null {
  const { node } = path;
  const suffix = suffixOf(script, path, method, key, place);
  if ('why' in suffix) return suffix.why;
  if (method === 'getProperties' || method === 'download') {
    const problem = method === 'download' ? rereadDownload(script, path) : rereadProperties(script, path);
    if (problem !== null) return problem;
  }
  if (method === 'remove') {
    const whole = wholeFolder(script, path, key);
    if (whole !== null) return whole;
    tellRemoved(script, path);
  }
  const name = script.imports.use(STORAGE, FUNCTIONS[method]);
  // A transfer begins when it is made; who does not wait for its end needs no promise of it.
  const isTask = method === 'put' || method === 'download';
  const task = isTask && !path.parentPath.isExpressionStatement() ? '.result' : '';
  if (method !== 'get' || resultOf(path).kind === 'ignored') {
    script.rewrite(use, node, name, ...input, `${task}${suffix.code}`);
    return null;
  }
  // Version 5 gave the URL as text.
  const { parentPath } = path;
  if (parentPath.isAwaitExpression()) {
    script.rewrite(use, parentPath.node, `(await ${name}`, ...input, ').url.href');
  } else {
    script.rewrite(use, node, name, ...input, '.then(({ url }) => url.href)');
  }
  return null;
}

function suffixOf(
  script: Script,
  path: NodePath<CallExpression>,
  method: Exclude<Method, 'copy'>,
  key: NodePath,
  place: Place,
): Suffix {
  if (method === 'put') return keySuffix(script, path, key, place);
  if (method !== 'list') return { code: '' };
  return listSuffix(script, path, place, /['"]ALL['"]/.test(script.textOf(path.node)));
}
