import { type Json } from '../../core/json.js';
import { type Naming } from '../facts/deployment.js';
import { items, record, textOf } from '../facts/normal.js';
import { type ResolvedResource } from '../resolve.js';

/** A resource of Gen 1 that both generations are to know by the same name. */
export interface KnownResource {
  readonly name: string;
  /** What it is called in the deployed environment, where that is known; a bucket's name begins with it. */
  readonly physicalName: string;
  /** What Gen 2 may call it instead: functions of auth are named after what they are for. */
  readonly aliases?: readonly string[];
}

/** Names of the resources of storage and functions, as Gen 1 has them. */
export interface KnownNames {
  readonly functions: readonly KnownResource[];
  readonly tables: readonly KnownResource[];
  readonly buckets: readonly KnownResource[];
  /** REST APIs; the physical name is the id of the deployed API. */
  readonly restApis?: readonly KnownResource[];
  /** Roles of a user pool that Gen 1 did not make, by their names, and whose they are. */
  readonly roles?: ReadonlyMap<string, 'authenticated' | 'guest'>;
  /** Where the environment is deployed: ARNs may have it written out. */
  readonly place?: { readonly region: string | undefined; readonly account: string | undefined } | undefined;
}

/**
 * The same names for both generations: `${Bucket}`, `${Table.orders}`, `${ModelTable.Todo}`, `${Function.hello}`,
 * `${Api}`, `${Rest.items}`; and ARNs written out, so that a pattern such as `table/*` is held against them as IAM does it.
 */
export function backendNaming(known: KnownNames): Naming {
  return {
    names: (resources) => namesIn(resources, known),
    spelled: (resources, names) => {
      const literals = literalNames(resources, names, known);
      return (text) => writtenOut(inPlace(text, known), literals);
    },
  };
}

/** The part of a logical id that is not CDK's hash. */
function logicalName(logicalId: string): string {
  return logicalId.replace(/[0-9A-F]{8}$/, '');
}

