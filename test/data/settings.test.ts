import { describe, expect, it } from 'vitest';
import { MigrateError } from '../../src/core/error.js';
import { settingsObstacles, tellSettings } from '../../transforms/data/settings/index.js';
import { LANES } from '../../transforms/data/lane.js';
import { type Files } from '../gen1/project.js';
import { API_FOLDER, cliInputs, codesOf, planGarden, readGarden } from './settings-project.js';

const CLI_INPUTS = `${API_FOLDER}/cli-inputs.json`;
const PARAMETERS = `${API_FOLDER}/parameters.json`;
const CONF = `${API_FOLDER}/transform.conf.json`;
const ROLES = `${API_FOLDER}/custom-roles.json`;
const CONFIG = 'amplify/backend/backend-config.json';

const USERS = { mode: 'AMAZON_COGNITO_USER_POOLS', cognitoUserPoolId: 'authgarden' };
const KEY = { mode: 'API_KEY', expirationTime: 30, keyDescription: '', apiKeyExpirationDate: '2024-01-01' };

/** backend-config.json with `output` in the entry of the API. */
function config(output: object, more: object = {}): Files {
  return {
    [CONFIG]: {
      auth: { gardenauth: { service: 'Cognito' } },
      api: { garden: { service: 'AppSync', output } },
      ...more,
    },
  };
}

const CONFIG_KEY = {
  authConfig: {
    defaultAuthentication: { authenticationType: 'API_KEY', apiKeyConfig: { apiKeyExpirationDays: '12' } },
    additionalAuthenticationProviders: [{ authenticationType: 'AWS_IAM' }],
  },
};

async function modes(files: Files) {
  const { settings } = await readGarden(files);
  const all = [settings.defaultMode, ...settings.additionalModes];
  const plain = all.map((mode) =>
    Object.fromEntries(Object.entries(mode).filter(([name]) => name !== 'origin')),
  );
  return { modes: plain, codes: codesOf(settings.findings ?? []) };
}

describe('modes of authorization', () => {
  it('are those of cli-inputs.json, with numbers that are text', async () => {
    const oidc = {
      mode: 'OPENID_CONNECT',
      openIDProviderName: 'gate',
      openIDIssuerURL: 'https://gate.example.org',
      openIDClientID: '',
      openIDAuthTTL: '60000',
    };
    const lambda = { mode: 'AWS_LAMBDA', lambdaFunction: 'doorman', ttlSeconds: '0' };
    const found = await modes({ [CLI_INPUTS]: cliInputs(USERS, [KEY, { mode: 'AWS_IAM' }, oidc, lambda]) });
    expect(found.codes).toEqual([]);
    expect(found.modes).toEqual([
      { kind: 'userPools' },
      { kind: 'apiKey', expiresInDays: 30, description: null },
      { kind: 'iam' },
      {
        kind: 'oidc',
        providerName: 'gate',
        issuer: 'https://gate.example.org',
        clientId: null,
        authTtl: 60_000,
        issueTtl: null,
      },
      { kind: 'lambda', functionName: 'doorman', ttlSeconds: 0 },
    ]);
  });

  it('are those of backend-config.json where there is no cli-inputs.json', async () => {
    const found = await modes({
      ...config(CONFIG_KEY),
      [CLI_INPUTS]: '{"version":1,"serviceConfiguration":{}}',
    });
    expect(found.modes).toEqual([{ kind: 'apiKey', expiresInDays: 12, description: null }, { kind: 'iam' }]);
    expect(found.codes).toEqual([]);
  });

  it('know the form before there was more than one mode', async () => {
    const files = { ...config({ securityType: 'AWS_IAM' }), [CLI_INPUTS]: { serviceConfiguration: {} } };
    expect((await modes(files)).modes).toEqual([{ kind: 'iam' }]);
  });

  it('tell when both places differ, and take what Gen 1 takes', async () => {
    const found = await modes({ ...config(CONFIG_KEY), [CLI_INPUTS]: cliInputs(USERS) });
    expect(found.modes).toEqual([{ kind: 'userPools' }]);
    expect(found.codes).toEqual(['AM3251']);
  });

  it('do not mind what Gen 1 does not read', async () => {
    const odd = { authConfig: { defaultAuthentication: { authenticationType: 'PASSWORD' } } };
    const found = await modes({ ...config(odd), [CLI_INPUTS]: cliInputs(USERS) });
    expect(found).toEqual({ modes: [{ kind: 'userPools' }], codes: [] });
    const files = { ...config(odd), [CLI_INPUTS]: { serviceConfiguration: {} } };
    await expect(readGarden(files)).rejects.toThrow(/backend-config\.json:\d+:\d+: .*authenticationType/);
  });

  it('are those of amplify-meta.json in the end', async () => {
    const found = await modes({
      [CLI_INPUTS]: { serviceConfiguration: {} },
      'amplify/backend/amplify-meta.json': { api: { garden: { output: CONFIG_KEY } } },
    });
    expect(found.modes.map(({ kind }) => kind)).toEqual(['apiKey', 'iam']);
  });

  it('are assumed when no place names any', async () => {
    const found = await modes({ [CLI_INPUTS]: { version: 1, serviceConfiguration: {} } });
    expect(found.modes).toEqual([{ kind: 'apiKey', expiresInDays: null, description: null }]);
    expect(found.codes).toEqual(['AM3250']);
  });

  it('are taken once each', async () => {
    const found = await modes({ [CLI_INPUTS]: cliInputs(USERS, [KEY, { ...KEY, expirationTime: 9 }]) });
    expect(found.modes).toHaveLength(2);
    expect(found.codes).toEqual(['AM3252']);
  });

  it('name the place of a mode that AppSync does not have', async () => {
    const files = { [CLI_INPUTS]: cliInputs({ mode: 'PASSWORD' }) };
    await expect(readGarden(files)).rejects.toThrow(MigrateError);
    await expect(readGarden(files)).rejects.toThrow(/cli-inputs\.json:\d+:\d+: .*defaultAuthType/);
  });
});

