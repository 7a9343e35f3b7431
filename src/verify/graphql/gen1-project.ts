import { type Gen1App, type Gen1Resource } from '../../core/gen1-app.js';
import { type Json, toValue } from '../../core/json.js';
import { items, record, textOf } from '../facts/normal.js';
import {
  type Gen1ApiInput,
  type Gen1ConflictHandler,
  type Gen1Conflicts,
  type Gen1Flags,
  type Gen1Mode,
  type Gen1Slot,
} from './gen1-input.js';

/**
 * What a Gen 1 project was told about its GraphQL API, read for the comparison alone: it shares nothing with
 * the code that migrates. Null when the project has no API with a schema.
 * @throws MigrateError when a file is not JSON
 */
export function gen1ApiInput(app: Gen1App): Gen1ApiInput | null {
  const resource = graphqlApi(app);
  if (!resource?.folder) return null;
  const sdl = schemaOf(app, resource);
  if (sdl === null) return null;
  const { serviceConfiguration } = document(app, `${resource.folder}/cli-inputs.json`);
  const service = record(serviceConfiguration);
  const roles = document(app, `${resource.folder}/custom-roles.json`);
  return {
    sdl,
    flags: flagsOf(app),
    defaultMode: modeOf(record(service['defaultAuthType'])),
    additionalModes: items(service['additionalAuthTypes']).map((mode) => modeOf(record(mode))),
    adminRoles: items(roles['adminRoleNames']).map((role) =>
      textOf(role).replaceAll('${env}', app.environment.name),
    ),
    sandbox: /^\s*input\s+AMPLIFY\s*\{[^}]*globalAuthRule/m.test(sdl),
    conflicts: conflictsOf(document(app, `${resource.folder}/transform.conf.json`)),
    slots: slotsOf(app, resource),
    environment: app.environment.name,
  };
}

/** parameters.json of the API. */
export function gen1ApiParameters(app: Gen1App): Readonly<Record<string, Json>> {
  const resource = graphqlApi(app);
  return resource?.folder ? document(app, `${resource.folder}/parameters.json`) : {};
}

function graphqlApi(app: Gen1App): Gen1Resource | undefined {
  return app.resources.find(
    ({ category, config }) =>
      category === 'api' && config !== null && record(toValue(config))['service'] === 'AppSync',
  );
}

function document(app: Gen1App, path: string): Readonly<Record<string, Json>> {
  const node = app.files.json(path);
  return node === null ? {} : record(toValue(node));
}

/** A schema folder is one schema in many files. */
function schemaOf(app: Gen1App, { folder, files }: Gen1Resource): string | null {
  const single = app.files.text(`${folder ?? ''}/schema.graphql`);
  if (single !== null) return single;
  const parts = files.filter((file) => /^schema\/.*\.graphql$/.test(file));
  const texts = parts.map((file) => app.files.text(`${folder ?? ''}/${file}`) ?? '');
  return parts.length === 0 ? null : texts.join('\n');
}

function flagsOf(app: Gen1App): Gen1Flags {
  const on = (flag: string): boolean => app.flags.get(`graphqltransformer.${flag}`) === true;
  return {
    shouldDeepMergeDirectiveConfigDefaults: on('shoulddeepmergedirectiveconfigdefaults'),
    useSubUsernameForDefaultIdentityClaim: on('usesubusernamefordefaultidentityclaim'),
    populateOwnerFieldForStaticGroupAuth: on('populateownerfieldforstaticgroupauth'),
    respectPrimaryKeyAttributesOnConnectionField: on('respectprimarykeyattributesonconnectionfield'),
    secondaryKeyAsGSI: on('secondarykeyasgsi'),
    enableAutoIndexQueryNames: on('enableautoindexquerynames'),
    subscriptionsInheritPrimaryAuth: on('subscriptionsinheritprimaryauth'),
    disableResolverDeduping: false,
    suppressApiKeyGeneration: false,
  };
}

function modeOf(mode: Readonly<Record<string, Json>>): Gen1Mode {
  switch (mode['mode']) {
    case 'AMAZON_COGNITO_USER_POOLS':
      return { kind: 'userPools' };
    case 'AWS_IAM':
      return { kind: 'iam' };
    case 'OPENID_CONNECT':
      return {
        kind: 'oidc',
        providerName: textOf(mode['openIDProviderName']),
        issuer: textOf(mode['openIDIssuerURL']),
        clientId: textOf(mode['openIDClientID']) || null,
        authTtl: numberOf(mode['openIDAuthTTL']),
        issueTtl: numberOf(mode['openIDIatTTL']),
      };
    case 'AWS_LAMBDA':
      return {
        kind: 'lambda',
        functionName: textOf(mode['lambdaFunction']),
        ttlSeconds: numberOf(mode['ttlSeconds']),
      };
    default:
      return {
        kind: 'apiKey',
        expiresInDays: numberOf(mode['expirationTime']),
        description: textOf(mode['keyDescription']) || null,
      };
  }
}

/** Numbers are also written as strings. */
function numberOf(value: Json | undefined): number | null {
  return value === undefined || value === null || value === '' ? null : Number(value);
}

function conflictsOf(configuration: Readonly<Record<string, Json>>): Gen1Conflicts | null {
  const { project, models } = record(configuration['ResolverConfig']);
  const single = Object.entries(record(models)).map(([name, one]) => [name, handlerOf(one)] as const);
  if (project === undefined && single.length === 0) return null;
  return { project: project === undefined ? null : handlerOf(project), models: new Map(single) };
}

function handlerOf(value: Json): Gen1ConflictHandler {
  const { ConflictHandler, LambdaConflictHandler } = record(value);
  const strategy = textOf(ConflictHandler);
  const functionName = textOf(record(LambdaConflictHandler)['name']);
  return {
    strategy: strategy === 'LAMBDA' || strategy === 'OPTIMISTIC_CONCURRENCY' ? strategy : 'AUTOMERGE',
    functionName: functionName === '' ? null : functionName,
  };
}

/** `resolvers/Query.listBooks.postAuth.2.req.vtl` (user-defined-slots.ts of amplify-category-api). */
const SLOT = /^resolvers\/(Query|Mutation|Subscription)\.(\w+)\.(\w+)\.(\d+)\.(req|res)\.vtl$/;

function slotsOf(app: Gen1App, { folder, files }: Gen1Resource): Gen1Slot[] {
  const slots = new Map<string, Gen1Slot>();
  for (const file of files) {
    const [, typeName, fieldName, slotName, index, part] = SLOT.exec(file) ?? [];
    if (typeName === undefined || fieldName === undefined || slotName === undefined) continue;
    const key = `${typeName}.${fieldName}.${slotName}.${index ?? ''}`;
    const text = app.files.text(`${folder ?? ''}/${file}`) ?? '';
    slots.set(key, {
      ...(slots.get(key) ?? {
        typeName: typeName as Gen1Slot['typeName'],
        fieldName,
        slotName,
        slotIndex: Number(index),
      }),
      ...(part === 'req' ? { request: text } : { response: text }),
    });
  }
  return [...slots.values()];
}
