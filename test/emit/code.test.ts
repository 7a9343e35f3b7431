import { parse, parseExpression } from '@babel/parser';
import { type Expression } from '@babel/types';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import ts from 'typescript';
import { type Json } from '../../src/core/json.js';
import {
  code,
  identifier,
  isIdentifier,
  key,
  lineComment,
  literal,
  member,
  ModuleText,
  object,
  template,
} from '../../src/emit/code.js';

/** Strings that are likely to break out of source text, beside arbitrary ones with half surrogate pairs. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
  fc
    .array(
      fc.constantFrom(
        '`',
        '${',
        '$',
        '{',
        '}',
        '\\',
        '"',
        "'",
        '\n',
        '\r',
        '\u2028',
        '*/',
        '//',
        '__proto__',
        'ENV',
      ),
    )
    .map((pieces) => pieces.join('')),
);

/** The value of an expression that consists of literals only; anything else fails the test. */
function valueOf(node: Expression): unknown {
  switch (node.type) {
    case 'StringLiteral':
    case 'NumericLiteral':
    case 'BooleanLiteral':
      return node.value;
    case 'NullLiteral':
      return null;
    case 'Identifier':
      return { undefined, Infinity }[node.name];
    case 'UnaryExpression':
      expect(node.operator).toBe('-');
      return -Number(valueOf(node.argument));
    case 'ArrayExpression':
      return node.elements.map((element) => valueOf(element as Expression));
    case 'ObjectExpression':
      return node.properties.map((property) => {
        if (property.type !== 'ObjectProperty') throw new Error(property.type);
        const { key: name, computed } = property;
        const text = name.type === 'Identifier' && !computed ? name.name : valueOf(name as Expression);
        // A bare or quoted __proto__ sets the prototype; only the computed form is a member.
        expect(text === '__proto__').toBe(computed);
        return [text, valueOf(property.value as Expression)];
      });
    default:
      throw new Error(`${node.type} is no literal`);
  }
}

function asLists(value: Json): unknown {
  if (Array.isArray(value)) return value.map(asLists);
  if (value !== null && typeof value === 'object') {
    return Object.entries(value).map(([name, one]) => [name, asLists(one)]);
  }
  return value;
}

const parsed = (text: string): Expression => parseExpression(text, { plugins: ['typescript'] });

/** What TypeScript's own scanner makes of a single literal. */
function typescriptString(text: string): string | undefined {
  const file = ts.createSourceFile('x.ts', `(${text})`, ts.ScriptTarget.ES2022, true);
  const statement = file.statements[0];
  if (file.statements.length !== 1 || statement === undefined || !ts.isExpressionStatement(statement))
    return undefined;
  const { expression } = statement;
  if (!ts.isParenthesizedExpression(expression)) return undefined;
  return ts.isStringLiteralLike(expression.expression) ? expression.expression.text : undefined;
}

