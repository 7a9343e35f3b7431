import { type NodePath } from '@babel/traverse';
import { type CallExpression, type Node } from '@babel/types';
import { whyPassedOn } from '../mocks.js';
import { type Script } from '../script.js';
import { type ClientTransform } from '../transform.js';
import { memberOf, type Use } from '../uses.js';
import { argumentsOf } from './arguments.js';
import {
  credentialsObject,
  currentCredentials,
  essentialArguments,
  essentialCredentials,
} from './credentials.js';
import { errorNames, signInName, waitsForSteps } from './errors.js';
import { POSITIONAL, type Positional, REFUSED, shapeOf } from './methods.js';
import { getPreferredMfa, setPreferredMfa, totp } from './mfa.js';
import { arrivalOf, callOf } from './places.js';
import { redirect } from './redirect.js';
import { currentSession } from './session.js';
import { typesOfUser } from './types.js';
import { currentUser } from './user.js';
import { Walk } from './walk.js';

/** The methods of `Auth` become functions of aws-amplify/auth. */
export const auth: ClientTransform = {
  id: 'auth',
  run(script) {
    const uses = script.usesOf('Auth');
    const dropped = new Set(uses.flatMap((use) => [...usersOf(use), ...essentialArguments(use)]));
    for (const use of uses) {
      const why = method(script, use, dropped);
      if (why !== null) script.refuse(use, why);
    }
    for (const use of script.usesOf('Credentials')) {
      const why = credentialsObject(script, use, use.member?.name ?? '', use.call);
      if (why !== null) script.refuse(use, why);
    }
    typesOfUser(script);
    if (uses.length > 0 && !script.refused) errorNames(script, uses);
  },
};

function ruleOf(name: string): Positional | undefined {
  return Object.hasOwn(POSITIONAL, name) ? POSITIONAL[name] : undefined;
}

/** Methods whose user is the current one, besides those that are given everything by position. */
const OF_CURRENT = new Set([
  'userAttributes',
  'setPreferredMFA',
  'getPreferredMFA',
  'setupTOTP',
  'verifyTotpToken',
]);

/** Arguments that are the user, whom version 6 is not given. */
function usersOf({ call, member }: Use): Node[] {
  const name = member?.name ?? '';
  const takes = OF_CURRENT.has(name) ? [null] : (ruleOf(name)?.takes ?? []);
  return (call?.node.arguments ?? []).filter((_, index) => takes[index] === null);
}

type Rule = (script: Script, use: Use, dropped: ReadonlySet<Node>) => string | null;
type CallRule = (script: Script, use: Use, call: NodePath<CallExpression>) => string | null;

/** Methods with a rule of their own. */
const RULES: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['currentAuthenticatedUser', currentUser],
  ['currentUserPoolUser', currentUser],
  ['currentUserInfo', currentUser],
  ['currentSession', currentSession],
  ['currentCredentials', currentCredentials],
  ['currentUserCredentials', currentCredentials],
  ['essentialCredentials', essentialCredentials],
  ['Credentials', ofCredentials],
  ['signOut', signOut],
]);

/** The same for those that must be called. */
const CALLS: ReadonlyMap<string, CallRule> = new Map<string, CallRule>([
  ['federatedSignIn', redirect],
  ['userAttributes', listOfAttributes],
  ['setPreferredMFA', setPreferredMfa],
  ['getPreferredMFA', getPreferredMfa],
  ['setupTOTP', (script, use, call) => totp(script, use, call, REFUSED['setupTOTP'] ?? '')],
  ['verifyTotpToken', (script, use, call) => totp(script, use, call, REFUSED['verifyTotpToken'] ?? '')],
]);

function method(script: Script, use: Use, dropped: ReadonlySet<Node>): string | null {
  const { call, member } = use;
  if (member === null) return 'Auth itself is passed on, and version 6 has no such object';
  const rule = RULES.get(member.name);
  if (rule !== undefined) return rule(script, use, dropped);
  if (call === null) return whyPassedOn(script, 'the function of its name in aws-amplify/auth');
  const ofCall = CALLS.get(member.name);
  if (ofCall !== undefined) return ofCall(script, use, call);
  const byPosition = ruleOf(member.name);
  if (byPosition !== undefined) return positional(script, use, call, byPosition, dropped);
  return Object.hasOwn(REFUSED, member.name)
    ? (REFUSED[member.name] ?? null)
    : `there is no rule for Auth.${member.name}`;
}

/** `userAttributes(user)` gave a list of names and values, as Cognito does. */
function listOfAttributes(script: Script, use: Use, call: NodePath<CallExpression>): string | null {
  const fetch = script.imports.use('aws-amplify/auth', 'fetchUserAttributes');
  const list = '.map(([Name, Value]) => ({ Name, Value }))';
  const { awaited } = arrivalOf(call);
  if (awaited !== null) script.rewrite(use, awaited.node, `Object.entries(await ${fetch}())${list}`);
  else script.rewrite(use, call.node, `${fetch}().then((attributes) => Object.entries(attributes)${list})`);
  return null;
}

/** `signOut` may be given to an event; what the event is must not be its options. */
function signOut(script: Script, use: Use): string | null {
  const { call, member } = use;
  const now = (): string => script.imports.use('aws-amplify/auth', 'signOut');
  if (call !== null) {
    if (call.node.arguments.length > 0)
      script.tell('AM6004', call.node, {
        call: 'signOut()',
        what: 'it does not reject where Cognito refuses to sign out everywhere: this device is signed out, others may not be',
      });
    script.rewrite(use, call.node.callee, now());
  } else if (member?.path.parentPath?.isJSXExpressionContainer() === true)
    script.rewrite(use, member.path.node, `() => ${now()}()`);
  else return whyPassedOn(script, 'the function of its name in aws-amplify/auth');
  return null;
}

/** `Auth.Credentials.get()`. */
function ofCredentials(script: Script, use: Use): string | null {
  const member = use.member === null ? null : memberOf(use.member.path);
  const call = member === null ? null : callOf(member.path);
  return credentialsObject(script, use, member?.name ?? '', call);
}

function positional(
  script: Script,
  use: Use,
  call: NodePath<CallExpression>,
  rule: Positional,
  dropped: ReadonlySet<Node>,
): string | null {
  const { kind, awaited, parameter, escapes } = arrivalOf(call);
  const walk = new Walk(script, shapeOf(script, call, rule), dropped);
  if (kind === 'awaited' && awaited !== null) walk.value(awaited);
  if (parameter !== null) walk.target(parameter);
  if (walk.problem !== null) return walk.problem;
  const parts = argumentsOf(script, call.get('arguments'), rule);
  if (typeof parts === 'string') return parts;
  const isText =
    rule.success === true && walk.escapes.some(({ parent }) => parent.type === 'BinaryExpression');
  const goesOn = [...escapes, ...walk.escapes, ...(rule.success === true ? walk.asked : [])];
  if (rule.gives !== undefined && !isText)
    for (const place of goesOn) script.tell('AM6003', place.node, { call: rule.now, now: rule.gives });
  if (rule.differs !== undefined) script.tell('AM6004', call.node, { call: rule.now, what: rule.differs });
  if (rule.now === 'signIn' && !waitsForSteps(script)) script.tell('AM6070', call.node, {});
  walk.apply();
  const now = rule.now === 'signIn' ? signInName(script) : script.imports.use('aws-amplify/auth', rule.now);
  const text = isText ? `).then(() => ${script.imports.quoted('SUCCESS')})` : ')';
  script.rewrite(use, call.node, `${now}(`, ...parts, text);
  return null;
}
