import { type Gen1App, type Gen1Resource } from '../core/gen1-app.js';
import { type Json, at, stringAt, toValue } from '../core/json.js';
import { Deployment } from './facts/deployment.js';
import { items, record, textOf } from './facts/normal.js';
import { triggerTargets } from './facts/triggers.js';
import {
  builtFolder,
  deployedResources,
  document,
  functionsOf,
  gen1Auth,
  layersOf,
  ofEnvironment,
  templateIn,
} from './gen1-auth.js';
import { buildGen1Bucket, olderBucketInputs, olderFolders } from './gen1-build/storage.js';
import { buildGen1Table } from './gen1-build/storage-tables.js';
import { otherCategories } from './gen1-outputs.js';
import { knownRestApis, restStacks } from './rest/gen1-rest.js';
import { type Gen1Template, type NestedStack, authStacks, wiredStacks } from './gen1-stacks.js';
import { type KnownNames, type KnownResource, bucketName } from './iam/names.js';
import { type JsonObject, type Stacks, isObject } from './template.js';

/** What Gen 1 deploys for auth, storage and functions, and the names that it gives the resources. */
export interface Gen1Backend {
  readonly stacks: Stacks;
  readonly known: KnownNames;
  /** The same with the stacks of REST APIs; null when there are none. */
  readonly withRest: Stacks | null;
}

/**
 * The stacks of a Gen 1 project: `built` reads the templates that the CLI left in its build folders, overrides
 * included; `inputs` makes them from cli-inputs.json. The APIs themselves are not among them.
 * @throws MigrateError when a file is neither JSON nor YAML
 */
export async function gen1Backend(app: Gen1App, from: 'built' | 'inputs'): Promise<Gen1Backend> {
  const auth = await gen1Auth(app, from);
  const storage = resourcesOf(app, 'storage').flatMap((resource) =>
    storageStack(app, resource, auth?.auth.name ?? '', from),
  );
  const functions = functionsOf(app).map(({ name, template, parameters }) => ({
    name,
    ...withCustomPolicies(app, name, { template, parameters }),
  }));
  const nested = [
    ...(auth ? authStacks({ ...auth, functions: [] }) : []),
    ...storage,
    ...[...functions, ...layersOf(app)].map((one) => ({
      ...one,
      name: `function/${one.name}`,
      prefix: `function${one.name}`,
    })),
  ];
  const known = knownNames(app);
  const outputs = otherOutputs(app, known);
  const stacks = wiredStacks(app.environment.name, nested, outputs);
  return {
    stacks,
    known: { ...known, functions: withAliases(known.functions, stacks) },
    withRest:
      known.restApis?.length === 0
        ? null
        : wiredStacks(app.environment.name, [...nested, ...restStacks(app, auth?.auth.name ?? '', from)], {
            ...outputs,
            ...functionArns(known),
          }),
  };
}

const BACKEND = 'amplify/backend';

/** What APIs call functions whose templates are not in the repository. */
function functionArns({ functions }: KnownNames): Record<string, Json> {
  return Object.fromEntries(
    functions.map(({ name }) => [
      `function${name}Arn`,
      `arn:aws:lambda:\${AWS::Region}:\${AWS::AccountId}:function:\${Function.${name}}`,
    ]),
  );
}

function resourcesOf(app: Gen1App, category: string): Gen1Resource[] {
  return deployedResources(app).filter((resource) => resource.category === category);
}

/** The members of cli-inputs.json, with the values of the environment laid over them. */
function inputsOf(app: Gen1App, { category, name }: Gen1Resource): JsonObject {
  return {
    ...document(app, `${BACKEND}/${category}/${name}/cli-inputs.json`),
    ...ofEnvironment(app, category, name),
  };
}

/** Templates of buckets are called so, those of tables have the name of the resource. */
const TEMPLATES = ['cloudformation-template.json', 's3-cloudformation-template.json'];

function storageStack(
  app: Gen1App,
  resource: Gen1Resource,
  authName: string,
  from: 'built' | 'inputs',
): NestedStack[] {
  const { name } = resource;
  const folder = `${BACKEND}/storage/${name}`;
  if (isImported(app, resource)) return [];
  const inputs = inputsOf(app, resource);
  const made = from === 'inputs' ? builtFrom(inputs, authName) : null;
  const found =
    made ??
    templateOf(app, `${builtFolder(app) ?? BACKEND}/storage/${name}/build`, name) ??
    templateOf(app, folder, name) ??
    olderBucket(app, folder, authName);
  if (!found) return [];
  const parameters = { ...found.parameters, ...ofEnvironment(app, 'storage', name) };
  return [{ name: `storage/${name}`, prefix: `storage${name}`, template: found.template, parameters }];
}

