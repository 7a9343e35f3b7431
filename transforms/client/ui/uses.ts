import { type NodePath } from '@babel/traverse';
import { type JSXAttribute } from '@babel/types';
import { rangeOf } from '../edits.js';
import { writtenObject } from '../expressions.js';
import { readOf } from '../results.js';
import { type Script } from '../script.js';
import { component, option, renameString } from './authenticator.js';
import { RENAMED } from './gone.js';
import { checkUser } from './user.js';

/** `withAuthenticator(App, options)`; `old` where it is aws-amplify-react's, whose options are others. */
export function withAuthenticator(script: Script, reference: NodePath, old: boolean): void {
  const call = reference.key === 'callee' ? reference.parentPath : null;
  if (call?.isCallExpression() !== true) return;
  const [given, options, ...more] = call.get('arguments');
  if (given !== undefined) component(script, given);
  if (options === undefined) return;
  if (more.length > 0) {
    script.refuseAt(call.node, 'withAuthenticator of version 6 takes its options in one object');
    return;
  }
  if (old) {
    dropped(script, given, options);
    return;
  }
  const written = writtenObject(options);
  if (written === null) {
    script.refuseAt(
      options.node,
      'the options of withAuthenticator are made elsewhere, and may have changed',
    );
    return;
  }
  for (const property of written.path.get('properties')) {
    if (!property.isObjectProperty()) continue;
    const { key } = property.node;
    const name = key.type === 'Identifier' ? key.name : key.type === 'StringLiteral' ? key.value : '';
    const value = property.get('value');
    option(script, name, Array.isArray(value) ? null : value, property.node);
  }
}

/** The second argument of aws-amplify-react's: whether to greet, or options of which that is one. */
function dropped(script: Script, given: NodePath | undefined, options: NodePath): void {
  const written = writtenObject(options);
  const greets = written?.members.get('includeGreetings')?.value ?? options.node;
  const plain = options.isBooleanLiteral() || (written !== null && written.members.size === 1);
  if (given === undefined || !plain || greets.type !== 'BooleanLiteral') {
    script.refuseAt(options.node, 'the options of aws-amplify-react have another form in version 6');
    return;
  }
  if (greets.value) {
    const what =
      'the bar with a greeting and the button to sign out; the component is given `signOut` instead';
    script.tell('AM6027', options.node, { what });
  }
  const end = rangeOf(given.node).end;
  script.edits.replaceRange(end, rangeOf(options.node).end, '');
}

/** `<Authenticator …>`, and the parts that are read of it. */
export function authenticator(script: Script, reference: NodePath): void {
  const { parentPath: parent } = reference;
  if (parent?.isJSXMemberExpression() === true || parent?.isMemberExpression() === true) {
    const { property } = parent.node;
    const now = RENAMED.get(
      property.type === 'JSXIdentifier' || property.type === 'Identifier' ? property.name : '',
    );
    if (now !== undefined) script.edits.replace(property, now);
    return;
  }
  if (parent?.isJSXOpeningElement() !== true) return;
  for (const attribute of parent.get('attributes')) {
    if (!attribute.isJSXAttribute()) continue;
    const { name } = attribute.node;
    option(script, typeof name.name === 'string' ? name.name : '', valueOf(attribute), attribute.node);
  }
  const element = parent.parentPath;
  if (!element.isJSXElement()) return;
  for (const child of element.get('children')) {
    if (child.isJSXExpressionContainer()) component(script, child.get('expression'));
  }
}

/** The expression that an attribute is given; null where it has none. */
function valueOf(attribute: NodePath<JSXAttribute>): NodePath | null {
  const value = attribute.get('value');
  if (value.isJSXExpressionContainer()) return value.get('expression');
  return value.isStringLiteral() ? value : null;
}

/** What is taken out of `useAuthenticator()`. */
export function useAuthenticator(script: Script, reference: NodePath): void {
  const call = reference.key === 'callee' ? reference.parentPath : null;
  const declarator = call?.parentPath;
  if (call === null || declarator?.isVariableDeclarator() !== true) return;
  const id = declarator.get('id');
  if (id.isObjectPattern()) {
    for (const property of id.get('properties')) {
      if (!property.isObjectProperty()) continue;
      const { key, shorthand } = property.node;
      const value = property.get('value');
      if (key.type !== 'Identifier' || Array.isArray(value)) continue;
      const now = RENAMED.get(key.name);
      if (now !== undefined) script.edits.replace(key, shorthand ? `${now}: ${key.name}` : now);
      if (key.name === 'user') checkUser(script, value);
      if (key.name === 'route') routes(script, value);
    }
    return;
  }
  if (!id.isIdentifier()) return;
  for (const one of id.scope.getBinding(id.node.name)?.referencePaths ?? []) {
    const [step] = readOf(one)?.steps ?? [];
    if (!step?.path.isMemberExpression()) continue;
    const now = RENAMED.get(step.name);
    if (now !== undefined) script.edits.replace(step.path.node.property, now);
    if (step.name === 'user') checkUser(script, step.path);
    if (step.name === 'route') compared(script, step.path);
  }
}

/** Names of routes that the route is compared with. */
function routes(script: Script, path: NodePath): void {
  if (!path.isIdentifier()) return;
  for (const reference of path.scope.getBinding(path.node.name)?.referencePaths ?? [])
    compared(script, reference);
}

function compared(script: Script, route: NodePath): void {
  const { parentPath: parent } = route;
  if (parent?.isBinaryExpression() !== true) return;
  for (const side of [parent.get('left'), parent.get('right')]) renameString(script, side);
}
