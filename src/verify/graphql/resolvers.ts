import { type Json } from '../../core/json.js';
import { type Deployment } from '../facts/deployment.js';
import { items, record, textOf, without } from '../facts/normal.js';
import { type JsonObject } from '../template.js';
import { type Assets } from './assets.js';

/** A resolver as a pipeline; a unit resolver is a pipeline of one function. */
export interface ResolverFacts {
  /** VTL before and after the functions. */
  readonly request: string;
  readonly response: string;
  readonly functions: readonly FunctionFacts[];
}

export interface FunctionFacts {
  readonly name: string;
  /** VTL; null: the function is written in JavaScript, `code` has it. */
  readonly request: string | null;
  readonly response: string | null;
  readonly code: string | null;
  readonly dataSource: DataSourceFacts;
  /** Set when AppSync detects conflicts for the function: DataStore. */
  readonly conflicts: string | null;
  /** Answers that are kept, and requests that are joined; absent: none. */
  readonly options?: string;
}

export interface DataSourceFacts {
  /** `NONE`, `AMAZON_DYNAMODB`, `AWS_LAMBDA`, `HTTP`, … */
  readonly kind: string;
  /** The name in AppSync. */
  readonly name: string;
  /** The table, function, endpoint or domain, as far as it is known before the deployment. */
  readonly target: string;
  /** How it is asked, besides: as whom, and with which versions of records; absent: as usual. */
  readonly options?: string;
}

const NO_DATA: DataSourceFacts = { kind: 'NONE', name: 'NONE', target: '' };

/** All resolvers of an API by `Type.field`. `others` are data sources of other stacks, by their name in AppSync. */
export async function resolversOf(
  deployment: Deployment,
  assets: Assets,
  others: ReadonlyMap<string, DataSourceFacts> = new Map(),
): Promise<Map<string, ResolverFacts>> {
  const sources = new Map([...others, ...dataSources(deployment)]);
  const functions = new Map<string, FunctionFacts>();
  for (const { id, properties } of deployment.ofType('AWS::AppSync::FunctionConfiguration')) {
    functions.set(id, await functionFacts(textOf(properties['Name']), properties, sources, assets));
  }
  const resolvers = new Map<string, ResolverFacts>();
  for (const { properties } of deployment.ofType('AWS::AppSync::Resolver')) {
    const name = `${textOf(properties['TypeName'])}.${textOf(properties['FieldName'])}`;
    resolvers.set(name, await resolverFacts(name, properties, { functions, sources, assets }));
  }
  return resolvers;
}

interface Known {
  readonly functions: ReadonlyMap<string, FunctionFacts>;
  readonly sources: ReadonlyMap<string, DataSourceFacts>;
  readonly assets: Assets;
}

async function resolverFacts(name: string, properties: JsonObject, known: Known): Promise<ResolverFacts> {
  const { functions, sources, assets } = known;
  if (properties['Kind'] !== 'PIPELINE') {
    return { request: '', response: '', functions: [await functionFacts(name, properties, sources, assets)] };
  }
  const ids = items(record(properties['PipelineConfig'])['Functions']).map(idOf);
  return {
    request: (await template(properties, 'Request', assets)) ?? '',
    response: (await template(properties, 'Response', assets)) ?? '',
    functions: ids.map((id) => {
      const found = functions.get(id);
      if (found === undefined) throw new Error(`${name} has a function that no stack defines: ${id}`);
      return found;
    }),
  };
}

async function functionFacts(
  name: string,
  properties: JsonObject,
  sources: ReadonlyMap<string, DataSourceFacts>,
  assets: Assets,
): Promise<FunctionFacts> {
  const sync = textOf(record(properties['SyncConfig'])['ConflictHandler']);
  return {
    name,
    request: await template(properties, 'Request', assets),
    response: await template(properties, 'Response', assets),
    code: await textAt(properties['Code'], properties['CodeS3Location'], assets),
    dataSource: sources.get(idOf(properties['DataSourceName'])) ?? NO_DATA,
    conflicts: sync === '' ? null : sync,
    ...optionsIn({ cache: properties['CachingConfig'], batch: properties['MaxBatchSize'] }),
  };
}

async function template(
  properties: JsonObject,
  side: 'Request' | 'Response',
  assets: Assets,
): Promise<string | null> {
  const name = `${side}MappingTemplate`;
  return textAt(properties[name], properties[`${name}S3Location`], assets);
}

