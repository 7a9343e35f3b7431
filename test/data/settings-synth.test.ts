import { describe, expect, it, vi } from 'vitest';
import { type Code, ModuleText, code, object } from '../../src/emit/code.js';
import { environmentName } from '../../src/emit/environment-name.js';
import { type Stacks } from '../../src/verify/template.js';
import {
  dataOverrides,
  defineDataMembers,
  modesForConstruct,
  overrideBody,
  overridesOutput,
} from '../../transforms/data/settings/index.js';
import { type LaneInput } from '../../transforms/data/lane.js';
import { backends, type Files } from '../synth/backends.js';
import { API_FOLDER, API_ID, cliInputs, planGarden } from './settings-project.js';

const { synthCase, typecheckCases } = backends();
vi.setConfig({ testTimeout: 180_000 });

const AUTH = `import { defineAuth } from '@aws-amplify/backend';
export const auth = defineAuth({ loginWith: { email: true } });
`;

/** What the lanes of defineData write for the settings, around an SDL. */
function defineDataFiles(input: LaneInput, sdl: string): Files {
  const module = new ModuleText();
  const defineData = module.use('defineData', '@aws-amplify/backend');
  const members = defineDataMembers(input, module);
  const schema = code`${JSON.stringify(sdl) as Code}`;
  const statement = code`export const data = ${defineData}(${object([['schema', schema], ...members])});`;
  module.add(...environmentName(input.takeover, [statement]), statement);
  const overrides = overridesOutput(input);
  const [call] = overrides?.backend.statements ?? [];
  const imports = (call?.imports ?? []).map(({ name, from }) => `import { ${name} } from '${from}';\n`);
  return new Map([
    ['amplify/auth/resource.ts', AUTH],
    ['amplify/data/resource.ts', module.toString()],
    ...(overrides?.files ?? []).map(({ path, content }) => [path, content] as const),
    [
      'amplify/backend.ts',
      `import { defineBackend } from '@aws-amplify/backend';
import { auth } from './auth/resource';
import { data } from './data/resource';
${imports.join('')}const backend = defineBackend({ auth, data });
${call?.code ?? ''}
`,
    ],
  ]);
}

/** The same in AmplifyGraphqlApi. */
function constructFiles(input: LaneInput, sdl: string): Files {
  const module = new ModuleText();
  const defineBackend = module.use('defineBackend', '@aws-amplify/backend');
  const Api = module.use('AmplifyGraphqlApi', '@aws-amplify/graphql-api-construct');
  const Definition = module.use('AmplifyGraphqlDefinition', '@aws-amplify/graphql-api-construct');
  const auth = module.use('auth', './auth/resource');
  const modes = modesForConstruct(input, module);
  const overrides = overrideBody(dataOverrides(input, module), module);
  const api = code`const { resources } = new ${Api}(stack, 'garden', {
  definition: ${Definition}.fromString(${JSON.stringify(sdl) as Code}, { dbType: 'DYNAMODB', provisionStrategy: 'AMPLIFY_TABLE' }),
  authorizationModes: ${modes},
});
void resources;`;
  module.add(
    code`const backend = ${defineBackend}({ ${auth} });`,
    code`const stack = backend.createStack('api');`,
    ...environmentName(input.takeover, [api]),
    api,
    overrides,
  );
  return new Map([
    ['amplify/auth/resource.ts', AUTH],
    ['amplify/backend.ts', module.toString()],
  ]);
}

function resourcesOf(stacks: Stacks, type: string): Record<string, unknown>[] {
  return [...stacks.values()].flatMap(({ template }) =>
    Object.values(template.Resources)
      .filter(({ Type }) => Type === type)
      .map(({ Properties }) => (Properties ?? {}) as Record<string, unknown>),
  );
}

const KEY = { mode: 'API_KEY', expirationTime: 90, keyDescription: 'for the kiosk' };
const IAM = { mode: 'AWS_IAM' };
const USERS = { mode: 'AMAZON_COGNITO_USER_POOLS', cognitoUserPoolId: 'authgarden' };
const OIDC = {
  mode: 'OPENID_CONNECT',
  openIDProviderName: 'gate',
  openIDIssuerURL: 'https://gate.example.org',
  openIDClientID: 'garden-.*',
};
const LAMBDA = { mode: 'AWS_LAMBDA', lambdaFunction: 'doorman' };

function schemaFor(rules: string): string {
  return `type Plant @model @auth(rules: [${rules}]) {\n  id: ID!\n  name: String!\n  beds: [Bed] @hasMany\n}
type Bed @model @auth(rules: [${rules}]) {\n  id: ID!\n  place: String @index(name: "byPlace")\n}\n`;
}

async function inputOf(files: Record<string, unknown>, sdl: string): Promise<LaneInput> {
  return (await planGarden({ [`${API_FOLDER}/schema.graphql`]: sdl, ...files })).input;
}

const CLI_INPUTS = `${API_FOLDER}/cli-inputs.json`;

