import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MigrateError } from '../../src/core/error.js';
import { at, toValue } from '../../src/core/json.js';
import { parseYaml } from '../../src/gen1/yaml.js';
import { damage, damaged, nodesOf, textAt } from './json-texts.js';

const FILE = 'amplify/backend/auth/shop/shop-cloudformation-template.yml';

const TEMPLATE = `AWSTemplateFormatVersion: 2010-09-09

Parameters:
  env:
    Type: String
Conditions:
  ShouldNotCreateEnvResources: !Equals [ !Ref env, NONE ]
Resources:
  UserPool:
    # Created only once
    Type: AWS::Cognito::UserPool
    DependsOn: SnsRole
    Properties:
      UserPoolName: !If [ShouldNotCreateEnvResources, shop, !Join ['-', [shop, !Ref env]]]
      Policies:
        PasswordPolicy: { MinimumLength: 8, RequireNumbers: true }
      EmailVerificationMessage: >-
        Your code is
        {####}
      Arn: !GetAtt SnsRole.Arn
      Output: !GetAtt Nested.Outputs.Id
      Text: !Sub 'arn:aws:\${AWS::Region}:*'
      Both:
        Fn::GetAtt: [SnsRole, Arn]
      Nothing:
      Not: !Not [ !Condition ShouldNotCreateEnvResources ]
`;

async function valueOf(text: string): Promise<unknown> {
  return JSON.parse(JSON.stringify(toValue(await parseYaml(FILE, text)))) as unknown;
}

async function problemOf(text: string): Promise<string> {
  const result = await parseYaml(FILE, text).catch((error: unknown) => error);
  return result instanceof MigrateError ? result.message.replace(`${FILE}:`, '') : 'no problem';
}

