import { type Code, code, type ModuleText } from '../../../src/emit/code.js';
import { type Lane } from '../lane.js';

const defined = (module: ModuleText): Code => {
  const backend = module.useType('Backend', '@aws-amplify/backend');
  return code`${backend}<{ data: typeof ${module.useType('data', '../resource')} }>['data']`;
};

/** The type of the API in a module below amplify/data/custom: both forms have the same `resources`. */
export const API_TYPE: Readonly<Record<Lane, (module: ModuleText) => Code>> = {
  builder: defined,
  sdl: defined,
  construct: (module) => module.useType('AmplifyGraphqlApi', '@aws-amplify/graphql-api-construct'),
};

/** The API in amplify/backend.ts. */
export const API: Readonly<Record<Lane, string>> = {
  builder: 'backend.data',
  sdl: 'backend.data',
  construct: 'api',
};

/** The groups of `resources.cfnResources` that emitted code takes out of it. */
export const CFN_GROUPS = [
  'cfnGraphqlApi',
  'cfnGraphqlSchema',
  'amplifyDynamoDbTables',
  'cfnResolvers',
  'cfnFunctionConfigurations',
  'cfnDataSources',
  'cfnRoles',
  'cfnFunctions',
  'additionalCfnResources',
] as const;
