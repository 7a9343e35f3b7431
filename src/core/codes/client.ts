import { shown } from '../shown.js';
import { code } from './define.js';

const V6 = 'https://docs.amplify.aws/react/build-a-backend/troubleshooting/migrate-from-javascript-v5-to-v6/';

/** AM6xxx: the code of the app, which moves to aws-amplify 6 and to amplify_outputs.json. */
export const CLIENT_CODES = {
  AM6001: code({
    level: 'error',
    title: 'A use of Amplify without a sure translation',
    message: (p: { use: string; why: string }) => `${shown(p.use, 90)}: ${p.why}; the file stays as it is`,
    why: 'A call that is translated by guess fails when a user gets there, not when the app is built.',
    remedy: `Write this place by hand (${V6}), then run this again: the rest of the file is translated then.`,
  }),
  AM6002: code({
    level: 'error',
    title: 'A file of the app that does not parse',
    message: (p: { problem: string }) => `${shown(p.problem, 160)}; the file stays as it is`,
    why: 'What does not parse may use Amplify, and nobody would look at it again.',
    remedy: 'Correct the file, or leave it out with a glob that does not match it.',
  }),
  AM6003: code({
    level: 'warning',
    title: 'A result that goes on to where it is not followed',
    message: (p: { call: string; now: string }) => `what ${p.call} gave is ${p.now} from now on`,
    why: 'Code elsewhere may read what the result of version 6 does not hold, and gets undefined.',
    remedy: 'Follow it from this line: each place that reads of it must use what is there now.',
  }),
  AM6004: code({
    level: 'warning',
    title: 'A call that does something else in version 6',
    message: (p: { call: string; what: string }) => `${p.call}: ${p.what}`,
    why: 'The names are the same or follow by rule, and the behaviour is not.',
    remedy: 'Look whether the app relies on it at this place.',
  }),
  AM6010: code({
    level: 'error',
    title: 'A DataStore call',
    message: (p: { call: string; instead: string }) =>
      `${shown(p.call, 90)} keeps working only with conflict resolution; without it: ${p.instead}`,
    why: 'Gen 2 has no DataStore: there is no sync, no local copy and no conflict resolution.',
    remedy:
      'Keep the API with `amplify-migrate data --schema construct`, or rewrite the call to the client of `generateClient`.',
  }),
} as const;
