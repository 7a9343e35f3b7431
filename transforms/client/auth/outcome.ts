import { type NodePath } from '@babel/traverse';
import { type CallExpression, type Node, type ObjectProperty } from '@babel/types';
import { writtenObject } from '../expressions.js';
import { type Script } from '../script.js';
import { ATTRIBUTES, tokensOf } from './shapes.js';
import { isAsked, isLogged } from './places.js';
import { type Member, type Shape, type Walk } from './walk.js';

/**
 * Challenges of Cognito by the step that version 6 names instead (@aws-amplify/auth 6, getSignInResult). Version 5
 * knew of no other way to set MFA up than an authenticator app.
 */
const STEPS: ReadonlyMap<string, string> = new Map([
  ['NEW_PASSWORD_REQUIRED', 'CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED'],
  ['SMS_MFA', 'CONFIRM_SIGN_IN_WITH_SMS_CODE'],
  ['SOFTWARE_TOKEN_MFA', 'CONFIRM_SIGN_IN_WITH_TOTP_CODE'],
  ['MFA_SETUP', 'CONTINUE_SIGN_IN_WITH_TOTP_SETUP'],
  ['SELECT_MFA_TYPE', 'CONTINUE_SIGN_IN_WITH_MFA_SELECTION'],
  ['CUSTOM_CHALLENGE', 'CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE'],
]);

/** What `signIn`, `confirmSignIn` and the others that answer a challenge gave: the user, who may not be signed in. */
export function signInShape(script: Script): Shape {
  const auth = (name: string): string => `(await ${script.imports.use('aws-amplify/auth', name)}())`;
  const username = nameOfUser(script, () => `${auth('getCurrentUser')}.username`);
  const session = sessionMember(script, () => auth('fetchAuthSession'));
  return {
    members: {
      challengeName: { now: 'nextStep.signInStep', use: compareStep },
      challengeParam: { now: 'nextStep', shape: challengeShape(script) },
      attributes: { ...afterwards('attributes', () => auth('fetchUserAttributes')), shape: ATTRIBUTES },
      username,
      getUsername: { ...username, method: true },
      signInUserSession: session,
      getSignInUserSession: { ...session, method: true },
    },
    unknown: (name) => `its result is read for ${name}, which there is not in version 6`,
  };
}

/** A part of the user that version 6 is asked for once the sign-in is done. */
function afterwards(name: string, text: () => string): Member {
  return {
    now: '',
    whole: (place) => {
      if (!inAsync(place)) return `its ${name} is read where nothing can be awaited`;
      const stands = place.listKey === 'arguments' || (place.key === 'init' && place.parentPath !== null);
      return { text: stands ? text().replace(/^\((await .*)\)$/, '$1') : text() };
    },
    taken: (property, inner, walk) => insteadOf(property, inner, walk, text),
  };
}

/** `const { attributes } = user` by a call of its own. Returns why it can't. */
function insteadOf(property: NodePath, inner: NodePath, walk: Walk, text: () => string): string | null {
  const pattern = property.parentPath;
  const declarator = pattern?.parentPath;
  const sole = pattern?.isObjectPattern() === true && pattern.node.properties.length === 1;
  const init = declarator?.isVariableDeclarator() === true ? declarator.node.init : null;
  if (!sole || init?.type !== 'Identifier' || !inAsync(property))
    return 'it is taken out by a pattern, and is another expression in version 6';
  walk.later(() => {
    walk.script.edits.replace(pattern.node, inner.node);
    walk.script.edits.replace(init, text().replace(/^\((await \w+\(\))\)$/, '$1'));
  });
  return null;
}

/** The name was there also before a challenge was answered, and whoever asked for it was told yes. */
function nameOfUser(script: Script, text: () => string): Member {
  const { whole } = afterwards('username', text);
  return {
    now: '',
    whole: (place, walk) => {
      const object = objectOf(place);
      if (isAsked(place) && object !== null) return { text: `${script.textOf(object)}.nextStep` };
      script.tell('AM6004', place.node, {
        call: 'getCurrentUser()',
        what: 'it is rejected while the sign-in waits for a further step, and version 5 had the name by then',
      });
      return whole?.(place, walk) ?? '';
    },
  };
}

function sessionMember(script: Script, fetch: () => string): Member {
  return {
    now: '',
    shape: tokensOf(script),
    whole: (place) => {
      const object = objectOf(place);
      if (isAsked(place) && object !== null) return { text: `${script.textOf(object)}.isSignedIn` };
      if (!inAsync(place)) return 'its session is read where nothing can be awaited';
      return { text: `${fetch()}.tokens${script.typescript ? '!' : ''}` };
    },
  };
}

function objectOf(place: NodePath): Node | null {
  const member = place.isCallExpression() ? place.node.callee : place.node;
  return member.type === 'MemberExpression' || member.type === 'OptionalMemberExpression'
    ? member.object
    : null;
}

function inAsync(place: NodePath): boolean {
  const around = place.getFunctionParent();
  return around === null || around.node.async === true;
}

