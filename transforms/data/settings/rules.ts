import { type Finding, finding } from '../../../src/core/finding.js';
import { type JsonNode } from '../../../src/core/json.js';
import { type Disposition } from '../../../src/core/ledger.js';
import { type LaneInput } from '../lane.js';
import { encryptsTables } from './facts.js';

/** What becomes of the values at a path of a document; `*` stands for every item of a list. */
export interface SettingRule {
  readonly path: readonly string[];
  /** Concerns a list or an object without members only: what stands in one has rules of its own. */
  readonly onlyEmpty?: true;
  readonly becomes:
    | { readonly kind: 'property'; readonly name: string; readonly construct: string }
    | {
        readonly kind: 'override';
        readonly name: string;
        readonly applies: (input: LaneInput) => boolean;
        readonly otherwise: string;
      }
    | {
        readonly kind: 'construct';
        readonly name: string;
        readonly otherwise: (input: LaneInput, node: JsonNode) => Disposition;
      }
    | {
        readonly kind: 'told';
        readonly finding: (node: JsonNode, input: LaneInput) => Finding | null;
        readonly otherwise: string;
      }
    | { readonly kind: 'state'; readonly because: string };
}

const state = (because: string): SettingRule['becomes'] => ({ kind: 'state', because });
const property = (name: string, construct: string): SettingRule['becomes'] => ({
  kind: 'property',
  name,
  construct,
});
const byDefault = (because: string) => (): Disposition => ({ kind: 'default', because });

const MODES = 'authorizationModes';

function modeRules(at: readonly string[], isDefault: boolean): SettingRule[] {
  const rule = (key: string, name: string, construct: string): SettingRule => ({
    path: [...at, key],
    becomes: property(`${MODES}.${name}`, `${MODES}.${construct}`),
  });
  const mode: SettingRule = isDefault
    ? rule('mode', 'defaultAuthorizationMode', 'defaultAuthorizationMode')
    : { path: [...at, 'mode'], becomes: property(MODES, MODES) };
  return [
    mode,
    rule('expirationTime', 'apiKeyAuthorizationMode.expiresInDays', 'apiKeyConfig.expires'),
    rule('keyDescription', 'apiKeyAuthorizationMode.description', 'apiKeyConfig.description'),
    { path: [...at, 'apiKeyExpirationDate'], becomes: state('the day on which the key of Gen 1 expires') },
    {
      path: [...at, 'cognitoUserPoolId'],
      becomes: state('the name of the auth resource, or the id of its pool'),
    },
    rule('openIDProviderName', 'oidcAuthorizationMode.oidcProviderName', 'oidcConfig.oidcProviderName'),
    rule('openIDIssuerURL', 'oidcAuthorizationMode.oidcIssuerUrl', 'oidcConfig.oidcIssuerUrl'),
    rule('openIDClientID', 'oidcAuthorizationMode.clientId', 'oidcConfig.clientId'),
    rule(
      'openIDAuthTTL',
      'oidcAuthorizationMode.tokenExpiryFromAuthInSeconds',
      'oidcConfig.tokenExpiryFromAuth',
    ),
    rule(
      'openIDIatTTL',
      'oidcAuthorizationMode.tokenExpireFromIssueInSeconds',
      'oidcConfig.tokenExpiryFromIssue',
    ),
    rule('lambdaFunction', 'lambdaAuthorizationMode.function', 'lambdaConfig.function'),
    rule('ttlSeconds', 'lambdaAuthorizationMode.timeToLiveInSeconds', 'lambdaConfig.ttl'),
  ];
}

const SERVICE = 'serviceConfiguration';

export const CLI_RULES: readonly SettingRule[] = [
  { path: ['version'], becomes: state('version of the format') },
  { path: [SERVICE, 'serviceName'], becomes: state('the service is AppSync') },
  { path: [SERVICE, 'apiName'], becomes: property('name', 'apiName') },
  { path: [SERVICE, 'gqlSchemaPath'], becomes: state('a path on the machine of whoever made the API') },
  ...modeRules([SERVICE, 'defaultAuthType'], true),
  ...modeRules([SERVICE, 'additionalAuthTypes', '*'], false),
  { path: [SERVICE, 'additionalAuthTypes'], onlyEmpty: true, becomes: state('empty') },
  {
    path: [SERVICE, 'conflictResolution'],
    becomes: {
      kind: 'construct',
      name: 'dataStoreConfiguration',
      otherwise: byDefault('conflicts are not detected, as in Gen 1'),
    },
  },
];

/** Written into parameters.json by some versions of the CLI, and read by nothing that Gen 2 has. */
const PARAMETER_STATE: Readonly<Record<string, string>> = {
  AuthModeLastUpdated: 'when the modes were changed last',
  S3DeploymentBucket: 'where Gen 1 uploads its artifacts',
  S3DeploymentRootKey: 'where Gen 1 uploads its artifacts',
  env: 'the environment',
  authRoleName: 'the roles of the identity pool',
  unauthRoleName: 'the roles of the identity pool',
  APIKeyExpirationEpoch: 'when the key of Gen 1 expires, for version 1 of the transformer',
};

