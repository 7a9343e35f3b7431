import { describe, expect, it } from 'vitest';
import { type Lane } from '../../transforms/data/lane.js';
import { type TablePlan } from '../../transforms/data/settings.js';
import { planCustom, readApiOverride } from '../../transforms/data/custom/index.js';
import { formatCode } from '../auth/format-code.js';
import { laneInputOf } from './lane-input.js';

const SDL = `
type Bird @model @searchable @auth(rules: [{ allow: private }]) { id: ID! name: String }
type Nest @model @auth(rules: [{ allow: private }]) { id: ID! height: Int }
`;

/** The emitted body and what is told, for the statements of an override. */
async function carried(body: string, lane: Lane = 'sdl', before = '', tables: TablePlan = NEW) {
  const source = `${before}\nexport function override(resources: any, info: any) {\n${body}\n}\n`;
  return carriedFile(source, lane, tables);
}

const NEW: TablePlan = { kind: 'new' };
const IMPORTED: TablePlan = { kind: 'import', branches: [{ branch: 'main', tables: new Map() }] };

async function carriedFile(source: string, lane: Lane = 'sdl', tables: TablePlan = NEW) {
  const given = laneInputOf(SDL, undefined, { files: { 'override.ts': source }, tables });
  const override = await readApiOverride(given.app, given.resource);
  const plan = planCustom({ ...given, override }, lane);
  const file = plan.files.find(({ path }) => path === 'amplify/data/custom/overrides.ts');
  const text = file === undefined ? null : await formatCode(String(file.content));
  const inside =
    text === null ? [] : (/\) \{\n(?<body>[^]*)\}\n$/.exec(text)?.groups?.['body'] ?? '').split('\n');
  return {
    text,
    body: inside.map((line) => line.replace(/^ {2}/, '')).filter((line) => line !== ''),
    told: plan.findings
      .filter(({ code }) => code.startsWith('AM331') || code === 'AM3280')
      .map(({ code, message }) => `${code} ${message}`),
    leaves: plan.override.leaves.map(({ leaf, disposition }) => `${leaf.origin.line} ${disposition.kind}`),
  };
}

