import { type Answer, isObject, json, membersOf, type Received, type Service, textOf } from './exchange.js';
import { APP_CLIENT, ATTRIBUTES, IDENTITIES, PEOPLE, USER_POOL, WRONG_CODE } from './people.js';

const TYPE = 'application/x-amz-json-1.1';
const SENT = {
  CodeDeliveryDetails: { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'a***@e***' },
};
/** Any value of the group will do: nothing here checks what the client computes of it. */
const SRP_B = `${'b'.repeat(63)}1`.repeat(8);

/** What a sign-in with a password allows the user: to read the own attributes. */
const OWN_ATTRIBUTES = 'aws.cognito.signin.user.admin';

type Operation = (input: Readonly<Record<string, unknown>>) => Answer;

const done: Operation = () => json(200, {}, TYPE);
const sent: Operation = () => json(200, SENT, TYPE);

/** The operations of the user pool's API that apps call, by the last part of X-Amz-Target. */
const OPERATIONS: Readonly<Record<string, Operation>> = {
  InitiateAuth: initiate,
  RespondToAuthChallenge: respond,
  SignUp: ({ Username }) =>
    Username === PEOPLE.plain
      ? refused('UsernameExistsException', 'User already exists')
      : json(200, { ...SENT, UserConfirmed: false, UserSub: 'sub-of-newcomer' }, TYPE),
  ConfirmSignUp: withCode,
  ResendConfirmationCode: sent,
  ForgotPassword: sent,
  ConfirmForgotPassword: withCode,
  ChangePassword: done,
  GetUser: () => json(200, { Username: PEOPLE.plain, UserAttributes: ATTRIBUTES }, TYPE),
  UpdateUserAttributes: () => json(200, { CodeDeliveryDetailsList: [] }, TYPE),
  DeleteUserAttributes: done,
  GetUserAttributeVerificationCode: sent,
  VerifyUserAttribute: withCode,
  GlobalSignOut: done,
  RevokeToken: done,
  DeleteUser: done,
};

export const cognito: Service = {
  host: /^cognito-idp\./,
  answer(request: Received): Answer {
    const name = (request.headers['x-amz-target'] ?? '').split('.').at(-1) ?? '';
    const operation = OPERATIONS[name];
    return operation === undefined
      ? refused('UnknownOperationException', `no operation ${name}`)
      : operation(membersOf(request.body));
  },
};

export function refused(type: string, message: string): Answer {
  const answer = json(400, { __type: type, message }, TYPE);
  return { ...answer, headers: { ...answer.headers, 'x-amzn-errortype': type } };
}

function withCode({ ConfirmationCode, Code }: Readonly<Record<string, unknown>>): Answer {
  const wrong = [ConfirmationCode, Code].includes(WRONG_CODE);
  return wrong
    ? refused('CodeMismatchException', 'Invalid verification code provided.')
    : json(200, {}, TYPE);
}

function initiate({ AuthFlow, AuthParameters }: Readonly<Record<string, unknown>>): Answer {
  const parameters = isObject(AuthParameters) ? AuthParameters : {};
  const username = textOf(parameters['USERNAME']);
  if (AuthFlow !== 'USER_SRP_AUTH') return signedIn(username === '' ? PEOPLE.plain : username);
  return json(
    200,
    {
      ChallengeName: 'PASSWORD_VERIFIER',
      ChallengeParameters: {
        SALT: 'c0ffee',
        SECRET_BLOCK: 'c2VjcmV0',
        SRP_B,
        USERNAME: username,
        USER_ID_FOR_SRP: username,
      },
    },
    TYPE,
  );
}

/** What is asked after the password, by who it is. */
const NEXT: Readonly<Record<string, () => Answer>> = {
  [PEOPLE.wrong]: () => refused('NotAuthorizedException', 'Incorrect username or password.'),
  [PEOPLE.newcomer]: () =>
    challenge('NEW_PASSWORD_REQUIRED', {
      requiredAttributes: '[]',
      userAttributes: '{"email":"g@example.com"}',
    }),
  [PEOPLE.sms]: () =>
    challenge('SMS_MFA', { CODE_DELIVERY_DELIVERY_MEDIUM: 'SMS', CODE_DELIVERY_DESTINATION: '+*******99' }),
  [PEOPLE.totp]: () => challenge('SOFTWARE_TOKEN_MFA', { FRIENDLY_DEVICE_NAME: 'phone' }),
};

function challenge(name: string, parameters: Readonly<Record<string, string>>): Answer {
  return json(200, { ChallengeName: name, Session: 'session-1', ChallengeParameters: parameters }, TYPE);
}

function respond({ ChallengeName, ChallengeResponses }: Readonly<Record<string, unknown>>): Answer {
  const responses = isObject(ChallengeResponses) ? ChallengeResponses : {};
  const username = textOf(responses['USERNAME']);
  const next = ChallengeName === 'PASSWORD_VERIFIER' ? NEXT[username] : undefined;
  if (next !== undefined) return next();
  const codes = [responses['SMS_MFA_CODE'], responses['SOFTWARE_TOKEN_MFA_CODE']];
  if (codes.includes(WRONG_CODE))
    return refused('CodeMismatchException', 'Invalid code or auth state for the user.');
  return signedIn(username);
}

function signedIn(username: string): Answer {
  const common = {
    sub: `sub-of-${username}`,
    iss: `https://cognito-idp.us-east-1.amazonaws.com/${USER_POOL}`,
  };
  const times = {
    auth_time: 1_700_000_000,
    iat: nowInSeconds(),
    exp: nowInSeconds() + 3600,
    origin_jti: 'origin',
  };
  const groups = { 'cognito:groups': ['Editors'] };
  const AccessToken = token({
    ...common,
    ...times,
    ...groups,
    token_use: 'access',
    scope: OWN_ATTRIBUTES,
    username,
    client_id: APP_CLIENT,
  });
  const IdToken = token({
    ...common,
    ...times,
    ...groups,
    token_use: 'id',
    aud: APP_CLIENT,
    'cognito:username': username,
    email: `${username}@example.com`,
  });
  const AuthenticationResult = {
    AccessToken,
    IdToken,
    RefreshToken: 'refresh',
    ExpiresIn: 3600,
    TokenType: 'Bearer',
  };
  return json(200, { AuthenticationResult, ChallengeParameters: {} }, TYPE);
}

function nowInSeconds(): number {
  return Math.floor(Date.now() / 1000);
}

function token(claims: Readonly<Record<string, unknown>>): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256', kid: 'key' })}.${part(claims)}.c2lnbmVk`;
}

/** The identity pool: who has tokens is the user, everybody else the guest. */
export const identityPool: Service = {
  host: /^cognito-identity\./,
  answer({ headers, body }) {
    const { Logins, IdentityId } = membersOf(body);
    const hasTokens = isObject(Logins) && Object.keys(Logins).length > 0;
    const identity = hasTokens ? IDENTITIES.user : IDENTITIES.guest;
    if (headers['x-amz-target']?.endsWith('.GetId') === true)
      return json(200, { IdentityId: identity }, TYPE);
    const Credentials = {
      AccessKeyId: hasTokens ? 'AKIAUSER' : 'AKIAGUEST',
      SecretKey: 'secret',
      SessionToken: 'session',
      Expiration: nowInSeconds() + 3600,
    };
    // A guest's identity that signs in gives way to the identity that the user has.
    return json(200, { IdentityId: hasTokens ? identity : textOf(IdentityId), Credentials }, TYPE);
  },
};
