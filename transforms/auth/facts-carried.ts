import { type Disposition } from '../../src/core/ledger.js';
import { type DefineAuthProps } from './gen2-cognito.js';
import { OVERRIDES_PATH } from './overrides-module.js';
import { type FactPath, type SetBack } from './parity.js';

export const RESOURCE_PATH = 'amplify/auth/resource.ts';

/** The argument of `defineAuth` that says a fact, when these arguments have it. */
const ARGUMENTS: { readonly [P in FactPath]?: (props: DefineAuthProps) => string | null } = {
  'UserPool.UsernameAttributes': () => 'loginWith',
  'UserPool.EmailVerificationMessage': ({ email }) =>
    email?.body == null ? null : 'loginWith.email.verificationEmailBody',
  'UserPool.EmailVerificationSubject': ({ email }) =>
    email?.subject == null ? null : 'loginWith.email.verificationEmailSubject',
  'UserPool.SmsVerificationMessage': ({ phone }) =>
    phone?.message == null ? null : 'loginWith.phone.verificationMessage',
  'UserPool.SmsAuthenticationMessage': ({ multifactor }) =>
    multifactor?.sms?.message == null ? null : 'multifactor.sms.smsMessage',
  'UserPool.SmsConfiguration': ({ smsSender }) => (smsSender ? 'senders.sms' : null),
  'UserPool.MfaConfiguration': ({ multifactor }) => (multifactor ? 'multifactor.mode' : null),
  'UserPool.EnabledMfas': ({ multifactor }) => (multifactor ? 'multifactor' : null),
  'UserPool.Schema': ({ userAttributes }) =>
    Object.keys(userAttributes).length > 0 ? 'userAttributes' : 'loginWith',
  'Client.OAuth': ({ externalProviders }) => (externalProviders ? 'loginWith.externalProviders' : null),
};

/** How a fact reached Gen 2: set back by CDK, said by an argument, or the same by default. */
export function carriedBy(
  props: DefineAuthProps,
  setBacks: readonly SetBack[],
): (path: FactPath) => Disposition {
  const overridden = new Map(setBacks.map((setBack) => [setBack.fact, setBack]));
  return (path) => {
    const setBack = overridden.get(path);
    if (setBack) {
      return {
        kind: 'override',
        target: { path: OVERRIDES_PATH, property: `${setBack.resource} (${path})` },
      };
    }
    if (path === 'NativeClient') {
      return { kind: 'override', target: { path: OVERRIDES_PATH, property: 'nativeAppClient' } };
    }
    const argument = ARGUMENTS[path]?.(props) ?? null;
    if (argument !== null) return { kind: 'exact', target: { path: RESOURCE_PATH, property: argument } };
    return { kind: 'default', because: 'defineAuth does the same' };
  };
}
