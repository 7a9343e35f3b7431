import { type Json } from '../../core/json.js';
import { amount, flag } from '../facts/normal.js';
import { type ApiFacts } from './api-facts.js';
import { type TableFacts } from './tables.js';

const DEFAULT_UNITS = 5;

/**
 * The API with its tables as parameters.json of a Gen 1 project sets them; the transformers take them for
 * parameters of the stack (defaults: DynamoModelTransformer in @aws-amplify/graphql-model-transformer).
 */
export function withTableParameters(facts: ApiFacts, parameters: Readonly<Record<string, Json>>): ApiFacts {
  const isProvisioned = parameters['DynamoDBBillingMode'] === 'PROVISIONED';
  const units = (kind: string): string =>
    JSON.stringify(amount(parameters[`DynamoDBModelTable${kind}IOPS`], DEFAULT_UNITS));
  const settings: Partial<TableFacts> = {
    billing: isProvisioned ? 'PROVISIONED' : 'PAY_PER_REQUEST',
    capacity: isProvisioned ? `${units('Read')} ${units('Write')}` : null,
    encryption: flag(parameters['DynamoDBEnableServerSideEncryption'], true)
      ? 'AWS managed key'
      : 'AWS owned key',
    pointInTimeRecovery: flag(parameters['DynamoDBEnablePointInTimeRecovery'], false),
  };
  // The delta table of DataStore is as the transformer makes it (createSyncTable of graphql-transformer-core).
  const ofModel = ({ key }: TableFacts): boolean => key[0] !== 'ds_pk:S';
  const tables = new Map(
    [...facts.tables].map(([name, table]) => [name, ofModel(table) ? { ...table, ...settings } : table]),
  );
  return { ...facts, tables };
}
