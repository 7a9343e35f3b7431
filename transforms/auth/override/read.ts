import { type ParseResult } from '@babel/parser';
import { type Function as FunctionNode, type Node, type Program, type Statement } from '@babel/types';
import { type Gen1App } from '../../../src/core/gen1-app.js';
import { type JsonScalar } from '../../../src/core/json.js';
import { type OverrideModel, type OverrideStatement, type ParameterName } from './model.js';
import { redact, secretsIn } from './secrets.js';
import { childrenOf, keyName } from '../../shared/override/syntax.js';
import { endOf, startOf } from './syntax.js';

/**
 * Reads the override.ts in the folder of an auth resource, such as `amplify/backend/auth/shop`; null when it
 * has none. The file is parsed and never run: what can't be parsed becomes the model's `problem`.
 */
export async function readOverrides(app: Gen1App, folder: string): Promise<OverrideModel | null> {
  return readOverrideFile(app, `${folder}/override.ts`);
}

/** Reads an override.ts by its path relative to the project root; null when there is no such file. */
export async function readOverrideFile(app: Gen1App, file: string): Promise<OverrideModel | null> {
  const source = app.files.text(file);
  if (source === null) return null;
  const { parse } = await import('@babel/parser');
  let ast: ParseResult;
  try {
    ast = parse(source, { sourceType: 'module', plugins: ['typescript'], errorRecovery: true });
  } catch (error) {
    return unreadable(file, source, error instanceof Error ? error.message : String(error));
  }
  const { program } = ast;
  if (!isShallow(program)) return unreadable(file, source, 'its code nests too deep');
  const found = findOverride(program);
  if (found === null) return unreadable(file, source, 'it exports no function named `override`');
  const { fn, beside } = found;
  if (fn.body.type !== 'BlockStatement')
    return unreadable(file, source, 'its function has no body in braces');
  return {
    file,
    source,
    statements: [
      ...beside.map((node, index) => statementOf(file, source, node, `module/${index}`)),
      ...fn.body.body.map((node, index) => statementOf(file, source, node, `override/${index}`)),
    ],
    resources: parameterName(fn.params[0]),
    projectInfo: parameterName(fn.params[1]),
    comments: ast.comments ?? [],
    errors: (ast.errors ?? []).map(positionOf),
    problem: null,
  };
}

/** Deeper code than anyone writes would exhaust the stack of what walks over it. */
const MAX_DEPTH = 500;

function isShallow(program: Node): boolean {
  let level: Node[] = [program];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) return false;
    level = level.flatMap(childrenOf);
  }
  return true;
}

/** The parser goes on after an error and keeps its place. */
function positionOf(error: unknown): number {
  const loc = typeof error === 'object' && error !== null && 'loc' in error ? error.loc : null;
  const index = typeof loc === 'object' && loc !== null && 'index' in loc ? loc.index : null;
  return typeof index === 'number' ? index : 0;
}

function unreadable(file: string, source: string, reason: string): OverrideModel {
  const leaf: JsonScalar = {
    kind: 'scalar',
    value: 'override.ts',
    origin: { file, pointer: 'override', line: 1, column: 1 },
  };
  const none: ParameterName = { kind: 'none' };
  return {
    file,
    source,
    statements: [],
    resources: none,
    projectInfo: none,
    comments: [],
    errors: [],
    problem: { reason, leaf },
  };
}

/** The exported function, and the statements beside it that are more than type imports. */
function findOverride(program: Program): { fn: FunctionNode; beside: Statement[] } | null {
  let fn: FunctionNode | null = null;
  const beside: Statement[] = [];
  for (const statement of program.body) {
    const exported =
      statement.type === 'ExportNamedDeclaration' ? (statement.declaration ?? statement) : statement;
    const candidate = overrideFunction(exported);
    if (candidate) fn = candidate;
    else if (exported.type === 'ExportNamedDeclaration' || isTypeOnly(exported)) continue;
    else beside.push(exported);
  }
  return fn && { fn, beside };
}

function overrideFunction(node: Node): FunctionNode | null {
  if (node.type === 'FunctionDeclaration') return node.id?.name === 'override' ? node : null;
  if (node.type === 'VariableDeclaration') {
    const [only] = node.declarations;
    const named =
      node.declarations.length === 1 && only?.id.type === 'Identifier' && only.id.name === 'override';
    return named ? functionExpression(only.init) : null;
  }
  if (node.type !== 'ExpressionStatement' || node.expression.type !== 'AssignmentExpression') return null;
  const { left, right } = node.expression;
  const isExport = left.type === 'MemberExpression' && keyName(left.property, left.computed) === 'override';
  return isExport ? functionExpression(right) : null;
}

function functionExpression(node: Node | null | undefined): FunctionNode | null {
  return node?.type === 'ArrowFunctionExpression' || node?.type === 'FunctionExpression' ? node : null;
}

/** Types vanish when Gen 1 compiles the file; its helper package holds nothing else that an override needs. */
function isTypeOnly(node: Node): boolean {
  if (node.type === 'TSInterfaceDeclaration' || node.type === 'TSTypeAliasDeclaration') return true;
  if (node.type !== 'ImportDeclaration') return false;
  return (
    node.importKind === 'type' ||
    (node.specifiers.length > 0 && node.source.value === '@aws-amplify/cli-extensibility-helper')
  );
}

function parameterName(parameter: Node | undefined): ParameterName {
  if (parameter?.type === 'Identifier') return { kind: 'name', name: parameter.name };
  if (parameter?.type !== 'ObjectPattern') return { kind: 'none' };
  const members = new Map<string, string>();
  for (const property of parameter.properties) {
    if (property.type !== 'ObjectProperty' || property.value.type !== 'Identifier') continue;
    const name = keyName(property.key, property.computed);
    if (name !== null) members.set(property.value.name, name);
  }
  return { kind: 'members', members };
}

/** A comment that follows code on its line belongs to that code, not to the statement after it. */
function startsLine(source: string, position: number): boolean {
  return source.slice(source.lastIndexOf('\n', position - 1) + 1, position).trim() === '';
}

function statementOf(file: string, source: string, node: Statement, pointer: string): OverrideStatement {
  const comment = (node.leadingComments ?? []).find((each) => startsLine(source, each.start ?? 0));
  const line = node.loc?.start.line ?? 1;
  const column = (node.loc?.start.column ?? 0) + 1;
  return {
    leaf: {
      kind: 'scalar',
      value: redact(source, startOf(node), endOf(node), secretsIn(node)),
      origin: { file, pointer, line, column },
    },
    node,
    start: comment?.start ?? startOf(node),
  };
}
