import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type Json } from '../../src/core/json.js';
import { findProject } from '../../src/gen1/find-project.js';
import { readApp } from '../../src/gen1/read-app.js';
import { backendFacts, compareBackends } from '../../src/verify/facts/backend.js';
import { type Gen1Backend, gen1Backend } from '../../src/verify/gen1-backend.js';
import { accessOf } from '../../src/verify/iam/access.js';
import { compareAccess } from '../../src/verify/iam/compare.js';
import { type Stacks } from '../../src/verify/template.js';

const folders: string[] = [];

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

/** Gen 1's side of a project that has these files below amplify/backend. */
async function gen1Of(files: Readonly<Record<string, Json>>): Promise<Gen1Backend> {
  const folder = await mkdtemp(join(tmpdir(), 'amplify-migrate-gen1-'));
  folders.push(folder);
  const all = { '../team-provider-info.json': { dev: { awscloudformation: {} } }, ...files };
  for (const [path, content] of Object.entries(all)) {
    const file = join(folder, 'amplify/backend', path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, JSON.stringify(content));
  }
  const { app } = await readApp(await findProject(folder), { env: 'dev' });
  return gen1Backend(app, 'inputs');
}

const lambda = (name: string, ...statements: Json[]): Json => ({
  Parameters: { env: { Type: 'String' } },
  Resources: {
    LambdaFunction: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        FunctionName: { 'Fn::Join': ['-', [name, { Ref: 'env' }]] },
        Role: { 'Fn::GetAtt': ['LambdaExecutionRole', 'Arn'] },
        Runtime: 'nodejs22.x',
      },
    },
    LambdaExecutionRole: { Type: 'AWS::IAM::Role', Properties: {} },
    Policy: {
      Type: 'AWS::IAM::Policy',
      Properties: { Roles: [{ Ref: 'LambdaExecutionRole' }], PolicyDocument: { Statement: statements } },
    },
  },
  Outputs: {
    Name: { Value: { Ref: 'LambdaFunction' } },
    Arn: { Value: { 'Fn::GetAtt': ['LambdaFunction', 'Arn'] } },
    LambdaExecutionRole: { Value: { Ref: 'LambdaExecutionRole' } },
  },
});

const templateOf = (name: string): string => `function/${name}/${name}-cloudformation-template.json`;

/** A Gen 2 backend of one function with these tags, and what its role may do. */
function gen2Of(name: string, ...statements: Json[]): Stacks {
  const template = {
    Resources: {
      [`${name}lambda1A2B3C4D`]: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
          Runtime: 'nodejs22.x',
          Tags: [{ Key: 'amplify:friendly-name', Value: name }],
        },
      },
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: { Policies: [{ PolicyDocument: { Statement: statements } }] },
      },
    },
  };
  return new Map([['root', { name: 'root', parent: null, parameters: {}, nested: new Map(), template }]]);
}

const PUBLISH: Json = { Effect: 'Allow', Action: 'sns:Publish', Resource: '*' };

describe('a function that moves with auth', () => {
  const auth = {
    'auth/bakery/cli-inputs.json': {
      cognitoConfig: {
        authSelections: 'identityPoolAndUserPool',
        resourceNameTruncated: 'bakery',
        identityPoolName: 'bakery',
        userPoolName: 'bakery',
        triggers: { PostConfirmation: ['custom'] },
      },
    },
  };

  it('is the trigger that Gen 2 names after its event', async () => {
    const gen1 = await gen1Of({
      ...auth,
      [templateOf('bakeryPostConfirmation')]: lambda('bakeryPostConfirmation', PUBLISH),
    });
    const same = accessOf(gen2Of('post-confirmation', PUBLISH), gen1.known);
    expect([...same.keys()]).toEqual(['function:bakeryPostConfirmation']);
    const access = accessOf(gen1.stacks, gen1.known);
    const functions = { principals: (name: string) => name.startsWith('function:') };
    expect(compareAccess(access, same, functions)).toEqual([]);
    const less = accessOf(gen2Of('post-confirmation'), gen1.known);
    expect(compareAccess(access, less, functions).map(({ action }) => action)).toContain('sns:Publish');
  });

  it('is that of the admin queries', async () => {
    const gen1 = await gen1Of({
      ...auth,
      [templateOf('AdminQueries0a1b2c3d')]: lambda('AdminQueries0a1b2c3d'),
    });
    expect([...accessOf(gen2Of('admin-queries'), gen1.known).keys()]).toEqual([
      'function:AdminQueries0a1b2c3d',
    ]);
  });
});