async function textAt(
  inline: Json | undefined,
  location: Json | undefined,
  assets: Assets,
): Promise<string | null> {
  if (typeof inline === 'string') return withoutTokens(inline);
  return location === undefined ? null : assets.text(textOf(location));
}

/** What only the deployment knows would be a reference to a variable in VTL. */
function withoutTokens(text: string): string {
  return withoutCalls(text).replace(
    /\$\{((?:AWS::|Role\.|UserPool|IdentityPool|[^{}$\s()]*[/?])[^{}]*)\}/g,
    (_, token: string) => `<${token}>`,
  );
}

/** A function of CloudFormation that is not resolved holds JSON, with quotes and further tokens. */
function withoutCalls(text: string): string {
  const start = text.indexOf('${Fn::');
  if (start < 0) return text;
  let depth = 0;
  let end = start + 1;
  for (; end < text.length; end += 1) {
    if (text[end] === '{') depth += 1;
    if (text[end] === '}') depth -= 1;
    if (depth === 0) break;
  }
  const inner = text.slice(start + 2, end).replace(/[^\w/.:-]+/g, ' ');
  return `${text.slice(0, start)}<${inner.trim()}>${withoutCalls(text.slice(end + 1))}`;
}

function dataSources(deployment: Deployment): Map<string, DataSourceFacts> {
  const known = new Map<string, DataSourceFacts>();
  for (const { id, properties } of deployment.ofType('AWS::AppSync::DataSource')) {
    const facts: DataSourceFacts = {
      kind: textOf(properties['Type']),
      name: textOf(properties['Name']),
      target:
        ownFunction(record(properties['LambdaConfig'])['LambdaFunctionArn'], deployment) ??
        withoutTokens(targetOf(properties)),
      ...optionsIn({
        ...without(record(properties['DynamoDBConfig']), 'AwsRegion', 'TableName', 'DeltaSyncConfig'),
        // The table beside it is one of the tables of the API.
        ...without(record(record(properties['DynamoDBConfig'])['DeltaSyncConfig']), 'DeltaSyncTableName'),
        ...without(record(properties['HttpConfig']), 'Endpoint'),
        ...without(record(properties['RelationalDatabaseConfig'])),
        ...without(record(properties['EventBridgeConfig'])),
      }),
    };
    known.set(id, facts);
    known.set(facts.name, facts);
  }
  return known;
}

/** `function hello` for a function of the same backend, the name of any other. */
export function functionOf(reference: Json | undefined, deployment: Deployment): string {
  return ownFunction(reference, deployment) ?? withoutTokens(textOf(reference).replace(/^.*:function:/, ''));
}

/** By the name that Gen 2 tags it with, or its construct. */
function ownFunction(reference: Json | undefined, deployment: Deployment): string | null {
  const found = deployment.at(reference);
  if (found?.type !== 'AWS::Lambda::Function') return null;
  const tags = items(found.properties['Tags']).map(record);
  const tag = tags.find(({ Key }) => Key === 'amplify:friendly-name')?.['Value'];
  return `function ${textOf(tag) || found.logicalId.replace(/[0-9A-F]{8}$/, '')}`;
}

/** What is said, without what says that something is off. */
function optionsIn(given: Readonly<Record<string, Json | undefined>>): { readonly options?: string } {
  const said = Object.entries(given).filter(
    ([, value]) => value !== undefined && value !== false && value !== 0 && value !== 'false',
  );
  return said.length === 0 ? {} : { options: JSON.stringify(Object.fromEntries(said.sort())) };
}

function targetOf(properties: JsonObject): string {
  const config = (name: string, key: string): string => textOf(record(properties[name])[key]);
  return (
    config('DynamoDBConfig', 'TableName') ||
    config('LambdaConfig', 'LambdaFunctionArn').replace(/^.*:function:/, '') ||
    config('HttpConfig', 'Endpoint') ||
    config('OpenSearchServiceConfig', 'Endpoint') ||
    config('ElasticsearchConfig', 'Endpoint')
  );
}

function idOf(reference: Json | undefined): string {
  const text = textOf(reference);
  return /^\$\{([^{}?]+\/[^{}?./]+)/.exec(text)?.[1] ?? text;
}
