import { describe, expect, it } from 'vitest';
import { type PlanOptions } from '../../src/core/feature.js';
import { settingsObstacles, tellSettings } from '../../transforms/data/settings/index.js';
import { type Files } from '../gen1/project.js';
import { API_FOLDER, API_ID, cliInputs, codesOf, planGarden } from './settings-project.js';

const OTHER_ID = '21zyxwvutsrqponmlkjihgfedc';
const SCHEMA = `${API_FOLDER}/schema.graphql`;
const META = 'amplify/backend/amplify-meta.json';
const TEAM = 'amplify/team-provider-info.json';
const CLI = 'amplify/cli.json';

/** What `amplify pull` leaves of an environment. */
function meta(environment = 'dev', id = API_ID): Files {
  return {
    [META]: {
      providers: { awscloudformation: { StackName: `amplify-garden-${environment}-1a2b3` } },
      api: { garden: { service: 'AppSync', output: { GraphQLAPIIdOutput: id } } },
    },
  };
}

const FLAGS = { useexperimentalpipelinedtransformer: true, transformerversion: 2, secondarykeyasgsi: true };
/** The flag that protects tables. */
const FLAG: Files = {
  [CLI]: { features: { graphqltransformer: { ...FLAGS, enablegen2migration: true } } },
};
/** Tables that can be imported: the CLI writes that their encryption is the usual one. */
const PROTECTED: Files = {
  ...FLAG,
  [`${API_FOLDER}/parameters.json`]: { DynamoDBEnableServerSideEncryption: false },
};

async function plan(files: Files, options: PlanOptions = {}, env?: string) {
  const { plan, findings, input } = await planGarden(files, options, env);
  const branches = plan.kind === 'import' ? plan.branches : [];
  return {
    kind: plan.kind,
    codes: codesOf(findings),
    findings,
    input,
    branches: Object.fromEntries(branches.map(({ branch, tables }) => [branch, Object.fromEntries(tables)])),
  };
}

describe('without a choice', () => {
  it('takes new tables where the repository does not hold the id of the API', async () => {
    const { kind, codes, findings } = await plan({});
    expect([kind, codes]).toEqual(['new', ['AM3275']]);
    expect(findings[0]?.message).toMatch(/^the repository does not hold the id of the API/);
  });

  it('imports those of the environment that was pulled', async () => {
    const { branches, codes } = await plan({ ...meta(), ...PROTECTED });
    expect(branches).toEqual({ dev: { Plant: `Plant-${API_ID}-dev` } });
    expect(codes).toEqual(['AM3276']);
  });

  it('finds the id in what backend-config.json keeps', async () => {
    const output = { GraphQLAPIIdOutput: API_ID };
    const files = {
      'amplify/backend/backend-config.json': { api: { garden: { service: 'AppSync', output } } },
    };
    expect((await plan({ ...files, ...PROTECTED })).branches).toEqual({
      dev: { Plant: `Plant-${API_ID}-dev` },
    });
  });

  it('finds the id of each environment in the names of tables that functions are given', async () => {
    const values = (name: string) => ({ categories: { function: { water: { plants: name } } } });
    const team = {
      dev: values(`Plant-${API_ID}-dev`),
      prod: values(`Plant-${OTHER_ID}-prod`),
      test: values(`Weeds-${OTHER_ID}-test`),
    };
    const { branches, findings } = await plan({ [TEAM]: team, ...PROTECTED }, { branch: 'main' }, 'dev');
    expect(branches).toEqual({
      main: { Plant: `Plant-${API_ID}-dev` },
      prod: { Plant: `Plant-${OTHER_ID}-prod` },
    });
    const told = findings.find(({ code }) => code === 'AM3277');
    expect(told?.message).toContain('`test`');
    expect(told?.message).not.toContain('`prod`');
  });

  it('takes the id for that of the environment that the stack names', async () => {
    const team = { [TEAM]: { dev: {}, prod: {} } };
    const { branches, codes } = await plan({ ...team, ...meta('prod'), ...PROTECTED }, {}, 'dev');
    expect(branches).toEqual({ prod: { Plant: `Plant-${API_ID}-prod` } });
    expect(codes).toEqual(['AM3276', 'AM3278']);
  });

  it('does not guess of which of several environments an id is', async () => {
    const files = { [TEAM]: { dev: {}, prod: {} }, ...meta('elsewhere'), ...PROTECTED };
    expect((await plan(files, {}, 'dev')).kind).toBe('new');
  });

  it('has nothing to import for a schema without models', async () => {
    const { kind, codes } = await plan({ ...meta(), [SCHEMA]: 'type Query { hello: String }\n' });
    expect([kind, codes]).toEqual(['new', []]);
  });
});

