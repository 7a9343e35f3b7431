import { type NodePath } from '@babel/traverse';
import { type Node } from '@babel/types';
import { relativePath } from '../relative-path.js';
import { readOf } from '../results.js';
import { type Script } from '../script.js';
import { memberOf } from '../uses.js';
import { type Bringing, mentionsOf } from './gen1-file.js';
import { LISTS, OTHER_FORM, OUTPUT_KEYS, sectionOf } from './keys.js';

/** Where a value comes from: from what configures the library, from the outputs of Gen 2, from Gen 1's file. */
type Source = 'whole' | 'gen2' | 'gen1';

/** One place that uses the configuration. */
interface Place {
  readonly reference: NodePath;
  readonly source: Source;
  /** What is read of the outputs, and the expression that reads it. */
  readonly read?: { readonly node: Node; readonly key: string };
  /** What is put in its place, where that is a list now. */
  readonly put?: Node;
}

/** A place that can't be moved. */
interface Problem {
  readonly at: Node;
  readonly why: string;
}

/** Every statement that brings Gen 1's file, and every value that is read of it. */
export function fileOfGen1(script: Script): void {
  if (script.configuration.source === 'gen1') return;
  // Most modules name no such file, and need no walk of their own.
  if (!/aws-exports|amplify-?configuration/.test(script.textOf(script.program.node))) return;
  const { bringing, others } = mentionsOf(script.program);
  for (const place of others)
    script.refuseAt(place, "Gen 1's configuration is used here in a way that is not followed");
  for (const one of bringing) moveFile(script, one);
}

function moveFile(script: Script, one: Bringing): void {
  const { configuration } = script;
  const places: Place[] = [];
  for (const reference of one.binding.referencePaths) {
    const place = placeOf(script, reference);
    if ('why' in place) script.refuseAt(place.at, place.why);
    else places.push(place);
  }
  const sources = new Set(places.map(({ source }) => source));
  const main = sources.has('gen1') ? 'gen1' : sources.has('gen2') && !sources.has('whole') ? 'gen2' : 'whole';
  const joined = configuration.source === 'both' && (main === 'whole' || sources.has('whole'));
  const why = joined ? notJoined(script, one) : null;
  if (why !== null) {
    script.refuseAt(one.source, why);
    return;
  }
  const modules = {
    whole: joined ? besides(one.source.value, script) : outputsOf(script),
    gen2: outputsOf(script),
  };
  for (const place of places) {
    if (place.source === 'gen1') continue;
    const module = modules[place.source];
    const isMain = main !== 'gen1' && modules[main] === module;
    const name = place.source === 'whole' && joined ? 'amplifyConfiguration' : 'outputs';
    point(script, place, isMain ? null : script.imports.useDefault(module, name));
  }
  if (main !== 'gen1') bring(script, one, modules[main]);
  if (joined && !isJoined(one.source.value)) script.ask({ kind: 'configuration', ...beside(script, one) });
}

/** Takes what a place reads from where it is; `local` is another name for it, null for the one that it has. */
function point(script: Script, { reference, read, put }: Place, local: string | null): void {
  if (put !== undefined) script.edits.replace(put, '[', put, ']');
  if (read !== undefined) {
    script.edits.replace(read.node, local ?? reference.node, `.${read.key}`);
    return;
  }
  if (local === null) return;
  const { parent } = reference;
  const short = parent.type === 'ObjectProperty' && parent.shorthand ? `${script.textOf(parent.key)}: ` : '';
  script.edits.replace(reference.node, `${short}${local}`);
}

/** The statement itself, with another file. */
function bring(script: Script, { source, namespace, required }: Bringing, module: string): void {
  const quote = script.textOf(source).charAt(0);
  const path = `${quote}${module}${quote}`;
  if (required !== null) {
    script.edits.replace(required, `require(${path})${module.endsWith('.json') ? '' : '.default'}`);
    return;
  }
  // What Node.js runs itself has to say that a module is JSON.
  const attribute =
    isRunByNode(script) && module.endsWith('.json') ? ` with { type: ${quote}json${quote} }` : '';
  script.edits.replace(source, `${path}${attribute}`);
  if (namespace?.type === 'ImportNamespaceSpecifier') script.edits.replace(namespace, namespace.local);
}

function placeOf(script: Script, reference: NodePath): Place | Problem {
  const { source, left } = script.configuration;
  const [first, second] = readOf(reference)?.steps ?? [];
  if (first === undefined || isOAuthBeside(reference)) {
    if (first !== undefined || isConfigured(reference)) return { reference, source: 'whole' };
    const why = 'the whole configuration goes on to where its values are not followed';
    return { at: reference.node, why };
  }
  for (const step of second === undefined ? [first] : [second, first]) {
    const name = step === first ? first.name : `${first.name}.${step.name}`;
    const key = OUTPUT_KEYS.get(name);
    const other = OTHER_FORM.get(name);
    if ((key ?? other) === undefined) continue;
    if (left.has(sectionOf(key ?? other ?? ''))) return { reference, source: 'gen1' };
    if (key !== undefined) return { reference, source: 'gen2', read: { node: step.path.node, key } };
    const list = LISTS.get(name);
    const found = list === undefined ? null : listed(list, step);
    // Beside Gen 1's file a module of its own is configured with, which reads it before.
    if (found !== null && (found.put === undefined || source === 'gen2'))
      return { reference, source: 'gen2', ...found };
    return { at: step.path.node, why: `it is ${other ?? ''} in amplify_outputs.json` };
  }
  // What the outputs of Gen 2 do not hold is in Gen 1's file as long as that is there.
  if (source === 'both') return { reference, source: 'gen1' };
  return { at: first.path.node, why: `${first.name} has no place in amplify_outputs.json` };
}

