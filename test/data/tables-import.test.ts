import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { compileFunction } from 'node:vm';
import { describe, expect, it, vi } from 'vitest';
import { writeConstruct } from '../../transforms/data/construct/index.js';
import { writeSdl } from '../../transforms/data/sdl/index.js';
import { type Stacks } from '../../src/verify/template.js';
import { backends } from '../synth/backends.js';
import { API_FOLDER, API_ID, planGarden } from './settings-project.js';

const { synthCase } = backends();
vi.setConfig({ testTimeout: 180_000 });

interface TableImport {
  readonly getExpectedTableProperties: (input: object) => object;
  readonly getImportedTableComparisonProperties: (table: object) => object;
  readonly validateImportedTableProperties: (imported: object, expected: object) => void;
}

/** The comparison of the table manager, which runs in a Lambda that has the client of DynamoDB. */
function tableImport(): TableImport {
  const construct = createRequire(
    createRequire(import.meta.url).resolve('@aws-amplify/graphql-api-construct'),
  );
  const lambda = 'resources/amplify-dynamodb-table/amplify-table-manager-lambda/import-table.js';
  const file = construct.resolve('@aws-amplify/graphql-model-transformer').replace('index.js', lambda);
  const exports = {};
  const load = createRequire(file);
  const withoutClient = (name: string): unknown => (name === '@aws-sdk/client-dynamodb' ? {} : load(name));
  type Module = (require: typeof withoutClient, exports: object) => void;
  const module = compileFunction(readFileSync(file, 'utf8'), ['require', 'exports']) as Module;
  module(withoutClient, exports);
  return exports as TableImport;
}

const TABLE = {
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
  DeletionProtectionEnabled: true,
};
/** What CloudFormation asks for, and what DynamoDB says of the table that Gen 1 made. */
const ON_DEMAND = { ...TABLE, BillingMode: 'PAY_PER_REQUEST' };
const DEPLOYED = {
  ...TABLE,
  BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
  ProvisionedThroughput: { ReadCapacityUnits: 0, WriteCapacityUnits: 0 },
};
const UNITS = { ReadCapacityUnits: 5, WriteCapacityUnits: 5 };

describe('the comparison before an import', () => {
  // DynamoDB describes no billing mode for a table that never was on demand.
  const provisioned = { ...TABLE, ProvisionedThroughput: UNITS };

  it.each([
    ['equal tables', ON_DEMAND, DEPLOYED, null],
    [
      'encryption with KMS on both sides',
      { ...ON_DEMAND, SSESpecification: { Enabled: true } },
      { ...DEPLOYED, SSEDescription: { SSEType: 'KMS', Status: 'ENABLED' } },
      'SSEDescription',
    ],
    [
      'provisioned capacity on both sides',
      { ...TABLE, BillingMode: 'PROVISIONED', ProvisionedThroughput: UNITS },
      provisioned,
      'BillingModeSummary',
    ],
    [
      'a table that is not protected',
      ON_DEMAND,
      { ...DEPLOYED, DeletionProtectionEnabled: false },
      'DeletionProtectionEnabled',
    ],
  ])('of %s', (_name, wanted, deployed, problem) => {
    const {
      getExpectedTableProperties,
      getImportedTableComparisonProperties,
      validateImportedTableProperties,
    } = tableImport();
    const compare = () => {
      validateImportedTableProperties(
        getImportedTableComparisonProperties(deployed),
        getExpectedTableProperties(wanted),
      );
    };
    if (problem === null) expect(compare).not.toThrow();
    else expect(compare).toThrow(`${problem} does not match the expected value`);
  });
});

function importedTables(stacks: Stacks): unknown[] {
  return [...stacks.values()].flatMap(({ template }) =>
    Object.values(template.Resources)
      .filter(({ Type }) => Type === 'Custom::ImportedAmplifyDynamoDBTable')
      .map(({ Properties }) => Properties?.['tableName']),
  );
}

/** With `@manyToMany` the transformers take the table of one side for the model between. */
const JOINED = `type Plant @model @auth(rules: [{ allow: private }]) { id: ID! beds: [Bed] @manyToMany(relationName: "PlantBeds") }
type Bed @model @auth(rules: [{ allow: private }]) { id: ID! plants: [Plant] @manyToMany(relationName: "PlantBeds") }
`;
const BACKENDS = {
  construct: { write: writeConstruct, uses: "import { createApi } from './data/api';", resources: 'auth' },
  sdl: { write: writeSdl, uses: "import { data } from './data/resource';", resources: 'auth, data' },
};

it.each(['construct', 'sdl'] as const)('gives each model the table of the branch: %s', async (lane) => {
  const { write, uses, resources } = BACKENDS[lane];
  const output = { GraphQLAPIIdOutput: API_ID };
  const { input } = await planGarden(
    {
      'amplify/backend/amplify-meta.json': { api: { garden: { output } } },
      [`${API_FOLDER}/schema.graphql`]: JOINED,
    },
    { branch: 'main', tables: 'import' },
  );
  const { files, backend } = write(input);
  const texts = new Map(files.map(({ path, content }) => [path, content]));
  if (lane === 'construct') expect(texts.get('amplify/data/api.ts')).toContain("isSandbox ? 'sandbox' :");
  const { stacks } = await synthCase(
    new Map([
      ...texts,
      [
        'amplify/auth/resource.ts',
        "import { defineAuth } from '@aws-amplify/backend';\nexport const auth = defineAuth({ loginWith: { email: true } });\n",
      ],
      [
        'amplify/backend.ts',
        `import { defineBackend } from '@aws-amplify/backend';
import { auth } from './auth/resource';
${uses}
const backend = defineBackend({ ${resources} });
${backend.statements.map(({ code }) => code).join('\n')}
`,
      ],
    ]),
  );
  const tables = ['Bed', 'Plant', 'PlantBeds'].map((model) => `${model}-${API_ID}-dev`);
  expect(importedTables(stacks).sort()).toEqual(tables);
});
