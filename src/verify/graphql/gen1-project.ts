import { type Gen1App, type Gen1Resource } from '../../core/gen1-app.js';
import { type Json, toValue } from '../../core/json.js';
import { items, record, textOf } from '../facts/normal.js';
import { gen1Conflicts } from './gen1-conflicts.js';
import { type Gen1ApiInput, type Gen1Flags, type Gen1Slot } from './gen1-input.js';
import { gen1Modes } from './gen1-modes.js';
import { type Gen1Template } from './gen1-templates.js';

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
    ...gen1Modes(service, record(configOf(resource)['output'])),
    adminRoles: [
      ...items(roles['adminRoleNames']).map((role) =>
        textOf(role).replaceAll('${env}', app.environment.name),
      ),
      ...callingFunctions(app, resource.name).map((name) => `${name}-${app.environment.name}`),
    ],
    sandbox: /^\s*input\s+AMPLIFY\s*\{[^}]*globalAuthRule/m.test(sdl),
    conflicts: gen1Conflicts(
      record(service['conflictResolution']),
      record(document(app, `${resource.folder}/transform.conf.json`)['ResolverConfig']),
    ),
    slots: slotsOf(app, resource),
    environment: app.environment.name,
  };
}

/** parameters.json of the API. */
export function gen1ApiParameters(app: Gen1App): Readonly<Record<string, Json>> {
  const resource = graphqlApi(app);
  return resource?.folder ? document(app, `${resource.folder}/parameters.json`) : {};
}

/** The GraphQL API of a project. */
export function graphqlApi(app: Gen1App): Gen1Resource | undefined {
  return app.resources.find(
    (resource) => resource.category === 'api' && configOf(resource)['service'] === 'AppSync',
  );
}

function configOf({ config }: Gen1Resource): Readonly<Record<string, Json>> {
  return config === null ? {} : record(toValue(config));
}

/** Functions that depend on the API, whose roles pass every rule (getAdminRoles of amplify-category-api). */
function callingFunctions({ resources }: Gen1App, api: string): string[] {
  const depends = (resource: Gen1Resource): boolean =>
    items(configOf(resource)['dependsOn']).some((one) => record(one)['resourceName'] === api);
  return resources.filter((one) => one.category === 'function' && depends(one)).map(({ name }) => name);
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

/** `resolvers/Mutation.createBook.req.vtl`. */
const TEMPLATE = /^resolvers\/(\w+)\.(\w+)\.(req|res)\.vtl$/;

/** The templates that the user wrote in place of generated ones. */
export function gen1Templates(app: Gen1App): Gen1Template[] {
  const resource = graphqlApi(app);
  return (resource?.files ?? []).flatMap((file) => {
    const [, typeName, fieldName, part] = TEMPLATE.exec(file) ?? [];
    const text = app.files.text(`${resource?.folder ?? ''}/${file}`);
    if (typeName === undefined || fieldName === undefined || text === null) return [];
    return [{ typeName, fieldName, side: part === 'req' ? 'request' : 'response', text }];
  });
}
