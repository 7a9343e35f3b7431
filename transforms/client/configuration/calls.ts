import { type NodePath } from '@babel/traverse';
import { type ObjectExpression, type ObjectProperty } from '@babel/types';
import { bareOf, constantOf, writtenObject } from '../expressions.js';
import { dropPluggable } from '../others/pluggables.js';
import { type Script } from '../script.js';
import { type Use } from '../uses.js';
import { besideFile } from './beside.js';
import { byCategory, isByCategory, type Reading } from './categorized.js';
import { isGen1File, requiredIn } from './gen1-file.js';

/** Settings beside the file of the CLI, by key, with where they belong in version 6. */
const SETTINGS: ReadonlyMap<string, string> = new Map([
  [
    'oauth',
    "version 6 takes the redirect of the page's own origin from the lists of amplify_outputs.json: list all of them in the backend, and take `oauth` away here",
  ],
  [
    'Auth',
    'the settings of a category have another shape in version 6: Auth: { Cognito: { userPoolId, userPoolClientId } }',
  ],
  [
    'API',
    'the settings of a category have another shape in version 6: API: { GraphQL: { endpoint }, REST: { name: { endpoint } } }',
  ],
  [
    'Storage',
    'the settings of a category have another shape in version 6: Storage: { S3: { bucket, region } }',
  ],
  ['DataStore', 'version 6 takes the settings of DataStore by DataStore.configure()'],
  ['Logging', 'version 6 sends no logs to CloudWatch: its ConsoleLogger takes a provider of your own'],
]);
const OTHER_SHAPE = 'the settings that are written out here have another shape in version 6';

/** Why an object can't be given to version 6 as it is, by the first of its keys of which that is known. */
function otherShape({ properties }: ObjectExpression): string {
  const names = properties.flatMap((one) => (one.type === 'ObjectProperty' ? (nameIn(one) ?? []) : []));
  return names.flatMap((name) => SETTINGS.get(name) ?? [])[0] ?? OTHER_SHAPE;
}

/** `Amplify.configure(…)`: what is given besides the file of the CLI has another shape in version 6. */
export function whole(script: Script, use: Use): void {
  if (dropPluggable(script, use)) return;
  const why = wholeOf(script, use) ?? keep(script, use);
  if (why !== null) script.refuse(use, why);
}

function wholeOf(script: Script, { brought, member, call }: Use): string | null {
  if (brought.typeOnly || member === null || member.name === 'getConfig') return null;
  if (member.name !== 'configure' || call === null) return `Amplify.${member.name} is not there in version 6`;
  const [argument] = call.get('arguments');
  if (argument === undefined) return 'Amplify.getConfig() gives the configuration in version 6';
  const made = constantOf(argument);
  if (made.isObjectExpression()) {
    if (isByCategory(namesOf(made.node))) return categories(script, argument, made);
    if (made === argument) return written(script, made);
    return besideFile(script, argument, made) ? null : otherShape(made.node);
  }
  if (!isKnown(argument)) {
    const what = script.textOf(argument.node);
    script.tell('AM6022', call.node, { what });
  }
  return null;
}

/** Settings by each of which is known. */
function categories(script: Script, argument: NodePath, object: NodePath<ObjectExpression>): string | null {
  const settings = writtenObject(object);
  if (settings === null) return otherShape(object.node);
  const reading = readingOf(script, bareOf(argument) === object);
  const why = byCategory(reading, argument, settings);
  if (why === null) tellFixed(script, reading);
  return why;
}

/** What settings are read with. */
export function readingOf(script: Script, inPlace: boolean, depth = 0): Reading {
  return { script, inPlace, depth, moves: (value) => isOfFile(value), fixed: [] };
}

/** Tells of a value that stays what it is when the backend moves. */
export function tellFixed(script: Script, { fixed: [first] }: Reading): void {
  if (first !== undefined) script.tell('AM6022', first, { what: 'a configuration that is written out here' });
}

/** Whether a value is read of a file of a backend. */
function isOfFile(value: NodePath): boolean {
  const bare = bareOf(value);
  const object = bare.isMemberExpression() ? bare.get('object') : null;
  return object !== null && (isFile(object) || isOfFile(object));
}

/** Whether an argument is the file of a configuration, or what the library's own parser makes of it. */
export function isKnown(argument: NodePath): boolean {
  if (isFile(argument)) return true;
  const made = constantOf(argument);
  return made.isCallExpression() && made.get('callee').isIdentifier({ name: 'parseAmplifyConfig' });
}

