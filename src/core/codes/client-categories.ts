import { listed, shown } from '../shown.js';
import { code } from './define.js';

/** AM604x to AM606x: categories of the client other than auth and the API. */
export const CLIENT_CATEGORY_CODES = {
  AM6040: code({
    level: 'error',
    title: 'A default level for files',
    message: (p: { setting: string }) =>
      `${shown(p.setting, 90)} is where every call without a level of its own looked; version 6 has no such default, and these calls are translated with \`public/\``,
    why: 'A call without a level would look for its file under another prefix than the one it was put under.',
    remedy:
      'Write the level (and the customPrefix) into each storage call that has none, take this setting away, then run this again.',
  }),
  AM6041: code({
    level: 'warning',
    title: 'An upload that names no content type',
    message: (p: { call: string }) =>
      `${shown(p.call, 90)} is stored as the type of its File or of the extension of its path; version 5 stored 'binary/octet-stream'`,
    why: 'Browsers show what version 5 made them download: also pages and SVG images with scripts that somebody uploaded.',
    remedy: "Give a contentType; `contentType: 'binary/octet-stream'` is what it was.",
  }),
  AM6042: code({
    level: 'warning',
    title: 'A removal that takes what lies below with it',
    message: (p: { call: string }) =>
      `${shown(p.call, 90)} removes all that lies below its path, where something does; version 5 removed one object`,
    why: 'A key that is empty, or is the name of a folder, removes every file under it that the user may list and delete.',
    remedy: 'Make sure that the key is never empty and always names a file.',
  }),
  AM6043: code({
    level: 'note',
    title: 'What a refused GraphQL request says',
    message: (p: { call: string }) =>
      `where ${shown(p.call, 60)} is refused, the \`message\` of its error is that of the answer's top, often 'Unknown error'; version 5 said 'Request failed with status code 401'`,
    why: 'AppSync names the reason within `errors` of an answer with status 401, which neither version hands on.',
    remedy: 'Show a text of your own, or none, where the message is shown or compared.',
  }),
  AM6044: code({
    level: 'note',
    title: 'An authorization mode that is decided elsewhere',
    message: (p: { mode: string; by: string }) =>
      `${shown(p.mode, 60)} may be a mode by its name of version 5, which ${p.by} translates; names of version 6 stay`,
    why: 'The modes have other names in version 6, which are an error or another mode where they are not known.',
    remedy: (p) => `When every caller gives the names of version 6, take ${p.by} away.`,
  }),
  AM6045: code({
    level: 'warning',
    title: 'What a REST error holds',
    message: (p: { read: string; now: string }) => `${shown(p.read, 60)} is ${p.now} in version 6`,
    why: 'The error of version 5 was that of axios, with the body of the answer parsed.',
    remedy: 'Read it in its new form: `JSON.parse(error.response.body)` where the answer is JSON.',
  }),
  AM6046: code({
    level: 'warning',
    title: 'What a REST request sends',
    message: (p: { part: string; sent: string }) => `${shown(p.part, 60)}: ${p.sent}`,
    why: 'The path is the same, and the backend is asked for something else.',
    remedy: 'Leave out what has no value, and write lists and other types as the backend reads them.',
  }),
  AM6047: code({
    level: 'warning',
    title: 'A REST API that the backend does not have',
    message: (p: { name: string; known: readonly string[] }) =>
      `${shown(p.name, 60)} is none of the REST APIs in amplify/backend/api: ${p.known.map((one) => shown(one, 60)).join(', ')}`,
    why: 'Version 6 rejects a request to a name that its configuration does not hold.',
    remedy:
      'Correct the name, or give the API to Amplify.configure as `API.REST` where it is not of this backend.',
  }),
  AM6050: code({
    level: 'warning',
    title: 'An event of auth that goes on to where it is not followed',
    message: (p: { name: string }) =>
      `${shown(p.name, 60)} goes on; it is signedIn for signIn, signedOut for signOut, signInWithRedirect for cognitoHostedUI`,
    why: 'Code that waits for a name of version 5 waits for ever.',
    remedy: 'Follow it from this line, and compare it with the names of version 6.',
  }),
  AM6051: code({
    level: 'note',
    title: 'A category in a package of its own',
    message: (p: { name: string; module: string }) => `${p.name} comes from ${p.module} in version 6`,
    why: 'aws-amplify 6 does not bring it, and the import fails until it is installed.',
    remedy: (p) => `Install it with the others: npm install ${p.module.split('/', 2).join('/')}`,
  }),
  AM6052: code({
    level: 'warning',
    title: "A class of version 5's users",
    message: (p: { names: readonly string[] }) =>
      `${listed(p.names.map((one) => shown(one, 40)))} of amazon-cognito-identity-js: version 6 neither brings that package nor gives what is of its classes`,
    why: 'The import failed where only aws-amplify 5 had installed it; and it keeps a user of its own beside that of aws-amplify 6.',
    remedy:
      'It stays in package.json, so that the file builds. Give values of aws-amplify their types of aws-amplify/auth (AuthUser, AuthSession), and take the package away with its last import.',
  }),
} as const;
