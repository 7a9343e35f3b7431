import { describe, expect, it } from 'vitest';
import { Ledger } from '../../src/core/ledger.js';
import {
  coverCustom,
  customObstacles,
  customResolvers,
  planCustom,
  slotsOf,
  tellOperations,
} from '../../transforms/data/custom/index.js';
import { type Lane } from '../../transforms/data/lane.js';
import { formatCode } from '../auth/format-code.js';
import { FOLDER, projectOf } from './custom-project.js';
import { settingsOf } from './lane-input.js';

const SDL = `
type Post @model @auth(rules: [{ allow: owner }]) { id: ID! title: String }
type Query { weather: String }
`;
const PARAMETERS = { AppSyncApiId: { Type: 'String' }, env: { Type: 'String' } };

type Template = Readonly<Record<string, unknown>>;

async function stack(template: Template, more: Readonly<Record<string, string>> = {}, lane: Lane = 'sdl') {
  const files = { 'stacks/Own.json': JSON.stringify({ Parameters: PARAMETERS, ...template }), ...more };
  const input = projectOf(SDL, files);
  const plan = planCustom(input, lane);
  const module = plan.files.find(({ path }) => path === 'amplify/data/custom/Own.ts');
  const ledger = new Ledger();
  coverCustom(input, lane, ledger);
  const entries = ledger.entries((leaf) => {
    throw new Error(`${leaf.origin.pointer} has no disposition`);
  });
  return {
    text: module === undefined ? null : await formatCode(String(module.content)),
    told: plan.findings.map(({ code, message }) => `${code} ${message}`),
    calls: plan.backend.statements.map(({ code }) => code),
    entries: entries.map(
      ({ origin, disposition }) =>
        `${origin.file.split('/').at(-1) ?? ''}${origin.pointer} ${disposition.kind}`,
    ),
    plan,
  };
}

const resolver = (properties: Template): Template => ({
  Type: 'AWS::AppSync::Resolver',
  Properties: { ApiId: { Ref: 'AppSyncApiId' }, TypeName: 'Query', FieldName: 'weather', ...properties },
});