function isFile(argument: NodePath): boolean {
  if (!argument.isIdentifier()) return false;
  const path = argument.scope.getBinding(argument.node.name)?.path;
  const init = path?.isVariableDeclarator() === true ? path.node.init : null;
  const module = init ? requiredIn(init)?.value : undefined;
  const statement = path?.parentPath;
  const specifier = statement?.isImportDeclaration() === true ? statement.node.source.value : module;
  return (
    specifier !== undefined && (isGen1File(specifier) || /(?:^|\/)amplify_outputs\.json$/.test(specifier))
  );
}

/** An object that is written out at this place. Returns why it is not what version 6 takes. */
export function written(script: Script, argument: NodePath<ObjectExpression>): string | null {
  const { properties } = argument.node;
  const [first, ...rest] = properties;
  if (first?.type === 'SpreadElement' && first.argument.type === 'Identifier') {
    if (script.configuration.source === 'gen1' && isOfGen1(script, rest)) return null;
    return besideFile(script, argument, argument) ? null : otherShape(argument.node);
  }
  return byKeys(script, argument);
}

/** Values of Gen 1's file in the place of its own: the parser of version 6 reads them, as long as that file is used. */
function isOfGen1(script: Script, properties: ObjectExpression['properties']): boolean {
  if (script.typescript || properties.length === 0) return false;
  return properties.every((one) => {
    const name = one.type === 'ObjectProperty' ? nameIn(one) : null;
    if (name === null || name === 'ssr') return false;
    // Version 6 opens pages of its own accord, and takes no function for it.
    return (name.startsWith('aws_') || OTHER_KEYS.has(name)) && !script.textOf(one).includes('urlOpener');
  });
}

/** Keys of Gen 1's file that do not begin with `aws_` and that the parser of version 6 reads. */
const OTHER_KEYS = new Set(['oauth', 'geo', 'predictions', 'Notifications', 'ssr']);

/** The keys of Gen 1's file, which version 6 reads too, with values of their own; `ssr` is an option beside it. */
function byKeys(script: Script, argument: NodePath<ObjectExpression>): string | null {
  const { properties } = argument.node;
  const names = namesOf(argument.node);
  const known = names.every((name) => name !== null && (name.startsWith('aws_') || OTHER_KEYS.has(name)));
  // Without this key the parser of version 6 throws (@aws-amplify/core 6, parseAWSExports).
  if (!known || !names.includes('aws_project_region')) return otherShape(argument.node);
  if (script.typescript)
    return 'the types of version 6 take no such object where it is written out: import amplify_outputs.json, or give it a constant';
  const place = names.indexOf('ssr');
  const ssr = properties[place];
  const before = properties[place - 1];
  if (ssr !== undefined) {
    if (place !== properties.length - 1 || before === undefined || argument.listKey !== 'arguments')
      return 'version 6 takes `ssr` in a second argument: Amplify.configure({ … }, { ssr: true })';
    // The object ends behind the member before it, and the option follows.
    const { end } = before;
    const close = argument.node.end;
    if (typeof end !== 'number' || typeof close !== 'number') return OTHER_SHAPE;
    const gap = script.edits.slice(ssr.end ?? close, close).replace(/^\s*,/, ',');
    script.edits.replaceRange(end, close, `${gap}, { ${script.textOf(ssr)} }`);
  }
  script.tell('AM6022', argument.node, { what: 'a configuration that is written out here' });
  return null;
}

/** The names of members, null for what has none. */
export function namesOf({ properties }: ObjectExpression): (string | null)[] {
  return properties.map((one) => (one.type === 'ObjectProperty' ? nameIn(one) : null));
}

function nameIn({ key, computed }: ObjectProperty): string | null {
  if (computed) return null;
  return key.type === 'Identifier' ? key.name : key.type === 'StringLiteral' ? key.value : null;
}

/** The name stays, from where version 6 exports it. */
function keep(script: Script, use: Use): string | null {
  if (use.reference !== use.object || use.symbol !== 'Amplify') return 'it is reached through another name';
  if (isNamed(use) && use.brought.from === 'aws-amplify') {
    script.keep(use);
    return null;
  }
  script.imports.use('aws-amplify', 'Amplify', use.brought.local);
  script.settle(use);
  return null;
}

function isNamed({ brought }: Use): boolean {
  return (
    brought.statement.type === 'ImportDeclaration' &&
    brought.statement.specifiers.some(
      (one) => one.type === 'ImportSpecifier' && one.local.name === brought.local,
    )
  );
}
