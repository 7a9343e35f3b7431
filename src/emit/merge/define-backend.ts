import { type CallExpression, type Node, type ObjectExpression, type Statement } from '@babel/types';
import {
  childrenOf,
  endOf,
  importsOf,
  type Module,
  nameOf,
  startOf,
  unwrapped,
  withoutExport,
} from './syntax.js';
import { applyEdits, indentAt, type Eol } from '../text.js';

const PACKAGE = '@aws-amplify/backend';

/** The call of defineBackend in a file. */
export interface DefineBackend {
  readonly call: CallExpression;
  /** The top-level statement that holds the call. */
  readonly statement: Statement;
  /** The variable that has its result; undefined when it has none. */
  readonly variable: string | undefined;
  /** The object literal with the resources; undefined when it is not in this file. */
  readonly resources: ObjectExpression | undefined;
}

/** Finds the call of defineBackend at the top level of a module, or says why there is none. */
export function findDefineBackend(module: Module): DefineBackend | { readonly missing: string } {
  const isCallee = calleeTest(module);
  for (const statement of module.body) {
    const call = findCall(statement, isCallee, false);
    if (call)
      return { call, statement, variable: variableOf(statement, call), resources: resourcesOf(module, call) };
  }
  const nested = module.body.some((statement) => findCall(statement, isCallee, true));
  return {
    missing: nested
      ? '`defineBackend` is called inside a function only'
      : `it does not call \`defineBackend\` of ${PACKAGE}`,
  };
}

/** A test for the names under which the module imports defineBackend. */
function calleeTest(module: Module): (callee: Node) => boolean {
  const functions = new Set<string>();
  const namespaces = new Set<string>();
  for (const { source, specifiers } of importsOf(module)) {
    if (source.value !== PACKAGE) continue;
    for (const one of specifiers) {
      if (one.type === 'ImportNamespaceSpecifier') namespaces.add(one.local.name);
      if (one.type === 'ImportSpecifier' && nameOf(one.imported) === 'defineBackend')
        functions.add(one.local.name);
    }
  }
  return (callee) => {
    if (callee.type === 'Identifier') return functions.has(callee.name);
    if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return false;
    return namespaces.has(callee.object.name) && nameOf(callee.property) === 'defineBackend';
  };
}

function findCall(
  node: Node,
  isCallee: (callee: Node) => boolean,
  inFunctions: boolean,
): CallExpression | undefined {
  if (node.type === 'CallExpression' && isCallee(node.callee)) return node;
  if (!inFunctions && /Function|Method|^Class|^TSModule/.test(node.type)) return undefined;
  for (const [, child] of childrenOf(node)) {
    const found = findCall(child, isCallee, inFunctions);
    if (found) return found;
  }
  return undefined;
}

function variableOf(statement: Statement, call: CallExpression): string | undefined {
  const inner = withoutExport(statement);
  if (inner.type === 'VariableDeclaration') {
    const declarator = inner.declarations.find(({ init }) => init && unwrapped(init) === call);
    return declarator?.id.type === 'Identifier' ? declarator.id.name : undefined;
  }
  if (inner.type !== 'ExpressionStatement' || inner.expression.type !== 'AssignmentExpression')
    return undefined;
  const { left, right } = inner.expression;
  return left.type === 'Identifier' && unwrapped(right) === call ? left.name : undefined;
}

function resourcesOf(module: Module, call: CallExpression): ObjectExpression | undefined {
  const [argument] = call.arguments;
  const value = argument && unwrapped(argument);
  if (value?.type === 'ObjectExpression') return value;
  return value?.type === 'Identifier' ? objectNamed(module, value.name) : undefined;
}

/** The object literal that a variable of the module holds. */
export function objectNamed(module: Module, name: string): ObjectExpression | undefined {
  for (const statement of module.body) {
    const inner = withoutExport(statement);
    if (inner.type !== 'VariableDeclaration') continue;
    for (const { id, init } of inner.declarations) {
      const value = init && unwrapped(init);
      if (id.type === 'Identifier' && id.name === name && value?.type === 'ObjectExpression') return value;
    }
  }
  return undefined;
}

/** The text in which the result of the call has the name `variable`. */
export function withResultNamed(module: Module, found: DefineBackend, variable: string, eol: Eol): string {
  const { text } = module;
  const [start, end] = [startOf(found.call), endOf(found.call)];
  const before = startOf(found.statement);
  if (
    found.statement.type === 'ExpressionStatement' &&
    unwrapped(found.statement.expression) === found.call
  ) {
    return applyEdits(text, [{ start: before, end: before, text: `const ${variable} = ` }]);
  }
  // The result goes into something else, such as `const { auth } = defineBackend(…)`: it gets its name first.
  const declaration = `const ${variable} = ${text.slice(start, end)};${eol}${indentAt(text, before)}`;
  return applyEdits(text, [
    { start: before, end: before, text: declaration },
    { start, end, text: variable },
  ]);
}