describe('a custom stack', () => {
  it('is written with CDK, each resource under its own id', async () => {
    const { text, told, calls } = await stack({
      Resources: {
        Resolver: {
          DependsOn: 'Source',
          ...resolver({ DataSourceName: 'Nothing', RequestMappingTemplate: '{}\n' }),
        },
        Source: {
          Type: 'AWS::AppSync::DataSource',
          Properties: { ApiId: { Ref: 'AppSyncApiId' }, Name: 'Nothing', Type: 'NONE' },
        },
      },
    });
    expect(told).toEqual([]);
    expect(calls).toEqual(["addOwn(backend.createStack('Own'), backend.data);"]);
    expect(text).toMatchInlineSnapshot(`
      "import { CfnDataSource, CfnResolver } from 'aws-cdk-lib/aws-appsync';
      import type { Stack } from 'aws-cdk-lib';
      import type { Backend } from '@aws-amplify/backend';
      import type { data } from '../resource';

      /** What Gen 1 deployed from stacks/Own.json beside the API. */
      export function addOwn(stack: Stack, { resources }: Backend<{ data: typeof data }>['data']) {
        // AppSync takes a resolver only when the schema has its field.
        stack.addDependency(resources.graphqlApi.stack);
        const source = new CfnDataSource(stack, 'Source', {
          apiId: resources.graphqlApi.apiId,
          name: 'Nothing',
          type: 'NONE',
        });
        new CfnResolver(stack, 'Resolver', {
          apiId: resources.graphqlApi.apiId,
          typeName: 'Query',
          fieldName: 'weather',
          dataSourceName: source.attrName,
          requestMappingTemplate: \`{}
      \`,
        });
      }
      "
    `);
  });

  it('refers to what Gen 1 exports and names by the id of the API', async () => {
    const exported = (id: string, attribute: string) => ({
      'Fn::ImportValue': { 'Fn::Sub': `\${AppSyncApiId}:GetAtt:${id}:${attribute}` },
    });
    const { text, told } = await stack({
      Resources: {
        Names: {
          Type: 'Custom::Names',
          Properties: {
            Table: exported('PostTable', 'Name'),
            Source: exported('PostDataSource', 'Name'),
            Role: { 'Fn::Join': ['-', ['Post1a2b3c', 'role', { Ref: 'AppSyncApiId' }, { Ref: 'env' }]] },
            Other: { 'Fn::Join': ['-', ['Nobody', { Ref: 'AppSyncApiId' }, { Ref: 'env' }]] },
            Region: { 'Fn::FindInMap': ['Codes', 'here', 'code'] },
            Left: { 'Fn::Select': [1, ['a', 'b']] },
          },
        },
      },
      Mappings: { Codes: { here: { code: 'x1' } } },
    });
    expect(told).toEqual([]);
    expect(text?.slice(text.indexOf('new CfnResource'))).toMatchInlineSnapshot(`
      "new CfnResource(stack, 'Names', {
          type: 'Custom::Names',
          properties: {
            Table: resources.tables['Post'].tableName,
            Source: 'PostTable',
            Role: resources.roles['PostIAMRole'].roleName,
            Other: \`Nobody-\${resources.graphqlApi.apiId}-\${environmentName}\`,
            Region: 'x1',
            Left: 'b',
          },
        });
      }
      "
    `);
  });

  it('leaves behind what it can not say, with all that needs it, and tells why', async () => {
    const { text, told, entries } = await stack({
      Resources: {
        Code: { Type: 'AWS::Lambda::Function', Properties: { Code: { S3Bucket: { Ref: 'Bucket' } } } },
        Source: {
          Type: 'AWS::AppSync::DataSource',
          Properties: {
            ApiId: { Ref: 'AppSyncApiId' },
            Name: 'Code',
            Type: 'AWS_LAMBDA',
            LambdaConfig: { LambdaFunctionArn: { 'Fn::GetAtt': ['Code', 'Arn'] } },
          },
        },
        Lost: resolver({ RequestMappingTemplateS3Location: 's3://elsewhere/a.vtl', DataSourceName: 'X' }),
      },
    });
    expect(text).toContain("'Lost'");
    expect(told).toEqual([
      'AM3300 "Code" ("AWS::Lambda::Function") is not in the Gen 2 backend: the template has nothing named "Bucket"',
      'AM3300 "Source" ("AWS::AppSync::DataSource") is not in the Gen 2 backend: it needs "Code", which was not carried over',
      expect.stringMatching(/^AM3302 "Lost"/),
    ]);
    expect(entries.filter((entry) => entry.endsWith(' manual'))).toEqual([
      expect.stringContaining('/Resources/Code/Type'),
      expect.stringContaining('/Resources/Code/Properties'),
      ...Array<unknown>(6).fill(expect.stringContaining('/Resources/Source')),
    ]);
  });

  it('tells fixed names, exports, secrets and templates that are not there', async () => {
    const secret = { token: { Type: 'String', NoEcho: true, Default: 'hunter2' } };
    const { told, text } = await stack({
      Parameters: { ...PARAMETERS, ...secret, S3DeploymentBucket: {}, S3DeploymentRootKey: {} },
      Resources: {
        Id: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/api', Value: { Ref: 'AppSyncApiId' } } },
        Token: { Type: 'AWS::SSM::Parameter', Properties: { Value: { Ref: 'token' } } },
        Missing: resolver({
          RequestMappingTemplateS3Location: {
            'Fn::Sub': 's3://${S3DeploymentBucket}/${S3DeploymentRootKey}/resolvers/gone.vtl',
          },
        }),
      },
      Outputs: { Id: { Value: 'x', Export: { Name: 'shop-id' } } },
    });
    expect(told.map((one) => one.slice(0, 6))).toEqual(['AM3301', 'AM3300', 'AM3300', 'AM3304']);
    expect(`${told.join()}${text ?? ''}`).not.toContain('hunter2');
  });

  it('that the CLI made is bookkeeping, leaf by leaf', async () => {
    const { text, told, entries } = await stack(
      {
        Resources: { EmptyResource: { Type: 'Custom::EmptyResource', Condition: 'Never' } },
        Conditions: { Never: { 'Fn::Equals': ['true', 'false'] } },
        Outputs: { EmptyOutput: { Value: '' } },
      },
      { 'resolvers/README.md': 'x', 'tsconfig.json': '{}' },
    );
    expect({ text, told }).toEqual({ text: null, told: [] });
    expect(entries.length).toBeGreaterThan(6);
    expect(entries.filter((entry) => !entry.endsWith(' bookkeeping'))).toEqual([]);
  });

  it('that does not parse, or is no JSON, is told', async () => {
    const { told, entries } = await stack(
      { Resources: {} },
      { 'stacks/broken.json': '{', 'stacks/old.yaml': 'Resources: {}', 'functions/a.zip': 'x' },
    );
    expect(told.map((one) => one.slice(0, 6))).toEqual(['AM3315', 'AM3315', 'AM3314']);
    expect(entries.filter((entry) => entry.endsWith(' manual'))).toEqual([
      'broken.json manual',
      'old.yaml manual',
      'a.zip manual',
    ]);
  });

  it('takes the type of the API from its lane', async () => {
    const { text, calls } = await stack({ Resources: { R: resolver({}) } }, {}, 'construct');
    expect(text).toContain('{ resources }: AmplifyGraphqlApi)');
    expect(calls).toEqual(["addOwn(backend.createStack('Own'), api);"]);
  });
});

