import { type Code, code, lineComment, literal } from '../../../src/emit/code.js';
import { ModuleText } from '../../../src/emit/code.js';
import { type Api } from '../api.js';
import { type LaneInput, type LaneOutput } from '../lane.js';
import { type ApiSettings, type TablePlan } from '../settings.js';
import { MODEL_TABLES, type TableSetting, modelTables, setOnTable, tablesCode } from '../tables/resources.js';
import { type ModeKind, TABLE_UNITS, encryptsTables, modeOf } from './facts.js';

export const DATA_OVERRIDES_PATH = 'amplify/data/overrides.ts';
export const DATA_OVERRIDES_FUNCTION = 'keepGen1Data';

/** Statements that belong together, with the reason. */
export interface DataOverride {
  readonly reason: string;
  readonly statements: readonly Code[];
}

/**
 * What sets back where the API would be otherwise than in Gen 1. The statements use `cfnGraphqlApi` and
 * `amplifyDynamoDbTables` of `resources.cfnResources`, `modelTables`, and `resources` itself.
 */
export function dataOverrides(
  { api, settings, tables }: Pick<LaneInput, 'api' | 'settings' | 'tables'>,
  module: ModuleText,
): DataOverride[] {
  return [
    ...oidcOverride(settings),
    ...billingOverride(settings, module),
    ...keyOverride(api, tables.kind),
    ...tableOverrides(settings, tables.kind),
  ];
}

/** The order in which the API lists its modes (authorization-modes of graphql-api-construct). */
const LISTED: readonly ModeKind[] = ['apiKey', 'lambda', 'oidc', 'userPools', 'iam'];

/** The arguments for the lifetimes of a token are not optional; AppSync's properties are. */
function oidcOverride(settings: ApiSettings): DataOverride[] {
  const oidc = modeOf(settings, 'oidc');
  if (!oidc) return [];
  const path =
    settings.defaultMode.kind === 'oidc'
      ? 'OpenIDConnectConfig'
      : `AdditionalAuthenticationProviders.${String(placeOf('oidc', settings))}.OpenIDConnectConfig`;
  const unset = [
    ...(oidc.authTtl === null ? ['AuthTTL'] : []),
    ...(oidc.issueTtl === null ? ['IatTTL'] : []),
  ];
  if (unset.length === 0) return [];
  return [
    {
      reason: 'Gen 1 set no limit to the age of a token',
      statements: unset.map(
        (name) => code`cfnGraphqlApi.addPropertyDeletionOverride(${literal(`${path}.${name}`)});`,
      ),
    },
  ];
}

function placeOf(kind: ModeKind, settings: ApiSettings): number {
  const before = LISTED.slice(0, LISTED.indexOf(kind));
  return before.filter(
    (other) => other !== settings.defaultMode.kind && modeOf(settings, other) !== undefined,
  ).length;
}

/** Tables and their indexes take the mode and the units from parameters of the stack of the API. */
function billingOverride({ tables }: ApiSettings, module: ModuleText): DataOverride[] {
  if (tables?.billing?.value !== 'PROVISIONED') return [];
  const CfnParameter = module.use('CfnParameter', 'aws-cdk-lib');
  const Stack = module.use('Stack', 'aws-cdk-lib');
  const defaults = literal({
    DynamoDBBillingMode: 'PROVISIONED',
    DynamoDBModelTableReadIOPS: tables.readUnits?.value ?? TABLE_UNITS,
    DynamoDBModelTableWriteIOPS: tables.writeUnits?.value ?? TABLE_UNITS,
  });
  return [
    {
      reason: 'The tables have provisioned capacity',
      statements: [
        code`for (const [name, value] of Object.entries(${defaults})) {
  const parameter = ${Stack}.of(resources.graphqlApi).node.findChild(name);
  if (parameter instanceof ${CfnParameter}) parameter.default = value;
}`,
      ],
    },
  ];
}

