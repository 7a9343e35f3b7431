import {
  type CognitoResources,
  type OAuthFacts,
  type UserPoolFacts,
  clientFacts,
  userPoolFacts,
} from './cognito.js';
import {
  type DefineAuthProps,
  type ExternalProviders,
  type Multifactor,
  OAUTH_SCOPES,
  type OAuthScope,
  PROVIDER_NAMES,
  type SocialProvider,
} from './gen2-cognito.js';
import { type SocialProviderMeta } from './inputs.js';
import { STANDARD_ATTRIBUTES } from './standard-attributes.js';

/** Gen 1's facts that are no property of one of the compared resources. */
export interface HostedUi {
  readonly domain: string | null;
  readonly providers: readonly SocialProviderMeta[];
}

/**
 * The arguments of `defineAuth` that say most of what Gen 1 deployed. Whatever they can't say is left to the
 * comparison in parity.ts, so nothing has to be complete here; it has to be what a person would write.
 */
export function chooseProps(
  gen1: CognitoResources,
  hostedUi: HostedUi,
  groups: readonly string[],
): DefineAuthProps {
  const pool = userPoolFacts(gen1.userPool ?? {});
  const oauth = clientFacts(gen1.webClient ?? {}).OAuth;
  const login = loginAttributes(pool);
  const multifactor = chooseMultifactor(pool, login);
  return {
    email: login.includes('email') ? emailLogin(pool) : null,
    phone: login.includes('phone_number') ? { message: codeText(pool.SmsVerificationMessage) } : null,
    externalProviders: chooseExternalProviders(oauth, hostedUi),
    multifactor,
    userAttributes: chooseUserAttributes(pool, login),
    smsSender: pool.SmsConfiguration && !login.includes('phone_number') && !multifactor?.sms,
    groups,
  };
}

/**
 * `defineAuth` needs e-mail or phone as a login. A pool with user names or aliases takes the one that it
 * verifies, and parity.ts sets the sign-in back to what it was.
 */
function loginAttributes(pool: UserPoolFacts): readonly string[] {
  if (pool.UsernameAttributes.length > 0) return pool.UsernameAttributes;
  const onlyPhone =
    pool.AutoVerifiedAttributes.includes('phone_number') && !pool.AutoVerifiedAttributes.includes('email');
  return [onlyPhone ? 'phone_number' : 'email'];
}

/** The placeholder without which `defineAuth` refuses a text. */
export const CODE_PLACEHOLDER = '{####}';

function codeText(text: string | null): string | null {
  return text?.includes(CODE_PLACEHOLDER) === true ? text : null;
}

function emailLogin(pool: UserPoolFacts): DefineAuthProps['email'] {
  return { subject: pool.EmailVerificationSubject, body: codeText(pool.EmailVerificationMessage) };
}

/** `defineAuth` refuses MFA without SMS beside a login by phone; parity.ts then takes SMS out again. */
function chooseMultifactor(pool: UserPoolFacts, login: readonly string[]): Multifactor | null {
  if (pool.MfaConfiguration === 'OFF') return null;
  const sms = pool.EnabledMfas.includes('SMS_MFA');
  const totp = pool.EnabledMfas.includes('SOFTWARE_TOKEN_MFA');
  if (!sms && !totp) return null;
  return {
    mode: pool.MfaConfiguration === 'ON' ? 'REQUIRED' : 'OPTIONAL',
    sms: sms || login.includes('phone_number') ? { message: codeText(pool.SmsAuthenticationMessage) } : null,
    totp,
  };
}

function chooseUserAttributes(
  pool: UserPoolFacts,
  login: readonly string[],
): DefineAuthProps['userAttributes'] {
  const attributes: Record<string, { required: boolean; mutable: boolean }> = {};
  for (const [name, fact] of Object.entries(pool.Schema)) {
    if (
      !STANDARD_ATTRIBUTES.isStandard(name) ||
      fact === null ||
      typeof fact !== 'object' ||
      Array.isArray(fact)
    )
      continue;
    const required = fact['Required'] === true;
    const mutable = fact['Mutable'] !== false;
    const isLoginDefault = login.includes(name) && required && mutable;
    if (!isLoginDefault) attributes[STANDARD_ATTRIBUTES.cdkName(name)] = { required, mutable };
  }
  // defineAuth makes its logins required; Gen 1 left them optional unless it was told otherwise
  for (const name of login) {
    if (!Object.hasOwn(pool.Schema, name)) {
      attributes[STANDARD_ATTRIBUTES.cdkName(name)] = { required: false, mutable: true };
    }
  }
  return attributes;
}

const SCOPE_NAMES = new Map<string, OAuthScope>(
  (Object.entries(OAUTH_SCOPES) as [OAuthScope, string][]).map(([name, scope]) => [scope, name]),
);

/** Null when Gen 1 had neither a page nor a provider, or no URLs, which `externalProviders` insists on. */
function chooseExternalProviders(
  oauth: OAuthFacts | null,
  { domain, providers }: HostedUi,
): ExternalProviders | null {
  if (domain === null && providers.length === 0 && oauth === null) return null;
  if (!oauth || oauth.CallbackURLs.length === 0 || oauth.LogoutURLs.length === 0) return null;
  return {
    providers: providers.map(socialProvider).filter((provider) => provider !== null),
    scopes: oauth.AllowedOAuthScopes.map((scope) => SCOPE_NAMES.get(scope)).filter(
      (scope) => scope !== undefined,
    ),
    callbackUrls: oauth.CallbackURLs,
    logoutUrls: oauth.LogoutURLs,
  };
}

const PROVIDER_KINDS = new Map<string, SocialProvider['kind']>(
  (Object.entries(PROVIDER_NAMES) as [SocialProvider['kind'], string][]).map(([kind, name]) => [name, kind]),
);

/** Null for a provider that `externalProviders` does not know. */
export function socialProvider(meta: SocialProviderMeta): SocialProvider | null {
  const kind = PROVIDER_KINDS.get(meta.ProviderName);
  if (!kind) return null;
  return {
    kind,
    // Facebook separates its scopes with commas, the others with spaces; some projects mix both.
    scopes: (meta.authorize_scopes ?? '').split(/[\s,]+/).filter((scope) => scope !== ''),
    attributeMapping: meta.AttributeMapping ?? {},
  };
}
