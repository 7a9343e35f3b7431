import { describe, expect, it } from 'vitest';
import { type Json } from '../../src/core/json.js';
import { Resolver } from '../../src/verify/resolve.js';
import { type Stack, type Stacks, type Template } from '../../src/verify/template.js';

function stack(name: string, template: Partial<Template>, given: Partial<Stack> = {}): [string, Stack] {
  const whole = { Resources: {}, ...template };
  return [name, { name, parent: null, parameters: {}, nested: new Map(), ...given, template: whole }];
}

function resolved(value: Json, template: Partial<Template> = {}): Json | undefined {
  const stacks: Stacks = new Map([
    stack('one', { ...template, Resources: { It: { Type: 'T', Properties: { value } } } }),
  ]);
  return new Resolver(stacks).resources()[0]?.properties['value'];
}

const PARAMETERS = {
  env: { Type: 'String', Default: 'dev' },
  names: { Type: 'CommaDelimitedList', Default: 'email, phone_number' },
  unknown: { Type: 'String' },
};

describe('intrinsic functions', () => {
  it.each<[Json, Json | undefined]>([
    [{ Ref: 'env' }, 'dev'],
    [{ Ref: 'names' }, ['email', 'phone_number']],
    [{ Ref: 'unknown' }, '${one?unknown}'],
    [{ Ref: 'It' }, '${one/It}'],
    [{ Ref: 'AWS::Region' }, '${AWS::Region}'],
    [{ Ref: 'AWS::NoValue' }, undefined],
    [[{ Ref: 'AWS::NoValue' }, 1], [1]],
    [{ 'Fn::GetAtt': ['It', 'Arn'] }, '${one/It.Arn}'],
    [{ 'Fn::GetAtt': 'It.Arn' }, '${one/It.Arn}'],
    [{ 'Fn::Join': ['-', ['a', { Ref: 'env' }, { Ref: 'It' }]] }, 'a-dev-${one/It}'],
    [{ 'Fn::Join': [',', { Ref: 'names' }] }, 'email,phone_number'],
    [
      { 'Fn::Sub': 'a ${env} ${It} ${It.Arn} ${AWS::Region} ${!Kept}' },
      'a dev ${one/It} ${one/It.Arn} ${AWS::Region} ${Kept}',
    ],
    [{ 'Fn::Sub': ['${x}/${env}', { x: { Ref: 'It' } }] }, '${one/It}/dev'],
    [{ 'Fn::Select': [1, { 'Fn::Split': ['-', 'a-b-c'] }] }, 'b'],
    [{ 'Fn::Select': ['0', { Ref: 'names' }] }, 'email'],
    [{ 'Fn::FindInMap': ['Sizes', { Ref: 'env' }, 'memory'] }, 512],
    [{ 'Fn::If': ['IsDev', 'yes', 'no'] }, 'yes'],
    [{ 'Fn::If': ['Other', 'yes', { Ref: 'AWS::NoValue' }] }, undefined],
    [{ 'Fn::ImportValue': 'x' }, '${Fn::ImportValue "x"}'],
    [
      { Ref: 'env', other: 1 },
      { Ref: 'env', other: 1 },
    ],
  ])('%j', (value, expected) => {
    expect(
      resolved(value, {
        Parameters: PARAMETERS,
        Mappings: { Sizes: { dev: { memory: 512 } } },
        Conditions: {
          IsDev: { 'Fn::Equals': [{ Ref: 'env' }, 'dev'] },
          Other: { 'Fn::And': [{ Condition: 'IsDev' }, { 'Fn::Not': [{ Condition: 'IsDev' }] }] },
        },
      }),
    ).toEqual(expected);
  });

  it('reach through nested stacks, down by parameters and up by outputs', () => {
    const stacks: Stacks = new Map([
      stack(
        'root',
        { Resources: { A: { Type: 'N' }, B: { Type: 'N' } } },
        {
          nested: new Map([
            ['A', 'a'],
            ['B', 'b'],
          ]),
        },
      ),
      stack(
        'a',
        {
          Resources: { Pool: { Type: 'P' } },
          Outputs: { PoolArn: { Value: { 'Fn::GetAtt': ['Pool', 'Arn'] } } },
        },
        { parent: 'root' },
      ),
      stack(
        'b',
        {
          Parameters: { arn: { Type: 'String' } },
          Resources: { User: { Type: 'U', Properties: { arn: { Ref: 'arn' } } } },
        },
        { parent: 'root', parameters: { arn: { 'Fn::GetAtt': ['A', 'Outputs.PoolArn'] } } },
      ),
    ]);
    expect(new Resolver(stacks).resources().at(-1)).toMatchObject({
      id: 'b/User',
      properties: { arn: '${a/Pool.Arn}' },
    });
  });

  it('leave out resources whose condition does not hold', () => {
    const stacks: Stacks = new Map([
      stack('one', {
        Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } },
        Resources: { No: { Type: 'T', Condition: 'Never' }, Yes: { Type: 'T' } },
      }),
    ]);
    expect(new Resolver(stacks).resources().map(({ id }) => id)).toEqual(['one/Yes']);
  });

  it('end when templates refer to themselves', () => {
    const loop = { Parameters: { a: { Type: 'String', Default: { Ref: 'a' } } } };
    expect(() => resolved({ Ref: 'a' }, loop)).toThrow('the templates of one refer to themselves');
    const conditions = { Conditions: { A: { Condition: 'A' } } };
    expect(() => resolved({ 'Fn::If': ['A', 1, 2] }, conditions)).toThrow('refer to themselves');
  });

  it('keep members that have names of Object', () => {
    const value = JSON.parse('{ "__proto__": { "a": 1 }, "constructor": 2 }') as Json;
    const result = resolved(value);
    expect(JSON.stringify(result)).toBe('{"__proto__":{"a":1},"constructor":2}');
    expect(resolved({ Ref: 'constructor' })).toBe('${one/constructor}');
  });
});
