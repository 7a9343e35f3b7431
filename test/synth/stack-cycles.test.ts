import { describe, expect, it } from 'vitest';
import { shownCycle, stackCycles } from '../../src/verify/stack-cycles.js';
import { type Resource, type Stack, type Stacks, type Template } from '../../src/verify/template.js';

const STACK = 'AWS::CloudFormation::Stack';

function resource(Properties: Resource['Properties'] = {}, Type = 'T'): Resource {
  return { Type, Properties };
}

function stack(name: string, template: Partial<Template>, nested: readonly string[] = []): [string, Stack] {
  return [
    name,
    {
      name,
      parent: name === 'root' ? null : 'root',
      parameters: {},
      nested: new Map(nested.map((id) => [id, id])),
      template: { Resources: {}, ...template },
    },
  ];
}

function inOne(Resources: Template['Resources']): string[] {
  return stackCycles(new Map([stack('root', { Resources })])).map(shownCycle);
}

describe('resources of one template', () => {
  it.each<[string, Resource['Properties']]>([
    ['Ref', { name: { Ref: 'Other' } }],
    ['Fn::GetAtt', { deep: [{ arn: { 'Fn::GetAtt': ['Other', 'Arn'] } }] }],
    ['Fn::GetAtt as text', { arn: { 'Fn::GetAtt': 'Other.Arn' } }],
    ['Fn::Sub', { arn: { 'Fn::Sub': 'arn:${AWS::Region}:${Other.Arn}' } }],
    ['a variable of Fn::Sub', { arn: { 'Fn::Sub': ['${it}', { it: { Ref: 'Other' } }] } }],
    ['a branch of Fn::If', { arn: { 'Fn::If': ['Always', 'x', { Ref: 'Other' }] } }],
  ])('are found to need one another by %s', (_name, properties) => {
    expect(inOne({ One: resource(properties), Other: resource({ one: { Ref: 'One' } }) })).toHaveLength(1);
  });

  it('are found by DependsOn, one or several', () => {
    const depends = { Type: 'T', DependsOn: 'Other' };
    expect(inOne({ One: depends, Other: resource({ one: { Ref: 'One' } }) })).toEqual([
      'root: One -> Other -> One (root/One.DependsOn needs root/Other; root/Other.one needs root/One)',
    ]);
    expect(inOne({ One: { Type: 'T', DependsOn: ['Other', 'One'] }, Other: resource() })).toHaveLength(1);
  });

  it.each<[string, Resource['Properties']]>([
    ['a parameter', { name: { Ref: 'Stage' } }],
    ['text of Fn::Sub', { arn: { 'Fn::Sub': '${!Other} ${ Stage }' } }],
    ['a variable of Fn::Sub of that name', { arn: { 'Fn::Sub': ['${Other}', { Other: 'x' }] } }],
  ])('need nothing by %s', (_name, properties) => {
    expect(inOne({ One: resource(properties), Other: resource({ one: { Ref: 'One' } }) })).toEqual([]);
  });

  it('may be needed by several', () => {
    const needs = (...ids: string[]): Resource => resource({ ids: ids.map((Ref) => ({ Ref })) });
    expect(inOne({ A: needs('B', 'C'), B: needs('D'), C: needs('D'), D: needs() })).toEqual([]);
  });

  it('are each named once, in the shortest circle', () => {
    const needs = (...ids: string[]): Resource => resource({ ids: ids.map((Ref) => ({ Ref })) });
    const found = stackCycles(
      new Map([
        stack('root', {
          Resources: { A: needs('B'), B: needs('C', 'A'), C: needs('A'), X: needs('Y'), Y: needs('X') },
        }),
      ]),
    );
    expect(found.map(({ dependencies }) => dependencies.map(({ from }) => from))).toEqual([
      ['A', 'B'],
      ['X', 'Y'],
    ]);
  });
});

describe('nested stacks', () => {
  const parameters = (Parameters: Record<string, [string, string]>): Resource =>
    resource(
      {
        Parameters: Object.fromEntries(
          Object.entries(Parameters).map(([name, [id, output]]) => [
            name,
            { 'Fn::GetAtt': [id, `Outputs.${output}`] },
          ]),
        ),
      },
      STACK,
    );
  const fn = stack('functions', {
    Parameters: { tableArn: { Type: 'String' } },
    Resources: {
      Report: resource(),
      Policy: resource({ Document: { Resource: { Ref: 'tableArn' } } }),
    },
    Outputs: { reportArn: { Value: { 'Fn::GetAtt': ['Report', 'Arn'] } } },
  });
  const data = stack('data', {
    Parameters: { handler: { Type: 'String' } },
    Resources: { Table: resource(), Source: resource({ LambdaArn: { Ref: 'handler' } }) },
    Outputs: { tableArn: { Value: { 'Fn::GetAtt': ['Table', 'Arn'] } } },
  });

  it('that need one another are told with the resources that do', () => {
    const root = stack(
      'root',
      {
        Resources: {
          functions: parameters({ tableArn: ['data', 'tableArn'] }),
          data: parameters({ handler: ['functions', 'reportArn'] }),
        },
      },
      ['functions', 'data'],
    );
    expect(stackCycles(new Map([root, fn, data]))).toEqual([
      {
        stack: 'root',
        dependencies: [
          {
            from: 'functions',
            to: 'data',
            reference: 'functions/Policy.Document.Resource needs data/Table.Arn',
          },
          { from: 'data', to: 'functions', reference: 'data/Source.LambdaArn needs functions/Report.Arn' },
        ],
      },
    ]);
  });

  it('of which one needs the other may be deployed', () => {
    const root = stack(
      'root',
      { Resources: { functions: parameters({ tableArn: ['data', 'tableArn'] }), data: parameters({}) } },
      ['functions', 'data'],
    );
    const stacks: Stacks = new Map([root, fn, data]);
    expect(stackCycles(stacks)).toEqual([]);
  });
});
