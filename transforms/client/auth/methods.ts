import { type NodePath } from '@babel/traverse';
import { type CallExpression } from '@babel/types';
import { type Script } from '../script.js';
import { forgotShape, noShape, resendShape, signInShape, signUpShape } from './outcome.js';
import { type Shape } from './walk.js';

/** What becomes of a method of version 5's Auth whose arguments are given by position. */
export interface Positional {
  /** The function of aws-amplify/auth. */
  readonly now: string;
  /**
   * The arguments in order, by their member in version 6, `options.` for one of its options; null for the user, whom
   * version 6 knows itself.
   */
  readonly takes: readonly (string | null)[];
  /** How many of them there must be. */
  readonly least: number;
  /** What is always written besides; version 5 sent it by default. */
  readonly options?: string;
  /** What the promise gives now, where that is not what it was; absent where it is the same. */
  readonly gives?: string;
  /** It gave the text 'SUCCESS'. */
  readonly success?: true;
  /** What can be read of it. */
  readonly shape?: (script: Script, call: NodePath<CallExpression>) => Shape;
  /** What it does otherwise. */
  readonly differs?: string;
}

const NOTHING = "nothing, not 'SUCCESS'";
const STEP = '`isSignedIn` and `nextStep`, not the user';
const CHALLENGE = 'it goes on with the sign-in that this page began, and not with the user it was given';
const STALE =
  'the tokens that are kept hold the old attributes until they are renewed: write `await fetchAuthSession({ forceRefresh: true })` behind it where they are read';
const META = 'options.clientMetadata';

/** Auth of @aws-amplify/auth 5 (5.6.3, InternalAuth.ts) beside the functions of @aws-amplify/auth 6. */
export const POSITIONAL: Readonly<Record<string, Positional>> = {
  // Version 5 asked to move an alias from another account by default; version 6 does not.
  confirmSignUp: {
    now: 'confirmSignUp',
    takes: ['username', 'confirmationCode', 'options'],
    least: 2,
    options: 'forceAliasCreation: true',
    gives: "`isSignUpComplete` and `nextStep`, not 'SUCCESS'",
    success: true,
  },
  resendSignUp: {
    now: 'resendSignUpCode',
    takes: ['username', META],
    least: 1,
    gives: '`destination` and `deliveryMedium` outright, not within `CodeDeliveryDetails`',
    shape: resendShape,
  },
  forgotPassword: {
    now: 'resetPassword',
    takes: ['username', META],
    least: 1,
    gives: '`isPasswordReset` and `nextStep.codeDeliveryDetails`, not `CodeDeliveryDetails`',
    shape: forgotShape,
  },
  forgotPasswordSubmit: {
    now: 'confirmResetPassword',
    takes: ['username', 'confirmationCode', 'newPassword', META],
    least: 3,
    gives: NOTHING,
    success: true,
  },
  changePassword: {
    now: 'updatePassword',
    takes: [null, 'oldPassword', 'newPassword'],
    least: 3,
    gives: NOTHING,
    success: true,
  },
  completeNewPassword: {
    now: 'confirmSignIn',
    takes: [null, 'challengeResponse', 'options.userAttributes', META],
    least: 2,
    gives: STEP,
    shape: signInShape,
    differs: CHALLENGE,
  },
  sendCustomChallengeAnswer: {
    now: 'confirmSignIn',
    takes: [null, 'challengeResponse', META],
    least: 2,
    gives: STEP,
    shape: signInShape,
    differs: CHALLENGE,
  },
  // The third argument said which of both kinds of code it is; version 6 knows it from the challenge.
  confirmSignIn: {
    now: 'confirmSignIn',
    takes: [null, 'challengeResponse', null, META],
    least: 2,
    gives: STEP,
    shape: signInShape,
    differs: CHALLENGE,
  },
  updateUserAttributes: {
    now: 'updateUserAttributes',
    takes: [null, 'userAttributes', META],
    least: 2,
    gives: "each attribute's `isUpdated` and `nextStep`, not 'SUCCESS'",
    success: true,
    differs: STALE,
  },
  deleteUserAttributes: {
    now: 'deleteUserAttributes',
    takes: [null, 'userAttributeKeys'],
    least: 2,
    gives: NOTHING,
    success: true,
    differs: STALE,
  },
  verifyCurrentUserAttribute: {
    now: 'sendUserAttributeVerificationCode',
    takes: ['userAttributeKey'],
    least: 1,
    gives: '`destination` and `deliveryMedium`, where there was nothing',
  },
  verifyCurrentUserAttributeSubmit: {
    now: 'confirmUserAttribute',
    takes: ['userAttributeKey', 'confirmationCode'],
    least: 2,
    gives: NOTHING,
    success: true,
  },
  verifyUserAttribute: {
    now: 'sendUserAttributeVerificationCode',
    takes: [null, 'userAttributeKey', META],
    least: 2,
    gives: '`destination` and `deliveryMedium`, where there was nothing',
  },
  verifyUserAttributeSubmit: {
    now: 'confirmUserAttribute',
    takes: [null, 'userAttributeKey', 'confirmationCode'],
    least: 3,
    gives: NOTHING,
    success: true,
  },
  signIn: {
    now: 'signIn',
    takes: ['username', 'password', META],
    least: 1,
    gives: STEP,
    shape: signInShape,
    differs: 'it is rejected with UserAlreadyAuthenticatedException while somebody is signed in',
  },
  signUp: {
    now: 'signUp',
    takes: ['username', 'password', 'options.userAttributes.email', 'options.userAttributes.phone_number'],
    least: 2,
    gives: '`isSignUpComplete`, `userId` and `nextStep`',
    shape: signUpShape,
  },
  rememberDevice: { now: 'rememberDevice', takes: [], least: 0, gives: NOTHING, success: true },
  forgetDevice: { now: 'forgetDevice', takes: [], least: 0, gives: NOTHING, success: true },
  // Each device has more than the `id` and `name` that it had.
  fetchDevices: { now: 'fetchDevices', takes: [], least: 0, shape: () => ({ members: {} }) },
  deleteUser: { now: 'deleteUser', takes: [], least: 0, gives: NOTHING, success: true },
};

/** What can be read of the result of a method. */
export function shapeOf(script: Script, call: NodePath<CallExpression>, rule: Positional): Shape {
  return (rule.shape ?? noShape)(script, call);
}

/** Methods without a rule, and why there is none. */
export const REFUSED: Readonly<Record<string, string>> = {
  configure: 'the settings of Auth are a part of what Amplify.configure is given in version 6',
  userSession:
    'a session of a given user is not there in version 6: fetchAuthSession() is of the current one',
  verifiedContact: 'there is none in version 6: read `email_verified` of fetchUserAttributes(), a string',
  setupTOTP:
    'setUpTOTP() is for who is signed in; during a sign-in the secret is in nextStep.totpSetupDetails',
  verifyTotpToken: 'it is verifyTOTPSetup() for who is signed in, and confirmSignIn() during a sign-in',
  getMFAOptions: 'fetchMFAPreference() gives `preferred` and `enabled`, in other words',
  setMFA: 'updateMFAPreference() sets each kind by itself',
  enableSMS: 'updateMFAPreference() sets each kind by itself',
  disableSMS: 'updateMFAPreference() sets each kind by itself',
  getModuleName: 'there are no modules in version 6',
};
