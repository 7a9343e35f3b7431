/** What becomes of a method of version 5's Auth whose arguments are given by position. */
export interface Positional {
  /** The function of aws-amplify/auth. */
  readonly now: string;
  /** The arguments in order, by their member in version 6; null for the user, whom version 6 knows itself. */
  readonly takes: readonly (string | null)[];
  /** How many of them there must be. */
  readonly least: number;
  /** What the promise gives now, where that is not what it was; absent where it is the same. */
  readonly gives?: string;
  /** What it does otherwise. */
  readonly differs?: string;
}

const NOTHING = "nothing, not 'SUCCESS'";
const STEP = '`isSignedIn` and `nextStep`, not the user';
const CHALLENGE = 'it goes on with the sign-in that this page began, and not with the user it was given';

/** Auth of @aws-amplify/auth 5 beside the functions of @aws-amplify/auth 6. */
export const POSITIONAL: Readonly<Record<string, Positional>> = {
  confirmSignUp: {
    now: 'confirmSignUp',
    takes: ['username', 'confirmationCode'],
    least: 2,
    gives: "`isSignUpComplete` and `nextStep`, not 'SUCCESS'",
  },
  resendSignUp: {
    now: 'resendSignUpCode',
    takes: ['username'],
    least: 1,
    gives: '`destination` and `deliveryMedium` outright, not within `CodeDeliveryDetails`',
  },
  forgotPassword: {
    now: 'resetPassword',
    takes: ['username'],
    least: 1,
    gives: '`isPasswordReset` and `nextStep.codeDeliveryDetails`, not `CodeDeliveryDetails`',
  },
  forgotPasswordSubmit: {
    now: 'confirmResetPassword',
    takes: ['username', 'confirmationCode', 'newPassword'],
    least: 3,
    gives: NOTHING,
  },
  changePassword: {
    now: 'updatePassword',
    takes: [null, 'oldPassword', 'newPassword'],
    least: 3,
    gives: NOTHING,
  },
  completeNewPassword: {
    now: 'confirmSignIn',
    takes: [null, 'challengeResponse'],
    least: 2,
    gives: STEP,
    differs: CHALLENGE,
  },
  sendCustomChallengeAnswer: {
    now: 'confirmSignIn',
    takes: [null, 'challengeResponse'],
    least: 2,
    gives: STEP,
    differs: CHALLENGE,
  },
  // The third argument said which of both kinds of code it is; version 6 knows it from the challenge.
  confirmSignIn: {
    now: 'confirmSignIn',
    takes: [null, 'challengeResponse', null],
    least: 2,
    gives: STEP,
    differs: CHALLENGE,
  },
  updateUserAttributes: {
    now: 'updateUserAttributes',
    takes: [null, 'userAttributes'],
    least: 2,
    gives: "each attribute's `isUpdated` and `nextStep`, not 'SUCCESS'",
  },
  deleteUserAttributes: {
    now: 'deleteUserAttributes',
    takes: [null, 'userAttributeKeys'],
    least: 2,
    gives: NOTHING,
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
  },
  verifyUserAttributeSubmit: {
    now: 'confirmUserAttribute',
    takes: [null, 'userAttributeKey', 'confirmationCode'],
    least: 3,
    gives: NOTHING,
  },
  signIn: {
    now: 'signIn',
    takes: ['username', 'password'],
    least: 2,
    gives: STEP,
    differs: 'it is rejected with UserAlreadyAuthenticatedException while somebody is signed in',
  },
  signUp: {
    now: 'signUp',
    takes: ['username', 'password'],
    least: 2,
    gives: '`isSignUpComplete`, `userId` and `nextStep`',
  },
  rememberDevice: { now: 'rememberDevice', takes: [], least: 0, gives: NOTHING },
  forgetDevice: { now: 'forgetDevice', takes: [], least: 0, gives: NOTHING },
  deleteUser: { now: 'deleteUser', takes: [], least: 0, gives: NOTHING },
};

/** Methods without a rule, and why there is none. */
export const REFUSED: Readonly<Record<string, string>> = {
  configure: 'the settings of Auth are a part of what Amplify.configure is given in version 6',
  currentUserInfo:
    'version 6 rejects where this gave nothing: write getCurrentUser() and fetchUserAttributes()',
  currentCredentials:
    'fetchAuthSession() gives `credentials` and `identityId`, and no error where there are none',
  currentUserCredentials:
    'fetchAuthSession() gives `credentials` and `identityId`, and no error where there are none',
  essentialCredentials:
    'version 6 gives credentials that hold no more than these: fetchAuthSession().credentials',
  currentUserPoolUser: 'the object of the user with its session and methods is not there in version 6',
  userSession:
    'a session of a given user is not there in version 6: fetchAuthSession() is of the current one',
  userAttributes: 'fetchUserAttributes() gives an object by name, not a list of `Name` and `Value`',
  verifiedContact: 'there is none in version 6: read `email_verified` of fetchUserAttributes(), a string',
  verifyUserAttribute: 'sendUserAttributeVerificationCode() is of the current user, this of a given one',
  setupTOTP: 'setUpTOTP() gives `sharedSecret`; during a sign-in it is nextStep.totpSetupDetails',
  verifyTotpToken: 'it is verifyTOTPSetup() for who is signed in, and confirmSignIn() during a sign-in',
  setPreferredMFA: 'updateMFAPreference() sets each kind by itself, and does not turn off the others',
  getPreferredMFA: 'fetchMFAPreference() gives `preferred` and `enabled`, in other words',
  getMFAOptions: 'fetchMFAPreference() gives `preferred` and `enabled`, in other words',
  setMFA: 'updateMFAPreference() sets each kind by itself',
  enableSMS: 'updateMFAPreference() sets each kind by itself',
  disableSMS: 'updateMFAPreference() sets each kind by itself',
  fetchDevices: 'the devices of version 6 have their attributes and dates in another form',
  getModuleName: 'there are no modules in version 6',
};