describe('what Gen 1 deploys', () => {
  it('is what backend-config.json lists, under whatever name its template has', async () => {
    const gen1 = await gen1Of({
      'backend-config.json': { function: { oven: { service: 'Lambda' } } },
      'function/oven/Oven-cloudformation-template.json': lambda('oven'),
      [templateOf('mixer')]: lambda('mixer'),
    });
    expect(gen1.known.functions.map(({ name }) => name)).toEqual(['oven']);
    expect([...accessOf(gen1.stacks, gen1.known).keys()]).toContain('function:oven');
  });

  it('are all folders where there is no backend-config.json', async () => {
    const gen1 = await gen1Of({
      [templateOf('oven')]: lambda('oven'),
      [templateOf('mixer')]: lambda('mixer'),
    });
    expect(gen1.known.functions.map(({ name }) => name).sort()).toEqual(['mixer', 'oven']);
  });
});

describe('the roles of the root stack', () => {
  const bucket = {
    'storage/photos/cli-inputs.json': { bucketName: 'bakeryphotos', authAccess: ['READ'], guestAccess: [] },
  };

  it('are those of signed-in users where the pools are imported', async () => {
    const config = {
      auth: { bakery: { service: 'Cognito', serviceType: 'imported' } },
      storage: { photos: { service: 'S3' } },
    };
    const { stacks, known } = await gen1Of({ ...bucket, 'backend-config.json': config });
    expect(accessOf(stacks, known).get('authenticated')?.policies.statements).not.toEqual([]);
  });

  it('are nobody without auth', async () => {
    const config = { storage: { photos: { service: 'S3' } } };
    const { stacks, known } = await gen1Of({ ...bucket, 'backend-config.json': config });
    expect([...accessOf(stacks, known).keys()]).toEqual([]);
  });
});

describe('older parameters of a bucket', () => {
  it('give rights folder by folder', async () => {
    const { stacks, known } = await gen1Of({
      'backend-config.json': {
        auth: { bakery: { service: 'Cognito', serviceType: 'imported' } },
        storage: { photos: { service: 'S3' } },
      },
      'storage/photos/parameters.json': {
        bucketName: 'bakeryphotos',
        selectedAuthenticatedPermissions: ['s3:PutObject'],
        s3PermissionsAuthenticatedPublic: 's3:PutObject',
        s3PermissionsAuthenticatedPrivate: 'DISALLOW',
      },
    });
    const written = accessOf(stacks, known).get('authenticated')?.policies.statements ?? [];
    expect(written.flatMap(({ resources }) => resources.patterns)).toEqual([
      'arn:aws:s3:::${Bucket}/public/*',
    ]);
  });
});

describe('a function that is made anew beside the one of Gen 1', () => {
  const invoke = (name: string): Json => ({
    Effect: 'Allow',
    Action: 'lambda:InvokeFunction',
    Resource: `arn:aws:lambda:eu-west-1:111122223333:function:${name}`,
  });

  it('may call itself by the old name, if it could', async () => {
    const gen1 = await gen1Of({ [templateOf('oven')]: lambda('oven', invoke('oven-dev')) });
    const access = accessOf(gen1.stacks, gen1.known);
    const own: Json = {
      ...(invoke('oven-dev') as object),
      Resource: [
        { 'Fn::GetAtt': ['ovenlambda1A2B3C4D', 'Arn'] },
        'arn:aws:lambda:eu-west-1:111122223333:function:oven-dev',
      ],
    };
    expect(compareAccess(access, accessOf(gen2Of('oven', own), gen1.known))).toEqual([]);
    const without = await gen1Of({ [templateOf('oven')]: lambda('oven') });
    const widened = compareAccess(
      accessOf(without.stacks, without.known),
      accessOf(gen2Of('oven', invoke('oven-dev')), without.known),
    );
    expect(widened.map(({ resource, gen2 }) => [resource.includes('Gen1.Function.oven'), gen2])).toEqual([
      [true, 'allowed'],
    ]);
  });
});

it('does not show what has become a secret', async () => {
  const gen1 = await gen1Of({ [templateOf('oven')]: lambda('oven') });
  const facts = (value: string): ReturnType<typeof backendFacts> => {
    const stacks = gen2Of('oven');
    const fn = stacks.get('root')?.template.Resources['ovenlambda1A2B3C4D'];
    Object.assign(fn?.Properties ?? {}, { Environment: { Variables: { MERCHANT: value } } });
    return backendFacts(stacks, gen1.known);
  };
  expect(compareBackends(facts('m-4711'), facts('<value will be resolved during runtime>'))).toEqual([
    {
      path: 'Functions.oven.Environment.MERCHANT',
      gen1: '‹redacted›',
      gen2: '<value will be resolved during runtime>',
    },
  ]);
});
