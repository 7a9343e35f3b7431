import { type Json } from '../../../src/core/json.js';
import { type Entry, code, literal, object } from '../../../src/emit/code.js';
import { type Code } from '../../../src/emit/code.js';
import { CAPACITY, DYNAMODB, type Use, flagOf, isObject, numberOf } from './schema.js';

/** How the construct of CDK says a property of the table. */
export type Said =
  /** Arguments of `new Table`. */
  | { readonly kind: 'arguments'; readonly entries: readonly Entry[] }
  /** CDK does the same without a word. */
  | { readonly kind: 'default'; readonly because: string }
  /** No argument says it: it is set on the CfnTable behind the table. */
  | { readonly kind: 'override' };

export interface PropertyContext {
  readonly use: Use;
  /** Whether the table is billed by request. */
  readonly onDemand: boolean;
}

type Rule = (value: Json, context: PropertyContext) => Said;

const OVERRIDE: Said = { kind: 'override' };

const said = (...entries: Entry[]): Said => ({ kind: 'arguments', entries });
const byDefault = (because: string): Said => ({ kind: 'default', because });

/** A member of an enum of CDK that is called as CloudFormation's value. */
function enumMember(name: string, value: Json, known: readonly string[], use: Use): Code | null {
  if (typeof value !== 'string' || !known.includes(value)) return null;
  return code`${use(name, DYNAMODB)}.${value as Code}`;
}

/** Rules for properties with an argument; keys and indexes have code of their own, any other is set on CfnTable. */
const RULES: Readonly<Record<string, Rule>> = {
  AttributeDefinitions: () => byDefault('the keys and indexes name the types of their attributes'),
  TableName: () => byDefault('the name is taken while Gen 1 runs: CloudFormation makes one up'),
  BillingMode: (value, { use }) => {
    // What Table does without billingMode.
    if (value === 'PROVISIONED') return byDefault('Table is provisioned unless it is told otherwise');
    const mode = enumMember('BillingMode', value, ['PAY_PER_REQUEST'], use);
    return mode === null ? OVERRIDE : said(['billingMode', mode]);
  },
  ProvisionedThroughput: (value, { onDemand, use }) => {
    if (onDemand) return byDefault('a table that is billed by request has no capacity');
    return capacity('ProvisionedThroughput', value, use);
  },
  OnDemandThroughput: (value, { use }) => capacity('OnDemandThroughput', value, use),
  WarmThroughput: (value, { use }) => capacity('WarmThroughput', value, use),
  ContributorInsightsSpecification: (value, { use }) =>
    capacity('ContributorInsightsSpecification', value, use),
  StreamSpecification: (value, { use }) => {
    const views = ['KEYS_ONLY', 'NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES'];
    const view = isObject(value)
      ? enumMember('StreamViewType', value['StreamViewType'] ?? null, views, use)
      : null;
    // A policy of the stream has no argument that stands beside its view.
    const isOnly = isObject(value) && Object.keys(value).length === 1;
    return view === null || !isOnly ? OVERRIDE : said(['stream', view]);
  },
  TimeToLiveSpecification: (value) => {
    if (!isObject(value)) return OVERRIDE;
    const { Enabled: enabled, AttributeName: attribute } = value;
    if (flagOf(enabled) === false) return byDefault('it is off');
    const isKnown = flagOf(enabled) === true && typeof attribute === 'string';
    return isKnown ? said(['timeToLiveAttribute', literal(attribute)]) : OVERRIDE;
  },
  PointInTimeRecoverySpecification: (value) => {
    if (!isObject(value)) return OVERRIDE;
    const { PointInTimeRecoveryEnabled: enabled, RecoveryPeriodInDays: days, ...rest } = value;
    const flag = flagOf(enabled);
    const period = days === undefined ? null : numberOf(days);
    if (flag === null || (days !== undefined && period === null) || Object.keys(rest).length > 0)
      return OVERRIDE;
    const members: (Entry | null)[] = [
      ['pointInTimeRecoveryEnabled', literal(flag)],
      period === null ? null : ['recoveryPeriodInDays', literal(period)],
    ];
    return said(['pointInTimeRecoverySpecification', object(members)]);
  },
  SSESpecification: (value, { use }) => {
    if (!isObject(value)) return OVERRIDE;
    const { SSEEnabled: enabled, SSEType: type = 'KMS', ...rest } = value;
    if (type !== 'KMS' || Object.keys(rest).length > 0) return OVERRIDE;
    if (flagOf(enabled) === false) return byDefault('DynamoDB encrypts every table with a key of its own');
    if (flagOf(enabled) !== true) return OVERRIDE;
    return said(['encryption', code`${use('TableEncryption', DYNAMODB)}.AWS_MANAGED`]);
  },
  TableClass: (value, { use }) => {
    const kept = enumMember('TableClass', value, ['STANDARD', 'STANDARD_INFREQUENT_ACCESS'], use);
    return kept === null ? OVERRIDE : said(['tableClass', kept]);
  },
  DeletionProtectionEnabled: (value) => {
    const flag = flagOf(value);
    return flag === null ? OVERRIDE : said(['deletionProtection', literal(flag)]);
  },
};

function capacity(property: string, value: Json, use: Use): Said {
  const entries = isObject(value) ? CAPACITY[property]?.(value, use) : null;
  return entries ? said(...entries) : OVERRIDE;
}

/** How the construct says a property whose value is known. */
export function sayProperty(property: string, value: Json, context: PropertyContext): Said {
  const rule = Object.hasOwn(RULES, property) ? RULES[property] : undefined;
  return rule?.(value, context) ?? OVERRIDE;
}
