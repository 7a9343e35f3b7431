import { embedJson } from '../../../src/core/json-embed.js';
import { type Gen1App, type Gen1Resource } from '../../../src/core/gen1-app.js';
import { type JsonNode, at, itemsOf, stringAt, toValue } from '../../../src/core/json.js';
import { textsOf } from '../lambda/texts.js';
import { BUCKET_TEMPLATE, type BucketPlace, bucketPlaces } from '../storage/buckets.js';
import { tableResources, tableVariables } from '../storage/tables.js';

/** What the functions of a project may refer to, and what refers to them. */
export interface Surroundings {
  /** The name of the user pool's resource. */
  readonly auth: string | null;
  readonly api: ApiNames | null;
  readonly buckets: readonly BucketNames[];
  readonly tables: readonly TableNames[];
}

export interface ApiNames {
  readonly name: string;
  /** The types with `@model`. */
  readonly models: ReadonlySet<string>;
  /** Gen 1 names of the functions that the API calls: for resolvers, to authorize, and for conflicts. */
  readonly handlers: ReadonlySet<string>;
  /** Gen 1 names of the functions whose roles pass all rules of an API that CDK's construct makes. */
  readonly allowed: ReadonlySet<string>;
}

export interface BucketNames {
  readonly name: string;
  readonly place: BucketPlace;
  /** What a function may do that the bucket calls. */
  readonly given: readonly TriggerRight[];
  readonly triggers: readonly BucketTrigger[];
}

/** Actions on the objects of a bucket, or on the bucket itself. */
export interface TriggerRight {
  readonly actions: readonly string[];
  readonly onObjects: boolean;
}

/** A function that a bucket calls. */
export interface BucketTrigger {
  readonly functionName: string;
  readonly node: JsonNode;
  /** S3's names of events, such as `s3:ObjectCreated:*`. */
  readonly events: readonly string[];
  /** One notification for each; none: one for all objects. */
  readonly prefixes: readonly (readonly PrefixPart[])[];
}

/** A text, or `{ region }` for the region of the deployment. */
export type PrefixPart = string | { readonly region: true };

/** A table of the storage category. */
export interface TableNames {
  readonly name: string;
  /** What it is in `tables` of amplify/backend.ts. */
  readonly variable: string;
  /** The physical name without that of the environment, where the inputs tell it. */
  readonly tableName: string | undefined;
  /** Whether a function listens to its stream, so that the emitted code knows the stream. */
  readonly hasListeners: boolean;
  /** Texts that Gen 1 hands down beside the name and the ARN, such as PartitionKeyName. */
  readonly texts: ReadonlyMap<string, string>;
}

/** @throws MigrateError when a document of a neighbour is not JSON */
export function readSurroundings(app: Gen1App): Surroundings {
  const variables = tableVariables(app);
  const tables = tableResources(app);
  const auth = app.resources.find(
    (resource) => resource.category === 'auth' && serviceOf(resource) !== 'Cognito-UserPool-Groups',
  );
  return {
    auth: auth && auth.name !== 'userPoolGroups' ? auth.name : null,
    api: readApi(app),
    buckets: bucketPlaces(app)
      .filter(({ form }) => form !== 'missing')
      .map((place) => ({
        name: place.resource.name,
        place,
        given: triggerRights(app, place),
        triggers: bucketTriggers(app, place.resource),
      })),
    tables: tables.map((resource) => ({
      name: resource.name,
      variable: variables.get(resource.name) ?? resource.name,
      tableName: stringAt(inputsOf(app, resource), 'tableName'),
      hasListeners: itemsOf(at(inputsOf(app, resource), 'triggerFunctions')).length > 0,
      texts: keyTexts(app, resource),
    })),
  };
}

function serviceOf({ config }: Gen1Resource): string {
  return stringAt(config ?? undefined, 'service') ?? '';
}

function inputsOf(app: Gen1App, { folder, files }: Gen1Resource): JsonNode | undefined {
  const name = ['cli-inputs.json', 'parameters.json'].find((file) => files.includes(file));
  return folder === null || name === undefined
    ? undefined
    : (app.files.json(`${folder}/${name}`) ?? undefined);
}

