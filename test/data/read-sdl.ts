import { type Gen1App, type Gen1Resource } from '../../src/core/gen1-app.js';
import { readSchema } from '../../transforms/data/schema/index.js';
import { type Schema } from '../../transforms/data/schema/schema.js';
import { type ApiSettings, type AuthMode, type TransformerFlags } from '../../transforms/data/settings.js';

/** What a project that was made lately has in cli.json. */
export const MODERN: TransformerFlags = {
  transformerVersion: 2,
  shouldDeepMergeDirectiveConfigDefaults: false,
  useSubUsernameForDefaultIdentityClaim: true,
  populateOwnerFieldForStaticGroupAuth: true,
  respectPrimaryKeyAttributesOnConnectionField: true,
  secondaryKeyAsGSI: true,
  enableAutoIndexQueryNames: true,
  subscriptionsInheritPrimaryAuth: false,
  disableResolverDeduping: false,
  suppressApiKeyGeneration: false,
};

/** What Gen 1 takes for flags that a project does not name. */
export const LEGACY: TransformerFlags = {
  ...MODERN,
  populateOwnerFieldForStaticGroupAuth: false,
  respectPrimaryKeyAttributesOnConnectionField: false,
  secondaryKeyAsGSI: false,
  enableAutoIndexQueryNames: false,
};

const FOLDER = 'amplify/backend/api/shop';
const origin = { file: `${FOLDER}/cli-inputs.json`, pointer: '', line: 1, column: 1 };

const MODES: readonly AuthMode[] = [
  { kind: 'apiKey', origin, expiresInDays: null, description: null },
  { kind: 'iam', origin },
  {
    kind: 'oidc',
    origin,
    providerName: 'oidc',
    issuer: 'https://example.com',
    clientId: null,
    authTtl: null,
    issueTtl: null,
  },
  { kind: 'lambda', origin, functionName: 'authorizer', ttlSeconds: null },
];

/** Settings with every mode of authorization. */
export function settingsWith(flags: TransformerFlags, changes: Partial<ApiSettings> = {}): ApiSettings {
  return {
    name: 'shop',
    defaultMode: { kind: 'userPools', origin },
    additionalModes: MODES,
    flags,
    conflicts: null,
    adminRoles: [],
    callingFunctions: [],
    documents: [],
    ...changes,
  };
}

export const DATA_STORE: Partial<ApiSettings> = {
  conflicts: { project: { strategy: 'AUTOMERGE', functionName: null, origin }, models: new Map() },
};

/** Reads the files of an API's folder; null when none of them is a schema. */
export function readFiles(files: Readonly<Record<string, string>>, settings: ApiSettings): Schema | null {
  const app: Gen1App = {
    root: '/shop',
    projectName: 'shop',
    environment: { name: 'dev', teamProvider: null },
    environments: [],
    resources: [],
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
      bytes: () => null,
      text: (path) => files[path.slice(FOLDER.length + 1)] ?? null,
      json: () => null,
      yaml: () => Promise.resolve(null),
    },
  };
  const resource: Gen1Resource = {
    category: 'api',
    name: 'shop',
    config: null,
    folder: FOLDER,
    files: Object.keys(files),
    cloud: null,
  };
  return readSchema(app, resource, settings);
}

/** Reads one schema. */
export function readSdl(sdl: string, settings: ApiSettings = settingsWith(MODERN)): Schema {
  const schema = readFiles({ 'schema.graphql': sdl }, settings);
  if (schema === null) throw new Error('no schema was found');
  return schema;
}
