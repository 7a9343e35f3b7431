import { type NodePath } from '@babel/traverse';
import { type Node } from '@babel/types';
import { bareOf } from '../expressions.js';
import { readOf } from '../results.js';
import { type Script } from '../script.js';
import { OPTIONS, RENAMED, SERVICES } from './gone.js';
import { checkUser } from './user.js';

/** Options of Authenticator whose members, or whose value, have names of its parts. */
const NAMING = new Set(['formFields', 'components', 'initialState']);

/** One option: an attribute of JSX, or a member of the options of withAuthenticator. */
export function option(script: Script, name: string, value: NodePath | null, at: Node): void {
  if (name === 'services') script.refuseAt(at, SERVICES);
  else if (!OPTIONS.has(name)) script.refuseAt(at, `the Authenticator of version 6 takes no ${name}`);
  else if (NAMING.has(name) && value !== null) renameIn(script, value);
  else if (name === 'children' && value !== null) component(script, value);
}

/** Renames the keys of an object, or a value, that name a part of the Authenticator. */
function renameIn(script: Script, value: NodePath): void {
  const written = writtenAt(value);
  if (written.isStringLiteral()) {
    renameString(script, written);
    return;
  }
  if (!written.isObjectExpression()) return;
  for (const property of written.node.properties) {
    if (property.type === 'SpreadElement' || property.computed || property.key.type !== 'Identifier')
      continue;
    const now = RENAMED.get(property.key.name);
    if (now === undefined) continue;
    const short = property.type === 'ObjectProperty' && property.shorthand;
    script.edits.replace(property.key, short ? `${now}: ${property.key.name}` : now);
  }
}

export function renameString(script: Script, path: NodePath): void {
  if (!path.isStringLiteral()) return;
  const now = RENAMED.get(path.node.value);
  const quote = script.textOf(path.node).charAt(0);
  if (now !== undefined) script.edits.replace(path.node, `${quote}${now}${quote}`);
}

/** The expression behind a constant of the file, however often it is used. */
function writtenAt(value: NodePath): NodePath {
  const bare = bareOf(value);
  if (!bare.isIdentifier()) return bare;
  const binding = bare.scope.getBinding(bare.node.name);
  if (binding?.constant !== true || !binding.path.isVariableDeclarator()) return bare;
  const init = binding.path.get('init');
  return init.isExpression() ? bareOf(init) : bare;
}

/** Props that components of aws-amplify-react are given, and no component of version 6 is. */
const OLD_PROPS = new Set(['authState', 'authData', 'onStateChange', 'authProps']);

/** A component, or a function in its place, that an Authenticator gives its user to. */
export function component(script: Script, path: NodePath): void {
  const made = declared(path);
  if (!made.isFunction()) return;
  const [first] = made.get('params');
  if (first === undefined) return;
  if (first.isObjectPattern()) {
    for (const property of first.get('properties')) {
      if (!property.isObjectProperty()) continue;
      const { key } = property.node;
      const value = property.get('value');
      if (key.type === 'Identifier' && !Array.isArray(value)) prop(script, key.name, value);
    }
    return;
  }
  if (!first.isIdentifier()) return;
  for (const reference of first.scope.getBinding(first.node.name)?.referencePaths ?? []) {
    const [step] = readOf(reference)?.steps ?? [];
    if (step !== undefined) prop(script, step.name, step.path);
  }
}

function prop(script: Script, name: string, path: NodePath): void {
  if (OLD_PROPS.has(name))
    script.refuseAt(path.node, `version 6 gives the component \`user\` and \`signOut\`, and no ${name}`);
  else if (name === 'user') checkUser(script, path.isAssignmentPattern() ? path.get('left') : path);
}

/** The function that a name of the file stands for. */
function declared(path: NodePath): NodePath {
  const bare = bareOf(path);
  if (!bare.isIdentifier()) return bare;
  const binding = bare.scope.getBinding(bare.node.name);
  if (binding?.path.isVariableDeclarator() !== true) return binding?.path ?? bare;
  const init = binding.path.get('init');
  return init.isExpression() ? bareOf(init) : bare;
}
