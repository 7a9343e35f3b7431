import { type TransformerFlags } from '../../transforms/data/settings.js';
import { emptyFolder } from '../cli-harness.js';
import { writeText } from './projects.js';
import { schemaText } from './schema-text.js';
import { type GeneratedSchema } from './schemas.js';

export const SCHEMA_FILE = 'amplify/backend/api/garden/schema.graphql';

/** The flags as the transformer calls them; those that cli.json lacks are as in an old project. */
export function flagsOf({ flags }: Pick<GeneratedSchema, 'flags'>): TransformerFlags {
  const flag = (name: string, missing: boolean): boolean => Boolean(flags[name.toLowerCase()] ?? missing);
  return {
    transformerVersion: 2,
    shouldDeepMergeDirectiveConfigDefaults: flag('shouldDeepMergeDirectiveConfigDefaults', false),
    useSubUsernameForDefaultIdentityClaim: flag('useSubUsernameForDefaultIdentityClaim', true),
    populateOwnerFieldForStaticGroupAuth: flag('populateOwnerFieldForStaticGroupAuth', false),
    respectPrimaryKeyAttributesOnConnectionField: flag('respectPrimaryKeyAttributesOnConnectionField', false),
    secondaryKeyAsGSI: flag('secondaryKeyAsGSI', false),
    enableAutoIndexQueryNames: flag('enableAutoIndexQueryNames', false),
    subscriptionsInheritPrimaryAuth: flag('subscriptionsInheritPrimaryAuth', false),
    disableResolverDeduping: false,
    suppressApiKeyGeneration: false,
  };
}

const COGNITO = {
  resourceName: 'members',
  authSelections: 'identityPoolAndUserPool',
  allowUnauthenticatedIdentities: true,
  requiredAttributes: ['email'],
  autoVerifiedAttributes: ['email'],
  usernameAttributes: ['email'],
};
const OIDC = {
  openIDProviderName: 'staff',
  openIDIssuerURL: 'https://id.example.com',
  openIDClientID: 'garden',
};
const MODES = [
  { mode: 'API_KEY', keyDescription: 'kiosk', expirationTime: 30 },
  { mode: 'AWS_IAM' },
  { mode: 'OPENID_CONNECT', ...OIDC, openIDAuthTTL: '3600000', openIDIatTTL: '7200000' },
  { mode: 'AWS_LAMBDA', lambdaFunction: 'gatekeeper', ttlSeconds: 300 },
] as const;

/** A project with every mode of authorization, so that every rule of a generated schema can be met. */
export async function writeDataProject(generated: GeneratedSchema): Promise<string> {
  return writeSchemaProject(schemaText(generated), generated.flags);
}

/** The same for SDL as it is. */
export async function writeSchemaProject(sdl: string, flags: GeneratedSchema['flags'] = {}): Promise<string> {
  const folder = await emptyFolder();
  const service = (name: string): object => ({ service: name, providerPlugin: 'awscloudformation' });
  const files = {
    'amplify/backend/backend-config.json': {
      auth: { members: service('Cognito') },
      api: { garden: service('AppSync') },
      function: { gatekeeper: { build: true, ...service('Lambda') } },
    },
    'amplify/backend/auth/members/cli-inputs.json': { version: '1', cognitoConfig: COGNITO },
    'amplify/backend/api/garden/cli-inputs.json': {
      version: 1,
      serviceConfiguration: {
        apiName: 'garden',
        serviceName: 'AppSync',
        defaultAuthType: { mode: 'AMAZON_COGNITO_USER_POOLS', cognitoUserPoolId: 'authmembers' },
        additionalAuthTypes: MODES,
        conflictResolution: {},
      },
    },
    'amplify/backend/api/garden/parameters.json': {
      AppSyncApiName: 'garden',
      DynamoDBBillingMode: 'PAY_PER_REQUEST',
      DynamoDBEnableServerSideEncryption: false,
    },
    'amplify/backend/api/garden/transform.conf.json': { Version: 5, ElasticsearchWarning: true },
    'amplify/cli.json': {
      features: {
        graphqltransformer: { useexperimentalpipelinedtransformer: true, transformerversion: 2, ...flags },
      },
    },
    'amplify/team-provider-info.json': { dev: { awscloudformation: { StackName: 'amplify-garden-dev-1' } } },
  };
  for (const [path, content] of Object.entries(files))
    await writeText(folder, path, JSON.stringify(content, null, 2));
  await writeText(folder, SCHEMA_FILE, sdl);
  return folder;
}
