import { describe, expect, it } from 'vitest';
import { type Decision, decide } from '../../src/verify/iam/decide.js';
import { type RolePolicies, statementOf } from '../../src/verify/iam/statements.js';
import { type JsonObject } from '../../src/verify/template.js';

function policies(...statements: JsonObject[]): RolePolicies {
  return { statements: statements.map(statementOf), unread: [], boundary: null };
}

function ask(
  role: RolePolicies,
  action: string,
  resource: string,
  context: Readonly<Record<string, readonly string[]>> = {},
): Decision['outcome'] {
  return decide(role, { action, resource, context: new Map(Object.entries(context)) }).outcome;
}

describe('statements', () => {
  const allowed: JsonObject = { Effect: 'Allow', Action: 's3:Get*', Resource: 'bucket/*' };

  it('what nothing allows is denied', () => {
    expect(ask(policies(), 's3:GetObject', 'bucket/a')).toBe('denied');
    expect(ask(policies(allowed), 's3:PutObject', 'bucket/a')).toBe('denied');
    expect(ask(policies(allowed), 's3:GetObject', 'Bucket/a')).toBe('denied');
  });

  it('actions have no case, resources have', () => {
    expect(ask(policies(allowed), 'S3:getOBJECT', 'bucket/a')).toBe('allowed');
  });

  it('an explicit Deny wins, wherever it stands', () => {
    const denied: JsonObject = { Effect: 'Deny', Action: '*', Resource: 'bucket/secret/*' };
    expect(ask(policies(denied, allowed), 's3:GetObject', 'bucket/secret/a')).toBe('denied');
    expect(ask(policies(allowed, denied), 's3:GetObject', 'bucket/secret/a')).toBe('denied');
    expect(ask(policies(allowed, denied), 's3:GetObject', 'bucket/other')).toBe('allowed');
  });

  it('NotAction and NotResource mean all others', () => {
    const others = policies({ Effect: 'Allow', NotAction: ['iam:*', 'S3:*'], NotResource: 'table/secret' });
    expect(ask(others, 'dynamodb:GetItem', 'table/a')).toBe('allowed');
    expect(ask(others, 's3:GetObject', 'table/a')).toBe('denied');
    expect(ask(others, 'dynamodb:GetItem', 'table/secret')).toBe('denied');
  });

  it('what stands elsewhere leaves the answer open, unless a statement gives it', () => {
    const elsewhere = { ...policies(allowed), unread: ['arn:aws:iam::aws:policy/PowerUserAccess'] };
    expect(ask(elsewhere, 's3:GetObject', 'bucket/a')).toBe('allowed');
    expect(decide(elsewhere, { action: 's3:PutObject', resource: 'bucket/a', context: new Map() })).toEqual({
      outcome: 'unknown',
      because: 'arn:aws:iam::aws:policy/PowerUserAccess',
    });
  });

  it('a boundary can only take away', () => {
    const bounded = { ...policies(allowed), boundary: 'arn:aws:iam::123456789012:policy/Limits' };
    expect(ask(bounded, 's3:GetObject', 'bucket/a')).toBe('unknown');
    expect(ask(bounded, 's3:PutObject', 'bucket/a')).toBe('denied');
  });
});

describe('conditions', () => {
  const when = (operator: string, values: string | string[]): RolePolicies =>
    policies({
      Effect: 'Allow',
      Action: '*',
      Resource: '*',
      Condition: { [operator]: { 'S3:Prefix': values } },
    });
  const outcome = (operator: string, values: string | string[], given?: readonly string[]): string =>
    ask(when(operator, values), 's3:ListBucket', 'bucket', given ? { 's3:prefix': given } : {});

  it.each([
    ['StringLike', ['public/*', 'public/'], ['public/a'], 'allowed'],
    ['StringLike', 'public/*', ['private/a'], 'denied'],
    ['StringLike', 'public/*', undefined, 'denied'],
    ['StringLikeIfExists', 'public/*', undefined, 'allowed'],
    ['StringLikeIfExists', 'public/*', ['private/a'], 'denied'],
    ['StringEquals', 'public/*', ['public/a'], 'denied'],
    ['StringEquals', 'public', ['public'], 'allowed'],
    ['StringEqualsIgnoreCase', 'Public', ['PUBLIC'], 'allowed'],
    ['StringNotEquals', ['a', 'b'], ['b'], 'denied'],
    ['StringNotEquals', ['a', 'b'], ['c'], 'allowed'],
    ['StringNotLike', 'a*', undefined, 'allowed'],
    ['ArnLike', 'arn:aws:*:table/?', ['arn:aws:dynamodb:table/a'], 'allowed'],
    ['ArnNotEquals', 'arn:*', ['arn:aws'], 'denied'],
    ['Bool', 'false', ['true'], 'denied'],
    ['Bool', 'TRUE', ['true'], 'allowed'],
    ['NumericLessThanEquals', '10', ['10'], 'allowed'],
    ['NumericGreaterThan', '10', ['10'], 'denied'],
    ['Null', 'true', undefined, 'allowed'],
    ['Null', 'true', ['a'], 'denied'],
    ['Null', 'false', ['a'], 'allowed'],
    ['ForAnyValue:StringEquals', ['a', 'b'], ['x', 'b'], 'allowed'],
    ['ForAnyValue:StringEquals', ['a', 'b'], undefined, 'denied'],
    ['ForAnyValue:StringNotEquals', 'a', ['a', 'b'], 'allowed'],
    ['ForAllValues:StringEquals', ['a', 'b'], ['x', 'b'], 'denied'],
    ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'b'], 'allowed'],
    ['ForAllValues:StringEquals', ['a', 'b'], undefined, 'allowed'],
    // What is not evaluated is never taken for true, nor for false.
    ['DateLessThan', '2027-05-01T00:00:00Z', ['2026-01-01T00:00:00Z'], 'unknown'],
    ['IpAddress', '10.0.0.0/8', ['10.1.1.1'], 'unknown'],
    ['StringResembles', 'a', ['a'], 'unknown'],
  ])('%s %j given %j: %s', (operator, values, given, expected) => {
    expect(outcome(operator, values, given)).toBe(expected);
  });

  it('all lines must hold, and a line that does not settles it', () => {
    const both = policies({
      Effect: 'Allow',
      Action: '*',
      Resource: '*',
      Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' }, Bool: { 'aws:SecureTransport': 'true' } },
    });
    expect(ask(both, 's3:GetObject', 'a', { 'aws:securetransport': ['false'] })).toBe('denied');
    expect(ask(both, 's3:GetObject', 'a', { 'aws:securetransport': ['true'] })).toBe('unknown');
  });

  it('a Deny that may hold takes the certainty away', () => {
    const open: JsonObject = { Effect: 'Allow', Action: '*', Resource: '*' };
    const perhaps: JsonObject = {
      ...open,
      Effect: 'Deny',
      Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } },
    };
    expect(ask(policies(open, perhaps), 's3:GetObject', 'a')).toBe('unknown');
    expect(ask(policies(perhaps), 's3:GetObject', 'a')).toBe('denied');
  });
});