/** `=== 'NEW_PASSWORD_REQUIRED'`, a switch, or whether there is a challenge at all. */
function compareStep(place: NodePath, walk: Walk): string | null {
  const { parent, key } = place;
  const { script } = walk;
  if (parent.type === 'SwitchStatement' && key === 'discriminant')
    return renameAll(
      parent.cases.flatMap(({ test }) => test ?? []),
      walk,
    );
  if (parent.type === 'BinaryExpression' && /^[!=]==?$/.test(parent.operator)) {
    const other = key === 'left' ? parent.right : parent.left;
    if (other.type !== 'NullLiteral' && !(other.type === 'Identifier' && other.name === 'undefined'))
      return renameAll([other], walk);
    const operator = parent.operator.startsWith('!') ? '!==' : '===';
    walk.later(() =>
      script.edits.replace(parent, place.node, ` ${operator} ${script.imports.quoted('DONE')}`),
    );
    return null;
  }
  if (parent.type === 'UnaryExpression' && parent.operator === '!') {
    walk.later(() => script.edits.replace(parent, place.node, ` === ${script.imports.quoted('DONE')}`));
    return null;
  }
  if (!isAsked(place)) return 'its challengeName goes on, and the names of version 6 are others';
  walk.later(() => script.edits.replace(place.node, place.node, ` !== ${script.imports.quoted('DONE')}`));
  return null;
}

function renameAll(tests: readonly Node[], walk: Walk): string | null {
  for (const test of tests) {
    const step = test.type === 'StringLiteral' ? STEPS.get(test.value) : undefined;
    // What was never equal is not equal now; only the types of version 6 know that.
    if (step === undefined && test.type === 'StringLiteral' && !walk.script.typescript) continue;
    if (step === undefined) return 'its challengeName is compared with what is no challenge of Cognito';
    walk.later(() => {
      const quote = walk.script.textOf(test).charAt(0);
      walk.script.edits.replace(test, `${quote}${step}${quote}`);
    });
  }
  return null;
}

/** What came with a challenge. Parameters of a custom one lie in additionalInfo. */
function challengeShape({ typescript }: Script): Shape {
  return {
    members: {
      requiredAttributes: { now: 'missingAttributes' },
      CODE_DELIVERY_DESTINATION: { now: 'codeDeliveryDetails?.destination' },
      CODE_DELIVERY_DELIVERY_MEDIUM: { now: 'codeDeliveryDetails?.deliveryMedium' },
    },
    unknown: (name) =>
      name === 'userAttributes'
        ? 'version 6 does not give the attributes of who must choose a new password'
        : `its challengeParam is read for ${name}: version 6 has it in nextStep.additionalInfo${typescript ? ' of CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE' : ''}`,
    escape: 'its challengeParam goes on to where it is not followed',
  };
}

/** Where a code was sent to: the names begin with small letters. */
const DELIVERY: Shape = {
  members: {
    AttributeName: { now: 'attributeName' },
    DeliveryMedium: { now: 'deliveryMedium' },
    Destination: { now: 'destination' },
  },
  unknown: (name) => `there is no ${name} of a code in version 6`,
  escape: 'where the code went goes on, and has other names in version 6',
};

const unknown = (name: string): string => `its result is read for ${name}, which there is not in version 6`;

/** The user of a sign-up, who has a name and no more before the first sign-in. */
function signedUp(script: Script, call: NodePath<CallExpression>): Member {
  const name = usernameOf(call);
  const given: Member = {
    now: '',
    whole: () => (name === null ? 'its name is not written at the call' : { text: script.textOf(name) }),
  };
  return {
    now: 'user',
    shape: {
      members: { username: given, getUsername: { ...given, method: true } },
      unknown,
      escape: 'its user goes on, and version 6 has only its `userId`',
    },
    taken: onlyLogged,
  };
}

/** The name that is given to a sign-up, when it is the same wherever it is read. */
function usernameOf(call: NodePath<CallExpression>): Node | null {
  const [first] = call.get('arguments');
  const written = first === undefined ? null : writtenObject(first);
  const path =
    written?.path.get('properties').find((one) => one.node === written.members.get('username')) ?? first;
  const value = path?.isObjectProperty() === true ? path.get('value') : path;
  if (value === undefined || Array.isArray(value)) return null;
  if (value.isStringLiteral()) return value.node;
  return value.isIdentifier() && value.scope.getBinding(value.node.name)?.constant === true
    ? value.node
    : null;
}

/** `const { user } = …` of which nothing is made, or only a line on the console. */
function onlyLogged(property: NodePath<ObjectProperty>, inner: NodePath, walk: Walk): string | null {
  const binding = inner.isIdentifier() ? inner.scope.getBinding(inner.node.name) : undefined;
  if (
    binding?.constant !== true ||
    !binding.referencePaths.every(isLogged) ||
    inner.scope.hasBinding('userId')
  )
    return 'its user goes on, and version 6 has only its `userId`';
  walk.later(() => {
    for (const node of [property.node, ...binding.referencePaths.map((one) => one.node)])
      walk.script.edits.replace(node, 'userId');
  });
  return null;
}

export function signUpShape(script: Script, call: NodePath<CallExpression>): Shape {
  const { typescript } = script;
  return {
    members: {
      user: signedUp(script, call),
      userSub: { now: 'userId' },
      userConfirmed: { now: 'isSignUpComplete' },
      // The types of version 6 have it only for some steps.
      ...(typescript
        ? {}
        : { codeDeliveryDetails: { now: 'nextStep.codeDeliveryDetails', shape: DELIVERY } }),
    },
    unknown,
  };
}

export const resendShape = (): Shape => ({
  members: { CodeDeliveryDetails: { now: '', shape: DELIVERY } },
  unknown,
});

export const forgotShape = (): Shape => ({
  members: { CodeDeliveryDetails: { now: 'nextStep.codeDeliveryDetails', shape: DELIVERY } },
  unknown,
});

/** Of a result that is nothing, or a text, nothing can be read. */
export const noShape = (): Shape => ({ members: {}, unknown });