/** What Gen 1 did not make, and only refers to. */
function isImported(app: Gen1App, { name, config }: Gen1Resource): boolean {
  const { serviceType } = document(app, `${BACKEND}/storage/${name}/parameters.json`);
  return serviceType === 'imported' || stringAt(config ?? undefined, 'serviceType') === 'imported';
}

/** The template that cli-inputs.json stands for, of a bucket or of a table. */
function builtFrom(inputs: JsonObject, authName: string): Gen1Template | null {
  if ('bucketName' in inputs) return buildGen1Bucket({ authName, inputs });
  return 'partitionKey' in inputs ? buildGen1Table(inputs) : null;
}

/** A bucket of the older form whose template is not in the repository. */
function olderBucket(app: Gen1App, folder: string, authName: string): Gen1Template | null {
  const parameters = document(app, `${folder}/parameters.json`);
  if (!('bucketName' in parameters)) return null;
  return buildGen1Bucket({
    authName,
    inputs: olderBucketInputs(parameters, document(app, `${folder}/storage-params.json`)),
    folders: olderFolders(parameters),
  });
}

function templateOf(app: Gen1App, folder: string, name: string): Gen1Template | null {
  const named = templateIn(app, folder, name);
  if (named) return named;
  for (const file of TEMPLATES) {
    const template = document(app, `${folder}/${file}`);
    if (!isObject(template['Resources'])) continue;
    return {
      template: template as unknown as Gen1Template['template'],
      parameters: document(app, `${folder}/parameters.json`),
    };
  }
  return null;
}

/**
 * custom-policies.json as the CLI merges it into the template of a function: a policy of its own, in which
 * `${env}` stands for the environment (amplify-cli, packages/amplify-cli-core, src/customPoliciesUtils.ts).
 */
function withCustomPolicies(app: Gen1App, name: string, given: Gen1Template): Gen1Template {
  const file = app.files.json(`${BACKEND}/function/${name}/custom-policies.json`);
  const policies = (file ? items(toValue(file)) : []).map(record);
  const { CustomLambdaExecutionPolicy, ...resources } = given.template.Resources;
  const [first] = policies;
  // The CLI removes its policy again when the first statement is the empty one that a new file holds.
  if (!first || (items(first['Action']).length === 0 && items(first['Resource']).length === 0)) {
    const unchanged = file === null && CustomLambdaExecutionPolicy !== undefined;
    return unchanged ? given : { ...given, template: { ...given.template, Resources: resources } };
  }
  const Statement = policies.map((policy) => ({
    ...policy,
    Effect: policy['Effect'] ?? 'Allow',
    Resource: items(policy['Resource']).map((item) =>
      typeof item === 'string' && item.includes('${env}')
        ? { 'Fn::Sub': [item, { env: { Ref: 'env' } }] }
        : item,
    ),
  }));
  return {
    ...given,
    template: {
      ...given.template,
      Resources: {
        ...resources,
        CustomLambdaExecutionPolicy: {
          Type: 'AWS::IAM::Policy',
          Properties: {
            Roles: [{ Ref: 'LambdaExecutionRole' }],
            PolicyDocument: { Version: '2012-10-17', Statement },
          },
        },
      },
    },
  };
}

/**
 * Outputs of stacks that are not among these, by the names that the proof uses: those of APIs, of a pool that
 * is imported, and of tables without a template.
 */
