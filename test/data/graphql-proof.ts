import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type DirectiveNode, parse, print } from 'graphql';
import { type SynthResult } from '../../src/verify/synth.js';
import { type ApiSettings, type AuthMode } from '../../transforms/data/settings.js';
import { type Files } from '../synth/backends.js';

/** What a synthesised backend answers with. */
export interface ApiFacts {
  /** Type, field, type of the field and its arguments; inputs, enums, unions and interfaces too. */
  readonly shape: readonly string[];
  /** `Type.field` to the directives that decide who reaches it, those of the type and the default included. */
  readonly modes: ReadonlyMap<string, readonly string[]>;
  /** `Type.field` to the VTL of its resolver, functions in their order. */
  readonly resolvers: ReadonlyMap<string, readonly string[]>;
  /** Keys and indexes by the name of the model. */
  readonly tables: ReadonlyMap<string, unknown>;
  /** Names of functions that are called. */
  readonly functions: readonly string[];
}

/** The directive of each mode. */
export const DEFAULTS: Readonly<Record<AuthMode['kind'], string>> = {
  apiKey: 'aws_api_key',
  userPools: 'aws_cognito_user_pools',
  iam: 'aws_iam',
  oidc: 'aws_oidc',
  lambda: 'aws_lambda',
};

type Properties = Readonly<Record<string, unknown>>;

/** The file of each asset of a cloud assembly by its hash. */
function assetsOf(outDir: string): ReadonlyMap<string, string> {
  const manifests = readdirSync(outDir).filter((name) => name.endsWith('.assets.json'));
  const files = manifests.flatMap((name) =>
    Object.entries((JSON.parse(readFileSync(join(outDir, name), 'utf8')) as AssetManifest).files),
  );
  return new Map(files.map(([hash, { source }]) => [hash, resolve(outDir, source.path ?? '')]));
}

interface AssetManifest {
  readonly files: Readonly<Record<string, { readonly source: { readonly path?: string } }>>;
}

/** Reads the AppSync API of a cloud assembly. */
export function factsOf({ outDir, stacks }: SynthResult, settings: ApiSettings): ApiFacts {
  const assets = assetsOf(outDir);
  const text = (value: unknown): string => {
    if (typeof value === 'string') return value;
    const parts = (value as { 'Fn::Join'?: [string, unknown[]] } | undefined)?.['Fn::Join']?.[1];
    // What only a deployment knows stands between the parts of a template.
    if (parts) return parts.map((part) => (typeof part === 'string' ? part : '<ref>')).join('');
    const hash = /[0-9a-f]{64}/.exec(JSON.stringify(value ?? null))?.[0];
    return hash === undefined ? '' : readFileSync(assets.get(hash) ?? '', 'utf8');
  };
  const resources = [...stacks.values()].flatMap(({ name, template }) =>
    Object.entries(template.Resources).map(([id, { Type, Properties = {} }]) => ({
      stack: name,
      id,
      type: Type,
      properties: Properties,
    })),
  );
  const ofType = (type: string) => resources.filter((one) => one.type === type);
  const [schema] = ofType('AWS::AppSync::GraphQLSchema');
  const sdl = text(schema?.properties['Definition'] ?? schema?.properties['DefinitionS3Location']);
  const templates = (properties: Properties): string[] =>
    ['RequestMappingTemplate', 'ResponseMappingTemplate', 'Code']
      .map((key) => text(properties[key] ?? properties[`${key}S3Location`]))
      .filter((template) => template !== '');
  const functions = new Map(
    ofType('AWS::AppSync::FunctionConfiguration').map(({ stack, id, properties }) => [
      `${stack}/${id}`,
      templates(properties),
    ]),
  );
  const resolvers = new Map(
    ofType('AWS::AppSync::Resolver').map(({ stack, properties }) => {
      const pipeline = properties['PipelineConfig'] as { Functions?: unknown[] } | undefined;
      const called = (pipeline?.Functions ?? []).flatMap((reference) => {
        const id = /"Fn::GetAtt":\["([^"]+)","FunctionId"\]/.exec(JSON.stringify(reference))?.[1] ?? '';
        return functions.get(`${stack}/${id}`) ?? [JSON.stringify(reference)];
      });
      const name = `${text(properties['TypeName'])}.${text(properties['FieldName'])}`;
      return [name, [...templates(properties), ...called].map(comparable)];
    }),
  );
  const tables = new Map(
    [
      ...ofType('Custom::AmplifyDynamoDBTable'),
      ...ofType('Custom::ImportedAmplifyDynamoDBTable'),
      ...ofType('AWS::DynamoDB::Table'),
    ].map(({ id, properties }) => [id.replace(/Table$|[0-9A-F]{8}$/g, ''), tableOf(properties)]),
  );
  const sources = ofType('AWS::AppSync::DataSource')
    .map(({ properties }) => JSON.stringify(properties['LambdaConfig'] ?? ''))
    .flatMap((config) => /:function:([\w-]+)/.exec(config)?.[1] ?? []);
  return { ...schemaFacts(sdl, settings), resolvers, tables, functions: sources.sort() };
}

