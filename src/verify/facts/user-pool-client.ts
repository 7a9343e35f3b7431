import { type Json } from '../../core/json.js';
import { type JsonObject } from '../template.js';
import { amount, flag, record, set, textOf, without } from './normal.js';

/**
 * An app client, whose absent properties have the values that Cognito documents for them (Amazon Cognito API
 * reference, CreateUserPoolClient). Properties that this table does not know are kept as they are.
 */
export function userPoolClientFacts(properties: JsonObject): JsonObject {
  const units = record(properties['TokenValidityUnits']);
  return {
    ...without(properties, ...MERGED),
    GenerateSecret: flag(properties['GenerateSecret'], false),
    ExplicitAuthFlows: set(properties['ExplicitAuthFlows'] ?? DEFAULT_AUTH_FLOWS),
    PreventUserExistenceErrors: properties['PreventUserExistenceErrors'] ?? 'LEGACY',
    AccessTokenValidity: validity(
      properties['AccessTokenValidity'],
      units['AccessToken'] ?? 'hours',
      '1 hours',
    ),
    IdTokenValidity: validity(properties['IdTokenValidity'], units['IdToken'] ?? 'hours', '1 hours'),
    RefreshTokenValidity: validity(
      properties['RefreshTokenValidity'],
      units['RefreshToken'] ?? 'days',
      '30 days',
    ),
    AuthSessionValidity: amount(properties['AuthSessionValidity'], 3),
    EnableTokenRevocation: flag(properties['EnableTokenRevocation'], true),
    EnablePropagateAdditionalUserContextData: flag(
      properties['EnablePropagateAdditionalUserContextData'],
      false,
    ),
    ReadAttributes: properties['ReadAttributes'] === undefined ? 'all' : set(properties['ReadAttributes']),
    WriteAttributes: properties['WriteAttributes'] === undefined ? 'all' : set(properties['WriteAttributes']),
    OAuth: oAuth(properties),
  };
}

const OAUTH = [
  'AllowedOAuthFlowsUserPoolClient',
  'AllowedOAuthFlows',
  'AllowedOAuthScopes',
  'CallbackURLs',
  'LogoutURLs',
  'DefaultRedirectURI',
  'SupportedIdentityProviders',
];
const MERGED = ['UserPoolId', 'TokenValidityUnits', ...OAUTH];

const DEFAULT_AUTH_FLOWS = ['ALLOW_CUSTOM_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_SRP_AUTH'];

const UNIT_SECONDS: Readonly<Record<string, number>> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };

/** A duration in the largest unit that divides it, so that 1 day and 24 hours are equal. */
function validity(value: Json | undefined, unit: Json, absent: string): Json {
  const count = amount(value, 0);
  const seconds = typeof count === 'number' ? count * (UNIT_SECONDS[textOf(unit)] ?? NaN) : NaN;
  if (seconds === 0) return absent;
  if (Number.isNaN(seconds)) return `${JSON.stringify(value)} ${textOf(unit)}`;
  if (seconds % 86_400 === 0 && seconds > 86_400) return `${seconds / 86_400} days`;
  if (seconds % 3600 === 0) return `${seconds / 3600} hours`;
  return seconds % 60 === 0 ? `${seconds / 60} minutes` : `${seconds} seconds`;
}

/** Flows, scopes, URLs and providers only act on a client that may use the OAuth endpoints. */
function oAuth(properties: JsonObject): Json {
  if (!flag(properties['AllowedOAuthFlowsUserPoolClient'], false)) return 'off';
  return {
    AllowedOAuthFlows: set(properties['AllowedOAuthFlows']),
    AllowedOAuthScopes: set(properties['AllowedOAuthScopes']),
    CallbackURLs: set(properties['CallbackURLs']),
    LogoutURLs: set(properties['LogoutURLs']),
    DefaultRedirectURI: properties['DefaultRedirectURI'] ?? null,
    SupportedIdentityProviders: set(properties['SupportedIdentityProviders']),
  };
}