function otherOutputs(app: Gen1App, known: KnownNames): Record<string, Json> {
  const outputs = otherCategories(app);
  for (const { category, name, config } of app.resources) {
    if (category === 'api' && stringAt(config ?? undefined, 'service') === 'AppSync') {
      outputs[`api${name}GraphQLAPIIdOutput`] = '${Api.ApiId}';
      outputs[`api${name}GraphQLAPIEndpointOutput`] = '${Api.GraphQLUrl}';
      outputs[`api${name}GraphQLAPIKeyOutput`] = '${Api.Key}';
    }
    if (category === 'function' && stringAt(config ?? undefined, 'service') === 'LambdaLayer') {
      outputs[`function${name}Arn`] = `\${Layer.${name}}`;
    }
    if (category === 'auth') {
      outputs[`auth${name}UserPoolId`] = '${UserPool}';
      outputs[`auth${name}UserPoolArn`] = '${UserPool.Arn}';
      outputs[`auth${name}IdentityPoolId`] = '${IdentityPool}';
    }
  }
  for (const { name } of known.buckets) {
    outputs[`storage${name}BucketName`] = `\${${bucketName(name, known.buckets)}}`;
  }
  for (const { name } of known.tables) {
    outputs[`storage${name}Name`] = `\${Table.${name}}`;
    outputs[`storage${name}Arn`] = `\${Table.${name}.Arn}`;
    outputs[`storage${name}StreamArn`] = `\${Table.${name}.StreamArn}`;
  }
  return outputs;
}

function knownNames(app: Gen1App): KnownNames {
  const env = app.environment.name;
  const known = (one: Gen1Resource, physicalName: string): KnownResource => ({
    name: one.name,
    physicalName,
  });
  const storage = resourcesOf(app, 'storage').map((one) => ({
    one,
    inputs: inputsOf(app, one),
    service: serviceOf(one),
  }));
  return {
    functions: resourcesOf(app, 'function').map((one) => known(one, `${one.name}-${env}`)),
    tables: storage
      .filter(({ inputs, service }) => service === 'DynamoDB' || 'tableName' in inputs)
      .map(({ one, inputs }) =>
        known(one, `${textOf(parameter(app, one, inputs, 'tableName')) || one.name}-${env}`),
      ),
    buckets: storage
      .filter(({ inputs, service }) => service === 'S3' || 'bucketName' in inputs)
      .map(({ one, inputs }) => known(one, textOf(parameter(app, one, inputs, 'bucketName')) || one.name)),
    restApis: knownRestApis(app, otherCategories(app)),
    roles: importedRoles(app),
    place: placeOf(app),
  };
}

/** Roles of an imported pool are called as whoever made them likes; `amplify import auth` notes their names. */
function importedRoles(app: Gen1App): NonNullable<KnownNames['roles']> {
  const entries = resourcesOf(app, 'auth').flatMap(({ category, name }) => {
    const { authRoleName, unauthRoleName } = ofEnvironment(app, category, name);
    return [[textOf(authRoleName), 'authenticated'] as const, [textOf(unauthRoleName), 'guest'] as const];
  });
  return new Map(entries.filter(([role]) => role !== ''));
}

/** Where the environment is deployed, as team-provider-info.json tells it. */
function placeOf(app: Gen1App): KnownNames['place'] {
  const deployed = app.environments.find(({ name }) => name === app.environment.name)?.teamProvider;
  const provider = deployed ? at(deployed, 'awscloudformation') : undefined;
  const text = (key: string): string | undefined => {
    const node = provider && at(provider, key);
    return node?.kind === 'scalar' ? textOf(node.value) : undefined;
  };
  return {
    region: text('Region'),
    account: /^arn:[\w-]+:iam::(\d{12}):/.exec(text('AuthRoleArn') ?? '')?.[1],
  };
}

/** Triggers by their events, and the function of the admin queries, as whoever reads a backend knows them. */
function withAliases(functions: readonly KnownResource[], stacks: Stacks): KnownResource[] {
  const events = triggerTargets(new Deployment(stacks));
  return functions.map((one) => {
    const aliases = [...events]
      .filter(([, target]) => textOf(target).startsWith(`\${function/${one.name}/`))
      .map(([event]) => event)
      .concat(ADMIN_QUERIES.test(one.name) ? ['AdminQueries'] : []);
    return aliases.length === 0 ? one : { ...one, aliases };
  });
}

/** The CLI puts eight digits behind the name. */
const ADMIN_QUERIES = /^AdminQueries[0-9a-f]{8}$/;

function serviceOf({ config }: Gen1Resource): string {
  const service = config ? at(config, 'service') : undefined;
  return service?.kind === 'scalar' ? textOf(service.value) : '';
}

/** A setting of cli-inputs.json, or of parameters.json in projects of the older form. */
function parameter(app: Gen1App, { name }: Gen1Resource, inputs: JsonObject, key: string): Json | undefined {
  return inputs[key] ?? document(app, `${BACKEND}/storage/${name}/parameters.json`)[key];
}