describe('parseYaml', () => {
  it('turns short tags into their long form', async () => {
    const value = await valueOf(TEMPLATE);
    const env = { Ref: 'env' };
    expect(value).toMatchObject({
      AWSTemplateFormatVersion: '2010-09-09',
      Conditions: { ShouldNotCreateEnvResources: { 'Fn::Equals': [env, 'NONE'] } },
      Resources: {
        UserPool: {
          Properties: {
            UserPoolName: {
              'Fn::If': ['ShouldNotCreateEnvResources', 'shop', { 'Fn::Join': ['-', ['shop', env]] }],
            },
            Policies: { PasswordPolicy: { MinimumLength: 8, RequireNumbers: true } },
            EmailVerificationMessage: 'Your code is {####}',
            Arn: { 'Fn::GetAtt': ['SnsRole', 'Arn'] },
            Output: { 'Fn::GetAtt': ['Nested', 'Outputs.Id'] },
            Text: { 'Fn::Sub': 'arn:aws:${AWS::Region}:*' },
            Both: { 'Fn::GetAtt': ['SnsRole', 'Arn'] },
            Nothing: null,
            Not: { 'Fn::Not': [{ Condition: 'ShouldNotCreateEnvResources' }] },
          },
        },
      },
    });
  });

  it.each(['\n', '\r\n'])('points at every string of the text, with line ends %j', async (end) => {
    const text = TEMPLATE.replaceAll('\n', end);
    const root = await parseYaml(FILE, `\ufeff${text}`);
    const strings = [...nodesOf(root)].flatMap((node) =>
      node.kind === 'scalar' && typeof node.value === 'string' && !node.value.startsWith('Your')
        ? [node]
        : [],
    );
    expect(strings).toHaveLength(19);
    for (const node of strings)
      expect(textAt(text, node).replace(/^'/, '')).toSatisfy((rest: string) =>
        rest.startsWith(String(node.value)),
      );
  });

  it('gives the pointers of the long form', async () => {
    const root = await parseYaml(FILE, TEMPLATE);
    const attribute = at(root, 'Resources', 'UserPool', 'Properties', 'Arn', 'Fn::GetAtt', 1);
    expect(attribute?.origin).toMatchObject({
      pointer: '/Resources/UserPool/Properties/Arn/Fn::GetAtt/1',
      line: 20,
      column: 28,
    });
  });

  it.each([
    ['A: 012345678901', { A: '012345678901' }],
    ['A: 12345678901234567890', { A: '12345678901234567890' }],
    ['A: 1.50', { A: '1.50' }],
    ['A: [8, -1, 0.5]', { A: [8, -1, 0.5] }],
    ['A: .inf', { A: '.inf' }],
    ['A: [yes, on, "true", true, ~]', { A: ['yes', 'on', 'true', true, null] }],
    ['80: x', { 80: 'x' }],
    ['A: !!str 1', { A: '1' }],
    [
      'A: &a {x: 1, y: 2}\nB: *a\nC: {<<: *a, y: 3}',
      { A: { x: 1, y: 2 }, B: { x: 1, y: 2 }, C: { y: 3, x: 1 } },
    ],
    [' {"A": 1}', { A: 1 }],
  ])('reads %j as Gen 1 and CloudFormation do', async (text, value) => {
    expect(await valueOf(text)).toEqual(value);
  });

  it('keeps a __proto__ key an ordinary one, and tells of keys that are twice', async () => {
    const told: string[] = [];
    const node = await parseYaml(FILE, '__proto__: {a: 1}\nb: 1\nb: 2', (key, origin) => {
      told.push(`${key} ${origin.line}`);
    });
    expect(JSON.stringify(toValue(node))).toBe('{"__proto__":{"a":1},"b":2}');
    expect(told).toEqual(['b 3']);
  });

  it.each([
    ['', '1:1: the template is empty.'],
    ['# nothing', '1:1: the template is empty.'],
    ['a:\n\tb: 1', '2:1: not valid YAML: a tab is used for indentation.'],
    ['a: "secret', '1:11: not valid YAML: a quote, bracket or other mark is missing.'],
    ['a: 1\n---\nb: 2', '2:1: there is more than one document in the file.'],
    ['a: !Secret x', '1:12: CloudFormation has no tag "!Secret".'],
    ['a: !!binary eA==', '1:13: CloudFormation has no tag "tag:yaml.org,2002:binary".'],
    ['a: *nobody', '1:4: no anchor before this alias is named "nobody".'],
    ['? [a]\n: 1', '1:3: a key of a template must be a string.'],
    ['{a: 1', '1:2: not valid JSON: expected a value, or a key in double quotes'],
  ])('names place and reason for %j', async (text, message) => {
    expect(await problemOf(text)).toContain(message);
  });

  it('refuses nesting that would exhaust the stack', async () => {
    const blocks = Array.from({ length: 1_400 }, (_, level) => `${' '.repeat(level)}a:\n`).join('');
    for (const text of [
      '['.repeat(100_000),
      '- '.repeat(400_000),
      blocks,
      'a: &a [*a]',
      '[{a: '.repeat(9_000),
    ]) {
      expect(await problemOf(text)).toContain('nested more than 200 levels deep');
    }
  });

  it('refuses aliases that multiply', async () => {
    const lists = Array.from('abcdefgh').map((name, index) => {
      const inner = index === 0 ? 'x' : `*${'abcdefgh'.charAt(index - 1)}`;
      return `${name}: &${name} [${Array.from({ length: 9 }, () => inner).join(', ')}]`;
    });
    expect(await problemOf(lists.join('\n'))).toContain('stand for more than 10000 values');
    expect(await problemOf(`a: &a 1\nb: [${'*a, '.repeat(20_000)}]`)).toContain('more than 10000 values');
  });

  it('refuses a template that is larger than CloudFormation takes', async () => {
    expect(await problemOf(`a: ${'x'.repeat(1_048_576)}`)).toContain('1:1: the template has more than 1 MB');
  });

  it('gives a node or a problem with a place for a damaged template', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 3 }), async (accidents) => {
        const text = accidents.reduce(damaged, TEMPLATE);
        const result = await parseYaml(FILE, text).catch((error: unknown) => error);
        if (result instanceof Error) {
          expect(result).toBeInstanceOf(MigrateError);
          expect(result).toHaveProperty('origin.file', FILE);
        }
      }),
      { numRuns: 300 },
    );
  });
});
