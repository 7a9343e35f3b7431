import { describe, expect, it } from 'vitest';
import { Ledger } from '../../src/core/ledger.js';
import { LANES } from '../../transforms/data/lane.js';
import { settleSettings } from '../../transforms/data/settings/index.js';
import { type Files } from '../gen1/project.js';
import { API_FOLDER, cliInputs, codesOf, planGarden } from './settings-project.js';

const KEY = { mode: 'API_KEY', expirationTime: 30, apiKeyExpirationDate: '2024-01-01' };
const OLDER = {
  authConfig: {
    defaultAuthentication: { authenticationType: 'API_KEY', apiKeyConfig: { apiKeyExpirationDays: 12 } },
  },
};

describe('the ledger', () => {
  const files: Files = {
    'amplify/backend/backend-config.json': {
      auth: { gardenauth: { service: 'Cognito' } },
      api: { garden: { service: 'AppSync', output: OLDER } },
    },
    [`${API_FOLDER}/cli-inputs.json`]: cliInputs(
      { mode: 'AMAZON_COGNITO_USER_POOLS' },
      [KEY, { mode: 'AWS_IAM' }],
      {
        gqlSchemaPath: '/home/someone/schema.graphql',
        conflictResolution: { defaultResolutionStrategy: { type: 'AUTOMERGE' } },
        region: 'eu-west-1',
      },
    ),
    [`${API_FOLDER}/parameters.json`]: {
      AppSyncApiName: 'garden',
      DynamoDBBillingMode: 'PAY_PER_REQUEST',
      DynamoDBEnablePointInTimeRecovery: 'true',
      DynamoDBEnableServerSideEncryption: false,
      OpenSearchInstanceType: 't3.small.elasticsearch',
      Unheard: 1,
    },
    [`${API_FOLDER}/transform.conf.json`]: { Version: 5, ElasticsearchWarning: true, ResolverConfig: {} },
    [`${API_FOLDER}/custom-roles.json`]: { adminRoleNames: ['keeper'] },
    'amplify/team-provider-info.json': {
      dev: { awscloudformation: {}, categories: { api: { garden: {} } } },
    },
  };

  it.each(LANES)('has every leaf once in the %s lane', async (lane) => {
    const { input } = await planGarden(files);
    const ledger = new Ledger();
    const findings = settleSettings(input, lane, ledger);
    expect(codesOf(findings)).toEqual(['AM3251', 'AM3251']);
    const unknown: string[] = [];
    const entries = ledger.entries((leaf) => {
      unknown.push(leaf.origin.pointer);
      return { kind: 'bookkeeping', because: 'the case' };
    });
    expect(unknown).toEqual(['/serviceConfiguration/region', '/Unheard']);
    const kindOf = (pointer: string): string | undefined =>
      entries.find(({ origin }) => origin.pointer === pointer)?.disposition.kind;
    const construct = lane === 'construct';
    const exact = construct ? 'override' : 'exact';
    expect({
      mode: kindOf('/serviceConfiguration/defaultAuthType/mode'),
      days: kindOf('/serviceConfiguration/additionalAuthTypes/0/expirationTime'),
      conflicts: kindOf('/serviceConfiguration/conflictResolution/defaultResolutionStrategy/type'),
      recovery: kindOf('/DynamoDBEnablePointInTimeRecovery'),
      encryption: kindOf('/DynamoDBEnableServerSideEncryption'),
      search: kindOf('/OpenSearchInstanceType'),
      roles: kindOf('/adminRoleNames/0'),
      flags: kindOf('/features/graphqltransformer/transformerversion'),
      environment: kindOf('/dev/categories/api/garden'),
      older: kindOf('/api/garden/output/authConfig/defaultAuthentication/authenticationType'),
    }).toEqual({
      mode: exact,
      days: exact,
      conflicts: construct ? 'override' : 'manual',
      recovery: 'override',
      encryption: 'default',
      search: 'default',
      roles: construct ? 'override' : 'default',
      flags: 'bookkeeping',
      environment: 'bookkeeping',
      older: 'bookkeeping',
    });
  });
});

it('settles the older place where it is the one that counts', async () => {
  const { input } = await planGarden({
    'amplify/backend/backend-config.json': { api: { garden: { service: 'AppSync', output: OLDER } } },
    [`${API_FOLDER}/cli-inputs.json`]: { serviceConfiguration: {} },
  });
  const ledger = new Ledger();
  settleSettings(input, 'builder', ledger);
  const entries = ledger.entries(() => ({ kind: 'bookkeeping', because: 'the case' }));
  const days = entries.find(({ origin }) => origin.pointer.endsWith('/apiKeyExpirationDays'));
  expect(days?.disposition.kind).toBe('exact');
});
