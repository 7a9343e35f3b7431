import { type NodePath } from '@babel/traverse';
import { type CallExpression, type Node } from '@babel/types';
import { writtenObject } from '../expressions.js';
import { type Script } from '../script.js';
import { memberOf, type Use } from '../uses.js';

/** Providers of version 5, by value and by member of CognitoHostedUIIdentityProvider. */
const PROVIDERS: Readonly<Record<string, string>> = {
  Google: 'Google',
  Facebook: 'Facebook',
  LoginWithAmazon: 'Amazon',
  Amazon: 'Amazon',
  SignInWithApple: 'Apple',
  Apple: 'Apple',
};

/** Members of the enumeration that hold another value than their name. */
const COGNITO = new Set(['COGNITO', 'Cognito']);

/**
 * `federatedSignIn()` becomes `signInWithRedirect()`. A provider that version 6 does not name is sent as it is when
 * it is a custom one, and version 5 sent every provider as it was.
 */
export function redirect(script: Script, use: Use, call: NodePath<CallExpression>): string | null {
  const [argument, ...more] = call.get('arguments');
  if (more.length > 0 || argument?.isStringLiteral() === true)
    return 'version 6 takes no tokens of other providers: give them with `credentialsProvider` of Amplify.configure';
  if (argument !== undefined) {
    const problem = providerOf(script, argument);
    if (problem !== null) return problem;
  }
  script.tell('AM6004', call.node, {
    call: 'signInWithRedirect()',
    what: 'it is rejected with UserAlreadyAuthenticatedException while somebody is signed in',
  });
  script.rewrite(use, call.node.callee, script.imports.use('aws-amplify/auth', 'signInWithRedirect'));
  return null;
}

function providerOf(script: Script, argument: NodePath): string | null {
  const written = writtenObject(argument);
  if (written === null) return 'its provider is not written at this place';
  const known = ['provider', 'customProvider', 'customState'];
  for (const name of written.members.keys())
    if (!known.includes(name)) return `there is no ${name} in version 6`;
  const provider = written.members.get('provider');
  const custom = written.members.get('customProvider');
  if (provider === undefined && custom === undefined) return null;
  if (provider !== undefined && custom !== undefined) return 'it names two providers';
  if (custom !== undefined) {
    script.edits.replace(custom, 'provider: { custom: ', custom.value, ' }');
    return null;
  }
  if (provider === undefined) return null;
  const { value } = provider;
  const name = value.type === 'StringLiteral' ? value.value : hosted(script, value);
  const now = name === undefined ? undefined : PROVIDERS[name];
  const quote = (text: string): string => script.imports.quoted(text);
  if (now !== undefined) script.edits.replace(provider, `provider: ${quote(now)}`);
  else if (name !== undefined && COGNITO.has(name)) without(script, written.path, provider, argument);
  else script.edits.replace(provider, 'provider: { custom: ', value, ' }');
  return null;
}

/** The user pool itself is the provider when none is named. */
function without(script: Script, object: NodePath, provider: Node, argument: NodePath): void {
  if (!object.isObjectExpression()) return;
  const { properties } = object.node;
  const index = properties.findIndex((one) => one === provider);
  const [next, before] = [properties[index + 1], properties[index - 1]];
  const { start, end } = provider;
  if (next != null) script.edits.replaceRange(start ?? 0, next.start ?? 0, '');
  else if (before != null) script.edits.replaceRange(before.end ?? 0, end ?? 0, '');
  else script.edits.replace(argument.node, '');
}

/** `CognitoHostedUIIdentityProvider.Google`. */
function hosted(script: Script, value: Node): string | undefined {
  const use = script
    .usesOf('CognitoHostedUIIdentityProvider')
    .find(({ object }) => memberOf(object)?.path.node === value);
  if (use === undefined) return undefined;
  script.settle(use);
  return use.member?.name;
}