describe.each([
  ['defineData', defineDataFiles],
  ['AmplifyGraphqlApi', constructFiles],
] as const)('modes in %s', (kind, filesOf) => {
  const added = kind === 'defineData';

  it('keeps the days and the description of an API key', async () => {
    const sdl = schemaFor('{ allow: public }, { allow: private }');
    const input = await inputOf({ [CLI_INPUTS]: cliInputs(USERS, [KEY]) }, sdl);
    const { stacks } = await synthCase(filesOf(input, sdl));
    const [api] = resourcesOf(stacks, 'AWS::AppSync::GraphQLApi');
    const [key] = resourcesOf(stacks, 'AWS::AppSync::ApiKey');
    expect(api?.['AuthenticationType']).toBe('AMAZON_COGNITO_USER_POOLS');
    expect(typesOf(api)).toEqual(added ? ['API_KEY', 'AWS_IAM'] : ['API_KEY']);
    expect(key?.['Description']).toBe('for the kiosk');
    const days = (Number(key?.['Expires']) * 1000 - Date.now()) / 86_400_000;
    expect(Math.round(days)).toBe(90);
  });

  it('takes IAM for the default', async () => {
    const sdl = schemaFor('{ allow: private, provider: iam }');
    const input = await inputOf({ [CLI_INPUTS]: cliInputs(IAM) }, sdl);
    const { stacks } = await synthCase(filesOf(input, sdl));
    const [api] = resourcesOf(stacks, 'AWS::AppSync::GraphQLApi');
    expect(api?.['AuthenticationType']).toBe('AWS_IAM');
    expect(typesOf(api)).toEqual(added ? ['AMAZON_COGNITO_USER_POOLS'] : []);
  });

  it('calls the authorizer that Gen 1 deployed, and remembers its answers as long', async () => {
    const sdl = schemaFor('{ allow: custom }');
    const input = await inputOf({ [CLI_INPUTS]: cliInputs(LAMBDA) }, sdl);
    const { stacks } = await synthCase(filesOf(input, sdl));
    const [api] = resourcesOf(stacks, 'AWS::AppSync::GraphQLApi');
    const config = api?.['LambdaAuthorizerConfig'] as Record<string, unknown>;
    expect(config['AuthorizerResultTtlInSeconds']).toBe(300);
    expect(JSON.stringify(config['AuthorizerUri'])).toContain(':function:doorman-dev');
    const permissions = resourcesOf(stacks, 'AWS::Lambda::Permission').filter(
      ({ Principal }) => Principal === 'appsync.amazonaws.com',
    );
    expect(permissions).toHaveLength(1);
    expect(resourcesOf(stacks, 'AWS::Lambda::Function').filter(({ FunctionName }) => FunctionName)).toEqual(
      [],
    );
  });

  it('does not remember answers of an authorizer when Gen 1 does not', async () => {
    const sdl = schemaFor('{ allow: custom }, { allow: private }');
    const modes = cliInputs(USERS, [{ ...LAMBDA, ttlSeconds: '0' }]);
    const input = await inputOf({ [CLI_INPUTS]: modes }, sdl);
    const { stacks } = await synthCase(filesOf(input, sdl));
    const [api] = resourcesOf(stacks, 'AWS::AppSync::GraphQLApi');
    const [provider] = (api?.['AdditionalAuthenticationProviders'] ?? []) as Record<string, unknown>[];
    expect(provider?.['LambdaAuthorizerConfig']).toMatchObject({ AuthorizerResultTtlInSeconds: 0 });
  });

  it('counts the age of OIDC tokens in milliseconds, as AppSync does', async () => {
    const sdl = schemaFor('{ allow: private, provider: oidc }');
    const oidc = { ...OIDC, openIDAuthTTL: '3600000', openIDIatTTL: '1500' };
    const input = await inputOf({ [CLI_INPUTS]: cliInputs(oidc) }, sdl);
    const { stacks } = await synthCase(filesOf(input, sdl));
    const [api] = resourcesOf(stacks, 'AWS::AppSync::GraphQLApi');
    expect(api?.['OpenIDConnectConfig']).toEqual({
      AuthTTL: 3_600_000,
      IatTTL: 1500,
      ClientId: 'garden-.*',
      Issuer: 'https://gate.example.org',
    });
  });

  it('sets no limit to the age of a token where Gen 1 sets none', async () => {
    const sdl = schemaFor('{ allow: private, provider: oidc }, { allow: private }, { allow: custom }');
    const input = await inputOf({ [CLI_INPUTS]: cliInputs(USERS, [LAMBDA, OIDC]) }, sdl);
    const { stacks } = await synthCase(filesOf(input, sdl));
    const [api] = resourcesOf(stacks, 'AWS::AppSync::GraphQLApi');
    const providers = (api?.['AdditionalAuthenticationProviders'] ?? []) as Record<string, unknown>[];
    const found = providers.find(({ AuthenticationType }) => AuthenticationType === 'OPENID_CONNECT');
    expect(found?.['OpenIDConnectConfig']).toEqual({
      ClientId: 'garden-.*',
      Issuer: 'https://gate.example.org',
    });
  });

  it('keeps capacity, recovery and encryption of the tables', async () => {
    const sdl = schemaFor('{ allow: private }');
    const parameters = {
      AppSyncApiName: 'garden',
      DynamoDBBillingMode: 'PROVISIONED',
      DynamoDBModelTableReadIOPS: '7',
      DynamoDBEnablePointInTimeRecovery: 'true',
      DynamoDBEnableServerSideEncryption: 'true',
    };
    const input = await inputOf({ [`${API_FOLDER}/parameters.json`]: parameters }, sdl);
    const { stacks } = await synthCase(filesOf(input, sdl));
    const tables = resourcesOf(stacks, 'Custom::AmplifyDynamoDBTable');
    expect(tables).toHaveLength(2);
    for (const table of tables) {
      expect(table['pointInTimeRecoverySpecification']).toEqual({ pointInTimeRecoveryEnabled: true });
      expect(table['sseSpecification']).toEqual({ sseEnabled: true });
    }
    // Each stack of a model takes the parameter of the stack above it.
    const nested = resourcesOf(stacks, 'AWS::CloudFormation::Stack')
      .map(({ Parameters }) => (Parameters ?? {}) as Record<string, unknown>)
      .filter((given) => 'DynamoDBBillingMode' in given);
    expect(nested.map(({ DynamoDBBillingMode: given }) => given)).toEqual([
      { Ref: 'DynamoDBBillingMode' },
      { Ref: 'DynamoDBBillingMode' },
    ]);
    const defaults = [...stacks.values()].flatMap(({ template }) => {
      const declared = Object.entries(template.Parameters ?? {});
      return declared
        .filter(([name]) => name.startsWith('DynamoDB'))
        .map(([name, { Default }]) => [name, Default]);
    });
    expect(Object.fromEntries(defaults.filter(([, value]) => value !== undefined).reverse())).toMatchObject({
      DynamoDBBillingMode: 'PROVISIONED',
      DynamoDBModelTableReadIOPS: 7,
      DynamoDBModelTableWriteIOPS: 5,
    });
  });
});

