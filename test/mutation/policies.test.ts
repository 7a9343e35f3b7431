import { describe, expect, it } from 'vitest';
import { type Json } from '../../src/core/json.js';
import { type JsonObject } from '../../src/verify/template.js';
import { meaningOf } from './policies.js';

const TABLE = { 'Fn::GetAtt': ['orders', 'Arn'] };
const below = (path: string): Json => ({ 'Fn::Join': ['', [TABLE, path]] });
const PACKER = [{ id: 'packerlambda1A', Type: 'AWS::Lambda::Function' }];

function isSame(one: JsonObject[], other: JsonObject[], all = PACKER): boolean {
  const given = [...all, { id: 'policy', Type: 'AWS::IAM::Policy', Properties: {} }];
  const meaning = (Statement: JsonObject[]): string[] => {
    const PolicyDocument = { Statement };
    return meaningOf(PolicyDocument, [
      ...given,
      { id: 'own', Type: 'AWS::IAM::Policy', Properties: { PolicyDocument } },
    ]);
  };
  return JSON.stringify(meaning(one)) === JSON.stringify(meaning(other));
}

const allow = (Action: Json, Resource: Json): JsonObject => ({ Effect: 'Allow', Action, Resource });
const deny = (Action: Json): JsonObject => ({ Effect: 'Deny', Action, Resource: '*' });

describe('policies that mean the same', () => {
  it('name a function by its ARN or by a pattern of its name', () => {
    const packer = { 'Fn::GetAtt': ['packerlambda1A', 'Arn'] };
    const pattern = 'arn:aws:lambda:${AWS::Region}:*:function:*acke*';
    expect(
      isSame([allow('lambda:InvokeAsync', [pattern, packer])], [allow('lambda:InvokeAsync', pattern)]),
    ).toBe(true);
    const other = pattern.replace('acke', 'ship');
    expect(isSame([allow('lambda:InvokeAsync', [other, packer])], [allow('lambda:InvokeAsync', other)])).toBe(
      false,
    );
  });

  it('name below a table what the action is never asked for', () => {
    const on = (action: string, path: string): JsonObject[] => [allow(action, [TABLE, below(path)])];
    expect(isSame(on('dynamodb:GetItem', '/index/*'), on('dynamodb:GetItem', '/*'))).toBe(true);
    expect(isSame(on('dynamodb:Create*', '/index/*'), [allow('dynamodb:Create*', TABLE)])).toBe(true);
    expect(isSame(on('dynamodb:Restore*', '/index/*'), on('dynamodb:Restore*', '/*'))).toBe(false);
    expect(isSame(on('dynamodb:Query', '/index/*'), [allow('dynamodb:Query', TABLE)])).toBe(false);
  });

  it('deny more of what nobody is allowed', () => {
    const mail = allow('ses:SendEmail', '*');
    expect(isSame([mail, deny('ses:SendEmail')], [mail, deny('ses:*')])).toBe(true);
    expect(isSame([mail, deny('ses:SendEmail')], [mail])).toBe(false);
    const more = allow('ses:Send*', '*');
    expect(isSame([more, deny('ses:SendEmail')], [more, deny('ses:*')])).toBe(false);
  });

  it('say what they are not about', () => {
    const but: JsonObject = { Effect: 'Allow', NotAction: 'ses:*', Resource: '*' };
    expect(isSame([but], [])).toBe(false);
  });
});
