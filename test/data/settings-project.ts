import { readApp } from '../../src/gen1/read-app.js';
import { type Gen1App, type Gen1Resource } from '../../src/core/gen1-app.js';
import { type PlanOptions } from '../../src/core/feature.js';
import { takeoverOf } from '../../src/emit/environment-name.js';
import { type LaneInput } from '../../transforms/data/lane.js';
import { meaningOf } from '../../transforms/data/meaning/index.js';
import { readSchema } from '../../transforms/data/schema/index.js';
import { readSettings } from '../../transforms/data/settings/index.js';
import { type ApiSettings } from '../../transforms/data/settings.js';
import { planTables, type PlannedTables } from '../../transforms/data/tables/index.js';
import { type Files, folderWith } from '../gen1/project.js';

export const API_FOLDER = 'amplify/backend/api/garden';
export const API_ID = 'abcdefghijklmnopqrstuvwx12';

const CONFIG = {
  auth: { gardenauth: { service: 'Cognito', providerPlugin: 'awscloudformation' } },
  api: { garden: { service: 'AppSync', providerPlugin: 'awscloudformation' } },
};

const SCHEMA = `type Plant @model @auth(rules: [{ allow: private }]) {
  id: ID!
  name: String!
}
`;

/** A project with an API `garden` in the environment `dev`, and what the files say otherwise. */
export function gardenFiles(files: Files = {}): Files {
  return {
    'amplify/backend/backend-config.json': CONFIG,
    'amplify/team-provider-info.json': { dev: { awscloudformation: {} } },
    'amplify/cli.json': {
      features: { graphqltransformer: { useexperimentalpipelinedtransformer: true, transformerversion: 2 } },
    },
    [`${API_FOLDER}/schema.graphql`]: SCHEMA,
    [`${API_FOLDER}/cli-inputs.json`]: cliInputs({
      mode: 'AMAZON_COGNITO_USER_POOLS',
      cognitoUserPoolId: 'authx',
    }),
    ...files,
  };
}

/** cli-inputs.json with these modes. */
export function cliInputs(
  defaultAuthType: object,
  additionalAuthTypes?: object[],
  more: object = {},
): object {
  return {
    version: 1,
    serviceConfiguration: {
      serviceName: 'AppSync',
      apiName: 'garden',
      defaultAuthType,
      ...(additionalAuthTypes && { additionalAuthTypes }),
      ...more,
    },
  };
}

export interface Garden {
  readonly app: Gen1App;
  readonly resource: Gen1Resource;
  readonly settings: ApiSettings;
}

/** The settings of a project on disk. */
export async function readGarden(files: Files = {}, env?: string): Promise<Garden> {
  const { app } = await readApp(folderWith(gardenFiles(files)), { env });
  const resource = app.resources.find(({ category }) => category === 'api');
  if (!resource) throw new Error('the case has no API');
  return { app, resource, settings: readSettings(app, resource) };
}

export interface Planned extends PlannedTables {
  readonly input: LaneInput;
}

/** The input of a lane, with the tables that are planned. */
export async function planGarden(
  files: Files = {},
  options: PlanOptions = {},
  env?: string,
): Promise<Planned> {
  const { app, resource, settings } = await readGarden(files, env);
  const schema = readSchema(app, resource, settings);
  if (!schema) throw new Error('the case has no schema');
  const api = meaningOf(schema, settings);
  const tables = planTables(app, resource, api, settings, options);
  const takeover = takeoverOf(app, options);
  const functions = new Map();
  return {
    ...tables,
    input: { app, resource, schema, api, settings, tables: tables.plan, takeover, functions },
  };
}

export function codesOf(findings: readonly { readonly code: string }[]): string[] {
  return findings.map(({ code }) => code);
}
