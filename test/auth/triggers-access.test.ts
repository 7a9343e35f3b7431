import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Json } from '../../src/core/json.js';
import { ACTIONS_OF_VERB, verbsFor } from '../../transforms/auth/triggers/verbs.js';
import {
  POOL,
  type Planned,
  codesOf,
  dispositionOf,
  planOf,
  policy,
  project,
  template,
  trigger,
} from './triggers-project.js';

const FUNCTION = `${POOL}PostConfirmation`;
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

interface Case {
  readonly modules?: string[];
  readonly statements?: Json[];
  readonly custom?: Json;
  readonly resources?: Readonly<Record<string, Json>>;
  readonly auth?: { readonly [key: string]: Json };
  readonly old?: boolean;
}

async function planned({
  modules = ['custom'],
  statements,
  custom,
  resources,
  auth,
  old,
}: Case): Promise<Planned> {
  const result = await planOf(
    project({
      files: trigger(
        'PostConfirmation',
        { 'index.js': 'exports.handler = async (event) => event;' },
        {
          [`${FUNCTION}-cloudformation-template.json`]: template({
            resources: { ...(statements && { AmplifyResourcesPolicy: policy(statements) }), ...resources },
          }),
          'custom-policies.json': custom ?? [{ Action: [], Resource: [] }],
        },
      ),
      auth: { triggers: { PostConfirmation: modules }, ...auth },
      ...(old && { old }),
    }),
  );
  expect(result.unsettled).toEqual([]);
  return result;
}

function statementsOf({ plan }: Planned): string[] {
  return plan.backend.statements.map(({ code }) => code.replace(/\s+/g, ' '));
}

/** The table of the package, as its source spells it. */
function packageTable(): Record<string, string[]> {
  const main = createRequire(import.meta.url).resolve('@aws-amplify/backend-auth');
  const source = readFileSync(join(dirname(main), 'userpool_access_policy_factory.js'), 'utf8');
  const table = source.slice(source.indexOf('const iamActionMap = {'));
  const rows = [...table.slice(0, table.indexOf('};')).matchAll(/(\w+): \[([^\]]*)\]/g)];
  return Object.fromEntries(
    rows.map(([, verb = '', actions = '']) => [
      verb,
      [...actions.matchAll(/'cognito-idp:(\w+)'/g)].map(([, action = '']) => action),
    ]),
  );
}

describe('verbsFor', () => {
  it('knows the table of @aws-amplify/backend-auth', () => {
    expect(Object.keys(packageTable()).length).toBeGreaterThan(25);
    expect(ACTIONS_OF_VERB).toEqual(packageTable());
  });

  it('takes the verb for several actions only when all of them are asked for', () => {
    const group = ['cognito-idp:AdminAddUserToGroup', 'cognito-idp:AdminRemoveUserFromGroup'];
    expect(verbsFor(group)).toEqual({ verbs: ['manageGroupMembership'], rest: [] });
    expect(verbsFor(group.slice(1))).toEqual({ verbs: ['removeUserFromGroup'], rest: [] });
  });

  it('leaves what no verb gives alone, and patterns', () => {
    expect(
      verbsFor(['cognito-idp:AdminConfirmSignUp', 'cognito-idp:List*', 'cognito-idp:adminGetUser']),
    ).toEqual({
      verbs: ['getUser'],
      rest: ['cognito-idp:AdminConfirmSignUp', 'cognito-idp:List*'],
    });
  });

  it('never gives more than was asked for', () => {
    for (const verb of Object.keys(ACTIONS_OF_VERB) as (keyof typeof ACTIONS_OF_VERB)[]) {
      const asked = ACTIONS_OF_VERB[verb].map((action) => `cognito-idp:${action}`);
      const { verbs, rest } = verbsFor(asked);
      const given = verbs.flatMap((name) => ACTIONS_OF_VERB[name].map((action) => `cognito-idp:${action}`));
      expect([...given, ...rest].sort()).toEqual([...asked].sort());
    }
  });
});