const SEARCH_PARAMETERS = ['OpenSearch', 'Elasticsearch'].flatMap((prefix) =>
  [
    'AccessIAMRoleName',
    'DebugStreamingLambda',
    'DomainName',
    'EBSVolumeGB',
    'InstanceCount',
    'InstanceType',
    'StreamBatchSize',
    'StreamMaximumBatchingWindowInSeconds',
    'StreamingFunctionName',
    'StreamingIAMRoleName',
    'StreamingLambdaHandlerName',
    'StreamingLambdaRuntime',
  ].map((name) => `${prefix}${name}`),
);

export const PARAMETER_RULES: readonly SettingRule[] = [
  { path: ['AppSyncApiName'], becomes: property('name', 'apiName') },
  {
    path: ['CreateAPIKey'],
    becomes: {
      kind: 'construct',
      name: 'translationBehavior.suppressApiKeyGeneration',
      otherwise: byDefault('an API key is made where the API has that mode, as in Gen 1'),
    },
  },
  ...['DynamoDBBillingMode', 'DynamoDBModelTableReadIOPS', 'DynamoDBModelTableWriteIOPS'].map(
    (name): SettingRule => ({
      path: [name],
      becomes: {
        kind: 'override',
        name,
        applies: ({ settings }) => settings.tables?.billing?.value === 'PROVISIONED',
        otherwise: 'tables are billed per request',
      },
    }),
  ),
  {
    path: ['AuthCognitoUserPoolId'],
    becomes: {
      kind: 'override',
      name: 'authorizationModes.userPoolConfig',
      applies: ({ settings }) => settings.otherUserPool !== undefined,
      otherwise: 'the API takes the user pool of `auth`',
    },
  },
  {
    path: ['DynamoDBEnablePointInTimeRecovery'],
    becomes: {
      kind: 'override',
      name: 'pointInTimeRecoveryEnabled',
      applies: ({ settings }) => settings.tables?.pointInTimeRecovery?.value === true,
      otherwise: 'tables are not kept for recovery',
    },
  },
  {
    path: ['DynamoDBEnableServerSideEncryption'],
    becomes: {
      kind: 'override',
      name: 'sseSpecification',
      applies: ({ settings }) => encryptsTables(settings),
      otherwise: 'DynamoDB encrypts the tables with its own key',
    },
  },
  ...SEARCH_PARAMETERS.map((name): SettingRule => ({
    path: [name],
    becomes: {
      kind: 'told',
      finding: (node, { api }) =>
        api.models.some(({ searchable }) => searchable !== null)
          ? finding('AM3263', 'data', node.origin, { name })
          : null,
      otherwise: 'no model can be searched',
    },
  })),
  ...Object.entries(PARAMETER_STATE).map(([name, because]): SettingRule => ({
    path: [name],
    becomes: state(because),
  })),
];

export const CONF_RULES: readonly SettingRule[] = [
  { path: ['Version'], becomes: state('version of the format') },
  {
    path: ['ElasticsearchWarning'],
    becomes: state('whether the CLI has warned about the price of a search domain'),
  },
  { path: ['Migration'], becomes: state('how the CLI changed the format of the API once') },
  { path: ['StackMapping'], becomes: property('stackMappings', 'stackMappings') },
  {
    path: ['DisableResolverDeduping'],
    becomes: {
      kind: 'construct',
      name: 'translationBehavior.disableResolverDeduping',
      otherwise: byDefault('how resolvers share functions; callers do not see it'),
    },
  },
  {
    path: ['NodeToNodeEncryption'],
    becomes: {
      kind: 'told',
      finding: (node, { api }) =>
        api.models.some(({ searchable }) => searchable !== null)
          ? finding('AM3266', 'data', node.origin, {
              name: 'NodeToNodeEncryption',
              effect: 'the new search domain does not encrypt what its nodes exchange',
            })
          : null,
      otherwise: 'no model can be searched',
    },
  },
  { path: ['TransformerOptions'], becomes: state('neither version of the transformer reads them') },
  { path: ['transformers'], onlyEmpty: true, becomes: state('empty') },
  {
    path: ['ResolverConfig'],
    becomes: {
      kind: 'construct',
      name: 'dataStoreConfiguration',
      otherwise: byDefault('conflicts are not detected, as in Gen 1'),
    },
  },
];

export const ROLE_RULES: readonly SettingRule[] = [
  {
    path: ['adminRoleNames'],
    becomes: {
      kind: 'construct',
      name: 'authorizationModes.iamConfig.allowListedRoles',
      otherwise: byDefault('every IAM principal outside the identity pool passes all rules (AM3160)'),
    },
  },
];
