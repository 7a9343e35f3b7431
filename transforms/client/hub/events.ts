/**
 * Events of the auth channel whose name changed: version 5 (5.3.9, auth/src/internals/InternalAuth.ts) and version 6
 * (@aws-amplify/core 6, Hub/types/AuthTypes.d.ts).
 */
export const RENAMED: ReadonlyMap<string, string> = new Map([
  ['signIn', 'signedIn'],
  ['signOut', 'signedOut'],
  ['cognitoHostedUI', 'signInWithRedirect'],
  ['cognitoHostedUI_failure', 'signInWithRedirect_failure'],
]);

/** Events of the auth channel with the same name in both versions. */
export const SAME: ReadonlySet<string> = new Set([
  'tokenRefresh',
  'tokenRefresh_failure',
  'customOAuthState',
]);

/** Events that version 6 does not dispatch, with what does their work there. */
const GONE: ReadonlyMap<string, string> = new Map([
  ['signIn_failure', 'catch what signIn() throws'],
  ['signUp', 'go on where signUp() has returned'],
  ['signUp_failure', 'catch what signUp() throws'],
  ['confirmSignUp', 'go on where confirmSignUp() has returned'],
  ['autoSignIn', 'go on where autoSignIn() has returned'],
  ['autoSignIn_failure', 'catch what autoSignIn() throws'],
  ['forgotPassword', 'go on where resetPassword() has returned'],
  ['forgotPassword_failure', 'catch what resetPassword() throws'],
  ['forgotPasswordSubmit', 'go on where confirmResetPassword() has returned'],
  ['forgotPasswordSubmit_failure', 'catch what confirmResetPassword() throws'],
  ['completeNewPassword_failure', 'catch what confirmSignIn() throws'],
  ['updateUserAttributes', 'go on where updateUserAttributes() has returned'],
  ['updateUserAttributes_failure', 'catch what updateUserAttributes() throws'],
  ['userDeleted', 'go on where deleteUser() has returned'],
  ['customState_failure', 'listen for signInWithRedirect_failure'],
  ['parsingCallbackUrl', 'look at the address before Amplify.configure() has been called'],
  ['verify', 'go on where verifyTOTPSetup() has returned'],
  ['configured', 'go on where Amplify.configure() has been called'],
]);

/** What does the work of an event that only version 5 sent; undefined for one that it did not send either. */
export function insteadOf(event: string): string | undefined {
  return GONE.get(event);
}

export function whyEventGone(event: string): string {
  const instead = GONE.get(event);
  return `version 6 has no event ${event} of auth${instead === undefined ? '' : `: ${instead}`}`;
}