describe('slots', () => {
  const files = {
    'resolvers/Query.listPosts.postAuth.2.req.vtl': 'a',
    'resolvers/Query.listPosts.postAuth.2.res.vtl': 'b',
    'resolvers/Query.listPosts.postAuth.10.req.vtl': 'c',
    'resolvers/Mutation.createPost.preUpdate.req.vtl': 'd',
    'pipelineFunctions/Query.listPosts.postAuth.2.req.vtl': 'hidden',
    'resolvers/Query.listPosts.req.vtl': 'whole',
  };

  it('are read by the names of their files, sorted as Gen 1 sorts them', () => {
    const { app, resource } = projectOf(SDL, files);
    expect(
      slotsOf(app, resource).map(
        ({ typeName, fieldName, slotName, slotIndex, request, response, guards }) => [
          `${typeName}.${fieldName}.${slotName}.${slotIndex}`,
          request,
          response,
          guards,
        ],
      ),
    ).toEqual([
      ['Mutation.createPost.preUpdate.0', 'd', undefined, false],
      ['Query.listPosts.postAuth.10', 'c', undefined, true],
      ['Query.listPosts.postAuth.2', 'a', 'b', true],
    ]);
  });

  it('are in the way of defineData, those of authorization by a code of their own', () => {
    const obstacles = customObstacles(projectOf(SDL, files));
    expect(obstacles.map(({ lanes, finding }) => `${finding.code} ${finding.level} ${lanes.join()}`)).toEqual(
      ['AM3305 error builder,sdl', 'AM3306 error builder,sdl', 'AM3306 error builder,sdl'],
    );
  });

  it('settle their files by the lane', () => {
    const kinds = (lane: Lane): string[] => {
      const ledger = new Ledger();
      coverCustom(projectOf(SDL, files), lane, ledger);
      return ledger
        .entries(() => ({ kind: 'bookkeeping', because: 'nobody settled it' }))
        .map(({ origin, disposition }) => `${origin.file.slice(FOLDER.length + 1)} ${disposition.kind}`)
        .filter((line) => line.includes('postAuth.2.re') || line.includes('listPosts.req'));
    };
    expect(kinds('sdl')).toContain('resolvers/Query.listPosts.postAuth.2.req.vtl manual');
    expect(kinds('construct')).toContain('resolvers/Query.listPosts.postAuth.2.req.vtl override');
    expect(kinds('construct')).toContain('resolvers/Query.listPosts.req.vtl override');
  });
});