describe('an override of the tables', () => {
  it('says time to live, recovery, capacity and encryption as the tables of Gen 2 take them', async () => {
    const { body, told } = await carried(`
      resources.models['Bird'].modelDDBTable.timeToLiveSpecification = { attributeName: 'gone', enabled: true };
      resources.models!.Nest!.modelDDBTable!.pointInTimeRecoverySpecification = { pointInTimeRecoveryEnabled: true };
      resources.models['Nest'].modelDDBTable.billingMode = 'PROVISIONED';
      resources.models['Nest'].modelDDBTable.streamSpecification = { streamViewType: 'NEW_IMAGE' };
      resources.models['Nest'].modelDDBTable.sseSpecification = { sseEnabled: true, sseType: 'KMS' };
    `);
    expect(told).toEqual([]);
    expect(body.join('\n')).toMatchInlineSnapshot(`
      "const { amplifyDynamoDbTables } = resources.cfnResources;
      amplifyDynamoDbTables['Bird'].timeToLiveAttribute = {
        attributeName: 'gone',
        enabled: true,
      };
      amplifyDynamoDbTables['Nest'].pointInTimeRecoverySpecification = {
        pointInTimeRecoveryEnabled: true,
      };
      amplifyDynamoDbTables['Nest'].billingMode = BillingMode.PROVISIONED;
      amplifyDynamoDbTables['Nest'].streamSpecification = { streamViewType: StreamViewType.NEW_IMAGE };
      amplifyDynamoDbTables['Nest'].sseSpecification = {
        sseEnabled: true,
      };"
    `);
  });

  it('sets the resources of tables that are imported, which have no wrapper', async () => {
    const { body, told } = await carried(
      `resources.models['Bird'].modelDDBTable.timeToLiveSpecification = { attributeName: 'gone', enabled: true };
      for (const model of Object.values(resources.models)) {
        model.modelDDBTable.addPropertyOverride('PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled', true);
      }`,
      'sdl',
      '',
      IMPORTED,
    );
    expect(told).toEqual([]);
    expect(body.join('\n')).toMatchInlineSnapshot(`
      "const modelTables = tablesOf(resources.graphqlApi);
      modelTables['Bird'].addPropertyOverride('timeToLiveSpecification', {
        attributeName: 'gone',
        enabled: true,
      });
      for (const table of Object.values(modelTables)) {
        table.addPropertyOverride('pointInTimeRecoverySpecification', { pointInTimeRecoveryEnabled: true });
      }"
    `);
  });

  it('tells what an import never finds equal', async () => {
    const { told } = await carried(
      `resources.models['Nest'].modelDDBTable.sseSpecification = { sseEnabled: true };
      resources.models['Nest'].modelDDBTable.billingMode = 'PROVISIONED';`,
      'sdl',
      '',
      IMPORTED,
    );
    expect(told.map((text) => text.slice(0, 45))).toEqual([
      'AM3280 override.ts encrypts tables with a key',
      'AM3280 override.ts gives tables provisioned c',
    ]);
  });

  it('takes a path of CloudFormation for the same', async () => {
    const { body } = await carried(`
      resources.models['Bird'].modelDDBTable.addPropertyOverride('TimeToLiveSpecification', { AttributeName: 'gone', Enabled: true });
      resources.models['Bird'].modelDDBTable.addPropertyOverride('PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled', true);
    `);
    expect(body.join('\n')).toMatchInlineSnapshot(`
      "const { amplifyDynamoDbTables } = resources.cfnResources;
      amplifyDynamoDbTables['Bird'].timeToLiveAttribute = {
        attributeName: 'gone',
        enabled: true,
      };
      amplifyDynamoDbTables['Bird'].pointInTimeRecoveryEnabled = true;"
    `);
  });

  it('loops over all of them, and over those that it names', async () => {
    const { body, told } = await carried(`
      Object.keys(resources.models).forEach((name) => {
        if (resources.models[name].modelDDBTable) {
          resources.models[name].modelDDBTable.deletionProtectionEnabled = true;
        }
      });
      for (const model of Object.values(resources.models)) {
        model.modelDDBTable.pointInTimeRecoverySpecification = { pointInTimeRecoveryEnabled: info.envName === 'prod' };
      }
      for (const name of ['Bird', 'Nest']) {
        resources.models[name].modelDDBTable.timeToLiveSpecification = { attributeName: 'gone', enabled: true };
      }
    `);
    expect(told).toEqual([]);
    expect(body.join('\n')).toMatchInlineSnapshot(`
      "const { amplifyDynamoDbTables } = resources.cfnResources;
      const branch = process.env.AWS_BRANCH ?? 'main';
      const environmentName = branch === 'main' ? 'dev' : branch;
      for (const table of Object.values(amplifyDynamoDbTables)) {
        table.deletionProtectionEnabled = true;
      }
      for (const table of Object.values(amplifyDynamoDbTables)) {
        table.pointInTimeRecoverySpecification = {
          pointInTimeRecoveryEnabled: environmentName === 'prod',
        };
      }
      for (const name of ['Bird', 'Nest']) {
        amplifyDynamoDbTables[name].timeToLiveAttribute = {
          attributeName: 'gone',
          enabled: true,
        };
      }"
    `);
  });
});