describe('permissions of a trigger', () => {
  const ADD_TO_GROUP = ['addUserToGroup', 'createGroup', 'getGroup'];

  it('grants what Gen 1 grants to its own module', async () => {
    const result = await planned({ modules: ['add-to-group', 'custom'] });
    expect(result.plan.access).toEqual([
      { exportName: 'postConfirmation', importFrom: './post-confirmation/resource', actions: ADD_TO_GROUP },
    ]);
    expect(result.plan.backend.statements).toEqual([]);
  });

  it('reads stated permissions of an older project, with Deny as it is', async () => {
    const permission = (effect: string, actions: string[]): string =>
      JSON.stringify({
        policyName: 'p',
        trigger: 'PostConfirmation',
        effect,
        actions,
        resource: { paramType: '!GetAtt', keys: ['UserPool', 'Arn'] },
      });
    const result = await planned({
      old: true,
      auth: {
        triggers: '{"PostConfirmation":["custom"]}',
        permissions: [
          permission('Allow', ['cognito-idp:AdminGetUser']),
          permission('Deny', ['cognito-idp:AdminDeleteUser']),
        ],
      },
    });
    expect(result.plan.access).toMatchObject([{ actions: ['getUser'] }]);
    expect(statementsOf(result)[0]).toContain(
      'effect: Effect.DENY, actions: ["cognito-idp:AdminDeleteUser"]',
    );
    expect(dispositionOf(result, 'parameters.json', '/permissions/0')?.kind).toBe('exact');
    expect(dispositionOf(result, 'parameters.json', '/permissions/1')?.kind).toBe('override');
  });

  it('ignores stated permissions that a current project would work out anew', async () => {
    const stale = JSON.stringify({
      trigger: 'PostConfirmation',
      effect: 'Allow',
      actions: ['cognito-idp:AdminDeleteUser'],
      resource: { paramType: '!GetAtt', keys: ['UserPool', 'Arn'] },
    });
    const result = await planned({ auth: { permissions: [stale] } });
    expect(result.plan.access).toEqual([]);
    expect(dispositionOf(result, 'cli-inputs.json', '/permissions/0')?.kind).toBe('bookkeeping');
  });

  it('knows the pool by its ARN, and puts what has no verb beside the function', async () => {
    const actions = ['cognito-idp:AdminGetUser', 'cognito-idp:AdminConfirmSignUp'];
    const result = await planned({ statements: [{ Effect: 'Allow', Action: actions, Resource: POOL_ARN }] });
    expect(result.plan.access).toMatchObject([{ actions: ['getUser'] }]);
    expect(statementsOf(result)).toMatchInlineSnapshot(`
      [
        "// Beside the function: in a policy of its own it would wait for the pool, and the pool waits for it. backend.postConfirmation.resources.lambda.role?.attachInlinePolicy( new Policy(backend.auth.stack, "PostConfirmationUserPoolAccess", { statements: [new PolicyStatement({ actions: ["cognito-idp:AdminConfirmSignUp"], resources: [backend.auth.resources.userPool.userPoolArn], })] }), );",
      ]
    `);
    expect(result.plan.backend.statements[0]?.imports.map(({ name }) => name)).toEqual([
      'Policy',
      'PolicyStatement',
    ]);
  });

  it('keeps a statement on everything as wide as it was, and no wider', async () => {
    const result = await planned({ custom: [{ Action: ['cognito-idp:AdminGetUser'], Resource: ['*'] }] });
    expect(result.plan.access).toEqual([]);
    expect(statementsOf(result)).toEqual([
      'backend.postConfirmation.resources.lambda.addToRolePolicy(new PolicyStatement({ actions: ["cognito-idp:AdminGetUser"], resources: ["*"], }));',
    ]);
    expect(result.plan.accessChanges).toEqual([]);
  });

  it('makes the branch of ${env} in custom-policies.json', async () => {
    const result = await planned({
      custom: [
        {
          Action: ['s3:GetObject'],
          Resource: ['arn:aws:s3:::files-${env}/*', { 'Fn::Sub': 'arn:${AWS::Partition}:s3:::x' }],
        },
      ],
    });
    const [statement] = statementsOf(result);
    expect(statement).toContain('`arn:aws:s3:::files-${process.env.AWS_BRANCH ?? "dev"}/*`');
    expect(statement).toContain('`arn:${backend.postConfirmation.stack.partition}:s3:::x`');
  });

  it('keeps conditions', async () => {
    const Condition = { StringEquals: { 'aws:SourceVpc': 'vpc-1' } };
    const result = await planned({
      statements: [{ Effect: 'Allow', Action: 'sns:Publish', Resource: '*', Condition }],
    });
    expect(statementsOf(result)[0]).toContain('"aws:SourceVpc": "vpc-1"');
  });

  it('tells of a permission on another resource, and that it is lost', async () => {
    const Resource = { 'Fn::Sub': 'arn:aws:s3:::${storagefilesBucketName}/*' };
    const result = await planned({ statements: [{ Effect: 'Allow', Action: ['s3:GetObject'], Resource }] });
    expect(codesOf(result)).toEqual(['AM1314']);
    expect(result.plan.accessChanges).toMatchObject([
      {
        principal: 'function:post-confirmation',
        action: 's3:GetObject',
        resource: 'arn:aws:s3:::${storagefilesBucketName}/*',
        change: 'narrowed',
        code: 'AM1314',
      },
    ]);
    expect(result.plan.backend.statements).toEqual([]);
  });

  it.each([
    { NotAction: 'iam:*', Effect: 'Allow', Resource: '*' },
    { Action: 's3:*', Effect: 'Allow', NotResource: 'arn:aws:s3:::x' },
    { Action: 's3:*', Effect: 'Sometimes', Resource: '*' },
  ])('carries nothing over that it can not read: %j', async (statement) => {
    const result = await planned({ statements: [statement] });
    expect(codesOf(result)).toEqual(['AM1314']);
    expect(result.plan.backend.statements).toEqual([]);
  });

  it('attaches managed policies, and tells of a role that others may take', async () => {
    const arn = 'arn:aws:iam::aws:policy/AmazonSESFullAccess';
    const result = await planned({
      resources: {
        LambdaExecutionRole: {
          Type: 'AWS::IAM::Role',
          Properties: {
            AssumeRolePolicyDocument: {
              Statement: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: ['sts:AssumeRole'] }],
            },
            ManagedPolicyArns: [arn, 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'],
            Policies: [
              {
                PolicyName: 'x',
                PolicyDocument: { Statement: { Effect: 'Allow', Action: 'sns:Publish', Resource: '*' } },
              },
            ],
          },
        },
      },
    });
    expect(codesOf(result)).toEqual(['AM1312']);
    const text = statementsOf(result).join('\n');
    expect(text).toContain(`"PostConfirmationManagedPolicy1", "${arn}"`);
    expect(text).toContain('actions: ["sns:Publish"]');
  });

  it('takes custom-policies.json and not the policy that Gen 1 makes of it', async () => {
    const statement = { Effect: 'Allow', Action: ['sns:Publish'], Resource: ['*'] };
    const result = await planned({
      custom: [{ Action: ['ses:SendEmail'], Resource: ['*'] }],
      resources: { CustomLambdaExecutionPolicy: policy([statement]) },
    });
    expect(statementsOf(result).join()).toContain('ses:SendEmail');
    expect(statementsOf(result).join()).not.toContain('sns:Publish');
  });

  it('tells of a policy that is for another role', async () => {
    const other = policy([{ Effect: 'Allow', Action: 'sns:Publish', Resource: '*' }]);
    const result = await planned({
      resources: {
        Other: { ...other, Properties: { ...(other['Properties'] as object), Roles: ['someone'] } },
      },
    });
    expect(codesOf(result)).toEqual(['AM1312']);
    expect(result.plan.backend.statements).toEqual([]);
  });
});
