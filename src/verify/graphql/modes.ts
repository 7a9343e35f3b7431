import { type Json } from '../../core/json.js';
import { type Deployment } from '../facts/deployment.js';
import { items, record, textOf } from '../facts/normal.js';
import { GEN1_USER_POOL } from './gen1-names.js';
import { functionOf } from './resolvers.js';
import { type ResolvedResource } from '../resolve.js';

/** AppSync's own names. */
export const AUTHENTICATION_TYPES = [
  'API_KEY',
  'AMAZON_COGNITO_USER_POOLS',
  'AWS_IAM',
  'OPENID_CONNECT',
  'AWS_LAMBDA',
] as const;
export type AuthenticationType = (typeof AUTHENTICATION_TYPES)[number];

/** One way to be authenticated, with settings in one form for both generations. */
export interface ModeFacts {
  readonly type: AuthenticationType;
  readonly settings: Readonly<Record<string, Json>>;
}

/** The authorization modes of an API; the default one comes first. */
export function modesOf(api: ResolvedResource, deployment: Deployment): ModeFacts[] {
  return [api.properties, ...items(api.properties['AdditionalAuthenticationProviders']).map(record)].flatMap(
    (provider): ModeFacts[] => {
      const type = AUTHENTICATION_TYPES.find((name) => name === provider['AuthenticationType']);
      return type === undefined ? [] : [{ type, settings: settingsOf(type, provider, deployment) }];
    },
  );
}

function settingsOf(
  type: AuthenticationType,
  provider: Readonly<Record<string, Json>>,
  deployment: Deployment,
): Record<string, Json> {
  const keys = deployment.ofType('AWS::AppSync::ApiKey');
  switch (type) {
    case 'API_KEY':
      return { keys: keys.map(({ properties }) => apiKey(properties)) };
    case 'OPENID_CONNECT': {
      const { Issuer = '', ClientId = null, AuthTTL, IatTTL } = record(provider['OpenIDConnectConfig']);
      // AppSync reads 0 as no limit.
      return { issuer: Issuer, clientId: ClientId, authTtl: AuthTTL ?? 0, issueTtl: IatTTL ?? 0 };
    }
    case 'AWS_LAMBDA': {
      const config = record(provider['LambdaAuthorizerConfig']);
      const validation = config['IdentityValidationExpression'] ?? null;
      return {
        function: functionOf(config['AuthorizerUri'], deployment),
        ttlSeconds: config['AuthorizerResultTtlInSeconds'] ?? null,
        validation,
      };
    }
    case 'AMAZON_COGNITO_USER_POOLS': {
      const config = record(provider['UserPoolConfig']);
      const { AppIdClientRegex = null, DefaultAction = 'ALLOW' } = config;
      const userPool = poolOf(textOf(config['UserPoolId']), deployment);
      return { userPool, clients: AppIdClientRegex, defaultAction: DefaultAction };
    }
    case 'AWS_IAM':
      return {};
  }
}

/** The pool of auth has another id in each deployment; one that is referenced is not among the resources. */
function poolOf(id: string, deployment: Deployment): string {
  const isOfAuth =
    id === '${UserPool}' || id === GEN1_USER_POOL || deployment.named('UserPool') === undefined;
  return isOfAuth ? 'that of auth' : id;
}

const SECONDS_A_DAY = 86_400;

/** The time at which a key expires is counted from the synthesis. */
function apiKey(properties: Readonly<Record<string, Json>>): Json {
  const seconds = Number(textOf(properties['Expires']) || properties['Expires']);
  const days = Math.round((seconds - Date.now() / 1000) / SECONDS_A_DAY);
  return { days, description: properties['Description'] ?? null };
}
