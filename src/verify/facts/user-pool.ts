import { type Json } from '../../core/json.js';
import { type JsonObject } from '../template.js';
import { amount, flag, items, record, set, textOf, without } from './normal.js';

/**
 * A user pool, whose absent properties have the values that Cognito documents for them (Amazon Cognito API
 * reference, CreateUserPool and its types). Properties that this table does not know are kept as they are.
 */
export function userPoolFacts(properties: JsonObject, deletionPolicy: string | undefined): JsonObject {
  const mfaConfiguration = textOf(properties['MfaConfiguration']) || 'OFF';
  const sendsSms = properties['SmsConfiguration'] !== undefined;
  return {
    ...without(properties, ...SEPARATE),
    UsernameAttributes: set(properties['UsernameAttributes']),
    AliasAttributes: set(properties['AliasAttributes']),
    AutoVerifiedAttributes: set(properties['AutoVerifiedAttributes']),
    UsernameConfiguration: {
      CaseSensitive: flag(record(properties['UsernameConfiguration'])['CaseSensitive'], true),
    },
    UserAttributeUpdateSettings: {
      AttributesRequireVerificationBeforeUpdate: set(
        record(properties['UserAttributeUpdateSettings'])['AttributesRequireVerificationBeforeUpdate'],
      ),
    },
    MfaConfiguration: mfaConfiguration,
    // With MFA off, nobody can register a factor, whichever would be enabled.
    EnabledMfas:
      mfaConfiguration === 'OFF' ? [] : set(properties['EnabledMfas'] ?? (sendsSms ? ['SMS_MFA'] : [])),
    Policies: policies(record(properties['Policies'])),
    AccountRecoverySetting: accountRecovery(properties['AccountRecoverySetting']),
    AdminCreateUserConfig: adminCreateUser(record(properties['AdminCreateUserConfig'])),
    EmailConfiguration: {
      EmailSendingAccount: 'COGNITO_DEFAULT',
      ...record(properties['EmailConfiguration']),
    },
    ...messages(properties),
    SmsConfiguration: sendsSms
      ? without(record(properties['SmsConfiguration']), 'SnsCallerArn', 'ExternalId')
      : null,
    DeviceConfiguration: deviceConfiguration(properties['DeviceConfiguration']),
    UserPoolAddOns: { AdvancedSecurityMode: 'OFF', ...record(properties['UserPoolAddOns']) },
    UserPoolTier: properties['UserPoolTier'] ?? 'ESSENTIALS',
    DeletionProtection: properties['DeletionProtection'] ?? 'INACTIVE',
    DeletionPolicy: deletionPolicy ?? 'Delete',
    Schema: schema(properties['Schema']),
  };
}

/** Triggers are facts of their own; the messages are merged by `messages`. */
const SEPARATE = [
  'LambdaConfig',
  'EmailVerificationMessage',
  'EmailVerificationSubject',
  'SmsVerificationMessage',
  'VerificationMessageTemplate',
];

function policies(given: JsonObject): JsonObject {
  const password = record(given['PasswordPolicy']);
  // Without any policy a pool asks for all four kinds of characters; a policy asks for those that it names.
  const absent = given['PasswordPolicy'] === undefined;
  return {
    PasswordPolicy: {
      MinimumLength: amount(password['MinimumLength'], 8),
      RequireLowercase: flag(password['RequireLowercase'], absent),
      RequireNumbers: flag(password['RequireNumbers'], absent),
      RequireSymbols: flag(password['RequireSymbols'], absent),
      RequireUppercase: flag(password['RequireUppercase'], absent),
      TemporaryPasswordValidityDays: amount(password['TemporaryPasswordValidityDays'], 7),
      PasswordHistorySize: amount(password['PasswordHistorySize'], 0),
    },
    SignInPolicy: {
      AllowedFirstAuthFactors: set(record(given['SignInPolicy'])['AllowedFirstAuthFactors'] ?? ['PASSWORD']),
    },
  };
}

/** Ways of recovery, the preferred one first. Absent means the order of pools before the setting existed. */
function accountRecovery(setting: Json | undefined): Json {
  if (setting === undefined) return 'legacy';
  return items(record(setting)['RecoveryMechanisms'])
    .map(record)
    .sort((a, b) => Number(a['Priority']) - Number(b['Priority']))
    .map((mechanism) => mechanism['Name'] ?? null);
}

