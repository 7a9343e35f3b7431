import {
  AmplifyGraphqlApi,
  AmplifyGraphqlDefinition,
  type DataStoreConfiguration,
} from '@aws-amplify/graphql-api-construct';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { CfnTable } from 'aws-cdk-lib/aws-dynamodb';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { Role } from 'aws-cdk-lib/aws-iam';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { buildASTSchema, type GraphQLSchema, parse } from 'graphql';
import { type TransformerFlags } from '../../transforms/data/settings.js';

/** A table as Gen 1's transformer makes it. */
export interface GenTable {
  readonly key: string;
  /** `name: partition sort` */
  readonly globalIndexes: readonly string[];
  readonly localIndexes: readonly string[];
}

/** What Gen 1's own transformer makes of a schema. */
export interface Gen1Output {
  readonly schema: GraphQLSchema;
  /** By the name that the table is called after. */
  readonly tables: ReadonlyMap<string, GenTable>;
}

export interface Gen1Options {
  readonly dataStore?: boolean;
  readonly sandbox?: boolean;
}

/** Runs Gen 1's transformer with the flags of a project and every mode of authorization. @throws what it throws */
export function transformGen1(sdl: string, flags: TransformerFlags, options: Gen1Options = {}): Gen1Output {
  const stack = new Stack(new App({ context: { 'aws:cdk:disable-stack-trace': true } }), 'gen1');
  new AmplifyGraphqlApi(stack, 'api', {
    definition: AmplifyGraphqlDefinition.fromString(sdl, {
      dbType: 'DYNAMODB',
      provisionStrategy: 'DEFAULT',
    }),
    translationBehavior: {
      ...flags,
      sandboxModeEnabled: options.sandbox ?? false,
      ...{ allowGen1Patterns: true },
    },
    authorizationModes: {
      defaultAuthorizationMode: 'AMAZON_COGNITO_USER_POOLS',
      userPoolConfig: { userPool: UserPool.fromUserPoolId(stack, 'pool', 'eu-west-1_abcdefghi') },
      apiKeyConfig: { expires: Duration.days(7) },
      identityPoolConfig: {
        identityPoolId: 'identityPool',
        authenticatedUserRole: Role.fromRoleName(stack, 'authenticated', 'authenticated'),
        unauthenticatedUserRole: Role.fromRoleName(stack, 'guest', 'guest'),
      },
      oidcConfig: {
        oidcProviderName: 'oidc',
        oidcIssuerUrl: 'https://example.com',
        tokenExpiryFromAuth: Duration.hours(1),
        tokenExpiryFromIssue: Duration.hours(1),
      },
      lambdaConfig: {
        function: LambdaFunction.fromFunctionName(stack, 'authorizer', 'authorizer'),
        ttl: Duration.minutes(5),
      },
    },
    ...(options.dataStore ? { dataStoreConfiguration: { project: AUTOMERGE } } : {}),
    functionNameMap: {},
  });
  return {
    schema: buildASTSchema(parse(`${APPSYNC}\n${definitionIn(stack)}`), { assumeValidSDL: true }),
    tables: tablesOf(stack),
  };
}

const AUTOMERGE: NonNullable<DataStoreConfiguration['project']> = {
  detectionType: 'VERSION',
  handlerType: 'AUTOMERGE',
};

/** What AppSync adds to every schema. */
const APPSYNC = [
  ...['Date', 'Time', 'DateTime', 'Timestamp', 'Email', 'JSON', 'URL', 'Phone', 'IPAddress'].map(
    (name) => `scalar AWS${name}`,
  ),
  'scalar BigInt',
  'scalar Double',
].join('\n');

/** The schema as the transformer's own construct collects it; the resource refers to an uploaded file only. */
function definitionIn(stack: Stack): string {
  for (const node of stack.node.findAll() as { readonly schema?: { readonly definition?: unknown } }[]) {
    if (typeof node.schema?.definition === 'string') return node.schema.definition;
  }
  throw new Error('the transformer made no schema');
}

function tablesOf(stack: Stack): Map<string, GenTable> {
  const tables = new Map<string, GenTable>();
  for (const node of stack.node.findAll()) {
    if (!(node instanceof CfnTable)) continue;
    const properties = Stack.of(node).resolve(node._toCloudFormation()) as CloudFormation;
    const [resource] = Object.values(properties.Resources);
    if (resource === undefined) continue;
    const { KeySchema, GlobalSecondaryIndexes = [], LocalSecondaryIndexes = [] } = resource.Properties;
    const name = node.node.path.split('/').at(-2) ?? '';
    tables.set(name.replace(/Table$/, ''), {
      key: keyText(KeySchema),
      globalIndexes: GlobalSecondaryIndexes.map(indexText).sort(),
      localIndexes: LocalSecondaryIndexes.map(indexText).sort(),
    });
  }
  return tables;
}

interface Key {
  readonly AttributeName: string;
}
interface SecondaryIndex {
  readonly IndexName: string;
  readonly KeySchema: readonly Key[];
}
interface CloudFormation {
  readonly Resources: Readonly<
    Record<
      string,
      {
        readonly Properties: {
          readonly KeySchema: readonly Key[];
          readonly GlobalSecondaryIndexes?: readonly SecondaryIndex[];
          readonly LocalSecondaryIndexes?: readonly SecondaryIndex[];
        };
      }
    >
  >;
}

function keyText(key: readonly Key[]): string {
  return key.map((part) => part.AttributeName).join(' ');
}

function indexText({ IndexName, KeySchema }: SecondaryIndex): string {
  return `${IndexName}: ${keyText(KeySchema)}`;
}
