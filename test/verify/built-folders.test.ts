import { describe, expect, it } from 'vitest';
import { type Gen1App } from '../../src/core/gen1-app.js';
import { findProject } from '../../src/gen1/find-project.js';
import { readApp } from '../../src/gen1/read-app.js';
import { driftOf } from '../../src/verify/drift.js';
import { type Gen1Generation, gen1Generation } from '../../src/verify/generation.js';
import { type Files, folderWith } from '../gen1/project.js';

const BACKEND = 'amplify/backend';
const DEPLOYED = 'amplify/#current-cloud-backend';

const POOL = {
  identityPoolName: 'ferry',
  allowUnauthenticatedIdentities: false,
  resourceNameTruncated: 'ferry',
  userPoolName: 'ferry',
  mfaConfiguration: 'OFF',
  autoVerifiedAttributes: ['email'],
  requiredAttributes: ['email'],
  passwordPolicyMinLength: 8,
  authSelections: 'identityPoolAndUserPool',
  resourceName: 'ferry',
  serviceName: 'Cognito',
  useDefault: 'default',
  userpoolClientGenerateSecret: false,
  userpoolClientRefreshTokenValidity: 30,
};

const SETTINGS: Files = {
  'amplify/.config/project-config.json': { projectName: 'ferry', version: '3.1' },
  'amplify/team-provider-info.json': { dev: { awscloudformation: { Region: 'eu-central-1' } } },
  'amplify/cli.json': { features: {} },
  [`${BACKEND}/backend-config.json`]: {
    auth: {
      ferry: { service: 'Cognito', providerPlugin: 'awscloudformation' },
      userPoolGroups: { service: 'Cognito-UserPool-Groups', providerPlugin: 'awscloudformation' },
    },
    storage: { tickets: { service: 'S3', providerPlugin: 'awscloudformation' } },
    api: { crossings: { service: 'API Gateway', providerPlugin: 'awscloudformation' } },
  },
  [`${BACKEND}/auth/ferry/cli-inputs.json`]: { version: '1', cognitoConfig: POOL },
  [`${BACKEND}/auth/userPoolGroups/user-pool-group-precedence.json`]: [{ groupName: 'crew', precedence: 1 }],
  [`${BACKEND}/storage/tickets/cli-inputs.json`]: {
    resourceName: 'tickets',
    policyUUID: '5ea1ab1e',
    bucketName: 'tickets',
    storageAccess: 'auth',
    authAccess: ['READ'],
    guestAccess: [],
    groupAccess: {},
  },
  [`${BACKEND}/api/crossings/cli-inputs.json`]: {
    version: 1,
    paths: { '/crossings': { lambdaFunction: 'sail', permissions: { setting: 'private', auth: ['read'] } } },
  },
};

const pool = { Ref: 'UserPool' };
const GROUPS = 'auth/userPoolGroups/build/userPoolGroups-cloudformation-template.json';

/** What was built says something else than the settings, in each category. */
const TEMPLATES: Readonly<Record<string, object>> = {
  'auth/ferry/build/ferry-cloudformation-template.json': {
    Resources: {
      UserPool: { Type: 'AWS::Cognito::UserPool', Properties: { MfaConfiguration: 'ON' } },
      UserPoolClientWeb: { Type: 'AWS::Cognito::UserPoolClient', Properties: { UserPoolId: pool } },
    },
    Outputs: { UserPoolId: { Value: pool } },
  },
  [GROUPS]: {
    Parameters: { authferryUserPoolId: { Type: 'String' } },
    Resources: {
      pilotsGroup: {
        Type: 'AWS::Cognito::UserPoolGroup',
        Properties: { UserPoolId: { Ref: 'authferryUserPoolId' }, GroupName: 'pilots' },
      },
    },
  },
  'storage/tickets/build/cloudformation-template.json': {
    Resources: {
      S3Bucket: {
        Type: 'AWS::S3::Bucket',
        Properties: { BucketName: 'tickets', VersioningConfiguration: { Status: 'Enabled' } },
      },
    },
  },
  'api/crossings/build/crossings-cloudformation-template.json': {
    Resources: {
      crossings: {
        Type: 'AWS::ApiGateway::RestApi',
        Properties: {
          Name: 'crossings',
          Body: { paths: { '/crossings': { 'x-amazon-apigateway-any-method': {} } } },
        },
      },
    },
  },
};

async function appWith(parent: string | null, without?: string): Promise<Gen1App> {
  const built = Object.entries(TEMPLATES).filter(([path]) => path !== without);
  const files = parent === null ? [] : built.map(([path, text]) => [`${parent}/${path}`, text] as const);
  return (await readApp(await findProject(folderWith({ ...SETTINGS, ...Object.fromEntries(files) })))).app;
}

const groupsOf = ({ auth }: Gen1Generation): string[] => Object.keys(auth?.Groups ?? {});

describe('templates of auth, groups, storage and REST APIs', () => {
  it('are the truth where the CLI has left them, of a build or of the last deployment', async () => {
    const [built, deployed] = await Promise.all([appWith(BACKEND), appWith(DEPLOYED)]);
    const [one, other] = await Promise.all([gen1Generation(built, null), gen1Generation(deployed, null)]);
    expect(one.from).toBe('built');
    expect(other).toEqual(one);
    expect(groupsOf(one)).toEqual(['pilots']);
    const told = (await driftOf(deployed, other, null)).map(({ message }) => message);
    for (const [path, value] of [
      ['UserPool.MfaConfiguration', 'ON'],
      ['Groups.crew', 'nothing'],
      ['Buckets.Bucket.VersioningConfiguration', 'Enabled'],
      ['* GET, HEAD, POST, PUT, PATCH, DELETE rest:crossings/crossings', 'allowed'],
    ]) {
      const found = told.filter((one) => one.startsWith(`\`${path ?? ''}\`:`));
      expect(found.map((one) => one.endsWith(`the built template has ${value ?? ''}`))).toEqual([true]);
    }
  });

  it('count only when those of all that is deployed are there', async () => {
    for (const missing of Object.keys(TEMPLATES).filter((path) => /^(?:auth\/ferry|storage)/.test(path))) {
      const app = await appWith(DEPLOYED, missing);
      const gen1 = await gen1Generation(app, null);
      expect(gen1.from).toBe('inputs');
      expect(gen1).toEqual(await gen1Generation(await appWith(null), null));
      expect(await driftOf(app, gen1, null)).toEqual([]);
    }
  });

  it('leave groups to their settings where theirs alone is not there', async () => {
    const app = await appWith(DEPLOYED, GROUPS);
    const gen1 = await gen1Generation(app, null);
    expect(gen1.from).toBe('built');
    expect(groupsOf(gen1)).toEqual(['crew']);
    expect((await driftOf(app, gen1, null)).filter(({ message }) => message.includes('Groups'))).toEqual([]);
  });
});
