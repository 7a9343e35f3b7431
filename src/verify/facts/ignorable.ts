import { type Json } from '../../core/json.js';
import { isObject } from '../template.js';
import { type Facts } from './cognito.js';
import { AS_THE_ACCOUNT_HAS_IT } from './federation.js';
import { OF_GEN2 } from './ssm-variables.js';

/** A fact whose difference says nothing about sign-in and access, and why. */
export interface Ignorable {
  /** Segments of the path, where `*` stands for any one; facts below are meant as well. */
  readonly path: readonly string[];
  readonly because: string;
  /** When the difference says nothing; always, unless given. */
  readonly when?: (gen1: Facts, gen2: Facts) => boolean;
}

export const IGNORABLE: readonly Ignorable[] = [
  {
    path: ['UserPool', 'UserPoolName'],
    because: 'a physical name: clients know a pool by its id',
  },
  {
    path: ['UserPool', 'UserPoolTags'],
    because: 'tags are for billing and search',
  },
  {
    path: ['UserPool', 'VerificationMessageTemplate', 'SmsMessage'],
    because: 'neither pool can send text messages',
    when: (gen1, gen2) => !sendsSms(gen1) && !sendsSms(gen2),
  },
  {
    path: ['UserPool', 'SmsVerificationMessage'],
    because: 'neither pool can send text messages',
    when: (gen1, gen2) => !sendsSms(gen1) && !sendsSms(gen2),
  },
  {
    path: ['UserPool', 'SmsAuthenticationMessage'],
    because: 'neither pool sends codes for a second factor by text message',
    when: (gen1, gen2) => !asksForCodes(gen1) && !asksForCodes(gen2),
  },
  {
    path: ['UserPoolClients', '*', 'ClientName'],
    because: 'a name for people: applications know a client by its id',
  },
  {
    path: ['IdentityPool', 'IdentityPoolName'],
    because: 'a physical name: clients know a pool by its id',
  },
  {
    path: ['IdentityPool', 'IdentityPoolTags'],
    because: 'tags are for billing and search',
  },
  {
    path: ['IdentityPool', 'OpenIdConnectProviderARNs', '*', 'ClientIdList'],
    because:
      'the account has one provider for a URL, in which Gen 1 has registered the applications for good',
    when: (_gen1, gen2) => openIdProviders(gen2).every((ids) => ids === AS_THE_ACCOUNT_HAS_IT),
  },
  {
    path: ['RoleMappings'],
    because: 'without a group that has a role, a mapping by token ends at the role of authenticated users',
    when: (gen1, gen2) => !hasGroupRoles(gen1) && !hasGroupRoles(gen2),
  },
  {
    path: ['Groups', '*', 'Precedence'],
    because: 'only which group comes first counts, and Rank says that',
  },
  {
    path: ['Triggers', '*', 'FunctionName'],
    because: 'a physical name: Cognito calls a function by its ARN',
  },
  {
    path: ['Triggers', '*', 'Tags'],
    because: 'tags are for billing and search',
  },
  {
    path: ['Triggers', '*', 'Environment', 'AMPLIFY_SSM_ENV_CONFIG'],
    because: 'Gen 2 adds it to every function, to look up values at run time',
  },
  {
    path: ['Triggers', '*', 'Environment', 'AMPLIFY_AUTH_USERPOOL_ID'],
    because: 'Gen 2 adds it to a function that has access to the pool',
  },
];

/** What a trigger function may do besides its work, and why a difference there says nothing. */
export const IGNORABLE_PERMISSIONS: readonly { readonly sentence: RegExp; readonly because: string }[] = [
  {
    sentence: /^Allow logs:(CreateLogGroup|CreateLogStream|PutLogEvents) on arn:aws:logs:/,
    because: "writing the function's own log: Gen 2 allows it by AWS's managed policy",
  },
  {
    sentence: /^Allow what the managed policy \S+:policy\/service-role\/AWSLambdaBasicExecutionRole allows$/,
    because: "writing the function's own log: Gen 1 allows it by a policy of its own",
  },
  {
    sentence: new RegExp(`^Allow ssm:GetParameters? on \\S+${OF_GEN2.source}`),
    because: 'reading the references and secrets of its own backend, which Gen 2 looks up at run time',
  },
];

function userPool(facts: Facts): Readonly<Record<string, Json>> {
  return isObject(facts.UserPool) ? facts.UserPool : {};
}

function openIdProviders(facts: Facts): (Json | undefined)[] {
  const providers = isObject(facts.IdentityPool)
    ? facts.IdentityPool['OpenIdConnectProviderARNs']
    : undefined;
  return isObject(providers)
    ? Object.values(providers).map((provider) => (isObject(provider) ? provider['ClientIdList'] : undefined))
    : [];
}

function sendsSms(facts: Facts): boolean {
  return isObject(userPool(facts)['SmsConfiguration']);
}

function asksForCodes(facts: Facts): boolean {
  const { EnabledMfas } = userPool(facts);
  return sendsSms(facts) && Array.isArray(EnabledMfas) && EnabledMfas.includes('SMS_MFA');
}

function hasGroupRoles(facts: Facts): boolean {
  return Object.values(facts.Groups).some((group) => isObject(group) && group['Role'] !== null);
}
