import { type Code } from '../../../src/core/codes/index.js';

/** One place in which a case does something else after its migration. */
export interface Difference {
  /** As `differences` of compare.ts names it. */
  readonly at: string;
  /** The finding that tells it to whoever migrates; null where nobody can see it. */
  readonly announced: Code | null;
  readonly reason: string;
}

const FILES = 'https://notebook-files.s3.us-east-1.amazonaws.com/';

const NOTES = 'https://notebook.execute-api.us-east-1.amazonaws.com/dev/';

const STALE: Difference = {
  at: '- InitiateAuth',
  announced: 'AM6004',
  reason: 'version 5 asks for new tokens, which hold the new attributes; version 6 keeps those it has',
};

/** What differs between version 5 and version 6 in the cases of fixtures/client/behaviour; every other case is the same. */
export const DIFFERENCES: Readonly<Record<string, readonly Difference[]>> = {
  'api-refused': [
    {
      at: 'result.given',
      announced: 'AM6043',
      reason: 'version 5 says the status of the answer, version 6 what the answer says at its top',
    },
  ],
  'auth-delete-attributes': [STALE],
  'auth-update-attributes': [STALE],
  'auth-delete-user': [
    {
      at: '+ RevokeToken',
      announced: null,
      reason: 'version 6 revokes the tokens of the user that is deleted, which are worth nothing by then',
    },
  ],
  'auth-totp': [
    {
      at: 'RespondToAuthChallenge.body.ChallengeResponses.SMS_MFA_CODE',
      announced: null,
      reason: 'version 5 sends the code of an app also as that of a message, which Cognito does not read',
    },
  ],
  'rest-missing-told': [
    { at: 'result.given', announced: 'AM6045', reason: 'the body of an answer is text in version 6' },
    { at: 'result.thrown', announced: 'AM6045', reason: 'the body of an answer is text in version 6' },
  ],
  'rest-form': [
    {
      at: `POST ${NOTES}notes.headers.content-type`,
      announced: 'AM6046',
      reason: 'version 6 sends every body as JSON, as version 5 did whatever it said',
    },
  ],
  'rest-no-body': [
    {
      at: `POST ${NOTES}notes/1/close.headers.content-type`,
      announced: null,
      reason: 'axios names a type for the body of each POST, also where there is none',
    },
  ],
  'rest-no-content': ['result.given', 'result.thrown'].map((at) => ({
    at,
    announced: 'AM6007',
    reason: 'version 5 gave an empty text for an answer without a body, which is no JSON',
  })),
  'rest-query-absent': [
    {
      at: `- GET ${NOTES}notes?author=&tag=&title=`,
      announced: 'AM6046',
      reason: 'version 5 sends an empty value for what is not there',
    },
    {
      at: `+ GET ${NOTES}notes?author=null&tag=undefined&title=`,
      announced: 'AM6046',
      reason: 'version 6 writes undefined and null out',
    },
    { at: 'result.given', announced: 'AM6046', reason: 'the backend reads another query' },
  ],
  'rest-query-lists': [
    {
      at: `- GET ${NOTES}notes?done=false&order=title&page=0&tag=a&tag=b`,
      announced: 'AM6046',
      reason: 'version 5 sends each value of a list by itself',
    },
    {
      at: `+ GET ${NOTES}notes?done=false&order=title&page=0&tag=a,b`,
      announced: 'AM6046',
      reason: 'version 6 joins a list with commas',
    },
    { at: 'result.given', announced: 'AM6046', reason: 'the backend reads another query' },
  ],
  'rest-text': [
    { at: 'result.given', announced: 'AM6007', reason: 'version 5 gave text that is no JSON as it is' },
    { at: 'result.thrown', announced: 'AM6007', reason: 'version 5 gave text that is no JSON as it is' },
  ],
  'storage-put-untyped': [
    {
      at: `PUT ${FILES}public/page.html.headers.content-type`,
      announced: 'AM6041',
      reason: 'version 6 guesses a type where version 5 took binary/octet-stream',
    },
  ],
  'storage-remove': [
    {
      at: `+ GET ${FILES}?list-type=2&max-keys=1&prefix=private/us-east-1:user/drafts/first.txt/`,
      announced: null,
      reason: 'version 6 asks whether something lies below the path; below the name of a file nothing does',
    },
  ],
  'storage-remove-folder': [
    {
      at: `- DELETE ${FILES}public/drafts`,
      announced: 'AM6042',
      reason: 'version 6 removes everything below a path, where version 5 removed one object',
    },
    ...[1, 1000].map((size) => ({
      at: `+ GET ${FILES}?list-type=2&max-keys=${String(size)}&prefix=public/drafts/`,
      announced: 'AM6042' as const,
      reason: 'version 6 looks what lies below the path',
    })),
    { at: `+ POST ${FILES}?delete=`, announced: 'AM6042', reason: 'version 6 removes what it found there' },
  ],
};
