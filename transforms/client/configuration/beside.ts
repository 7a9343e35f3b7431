import { type NodePath } from '@babel/traverse';
import { type Node, type ObjectExpression } from '@babel/types';
import { rangeOf } from '../edits.js';
import { type Script } from '../script.js';
import { removeStatement } from '../statements.js';
import { isSilent, tellSilent } from './categorized.js';
import { isOpener } from './gen1-file.js';
import { overridesOf, withOverrides } from './overrides.js';

const OPENED = 'version 6 opens the pages of a sign-in by itself, and asks no urlOpener';
const REDIRECTED =
  "version 6 signs in only with a redirect of the page's own host, and takes that from the lists of amplify_outputs.json by itself: where these hold it, `oauth` can go here";

/** What stands beside the spread of a file that the library is configured with, by what becomes of it. */
interface Sorted {
  readonly silent: readonly Node[];
  readonly openers: readonly Node[];
  readonly ssr: Node | null;
  readonly store: NodePath | null;
  readonly settings: readonly NodePath[];
}

/**
 * `{ ...config, ssr: true, oauth: { … } }`, at the place where it is given or in a constant of its own. Returns whether
 * all of it is known.
 */
export function besideFile(script: Script, argument: NodePath, object: NodePath<ObjectExpression>): boolean {
  const [first] = object.get('properties');
  if (first?.isSpreadElement() !== true || !first.get('argument').isIdentifier()) return false;
  const local = script.textOf(first.node.argument);
  const { silent, openers, ssr, store, settings } = sorted(script, object);
  if (settings.length > 0 && script.configuration.source !== 'gen2') return false;
  const overrides = overridesOf(script, local, settings);
  const statement = argument.parentPath?.parentPath;
  if (overrides === null || (store !== null && statement?.isExpressionStatement() !== true)) return false;
  const what = (text: string): { call: string; what: string } => ({ call: 'Amplify.configure', what: text });
  for (const one of silent) tellSilent(script, one);
  for (const one of [...openers, ...overrides.openers]) script.tell('AM6004', one, what(OPENED));
  if (overrides.redirect !== null) script.tell('AM6004', overrides.redirect, what(REDIRECTED));
  if (overrides.fixed !== null)
    script.tell('AM6022', overrides.fixed, { what: script.textOf(overrides.fixed) });
  const option = ssr === null ? '' : `, { ${script.textOf(ssr)} }`;
  const declaration = argument === object || overrides.members.length > 0 ? null : aloneAround(object);
  if (declaration !== null) {
    removeStatement(script, declaration.node);
    script.edits.replace(argument.node, `${local}${option}`);
  } else {
    const isPlain = overrides.members.length === 0;
    const parts = isPlain ? [local] : withOverrides(script, object, local, overrides);
    if (argument === object) script.edits.replace(object.node, ...parts, ...(option === '' ? [] : [option]));
    else {
      script.edits.replace(object.node, ...parts);
      script.edits.insertAfter(rangeOf(argument.node).end, option);
    }
  }
  if (store !== null && statement != null) configured(script, statement.node, store.node);
  return true;
}

function sorted(script: Script, object: NodePath<ObjectExpression>): Sorted {
  const silent: Node[] = [];
  const openers: Node[] = [];
  const settings: NodePath[] = [];
  let ssr: Node | null = null;
  let store: NodePath | null = null;
  for (const property of object.get('properties').slice(1)) {
    const { node } = property;
    const name =
      property.isObjectProperty() && !property.node.computed ? script.textOf(property.node.key) : '';
    if (property.isObjectProperty() && isSilent(script, property.node)) silent.push(node);
    else if (isOpener(node)) openers.push(node);
    else if (name === 'ssr') ssr = node;
    else if (name === 'DataStore' && property.isObjectProperty()) store = property.get('value');
    else settings.push(property);
  }
  return { silent, openers, ssr, store, settings };
}

/** The declaration of a constant that is alone in it. */
function aloneAround(object: NodePath): NodePath | null {
  const declarator = object.findParent((path) => path.isVariableDeclarator());
  const declaration = declarator?.parentPath;
  const isAlone = declaration?.isVariableDeclaration() === true && declaration.node.declarations.length === 1;
  return isAlone && !declaration.parentPath.isExportNamedDeclaration() ? declaration : null;
}

/** `DataStore: { … }` is what DataStore.configure() takes (@aws-amplify/datastore 5, DataStoreConfig). */
function configured(script: Script, statement: Node, settings: Node): void {
  const { start, end } = rangeOf(statement);
  const indent = /(?:^|\n)([ \t]*)$/.exec(script.edits.slice(0, start))?.[1] ?? '';
  const store = script.imports.use('aws-amplify/datastore', 'DataStore');
  const semi = script.textOf(statement).endsWith(';') ? ';' : '';
  const given = script.textOf(settings);
  const deeper = indentOf(given) ?? indent;
  const text = given.replaceAll(`\n${deeper}`, `\n${indent}`);
  script.edits.insertAfter(end, `\n${indent}${store}.configure(${text})${semi}`);
}

/** How deep the last line of a text is; null for one line. */
function indentOf(text: string): string | null {
  return /\n([ \t]*)[^\n]*$/.exec(text)?.[1] ?? null;
}
