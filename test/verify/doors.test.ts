import { describe, expect, it } from 'vitest';
import { type Json } from '../../src/core/json.js';
import { compareGenerations } from '../../src/verify/compare-generations.js';
import { type Generation } from '../../src/verify/generation.js';
import { type Template } from '../../src/verify/template.js';
import { KNOWN, SHOP, shopOf } from './shop.js';

type Resources = Readonly<
  Record<string, { readonly Type: string; readonly Properties: Record<string, Json> }>
>;

function shopWith(resources: Resources): Promise<Generation> {
  const doors: Template = { Resources: resources };
  return shopOf({ ...SHOP, doors });
}

async function told(gen2: Resources, gen1: Resources = {}): Promise<string[]> {
  const before = { ...(await shopWith(gen1)), known: KNOWN, accessOfAuth: new Map(), from: 'built' as const };
  const features = new Set(['auth', 'data', 'storage', 'functions', 'rest'] as const);
  const found = compareGenerations(before, await shopWith(gen2), { features, told: null });
  return found.map(({ path, access }) => `${access?.change ?? ''} ${path}`);
}

const allow = (Principal: Json, Action: Json = 'sts:AssumeRole'): Json => ({
  Statement: [{ Effect: 'Allow', Principal, Action, Resource: '*' }],
});
const role = (trust: Json): Resources => ({
  auditor: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust } },
});

describe('what stands beside the resources of Gen 1 and lets others in', () => {
  it.each<[string, Resources, string[]]>([
    ['a role for everybody', role(allow({ AWS: '*' })), ['everybody sts:AssumeRole AWS::IAM::Role auditor']],
    [
      'a role for an account',
      role(allow({ AWS: 'arn:aws:iam::444455556666:root' })),
      ['arn:aws:iam::444455556666:root sts:AssumeRole AWS::IAM::Role auditor'],
    ],
    [
      'a role for identities',
      role(allow({ Federated: 'cognito-identity.amazonaws.com' })),
      ['cognito-identity.amazonaws.com sts:AssumeRole AWS::IAM::Role auditor'],
    ],
    [
      'a bucket that everybody reads',
      {
        flyers: { Type: 'AWS::S3::Bucket', Properties: {} },
        policy: {
          Type: 'AWS::S3::BucketPolicy',
          Properties: { Bucket: '${doors/flyers}', PolicyDocument: allow('*', ['s3:GetObject']) },
        },
      },
      ['everybody s3:GetObject AWS::S3::BucketPolicy policy'],
    ],
    [
      'a bucket with a public list',
      {
        flyers: { Type: 'AWS::S3::Bucket', Properties: { AccessControl: 'PublicRead' } },
      },
      ['everybody s3:GetObject AWS::S3::Bucket flyers'],
    ],
    [
      'identities without sign-in',
      {
        kiosk: { Type: 'AWS::Cognito::IdentityPool', Properties: { AllowUnauthenticatedIdentities: true } },
      },
      ['guest cognito-identity:GetCredentialsForIdentity AWS::Cognito::IdentityPool kiosk'],
    ],
    [
      'a queue that everybody fills',
      {
        policy: {
          Type: 'AWS::SQS::QueuePolicy',
          Properties: { Queues: ['${doors/queue}'], PolicyDocument: allow('*', 'sqs:SendMessage') },
        },
      },
      ['everybody sqs:SendMessage AWS::SQS::QueuePolicy policy'],
    ],
  ])('is told: %s', async (_what, resources, doors) => {
    expect(await told(resources)).toEqual(doors.map((door) => `widened ${door}`));
    // The same in Gen 1 is no news, whatever it is called there.
    const renamed = Object.fromEntries(Object.entries(resources).map(([name, one]) => [`${name}1`, one]));
    expect(await told(resources, renamed)).toEqual([]);
  });

  it.each<[string, Resources]>([
    ['a service', role(allow({ Service: 'lambda.amazonaws.com' }))],
    ['the account itself', role(allow({ AWS: 'arn:aws:iam::${AWS::AccountId}:root' }))],
    ['a role of the backend', role(allow({ AWS: '${function/reportRole.Arn}' }))],
    [
      'users of the identity pool',
      role({
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Federated: 'cognito-identity.amazonaws.com' },
            Action: 'sts:AssumeRoleWithWebIdentity',
            Condition: { StringEquals: { 'cognito-identity.amazonaws.com:aud': '${auth/IdentityPool}' } },
          },
        ],
      }),
    ],
    ['nobody', role({ Statement: [{ Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole' }] })],
  ])('is not told of %s', async (_who, resources) => {
    expect(await told(resources)).toEqual([]);
  });
});
