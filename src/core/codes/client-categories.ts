import { shown } from '../shown.js';
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
    remedy: (p) => `Add it to the app: npm install ${p.module}`,
  }),
} as const;
