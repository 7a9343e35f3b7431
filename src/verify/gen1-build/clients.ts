import { items, record } from '../facts/normal.js';
import { type JsonObject, type Resource } from '../template.js';
import { type Config } from './config.js';

const OAUTH = ['AllowedOAuthFlows', 'AllowedOAuthScopes', 'CallbackURLs', 'LogoutURLs'];

export function client(config: Config, name: string, more: JsonObject): Resource {
  const metadata = config.json('oAuthMetadata');
  const oAuth = metadata === undefined ? undefined : record(metadata);
  const providers = items(config.json('hostedUIProviderMeta')).map(
    (meta) => record(meta)['ProviderName'] ?? null,
  );
  return {
    Type: 'AWS::Cognito::UserPoolClient',
    Properties: {
      ClientName: name,
      UserPoolId: { Ref: 'UserPool' },
      RefreshTokenValidity: config.get('userpoolClientRefreshTokenValidity') ?? 30,
      TokenValidityUnits: { RefreshToken: 'days' },
      ...(config.flag('userpoolClientSetAttributes') && {
        ReadAttributes: config.list('userpoolClientReadAttributes'),
        WriteAttributes: config.list('userpoolClientWriteAttributes'),
      }),
      ...(oAuth !== undefined && {
        ...Object.fromEntries(OAUTH.flatMap((key) => (key in oAuth ? [[key, oAuth[key] ?? null]] : []))),
        AllowedOAuthFlowsUserPoolClient: true,
        SupportedIdentityProviders: [...providers, 'COGNITO'],
      }),
      ...more,
    },
  };
}

/** What functions of the deployment do, told to them by custom resources. */
export function callouts(config: Config): Record<string, Resource> {
  const callout = (properties: JsonObject): Resource => ({
    Type: 'Custom::LambdaCallout',
    Properties: properties,
  });
  const domain = config.text('hostedUIDomainName');
  const providers = config.json('hostedUIProviderMeta');
  return {
    ...(domain !== '' && {
      HostedUICustomResourceInputs: callout({ hostedUIDomainName: `${domain}-${config.env}` }),
    }),
    ...(providers !== undefined && {
      HostedUIProvidersCustomResourceInputs: callout({ hostedUIProviderMeta: JSON.stringify(providers) }),
    }),
    ...(!config.useEnabledMfas &&
      config.mfa !== 'OFF' && {
        MFALambdaInputs: callout({
          mfaConfiguration: config.mfa,
          totpEnabled: config.list('mfaTypes').includes('TOTP'),
          smsAuthenticationMessage: config.get('smsAuthenticationMessage') ?? '',
        }),
      }),
  };
}
