import { type Json } from '../../core/json.js';
import { type ResolvedResource } from '../resolve.js';
import { attachedTo } from '../facts/attached.js';
import { Deployment, type Naming } from '../facts/deployment.js';
import { amount, flag, record, textOf, without } from '../facts/normal.js';
import { type JsonObject, type Stacks } from '../template.js';
import { type Assets, readAssets } from './assets.js';
import { type GrantFacts, grantsOf } from './grants.js';
import { type ModeFacts, modesOf } from './modes.js';
import { type ResolverFacts, resolversOf } from './resolvers.js';
import { type TableFacts, tablesOf } from './tables.js';

/** What a GraphQL API is when it is deployed, whichever generation made it. */
export interface ApiFacts {
  readonly name: string;
  /** The schema that AppSync serves, with the `@aws_*` directives that it checks. */
  readonly schema: string;
  /** The default mode comes first. */
  readonly modes: readonly ModeFacts[];
  /** By `Type.field`. */
  readonly resolvers: ReadonlyMap<string, ResolverFacts>;
  /** By the name of the model. */
  readonly tables: ReadonlyMap<string, TableFacts>;
  /** What policies let roles do with the API. */
  readonly grants: readonly GrantFacts[];
  /** What holds for all requests: limits, logs, caches; absent in what is no whole API. */
  readonly settings?: JsonObject;
}

/** The stacks of a synthesised backend, and the folder with its assets. */
export interface SynthesisedApi {
  readonly outDir: string;
  readonly stacks: Stacks;
}

/**
 * Reads the GraphQL API of a synthesised backend: of `defineData`, or of `AmplifyGraphqlApi` in a stack.
 * `naming` gives what both generations have besides Cognito the same names.
 * @throws Error when the backend has no GraphQL API
 */
export async function apiFacts({ outDir, stacks }: SynthesisedApi, naming?: Naming): Promise<ApiFacts> {
  return deployedApiFacts(new Deployment(stacks, naming), await readAssets(outDir));
}

/** The same for stacks whose texts are elsewhere. @throws Error when they have no GraphQL API */
export async function deployedApiFacts(deployment: Deployment, assets: Assets): Promise<ApiFacts> {
  const [api] = deployment.ofType('AWS::AppSync::GraphQLApi');
  if (api === undefined) throw new Error('the backend has no GraphQL API');
  const definition = deployment.ofType('AWS::AppSync::GraphQLSchema')[0]?.properties ?? {};
  return {
    name: textOf(api.properties['Name']),
    schema: await sourceText(definition['Definition'], definition['DefinitionS3Location'], assets),
    modes: modesOf(api, deployment),
    resolvers: await resolversOf(deployment, assets),
    tables: tablesOf(deployment),
    grants: grantsOf(deployment),
    settings: settingsOf(api, deployment),
  };
}

/** Properties that are facts of their own, or for people. */
const SEPARATE = [
  ...['Name', 'Tags', 'OwnerContact', 'AuthenticationType', 'AdditionalAuthenticationProviders'],
  ...['UserPoolConfig', 'OpenIDConnectConfig', 'LambdaAuthorizerConfig'],
];

/** Settings with the values that AppSync documents for absent ones (CreateGraphqlApi). */
function settingsOf({ id, properties }: ResolvedResource, deployment: Deployment): JsonObject {
  return {
    ...without(properties, ...SEPARATE),
    XrayEnabled: flag(properties['XrayEnabled'], false),
    LogConfig: without(record(properties['LogConfig']), 'CloudWatchLogsRoleArn'),
    Visibility: properties['Visibility'] ?? 'GLOBAL',
    IntrospectionConfig: properties['IntrospectionConfig'] ?? 'ENABLED',
    QueryDepthLimit: amount(properties['QueryDepthLimit'], 0),
    ResolverCountLimit: amount(properties['ResolverCountLimit'], 0),
    EnvironmentVariables: record(properties['EnvironmentVariables']),
    ...attachedTo(id, deployment, 'Api'),
  };
}

async function sourceText(
  inline: Json | undefined,
  location: Json | undefined,
  assets: Assets,
): Promise<string> {
  if (typeof inline === 'string') return inline;
  return assets.text(textOf(location) || textOf(record(location)['Key']));
}
