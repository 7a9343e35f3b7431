import { type DocumentNode, type ObjectFieldNode, parse, print, visit } from 'graphql';
import { type ApiFacts } from '../../src/verify/graphql/api-facts.js';
import {
  type Gen1Flags,
  type Gen1Mode,
  EXISTING_PROJECT_FLAGS,
  dataApi,
  gen1Api,
} from '../../src/verify/graphql/gen1-api.js';
import { type GrantFacts } from '../../src/verify/graphql/grants.js';
import { type AuthenticationType } from '../../src/verify/graphql/modes.js';
import { type ResolverFacts } from '../../src/verify/graphql/resolvers.js';
import { type IndexFacts, type TableFacts } from '../../src/verify/graphql/tables.js';
import { type CarriedOver, carryOver, flagsOfV1, type Mode } from '../../transforms/data/v1/index.js';
import { v1 } from './v1-packages.js';
import { v1Resolver } from './v1-resolver.js';

/** What a project of v1 says besides its schema. */
export interface Project {
  readonly defaultMode: Mode;
  readonly additionalModes?: readonly Mode[];
  readonly improvePluralization?: boolean;
  readonly addMissingOwnerFields?: boolean;
  readonly secondaryKeyAsGSI?: boolean;
}

/** The same schema by both transformers. */
export interface Generations {
  readonly v1: ApiFacts;
  readonly v2: ApiFacts;
  readonly carried: CarriedOver;
}

/**
 * Runs v1 on the schema, carries it over, and runs v2 on the result: with the flags of Gen 1, as the construct does,
 * or as `defineData` does.
 */
export async function bothGenerations(
  sdl: string,
  project: Project,
  by: 'construct' | 'defineData' = 'construct',
): Promise<Generations> {
  const before = makeV1(sdl, project);
  const written = parse(sdl);
  const carried = carry(written, project);
  const input = {
    sdl: print(by === 'construct' ? carried.document : withoutOthers(carried.document)),
    flags: flagsOfV1(flagsOf(project), written),
    defaultMode: modeOf(project.defaultMode),
    additionalModes: (project.additionalModes ?? []).map(modeOf),
  };
  const after = await (by === 'construct' ? gen1Api(input) : dataApi(input));
  return { v1: before, v2: after, carried };
}

const OPERATIONS: Readonly<Record<string, readonly string[]>> = {
  queries: ['get', 'list'],
  mutations: ['create', 'update', 'delete'],
};

/** What the lane of the SDL adds: `defineData` has each operation that a map of `@model` does not name. */
function withoutOthers(document: DocumentNode): DocumentNode {
  return visit(document, {
    Argument(node) {
      const { value } = node;
      if (value.kind !== 'ObjectValue') return undefined;
      const named = new Set(value.fields.map(({ name }) => name.value));
      const others = OPERATIONS[node.name.value]?.filter((one) => !named.has(one)) ?? [];
      const fields = others.map((one): ObjectFieldNode => ({
        kind: 'ObjectField',
        name: { kind: 'Name', value: one },
        value: { kind: 'NullValue' },
      }));
      return { ...node, value: { ...value, fields: [...value.fields, ...fields] } };
    },
  }) as DocumentNode;
}

/** The carried schema; an origin has the line of the node. */
export function carry(written: DocumentNode, project: Project): CarriedOver {
  const { defaultMode, additionalModes = [], improvePluralization, addMissingOwnerFields } = project;
  return carryOver(written, {
    flags: flagsOf(project),
    defaultMode,
    additionalModes,
    improvePluralization: improvePluralization ?? false,
    addMissingOwnerFields: addMissingOwnerFields ?? true,
    originOf: ({ loc }) => ({
      file: 'schema.graphql',
      pointer: '',
      line: loc?.startToken.line ?? 0,
      column: loc?.startToken.column ?? 0,
    }),
  });
}

function flagsOf({ secondaryKeyAsGSI = false }: Project): Gen1Flags & { readonly transformerVersion: 1 } {
  return { ...EXISTING_PROJECT_FLAGS, secondaryKeyAsGSI, transformerVersion: 1 };
}

const ISSUER = { providerName: 'staff', issuer: 'https://id.example.com/', authTtl: 1000, issueTtl: 1000 };

function modeOf(kind: Mode): Gen1Mode {
  switch (kind) {
    case 'oidc':
      return { kind, ...ISSUER };
    case 'lambda':
      return { kind, functionName: 'authorizer' };
    default:
      return { kind };
  }
}

const TYPES: Readonly<Record<Mode, AuthenticationType>> = {
  apiKey: 'API_KEY',
  userPools: 'AMAZON_COGNITO_USER_POOLS',
  iam: 'AWS_IAM',
  oidc: 'OPENID_CONNECT',
  lambda: 'AWS_LAMBDA',
};

interface CfnResource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

interface V1Deployment {
  readonly schema: string;
  readonly resolvers: Readonly<Record<string, string>>;
  readonly stacks: Readonly<Record<string, { readonly Resources: Readonly<Record<string, CfnResource>> }>>;
  readonly rootStack: { readonly Resources: Readonly<Record<string, CfnResource>> };
}

