import { type Gen1App, type Gen1Resource } from '../../src/core/gen1-app.js';
import { fileOrigin } from '../../src/core/origin.js';
import { type LaneInput } from '../../transforms/data/lane.js';
import { meaningOf } from '../../transforms/data/meaning/index.js';
import { readSchema } from '../../transforms/data/schema/index.js';
import { type ApiSettings, type AuthMode, type TransformerFlags } from '../../transforms/data/settings.js';

const origin = fileOrigin('amplify/backend/api/shop/cli-inputs.json');

/** What the flags of a project are when cli.json names none. */
export const OLD_FLAGS: TransformerFlags = {
  transformerVersion: 2,
  shouldDeepMergeDirectiveConfigDefaults: false,
  useSubUsernameForDefaultIdentityClaim: true,
  populateOwnerFieldForStaticGroupAuth: false,
  respectPrimaryKeyAttributesOnConnectionField: false,
  secondaryKeyAsGSI: false,
  enableAutoIndexQueryNames: false,
  subscriptionsInheritPrimaryAuth: false,
  disableResolverDeduping: false,
  suppressApiKeyGeneration: false,
};

/** The flags of a project that is made today. */
export const NEW_FLAGS: TransformerFlags = {
  ...OLD_FLAGS,
  populateOwnerFieldForStaticGroupAuth: true,
  respectPrimaryKeyAttributesOnConnectionField: true,
  secondaryKeyAsGSI: true,
  enableAutoIndexQueryNames: true,
};

export const API_KEY: AuthMode = { kind: 'apiKey', expiresInDays: 7, description: null, origin };
export const USER_POOLS: AuthMode = { kind: 'userPools', origin };
export const IAM: AuthMode = { kind: 'iam', origin };

/** Settings of an API with user pools and an API key; anything else is given. */
export function settingsOf(given: Partial<ApiSettings> = {}): ApiSettings {
  return {
    name: 'shop',
    defaultMode: USER_POOLS,
    additionalModes: [API_KEY],
    flags: NEW_FLAGS,
    conflicts: null,
    adminRoles: [],
    callingFunctions: [],
    documents: [],
    ...given,
  };
}

/** A lane's input for a schema: one text, or the files of a schema folder. */
export function laneInputOf(
  sdl: string | Readonly<Record<string, string>>,
  settings: ApiSettings = settingsOf(),
  given: Partial<Pick<LaneInput, 'tables' | 'takeover'>> & {
    readonly files?: Readonly<Record<string, string>>;
  } = {},
): LaneInput {
  const folder = 'amplify/backend/api/shop';
  const texts: Readonly<Record<string, string>> = {
    ...(typeof sdl === 'string' ? { 'schema.graphql': sdl } : sdl),
    ...given.files,
  };
  const resource: Gen1Resource = {
    category: 'api',
    name: 'shop',
    config: null,
    folder,
    files: Object.keys(texts),
    cloud: null,
  };
  const text = (path: string): string | null => texts[path.slice(folder.length + 1)] ?? null;
  const environment = { name: 'dev', teamProvider: null };
  const app: Gen1App = {
    root: '/project',
    projectName: 'shop',
    environment,
    environments: [environment],
    resources: [resource, { ...resource, category: 'auth', name: 'shopusers', folder: null, files: [] }],
    projectOverride: null,
    documents: {
      backendConfig: null,
      cli: null,
      cliForEnvironment: null,
      teamProviderInfo: null,
      amplifyMeta: null,
      projectConfig: null,
    },
    flags: new Map(),
    findings: [],
    files: {
      text,
      bytes: (path) => {
        const found = text(path);
        return found === null ? null : new TextEncoder().encode(found);
      },
      json: () => null,
      yaml: () => Promise.resolve(null),
    },
  };
  const schema = readSchema(app, resource, settings);
  if (schema === null) throw new Error('the case has no schema');
  return {
    app,
    resource,
    settings,
    schema,
    api: meaningOf(schema, settings),
    tables: given.tables ?? { kind: 'new' },
    takeover: given.takeover ?? { environment: 'dev', branch: 'main' },
    functions: new Map(),
  };
}
