import { type Code, code, type ModuleText } from '../../../src/emit/code.js';
import { type TablePlan } from '../settings.js';

/** What emitted code calls the tables of the models, by model. */
export const MODEL_TABLES: Code = code`modelTables`;
export const TABLES_OF: Code = code`tablesOf`;

/**
 * How emitted code sets a property of a table. Those of new tables have a wrapper with a member for each; tables that
 * a branch imports are left out of `amplifyDynamoDbTables`, and only their resource takes it.
 * Source: getGeneratedResources and AmplifyDynamoDbTableWrapper of @aws-amplify/graphql-api-construct.
 */
export interface TableSetting {
  readonly member: string;
  readonly property: string;
  readonly value: Code;
  /** Where the wrapper takes less than the property holds. */
  readonly whole?: Code;
}

export function setOnTable(owner: Code, tables: TablePlan['kind'], setting: TableSetting): Code {
  const { member, property, value, whole = value } = setting;
  if (tables === 'new') return code`${owner}.${member as Code} = ${value};`;
  return code`${owner}.addPropertyOverride('${property as Code}', ${whole});`;
}

/** The tables by model, in emitted code. */
export function tablesCode(tables: TablePlan['kind']): Code {
  return tables === 'new' ? code`amplifyDynamoDbTables` : MODEL_TABLES;
}

/** A constant with the tables, where statements of an emitted function with `resources` use it. */
export function modelTables(body: readonly Code[], module: ModuleText): Code[] {
  if (!body.some((statement) => /\bmodelTables\b/.test(statement))) return [];
  const [api, resource] = [
    module.useType('IGraphqlApi', 'aws-cdk-lib/aws-appsync'),
    module.use('CfnResource', 'aws-cdk-lib'),
  ];
  const stack = module.use('Stack', 'aws-cdk-lib');
  module.add(code`/** The table of each model: \`amplifyDynamoDbTables\` leaves out those that a branch imports. */
function ${TABLES_OF}(api: ${api}): Record<string, ${resource}> {
  const resources = ${stack}.of(api).node.findAll().filter(${resource}.isCfnResource);
  const tables = resources.filter(({ cfnResourceType }) => cfnResourceType.endsWith('AmplifyDynamoDBTable'));
  return Object.fromEntries(
    tables.map((table) => [/(\\w+)Table\\/Default\\/Default$/.exec(table.node.path)?.[1] ?? '', table]),
  );
}`);
  return [code`const ${MODEL_TABLES} = ${TABLES_OF}(resources.graphqlApi);`];
}
