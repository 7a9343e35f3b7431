import { type NodePath } from '@babel/traverse';
import { type Node, type ObjectProperty } from '@babel/types';
import { rangeOf } from '../edits.js';
import { type Script } from '../script.js';
import { memberOf, type Use } from '../uses.js';
import { callOf } from './places.js';

/**
 * Errors of the network and of Cognito by the `code` of version 5, which is the `name` in both versions
 * (@aws-amplify/auth 6, providers/cognito/types/errors.ts); only `code` is gone.
 */
const isName = (text: string): boolean => /^[A-Z]\w+Exception$/.test(text) || text === 'NetworkError';

/** Errors that version 6 makes next steps of a sign-in, and no errors: their names, and the words of Cognito. */
const STEPS_NOW =
  /UserNotConfirmedException|PasswordResetRequiredException|(?:user )?is not confirmed\b|password reset required/i;

/** Reads the `code` of errors of auth as their `name`; tells where an error may be another's. */
export function errorNames(script: Script, uses: readonly Use[]): void {
  const calls = uses.flatMap(({ call }) => call ?? []);
  const errors = calls.flatMap((call) => errorsOf(call, calls));
  for (const property of new Set(errors.flatMap(({ name, sure }) => (sure ? codesTaken(name) : []))))
    script.edits.replace(property, 'name: ', property.value);
  const isOf = (object: NodePath, sure: boolean): boolean =>
    object.isIdentifier() &&
    errors.some(
      (one) => one.sure === sure && one.name === object.scope.getBinding(object.node.name)?.identifier,
    );
  const visit = (path: NodePath): void => {
    const object = path.get('object');
    if (Array.isArray(object) || memberOf(object)?.name !== 'code') return;
    if (path.key === 'left' && path.parentPath?.isAssignmentExpression() === true) return;
    if (isCompared(path) || isOf(object, true)) rename(script, path.node);
    else if (isOf(object, false)) script.tell('AM6071', path.node, { read: script.textOf(path.node) });
  };
  script.program.traverse({ MemberExpression: visit, OptionalMemberExpression: visit });
}

/** `({ code }) => …` */
function codesTaken(parameter: Node): ObjectProperty[] {
  if (parameter.type !== 'ObjectPattern') return [];
  return parameter.properties.filter(
    (one): one is ObjectProperty =>
      one.type === 'ObjectProperty' && one.key.type === 'Identifier' && one.key.name === 'code',
  );
}

function rename(script: Script, node: Node): void {
  if (node.type !== 'MemberExpression' && node.type !== 'OptionalMemberExpression') return;
  const { start, end } = rangeOf(node.property);
  const text = node.property.type === 'StringLiteral' ? script.imports.quoted('name') : 'name';
  script.edits.replaceRange(start, end, text);
}

/** Whether a code is compared with the name of an exception of Cognito. */
function isCompared({ parent, key }: NodePath): boolean {
  const others =
    parent.type === 'SwitchStatement' && key === 'discriminant'
      ? parent.cases.flatMap(({ test }) => test ?? [])
      : parent.type === 'BinaryExpression' && /^[!=]==?$/.test(parent.operator)
        ? [key === 'left' ? parent.right : parent.left]
        : [];
  return others.some((other) => other.type === 'StringLiteral' && isName(other.value));
}

/** A name that holds an error; `sure` when calls of auth alone can have thrown it. */
interface Caught {
  readonly name: Node;
  readonly sure: boolean;
}

function errorsOf(call: NodePath, calls: readonly NodePath[]): Caught[] {
  const statement = call.findParent((path) => path.isFunction() || isTryOf(path, call));
  const parameter = statement?.isTryStatement() === true ? statement.node.handler?.param : null;
  const inTry =
    statement !== null && parameter != null ? [{ name: parameter, sure: awaitsOnly(statement, calls) }] : [];
  return [...handledBy(call), ...inTry];
}

function isTryOf(path: NodePath, call: NodePath): boolean {
  if (!path.isTryStatement()) return false;
  const block = path.get('block');
  return call.isDescendant(block);
}

/** Callbacks of `catch`, and second ones of `then`, behind a call. */
function handledBy(call: NodePath): Caught[] {
  const member = memberOf(call);
  const chained = member === null ? null : callOf(member.path);
  if (member === null || chained?.isCallExpression() !== true) return [];
  const handlers = chained.get('arguments');
  const handler = member.name === 'catch' ? handlers[0] : handlers[1];
  const [parameter] = handler?.isFunction() === true ? [handler.get('params')].flat() : [];
  const own = parameter === undefined ? [] : [{ name: parameter.node, sure: true }];
  return [...own, ...handledBy(chained)];
}

/** Whether a try awaits nothing but calls of auth. */
function awaitsOnly(statement: NodePath, calls: readonly NodePath[]): boolean {
  const block = statement.get('block');
  if (Array.isArray(block)) return false;
  let only = true;
  block.traverse({
    AwaitExpression(path) {
      if (!calls.some((call) => call === path.get('argument') || call.isDescendant(path))) only = false;
    },
  });
  return only;
}

/** The sign-in of a file that waits for errors which version 6 does not throw: it throws them, as before. */
export function signInName(script: Script): string {
  const signIn = script.imports.use('aws-amplify/auth', 'signIn');
  if (!STEPS_NOW.test(script.textOf(script.program.node))) return signIn;
  const error = script.imports.use('aws-amplify/auth', 'AuthError');
  const typed = script.typescript ? `: Parameters<typeof ${signIn}>[0]` : '';
  const q = (text: string): string => script.imports.quoted(text);
  return script.imports.constant(
    'signInOrThrow',
    [
      `async (input${typed}) => {`,
      `  const output = await ${signIn}(input);`,
      `  if (output.nextStep.signInStep === ${q('CONFIRM_SIGN_UP')})`,
      `    throw new ${error}({ name: ${q('UserNotConfirmedException')}, message: ${q('User is not confirmed.')} });`,
      `  if (output.nextStep.signInStep === ${q('RESET_PASSWORD')})`,
      `    throw new ${error}({ name: ${q('PasswordResetRequiredException')}, message: ${q('Password reset required for the user')} });`,
      '  return output;',
      '}',
    ].join('\n'),
  );
}

/** Whether a file looks for errors that version 6 makes next steps of. */
export function waitsForSteps(script: Script): boolean {
  return STEPS_NOW.test(script.textOf(script.program.node));
}
