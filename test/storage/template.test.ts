import { describe, expect, it } from 'vitest';
import { parseJson } from '../../src/core/json-parse.js';
import { type Json } from '../../src/core/json.js';
import { readTemplate, type TemplateModel } from '../../transforms/storage/s3/template.js';

const BUCKET = { 'Fn::Join': ['', ['arn:aws:s3:::', { Ref: 'S3Bucket' }]] };
const objects = (path: string): Json => ({ 'Fn::Join': ['', ['arn:aws:s3:::', { Ref: 'S3Bucket' }, path]] });

function read(policies: Record<string, Json>, parameters: Json = {}, conditions: Json = {}): TemplateModel {
  const resources = Object.entries(policies).map(([name, policy]) => [
    name,
    { Type: 'AWS::IAM::Policy', ...(policy as Record<string, Json>) },
  ]);
  const template = { Conditions: conditions, Resources: Object.fromEntries(resources) as Json };
  return readTemplate({
    template: parseJson('template.json', JSON.stringify(template)),
    parameters: parseJson('parameters.json', JSON.stringify(parameters)),
    environment: 'dev',
  });
}

function policy(role: Json, ...statements: Json[]): Record<string, Json> {
  return { Properties: { Roles: [role], PolicyDocument: { Statement: statements } } };
}

const rights = ({ grants }: TemplateModel): string[] =>
  grants.map(({ principal, action, path }) => `${principal} ${action} ${path ?? 'bucket'}`);

describe('policies of an older template', () => {
  it('gives actions that a parameter lists, to the role that a parameter names', () => {
    const model = read(
      {
        Own: policy(
          { Ref: 'authRoleName' },
          {
            Effect: 'Allow',
            Action: { 'Fn::Split': [',', { Ref: 'actions' }] },
            Resource: [objects('/public/*')],
          },
        ),
      },
      { actions: 's3:PutObject,s3:GetObject' },
    );
    expect(rights(model)).toEqual([
      'authenticated s3:PutObject public/*',
      'authenticated s3:GetObject public/*',
    ]);
    expect(model.unclear).toEqual([]);
  });

  it('finds the group in the name of its role', () => {
    const role = { 'Fn::Join': ['', [{ Ref: 'authshopUserPoolId' }, '-CuratorsGroupRole']] };
    const list = { Effect: 'Allow', Action: 's3:ListBucket', Resource: BUCKET };
    expect(rights(read({ Own: policy(role, list) }))).toEqual(['group:Curators s3:ListBucket bucket']);
  });

  it('keeps a wildcard among the actions as it is', () => {
    const all = { Effect: 'Allow', Action: 's3:*', Resource: objects('/*') };
    expect(rights(read({ Own: policy({ Ref: 'unauthRoleName' }, all) }))).toEqual(['guest s3:* *']);
  });

  it('leaves out what a condition does not deploy, and keeps what it can not decide', () => {
    const allow = { Effect: 'Allow', Action: 's3:GetObject', Resource: objects('/a/*') };
    const guests = policy({ Ref: 'unauthRoleName' }, allow);
    const off = { Off: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'guests' }, 'DISALLOW'] }] } };
    expect(rights(read({ P: { ...guests, Condition: 'Off' } }, { guests: 'DISALLOW' }, off))).toEqual([]);
    expect(rights(read({ P: { ...guests, Condition: 'Off' } }, {}, off))).toEqual(['guest s3:GetObject a/*']);
  });

  it('keeps denials apart from what is allowed', () => {
    const deny = { Effect: 'Deny', Action: 's3:GetObject', Resource: objects('/public/archive/*') };
    const model = read({ Own: policy({ Ref: 'authRoleName' }, deny) });
    expect(model.grants).toEqual([]);
    expect(model.denials).toEqual([
      { principal: 'authenticated', action: 's3:GetObject', on: 'objects', path: 'public/archive/*' },
    ]);
  });

  it.each([
    ['another bucket', { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::other/*' }],
    ['a wildcard in the middle', { Effect: 'Allow', Action: 's3:GetObject', Resource: objects('/*/a/*') }],
    ['NotAction', { Effect: 'Allow', NotAction: 's3:GetObject', Resource: objects('/*') }],
    [
      'another condition',
      {
        Effect: 'Allow',
        Action: 's3:GetObject',
        Resource: objects('/*'),
        Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
      },
    ],
    ['a parameter without a value', { Effect: 'Allow', Action: { Ref: 'unset' }, Resource: objects('/*') }],
  ])('gives nothing by a statement with %s, and says so', (_what, statement) => {
    const model = read({ Own: policy({ Ref: 'authRoleName' }, statement) });
    expect(rights(model)).toEqual([]);
    expect(model.unclear.map(({ logicalId }) => logicalId)).toEqual(['Own']);
  });

  it('says so of a role that it does not know', () => {
    const allow = { Effect: 'Allow', Action: 's3:GetObject', Resource: objects('/*') };
    const model = read({ Own: policy({ Ref: 'someRole' }, allow) });
    expect(rights(model)).toEqual([]);
    expect(model.unclear).toHaveLength(1);
  });

  it('leaves the policies of functions to functions', () => {
    const allow = { Effect: 'Allow', Action: 's3:GetObject', Resource: objects('/*') };
    const model = read({ Own: policy({ Ref: 'functionresizeLambdaExecutionRole' }, allow) });
    expect([model.grants, model.unclear, model.ofFunctions.length]).toEqual([[], [], 1]);
  });

  it('ends where conditions name one another in a circle', () => {
    const circle = { A: { Condition: 'B' }, B: { Condition: 'A' } };
    const allow = { Effect: 'Allow', Action: 's3:GetObject', Resource: objects('/a/*') };
    const model = read({ P: { ...policy({ Ref: 'unauthRoleName' }, allow), Condition: 'A' } }, {}, circle);
    expect(rights(model)).toEqual(['guest s3:GetObject a/*']);
  });
});
