import { describe, expect, it } from 'vitest';
import { type Json } from '../../src/core/json.js';
import { type PlanOptions } from '../../src/core/feature.js';
import {
  POOL,
  type Planned,
  type TemplateOptions,
  codesOf,
  dispositionOf,
  planOf,
  project,
  template,
  textAt,
  trigger,
} from './triggers-project.js';

const RESOURCE = 'amplify/auth/post-confirmation/resource.ts';
const FUNCTION = `${POOL}PostConfirmation`;

interface Case extends TemplateOptions {
  readonly code?: string;
  readonly values?: Json;
  readonly answers?: Json;
  readonly environments?: Readonly<Record<string, Json | null>>;
  readonly options?: PlanOptions;
}

/** Plans one trigger whose template has the variables given. */
async function planned(given: Case): Promise<Planned> {
  const code = given.code ?? '';
  const result = await planOf(
    project({
      files: trigger(
        'PostConfirmation',
        { 'index.js': `${code}\nexports.handler = async (event) => event;` },
        {
          [`${FUNCTION}-cloudformation-template.json`]: template(given),
          'parameters.json': given.values ?? {},
          'function-parameters.json': given.answers ?? { trigger: true },
        },
      ),
      auth: { triggers: { PostConfirmation: ['custom'] } },
      ...(given.environments && { environments: given.environments }),
    }),
    given.options,
  );
  expect(result.unsettled).toEqual([]);
  return result;
}

const GROUP = {
  variables: { GROUP: { Ref: 'GROUP' } },
  parameters: { GROUP: { Type: 'String', Default: '' } },
};
const READS_GROUP = 'console.log(process.env.GROUP);';