/** `oauth: { ...config.oauth, … }` beside a configuration that is spread, which its own rule looks at. */
function isOAuthBeside(reference: NodePath): boolean {
  const member = memberOf(reference);
  const spread = member?.path.parentPath;
  if (member?.name !== 'oauth' || spread?.isSpreadElement() !== true) return false;
  const property = spread.parentPath.parentPath;
  const isOAuth =
    property?.isObjectProperty() === true &&
    property.node.key.type === 'Identifier' &&
    property.node.key.name === 'oauth';
  return isOAuth && property.parentPath.isObjectExpression() && isGiven(property.parentPath);
}

/** Whether an object is given to the library, at its place or by a constant that is used there alone. */
function isGiven(object: NodePath): boolean {
  if (isArgument(object, null)) return true;
  const declarator = object.parentPath;
  if (declarator?.isVariableDeclarator() !== true || declarator.node.id.type !== 'Identifier') return false;
  const binding = declarator.scope.getBinding(declarator.node.id.name);
  const [only, ...more] = binding?.constant === true ? binding.referencePaths : [];
  return only !== undefined && more.length === 0 && isArgument(only, null);
}

/** A text of several parts that is a list now: cut into its parts, or put in its place. */
function listed(key: string, step: { readonly path: NodePath }): Partial<Place> | null {
  const cut = memberOf(step.path);
  const call = cut?.name === 'split' ? cut.path.parentPath : null;
  const isCall = call?.isCallExpression() === true || call?.isOptionalCallExpression() === true;
  if (isCall) {
    const [by, ...more] = call.node.arguments;
    const isComma = by?.type === 'StringLiteral' && by.value === ',' && more.length === 0;
    return isComma ? { read: { node: call.node, key } } : null;
  }
  const parent = step.path.parentPath;
  const isPut = parent?.isAssignmentExpression({ operator: '=' }) === true && step.path.key === 'left';
  return isPut ? { read: { node: step.path.node, key }, put: parent.node.right } : null;
}

/** Functions of version 6 that take a configuration of any form, by the member that has it; null: their argument. */
const TAKES: ReadonlyMap<string, string | null> = new Map([
  ['parseAmplifyConfig', null],
  ['createServerRunner', 'config'],
  ['generateServerClientUsingCookies', 'config'],
  ['generateServerClientUsingReqRes', 'config'],
]);

/** Whether the configuration is given to the library as it is, or spread into the only argument of `configure`. */
function isConfigured(reference: NodePath): boolean {
  const { parentPath: parent } = reference;
  if (parent?.isSpreadElement() === true) return isGiven(parent.parentPath);
  if (parent?.isObjectProperty() === true && reference.key === 'value') {
    const { key } = parent.node;
    return key.type === 'Identifier' && isArgument(parent.parentPath, key.name);
  }
  return isArgument(reference, null);
}

function isArgument(path: NodePath | null, member: string | null): boolean {
  const call = path?.listKey === 'arguments' ? path.parentPath : null;
  if (call?.isCallExpression() !== true) return false;
  const callee = call.get('callee');
  if (callee.isIdentifier()) return TAKES.get(callee.node.name) === member;
  return (
    member === null && callee.isMemberExpression() && memberOf(callee.get('object'))?.name === 'configure'
  );
}

function outputsOf(script: Script): string {
  return relativePath(script.path, script.configuration.outputs);
}

function isRunByNode({ path, configuration }: Script): boolean {
  return path.endsWith('.mjs') || configuration.scripts.has(path);
}

/** The file, as it is named by the last part of its way. */
const LAST = /[^/]+$/;

function isJoined(specifier: string): boolean {
  return /(?:^|\/)amplify-configuration(?:\.[jt]s)?$/.test(specifier);
}

/** The module beside Gen 1's file, named as that is. */
function besides(specifier: string, { configuration }: Script): string {
  const extension = specifier.endsWith('.js') && !configuration.typescript ? '.js' : '';
  return specifier.replace(LAST, `amplify-configuration${extension}`);
}

function beside(
  script: Script,
  { source }: Bringing,
): { readonly folder: string | null; readonly gen1: string } {
  const gen1 = LAST.exec(source.value)?.[0] ?? source.value;
  if (!source.value.startsWith('.')) return { folder: null, gen1 };
  const parts = script.path.split('/').slice(0, -1);
  for (const part of source.value.split('/').slice(0, -1)) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return { folder: parts.map((part) => `${part}/`).join(''), gen1 };
}

/** Why a module beside Gen 1's file can't be what this file is configured with; null when it can. */
function notJoined(script: Script, { source }: Bringing): string | null {
  if (isRunByNode(script))
    return 'Node.js runs this file itself, and part of its configuration is in a module for bundlers as long as Gen 1 has some of the backend';
  return /^@[^/]+\/[^/]+$/.test(source.value) && !source.value.startsWith('@/')
    ? "Gen 1's configuration comes from a package of its own, beside whose file nothing can be written"
    : null;
}
