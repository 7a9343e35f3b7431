import { type Node } from '@babel/types';

/**
 * Names that code assigns and nobody declares: `f((Limit = x))`. A script makes global variables of them; a
 * bundle is an ES module, hence strict, and throws a ReferenceError at that point.
 */
export function implicitGlobalsOf(nodes: readonly Node[]): readonly string[] {
  const declared = new Set(nodes.flatMap(declaredBy));
  const assigned = nodes.flatMap((node) => {
    if (node.type === 'AssignmentExpression') return namesIn(node.left);
    if (node.type === 'UpdateExpression') return namesIn(node.argument);
    return (node.type === 'ForInStatement' || node.type === 'ForOfStatement') &&
      node.left.type !== 'VariableDeclaration'
      ? namesIn(node.left)
      : [];
  });
  return [...new Set(assigned)].filter((name) => !declared.has(name) && !GIVEN.has(name));
}

/** What every CommonJS module finds when it starts. */
const GIVEN: ReadonlySet<string> = new Set([
  'module',
  'exports',
  'require',
  'global',
  'globalThis',
  'process',
]);

/** The names that a node declares, in whatever scope: one declaration is enough to leave a name alone. */
function declaredBy(node: Node): readonly string[] {
  switch (node.type) {
    case 'VariableDeclarator':
      return namesIn(node.id);
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
    case 'ObjectMethod':
    case 'ClassMethod':
      return [...node.params.flatMap(namesIn), ...('id' in node && node.id ? [node.id.name] : [])];
    case 'ClassDeclaration':
      return node.id ? [node.id.name] : [];
    case 'CatchClause':
      return node.param ? namesIn(node.param) : [];
    case 'ImportSpecifier':
    case 'ImportDefaultSpecifier':
    case 'ImportNamespaceSpecifier':
      return [node.local.name];
    default:
      return [];
  }
}

/** The variables of a pattern; members of objects are none. */
function namesIn(pattern: Node): readonly string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name];
    case 'ObjectPattern':
      return pattern.properties.flatMap((each) => namesIn(each.type === 'RestElement' ? each : each.value));
    case 'ArrayPattern':
      return pattern.elements.flatMap((each) => (each ? namesIn(each) : []));
    case 'AssignmentPattern':
      return namesIn(pattern.left);
    case 'RestElement':
      return namesIn(pattern.argument);
    default:
      return [];
  }
}
