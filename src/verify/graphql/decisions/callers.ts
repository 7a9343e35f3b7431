import { type AuthenticationType } from '../modes.js';
import { type Value, type Values, written } from '../vtl/values.js';
import { type Universe } from './universe.js';

/** Someone who calls the API. */
export interface Caller {
  /** In the words of the report: `guest`, `authenticated`, `group:Admin`, `apiKey`, `iamRole`, … */
  readonly principal: string;
  readonly mode: AuthenticationType;
  /** Roles of the identity pool get what their policies say; those of others are not known and taken as enough. */
  readonly poolRole: 'authenticated' | 'unauthenticated' | null;
  readonly groups: readonly string[];
  readonly claims: Values;
  /** `$ctx.identity`; the names of the roles are in the stash of the resolver. */
  readonly identity: (stash: Values) => Value;
}

/** What `$util.authType()` says. */
export const AUTH_TYPE: Readonly<Record<AuthenticationType, string>> = {
  API_KEY: 'API Key Authorization',
  AMAZON_COGNITO_USER_POOLS: 'User Pool Authorization',
  AWS_IAM: 'IAM Authorization',
  OPENID_CONNECT: 'Open ID Connect Authorization',
  AWS_LAMBDA: 'Lambda Authorization',
};

/** Everybody who can make a difference to the APIs of a universe. */
export function callersOf(universe: Universe): Caller[] {
  const callers: Caller[] = [];
  if (universe.modes.has('API_KEY')) callers.push(plain('apiKey', 'API_KEY'));
  if (universe.modes.has('AWS_LAMBDA')) callers.push(plain('lambda', 'AWS_LAMBDA'));
  if (universe.modes.has('AMAZON_COGNITO_USER_POOLS')) {
    callers.push(...withToken('AMAZON_COGNITO_USER_POOLS', 'authenticated', '', universe));
  }
  if (universe.modes.has('OPENID_CONNECT')) {
    callers.push(...withToken('OPENID_CONNECT', 'oidc', 'oidc ', universe));
  }
  if (universe.modes.has('AWS_IAM')) callers.push(...iamCallers(universe));
  return callers;
}

function plain(principal: string, mode: AuthenticationType): Caller {
  const identity = mode === 'AWS_LAMBDA' ? (): Value => ({ resolverContext: {} }) : (): Value => null;
  return { principal, mode, poolRole: null, groups: [], claims: {}, identity };
}

function withToken(
  mode: AuthenticationType,
  principal: string,
  prefix: string,
  universe: Universe,
): Caller[] {
  const user = (name: string, claim: string | null, group: string | null): Caller => {
    const claims: Values = { 'cognito:username': '{username}' };
    for (const one of ['sub', 'username', ...universe.claims]) claims[one] = `{${one}}`;
    if (claim !== null && group !== null) claims[claim] = [group];
    const groups = group === null ? [] : [group];
    const identity = (): Value => ({ sub: '{sub}', username: '{username}', claims, groups: [...groups] });
    return { principal: name, mode, poolRole: null, groups, claims, identity };
  };
  const members = [...universe.groups].flatMap(([claim, groups]) =>
    [...groups].map((group) =>
      user(`${prefix}group:${group}${claim === 'cognito:groups' ? '' : ` in ${claim}`}`, claim, group),
    ),
  );
  return [user(principal, null, null), ...members];
}

const POOL_USER = {
  cognitoIdentityId: '{identityId}',
  accountId: '123456789012',
  sourceIp: ['192.0.2.1'],
};

/** Ends the name of a role whose session is one of the identity pool: resolvers may ask for that. */
export const IN_POOL = ' in the identity pool';

function iamCallers({ adminRoles }: Universe): Caller[] {
  const iam = (
    principal: string,
    poolRole: Caller['poolRole'],
    identity: (stash: Values) => Value,
  ): Caller => ({ principal, mode: 'AWS_IAM', poolRole, groups: [], claims: {}, identity });
  const inPool = (type: string, arn: (stash: Values) => string): ((stash: Values) => Value) => {
    return (stash) => ({
      ...POOL_USER,
      cognitoIdentityPoolId: stash['identityPoolId'] ?? '{identityPool}',
      cognitoIdentityAuthType: type,
      userArn: arn(stash),
    });
  };
  const session = (role: string, name: string): string =>
    `arn:<AWS::Partition>:sts::<AWS::AccountId>:assumed-role/${role}/${name}`;
  const outside = (role: string) => (): Value => ({
    accountId: '123456789012',
    userArn: session(role, 'session'),
  });
  const arnIn = (stash: Values, name: string, role: string): string =>
    stash[name] === undefined ? session(role, 'CognitoIdentityCredentials') : written(stash[name]);
  return [
    iam(
      'guest',
      'unauthenticated',
      inPool('unauthenticated', (stash) => arnIn(stash, 'unauthRole', 'unauth')),
    ),
    iam(
      'authenticated by the identity pool',
      'authenticated',
      inPool('authenticated', (stash) => arnIn(stash, 'authRole', 'auth')),
    ),
    iam('iamRole', null, outside('{anyRole}')),
    ...[...adminRoles].flatMap((role) => [
      iam(`iamRole:${role}`, null, outside(role)),
      iam(
        `iamRole:${role}${IN_POOL}`,
        null,
        inPool('authenticated', () => session(role, 'CognitoIdentityCredentials')),
      ),
    ]),
  ];
}
