import { pathText, shown } from '../shown.js';
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
  AM6005: code({
    level: 'note',
    title: 'A file that the Gen 1 CLI generates',
    message: (p: { file: string; becomes: string }) => `${shown(p.file)} holds ${p.becomes}`,
    why: 'Nothing keeps the file in step with the backend any more.',
    remedy: 'Generate it anew, or take it over as code of the app.',
  }),
  AM6006: code({
    level: 'error',
    title: 'A file of the app that is not UTF-8',
    message: (p: { file: string }) => `${shown(p.file)} is not UTF-8; it stays as it is`,
    why: 'It was not looked at, and may use Amplify.',
    remedy: 'Save it as UTF-8, then run this again.',
  }),
  AM6007: code({
    level: 'warning',
    title: 'REST requests of version 6',
    message: (p: { call: string }) =>
      `${p.call} and the others of this file are repeated after network errors and answers from 500 on, an answer that is no JSON is an error, and errors have \`response.statusCode\` and \`response.body\``,
    why: 'Version 5 sent each request once, and gave text as it was.',
    remedy:
      "Where a request must not be sent twice, give it `retryStrategy: { strategy: 'no-retry' }`; where an answer is text, ask for `body.text()`.",
  }),
  AM6008: code({
    level: 'error',
    title: 'A file whose storage calls wait',
    message: (p: { place: string }) =>
      `its storage calls name no level, and ${p.place} sets the default for all files`,
    why: 'Version 6 has no default level: translated as they are, the calls would look for everything in `public/`.',
    remedy: 'Give each call its level (`{ level: … }`), take the default away, and run this again.',
  }),
  AM6010: code({
    level: 'error',
    title: 'A DataStore call',
    about: (p) => p.model,
    message: (p: { model: string; call: string; instead: string }) =>
      `${p.model === '' ? '' : `${pathText(p.model)}: `}${shown(p.call, 90)} keeps working only with conflict resolution; without it: ${p.instead}`,
    why: 'Gen 2 has no DataStore: there is no sync, no local copy and no conflict resolution.',
    remedy:
      'Keep the API with `amplify-migrate data --schema construct`, or rewrite the call to the client of `generateClient`: `amplify-migrate client --datastore rewrite` does it where it is sure.',
  }),
  AM6011: code({
    level: 'warning',
    title: 'A DataStore call that asks the API now',
    message: (p: { call: string; what: string }) => `${shown(p.call, 90)}: ${p.what}`,
    why: 'DataStore answered from a copy of the records on the device, and sent changes when it could.',
    remedy:
      'Look how the app behaves here without a network, and with many records. Records are plain objects: a relation is a function (`await film.reviews()`), JSON is text, and what is not set is null.',
  }),
  AM6012: code({
    level: 'error',
    title: 'A place that keeps the DataStore calls of a file',
    message: (p: { call: string; why: string }) =>
      `${shown(p.call, 90)}: ${p.why}; all DataStore calls of the file stay`,
    why: 'What the API gives is no instance that DataStore takes back, so a file is rewritten as a whole or not at all.',
    remedy: 'Write this place by hand, then run this again: the rest of the file is rewritten then.',
  }),
  AM6013: code({
    level: 'note',
    title: "A type of DataStore's models that is a type of the API now",
    message: (p: { name: string; from: string }) =>
      `${shown(p.name, 60)} is the record that the API gives, and no more the class of ${shown(p.from, 60)}`,
    why: 'Instances of the class have relations and metadata that records of the API do not have.',
    remedy: 'Where other files pass records of the class to this one, give them the same type.',
  }),
} as const;
