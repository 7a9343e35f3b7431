import { type Function as FunctionNode, type Node, type Statement } from '@babel/types';
import { childrenOf, keyName } from './syntax.js';

/** Deeper code than anyone writes would exhaust the stack of what walks over it. */
const MAX_DEPTH = 300;

/** Whether the code below each node can be walked over. */
export function isShallow(nodes: readonly Node[]): boolean {
  let level = nodes;
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) return false;
    level = level.flatMap(childrenOf);
  }
  return true;
}

/** The function that an override.ts exports, and the statements beside it that are more than types. */
export interface FoundOverride {
  readonly fn: FunctionNode;
  readonly beside: readonly Statement[];
}

/** Looks through the statements of an override.ts; null when it exports no function named `override`. */
export function findOverride(body: readonly Statement[]): FoundOverride | null {
  let fn: FunctionNode | null = null;
  const beside: Statement[] = [];
  for (const statement of body) {
    const exported =
      statement.type === 'ExportNamedDeclaration' ? (statement.declaration ?? statement) : statement;
    const candidate = overrideFunction(exported);
    if (candidate !== null) fn = candidate;
    else if (exported.type !== 'ExportNamedDeclaration' && !isTypeOnly(exported)) beside.push(exported);
  }
  return fn && { fn, beside };
}

function overrideFunction(node: Node): FunctionNode | null {
  if (node.type === 'FunctionDeclaration') return node.id?.name === 'override' ? node : null;
  if (node.type === 'VariableDeclaration') {
    const [only, ...others] = node.declarations;
    const isNamed = only?.id.type === 'Identifier' && only.id.name === 'override';
    return isNamed && others.length === 0 ? functionExpression(only.init) : null;
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