describe('a string of the user stays data', () => {
  test('literal parses to the value, by Babel and by TypeScript', () => {
    fc.assert(
      fc.property(hostile, (value) => {
        expect(valueOf(parsed(literal(value)))).toBe(value);
        expect(typescriptString(literal(value))).toBe(value);
      }),
    );
  });

  test('literal of any JSON document parses to the document, in order', () => {
    const document = fc.jsonValue({ stringUnit: 'binary', depthSize: 'small' }) as fc.Arbitrary<Json>;
    fc.assert(
      fc.property(document, (value) => {
        expect(valueOf(parsed(literal(value)))).toEqual(asLists(value));
      }),
    );
  });

  test('a member named __proto__ is a member', () => {
    const value = JSON.parse('{"__proto__": {"polluted": true}, "a-b": 1}') as Json;
    expect(valueOf(parsed(literal(value)))).toEqual([
      ['__proto__', [['polluted', true]]],
      ['a-b', 1],
    ]);
  });

  test('numbers that JSON.stringify would change keep their value', () => {
    for (const value of [-0, Infinity, -Infinity, 1e21, 5e-324])
      expect(valueOf(parsed(literal(value)))).toBe(value);
    expect(literal(undefined)).toBe('undefined');
  });

  test('key names exactly one member', () => {
    fc.assert(
      fc.property(hostile, (name) => {
        expect(valueOf(parsed(`({${key(name)}: 1})`))).toEqual([[name, 1]]);
      }),
    );
  });

  test('member reads exactly one member', () => {
    fc.assert(
      fc.property(hostile, (name) => {
        const node = parsed(member(identifier('target'), name));
        if (node.type !== 'MemberExpression') throw new Error(node.type);
        expect(node.object).toMatchObject({ type: 'Identifier', name: 'target' });
        const { property } = node;
        expect(property.type === 'Identifier' ? property.name : valueOf(property as Expression)).toBe(name);
      }),
    );
  });

  test('template holds the text and the holes, nothing else', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const node = parsed(template(text, 'ENV', identifier('branch')));
        if (node.type !== 'TemplateLiteral') throw new Error(node.type);
        expect(node.quasis.map(({ value }) => value.cooked)).toEqual(text.split('ENV'));
        for (const hole of node.expressions)
          expect(hole).toMatchObject({ type: 'Identifier', name: 'branch' });
      }),
    );
  });

  test('lineComment is comments only, one for each line, and gives no order to a tool', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const file = parse(lineComment(text), { sourceType: 'module', plugins: ['typescript'] });
        expect(file.program.body).toEqual([]);
        expect(file.program.directives).toEqual([]);
        expect(file.comments).toHaveLength(text.split(/\r\n|[\n\r\u2028\u2029]/).length);
      }),
    );
    expect(lineComment('@ts-nocheck\n prettier-ignore\neslint-disable\nplain')).toBe(
      '// - @ts-nocheck\n// -  prettier-ignore\n// - eslint-disable\n// plain',
    );
  });

  test('nothing that moves a terminal, hides text or gets lost in UTF-8 is printed as it is', () => {
    const forbidden = /(?![\n\t])[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u;
    fc.assert(
      fc.property(hostile, (text) => {
        const printed = [literal(text), key(text), template(text, 'ENV', identifier('x')), lineComment(text)];
        for (const one of printed) {
          expect(one).not.toMatch(forbidden);
          expect(Buffer.from(one, 'utf8').toString('utf8')).toBe(one);
        }
      }),
    );
  });
});

describe('names', () => {
  test('a reserved word is a property name but no variable', () => {
    expect(isIdentifier('class')).toBe(true);
    expect(key('class')).toBe('class');
    expect(() => identifier('class')).toThrow('"class" is not an identifier');
    expect(() => identifier('a b')).toThrow('"a b" is not an identifier');
  });
});

describe('object', () => {
  test('keeps comments with their member and leaves null entries out', () => {
    const text = object([['a', literal(1), 'why\nso'], null, ['b-c', code`f(${literal('x')})`]]);
    expect(text).toBe('{\n// why\n// so\na: 1,\n"b-c": f("x"),\n}');
    expect(object([null])).toBe('{}');
  });
});

describe('ModuleText', () => {
  test('writes each import once, packages first, types marked', () => {
    const module = new ModuleText();
    module.use('handler', './handler');
    module.useType('Handler', 'aws-lambda');
    module.useType('Duration', 'aws-cdk-lib');
    module.use('Duration', 'aws-cdk-lib');
    module.useType('Stack', 'aws-cdk-lib');
    module.add(code`export const x = ${literal(1)};`);
    expect(module.toString()).toBe(
      [
        'import type { Handler } from "aws-lambda";',
        'import { Duration, type Stack } from "aws-cdk-lib";',
        'import { handler } from "./handler";',
        '',
        'export const x = 1;',
        '',
      ].join('\n'),
    );
  });

  test('refuses one name from two modules', () => {
    const module = new ModuleText();
    module.use('auth', './a');
    expect(() => module.use('auth', './b')).toThrow('auth is imported from ./a and from ./b');
  });
});