function tableOf(properties: Properties): unknown {
  const get = (name: string): unknown =>
    properties[name] ?? properties[name.charAt(0).toUpperCase() + name.slice(1)];
  return Object.fromEntries(
    ['keySchema', 'attributeDefinitions', 'globalSecondaryIndexes', 'localSecondaryIndexes', 'tableName'].map(
      (name) => [name, name === 'tableName' && typeof get(name) !== 'string' ? null : lowerKeys(get(name))],
    ),
  );
}

function lowerKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lowerKeys);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key.charAt(0).toLowerCase() + key.slice(1), lowerKeys(one)]),
  );
}

/** VTL without what is the same for callers: names of indexes are written in two ways. */
function comparable(template: string): string {
  return template.replace(/ListRequest\.IndexName|ListRequest\.index\b/g, 'ListRequest.index').trim();
}

function schemaFacts(sdl: string, settings: ApiSettings): Pick<ApiFacts, 'shape' | 'modes'> {
  const shape: string[] = [];
  const modes = new Map<string, readonly string[]>();
  for (const node of parse(sdl).definitions) {
    // The construct adds a type for Amplify AI to every schema.
    if (print(node).includes('AmplifyAI')) continue;
    if (node.kind !== 'ObjectTypeDefinition') {
      if (node.kind !== 'DirectiveDefinition') shape.push(print(node).replace(/"""[^]*?"""\n/g, ''));
      continue;
    }
    const own = service(node.directives);
    for (const field of node.fields ?? []) {
      const name = `${node.name.value}.${field.name.value}`;
      const args = (field.arguments ?? []).map((one) => print(one)).sort();
      const others = (field.directives ?? []).filter(
        (one) => !one.name.value.startsWith('aws_') || one.name.value === 'aws_subscribe',
      );
      shape.push(
        `${name}(${args.join(', ')}): ${print(field.type)} ${others.map((one) => print(one)).join(' ')}`,
      );
      const written = service(field.directives);
      const found = written.length > 0 ? written : own;
      modes.set(name, found.length > 0 ? found : [DEFAULTS[settings.defaultMode.kind]]);
    }
  }
  return { shape: shape.sort(), modes };
}

function service(directives: readonly DirectiveNode[] | undefined): string[] {
  const names = new Set((directives ?? []).map(({ name }) => name.value));
  return [...names].filter((name) => name.startsWith('aws_') && name !== 'aws_subscribe').sort();
}

/** A CDK app with the API as Gen 1 makes it: the construct alone, with the project's own flags. */
export function gen1Backend(sdl: string, settings: ApiSettings, extra = ''): Files {
  const modes = [settings.defaultMode, ...settings.additionalModes].map(({ kind }) => kind);
  // Without it functions of the pipelines are shared between stacks, and can't be read one by one.
  const flags = { ...settings.flags, transformerVersion: undefined, disableResolverDeduping: true };
  const sandbox = sdl.includes('input AMPLIFY');
  const parts = [
    modes.includes('apiKey') ? 'apiKeyConfig: { expires: Duration.days(7) },' : '',
    modes.includes('userPools')
      ? "userPoolConfig: { userPool: UserPool.fromUserPoolId(stack, 'pool', 'eu-west-1_aaaaaaaaa') },"
      : '',
    modes.includes('oidc')
      ? "oidcConfig: { oidcProviderName: 'o', oidcIssuerUrl: 'https://example.com', tokenExpiryFromAuth: Duration.hours(1), tokenExpiryFromIssue: Duration.hours(1) },"
      : '',
    modes.includes('lambda')
      ? "lambdaConfig: { function: Function.fromFunctionName(stack, 'fn', 'fn'), ttl: Duration.minutes(5) },"
      : '',
    modes.includes('iam')
      ? `iamConfig: { identityPoolId: Fn.importValue('pool'), authenticatedUserRole: Role.fromRoleName(stack, 'a', Fn.importValue('a')), unauthenticatedUserRole: Role.fromRoleName(stack, 'u', Fn.importValue('u')), allowListedRoles: ${JSON.stringify(settings.adminRoles.map(({ name }) => name))} },`
      : '',
  ];
  const names = {
    apiKey: 'API_KEY',
    userPools: 'AMAZON_COGNITO_USER_POOLS',
    iam: 'AWS_IAM',
    oidc: 'OPENID_CONNECT',
    lambda: 'AWS_LAMBDA',
  };
  const backend = `
import { AmplifyGraphqlApi, AmplifyGraphqlDefinition } from '@aws-amplify/graphql-api-construct';
import { App, Duration, Fn, Stack } from 'aws-cdk-lib';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { Role } from 'aws-cdk-lib/aws-iam';
import { Function } from 'aws-cdk-lib/aws-lambda';
const stack = new Stack(new App(), 'gen1');
new AmplifyGraphqlApi(stack, 'api', {
  definition: AmplifyGraphqlDefinition.fromString(${JSON.stringify(sdl.replaceAll('${env}', 'dev'))}, { dbType: 'DYNAMODB', provisionStrategy: 'AMPLIFY_TABLE' }),
  authorizationModes: { defaultAuthorizationMode: '${names[settings.defaultMode.kind]}', ${parts.join(' ')} },
  translationBehavior: { ...${JSON.stringify(flags)}, sandboxModeEnabled: ${String(sandbox)} },
  ${extra}
});
`;
  return new Map([['amplify/backend.ts', backend]]);
}
