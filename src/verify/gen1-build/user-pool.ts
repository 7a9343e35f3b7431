import { type Json } from '../../core/json.js';
import { items, textOf } from '../facts/normal.js';
import { type JsonObject, type Resource } from '../template.js';
import { type Config } from './config.js';

export function userPool(config: Config): JsonObject {
  const verified = autoVerified(config);
  const usernames = lists(config.get('usernameAttributes'));
  const required = config.list('requiredAttributes');
  const caseSensitive = config.get('usernameCaseSensitive');
  const characters = config.list('passwordPolicyCharacters');
  return {
    UserPoolName: `${config.text('userPoolName')}-${config.env}`,
    Policies: {
      PasswordPolicy: {
        MinimumLength: config.get('passwordPolicyMinLength') ?? 8,
        RequireLowercase: characters.includes('Requires Lowercase'),
        RequireNumbers: characters.includes('Requires Numbers'),
        RequireSymbols: characters.includes('Requires Symbols'),
        RequireUppercase: characters.includes('Requires Uppercase'),
      },
    },
    ...(caseSensitive !== undefined && { UsernameConfiguration: { CaseSensitive: caseSensitive } }),
    ...(required.length > 0 && {
      Schema: required.map((name) => ({ Name: name, Required: true, Mutable: true })),
    }),
    ...(verified.length > 0 && {
      AutoVerifiedAttributes: verified,
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: verified },
    }),
    ...(verified.includes('email') && {
      EmailVerificationMessage: config.get('emailVerificationMessage') ?? '',
      EmailVerificationSubject: config.get('emailVerificationSubject') ?? '',
    }),
    ...(usernames.length > 0 && usernames[0] !== 'username' && { UsernameAttributes: usernames }),
    ...(config.list('aliasAttributes').length > 0 && { AliasAttributes: config.list('aliasAttributes') }),
    MfaConfiguration: config.mfa,
    ...(config.useEnabledMfas && config.mfa !== 'OFF' && { EnabledMfas: enabledMfas(config) }),
    ...(config.hasSms && {
      SmsVerificationMessage: config.get('smsVerificationMessage') ?? '',
      SmsAuthenticationMessage: config.get('smsAuthenticationMessage') ?? '',
      SmsConfiguration: {
        ExternalId: externalId(config),
        SnsCallerArn: { 'Fn::GetAtt': ['SNSRole', 'Arn'] },
      },
    }),
  };
}

function autoVerified(config: Config): string[] {
  if (config.get('autoVerifiedAttributes') === undefined) return [];
  const all = [...config.list('autoVerifiedAttributes'), ...config.list('aliasAttributes')];
  return [...new Set(all)].filter((name) => name === 'email' || name === 'phone_number');
}

function enabledMfas(config: Config): string[] {
  return [
    ...(config.needsSms ? ['SMS_MFA'] : []),
    ...(config.list('mfaTypes').includes('TOTP') ? ['SOFTWARE_TOKEN_MFA'] : []),
  ];
}

/** A template's parameter of type list joins and splits at commas, so that two names in one string are two. */
function lists(value: Json | undefined): string[] {
  return items(value)
    .flatMap((item) => textOf(item).split(','))
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

function externalId(config: Config): string {
  return `${config.text('resourceNameTruncated')}_role_external_id`;
}

export function snsRole(config: Config): Resource {
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'cognito-idp.amazonaws.com' },
            Action: ['sts:AssumeRole'],
            Condition: { StringEquals: { 'sts:ExternalId': externalId(config) } },
          },
        ],
      },
      Policies: [
        { PolicyDocument: { Statement: [{ Effect: 'Allow', Action: ['sns:Publish'], Resource: '*' }] } },
      ],
    },
  };
}