/** Runs the transformers of v1 in the order in which the Gen 1 CLI does. */
export function makeV1(sdl: string, project: Project): ApiFacts {
  const { defaultMode, additionalModes = [] } = project;
  const provider = (mode: Mode) => ({
    authenticationType: TYPES[mode],
    ...(mode === 'oidc' && { openIDConnectConfig: { issuerUrl: ISSUER.issuer } }),
    ...(mode === 'apiKey' && { apiKeyConfig: { apiKeyExpirationDays: 7 } }),
  });
  const flags: Readonly<Record<string, boolean | undefined>> = {
    improvePluralization: project.improvePluralization,
    addMissingOwnerFields: project.addMissingOwnerFields ?? true,
    secondaryKeyAsGSI: project.secondaryKeyAsGSI,
  };
  const flag = (name: string, otherwise: unknown) => flags[name] ?? otherwise ?? false;
  const transform = new v1.GraphQLTransform({
    transformers: [
      new v1.DynamoDBModelTransformer(),
      new v1.VersionedModelTransformer(),
      new v1.KeyTransformer(),
      new v1.ModelConnectionTransformer(),
      new v1.ModelAuthTransformer({
        // Amplify Studio, which is told of elsewhere.
        addAwsIamAuthInOutputSchema: false,
        authConfig: {
          defaultAuthentication: provider(defaultMode),
          additionalAuthenticationProviders: additionalModes.map(provider),
        },
      }),
    ],
    transformConfig: { Version: 5 },
    featureFlags: { getBoolean: flag, getNumber: flag, getString: flag, getObject: flag },
  });
  const made = transform.transform(sdl) as V1Deployment;
  // Values of the packages that write CloudFormation are objects with a JSON form.
  const plain = JSON.parse(JSON.stringify([made.rootStack, ...Object.values(made.stacks)])) as {
    Resources: Record<string, CfnResource>;
  }[];
  const resources = plain.flatMap(({ Resources }) => Object.entries(Resources));
  return {
    name: 'v1',
    schema: made.schema,
    modes: [defaultMode, ...additionalModes].map((mode) => ({ type: TYPES[mode], settings: {} })),
    resolvers: resolversOf(made.resolvers),
    tables: new Map(
      resources.flatMap(([id, { Type, Properties }]) =>
        Type === 'AWS::DynamoDB::Table' ? [[id.replace(/Table$/, ''), tableOf(Properties)]] : [],
      ),
    ),
    grants: resources.flatMap(([, { Type, Properties }]) =>
      Type === 'AWS::IAM::ManagedPolicy' ? grantsOf(Properties) : [],
    ),
  };
}

function resolversOf(files: Readonly<Record<string, string>>): Map<string, ResolverFacts> {
  const names = Object.keys(files).flatMap((file) => /^(\w+\.\w+)\.req\.vtl$/.exec(file)?.[1] ?? []);
  return new Map(
    names.map((name) => [
      name,
      v1Resolver(name, files[`${name}.req.vtl`] ?? '', files[`${name}.res.vtl`] ?? ''),
    ]),
  );
}

interface KeyPart {
  readonly AttributeName: string;
}

interface Index {
  readonly IndexName: string;
  readonly KeySchema: readonly KeyPart[];
  readonly Projection: { readonly ProjectionType: string };
}

/** The keys of a table; the settings of v1's tables are those of v2's, and no matter of the schema. */
function tableOf(properties: Readonly<Record<string, unknown>>): TableFacts {
  const attributes = properties['AttributeDefinitions'] as { AttributeName: string; AttributeType: string }[];
  const types = new Map(attributes.map(({ AttributeName, AttributeType }) => [AttributeName, AttributeType]));
  const key = (parts: readonly KeyPart[]): string[] =>
    parts.map(({ AttributeName }) => `${AttributeName}:${types.get(AttributeName) ?? ''}`);
  const indexes = (name: string): Map<string, IndexFacts> =>
    new Map(
      ((properties[name] ?? []) as Index[]).map(({ IndexName, KeySchema, Projection }) => [
        IndexName,
        { key: key(KeySchema), projection: Projection.ProjectionType },
      ]),
    );
  return {
    key: key(properties['KeySchema'] as KeyPart[]),
    globalIndexes: indexes('GlobalSecondaryIndexes'),
    localIndexes: indexes('LocalSecondaryIndexes'),
    capacity: null,
    billing: '',
    timeToLive: null,
    stream: null,
    pointInTimeRecovery: false,
    encryption: 'AWS owned key',
    deletionProtection: false,
    deletionPolicy: '',
    imported: null,
  };
}

interface Policy {
  readonly Roles: readonly { readonly Ref: string }[];
  readonly PolicyDocument: {
    readonly Statement: readonly {
      readonly Resource: readonly { readonly 'Fn::Sub': readonly [string, Sub] }[];
    }[];
  };
}

interface Sub {
  readonly typeName: string;
  readonly fieldName?: string;
}

function grantsOf(properties: Readonly<Record<string, unknown>>): GrantFacts[] {
  const { Roles, PolicyDocument } = properties as unknown as Policy;
  const roles = Roles.map(({ Ref }) => (Ref === 'authRoleName' ? 'authenticated' : 'unauthenticated'));
  return PolicyDocument.Statement.flatMap(({ Resource }) =>
    Resource.flatMap(({ 'Fn::Sub': [, { typeName, fieldName }] }) =>
      roles.map((role) => ({ role, type: typeName, field: fieldName ?? '*' })),
    ),
  );
}