describe('environment variables', () => {
  it('takes the value of team-provider-info.json before that of parameters.json', async () => {
    const result = await planned({
      ...GROUP,
      values: { GROUP: 'a' },
      environments: { dev: { [FUNCTION]: { GROUP: 'b', s3Key: 'x' } } },
    });
    expect(textAt(result, RESOURCE)).toContain('GROUP: "b"');
    const place = `/dev/categories/function/${FUNCTION}`;
    expect(dispositionOf(result, 'team-provider-info.json', `${place}/GROUP`)).toMatchObject({
      kind: 'exact',
      target: { path: RESOURCE, property: 'environment.GROUP' },
    });
    expect(dispositionOf(result, 'team-provider-info.json', `${place}/s3Key`)?.kind).toBe('bookkeeping');
  });

  it('looks values up by branch where environments differ', async () => {
    const result = await planned({
      ...GROUP,
      environments: { dev: { [FUNCTION]: { GROUP: 'b' } }, prod: { [FUNCTION]: { GROUP: 'c' } }, old: null },
      options: { branch: 'main' },
    });
    const text = textAt(result, RESOURCE);
    expect(text).toMatchInlineSnapshot(`
      "import { defineFunction } from "@aws-amplify/backend";

      // What differs between the environments of Gen 1. Other branches get the values of main.
      const byBranch = {
      main: {
      GROUP: "b",
      },
      prod: {
      GROUP: "c",
      },
      };
      const branch = process.env.AWS_BRANCH ?? "main";
      const values = Object.hasOwn(byBranch, branch)
        ? byBranch[branch as keyof typeof byBranch]
        : byBranch.main;

      export const postConfirmation = defineFunction({
      name: "post-confirmation",
      entry: "./handler.mjs",
      runtime: 22,
      timeoutSeconds: 25,
      memoryMB: 128,
      environment: {
      GROUP: values.GROUP,
      },
      // A trigger and its user pool need each other: one stack for both.
      resourceGroupName: "auth",
      });
      "
    `);
  });

  it('keeps what is not set empty, and warns when the code reads it', async () => {
    const quiet = await planned(GROUP);
    expect(textAt(quiet, RESOURCE)).toContain('GROUP: ""');
    expect(codesOf(quiet)).toEqual([]);
    expect(codesOf(await planned({ ...GROUP, code: READS_GROUP }))).toEqual(['AM1308']);
  });

  it('falls back on the answers of the CLI where the environment is not in the repository', async () => {
    const result = await planned({ ...GROUP, code: READS_GROUP, answers: { GROUP: 'users' } });
    expect(textAt(result, RESOURCE)).toContain('GROUP: "users"');
    expect(codesOf(result)).toEqual(['AM1308']);
    const deployed = await planned({
      ...GROUP,
      answers: { GROUP: 'users' },
      environments: { dev: { [FUNCTION]: {} } },
    });
    expect(textAt(deployed, RESOURCE)).toContain('GROUP: ""');
  });

  it('drops ENV and REGION when no code reads them', async () => {
    const result = await planned({});
    expect(textAt(result, RESOURCE)).not.toMatch(/ENV:|REGION:/);
    expect(result.plan.backend.statements).toEqual([]);
    const pointer = '/Resources/LambdaFunction/Properties/Environment/Variables/REGION/Ref';
    expect(dispositionOf(result, 'template.json', pointer)?.kind).toBe('default');
  });

  it('keeps ENV as the branch and REGION as that of the stack for code that reads them', async () => {
    const result = await planned({ code: 'use(process.env.ENV, process.env.REGION);' });
    expect(textAt(result, RESOURCE)).toContain('ENV: process.env.AWS_BRANCH ?? "dev"');
    expect(result.plan.backend).toEqual({
      resources: [{ name: 'postConfirmation', from: './auth/post-confirmation/resource' }],
      statements: [
        {
          code: 'backend.postConfirmation.addEnvironment("REGION", backend.postConfirmation.stack.region);',
          imports: [],
        },
      ],
    });
  });

  it('warns when ENV is not the name of the environment any more', async () => {
    expect(codesOf(await planned({ code: 'process.env.ENV', options: { branch: 'main' } }))).toEqual([
      'AM1325',
    ]);
  });

  it('puts values together that the template puts together', async () => {
    const result = await planned({
      variables: {
        TABLE: { 'Fn::Sub': 'users-${env}' },
        QUEUE: { 'Fn::Join': ['-', ['queue', { Ref: 'SIZE' }, { Ref: 'env' }]] },
        PLAIN: { 'Fn::Sub': ['${a}-${!b}', { a: 'x' }] },
        SIDE: { 'Fn::If': ['ShouldNotCreateEnvResources', 'none', 'some'] },
        PICKED: { 'Fn::FindInMap': ['Sizes', { Ref: 'env' }, 'size'] },
        ARN: { 'Fn::Sub': 'arn:aws:x:${AWS::Region}:${AWS::AccountId}:`y`' },
      },
      parameters: { SIZE: { Type: 'Number', Default: 3 } },
    });
    const text = textAt(result, RESOURCE);
    expect(text).toContain('TABLE: `users-${process.env.AWS_BRANCH ?? "dev"}`');
    expect(text).toContain('QUEUE: `queue-3-${process.env.AWS_BRANCH ?? "dev"}`');
    expect(text).toContain('PLAIN: "x-${b}"');
    expect(text).toContain('SIDE: "some"');
    expect(result.plan.backend.statements[0]?.code).toContain('.stack.account}:\\`y\\``');
    // Without a map of that name the value is none that is known.
    expect(text).not.toContain('PICKED');
  });

  it('makes a secret of what looks like one, and never prints its value', async () => {
    const result = await planned({
      variables: { RECAPTCHASECRET: { Ref: 'RECAPTCHASECRET' } },
      parameters: { RECAPTCHASECRET: { Type: 'String', Default: '' } },
      code: 'process.env.RECAPTCHASECRET',
      environments: { dev: { [FUNCTION]: { RECAPTCHASECRET: 'tr0ub4dor' } } },
    });
    expect(textAt(result, RESOURCE)).toContain('RECAPTCHASECRET: secret("RECAPTCHASECRET")');
    expect(JSON.stringify(result.plan)).not.toContain('tr0ub4dor');
    expect(result.plan.secrets).toEqual([
      { name: 'RECAPTCHASECRET', purpose: 'RECAPTCHASECRET of the trigger PostConfirmation' },
    ]);
    expect(codesOf(result)).toEqual(['AM1309']);
  });

  it('tells of a value that another resource gives, if the code reads it', async () => {
    const given = {
      variables: { API_URL: { Ref: 'apishopGraphQLAPIEndpointOutput' } },
      parameters: {
        apishopGraphQLAPIEndpointOutput: { Type: 'String', Default: 'apishopGraphQLAPIEndpointOutput' },
      },
    };
    expect(codesOf(await planned(given))).toEqual([]);
    const read = await planned({ ...given, code: 'process.env.API_URL' });
    expect(read.plan.findings).toMatchObject([
      { code: 'AM1311', message: expect.stringContaining('${apishopGraphQLAPIEndpointOutput}') as string },
    ]);
    expect(textAt(read, RESOURCE)).not.toContain('API_URL');
  });

  it('does not tell a trigger its user pool', async () => {
    const name = `auth${POOL}UserPoolId`;
    const given = { variables: { POOL_ID: { Ref: name } }, parameters: { [name]: { Type: 'String' } } };
    expect(codesOf(await planned(given))).toEqual([]);
    expect(codesOf(await planned({ ...given, code: 'process.env.POOL_ID' }))).toEqual(['AM1313']);
  });

  it('warns of the id of a Gen 1 pool', async () => {
    expect(codesOf(await planned({ variables: { POOL_ID: 'eu-west-1_AbCdEf123' } }))).toEqual(['AM1320']);
  });

  describe('secrets that the code asks SSM for', () => {
    const PATH = [{ 'Fn::Sub': ['/amplify/${appId}/', { appId: { Ref: 'secretsPathAmplifyAppId' } }] }, 'P'];
    const given = {
      variables: { PEPPER: { 'Fn::Join': ['', PATH] } },
      parameters: { secretsPathAmplifyAppId: { Type: 'String' } },
      answers: { secretNames: ['PEPPER'] },
    };

    it('names the parameters of Gen 2 in their variables', async () => {
      const result = await planned(given);
      expect(codesOf(result)).toEqual(['AM1316']);
      expect(textAt(result, RESOURCE)).not.toContain('PEPPER');
      expect(result.plan.backend.statements[0]?.code).toMatch(
        /^nameTriggerSecrets\(backend\.\w+, \{\s*PEPPER: secret\("PEPPER"\),?\s*\}\);$/,
      );
      expect(textAt(result, 'amplify/auth/secrets.ts')).toContain('export function nameTriggerSecrets(');
      expect(result.plan.secrets.map(({ name }) => name)).toEqual(['PEPPER']);
    });

    it('leaves those alone whose names the code has itself', async () => {
      const environments = { dev: { [FUNCTION]: { secretsPathAmplifyAppId: 'dabc123def' } } };
      const code = 'ssm.getParameter({ Name: "/amplify/dabc123def/dev/AMPLIFY_x_PEPPER" })';
      const result = await planned({ ...given, code, environments });
      expect(codesOf(result)).toEqual(['AM1329']);
      expect(textAt(result, RESOURCE)).toContain('PEPPER: "/amplify/dabc123def/P"');
      expect(result.plan.secrets).toEqual([]);
    });

    it('tells of one that no variable names', async () => {
      expect(codesOf(await planned({ answers: { secretNames: ['SALT'] } }))).toEqual(['AM1330']);
    });
  });

  it('tells of a name that Lambda refuses', async () => {
    expect(codesOf(await planned({ variables: { A: 'x', AWS_REGION: 'y' } }))).toEqual(['AM1324', 'AM1324']);
  });

  it('keeps hostile values in their strings', async () => {
    const value = '`${process.exit()}`"\'\\\n\u2028';
    const result = await planned({ variables: { EVIL: value, ['QUOTE"']: 'x' } });
    expect(textAt(result, RESOURCE)).toContain(`EVIL: "\`\${process.exit()}\`\\"'\\\\\\n\\u2028"`);
    expect(codesOf(result)).toEqual(['AM1324']);
  });
});
