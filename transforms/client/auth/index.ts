import { type NodePath } from '@babel/traverse';
import { type Node } from '@babel/types';
import { writtenObject } from '../expressions.js';
import { resultOf } from '../results.js';
import { type Script } from '../script.js';
import { type ClientTransform } from '../transform.js';
import { type Use } from '../uses.js';
import { POSITIONAL, type Positional, REFUSED } from './methods.js';
import { currentSession } from './session.js';
import { currentUser } from './user.js';

/** The methods of `Auth` become functions of aws-amplify/auth. */
export const auth: ClientTransform = {
  id: 'auth',
  run(script) {
    const uses = script.usesOf('Auth');
    const dropped = new Set(uses.flatMap(usersOf));
    for (const use of uses) {
      const why = method(script, use, dropped);
      if (why !== null) script.refuse(use, why);
    }
  },
};

function ruleOf(name: string): Positional | undefined {
  return Object.hasOwn(POSITIONAL, name) ? POSITIONAL[name] : undefined;
}

/** Arguments that are the user, whom version 6 is not given. */
function usersOf({ call, member }: Use): Node[] {
  const takes = ruleOf(member?.name ?? '')?.takes ?? [];
  return (call?.node.arguments ?? []).filter((_, index) => takes[index] === null);
}

function method(script: Script, use: Use, dropped: ReadonlySet<Node>): string | null {
  const { call, member } = use;
  if (member === null) return 'Auth itself is passed on, and version 6 has no such object';
  if (member.name === 'currentAuthenticatedUser') return currentUser(script, use, dropped);
  if (member.name === 'currentSession') return currentSession(script, use);
  if (call === null) return 'the function is passed on, not called';
  if (member.name === 'signOut') {
    const now = script.imports.use('aws-amplify/auth', 'signOut');
    script.rewrite(use, call.node.callee, now);
    return null;
  }
  if (member.name === 'federatedSignIn') return redirect(script, use, call);
  const rule = ruleOf(member.name);
  if (rule !== undefined) return positional(script, use, call, rule);
  return Object.hasOwn(REFUSED, member.name)
    ? (REFUSED[member.name] ?? null)
    : `there is no rule for Auth.${member.name}`;
}

function positional(script: Script, use: Use, call: NodePath, rule: Positional): string | null {
  if (!call.isCallExpression()) return 'it is not called';
  const given = call.get('arguments');
  if (given.some((one) => one.isSpreadElement())) return 'its arguments are spread';
  const { kind, reads, taken, escapes } = resultOf(call);
  if (reads.length > 0 || taken.length > 0)
    return `its result is read, and is ${rule.gives ?? 'another'} in version 6`;
  const parts = argumentsOf(script, given, rule);
  if (typeof parts === 'string') return parts;
  const goes = kind !== 'ignored' && escapes.length > 0;
  if (goes && rule.gives !== undefined) script.tell('AM6003', call.node, { call: rule.now, now: rule.gives });
  if (rule.differs !== undefined) script.tell('AM6004', call.node, { call: rule.now, what: rule.differs });
  script.rewrite(use, call.node, `${script.imports.use('aws-amplify/auth', rule.now)}(`, ...parts, ')');
  return null;
}

/** The arguments as one object; or why they can't be. */
function argumentsOf(
  script: Script,
  given: readonly NodePath[],
  rule: Positional,
): string | (string | Node)[] {
  const [first] = given;
  if (given.length === 1 && first !== undefined && ['signIn', 'signUp'].includes(rule.now)) {
    return inObject(script, first, rule.now);
  }
  if (given.length < rule.least) return 'it is not given what it needs';
  if (given.length > rule.takes.length)
    return 'it is given more than its rule knows: options of version 6 have another form';
  const parts: (string | Node)[] = [];
  for (const [index, one] of given.entries()) {
    const name = rule.takes[index];
    if (name === null || name === undefined) {
      if (
        !one.isIdentifier() &&
        !one.isStringLiteral() &&
        !one.isThisExpression() &&
        !one.isMemberExpression()
      )
        return 'its user is made at this place';
      continue;
    }
    const same = one.isIdentifier() && one.node.name === name;
    parts.push(`${parts.length === 0 ? '{ ' : ', '}${same ? '' : `${name}: `}`, one.node);
  }
  return parts.length === 0 ? [] : [...parts, ' }'];
}

/** `{ username, password, attributes }`, whose attributes are options in version 6. */
function inObject(script: Script, argument: NodePath, now: string): string | Node[] {
  const written = writtenObject(argument);
  if (written === null) return 'its argument is made elsewhere, and may hold what is an option in version 6';
  for (const name of written.members.keys()) {
    const known = name === 'username' || name === 'password' || (name === 'attributes' && now === 'signUp');
    if (!known) return `its option ${name} has another form in version 6`;
  }
  if (!written.members.has('password')) return 'a sign-in without a password names its flow in version 6';
  const attributes = written.members.get('attributes');
  if (attributes?.shorthand === true)
    script.edits.replace(attributes, 'options: { userAttributes: attributes }');
  else if (attributes !== undefined)
    script.edits.replace(attributes, 'options: { userAttributes: ', attributes.value, ' }');
  return [argument.node];
}

/** Providers of version 5, by value and by member of CognitoHostedUIIdentityProvider. */
const PROVIDERS: Readonly<Record<string, string>> = {
  Google: 'Google',
  Facebook: 'Facebook',
  LoginWithAmazon: 'Amazon',
  Amazon: 'Amazon',
  SignInWithApple: 'Apple',
  Apple: 'Apple',
};

function redirect(script: Script, use: Use, call: NodePath): string | null {
  if (!call.isCallExpression()) return 'it is not called';
  const [argument, ...more] = call.get('arguments');
  if (more.length > 0) return 'version 6 takes no tokens of other providers';
  if (argument !== undefined) {
    const written = writtenObject(argument);
    const provider = written?.members.get('provider');
    if (written?.members.size !== 1 || provider === undefined)
      return 'its provider is not written at this place';
    const { value } = provider;
    const name = value.type === 'StringLiteral' ? PROVIDERS[value.value] : hosted(script, value);
    if (name === undefined) return 'its provider is none that version 6 names';
    script.edits.replace(value, `'${name}'`);
  }
  script.rewrite(use, call.node.callee, script.imports.use('aws-amplify/auth', 'signInWithRedirect'));
  return null;
}

/** `CognitoHostedUIIdentityProvider.Google`. */
function hosted(script: Script, value: Node): string | undefined {
  const use = script
    .usesOf('CognitoHostedUIIdentityProvider')
    .find(({ member }) => member?.path.node === value);
  if (use === undefined) return undefined;
  script.settle(use);
  return PROVIDERS[use.member?.name ?? ''];
}
