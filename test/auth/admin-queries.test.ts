import { describe, expect, it } from 'vitest';
import { parseJson } from '../../src/core/json-parse.js';
import { type Gen1App } from '../../src/core/gen1-app.js';
import { type Json } from '../../src/core/json.js';
import { Ledger } from '../../src/core/ledger.js';
import {
  type AdminQueriesPlan,
  planAdminQueries,
  readAdminQueries,
} from '../../transforms/auth/admin-queries/index.js';
import { formatCode } from './format-code.js';
import { type Files, POOL, policy, project, template } from './triggers-project.js';

const NAME = 'AdminQueries1a2b3c4d';
const ACTIONS = ['cognito-idp:ListUsers', 'cognito-idp:AdminDisableUser'];
const POOL_ARN = {
  'Fn::Join': [
    '',
    [
      'arn:aws:cognito-idp:',
      { Ref: 'AWS::Region' },
      ':',
      { Ref: 'AWS::AccountId' },
      ':userpool/',
      { Ref: `auth${POOL}UserPoolId` },
    ],
  ],
};
const VARIABLES = { ENV: { Ref: 'env' }, GROUP: 'Keepers', USERPOOL: { Ref: `auth${POOL}UserPoolId` } };

function functionTemplate(variables: Record<string, Json> = VARIABLES, statements: Json[] = []) {
  return template({
    variables,
    parameters: { [`auth${POOL}UserPoolId`]: { Type: 'String', Default: `auth${POOL}UserPoolId` } },
    resources: {
      adminpolicy: policy([{ Effect: 'Allow', Action: ACTIONS, Resource: POOL_ARN }, ...statements]),
    },
  });
}

const INPUTS = {
  version: 1,
  paths: { '/{proxy+}': { lambdaFunction: NAME, permissions: { setting: 'private', auth: ['read'] } } },
};

/** The files of admin queries as Gen 1 creates them. */
const FILES: Files = {
  [`function/${NAME}/${NAME}-cloudformation-template.json`]: functionTemplate(),
  [`function/${NAME}/src/index.js`]:
    "const proxy = require('aws-serverless-express');\nconst app = require('./app');\nexports.handler = (event, context) => { proxy.proxy(app, event, context); };\n",
  [`function/${NAME}/src/app.js`]:
    "const { list } = require('./actions');\nmodule.exports = (req) => list((Limit = req.query.limit), process.env.GROUP);\n",
  [`function/${NAME}/src/actions.js`]:
    "const { CognitoIdentityProviderClient } = require('@aws-sdk/client-cognito-identity-provider');\nexports.list = () => process.env.USERPOOL;\n",
  [`function/${NAME}/src/package.json`]: { dependencies: { 'aws-serverless-express': '^3.3.5' } },
  'api/AdminQueries/cli-inputs.json': INPUTS,
};

interface Planned extends AdminQueriesPlan {
  readonly codes: readonly string[];
  readonly manual: readonly string[];
  readonly file: (name: string) => string;
}

async function plan(
  files: Files,
  group = 'Keepers',
  app: Partial<Gen1App> = {},
  unavailable?: string,
): Promise<Planned | null> {
  const made: Gen1App = { ...project({ files, auth: {} }).app, ...app };
  const model = await readAdminQueries(made, group);
  if (!model) return null;
  const ledger = new Ledger();
  const planned = planAdminQueries(model, made, POOL, {}, ledger, unavailable);
  const entries = ledger.entries((leaf) =>
    expect.fail(`${leaf.origin.file}${leaf.origin.pointer} is not settled`),
  );
  expect(entries.length).toBeGreaterThan(0);
  const text = (name: string) => {
    const found = planned.files.find(({ path }) => path === `amplify/auth/admin-queries/${name}`);
    if (!found) throw new Error(`${name} was not planned`);
    return typeof found.content === 'string' ? found.content : new TextDecoder().decode(found.content);
  };
  return {
    ...planned,
    codes: planned.findings.map(({ code }) => code).sort(),
    manual: entries
      .filter(({ disposition }) => disposition.kind === 'manual')
      .map(({ origin }) => origin.pointer),
    file: text,
  };
}

async function planOrFail(...parameters: Parameters<typeof plan>): Promise<Planned> {
  return (await plan(...parameters)) ?? expect.fail('no admin queries were read');
}

