import { type ParseResult } from '@babel/parser';
import { type Node, type Statement } from '@babel/types';
import { type Gen1App } from '../../../src/core/gen1-app.js';
import { type JsonScalar } from '../../../src/core/json.js';
import { type OverrideModel, type OverrideStatement, type ParameterName } from './model.js';
import { redact, secretsIn } from './secrets.js';
import { findOverride, isShallow } from '../../shared/override/find.js';
import { keyName } from '../../shared/override/syntax.js';
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
  if (!isShallow([program])) return unreadable(file, source, 'its code nests too deep');
  const found = findOverride(program.body);
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
