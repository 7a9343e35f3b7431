import { readFile } from 'node:fs/promises';
import { type ParseResult } from '@babel/parser';
import { type Expression } from '@babel/types';
import { type ParseError } from 'jsonc-parser';

export type DataFile = { readonly value: unknown } | { readonly problem: string };

/** True for what JSON calls an object. */
export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The text of a file without its byte order mark, or why it can't be had. */
export async function readText(
  file: string,
): Promise<{ readonly text: string } | { readonly problem: string }> {
  try {
    return { text: (await readFile(file, 'utf8')).replace(/^\uFEFF/, '') };
  } catch (error) {
    return { problem: `it can't be read (${reasonOf(error)})` };
  }
}

/** Reads a settings file in JSON, YAML or JSON5, by its name; without an extension it is YAML, which includes JSON. */
export async function readDataFile(file: string): Promise<DataFile> {
  const read = await readText(file);
  if ('problem' in read) return read;
  if (file.endsWith('.json5')) return parseJson5(read.text);
  const { parse } = await import('jsonc-parser');
  const errors: ParseError[] = [];
  const value: unknown = parse(read.text, errors, { disallowComments: true });
  if (errors.length === 0) return { value };
  return file.endsWith('.json') ? { problem: 'it is not valid JSON' } : parseYaml(read.text);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function parseYaml(text: string): Promise<DataFile> {
  const { parseDocument } = await import('yaml');
  const document = parseDocument(text);
  const problem = document.errors[0]?.message.split('\n')[0];
  if (problem !== undefined) return { problem: `it is not valid YAML: ${problem}` };
  try {
    return { value: document.toJS({ maxAliasCount: 100 }) };
  } catch (error) {
    return { problem: `it is not valid YAML: ${reasonOf(error)}` };
  }
}

/** JSON5 is a subset of the expressions of ECMAScript 5 (https://spec.json5.org), so their parser reads it. */
async function parseJson5(text: string): Promise<DataFile> {
  const { parseExpression } = await import('@babel/parser');
  let expression: ParseResult<Expression>;
  try {
    expression = parseExpression(text);
  } catch (error) {
    return { problem: `it is not valid JSON5: ${reasonOf(error)}` };
  }
  const value = dataOf(expression);
  return value === undefined ? { problem: 'it holds code, and code of the project is never run' } : { value };
}

/** The value of a literal; undefined for whatever is code. */
function dataOf(node: Expression): unknown {
  switch (node.type) {
    case 'StringLiteral':
    case 'NumericLiteral':
    case 'BooleanLiteral':
      return node.value;
    case 'ArrayExpression':
      return node.elements.map((element) => (element && isExpression(element) ? dataOf(element) : undefined));
    case 'ObjectExpression':
      return Object.fromEntries(
        node.properties.flatMap((property) => {
          if (property.type !== 'ObjectProperty' || property.computed || !isExpression(property.value))
            return [];
          const { key } = property;
          const name = key.type === 'Identifier' ? key.name : dataOf(key as Expression);
          return typeof name === 'string' ? [[name, dataOf(property.value)]] : [];
        }),
      );
    default:
      return undefined;
  }
}

function isExpression(node: { readonly type: string }): node is Expression {
  return /Literal$|Expression$/.test(node.type);
}