/** Names are alike when only their case and what is neither letter nor digit differs. */
function squashed(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

function friendlyName(properties: ResolvedResource['properties']): string {
  const tags = items(properties['Tags']).map(record);
  return textOf(tags.find(({ Key }) => Key === 'amplify:friendly-name')?.['Value']);
}

const TABLES = new Set(['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable']);
const MODEL_TABLES = new Set(['Custom::AmplifyDynamoDBTable', 'Custom::ImportedAmplifyDynamoDBTable']);

function* namesIn(
  resources: readonly ResolvedResource[],
  known: KnownNames,
): Generator<[id: string, name: string]> {
  yield* bucketNames(resources, known.buckets);
  yield* rolesWithoutAuth(resources);
  for (const resource of resources) {
    const { id, type, logicalId } = resource;
    if (MODEL_TABLES.has(type) || (TABLES.has(type) && id.startsWith('data/'))) {
      yield [id, `ModelTable.${logicalName(logicalId).replace(/Table$/, '')}`];
    } else if (TABLES.has(type)) {
      const table = named(resource, known.tables, textOf(resource.properties['TableName']));
      if (table !== undefined) yield [id, `Table.${table}`];
    } else if (type === 'AWS::Lambda::Function') {
      if (!isHelper(resource, resources)) yield* functionNames(resource, known.functions);
    } else if (type === 'AWS::Lambda::LayerVersion') {
      const layer = named(resource, known.functions, '');
      if (layer !== undefined) yield [id, `Layer.${layer}`];
    } else if (type === 'Custom::AWS') {
      // Looks the stream of a table up that is deployed already.
      const table = known.tables.find(
        ({ name }) => squashed(logicalName(logicalId)) === squashed(`${name}Stream`),
      );
      if (table) yield [id, `StreamOf.${table.name}`];
    } else if (type === 'AWS::AppSync::GraphQLApi' && id.startsWith('data/')) {
      yield [id, 'Api'];
    } else if (type === 'AWS::ApiGateway::RestApi') {
      yield [id, `Rest.${restName(resource, known.restApis ?? [])}`];
    }
    // Tables of the API, also the one of what DataStore has synchronised, are no function's.
    if (!TABLES.has(type) || !/^(?:data|storage)\//.test(id)) yield* ownNames(resource, known.functions);
  }
}

/** The root stack of Gen 1 has the two roles also where the pools are imported, which give them to users. */
function* rolesWithoutAuth(resources: readonly ResolvedResource[]): Generator<[string, string]> {
  if (resources.some(({ id }) => id.startsWith('auth/'))) return;
  for (const { id, properties } of resources) {
    const [trust] = items(record(properties['AssumeRolePolicyDocument'])['Statement']).map(record);
    if (trust?.['Effect'] !== 'Allow') continue;
    if (id === 'root/AuthRole') yield [id, 'Role.authenticated'];
    if (id === 'root/UnauthRole') yield [id, 'Role.unauthenticated'];
  }
}

function* bucketNames(
  resources: readonly ResolvedResource[],
  known: readonly KnownResource[],
): Generator<[string, string]> {
  const buckets = resources.filter(({ id, type }) => type === 'AWS::S3::Bucket' && id.startsWith('storage/'));
  for (const bucket of buckets) {
    const name =
      buckets.length === 1 && known.length <= 1
        ? known[0]?.name
        : named(bucket, known, textOf(bucket.properties['BucketName']));
    if (name !== undefined || buckets.length === 1) yield [bucket.id, bucketName(name, known)];
  }
}

/** The first bucket is the one that clients take when they name none. */
export function bucketName(name: string | undefined, known: readonly KnownResource[]): string {
  return name === undefined || name === known[0]?.name ? 'Bucket' : `Bucket.${name}`;
}

/** A new API is called after the one of Gen 1, by its name, its construct or its stack; what is not has a name of its own. */
function restName({ id, logicalId, properties }: ResolvedResource, known: readonly KnownResource[]): string {
  const own = textOf(properties['Name']) || logicalName(logicalId);
  const stack = id.split('/').slice(0, -1).join('/');
  const named = [...known].sort((a, b) => b.name.length - a.name.length);
  return (
    (
      named.find(({ name }) => own === name) ??
      named.find(({ name }) => own.startsWith(`${name}-`)) ??
      named.find(({ name }) => squashed(logicalName(logicalId)).startsWith(squashed(name))) ??
      named.find(({ name }) => squashed(stack).endsWith(squashed(name)))
    )?.name ?? own
  );
}

/** A function that somebody has put into the template of another one. */
function isHelper({ id, logicalId }: ResolvedResource, resources: readonly ResolvedResource[]): boolean {
  const stack = id.slice(0, -logicalId.length);
  return logicalId !== 'LambdaFunction' && resources.some((one) => one.id === `${stack}LambdaFunction`);
}

function* functionNames(
  { id, logicalId, properties }: ResolvedResource,
  known: readonly KnownResource[],
): Generator<[string, string]> {
  const name = named({ id, logicalId, properties }, known, textOf(properties['FunctionName']));
  if (name === undefined) return;
  yield [id, `Function.${name}`];
  const role = /^\$\{(.+?)\.Arn\}$/.exec(textOf(properties['Role']))?.[1];
  if (role !== undefined) yield [role, `Role.function:${name}`];
}

/**
 * Which of Gen 1's resources this one is: by the stack that Gen 1 gives each, by its physical name, by the name
 * that Gen 2 tags it with, or by that of its construct.
 */
function named(
  { id, logicalId, properties }: Pick<ResolvedResource, 'id' | 'logicalId' | 'properties'>,
  known: readonly KnownResource[],
  physicalName: string,
): string | undefined {
  const stack = id.split('/').slice(1, -1).join('/');
  const construct = logicalName(logicalId);
  const candidates = [friendlyName(properties), construct, construct.replace(/(lambda|Bucket|Table)$/, '')];
  // Names that differ in nothing else are told apart by their case.
  const alike = (names: readonly string[]): boolean =>
    names.some((name) => candidates.map(squashed).includes(squashed(name)));
  return (
    known.find(({ name }) => name === stack) ??
    known.find((one) => physicalName !== '' && physicalName === one.physicalName) ??
    known.find(({ name }) => candidates.includes(name)) ??
    single(known.filter(({ name }) => alike([name]))) ??
    single(known.filter(({ aliases = [] }) => alike(aliases)))
  )?.name;
}

function single<T>(found: readonly T[]): T | undefined {
  return found.length === 1 ? found[0] : undefined;
}

/** What a template of a function makes besides it; Gen 2 calls it by both names. */
function* ownNames(
  { id, type, logicalId }: ResolvedResource,
  known: readonly KnownResource[],
): Generator<[string, string]> {
  if (!/^AWS::(?:SQS|SNS|Kinesis|DynamoDB|Events|KMS)::/.test(type)) return;
  const stack = /^function\/(.+)\/[^/]+$/s.exec(id)?.[1];
  const own = squashed(
    known.some(({ name }) => name === stack) ? `${stack ?? ''}${logicalId}` : logicalName(logicalId),
  );
  if (known.some(({ name }) => own.startsWith(squashed(name)) && own !== squashed(name)))
    yield [id, `Own.${own}`];
}

const REGIONAL = '${AWS::Region}:${AWS::AccountId}';

/** What names of tables and functions begin with that Gen 1 has deployed, and that have a new counterpart. */
export const OF_GEN1 = 'Gen1.';

/** Physical names that stand in ARNs as literals, and what they are names of. */
function literalNames(
  resources: readonly ResolvedResource[],
  names: ReadonlyMap<string, string>,
  known: KnownNames,
): [literal: RegExp, written: string][] {
  const own = new Map<string, string>();
  const present = new Set(names.values());
  for (const { id, properties } of resources) {
    const name = names.get(id);
    const literal = properties['TableName'] ?? properties['tableName'] ?? properties['FunctionName'];
    if (name !== undefined && isLiteral(literal)) own.set(`${kindOf(name).prefix}${literal}`, name);
  }
  // A table that is not made here is there already: its name stands for the one that Gen 1 has made.
  for (const { name, physicalName } of known.tables) {
    if (!present.has(`Table.${name}`)) own.set(`table/${physicalName}`, `Table.${name}`);
  }
  for (const { name, physicalName } of known.restApis ?? []) {
    const id = `Rest.${name}`;
    if (physicalName !== '') own.set(physicalName, present.has(id) ? `${OF_GEN1}${id}` : id);
  }
  // A resource that is made anew beside the one of Gen 1 has another name, and policies may say the old one.
  for (const [kind, { name, physicalName }] of [
    ...known.tables.map((one) => ['Table', one] as const),
    ...known.functions.map((one) => ['Function', one] as const),
  ]) {
    const id = `${kind}.${name}`;
    const path = `${kindOf(id).prefix}${physicalName}`;
    if (present.has(id) && !own.has(path)) own.set(path, `${OF_GEN1}${id}`);
  }
  const literals = [...own].map(([path, name]): [RegExp, string] => {
    const { service, prefix } = kindOf(name);
    return [arnOf(service, path), `arn:aws:${service}:${REGIONAL}:${prefix}\${${name}}`];
  });
  const buckets = known.buckets
    .filter(({ name }) => !present.has(bucketName(name, known.buckets)))
    .flatMap(({ name, physicalName }): [RegExp, string][] => {
      const named = `\${${bucketName(name, known.buckets)}}`;
      // A bucket whose name nobody knows is called as the resource is, which is a word like others.
      const suffix = `(?:[0-9a-f]*-[a-z]{2,10})${physicalName === name ? '' : '?'}`;
      return [
        [new RegExp(`arn:aws:s3:::${escaped(physicalName)}[a-z0-9-]*`, 'g'), `arn:aws:s3:::${named}`],
        // Behind the name stand the id of the Gen 1 app, and the environment; an imported one has all of its own.
        [new RegExp(`^${escaped(physicalName)}${suffix}$`), named],
      ];
    });
  const tableNames = known.tables
    .filter(({ name }) => !present.has(`Table.${name}`))
    .map(({ name, physicalName }): [RegExp, string] => [
      new RegExp(`^${escaped(physicalName)}$`),
      `\${Table.${name}}`,
    ]);
  return [...tableNames, ...literals, ...buckets];
}

function kindOf(name: string): { readonly service: string; readonly prefix: string } {
  const kind = name.replace(OF_GEN1, '');
  if (kind.startsWith('Rest.')) return { service: 'execute-api', prefix: '' };
  return kind.startsWith('Function.')
    ? { service: 'lambda', prefix: 'function:' }
    : { service: 'dynamodb', prefix: 'table/' };
}

function arnOf(service: string, path: string): RegExp {
  const region = String.raw`(?:\$\{AWS::Region\}|[a-z]{2}(?:-[a-z]+)+-\d):(?:\$\{AWS::AccountId\}|\d{12})`;
  return new RegExp(`arn:aws:${service}:${region}:${escaped(path)}(?![\\w.-])`, 'g');
}

function isLiteral(value: Json | undefined): value is string {
  return typeof value === 'string' && value !== '' && !value.includes('${');
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Attributes and imported values that are ARNs, with the form that IAM compares. */
const WRITTEN: readonly (readonly [RegExp, string])[] = [
  [/arn:\$\{AWS::Partition\}:/g, 'arn:aws:'],
  [/\$\{Fn::ImportValue "[^"]*:GetAtt:(\w+)Table:Name"\}/g, '${ModelTable.$1}'],
  [/\$\{Fn::ImportValue "[^"]*:GetAtt:(\w+)Table:(\w+)"\}/g, '${ModelTable.$1.$2}'],
  [/\$\{(ModelTable\.\w+)\.Table(Arn|StreamArn)\}/g, '${$1.$2}'],
  [/\$\{(Bucket(?:\.[^{}]+?)?)\.Arn\}/g, 'arn:aws:s3:::${$1}'],
  [/\$\{((?:Model)?Table\.[^{}]+)\.Arn\}/g, `arn:aws:dynamodb:${REGIONAL}:table/\${$1}`],
  [/\$\{((?:Model)?Table\.[^{}]+)\.StreamArn\}/g, `arn:aws:dynamodb:${REGIONAL}:table/\${$1}/stream/latest`],
  [
    /\$\{StreamOf\.([^{}]+?)\.Table\.LatestStreamArn\}/g,
    `arn:aws:dynamodb:${REGIONAL}:table/\${Table.$1}/stream/latest`,
  ],
  [/\$\{(Function\.[^{}]+)\.Arn\}/g, `arn:aws:lambda:${REGIONAL}:function:\${$1}`],
  [/\$\{UserPool\.Arn\}/g, `arn:aws:cognito-idp:${REGIONAL}:userpool/\${UserPool}`],
  // A reference to an API is its ARN.
  [/\$\{Api(?:\.Arn)?\}/g, `arn:aws:appsync:${REGIONAL}:apis/\${Api.ApiId}`],
];

/** The region and the account of the environment, as a deployment has its own. */
function inPlace(text: string, { place }: KnownNames): string {
  const found =
    /^(arn:[\w-]+:[\w-]+):(\$\{AWS::Region\}|[^:]*):(\$\{AWS::AccountId\}|[^:]*)((?::.*)?)$/s.exec(text);
  if (place === undefined || found === null) return text;
  const [, service = '', region = '', account = '', rest = ''] = found;
  const ownRegion = region !== '' && region === place.region ? '${AWS::Region}' : region;
  const ownAccount = account !== '' && account === place.account ? '${AWS::AccountId}' : account;
  return `${service}:${ownRegion}:${ownAccount}${rest}`;
}

function writtenOut(text: string, literals: readonly (readonly [RegExp, string])[]): string {
  const kept = literals.find(([from]) => from.source.startsWith('^') && from.test(text))?.[1];
  if (kept !== undefined) return kept;
  if (!text.includes('arn:') && !text.includes('${')) return text;
  // `$` is special in what replaces, so a function gives it where no group is asked for.
  const written = WRITTEN.reduce((spelled, [from, to]) => spelled.replace(from, fill(to)), text);
  const named = written.replace(
    /(table\/)(\w+)-\$\{Api\.ApiId\}-[\w-]+/g,
    (_whole, table: string, model: string) => `${table}\${ModelTable.${model}}`,
  );
  const spelled = literals.reduce((text, [from, to]) => text.replace(from, () => to), named);
  // The name of a table that is cut out of its ARN; a stream is named by the time of its creation.
  return spelled
    .replace(/^\$\{Fn::Select \[1,.*:table\/(\$\{(?:Model)?Table\.[^{}]+\}).*$/s, '$1')
    .replace(/(:table\/[^/]+\/stream\/)\d{4}-[\w:.-]+/g, '$1latest');
}

function fill(template: string): (...groups: string[]) => string {
  return (_whole, ...groups) =>
    template.replace(/\$(\d)/g, (_group, index: string) => groups[Number(index) - 1] ?? '');
}
