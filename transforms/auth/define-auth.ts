import {
  type Code,
  type Entry,
  ModuleText,
  array,
  code,
  identifier,
  literal,
  object,
  template,
} from '../../src/emit/code.js';
import { CODE_PLACEHOLDER } from './choose-props.js';
import { type DefineAuthProps, type ExternalProviders, type SocialProvider } from './gen2-cognito.js';
import { STANDARD_ATTRIBUTES } from './standard-attributes.js';

/** What the triggers of the pool add to `defineAuth`. */
export interface TriggerParts {
  readonly triggers: readonly {
    readonly event: string;
    readonly exportName: string;
    readonly importFrom: string;
  }[];
  /** `access`: functions and the verbs that they may use on the user pool. */
  readonly access: readonly {
    readonly exportName: string;
    readonly importFrom: string;
    readonly actions: readonly string[];
  }[];
}

/** The secrets that a social provider needs, by the property of `externalProviders` that takes each. */
export const PROVIDER_SECRETS = {
  google: { clientId: 'GOOGLE_CLIENT_ID', clientSecret: 'GOOGLE_CLIENT_SECRET' },
  facebook: { clientId: 'FACEBOOK_CLIENT_ID', clientSecret: 'FACEBOOK_CLIENT_SECRET' },
  loginWithAmazon: {
    clientId: 'LOGIN_WITH_AMAZON_CLIENT_ID',
    clientSecret: 'LOGIN_WITH_AMAZON_CLIENT_SECRET',
  },
  signInWithApple: {
    clientId: 'SIGN_IN_WITH_APPLE_CLIENT_ID',
    keyId: 'SIGN_IN_WITH_APPLE_KEY_ID',
    privateKey: 'SIGN_IN_WITH_APPLE_PRIVATE_KEY',
    teamId: 'SIGN_IN_WITH_APPLE_TEAM_ID',
  },
} as const satisfies Record<SocialProvider['kind'], Record<string, string>>;

/** The text of amplify/auth/resource.ts. */
export function defineAuthModule(props: DefineAuthProps, parts: TriggerParts): string {
  const module = new ModuleText();
  const defineAuth = module.use('defineAuth', '@aws-amplify/backend');
  const argument = object([
    ['loginWith', loginWith(props, module)],
    props.multifactor && ['multifactor', multifactor(props.multifactor)],
    Object.keys(props.userAttributes).length === 0 ? null : ['userAttributes', userAttributes(props)],
    props.smsSender
      ? ['senders', object([['sms', code`{}`, 'Lets the user pool send SMS, through a role of its own.']])]
      : null,
    props.groups.length === 0
      ? null
      : ['groups', literal([...props.groups]), 'In order of precedence, the strongest first.'],
    parts.triggers.length === 0 ? null : ['triggers', triggers(parts, module)],
    parts.access.length === 0 ? null : ['access', access(parts, module)],
  ]);
  module.add(code`export const auth = ${defineAuth}(${argument});`);
  return module.toString();
}

function loginWith(props: DefineAuthProps, module: ModuleText): Code {
  return object([
    props.email && ['email', email(props.email)],
    props.phone && ['phone', phone(props.phone)],
    props.externalProviders && ['externalProviders', externalProviders(props.externalProviders, module)],
  ]);
}

function email({ subject, body }: NonNullable<DefineAuthProps['email']>): Code {
  if (subject === null && body === null) return literal(true);
  return object([
    ['verificationEmailStyle', literal('CODE')],
    subject === null ? null : ['verificationEmailSubject', literal(subject)],
    body === null ? null : ['verificationEmailBody', withCode(body)],
  ]);
}

function phone({ message }: NonNullable<DefineAuthProps['phone']>): Code {
  return message === null ? literal(true) : object([['verificationMessage', withCode(message)]]);
}

/** A text with a place for the code, as the function that defineAuth takes. */
function withCode(text: string): Code {
  return code`(createCode) => ${template(text, CODE_PLACEHOLDER, code`createCode()`)}`;
}

function multifactor({ mode, sms, totp }: NonNullable<DefineAuthProps['multifactor']>): Code {
  return object([
    ['mode', literal(mode)],
    sms && ['sms', sms.message === null ? literal(true) : object([['smsMessage', withCode(sms.message)]])],
    ['totp', literal(totp)],
  ]);
}

function userAttributes(props: DefineAuthProps): Code {
  return object(
    Object.entries(props.userAttributes).map(([name, { required, mutable }]): Entry => [
      name,
      code`{ required: ${literal(required)}, mutable: ${literal(mutable)} }`,
    ]),
  );
}

function externalProviders(external: ExternalProviders, module: ModuleText): Code {
  return object([
    ...external.providers.map((provider): Entry => [provider.kind, socialProvider(provider, module)]),
    external.scopes.length === 0 ? null : ['scopes', literal([...external.scopes])],
    ['callbackUrls', literal([...external.callbackUrls])],
    ['logoutUrls', literal([...external.logoutUrls])],
  ]);
}

function socialProvider(provider: SocialProvider, module: ModuleText): Code {
  const secret = module.use('secret', '@aws-amplify/backend');
  return object([
    ...Object.entries(PROVIDER_SECRETS[provider.kind]).map(([property, name]): Entry => [
      property,
      code`${secret}(${literal(name)})`,
    ]),
    provider.scopes.length === 0 ? null : ['scopes', literal([...provider.scopes])],
    Object.keys(provider.attributeMapping).length === 0
      ? null
      : ['attributeMapping', attributeMapping(provider)],
  ]);
}

/** Cognito's own attribute `username` and custom attributes go below `custom`. */
function attributeMapping({ attributeMapping: mapping }: SocialProvider): Code {
  const entries = Object.entries(mapping);
  const custom = entries.filter(([name]) => !STANDARD_ATTRIBUTES.isStandard(name));
  return object([
    ...entries
      .filter(([name]) => STANDARD_ATTRIBUTES.isStandard(name))
      .map(([name, claim]): Entry => [STANDARD_ATTRIBUTES.cdkName(name), literal(claim)]),
    custom.length === 0 ? null : ['custom', literal(Object.fromEntries(custom))],
  ]);
}

function triggers({ triggers: list }: TriggerParts, module: ModuleText): Code {
  const lines = list.map(({ event, exportName, importFrom }) => {
    const name = module.use(exportName, importFrom);
    return event === exportName ? `${name},` : `${identifier(event)}: ${name},`;
  });
  return `{\n${lines.join('\n')}\n}` as Code;
}

function access({ access: list }: TriggerParts, module: ModuleText): Code {
  const rules = list.map(({ exportName, importFrom, actions }) => {
    const name = module.use(exportName, importFrom);
    return code`allow.resource(${name}).to(${literal([...actions])})`;
  });
  return code`(allow) => ${array(rules)}`;
}