describe('an override of other parts', () => {
  it('sets properties of the API, of resolvers and of the functions of pipelines', async () => {
    const { body, told } = await carried(`
      const api = resources.api.GraphQLAPI;
      api.xrayEnabled = true;
      api.logConfig = { fieldLogLevel: 'ALL', excludeVerboseContent: false };
      resources.models['Bird'].resolvers['queryGetBirdResolver'].requestMappingTemplate = '$util.toJson({})';
      resources.models['Bird'].appsyncFunctions['QueryGetBirdDataResolverFnQueryGetBirdDataResolverFnAppSyncFunction1A2B3C4D'].responseMappingTemplate = \`#if( true )
\${info.envName}
#end\`;
      resources.models['Bird'].modelIamRole.maxSessionDuration = 7200;
    `);
    expect(told).toEqual([]);
    expect(body.join('\n')).toMatchInlineSnapshot(`
      "const { cfnGraphqlApi, cfnResolvers, cfnFunctionConfigurations, cfnRoles } = resources.cfnResources;
      const branch = process.env.AWS_BRANCH ?? 'main';
      const environmentName = branch === 'main' ? 'dev' : branch;
      cfnGraphqlApi.xrayEnabled = true;
      cfnGraphqlApi.addPropertyOverride('LogConfig', {
        FieldLogLevel: 'ALL',
        ExcludeVerboseContent: false,
      });
      cfnResolvers['Query.getBird'].requestMappingTemplateS3Location = undefined;
      cfnResolvers['Query.getBird'].requestMappingTemplate = '$util.toJson({})';
      cfnFunctionConfigurations['QueryGetBirdDataResolverFn'].responseMappingTemplateS3Location = undefined;
      cfnFunctionConfigurations['QueryGetBirdDataResolverFn'].responseMappingTemplate = \`#if( true )
      \${environmentName}
      #end\`;
      cfnRoles['BirdIAMRole'].addPropertyOverride('MaxSessionDuration', 7200);"
    `);
  });

  it('sets what it names of the search, and keeps what it spreads', async () => {
    const { body } = await carried(`
      if (info.envName === 'prod') {
        resources.opensearch.OpenSearchDomain.elasticsearchClusterConfig = {
          ...resources.opensearch.OpenSearchDomain.elasticsearchClusterConfig,
          instanceCount: 2,
        };
      }
    `);
    expect(body.join('\n')).toMatchInlineSnapshot(`
      "const { additionalCfnResources } = resources.cfnResources;
      const branch = process.env.AWS_BRANCH ?? 'main';
      const environmentName = branch === 'main' ? 'dev' : branch;
      if (environmentName === 'prod') {
        additionalCfnResources['OpenSearchDomain'].addPropertyOverride(
          'ElasticsearchClusterConfig.InstanceCount',
          2,
        );
      }"
    `);
  });

  it('has no search in the builder', async () => {
    const { text, told } = await carried(
      'resources.opensearch.OpenSearchDomain.ebsOptions = { volumeSize: 20 };',
      'builder',
    );
    expect(text).toBeNull();
    expect(told[0]).toMatch(/^AM3310 .*the builder has no search$/);
  });
});

describe('an override that is not carried over', () => {
  it.each([
    ['resources.models.Eagle.modelDDBTable.billingMode = "PROVISIONED";', 'the schema has no model "Eagle"'],
    ['resources.models.Bird.modelDDBTable.tableName = "birds";', 'the tables of Gen 2 have no "tableName"'],
    ['resources.api.GraphQLAPI.name = process.env.NAME;', 'a variable of the machine'],
    ['resources.api.GraphQLAPI.name = require("./name");', "a call can't be carried over"],
    ['resources.function.echo = 1;', `Gen 2's API has no "function"`],
    ['resources.api.rootstack.tags = 1;', `Gen 2's API has no "rootstack"`],
    ['while (true) {}', "a while statement can't be carried over"],
    ['resources.api.GraphQLAPI.xrayEnabled = unknown;', 'it needs "unknown"'],
    ['info.envName = "x";', 'outside of the API'],
  ])('tells %s', async (statement, why) => {
    const { text, told, leaves } = await carried(statement);
    expect(text).toBeNull();
    expect(told).toHaveLength(1);
    expect(told[0]).toContain(why);
    expect(leaves).toEqual(['3 manual']);
  });

  it('stays behind with what it needs, and the rest is carried over', async () => {
    const { body, told, leaves } = await carried(`const where = process.env.WHERE;
      resources.api.GraphQLAPI.name = where;
      resources.api.GraphQLAPI.xrayEnabled = true;`);
    expect(body).toEqual([
      'const { cfnGraphqlApi } = resources.cfnResources;',
      'cfnGraphqlApi.xrayEnabled = true;',
    ]);
    expect(told).toHaveLength(2);
    expect(leaves).toEqual(['3 manual', '4 manual', '5 override']);
  });

  it('is told as a whole when it does not parse, or has no function', async () => {
    expect((await carriedFile('export function override( {')).told[0]).toMatch(/^AM3311/);
    expect((await carriedFile('export const other = 1;')).told[0]).toContain('exports no function');
  });

  it('does not show a secret', async () => {
    const { text, told } = await carried(`const apiSecret = 'hunter2';`);
    expect(text).toBeNull();
    expect(JSON.stringify(told)).not.toContain('hunter2');
  });

  it('never makes code of a text', async () => {
    const { body } = await carried("resources.api.GraphQLAPI.name = '`); process.exit(1); (`${1}';");
    expect(body.at(-1)).toBe("cfnGraphqlApi.name = '`); process.exit(1); (`${1}';");
  });
});
