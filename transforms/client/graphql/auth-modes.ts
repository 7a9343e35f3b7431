/**
 * The names of authorization modes: those of version 5 (GRAPHQL_AUTH_MODE in @aws-amplify/auth 5.6.3) and of version
 * 6 (GraphQLAuthMode in @aws-amplify/core 6).
 */
export const AUTH_MODES: ReadonlyMap<string, string> = new Map([
  ['API_KEY', 'apiKey'],
  ['AWS_IAM', 'identityPool'],
  ['OPENID_CONNECT', 'oidc'],
  ['AMAZON_COGNITO_USER_POOLS', 'userPool'],
  ['AWS_LAMBDA', 'lambda'],
]);

/** Where the enum was exported from. */
export const AUTH_MODE_ENUM = 'GRAPHQL_AUTH_MODE';