/**
 * The import compares the keys of a table with those of its resource. The transformer sets a written primary key on
 * the construct, and on the resource of new tables only: that of an imported one keeps `id`, and the indexes lack the
 * types of their attributes (replaceDdbPrimaryKey of graphql-index-transformer;
 * https://github.com/aws-amplify/amplify-category-api/issues/3489).
 */
function keyOverride(api: Api, tables: TablePlan['kind']): DataOverride[] {
  if (tables === 'new' || api.models.every(({ primaryKeyAt }) => primaryKeyAt === null)) return [];
  const statement = code`for (const table of Object.values(${MODEL_TABLES})) {
  const construct = table.node.scope?.node.scope;
  for (const name of ['keySchema', 'attributeDefinitions']) {
    if (construct) table.addPropertyOverride(name, Reflect.get(construct, name));
  }
}`;
  return [
    {
      reason: 'An import finds the keys of a table equal, and not `id` in their place',
      statements: [statement],
    },
  ];
}

function tableOverrides(settings: ApiSettings, tables: TablePlan['kind']): DataOverride[] {
  const overrides: DataOverride[] = [];
  const onEach = (setting: TableSetting): Code =>
    code`for (const table of Object.values(${tablesCode(tables)})) {
  ${setOnTable(code`table`, tables, setting)}
}`;
  if (settings.tables?.pointInTimeRecovery?.value === true) {
    const statement = onEach({
      member: 'pointInTimeRecoveryEnabled',
      property: 'pointInTimeRecoverySpecification',
      value: literal(true),
      whole: code`{ pointInTimeRecoveryEnabled: true }`,
    });
    overrides.push({ reason: 'The tables can be recovered to a point in time', statements: [statement] });
  }
  if (encryptsTables(settings)) {
    const value = code`{ sseEnabled: true }`;
    const statement = onEach({ member: 'sseSpecification', property: 'sseSpecification', value });
    overrides.push({ reason: 'The tables are encrypted with a key of KMS', statements: [statement] });
  }
  return overrides;
}

const NAMES = ['cfnGraphqlApi', 'amplifyDynamoDbTables'] as const;

/** The body of a function of `{ resources }` that runs the overrides, each below its reason. */
export function overrideBody(overrides: readonly DataOverride[], module: ModuleText): Code {
  const body = overrides.map(
    ({ reason, statements }) => `${lineComment(`${reason}.`)}\n${statements.join('\n')}` as Code,
  );
  const used = NAMES.filter((name) => body.some((block) => block.includes(name)));
  const resources =
    used.length === 0 ? [] : [code`const { ${used.join(', ') as Code} } = resources.cfnResources;`];
  return [...resources, ...modelTables(body, module), ...body].join('\n\n') as Code;
}

/** amplify/data/overrides.ts and its call, for the lanes of `defineData`; null when nothing is to be set back. */
export function overridesOutput(
  input: Pick<LaneInput, 'api' | 'settings' | 'tables'>,
): Pick<LaneOutput, 'files' | 'backend'> | null {
  const module = new ModuleText();
  const overrides = dataOverrides(input, module);
  if (overrides.length === 0) return null;
  const Backend = module.useType('Backend', '@aws-amplify/backend');
  const data = module.useType('data', './resource');
  const body = overrideBody(overrides, module);
  module.add(code`/**
 * Keeps what Gen 1 deployed where defineData has another default or no argument for it.
 * Each block can go as soon as the difference that it names is wanted.
 */
export function ${DATA_OVERRIDES_FUNCTION as Code}({ resources }: ${Backend}<{ data: typeof ${data} }>['data']) {
${body}
}`);
  return {
    files: [{ path: DATA_OVERRIDES_PATH, content: module.toString(), language: 'typescript' }],
    backend: {
      resources: [],
      statements: [
        {
          code: `${DATA_OVERRIDES_FUNCTION}(backend.data);`,
          imports: [{ name: DATA_OVERRIDES_FUNCTION, from: './data/overrides' }],
        },
      ],
    },
  };
}