describe('--tables and --table', () => {
  it('new leaves the deployed tables alone', async () => {
    const { kind, codes, findings } = await plan(meta(), { tables: 'new' });
    expect([kind, codes]).toEqual(['new', ['AM3275']]);
    expect(findings[0]?.message).toMatch(/^new tables were asked for/);
  });

  it('import can not name tables without an id', async () => {
    const { kind, codes } = await plan({}, { tables: 'import' });
    expect([kind, codes]).toEqual(['new', ['AM3278']]);
  });

  it('take the name of a table from the command line', async () => {
    const { branches, codes } = await plan(PROTECTED, { table: new Map([['Plant', 'herbs']]) });
    expect(branches).toEqual({ dev: { Plant: 'herbs' } });
    expect(codes).toEqual(['AM3276']);
  });

  it('prefer the command line to the id', async () => {
    const { branches } = await plan({ ...meta(), ...PROTECTED }, { table: new Map([['Plant', 'herbs']]) });
    expect(branches).toEqual({ dev: { Plant: 'herbs' } });
  });

  it('tell of models without a table', async () => {
    const sdl = 'type Plant @model { id: ID! }\ntype Bed @model { id: ID! }\n';
    const table = new Map([['Plant', 'herbs']]);
    const { codes, findings } = await plan({ ...PROTECTED, [SCHEMA]: sdl }, { tables: 'import', table });
    expect(codes).toEqual(['AM3276', 'AM3285']);
    expect(findings[1]?.message).toContain('Bed');
  });

  it('refuse a model that is not there', async () => {
    const table = new Map([['Plnt', 'herbs']]);
    await expect(plan({}, { table })).rejects.toThrow(
      '--table names the model "Plnt", which the schema does not have. It has Plant.',
    );
  });
});

describe('names of tables', () => {
  it('hold what @mapsTo says, and join models', async () => {
    const sdl = `type Plant @model @mapsTo(name: "Herb") {
  id: ID!
  beds: [Bed] @manyToMany(relationName: "PlantBeds")
}
type Bed @model {
  id: ID!
  plants: [Plant] @manyToMany(relationName: "PlantBeds")
}
`;
    const files = { ...meta(), ...PROTECTED, [SCHEMA]: sdl };
    expect((await plan(files)).codes).toEqual(['AM3284', 'AM3288']);
    const { branches, input } = await plan(files, { tables: 'import' });
    expect(branches['dev']).toEqual({
      Plant: `Herb-${API_ID}-dev`,
      Bed: `Bed-${API_ID}-dev`,
      PlantBeds: `PlantBeds-${API_ID}-dev`,
    });
    expect(
      settingsObstacles(input).map(({ finding, lanes, tables }) => [finding.code, lanes, tables]),
    ).toEqual([['AM3288', ['sdl', 'construct'], 'import']]);
  });
});

describe('branches', () => {
  it('of another name are told', async () => {
    const { branches, codes, findings } = await plan({ ...meta(), ...PROTECTED }, { branch: 'main' });
    expect(Object.keys(branches)).toEqual(['main']);
    expect(codes).toEqual(['AM3276', 'AM3289']);
    expect(findings[0]?.message).toContain('a sandbox and every other branch get new, empty tables');
  });

  it('that have the name of another environment keep the tables of the chosen one', async () => {
    const values = { categories: { function: { water: { plants: `Plant-${OTHER_ID}-prod` } } } };
    const files = { ...meta(), ...PROTECTED, [TEAM]: { dev: {}, prod: values } };
    const { branches, findings } = await plan(files, { branch: 'prod' }, 'dev');
    expect(branches).toEqual({ prod: { Plant: `Plant-${API_ID}-dev` } });
    expect(findings.find(({ code }) => code === 'AM3289')?.message).toContain(
      'its own tables are not imported',
    );
  });
});

