import { type Json } from '../../core/json.js';
import { type JsonObject } from '../template.js';
import { attachedTo } from './attached.js';
import { type Deployment } from './deployment.js';
import { gen1Inputs, roleMapClients } from './gen1-custom-resources.js';
import { embedded, flag, items, record, set, textOf, without } from './normal.js';

/** The domain of the hosted UI; null when there is none. */
export function domainFacts(deployment: Deployment): Json {
  const [domain] = deployment.ofType('AWS::Cognito::UserPoolDomain');
  if (domain) return without(domain.properties, 'UserPoolId');
  const name = gen1Inputs(deployment, 'hostedUIDomainName')?.['hostedUIDomainName'];
  return name === undefined || name === '' ? null : { Domain: name };
}

/** Identity providers of the user pool by name. What identifies the application there is secret, and left out. */
export function identityProviderFacts(deployment: Deployment): JsonObject {
  const providers = deployment
    .ofType('AWS::Cognito::UserPoolIdentityProvider')
    .map(({ properties }) => properties);
  const gen1 = items(
    embedded(gen1Inputs(deployment, 'hostedUIProviderMeta')?.['hostedUIProviderMeta'] ?? '[]'),
  ).map((item) => {
    const meta = record(item);
    const name = meta['ProviderName'] ?? null;
    const scopes = meta['authorize_scopes'];
    return {
      ProviderName: name,
      ProviderType: name,
      AttributeMapping: meta['AttributeMapping'] ?? {},
      ProviderDetails: scopes === undefined ? {} : { authorize_scopes: scopes },
    };
  });
  return Object.fromEntries(
    [...providers, ...gen1].map((provider): [string, Json] => {
      const details = record(provider.ProviderDetails);
      return [
        textOf(provider.ProviderName),
        {
          ...without(provider, 'UserPoolId', 'ProviderName'),
          AttributeMapping: record(provider.AttributeMapping),
          ProviderDetails: {
            ...without(details, ...APPLICATION),
            // Facebook separates scopes by commas, the others by spaces.
            authorize_scopes: set(
              textOf(details['authorize_scopes'])
                .split(/[\s,]+/)
                .filter(Boolean),
            ),
          },
        },
      ];
    }),
  );
}

const APPLICATION = ['client_id', 'client_secret', 'team_id', 'key_id', 'private_key'];

/** The identity pool with what may sign in to it; null when there is none. */
export function identityPoolFacts(deployment: Deployment): Json {
  const pool = deployment.named('IdentityPool');
  if (!pool) return null;
  const { properties } = pool;
  return {
    ...without(properties, 'CognitoIdentityProviders'),
    AllowUnauthenticatedIdentities: flag(properties['AllowUnauthenticatedIdentities'], false),
    AllowClassicFlow: flag(properties['AllowClassicFlow'], false),
    CognitoIdentityProviders: Object.fromEntries(
      items(properties['CognitoIdentityProviders']).map((item): [string, Json] => {
        const provider = record(item);
        return [
          clientOf(`${textOf(provider['ProviderName'])}:${textOf(provider['ClientId'])}`),
          { ServerSideTokenCheck: flag(provider['ServerSideTokenCheck'], false) },
        ];
      }),
    ),
    SupportedLoginProviders: loginProviders(properties['SupportedLoginProviders']),
    OpenIdConnectProviderARNs: Object.fromEntries(
      items(properties['OpenIdConnectProviderARNs']).map((arn) => openIdProvider(arn, deployment)),
    ),
    SamlProviderARNs: set(properties['SamlProviderARNs']),
    Attached: attachedTo('IdentityPool', deployment),
  };
}

const OWN_PROVIDER =
  /^cognito-idp\.\$\{AWS::Region\}\.(?:amazonaws\.com|\$\{AWS::URLSuffix\})\/\$\{UserPool\}:\$\{UserPoolClient\.(.+)\}$/;

/** The role of the client that a provider stands for; another provider stays as it is. */
function clientOf(provider: string): string {
  return OWN_PROVIDER.exec(provider)?.[1] ?? provider;
}

/** The application's id at each provider; one that comes from a secret is only known at deployment. */
function loginProviders(given: Json | undefined): JsonObject {
  return Object.fromEntries(
    Object.entries(record(given)).map(([provider, id]) => [
      provider,
      textOf(id).startsWith('${') ? 'a secret' : id,
    ]),
  );
}

/** The applications of a provider that the deployment refers to, and does not make. */
export const AS_THE_ACCOUNT_HAS_IT = 'as the account has it';

/** A provider of OpenID Connect with the applications it knows; there is one for each URL in an account. */
function openIdProvider(arn: Json, deployment: Deployment): [url: string, facts: Json] {
  const properties = deployment.at(arn)?.properties;
  if (properties === undefined) {
    return [textOf(arn).replace(/^.*:oidc-provider\//, ''), { ClientIdList: AS_THE_ACCOUNT_HAS_IT }];
  }
  const ids = properties['ClientIdList'] ?? properties['ClientIDList'] ?? properties['clientIdList'];
  return [
    textOf(properties['Url'] ?? properties['url']).replace(/^https:\/\//, ''),
    { ClientIdList: set(typeof ids === 'string' ? ids.split(',') : ids) },
  ];
}

/** Which role an identity gets, by the client that it signed in with. */
export function roleMappingFacts(deployment: Deployment): JsonObject {
  const attachments = deployment
    .ofType('AWS::Cognito::IdentityPoolRoleAttachment')
    .filter(({ properties }) => properties['IdentityPoolId'] === '${IdentityPool}');
  const byCallout = roleMapClients(deployment).map((client): [string, Json] => [
    client,
    { AmbiguousRoleResolution: 'AuthenticatedRole', Type: 'Token' },
  ]);
  return Object.fromEntries([
    ...byCallout,
    ...attachments.flatMap(({ properties }) =>
      Object.entries(record(properties['RoleMappings'])).map(([key, item]): [string, Json] => {
        const mapping = record(item);
        return [clientOf(textOf(mapping['IdentityProvider']) || key), without(mapping, 'IdentityProvider')];
      }),
    ),
  ]);
}