describe('flags', () => {
  it.each([
    [{}, 1],
    [{ transformerversion: 2 }, 1],
    [{ useexperimentalpipelinedtransformer: true }, 2],
    [{ useexperimentalpipelinedtransformer: false, transformerversion: 2 }, 1],
  ])('%j is version %d of the transformer', async (graphqltransformer, version) => {
    const { settings } = await readGarden({ 'amplify/cli.json': { features: { graphqltransformer } } });
    expect(settings.flags.transformerVersion).toBe(version);
  });

  it('refuse a version that Gen 1 refuses, with its place', async () => {
    const graphqltransformer = { useexperimentalpipelinedtransformer: true, transformerversion: 3 };
    const files = { 'amplify/cli.json': { features: { graphqltransformer } } };
    await expect(readGarden(files)).rejects.toThrow(/^amplify\/cli\.json:5:.*expected 1 or 2/);
  });

  it('are Gen 1 defaults for projects that exist where cli.json lacks them', async () => {
    const { settings } = await readGarden({ 'amplify/cli.json': {} });
    expect(settings.flags).toMatchObject({
      secondaryKeyAsGSI: false,
      useSubUsernameForDefaultIdentityClaim: true,
      populateOwnerFieldForStaticGroupAuth: false,
    });
  });

  it.each([
    [{}, false],
    [{ CreateAPIKey: 1 }, false],
    [{ CreateAPIKey: '1' }, false],
    [{ CreateAPIKey: 0 }, true],
    [{ CreateAPIKey: '-1' }, true],
  ])('%j suppresses the API key: %s', async (parameters, suppressed) => {
    const { settings } = await readGarden({ [PARAMETERS]: parameters });
    expect(settings.flags.suppressApiKeyGeneration).toBe(suppressed);
  });
});

