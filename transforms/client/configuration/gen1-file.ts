import { type Binding, type NodePath } from '@babel/traverse';
import { type Node, type ObjectProperty, type Program, type StringLiteral } from '@babel/types';

/**
 * The file of the Gen 1 CLI, by a way or by an alias of the project (`./aws-exports`, `@/amplifyconfiguration.json`),
 * or the module that joins it with the outputs of Gen 2.
 */
const GEN1_FILE =
  /(?:^|\/)(?:aws-exports(?:\.[jt]s)?|amplifyconfiguration(?:\.json)?|amplify-configuration(?:\.[jt]s)?)$/;

/** What stands for a file in an expression of another module. */
const NAMED_IN: ReadonlySet<string> = new Set([
  ...['CallExpression', 'OptionalCallExpression', 'ImportExpression'],
  ...['ExportNamedDeclaration', 'ExportAllDeclaration'],
]);

/** A statement that brings Gen 1's file as a whole. */
export interface Bringing {
  readonly source: StringLiteral;
  readonly binding: Binding;
  readonly local: string;
  /** `* as config`, which is no form for a file with one export. */
  readonly namespace: Node | null;
  /** `require('…')`, with `.default` where that is read. */
  readonly required: Node | null;
}

export function isGen1File(specifier: string): boolean {
  return GEN1_FILE.test(specifier);
}

/** The statements that bring the file, and the places that name it otherwise. */
export function mentionsOf(program: NodePath<Program>): {
  readonly bringing: readonly Bringing[];
  readonly others: readonly StringLiteral[];
} {
  const bringing = program.get('body').flatMap((statement) => {
    if (statement.isImportDeclaration()) return imported(statement);
    return statement.isVariableDeclaration() ? statement.get('declarations').flatMap(required) : [];
  });
  const followed = new Set<Node>(bringing.map(({ source }) => source));
  const others: StringLiteral[] = [];
  program.traverse({
    StringLiteral({ node, parent, parentPath }) {
      if (!isGen1File(node.value) || followed.has(node)) return;
      // An import for its effect alone, or of types, changes nothing that is configured.
      const named = parentPath.isImportDeclaration() && parentPath.node.specifiers.length > 0;
      if (named || NAMED_IN.has(parent.type)) others.push(node);
    },
  });
  return { bringing, others };
}

function imported(path: NodePath): Bringing[] {
  if (!path.isImportDeclaration() || !isGen1File(path.node.source.value)) return [];
  const [only, ...more] = path.node.specifiers;
  if (only === undefined || more.length > 0 || only.type === 'ImportSpecifier') return [];
  const binding = path.scope.getBinding(only.local.name);
  if (binding === undefined) return [];
  const namespace = only.type === 'ImportNamespaceSpecifier' ? only : null;
  return [{ source: path.node.source, binding, local: only.local.name, namespace, required: null }];
}

/** `const config = require('./aws-exports')`, with or without `.default`. */
function required(path: NodePath): Bringing[] {
  if (!path.isVariableDeclarator()) return [];
  const { id, init } = path.node;
  const source = init ? requiredIn(init) : null;
  if (!init || id.type !== 'Identifier' || source === null || !isGen1File(source.value)) return [];
  const binding = path.scope.getBinding(id.name);
  return binding === undefined ? [] : [{ source, binding, local: id.name, namespace: null, required: init }];
}

/** The module that an expression requires, with or without `.default`. */
export function requiredIn(init: Node): StringLiteral | null {
  if (init.type === 'MemberExpression') {
    const isDefault = init.property.type === 'Identifier' && init.property.name === 'default';
    return isDefault && !init.computed ? requiredIn(init.object) : null;
  }
  if (init.type !== 'CallExpression' || init.callee.type !== 'Identifier' || init.callee.name !== 'require')
    return null;
  const [argument] = init.arguments;
  return argument?.type === 'StringLiteral' ? argument : null;
}

/** `oauth: { ...config.oauth, urlOpener }`: the redirects are those of the file, and version 6 opens pages itself. */
export function isOpener(property: Node): boolean {
  if (property.type !== 'ObjectProperty' || property.value.type !== 'ObjectExpression') return false;
  const [first, second, ...more] = property.value.properties;
  return (
    isNamed(property, 'oauth') &&
    more.length === 0 &&
    first?.type === 'SpreadElement' &&
    first.argument.type === 'MemberExpression' &&
    second?.type === 'ObjectProperty' &&
    isNamed(second, 'urlOpener')
  );
}

function isNamed({ key, computed }: ObjectProperty, name: string): boolean {
  return !computed && key.type === 'Identifier' && key.name === name;
}