describe('admin queries', () => {
  it('become a function beside the user pool', async () => {
    const planned = await planOrFail(FILES);
    expect(await formatCode(planned.file('resource.ts'))).toMatchInlineSnapshot(`
      "import { defineFunction } from '@aws-amplify/backend';

      export const adminQueries = defineFunction({
        name: 'admin-queries',
        entry: './handler.mjs',
        runtime: 22,
        timeoutSeconds: 25,
        memoryMB: 128,
        environment: {
          GROUP: 'Keepers',
        },
        // Beside the user pool that it works on.
        resourceGroupName: 'auth',
      });
      "
    `);
    expect(planned.file('src/app.js')).toMatch(/\nvar Limit;\n$/);
    expect(planned.file('handler.mjs')).toContain('gen1.handler(event, context, callback)');
    expect(planned.codes).toEqual(['AM1315', 'AM1420', 'AM1426']);
    expect(planned.dependencies.map(({ name }) => name).sort()).toEqual([
      '@aws-sdk/client-cognito-identity-provider',
      'aws-serverless-express',
    ]);
  });

  it('keep their path, authorizer, scope, preflight answer and permissions', async () => {
    const planned = await planOrFail(FILES);
    expect(await formatCode(planned.file('api.ts'))).toMatchInlineSnapshot(`
      "import type { Backend } from '@aws-amplify/backend';
      import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
      import { RestApi, CognitoUserPoolsAuthorizer, LambdaIntegration } from 'aws-cdk-lib/aws-apigateway';
      import type { auth } from '../resource';
      import type { adminQueries } from './resource';

      type AdminQueriesBackend = Backend<{ auth: typeof auth; adminQueries: typeof adminQueries }>;

      // Gen 1's admin queries: a REST API for users of one group, who manage the users of the pool.
      export function addAdminQueries(backend: AdminQueriesBackend): void {
        const { userPool } = backend.auth.resources;

        const { lambda } = backend.adminQueries.resources;

        backend.adminQueries.addEnvironment('USERPOOL', userPool.userPoolId);

        lambda.addToRolePolicy(
          new PolicyStatement({
            actions: ['cognito-idp:ListUsers', 'cognito-idp:AdminDisableUser'],
            resources: [userPool.userPoolArn],
          }),
        );

        const { stack } = backend.auth;
        const api = new RestApi(stack, 'AdminQueriesApi', { restApiName: 'AdminQueries', cloudWatchRole: false });
        const authorizer = new CognitoUserPoolsAuthorizer(stack, 'AdminQueriesAuthorizer', {
          cognitoUserPools: [userPool],
        });
        // Not \`addProxy\`: that one opens the root path as well, and answers no preflight requests.
        const proxy = api.root.addResource('{proxy+}', {
          defaultCorsPreflightOptions: {
            allowOrigins: ['*'],
            allowMethods: ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'],
            allowHeaders: ['Content-Type', 'X-Amz-Date', 'Authorization', 'X-Api-Key', 'X-Amz-Security-Token'],
            statusCode: 200,
          },
        });
        // The scope is that of access tokens: callers send one in their Authorization header, as before.
        proxy.addMethod('ANY', new LambdaIntegration(lambda), {
          authorizer,
          authorizationScopes: ['aws.cognito.signin.user.admin'],
        });

        // Without a slash at the end: clients append paths that begin with one.
        const endpoint = \`https://\${api.restApiId}.execute-api.\${stack.region}.\${stack.urlSuffix}/\${api.deploymentStage.stageName}\`;
        backend.addOutput({
          custom: { API: { AdminQueries: { endpoint, region: stack.region, apiName: 'AdminQueries' } } },
        });
      }
      "
    `);
    expect(planned.backend).toEqual({
      resources: [{ name: 'adminQueries', from: './auth/admin-queries/resource' }],
      statements: [
        {
          code: 'addAdminQueries(backend);',
          imports: [{ name: 'addAdminQueries', from: './auth/admin-queries/api' }],
        },
      ],
    });
    expect(planned.accessChanges).toEqual([]);
    expect(planned.settings.kind).toBe('override');
  });

  it('carry what the code reads of the environment', async () => {
    const path = `function/${NAME}/src/actions.js`;
    const planned = await planOrFail({
      ...FILES,
      [`function/${NAME}/${NAME}-cloudformation-template.json`]: functionTemplate({
        ...VARIABLES,
        REGION: { Ref: 'AWS::Region' },
      }),
      [path]: 'exports.list = () => [process.env.ENV, process.env.REGION, process.env.USERPOOL];\n',
    });
    expect(planned.file('resource.ts')).toContain('ENV: process.env.AWS_BRANCH ?? "dev"');
    expect(planned.file('api.ts')).toContain('addEnvironment("REGION", backend.auth.stack.region)');
  });

  it('warn where no group guards them, and where two are named', async () => {
    const open = functionTemplate({ USERPOOL: VARIABLES.USERPOOL, GROUP: 'NONE' });
    const file = `function/${NAME}/${NAME}-cloudformation-template.json`;
    expect((await planOrFail({ ...FILES, [file]: open })).codes).toContain('AM1423');
    const other = await planOrFail(FILES, 'Owners');
    expect(other.codes).toContain('AM1424');
    expect(other.file('resource.ts')).toContain('GROUP: "Keepers"');
  });

  it('tell permissions, resources and overrides that are not their own', async () => {
    const planned = await planOrFail({
      ...FILES,
      [`function/${NAME}/${NAME}-cloudformation-template.json`]: functionTemplate(VARIABLES, [
        { Effect: 'Allow', Action: ['ses:SendEmail'], Resource: '*' },
      ]),
      'api/AdminQueries/override.ts':
        'export function override(resources) {\n  resources.restApi.description = "x";\n}\n',
    });
    expect(planned.codes.filter((code) => code === 'AM1422')).toHaveLength(2);
    expect(planned.findings.map(({ message }) => message)).toEqual(
      expect.arrayContaining([expect.stringContaining('line 2 of the override.ts')]),
    );
    expect(planned.accessChanges).toMatchObject([
      { principal: 'function:admin-queries', action: '["ses:SendEmail"]', change: 'narrowed', proved: true },
    ]);
    expect(planned.file('api.ts')).not.toContain('ses:SendEmail');
    expect(planned.manual).toContain('override/0');
  });

  it('read the older template of the API', async () => {
    const older = Object.fromEntries(Object.entries(FILES).filter(([path]) => !path.startsWith('api/')));
    const method = { security: [{ Cognito: ['openid'] }] };
    const api = (paths: Json, resources: Record<string, Json> = {}): Files => ({
      ...older,
      'api/AdminQueries/admin-queries-cloudformation-template.json': {
        Resources: {
          AdminQueries: { Type: 'AWS::ApiGateway::RestApi', Properties: { Body: { paths } } },
          Deployment: { Type: 'AWS::ApiGateway::Deployment', Properties: { StageName: 'dev' } },
          ...resources,
        },
      },
    });
    const same = await planOrFail(api({ '/{proxy+}': { 'x-amazon-apigateway-any-method': method } }));
    expect(same.codes).not.toContain('AM1422');
    expect(same.file('api.ts')).toContain('authorizationScopes: ["openid"]');

    const changed = await planOrFail(
      api(
        { '/{proxy+}': { 'x-amazon-apigateway-any-method': {} }, '/health': { get: { responses: {} } } },
        {
          Plan: { Type: 'AWS::ApiGateway::UsagePlan' },
        },
      ),
    );
    expect(changed.findings.filter(({ code }) => code === 'AM1422').map(({ message }) => message)).toEqual([
      'the path "/health" of the API of the admin queries was not carried over',
      'another authorizer than that of the user pool of the admin queries was not carried over',
      'the resource "Plan" of the API of the admin queries was not carried over',
    ]);
    expect(changed.file('api.ts')).toContain('authorizationScopes: ["aws.cognito.signin.user.admin"]');
  });

  it('refuse every call when their code is not in the project', async () => {
    const planned = await planOrFail({
      [`function/${NAME}/${NAME}-cloudformation-template.json`]: functionTemplate(),
      'api/AdminQueries/cli-inputs.json': INPUTS,
    });
    expect(planned.codes).toContain('AM1301');
    expect(planned.file('handler.mjs')).toContain('throw new Error(');
  });

  it.each([
    ['the function', { 'api/AdminQueries/cli-inputs.json': INPUTS }, `their function "${NAME}" is not there`],
    [
      'its template',
      { 'api/AdminQueries/cli-inputs.json': INPUTS, [`function/${NAME}/src/index.js`]: '' },
      `the template of their function "${NAME}" is not there`,
    ],
    [
      'the API',
      { [`function/${NAME}/${NAME}-cloudformation-template.json`]: functionTemplate() },
      'their API `AdminQueries` is not there',
    ],
  ])('are told, and nothing is written, when %s is missing', async (_, files, message) => {
    const planned = await planOrFail(files);
    expect(planned.codes).toEqual(['AM1421']);
    expect(planned.findings[0]?.message).toContain(message);
    expect([planned.files, planned.backend.resources, planned.settings.kind]).toEqual([[], [], 'manual']);
  });

  it('are told when only the settings know of them, or when there is no pool to add them to', async () => {
    const { app } = project({ files: {}, auth: {} });
    const model = await readAdminQueries(app, 'Keepers');
    const planned = model && planAdminQueries(model, app, POOL, {}, new Ledger());
    expect(planned?.findings.map(({ code }) => code)).toEqual(['AM1421']);
    const without = await planOrFail(FILES, 'Keepers', {}, 'the backend has no user pool');
    expect([without.codes, without.files]).toEqual([['AM1425'], []]);
    expect(without.findings[0]?.message).toContain('the backend has no user pool');
  });

  it('are found by the function that the API names, and are not there otherwise', async () => {
    expect(await plan({}, '')).toBeNull();
    const config = parseJson(
      'amplify/backend/backend-config.json',
      JSON.stringify({
        dependsOn: [
          { category: 'auth', resourceName: POOL },
          { category: 'function', resourceName: NAME },
        ],
      }),
    );
    const { app } = project({ files: FILES, auth: {} });
    const resources = app.resources.map((resource) =>
      resource.category === 'api' ? { ...resource, folder: null, files: [], config } : resource,
    );
    const model = await readAdminQueries({ ...app, resources }, undefined);
    expect(model?.lambda?.functionName).toBe(NAME);
  });
});