describe('conflict resolution', () => {
  const AUTOMERGE = { ConflictHandler: 'AUTOMERGE', ConflictDetection: 'VERSION' };
  const strategy = (conflictResolution: object): Files => ({
    [CLI_INPUTS]: cliInputs(USERS, [], { conflictResolution }),
  });

  it.each([
    ['nothing', strategy({}), null],
    ['NONE', strategy({ defaultResolutionStrategy: { type: 'NONE' } }), null],
    ['an empty ResolverConfig', { [CONF]: { Version: 5, ResolverConfig: {} } }, null],
    ['AUTOMERGE', strategy({ defaultResolutionStrategy: { type: 'AUTOMERGE' } }), 'AUTOMERGE'],
    ['transform.conf.json', { [CONF]: { ResolverConfig: { project: AUTOMERGE } } }, 'AUTOMERGE'],
    ['both', { ...strategy({}), [CONF]: { ResolverConfig: { project: AUTOMERGE } } }, 'AUTOMERGE'],
  ] as const)('is read from %s', async (_name, files, expected) => {
    const { settings } = await readGarden(files);
    expect(settings.conflicts?.project?.strategy ?? null).toBe(expected);
    expect(settings.findings).toEqual([]);
  });

  it('takes the function of a model, and the project for what is not whole', async () => {
    const handler = {
      ConflictHandler: 'LAMBDA',
      ConflictDetection: 'VERSION',
      LambdaConflictHandler: { name: 'judge-${env}' },
    };
    const models = { Plant: handler, Bed: { ConflictHandler: 'AUTOMERGE' } };
    const { settings } = await readGarden({ [CONF]: { ResolverConfig: { project: AUTOMERGE, models } } });
    expect(
      [...(settings.conflicts?.models ?? [])].map(([name, { functionName }]) => [name, functionName]),
    ).toEqual([['Plant', 'judge-${env}']]);
  });

  it('tells when the two places differ', async () => {
    const files = {
      ...strategy({ defaultResolutionStrategy: { type: 'OPTIMISTIC_CONCURRENCY' } }),
      [CONF]: { ResolverConfig: { project: AUTOMERGE } },
    };
    const { settings } = await readGarden(files);
    expect(settings.conflicts?.project?.strategy).toBe('OPTIMISTIC_CONCURRENCY');
    expect(codesOf(settings.findings ?? [])).toEqual(['AM3251']);
  });
});

describe('roles', () => {
  it('are one name or a list, and functions that depend on the API', async () => {
    const functions = {
      function: {
        water: { service: 'Lambda', dependsOn: [{ category: 'api', resourceName: 'garden' }] },
        prune: { service: 'Lambda', dependsOn: [{ category: 'storage', resourceName: 'shed' }] },
      },
    };
    const { settings } = await readGarden({
      ...config({}, functions),
      [ROLES]: { adminRoleNames: 'keeper' },
    });
    expect(settings.adminRoles.map(({ name }) => name)).toEqual(['keeper']);
    expect(settings.callingFunctions.map(({ name }) => name)).toEqual(['water']);
  });

  it('of groups lose their leave outside of the construct', async () => {
    const groups = 'amplify/backend/auth/userPoolGroups';
    const { input } = await planGarden({
      ...config({}, { auth: { gardenauth: { service: 'Cognito' }, userPoolGroups: {} } }),
      [CLI_INPUTS]: cliInputs({ mode: 'AWS_IAM' }, [USERS]),
      [`${groups}/user-pool-group-precedence.json`]: [{ groupName: 'Keepers' }, { groupName: 'Guests' }],
      [ROLES]: { adminRoleNames: ['KeepersGroupRole', 'pipeline-${env}'] },
    });
    const found = settingsObstacles(input);
    expect(
      found.map(({ lanes, finding: { code, message } }) => [code, lanes, message.includes('"Keepers"')]),
    ).toEqual([['AM3257', ['builder', 'sdl'], true]]);
    expect(found[0]?.access?.map(({ principal, change }) => [principal, change])).toEqual([
      ['group:Keepers', 'narrowed'],
    ]);
  });
});

