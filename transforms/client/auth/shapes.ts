import { type NodePath } from '@babel/traverse';
import { rangeOf } from '../edits.js';
import { type Script } from '../script.js';
import { PAYLOAD } from './claims.js';
import { saidToBeThere } from './defined.js';
import { type Shape, type Walk } from './walk.js';

/** Booleans in version 5, strings in version 6: 'false' would count as true. */
export const BOOLEANS = ['email_verified', 'phone_number_verified'];

/** Whether a comparison can stand at a place without parentheses. */
export function standsAlone({ listKey, key, parent }: NodePath): boolean {
  if (listKey === 'arguments') return true;
  return parent.type !== 'UnaryExpression' && ['init', 'test', 'body', 'argument'].includes(String(key));
}

/** Writes the comparison that makes a boolean of the string. */
function compareWithTrue(place: NodePath, { script }: Walk): void {
  const bare = standsAlone(place);
  const { start, end } = rangeOf(place.node);
  // Only what is not there is left to `??`: 'false' is there, and false.
  const isAsked =
    place.parent.type === 'LogicalExpression' && place.parent.operator === '??' && place.key === 'left';
  const open = isAsked ? `(${script.textOf(place.node)} && ` : bare ? '' : '(';
  script.edits.insertBefore(start, open);
  script.edits.insertAfter(end, ` === ${script.imports.quoted('true')}${bare ? '' : ')'}`);
}

/** The attributes of a user: the same names and values, two booleans excepted. */
export const ATTRIBUTES: Shape = {
  members: Object.fromEntries(
    BOOLEANS.map((name) => [
      name,
      {
        now: name,
        use: (place, walk) => {
          walk.compared += 1;
          walk.later(() => compareWithTrue(place, walk));
          return null;
        },
      },
    ]),
  ),
  others: saidToBeThere,
};

/** A token of version 5 beside version 6's, which is a `payload` and `toString()`. */
const TOKEN: Shape = {
  members: {
    getJwtToken: { now: 'toString()', method: true },
    jwtToken: { now: 'toString()' },
    decodePayload: { now: 'payload', method: true, shape: PAYLOAD },
    payload: { now: 'payload', shape: PAYLOAD },
    getExpiration: { now: 'payload.exp', method: true },
    getIssuedAt: { now: 'payload.iat', method: true },
  },
  unknown: (name) => `a token of version 6 has no ${name}`,
  escape: 'its token goes on to where it is not followed',
};

/** The tokens of a session: CognitoUserSession beside the `tokens` of fetchAuthSession(). */
export function tokensOf(script: Script, prefix = ''): Shape {
  // The id token is not always there in the types of version 6; Cognito gives it with every session of a user.
  const id = `${prefix}idToken${script.typescript ? '!' : ''}`;
  const access = `${prefix}accessToken`;
  return {
    members: {
      getIdToken: { now: id, method: true, shape: TOKEN },
      idToken: { now: id, shape: TOKEN },
      getAccessToken: { now: access, method: true, shape: TOKEN },
      accessToken: { now: access, shape: TOKEN },
    },
    unknown: (name) =>
      /refresh/i.test(name)
        ? 'version 6 keeps the refresh token to itself'
        : `there is no ${name} of a session in version 6`,
    escape: 'its session goes on to where it is not followed',
  };
}