function adminCreateUser(config: JsonObject): JsonObject {
  return {
    // UnusedAccountValidityDays is the deprecated name of TemporaryPasswordValidityDays.
    ...config,
    AllowAdminCreateUserOnly: flag(config['AllowAdminCreateUserOnly'], false),
  };
}

const BY_COGNITO = 'as Cognito words it';

/** Gen 1 writes single properties, Gen 2 both those and a template; Cognito takes the template. */
function messages(properties: JsonObject): JsonObject {
  const template = record(properties['VerificationMessageTemplate']);
  const merged = {
    EmailMessage: template['EmailMessage'] ?? properties['EmailVerificationMessage'] ?? BY_COGNITO,
    EmailSubject: template['EmailSubject'] ?? properties['EmailVerificationSubject'] ?? BY_COGNITO,
    SmsMessage: template['SmsMessage'] ?? properties['SmsVerificationMessage'] ?? BY_COGNITO,
  };
  const contradictions = Object.fromEntries(
    (
      [
        ['EmailVerificationMessage', merged.EmailMessage],
        ['EmailVerificationSubject', merged.EmailSubject],
        ['SmsVerificationMessage', merged.SmsMessage],
      ] as const
    ).flatMap(([name, text]): [string, Json][] => {
      const single = properties[name];
      return single === undefined || single === text ? [] : [[name, single]];
    }),
  );
  return {
    ...contradictions,
    VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_CODE', ...template, ...merged },
    SmsAuthenticationMessage: properties['SmsAuthenticationMessage'] ?? BY_COGNITO,
  };
}

function deviceConfiguration(given: Json | undefined): Json {
  if (given === undefined) return null;
  const config = record(given);
  return {
    ChallengeRequiredOnNewDevice: flag(config['ChallengeRequiredOnNewDevice'], false),
    DeviceOnlyRememberedOnUserPrompt: flag(config['DeviceOnlyRememberedOnUserPrompt'], false),
  };
}

const STANDARD_ATTRIBUTES: ReadonlySet<string> = new Set([
  'address',
  'birthdate',
  'email',
  'email_verified',
  'family_name',
  'gender',
  'given_name',
  'locale',
  'middle_name',
  'name',
  'nickname',
  'phone_number',
  'phone_number_verified',
  'picture',
  'preferred_username',
  'profile',
  'sub',
  'updated_at',
  'website',
  'zoneinfo',
]);

/** Attributes by name. A standard attribute that is as every pool has it says nothing. */
function schema(given: Json | undefined): JsonObject {
  const attributes = items(given).map((item): [string, JsonObject] => {
    const attribute = record(item);
    const name = textOf(attribute['Name']);
    const standard = STANDARD_ATTRIBUTES.has(name);
    const facts = {
      AttributeDataType: attribute['AttributeDataType'] ?? 'String',
      Required: flag(attribute['Required'], false),
      Mutable: flag(attribute['Mutable'], standard),
      DeveloperOnlyAttribute: flag(attribute['DeveloperOnlyAttribute'], false),
      ...constraints(attribute),
    };
    return [standard || name.includes(':') ? name : `custom:${name}`, facts];
  });
  return Object.fromEntries(
    attributes.filter(([name, facts]) => !(STANDARD_ATTRIBUTES.has(name) && isUsual(facts))),
  );
}

function constraints(attribute: JsonObject): JsonObject {
  const numbers = record(attribute['NumberAttributeConstraints']);
  const strings = record(attribute['StringAttributeConstraints']);
  const given = {
    MinLength: strings['MinLength'],
    MaxLength: strings['MaxLength'],
    MinValue: numbers['MinValue'],
    MaxValue: numbers['MaxValue'],
  };
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[name, amount(value, 0)]])),
  );
}

const USUAL = JSON.stringify({ Required: false, Mutable: true, DeveloperOnlyAttribute: false });

function isUsual(facts: JsonObject): boolean {
  return JSON.stringify(without(facts, 'AttributeDataType')) === USUAL;
}
