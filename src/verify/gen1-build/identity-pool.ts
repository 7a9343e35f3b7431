import { type Json } from '../../core/json.js';
import { type Resource } from '../template.js';
import { type Config } from './config.js';

/** Providers of direct federation, and the setting that holds the application's id there. */
const LOGIN_PROVIDERS: Readonly<Record<string, string>> = {
  'graph.facebook.com': 'facebookAppId',
  'accounts.google.com': 'googleClientId',
  'www.amazon.com': 'amazonAppId',
  'appleid.apple.com': 'appleAppId',
};

export function identityPool(config: Config): Record<string, Resource> {
  const federated = config.list('authProviders');
  // Google alone is an OpenID provider when there are audiences.
  const onlyOpenId =
    federated.length === 1 && federated[0] === 'accounts.google.com' && config.get('audiences') !== undefined;
  const providers = onlyOpenId
    ? []
    : federated.filter((provider) => Object.hasOwn(LOGIN_PROVIDERS, provider));
  const audiences = config.list('audiences');
  const mapped =
    config.hasPool && (config.flag('userPoolGroups') || config.list('userPoolGroupList').length > 0);
  return {
    ...(audiences.length > 0 && {
      OpenIdLambdaInputs: {
        Type: 'Custom::LambdaCallout',
        Properties: { clientIdList: audiences.join(','), url: 'https://accounts.google.com' },
      },
    }),
    IdentityPool: {
      Type: 'AWS::Cognito::IdentityPool',
      Properties: {
        IdentityPoolName: `${config.text('identityPoolName')}__${config.env}`,
        AllowUnauthenticatedIdentities: config.flag('allowUnauthenticatedIdentities'),
        ...(config.hasPool && {
          CognitoIdentityProviders: CLIENTS.map((id) => ({
            ClientId: { Ref: id },
            ProviderName: OWN_PROVIDER,
          })),
        }),
        ...(providers.length > 0 && {
          SupportedLoginProviders: Object.fromEntries(
            providers.map((provider) => [provider, config.get(LOGIN_PROVIDERS[provider] ?? '') ?? '']),
          ),
        }),
        ...(audiences.length > 0 && {
          OpenIdConnectProviderARNs: [{ 'Fn::GetAtt': ['OpenIdLambdaInputs', 'providerArn'] }],
        }),
      },
    },
    IdentityPoolRoleMap: {
      Type: 'AWS::Cognito::IdentityPoolRoleAttachment',
      Properties: {
        IdentityPoolId: { Ref: 'IdentityPool' },
        Roles: { authenticated: { Ref: 'authRoleArn' }, unauthenticated: { Ref: 'unauthRoleArn' } },
        ...(mapped && { RoleMappings: Object.fromEntries(CLIENTS.map((id) => [id, roleMapping(id)])) }),
      },
    },
  };
}

const CLIENTS = ['UserPoolClient', 'UserPoolClientWeb'];
const OWN_PROVIDER: Json = { 'Fn::Sub': 'cognito-idp.${AWS::Region}.amazonaws.com/${UserPool}' };

function roleMapping(clientId: string): Json {
  return {
    Type: 'Token',
    AmbiguousRoleResolution: 'AuthenticatedRole',
    IdentityProvider: { 'Fn::Sub': `cognito-idp.\${AWS::Region}.amazonaws.com/\${UserPool}:\${${clientId}}` },
  };
}
