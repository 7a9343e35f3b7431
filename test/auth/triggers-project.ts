import { posix } from 'node:path';
import { parseJson } from '../../src/core/json-parse.js';
import { type PlanOptions } from '../../src/core/feature.js';
import { type Gen1App, type Gen1Resource } from '../../src/core/gen1-app.js';
import { type Json, type JsonNode, type JsonObject, at } from '../../src/core/json.js';
import { type Disposition, Ledger, type LedgerEntry } from '../../src/core/ledger.js';
import { type TriggerPlan, planTriggers, readTriggers } from '../../transforms/auth/triggers/index.js';

export const POOL = 'shop1a2b';
const BACKEND = 'amplify/backend';

/** Files by path below amplify/backend; objects are written as JSON. */
export type Files = Readonly<Record<string, string | Uint8Array | Json>>;

export interface ProjectOptions {
  readonly files: Files;
  /** `cognitoConfig` of cli-inputs.json, or the older parameters.json. */
  readonly auth: { readonly [key: string]: Json };
  readonly old?: boolean;
  /** Environments with their entries below `categories.function`; the first one is chosen. */
  readonly environments?: Readonly<Record<string, Json | null>>;
}

export interface Project {
  readonly app: Gen1App;
  readonly settings: JsonNode;
}

/** A Gen 1 project in memory, with one user pool called POOL. */
export function project({ files, auth, old = false, environments = { dev: null } }: ProjectOptions): Project {
  const texts = new Map<string, Uint8Array>(
    Object.entries(files).map(([path, content]) => [`${BACKEND}/${path}`, bytesOf(content)] as const),
  );
  const text = (path: string): string | null => {
    const bytes = texts.get(path);
    return bytes ? new TextDecoder().decode(bytes) : null;
  };
  const json = (path: string): JsonNode | null => {
    const found = text(path);
    return found === null ? null : parseJson(path, found);
  };
  const documents = parseJson(
    'amplify/team-provider-info.json',
    JSON.stringify(
      Object.fromEntries(
        Object.entries(environments).map(([name, functions]) => [
          name,
          functions === null ? {} : { categories: { function: functions } },
        ]),
      ),
    ),
  );
  const list = Object.keys(environments).map((name) => ({
    name,
    teamProvider: at(documents, name) as JsonObject,
  }));
  const [environment = { name: 'dev', teamProvider: null }] = list;
  const app: Gen1App = {
    root: '/project',
    projectName: 'shop',
    environment,
    environments: list,
    resources: resourcesOf([...texts.keys()]),
    projectOverride: null,
    documents: {
      backendConfig: null,
      cli: null,
      cliForEnvironment: null,
      teamProviderInfo: documents,
      amplifyMeta: null,
      projectConfig: null,
    },
    flags: new Map(),
    findings: [],
    files: {
      bytes: (path) => texts.get(posix.normalize(path)) ?? null,
      text,
      json,
      yaml: (path) => Promise.resolve(json(path)),
    },
  };
  const file = `${BACKEND}/auth/${POOL}/${old ? 'parameters' : 'cli-inputs'}.json`;
  return { app, settings: parseJson(file, JSON.stringify(auth)) };
}

function bytesOf(content: string | Uint8Array | Json): Uint8Array {
  if (content instanceof Uint8Array) return content;
  return new TextEncoder().encode(typeof content === 'string' ? content : JSON.stringify(content));
}