function typesOf(api: Record<string, unknown> | undefined): unknown[] {
  const providers = (api?.['AdditionalAuthenticationProviders'] ?? []) as Record<string, unknown>[];
  return providers.map(({ AuthenticationType }) => AuthenticationType);
}

describe('roles that pass every rule', () => {
  it('are those of Gen 1 in AmplifyGraphqlApi', async () => {
    const sdl = schemaFor('{ allow: private, provider: iam }');
    const input = await inputOf(
      {
        [CLI_INPUTS]: cliInputs(IAM),
        [`${API_FOLDER}/custom-roles.json`]: { adminRoleNames: ['keeper-${env}'] },
      },
      sdl,
    );
    expect(modesForConstruct(input, new ModuleText())).toContain(
      'allowListedRoles: [`keeper-${environmentName}`]',
    );
    const { stacks } = await synthCase(constructFiles(input, sdl));
    expect(resourcesOf(stacks, 'AWS::AppSync::GraphQLApi')).toHaveLength(1);
  });
});

describe('imported tables', () => {
  it('are those of the branch', async () => {
    const sdl = schemaFor('{ allow: private }');
    const { input } = await planGarden(
      {
        [`${API_FOLDER}/schema.graphql`]: sdl,
        // Without the setting Gen 1 encrypts with a key of KMS, and such tables can't be imported.
        [`${API_FOLDER}/parameters.json`]: { DynamoDBEnableServerSideEncryption: false },
        'amplify/backend/amplify-meta.json': { api: { garden: { output: { GraphQLAPIIdOutput: API_ID } } } },
      },
      { branch: 'main' },
    );
    const { stacks } = await synthCase(defineDataFiles(input, sdl));
    const names = resourcesOf(stacks, 'Custom::ImportedAmplifyDynamoDBTable').map(
      ({ tableName }) => tableName,
    );
    expect(names.sort()).toEqual([`Bed-${API_ID}-dev`, `Plant-${API_ID}-dev`]);
  });
});

it('type-checks', async () => {
  const sdl = schemaFor('{ allow: custom }, { allow: private, provider: oidc }');
  const parameters = {
    DynamoDBBillingMode: 'PROVISIONED',
    DynamoDBEnablePointInTimeRecovery: true,
    StackMapping: undefined,
  };
  const input = await inputOf(
    {
      [CLI_INPUTS]: cliInputs(LAMBDA, [OIDC, KEY, IAM, USERS]),
      [`${API_FOLDER}/parameters.json`]: parameters,
      [`${API_FOLDER}/transform.conf.json`]: { Version: 5, StackMapping: { CreatePlantResolver: 'Writes' } },
    },
    sdl,
  );
  const problems = await typecheckCases(
    new Map([
      ['defineData', defineDataFiles(input, sdl)],
      ['AmplifyGraphqlApi', constructFiles(input, sdl)],
    ]),
  );
  expect(Object.fromEntries(problems)).toEqual({ defineData: [], AmplifyGraphqlApi: [] });
});
