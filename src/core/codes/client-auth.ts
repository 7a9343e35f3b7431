import { shown } from '../shown.js';
import { code } from './define.js';

/** AM607x: signing in and out of the app's own code. */
export const CLIENT_AUTH_CODES = {
  AM6070: code({
    level: 'warning',
    title: 'A sign-in that is not done',
    message: () =>
      'signIn() resolves for who is not confirmed, or must choose another password, and says so in `nextStep.signInStep`: CONFIRM_SIGN_UP, RESET_PASSWORD',
    why: 'Version 5 was rejected then, and what stands behind the call was not reached.',
    remedy: 'Go on as signed in only where `isSignedIn` is true.',
  }),
  AM6071: code({
    level: 'warning',
    title: 'An error that may be of auth, read for its code',
    message: (p: { read: string }) =>
      `${shown(p.read, 60)} is undefined for errors of auth: their \`name\` says what \`code\` did`,
    why: 'Others are awaited in the same place, and their errors may have a code.',
    remedy: 'Read `name` where the error is of auth.',
  }),
  AM6072: code({
    level: 'warning',
    title: 'An event of auth that version 6 does not send',
    message: (p: { event: string; instead: string }) =>
      `${shown(p.event, 40)} is not sent any more; ${p.instead}`,
    why: 'What waits for it is not called any more, or only for a redirect that failed.',
    remedy: 'Do the work where the call has returned, or has thrown.',
  }),
} as const;
