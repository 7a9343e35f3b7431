import { describe, expect, it } from 'vitest';
import { announcedAccess } from '../../src/verify/announced/access.js';
import { namesResource } from '../../src/verify/announced/resource.js';
import { type Told, type ToldAccess } from '../../src/verify/announced/told.js';
import { type AccessDifference } from '../../src/verify/iam/compare.js';

const REGIONAL = '${AWS::Region}:${AWS::AccountId}';

const publishes: AccessDifference = {
  principal: 'function:herald',
  action: 'sns:Publish',
  resource: 'customnewsTopicArn',
  when: '',
  gen1: 'allowed',
  gen2: 'denied',
};

function telling(change: Partial<ToldAccess>): Told {
  const one = {
    principal: 'function:herald',
    action: 'sns:Publish',
    resource: '${customnewsTopicArn}',
    change: 'narrowed',
    code: 'AM4100',
  };
  return { findings: [], access: [{ ...one, ...change }], ledger: [] };
}

describe('a right on what is not in the backend', () => {
  it('is told of its principal, action, resource and direction', () => {
    expect(announcedAccess(publishes, telling({}))).toBe('AM4100');
  });

  it.each<[string, Partial<AccessDifference>]>([
    ['another principal', { principal: 'function:crier' }],
    ['one whose name is longer', { principal: 'function:townherald' }],
    ['another action', { action: 'sns:Subscribe' }],
    ['another resource', { resource: `arn:aws:sns:${REGIONAL}:alerts-dev` }],
    ['any resource', { resource: '*' }],
    ['the other direction', { gen1: 'denied', gen2: 'allowed' }],
  ])('is not %s', (_what, other) => {
    expect(announcedAccess({ ...publishes, ...other }, telling({}))).toBeNull();
  });

  it('is what a statement names that is quoted', () => {
    const quoted = telling({
      resource: JSON.stringify({
        Effect: 'Allow',
        Action: ['sns:Publish'],
        Resource: ['arn:aws:sns:eu-central-1:*:news', { Ref: 'customfairTopicArn' }],
        Condition: { StringEquals: { 'aws:ResourceTag/of': { Ref: 'other' } } },
      }),
      code: 'AM4101',
    });
    const on = (resource: string): string | null => announcedAccess({ ...publishes, resource }, quoted);
    expect(on('arn:aws:sns:${AWS::Region}:any:news')).toBe('AM4101');
    expect(on('customfairTopicArn')).toBe('AM4101');
    expect(on('arn:aws:sns:${AWS::Region}:any:alerts')).toBeNull();
    expect(on('*')).toBeNull();
  });

  it('is that of a policy of a group on the resource that the finding names', () => {
    const message =
      'A policy of group `Keepers` allows access to `arn:aws:geo:eu-central-1:111122223333:map/garden-dev`, which names one environment or a Gen 1 resource';
    const told: Told = { findings: [{ code: 'AM1213', message }], access: [], ledger: [] };
    const on = (resource: string): string | null =>
      announcedAccess({ ...publishes, principal: 'group:Keepers', resource }, told);
    expect(on(`arn:aws:geo:${REGIONAL}:map/garden-dev`)).toBe('AM1213');
    expect(on(`arn:aws:geo:${REGIONAL}:map/park`)).toBeNull();
  });
});

describe('a right of a trigger', () => {
  it('is that of the function that Gen 1 names after it', () => {
    const told = telling({ principal: 'function:post-confirmation' });
    const of = (principal: string): string | null => announcedAccess({ ...publishes, principal }, told);
    expect(of('function:clubPostConfirmation')).toBe('AM4100');
    expect(of('function:clubPreSignup')).toBeNull();
  });
});

describe('the resource that a report names', () => {
  const member = '{"Fn::ImportValue":{"Fn::Sub":"${apiclubGraphQLAPIIdOutput}:GetAtt:MemberTable:Name"}}';
  const api = 'arn:aws:appsync:${region}:${account}:apis/${apiclubGraphQLAPIIdOutput}/types/Mutation/*';

  it.each([
    ['a table by its parameter', '${storagerolesArn}', 'table:roles', 'table:shifts'],
    ['a table by the whole of its name', '${storagerolesArn}', 'table:roles', 'table:role'],
    ['the indexes of a table', '${storagerolesArn}/index/*', 'table:roles/index/any', 'table:roles'],
    ['a function', '{"Ref":"functiongreetArn"}', 'function:greet', 'function:greeter'],
    [
      'the table of a model',
      `arn:aws:dynamodb:\${region}:\${account}:table/${member}`,
      'table:Member',
      'table:Club',
    ],
    ['a type of the API', api, 'graphql:Mutation.any', 'graphql:Query.any'],
    [
      'an API that the backend does not have',
      'arn:aws:execute-api:${region}:${account}:${apirainApiId}*',
      `arn:aws:execute-api:${REGIONAL}:apirainApiId/dev`,
      `arn:aws:execute-api:${REGIONAL}:snow/dev`,
    ],
    [
      'a REST API by its name',
      'arn:aws:apigateway:${region}::/restapis/${apirainApiName}/*',
      'arn:aws:apigateway:${AWS::Region}::/restapis/rain/any',
      'arn:aws:apigateway:${AWS::Region}::/restapis/snow/any',
    ],
    ['the bucket', 'arn:aws:s3:::${storagephotosBucketName}/*', 's3:public/any', 'table:photos'],
    ['own files', 's3:private/{entity_id}/*', 's3:private/own/any', 's3:private/other/any'],
    [
      'what stands in the template',
      '{"Fn::GetAtt":["Alerts","Arn"]}',
      '${Own.heraldalerts.Arn}',
      '${Own.heraldnews.Arn}',
    ],
    [
      'another one in each environment',
      'arn:aws:ses:*:*:identity/a (another one in other environments)',
      `arn:aws:ses:${REGIONAL}:identity/a`,
      `arn:aws:ses:${REGIONAL}:identity/b`,
    ],
  ])('is %s, and no other', (_what, told, own, other) => {
    expect(namesResource(told, [own])).toBe(true);
    expect(namesResource(told, [other])).toBe(false);
  });
});
