import { type Json, type JsonNode } from '../../../../src/core/json.js';
import { cloudFormationName } from '../../../shared/override/properties.js';
import { type OverrideFile, type OverrideStatement } from '../../../shared/override/read.js';
import { type Binding, type Scope, Stay } from '../../../shared/override/scope.js';
import { type TableResource } from '../model.js';
import { nodeOf, objectNode } from '../nodes.js';
import { fold } from './fold.js';
import { literalOf } from './literals.js';
import { isOfStack } from './targets.js';

/** override.ts of a table: what it says in plain values is part of the table, the rest is code for later. */
export interface TableOverride {
  readonly file: OverrideFile;
  /** What became of each statement, in the order of the file. */
  readonly statements: readonly FoldedStatement[];
}

export type FoldedStatement = { readonly statement: OverrideStatement } & (
  | { readonly kind: 'folded' }
  | { readonly kind: 'nothing'; readonly because: string }
  /** It depends on something; the names that it may use are in `scope`. */
  | { readonly kind: 'code'; readonly scope: Scope }
  | { readonly kind: 'stays'; readonly why: string }
);

/** The table as it is after the statements of override.ts. */
export function applyOverride(
  table: TableResource,
  file: OverrideFile,
): { readonly table: TableResource; readonly override: TableOverride } {
  const { origin } = table.properties.get('KeySchema') ?? nodeOf(null, originOf(file));
  let node: JsonNode = objectNode(
    [...table.attributes, ['Properties', objectNode(table.properties, origin)]],
    origin,
  );
  let scope = firstScope(file);
  const locals = new Map<string, Json>();
  const statements: FoldedStatement[] = [];
  for (const statement of file.statements) {
    const { node: written, leaf } = statement;
    const nothing = withoutEffect(written);
    if (nothing !== null) statements.push({ statement, kind: 'nothing', because: nothing });
    else if (statement.secret)
      statements.push({ statement, kind: 'stays', why: 'it holds a secret as text' });
    else {
      try {
        // After a statement that becomes code, a plain one may not overtake it.
        const isFirst = !statements.some((before) => before.kind === 'code' && acts(before.statement));
        const folded = isFirst ? fold(written, node, scope, locals, leaf.origin) : null;
        statements.push(folded === null ? { statement, kind: 'code', scope } : { statement, kind: 'folded' });
        node = folded ?? node;
      } catch (error) {
        if (!(error instanceof Stay)) throw error;
        statements.push({ statement, kind: 'stays', why: error.message });
      }
    }
    const declared = declaredBy(written, scope, locals);
    if (declared !== null) {
      scope = declared;
      const last = statements.at(-1);
      const isName = last?.kind === 'code' && !isValue(written, declared);
      if (isName)
        statements[statements.length - 1] = { statement, kind: 'nothing', because: 'it only gives a name' };
    }
  }
  return { table: tableOf(node, table.logicalId), override: { file, statements } };
}

function acts({ node }: OverrideStatement): boolean {
  return node.type !== 'VariableDeclaration';
}

function originOf({ file }: OverrideFile) {
  return { file, pointer: '', line: 1, column: 1 };
}

function firstScope({ resources, projectInfo }: OverrideFile): Scope {
  return new Map<string, Binding>([
    ...(resources === null ? [] : [[resources, { kind: 'stack' }] as const]),
    ...(projectInfo === null ? [] : [[projectInfo, { kind: 'projectInfo' }] as const]),
  ]);
}

function withoutEffect(node: OverrideStatement['node']): string | null {
  if (node.type === 'EmptyStatement') return 'it is empty';
  if (node.type === 'ImportDeclaration') return 'what it imports is named by other statements';
  if (node.type === 'ReturnStatement' && !node.argument) return 'it ends the function';
  if (node.type !== 'ExpressionStatement' || node.expression.type !== 'CallExpression') return null;
  const { callee } = node.expression;
  const isConsole =
    callee.type === 'MemberExpression' &&
    callee.object.type === 'Identifier' &&
    callee.object.name === 'console';
  return isConsole ? 'it only prints' : null;
}

/** The names after a declaration: other names of the table, and constants; null for any other statement. */
function declaredBy(node: OverrideStatement['node'], scope: Scope, locals: Map<string, Json>): Scope | null {
  if (node.type !== 'VariableDeclaration') return null;
  const inner = new Map(scope);
  for (const { id, init } of node.declarations) {
    if (id.type !== 'Identifier' || !init) continue;
    if (isOfStack(init, inner)) {
      inner.set(id.name, { kind: 'alias', node: init, scope: new Map(inner) });
      continue;
    }
    const value = node.kind === 'const' ? literalOf(init, locals, cloudFormationName) : undefined;
    // A name in an object would be renamed where it is used; texts and numbers are what they are.
    if (value !== undefined && (value === null || typeof value !== 'object')) locals.set(id.name, value);
    inner.set(id.name, { kind: 'value' });
  }
  return inner;
}

/** Whether a declaration holds a value, which code after it may need. */
function isValue(node: OverrideStatement['node'], scope: Scope): boolean {
  if (node.type !== 'VariableDeclaration') return true;
  return node.declarations.some(({ id }) => id.type !== 'Identifier' || scope.get(id.name)?.kind !== 'alias');
}

function tableOf(node: JsonNode, logicalId: string): TableResource {
  const members = node.kind === 'object' ? node.members : new Map<string, JsonNode>();
  const properties = members.get('Properties');
  const attributes = [...members].filter(([name]) => name !== 'Properties');
  return {
    logicalId,
    properties: properties?.kind === 'object' ? properties.members : new Map(),
    attributes: new Map(attributes),
  };
}
