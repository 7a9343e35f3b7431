import { type JsonNode, at, itemsOf } from '../../../src/core/json.js';
import { type AuthMode } from '../settings.js';
import { type AuthConfig, type AuthProvider, type AuthType, type CliInputs } from './inputs.js';

/** The modes that one place names. */
export interface Modes {
  readonly defaultMode: AuthMode;
  readonly additionalModes: readonly AuthMode[];
}

/** The modes of cli-inputs.json; null when it names no default. */
export function modesOfCli(
  value: CliInputs['serviceConfiguration'],
  node: JsonNode | undefined,
): Modes | null {
  const standard = at(node, 'defaultAuthType');
  if (!value.defaultAuthType || standard === undefined) return null;
  const items = itemsOf(at(node, 'additionalAuthTypes'));
  return {
    defaultMode: ofAuthType(value.defaultAuthType, standard),
    additionalModes: (value.additionalAuthTypes ?? []).map((mode, index) =>
      ofAuthType(mode, items[index] ?? standard),
    ),
  };
}

/** The modes of `output.authConfig` in backend-config.json, where Gen 1 had them before cli-inputs.json. */
export function modesOfConfig(value: AuthConfig, node: JsonNode): Modes | null {
  const standard = at(node, 'defaultAuthentication');
  if (!value.defaultAuthentication || standard === undefined) return null;
  const items = itemsOf(at(node, 'additionalAuthenticationProviders'));
  return {
    defaultMode: ofProvider(value.defaultAuthentication, standard),
    additionalModes: (value.additionalAuthenticationProviders ?? []).map((mode, index) =>
      ofProvider(mode, items[index] ?? standard),
    ),
  };
}

/** `output.securityType`, the form before there was more than one mode. */
export function modesOfSecurityType(type: string, node: JsonNode): Modes | null {
  const origin = node.origin;
  switch (type) {
    case 'API_KEY':
      return {
        defaultMode: { kind: 'apiKey', expiresInDays: null, description: null, origin },
        additionalModes: [],
      };
    case 'AWS_IAM':
      return { defaultMode: { kind: 'iam', origin }, additionalModes: [] };
    case 'AMAZON_COGNITO_USER_POOLS':
      return { defaultMode: { kind: 'userPools', origin }, additionalModes: [] };
    default:
      return null;
  }
}

/** Whether two places name the same modes with the same settings. */
export function sameModes(a: Modes, b: Modes): boolean {
  return modeText(a.defaultMode) === modeText(b.defaultMode) && additional(a) === additional(b);
}

function additional({ additionalModes }: Modes): string {
  return additionalModes.map(modeText).sort().join('\n');
}

function modeText(mode: AuthMode): string {
  return JSON.stringify({ ...mode, origin: null });
}

function ofAuthType(value: AuthType, { origin }: JsonNode): AuthMode {
  switch (value.mode) {
    case 'API_KEY':
      return {
        kind: 'apiKey',
        expiresInDays: value.expirationTime ?? null,
        description: value.keyDescription ?? null,
        origin,
      };
    case 'AWS_IAM':
      return { kind: 'iam', origin };
    case 'AMAZON_COGNITO_USER_POOLS':
      return { kind: 'userPools', origin };
    case 'OPENID_CONNECT':
      return {
        kind: 'oidc',
        providerName: value.openIDProviderName ?? '',
        issuer: value.openIDIssuerURL,
        clientId: value.openIDClientID ?? null,
        authTtl: value.openIDAuthTTL ?? null,
        issueTtl: value.openIDIatTTL ?? null,
        origin,
      };
    case 'AWS_LAMBDA':
      return {
        kind: 'lambda',
        functionName: value.lambdaFunction,
        ttlSeconds: value.ttlSeconds ?? null,
        origin,
      };
  }
}

function ofProvider(value: AuthProvider, { origin }: JsonNode): AuthMode {
  switch (value.authenticationType) {
    case 'API_KEY':
      return {
        kind: 'apiKey',
        expiresInDays: value.apiKeyConfig?.apiKeyExpirationDays ?? null,
        description: value.apiKeyConfig?.description ?? null,
        origin,
      };
    case 'AWS_IAM':
      return { kind: 'iam', origin };
    case 'AMAZON_COGNITO_USER_POOLS':
      return { kind: 'userPools', origin };
    case 'OPENID_CONNECT': {
      const { name, issuerUrl, clientId, authTTL, iatTTL } = value.openIDConnectConfig;
      return {
        kind: 'oidc',
        providerName: name ?? '',
        issuer: issuerUrl,
        clientId: clientId ?? null,
        authTtl: authTTL ?? null,
        issueTtl: iatTTL ?? null,
        origin,
      };
    }
    case 'AWS_LAMBDA': {
      const { lambdaFunction, ttlSeconds } = value.lambdaAuthorizerConfig;
      return { kind: 'lambda', functionName: lambdaFunction, ttlSeconds: ttlSeconds ?? null, origin };
    }
  }
}
