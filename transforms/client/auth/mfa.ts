import { type NodePath } from '@babel/traverse';
import { type CallExpression, type Node } from '@babel/types';
import { bareOf } from '../expressions.js';
import { type Script } from '../script.js';
import { type Use } from '../uses.js';
import { arrivalOf, isCurrentUser } from './places.js';
import { type Shape, Walk } from './walk.js';

const AUTH = 'aws-amplify/auth';

/** What setPreferredMFA sent for each of its words, as what updateMFAPreference sends the same for. */
const PREFERRED: Readonly<Record<string, string>> = {
  TOTP: "{ totp: 'PREFERRED' }",
  SOFTWARE_TOKEN_MFA: "{ totp: 'PREFERRED' }",
  SMS: "{ sms: 'PREFERRED' }",
  SMS_MFA: "{ sms: 'PREFERRED' }",
  NOMFA: "{ sms: 'DISABLED', totp: 'DISABLED' }",
};

/** `setPreferredMFA(user, kind)`; Cognito lets only who is signed in set it, so that the user is the current one. */
export function setPreferredMfa(script: Script, use: Use, call: NodePath<CallExpression>): string | null {
  const [, kind, ...more] = call.get('arguments');
  const { kind: arrival, escapes, awaited, parameter } = arrivalOf(call);
  if (kind?.isStringLiteral() !== true || more.length > 0)
    return 'which kind is preferred is decided elsewhere';
  const sends = PREFERRED[kind.node.value];
  if (sends === undefined) return 'it is no kind that Cognito knows';
  const walk = new Walk(script, NOTHING, new Set());
  if (awaited !== null && arrival === 'awaited') walk.value(awaited);
  if (parameter !== null) walk.target(parameter);
  if (walk.problem !== null) return walk.problem;
  for (const place of [...escapes, ...walk.escapes])
    script.tell('AM6003', place.node, { call: 'setPreferredMFA', now: "nothing, not 'SUCCESS'" });
  const text = script.imports.quoted('').startsWith('"') ? sends.replaceAll("'", '"') : sends;
  script.rewrite(use, call.node, `${script.imports.use(AUTH, 'updateMFAPreference')}(${text})`);
  return null;
}

const NOTHING: Shape = {
  members: {},
  unknown: (name) => `its result is read for ${name}, and there is none`,
};

/** Words of getPreferredMFA beside `preferred` of fetchMFAPreference. */
const KINDS: ReadonlyMap<string, string> = new Map([
  ['NOMFA', 'undefined'],
  ['SMS_MFA', 'SMS'],
  ['SOFTWARE_TOKEN_MFA', 'TOTP'],
]);

/** `getPreferredMFA(user)`: what it gives is compared, in other words. */
export function getPreferredMfa(script: Script, use: Use, call: NodePath<CallExpression>): string | null {
  const { awaited, parameter, escapes } = arrivalOf(call);
  const walk = new Walk(script, NOTHING, new Set());
  if (awaited !== null) walk.value(awaited);
  if (parameter !== null) walk.target(parameter);
  if (walk.problem !== null) return walk.problem;
  const renamed: { readonly node: Node; readonly text: string }[] = [];
  for (const place of walk.escapes) {
    const { parent, key } = place;
    const isComparison = parent.type === 'BinaryExpression' && /^[!=]==?$/.test(parent.operator);
    const other = isComparison ? (key === 'left' ? parent.right : parent.left) : null;
    const now = other?.type === 'StringLiteral' ? KINDS.get(other.value) : undefined;
    if (other === null || now === undefined)
      return 'what is preferred goes on, in other words than those of version 5';
    renamed.push({ node: other, text: now === 'undefined' ? now : script.imports.quoted(now) });
  }
  if (escapes.length + walk.asked.length > 0)
    return 'what is preferred goes on, in other words than those of version 5';
  for (const { node, text } of renamed) script.edits.replace(node, text);
  const fetch = `${script.imports.use(AUTH, 'fetchMFAPreference')}()`;
  if (awaited !== null) script.rewrite(use, awaited.node, `(await ${fetch}).preferred`);
  else script.rewrite(use, call.node, `${fetch}.then(({ preferred }) => preferred)`);
  return null;
}

/** `setupTOTP(user)` and `verifyTotpToken(user, code)` of the user who is signed in. */
export function totp(script: Script, use: Use, call: NodePath<CallExpression>, why: string): string | null {
  const [user, code] = call.get('arguments');
  if (user === undefined || !isCurrent(user)) return why;
  if (use.member?.name === 'setupTOTP') {
    const setUp = script.imports.use(AUTH, 'setUpTOTP');
    const { awaited } = arrivalOf(call);
    if (awaited !== null) script.rewrite(use, awaited.node, `(await ${setUp}()).sharedSecret`);
    else script.rewrite(use, call.node, `${setUp}().then(({ sharedSecret }) => sharedSecret)`);
    return null;
  }
  if (code === undefined || arrivalOf(call).kind !== 'ignored')
    return 'its result is a session, and nothing in version 6';
  const device = script.imports.quoted('My TOTP device');
  const verify = script.imports.use(AUTH, 'verifyTOTPSetup');
  script.rewrite(
    use,
    call.node,
    `${verify}({ ${isNamedCode(code) ? '' : 'code: '}`,
    code.node,
    `, options: { friendlyDeviceName: ${device} } })`,
  );
  return null;
}

/** Whether a user is what `currentAuthenticatedUser()` gave in this file. */
function isCurrent(user: NodePath): boolean {
  const bare = bareOf(user);
  const binding = bare.isIdentifier() ? bare.scope.getBinding(bare.node.name) : undefined;
  const source =
    binding?.constant === true && binding.path.isVariableDeclarator() ? binding.path.get('init') : bare;
  return isCurrentUser(source);
}

function isNamedCode({ node }: NodePath): boolean {
  return node.type === 'Identifier' && node.name === 'code';
}