describe('obstacles', () => {
  const cases: [name: string, files: Files, expected: [string, string[]][]][] = [
    ['nothing special', {}, []],
    [
      'DataStore',
      {
        [CONF]: {
          ResolverConfig: { project: { ConflictHandler: 'AUTOMERGE', ConflictDetection: 'VERSION' } },
        },
      },
      [['AM3255', ['builder', 'sdl']]],
    ],
    [
      'a handler without a name',
      {
        [CONF]: { ResolverConfig: { project: { ConflictHandler: 'LAMBDA', ConflictDetection: 'VERSION' } } },
      },
      [
        ['AM3255', ['builder', 'sdl']],
        ['AM3267', ['builder', 'sdl', 'construct']],
      ],
    ],
    [
      'an API key that is not made',
      { [CLI_INPUTS]: cliInputs(USERS, [KEY]), [PARAMETERS]: { CreateAPIKey: 0 } },
      [['AM3256', ['builder', 'sdl']]],
    ],
    [
      'a user pool from elsewhere',
      { [PARAMETERS]: { AuthCognitoUserPoolId: 'eu-west-1_Abc123' } },
      [['AM3258', ['builder', 'sdl']]],
    ],
    [
      'no user pool',
      { [CONFIG]: { api: { garden: { service: 'AppSync' } } } },
      [['AM3264', ['builder', 'sdl', 'construct']]],
    ],
    ['own transformers', { [CONF]: { transformers: ['graphql-weeds'] } }, [['AM3259', [...LANES]]]],
  ];

  it.each(cases)('of %s', async (_name, files, expected) => {
    const { input } = await planGarden(files);
    const found = settingsObstacles(input).map(({ lanes, finding }) => [finding.code, [...lanes]]);
    expect(found).toEqual(expected);
  });

  it('are none for the id of an imported pool', async () => {
    const { input } = await planGarden({
      [PARAMETERS]: { AuthCognitoUserPoolId: 'eu-west-1_Abc123' },
      'amplify/team-provider-info.json': {
        dev: { categories: { auth: { gardenauth: { userPoolId: 'eu-west-1_Abc123' } } } },
      },
    });
    expect(settingsObstacles(input)).toEqual([]);
  });
});

describe('what is told', () => {
  it('names the mode that defineData adds', async () => {
    const { input } = await planGarden({ [CLI_INPUTS]: cliInputs(KEY) });
    const told = (lane: 'builder' | 'construct') => tellSettings(input, lane).findings;
    expect(codesOf(told('builder'))).toEqual(['AM3260', 'AM3287']);
    expect(codesOf(told('construct'))).toEqual([]);
  });

  it('knows that an identity pool alone adds none', async () => {
    const { input } = await planGarden({
      [CLI_INPUTS]: cliInputs(KEY),
      'amplify/backend/auth/gardenauth/cli-inputs.json': {
        cognitoConfig: { authSelections: 'identityPoolOnly' },
      },
    });
    expect(codesOf(tellSettings(input, 'builder').findings)).toEqual(['AM3287']);
  });

  it('names roles and functions that call the API with IAM', async () => {
    const modes = cliInputs(USERS, [{ mode: 'AWS_IAM' }]);
    const { input } = await planGarden({ [CLI_INPUTS]: modes, [ROLES]: { adminRoleNames: ['keeper'] } });
    const told = tellSettings(input, 'construct').findings;
    expect(codesOf(told)).toEqual(['AM3262']);
    expect(told[0]?.message).toContain('"keeper"');
    const without = await planGarden({ [ROLES]: { adminRoleNames: ['keeper'] } });
    expect(codesOf(tellSettings(without.input, 'construct').findings)).toEqual([]);
  });

  it('says that the authorizer stays with Gen 1', async () => {
    const lambda = { mode: 'AWS_LAMBDA', lambdaFunction: 'doorman' };
    const { input } = await planGarden({ [CLI_INPUTS]: cliInputs(lambda) });
    const told = tellSettings(input, 'builder').findings.find(({ code }) => code === 'AM3265');
    expect(told?.message).toContain('"doorman-dev"');
  });

  it('names an expiry that AppSync does not take', async () => {
    const { input } = await planGarden({ [CLI_INPUTS]: cliInputs({ ...KEY, expirationTime: 400 }) });
    expect(codesOf(tellSettings(input, 'construct').findings)).toEqual(['AM3254']);
  });
});
