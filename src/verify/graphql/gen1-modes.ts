import { type Json } from '../../core/json.js';
import { items, record, textOf } from '../facts/normal.js';
import { type Gen1Mode } from './gen1-input.js';

type JsonRecord = Readonly<Record<string, Json>>;

/** The modes of authorization of an API. */
export interface Gen1Modes {
  readonly defaultMode: Gen1Mode;
  readonly additionalModes: readonly Gen1Mode[];
}

/**
 * `serviceConfiguration` of cli-inputs.json; projects from before that document have their modes in
 * backend-config.json, as AppSync calls them. What neither names is an API key, as `amplify add api` proposes.
 */
export function gen1Modes(service: JsonRecord, output: JsonRecord): Gen1Modes {
  const older = record(output['authConfig']);
  if (service['defaultAuthType'] === undefined && older['defaultAuthentication'] !== undefined) {
    return {
      defaultMode: ofProvider(record(older['defaultAuthentication'])),
      additionalModes: items(older['additionalAuthenticationProviders']).map((one) =>
        ofProvider(record(one)),
      ),
    };
  }
  return {
    defaultMode: ofAuthType(record(service['defaultAuthType'])),
    additionalModes: items(service['additionalAuthTypes']).map((mode) => ofAuthType(record(mode))),
  };
}

function ofAuthType(mode: JsonRecord): Gen1Mode {
  switch (mode['mode']) {
    case 'AMAZON_COGNITO_USER_POOLS':
      return { kind: 'userPools' };
    case 'AWS_IAM':
      return { kind: 'iam' };
    case 'OPENID_CONNECT':
      return {
        kind: 'oidc',
        providerName: textOf(mode['openIDProviderName']),
        issuer: textOf(mode['openIDIssuerURL']),
        clientId: textOf(mode['openIDClientID']) || null,
        authTtl: numberOf(mode['openIDAuthTTL']),
        issueTtl: numberOf(mode['openIDIatTTL']),
      };
    case 'AWS_LAMBDA':
      return {
        kind: 'lambda',
        functionName: textOf(mode['lambdaFunction']),
        ttlSeconds: numberOf(mode['ttlSeconds']),
      };
    default:
      return {
        kind: 'apiKey',
        expiresInDays: numberOf(mode['expirationTime']),
        description: textOf(mode['keyDescription']) || null,
      };
  }
}

function ofProvider(provider: JsonRecord): Gen1Mode {
  const key = record(provider['apiKeyConfig']);
  const oidc = record(provider['openIDConnectConfig']);
  const lambda = record(provider['lambdaAuthorizerConfig']);
  return ofAuthType({
    mode: provider['authenticationType'] ?? null,
    expirationTime: key['apiKeyExpirationDays'] ?? null,
    keyDescription: key['description'] ?? null,
    openIDProviderName: oidc['name'] ?? null,
    openIDIssuerURL: oidc['issuerUrl'] ?? null,
    openIDClientID: oidc['clientId'] ?? null,
    openIDAuthTTL: oidc['authTTL'] ?? null,
    openIDIatTTL: oidc['iatTTL'] ?? null,
    lambdaFunction: lambda['lambdaFunction'] ?? null,
    ttlSeconds: lambda['ttlSeconds'] ?? null,
  });
}

/** Numbers are also written as strings. */
function numberOf(value: Json | undefined): number | null {
  return value === undefined || value === null || value === '' ? null : Number(value);
}