describe('templates of whole fields', () => {
  it('take the place of generated ones', () => {
    const plan = planCustom(projectOf(SDL, { 'resolvers/Query.getPost.res.vtl': 'x' }), 'builder');
    expect(plan.files.map(({ path }) => path)).toEqual([
      'amplify/data/resolvers/Query.getPost.res.vtl',
      'amplify/data/custom/overrides.ts',
    ]);
    expect(String(plan.files[1]?.content)).toContain(
      "replaceTemplate('QueryGetPostDataResolverFn', 'response', 'Query.getPost.res.vtl')".replaceAll(
        "'",
        '"',
      ),
    );
  });

  it('are told when nothing reads them, when they are of the older transformer, and when they name tables', () => {
    const files = {
      'resolvers/Query.getPost.req.vtl': 'Post-abcdefghijklmnopqrstuvwxyz-dev',
      'resolvers/Query.nothing.req.vtl': '{}',
    };
    const codes = (version: 1 | 2): string[] => {
      const settings = settingsOf();
      const flags = { ...settings.flags, transformerVersion: version };
      return planCustom(projectOf(SDL, files, { ...settings, flags }), 'sdl').findings.map(
        ({ code }) => code,
      );
    };
    expect(codes(2)).toEqual(['AM3308', 'AM3303']);
    expect(codes(1)).toEqual(['AM3307', 'AM3308']);
  });
});

describe('operations', () => {
  const ANSWERED = { 'stacks/Own.json': JSON.stringify({ Resources: { R: resolver({}) } }) };

  it('that nothing answers are told, those of a stack are not', () => {
    expect([...customResolvers(projectOf(SDL, ANSWERED).app, projectOf(SDL, ANSWERED).resource)]).toEqual([
      'Query.weather',
    ]);
    expect(tellOperations(projectOf(SDL, ANSWERED), 'sdl').findings).toEqual([]);
    const [told] = tellOperations(projectOf(SDL, {}), 'sdl').findings;
    expect(`${told?.code ?? ''} ${told?.message ?? ''} ${told?.origin.line ?? 0}`).toMatch(
      /^AM3309 `Query\.weather` .* 3$/,
    );
  });

  const SEARCH = `type Post @model @searchable @auth(rules: [{ allow: owner }, { allow: groups, groups: ["Desk"] },
    { allow: public, operations: [create] }]) { id: ID! title: String }
type Query { say(text: String): String @predictions(actions: [convertTextToSpeech]) }
type Subscription { onPost: Post @aws_subscribe(mutations: ["createPost", "movePost"]) }`;

  it('tell a search with its callers, whose loss is one of access', () => {
    const { findings, access } = tellOperations(projectOf(SEARCH, {}), 'builder');
    expect(findings.map(({ code }) => code)).toEqual(['AM3330', 'AM3332', 'AM3336']);
    expect(findings[0]?.message).toBe('`searchPosts` of `Post` is gone for owners and members of Desk');
    expect(access.map(({ principal, change, resource }) => `${principal} ${change} ${resource}`)).toEqual([
      'owner narrowed graphql:Query.searchPosts',
      'group:Desk narrowed graphql:Query.searchPosts',
    ]);
    const kept = tellOperations(projectOf(SEARCH, {}), 'construct');
    expect(kept.access).toEqual([]);
    expect(kept.findings[0]?.code).toBe('AM3331');
  });

  it('tell the code to start from in place of predictions, and mutations that are not there', () => {
    const { findings } = tellOperations(projectOf(SEARCH, {}), 'sdl');
    expect(findings.find(({ code }) => code === 'AM3332')?.remedy).toContain('say: a.generation({');
    expect(findings.find(({ code }) => code === 'AM3336')?.message).toContain('waits for "movePost",');
  });

  it('tell what DataStore means where it stays', () => {
    const origin = { file: `${FOLDER}/transform.conf.json`, pointer: '', line: 1, column: 1 };
    const project = { strategy: 'AUTOMERGE', functionName: null, origin } as const;
    const input = projectOf(SDL, ANSWERED, settingsOf({ conflicts: { project, models: new Map() } }));
    expect(tellOperations(input, 'construct').findings.map(({ code }) => code)).toEqual(['AM3335']);
    expect(tellOperations(input, 'sdl').findings).toEqual([]);
  });
});
