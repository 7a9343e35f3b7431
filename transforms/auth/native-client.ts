import { type Code, type ModuleText, code, literal, object } from '../../src/emit/code.js';
import { type CognitoResources, clientFacts } from './cognito.js';

/**
 * Gen 1's second app client: statements that add it to the user pool, to the providers of the identity pool
 * and, where groups choose the role, to the role mappings. `defineAuth` makes the web client only.
 */
export function nativeClientStatements(gen1: CognitoResources, module: ModuleText): Code[] {
  if (!gen1.nativeClient) return [];
  const CfnUserPoolClient = module.use('CfnUserPoolClient', 'aws-cdk-lib/aws-cognito');
  const { amount, unit } = facts(gen1).validity;
  const { secret, read, write, oauth } = facts(gen1);
  const properties = object([
    ['userPoolId', code`cfnUserPool.ref`],
    ['generateSecret', literal(secret)],
    ['refreshTokenValidity', literal(amount)],
    ['tokenValidityUnits', literal({ refreshToken: unit })],
    read && ['readAttributes', literal([...read])],
    write && ['writeAttributes', literal([...write])],
    oauth && ['allowedOAuthFlowsUserPoolClient', literal(true)],
    oauth && ['allowedOAuthFlows', literal([...oauth.AllowedOAuthFlows])],
    oauth && ['allowedOAuthScopes', literal([...oauth.AllowedOAuthScopes])],
    oauth && ['callbackUrLs', literal([...oauth.CallbackURLs])],
    oauth && ['logoutUrLs', literal([...oauth.LogoutURLs])],
    oauth && ['supportedIdentityProviders', code`cfnUserPoolClient.supportedIdentityProviders`],
  ]);
  return [
    code`const nativeAppClient = new ${CfnUserPoolClient}(resources.userPool, 'NativeAppClient', ${properties});`,
    ...(gen1.identityPool ? [PROVIDER_NAME, identityProviders()] : []),
    ...(gen1.roleMappings.includes('native') ? roleMappings() : []),
  ];
}

/** The user pool as the identity pool knows it. */
const PROVIDER_NAME = code`const providerName = \`cognito-idp.\${resources.userPool.stack.region}.amazonaws.com/\${cfnUserPool.ref}\`;`;

function identityProviders(): Code {
  return code`cfnIdentityPool.cognitoIdentityProviders = [cfnUserPoolClient.ref, nativeAppClient.ref].map((clientId) => ({
    clientId,
    providerName,
  }));`;
}

function roleMappings(): Code[] {
  return [
    code`const byToken = (clientId: string) => ({
    type: 'Token',
    ambiguousRoleResolution: 'AuthenticatedRole',
    identityProvider: \`\${providerName}:\${clientId}\`,
  });`,
    code`cfnIdentityPoolRoleAttachment.roleMappings = {
    WebAppClient: byToken(cfnUserPoolClient.ref),
    NativeAppClient: byToken(nativeAppClient.ref),
  };`,
  ];
}

function facts(gen1: CognitoResources) {
  const client = clientFacts(gen1.nativeClient ?? {});
  return {
    validity: client.RefreshTokenValidity as { amount: number; unit: string },
    secret: client.GenerateSecret,
    read: client.ReadAttributes,
    write: client.WriteAttributes,
    oauth: client.OAuth,
  };
}