describe('owners', () => {
  const sdl = 'type Plant @model @auth(rules: [{ allow: owner }]) { id: ID! }\n';
  const files: Files = { ...meta(), ...PROTECTED, [SCHEMA]: sdl };
  const referenced = { 'amplify/auth/resource.ts': 'export const auth = referenceAuth({});\n' };
  const imported = {
    'amplify/backend/backend-config.json': {
      auth: { gardenauth: { service: 'Cognito', serviceType: 'imported' } },
      api: { garden: { service: 'AppSync' } },
    },
  };
  const cases: [name: string, files: Files, options: PlanOptions, orphaned: boolean][] = [
    ['a new user pool', {}, {}, true],
    ['a new user pool in the same run', referenced, { together: ['auth', 'data'] }, true],
    ['--auth reference', {}, { auth: 'reference' }, false],
    ['an imported user pool', imported, {}, false],
    ['a new pool in place of an imported one', imported, { auth: 'define' }, true],
    ['a backend that references the pool', referenced, {}, false],
    ['a backend that defines a pool', { 'amplify/auth/resource.ts': 'defineAuth({});\n' }, {}, true],
    ['new tables', {}, { tables: 'new' }, false],
    ['owners by OIDC', { [SCHEMA]: sdl.replace('owner }', 'owner, provider: oidc }') }, {}, false],
    ['owners by e-mail', { [SCHEMA]: sdl.replace('owner }', 'owner, identityClaim: "email" }') }, {}, false],
    ['no owners', { [SCHEMA]: sdl.replace('owner', 'private') }, {}, false],
    [
      'owners of a field',
      { [SCHEMA]: 'type Plant @model { id: ID! note: String @auth(rules: [{ allow: owner }]) }\n' },
      {},
      true,
    ],
  ];

  it.each(cases)('beside %s', async (_name, more, options, orphaned) => {
    const { codes } = await plan({ ...files, ...more }, options);
    expect(codes.includes('AM3279')).toBe(orphaned);
  });
});

describe('what fails when it is deployed', () => {
  const parameters = (values: object): Files => ({ [`${API_FOLDER}/parameters.json`]: values });
  const sse = { DynamoDBEnableServerSideEncryption: 'true' };
  const off = { DynamoDBEnableServerSideEncryption: false };

  it.each([
    ['encryption with KMS', parameters(sse), ['AM3280']],
    ['encryption by the default of the template', parameters({ AppSyncApiName: 'garden' }), ['AM3280']],
    ['provisioned capacity', parameters({ ...off, DynamoDBBillingMode: 'PROVISIONED' }), ['AM3280']],
    ['nothing', parameters(off), []],
    ['tables that are not protected', { [CLI]: { features: { graphqltransformer: FLAGS } } }, ['AM3281']],
  ])('is told: %s', async (_name, files, expected) => {
    const { codes } = await plan({ ...meta(), ...PROTECTED, ...files }, { tables: 'import' });
    expect(codes).toEqual(['AM3276', ...expected]);
    expect((await plan({ ...meta(), ...PROTECTED, ...files }, { tables: 'new' })).codes).toEqual(['AM3275']);
  });

  it('is told: no parameters.json, so that the template decides about the encryption', async () => {
    expect((await plan({ ...meta(), ...FLAG }, { tables: 'import' })).codes).toEqual(['AM3276', 'AM3280']);
  });

  it('is not planned where nobody asks for it', async () => {
    const { kind, codes, findings } = await plan({ ...meta(), ...PROTECTED, ...parameters(sse) });
    expect(kind).toBe('new');
    expect(codes).toEqual(['AM3284', 'AM3280']);
    expect(findings.map(({ level }) => level)).toEqual(['warning', 'note']);
    const named = { table: new Map([['Plant', 'herbs']]) };
    expect((await plan({ ...meta(), ...PROTECTED, ...parameters(sse) }, named)).codes).toContain('AM3276');
  });

  it('is an obstacle in every lane: local indexes', async () => {
    const sdl = 'type Plant @model { id: ID! @primaryKey(sortKeyFields: ["bed"]) bed: ID! kind: ID! }\n';
    const local = sdl.replace('["bed"])', '["bed"]) @index(name: "byKind", sortKeyFields: ["kind"])');
    const { input } = await plan({ ...meta(), [CLI]: {}, [SCHEMA]: local });
    const found = settingsObstacles(input).map(({ finding, lanes, tables }) => [finding.code, lanes, tables]);
    expect(found).toEqual([['AM3282', ['builder', 'sdl', 'construct'], 'import']]);
  });
});

describe('records of today', () => {
  it('hold deletions of DataStore, which only the construct hides', async () => {
    const conflictResolution = { defaultResolutionStrategy: { type: 'AUTOMERGE' } };
    const files = {
      ...meta(),
      [`${API_FOLDER}/cli-inputs.json`]: cliInputs({ mode: 'API_KEY' }, [], { conflictResolution }),
    };
    const { input } = await plan(files, { tables: 'import' });
    expect(codesOf(tellSettings(input, 'builder').findings)).toContain('AM3283');
    expect(codesOf(tellSettings(input, 'construct').findings)).not.toContain('AM3283');
  });

  it('are not in a new search domain', async () => {
    const sdl = 'type Plant @model @searchable { id: ID! }\n';
    expect((await plan({ ...meta(), ...PROTECTED, [SCHEMA]: sdl })).codes).toEqual(['AM3276', 'AM3286']);
  });
});