function resourcesOf(paths: readonly string[]): Gen1Resource[] {
  const names = new Set(
    paths
      .map((path) => /^amplify\/backend\/([^/]+\/[^/]+)\//.exec(path)?.[1])
      .filter((name) => name !== undefined),
  );
  return [...names].map((path): Gen1Resource => {
    const [category = '', name = ''] = path.split('/');
    const folder = `${BACKEND}/${path}`;
    return {
      category,
      name,
      config: parseJson('amplify/backend/backend-config.json', '{"service":"Lambda","build":true}'),
      folder,
      files: paths
        .filter((file) => file.startsWith(`${folder}/`))
        .map((file) => file.slice(folder.length + 1)),
      cloud: null,
    };
  });
}

export interface Planned {
  readonly plan: TriggerPlan;
  readonly ledger: readonly LedgerEntry[];
  /** Leaves that no rule settled. */
  readonly unsettled: readonly string[];
}

/** Reads and plans the triggers of a project. */
export async function planOf({ app, settings }: Project, options: PlanOptions = {}): Promise<Planned> {
  const ledger = new Ledger();
  ledger.cover(settings);
  const models = await readTriggers(app, POOL, settings);
  const plan = planTriggers(models, app, POOL, settings, options, ledger);
  const unsettled: string[] = [];
  const entries = ledger.entries((leaf: JsonNode): Disposition => {
    unsettled.push(`${leaf.origin.file}${leaf.origin.pointer}`);
    return { kind: 'bookkeeping', because: 'not settled' };
  });
  return { plan, ledger: entries, unsettled };
}

/** The text of a planned file. */
export function textAt({ plan }: Planned, path: string): string {
  const file = plan.files.find((candidate) => candidate.path === path);
  if (!file) throw new Error(`${path} is not among ${plan.files.map((other) => other.path).join(', ')}`);
  return typeof file.content === 'string' ? file.content : new TextDecoder().decode(file.content);
}

export function codesOf({ plan }: Planned): string[] {
  return plan.findings.map(({ code }) => code).sort();
}

/** What became of the leaf at a pointer of a file whose name ends in `file`. */
export function dispositionOf({ ledger }: Planned, file: string, pointer: string): Disposition | undefined {
  return ledger.find(({ origin }) => origin.file.endsWith(file) && origin.pointer === pointer)?.disposition;
}

export interface TemplateOptions {
  readonly variables?: Readonly<Record<string, Json>>;
  readonly parameters?: Readonly<Record<string, Json>>;
  readonly properties?: Readonly<Record<string, Json>>;
  readonly resources?: Readonly<Record<string, Json>>;
  readonly outputs?: Readonly<Record<string, Json>>;
}

/** A template of the form that Gen 1 writes for a trigger. */
export function template(options: TemplateOptions = {}): { [key: string]: Json } {
  const variables = options.variables ?? {
    ENV: { Ref: 'env' },
    MODULES: { Ref: 'modules' },
    REGION: { Ref: 'AWS::Region' },
  };
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Parameters: {
      env: { Type: 'String' },
      modules: { Type: 'String', Default: '' },
      ...options.parameters,
    },
    Conditions: { ShouldNotCreateEnvResources: { 'Fn::Equals': [{ Ref: 'env' }, 'NONE'] } },
    Resources: {
      LambdaFunction: {
        Type: 'AWS::Lambda::Function',
        Metadata: { 'aws:asset:path': './src', 'aws:asset:property': 'Code' },
        Properties: {
          Handler: 'index.handler',
          FunctionName: {
            'Fn::If': ['ShouldNotCreateEnvResources', 'f', { 'Fn::Join': ['', ['f', '-', { Ref: 'env' }]] }],
          },
          Environment: { Variables: { ...variables } },
          Role: { 'Fn::GetAtt': ['LambdaExecutionRole', 'Arn'] },
          Runtime: 'nodejs22.x',
          Timeout: 25,
          ...options.properties,
        },
      },
      LambdaExecutionRole: {
        Type: 'AWS::IAM::Role',
        Properties: {
          RoleName: 'f-role',
          AssumeRolePolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                Principal: { Service: ['lambda.amazonaws.com'] },
                Action: ['sts:AssumeRole'],
              },
            ],
          },
        },
      },
      lambdaexecutionpolicy: policy([
        {
          Effect: 'Allow',
          Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
          Resource: { 'Fn::Sub': ['arn:aws:logs:${region}:x', { region: { Ref: 'AWS::Region' } }] },
        },
      ]),
      ...options.resources,
    },
    Outputs: { Name: { Value: { Ref: 'LambdaFunction' } }, ...options.outputs },
  };
}

/** A policy on the role of the function. */
export function policy(statements: Json[]): { [key: string]: Json } {
  return {
    DependsOn: ['LambdaExecutionRole'],
    Type: 'AWS::IAM::Policy',
    Properties: {
      PolicyName: 'p',
      Roles: [{ Ref: 'LambdaExecutionRole' }],
      PolicyDocument: { Version: '2012-10-17', Statement: statements },
    },
  };
}

/** The files of one trigger function of the pool. */
export function trigger(name: string, sources: Files, documents: Files = {}): Files {
  const folder = `function/${POOL}${name}`;
  const all: [string, string | Uint8Array | Json][] = [
    [`${POOL}${name}-cloudformation-template.json`, template()],
    ['parameters.json', { modules: 'custom' }],
    ...Object.entries(documents),
    ...Object.entries(sources).map(([path, content]) => [`src/${path}`, content] as [string, Json]),
  ];
  return Object.fromEntries(all.map(([path, content]) => [`${folder}/${path}`, content]));
}

export const DISPATCHER = `const names = process.env.MODULES.split(',');
const modules = names.map((name) => require(\`./\${name}\`));

exports.handler = async (event, context) => {
  for (const module of modules) await module.handler(event, context);
  return event;
};
`;

export const PRE_SIGNUP = `${POOL}PreSignup`;
export const ASYNC = 'exports.handler = async (event) => event;\n';

export interface PreSignup extends TemplateOptions {
  readonly sources?: Files;
  readonly documents?: Files;
  readonly modules?: string[];
  readonly auth?: { readonly verificationBucketName?: string };
}

/** Plans a pool with the trigger PreSignup; fails when a leaf of its documents is left out. */
export async function planPreSignup({
  sources,
  documents,
  modules = ['custom'],
  auth,
  ...given
}: PreSignup = {}): Promise<Planned> {
  const result = await planOf(
    project({
      files: trigger('PreSignup', sources ?? { 'index.js': ASYNC }, {
        [`${PRE_SIGNUP}-cloudformation-template.json`]: template(given),
        ...documents,
      }),
      auth: { triggers: { PreSignup: modules }, ...auth },
    }),
  );
  if (result.unsettled.length > 0) throw new Error(`not settled: ${result.unsettled.join(', ')}`);
  return result;
}