function readApi(app: Gen1App): ApiNames | null {
  const api = app.resources.find(
    (resource) =>
      resource.category === 'api' &&
      (serviceOf(resource) === 'AppSync' ||
        resource.files.some((file) => /^schema(?:\.graphql$|\/)/.test(file))),
  );
  if (api === undefined) return null;
  const text = api.files
    .filter((file) => /^schema(?:\.graphql|\/.+\.graphql)$/.test(file))
    .map((file) => app.files.text(`${api.folder ?? ''}/${file}`) ?? '')
    .join('\n')
    .replace(/#[^\n]*/g, '');
  const called = [...functionNamesIn(text), ...functionNamesOf(inputsOf(app, api))];
  return {
    name: api.name,
    models: modelsIn(text),
    handlers: new Set(called.map((name) => resourceNameOf(name, app))),
    allowed: allowedFunctions(app, api),
  };
}

function modelsIn(text: string): ReadonlySet<string> {
  const models = [...text.matchAll(/\btype\s+(\w+)([^{]*)\{/g)];
  return new Set(
    models.flatMap(([, name, directives]) => (/@model\b/.test(directives ?? '') ? [name ?? ''] : [])),
  );
}

/** `@function(name: "hello-${env}")` */
function functionNamesIn(text: string): string[] {
  const names = [...text.matchAll(/@function\s*\([^)]*?\bname\s*:\s*"([^"]*)"/g)];
  return names.map(([, name = '']) => name);
}

/** Functions that the inputs of the API name: its authorizer, and what solves conflicts. */
function functionNamesOf(node: JsonNode | undefined): string[] {
  if (node?.kind === 'array') return node.items.flatMap(functionNamesOf);
  if (node?.kind !== 'object') return [];
  return [...node.members].flatMap(([key, member]) => {
    if (key === 'lambdaFunction') return member.kind === 'scalar' ? [String(member.value)] : [];
    const isHandler = key === 'lambdaConflictHandler' || key === 'LambdaConflictHandler';
    return isHandler ? [stringAt(member, 'name') ?? ''] : functionNamesOf(member);
  });
}

/** The resource that Gen 1 deploys as `name`, which ends with the environment. */
function resourceNameOf(name: string, { environment }: Gen1App): string {
  const suffix = ['${env}', environment.name].map((env) => `-${env}`).find((end) => name.endsWith(end));
  return suffix === undefined ? name : name.slice(0, -suffix.length);
}

/** Gen 1 lets the roles of functions that depend on the API pass, when it takes IAM at all. */
function allowedFunctions(app: Gen1App, api: Gen1Resource): ReadonlySet<string> {
  const documents = [inputsOf(app, api), api.config ?? undefined];
  const takesIam = documents.some((node) => node && JSON.stringify(toValue(node)).includes('"AWS_IAM"'));
  if (!takesIam) return new Set();
  const callers = app.resources.filter(
    ({ category, config }) =>
      category === 'function' &&
      itemsOf(at(config ?? undefined, 'dependsOn')).some(
        (entry) => stringAt(entry, 'resourceName') === api.name,
      ),
  );
  return new Set(callers.map(({ name }) => name));
}

/** What a table hands down to functions. Source: ddb-stack-builder.ts of aws-amplify/amplify-cli. */
function keyTexts(app: Gen1App, resource: Gen1Resource): ReadonlyMap<string, string> {
  const inputs = inputsOf(app, resource);
  const found: readonly (readonly [string, string | undefined])[] = (
    [
      ['PartitionKey', 'partitionKey'],
      ['SortKey', 'sortKey'],
    ] as const
  ).flatMap(([output, key]) => [
    [`${output}Name`, stringAt(inputs, key, 'fieldName') ?? stringAt(inputs, `${key}Name`)] as const,
    [
      `${output}Type`,
      typeLetter(stringAt(inputs, key, 'fieldType')) ?? stringAt(inputs, `${key}Type`),
    ] as const,
  ]);
  return new Map(found.flatMap(([name, text]) => (text === undefined ? [] : [[name, text] as const])));
}

const TYPE_LETTERS: Readonly<Record<string, string>> = {
  string: 'S',
  number: 'N',
  binary: 'B',
  boolean: 'BOOL',
};

function typeLetter(type: string | undefined): string | undefined {
  return type !== undefined && Object.hasOwn(TYPE_LETTERS, type) ? TYPE_LETTERS[type] : undefined;
}

/** createTriggerPolicyDefinition in s3-stack-builder.ts of aws-amplify/amplify-cli. */
const WHOLE_BUCKET: readonly TriggerRight[] = [
  { actions: ['s3:ListBucket'], onObjects: false },
  { actions: ['s3:PutObject', 's3:GetObject', 's3:ListBucket', 's3:DeleteObject'], onObjects: true },
];

/** Older templates say it themselves, and not all of them the same. */
function triggerRights(app: Gen1App, { form, resource }: BucketPlace): readonly TriggerRight[] {
  if (form !== 'template') return WHOLE_BUCKET;
  const template = app.files.json(`${resource.folder ?? ''}/${BUCKET_TEMPLATE}`) ?? undefined;
  const policy = at(
    template,
    'Resources',
    'S3TriggerBucketPolicy',
    'Properties',
    'PolicyDocument',
    'Statement',
  );
  if (policy === undefined) return WHOLE_BUCKET;
  return (policy.kind === 'array' ? policy.items : [policy])
    .filter((statement) => stringAt(statement, 'Effect') === 'Allow')
    .map((statement) => {
      const resources = at(statement, 'Resource');
      return {
        actions: textsOf(at(statement, 'Action')),
        onObjects: resources !== undefined && JSON.stringify(toValue(resources)).includes('/*"'),
      };
    });
}

const ALL_CHANGES = ['s3:ObjectCreated:*', 's3:ObjectRemoved:*'];

/**
 * `triggerFunction` hears of all objects, and beside a function of the admin's of those below three prefixes;
 * of `additionalTriggerFunctions` Gen 1 makes nothing. Source: s3-stack-builder.ts of aws-amplify/amplify-cli.
 */
function bucketTriggers(app: Gen1App, resource: Gen1Resource): BucketTrigger[] {
  const inputs = inputsOf(app, resource);
  const node = at(inputs, 'triggerFunction');
  const first = nameOf(node);
  const admin = at(inputs, 'adminTriggerFunction');
  const others = admin === undefined ? [] : adminTrigger(embedJson(admin));
  const apart = others.filter(({ functionName }) => functionName !== first);
  const prefixes = apart.length === 0 ? [] : ['protected/', 'private/', 'public/'].map(inRegion);
  return [
    ...(node && first !== null ? [{ functionName: first, node, events: ALL_CHANGES, prefixes }] : []),
    ...apart,
  ];
}

function nameOf(node: JsonNode | undefined): string | null {
  const name = node?.kind === 'scalar' && typeof node.value === 'string' ? node.value : 'NONE';
  return name === 'NONE' || name === '' ? null : name;
}

function adminTrigger(entry: JsonNode): BucketTrigger[] {
  const functionName = nameOf(at(entry, 'triggerFunction'));
  if (functionName === null || at(entry, 'permissions') === undefined) return [];
  const events = itemsOf(at(entry, 'triggerEvents')).flatMap((item) =>
    item.kind === 'scalar' ? [String(item.value)] : [],
  );
  const prefixes = itemsOf(at(entry, 'triggerPrefix')).map((item) => {
    const prefix = stringAt(item, 'prefix') ?? '';
    return stringAt(item, 'prefixTransform') === 'ATTACH_REGION' ? inRegion(prefix) : [prefix];
  });
  return [{ functionName, node: entry, events, prefixes }];
}

/** Identity ids begin with their region. */
function inRegion(prefix: string): PrefixPart[] {
  return [prefix, { region: true }];
}
