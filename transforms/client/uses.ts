import { type Binding, type NodePath } from '@babel/traverse';
import {
  type CallExpression,
  type Identifier,
  type ImportDeclaration,
  type Node,
  type Program,
  type StringLiteral,
  traverse as traverseNodes,
  type VariableDeclarator,
} from '@babel/types';
import { type Exports, symbolOf } from './barrels.js';
import { canonical, isClassic, isClassicName, isRegistered } from './symbols.js';

/** A name of Amplify that a file brings in, by import or by require. */
export interface Brought {
  /** The name in the terms of aws-amplify: `Auth`, `graphqlOperation`, `*` for the whole package. */
  readonly name: string;
  readonly local: string;
  readonly from: string;
  readonly binding: Binding;
  /** The statement that brings it. */
  readonly statement: ImportDeclaration | VariableDeclarator;
  readonly typeOnly: boolean;
}

/** One place where a brought name is used. */
export interface Use {
  readonly symbol: string;
  readonly brought: Brought;
  /** The reference itself, which a rewrite takes away. */
  readonly reference: NodePath;
  /** The expression that stands for the symbol: `Auth`, or `Amplify.Auth`. */
  readonly object: NodePath;
  /** The member that is named there, and the path of the member expression. */
  readonly member: { readonly name: string; readonly path: NodePath } | null;
  /** The call of the symbol or of its member. */
  readonly call: NodePath<CallExpression> | null;
  /** The call of withSSRContext that gave the symbol; unset where it is the app's own. */
  readonly server?: NodePath<CallExpression>;
}

/** What the statements at the top of a file bring of Amplify before version 6. */
export function broughtIn(
  program: NodePath<Program>,
  barrel: (specifier: string) => Exports | null = () => null,
): Brought[] {
  return program.get('body').flatMap((statement) => {
    if (statement.isImportDeclaration()) return imported(statement, barrel);
    return statement.isVariableDeclaration() ? statement.get('declarations').flatMap(required) : [];
  });
}

/** What one walk over a module finds besides what its scopes know. */
export interface Seen {
  /** Strings that may name a module, where they are no source of an import declaration. */
  readonly naming: readonly StringLiteral[];
  /** Places where a name stands for a type: scopes know only some of these. */
  readonly inTypes: (name: string) => readonly NodePath[];
}

/** Walks over the nodes alone; paths, which cost ten times as much, are made of a file with types that ask for it. */
export function look(program: NodePath<Program>): Seen {
  const naming: StringLiteral[] = [];
  const types = new Set<string>();
  traverseNodes(program.node, (node, ancestors) => {
    const parent = ancestors.at(-1)?.node.type ?? '';
    if (node.type === 'StringLiteral' && NAMING.has(parent) && isClassic(node.value)) naming.push(node);
    if (node.type === 'Identifier' && IN_TYPES.has(parent)) types.add(node.name);
  });
  let paths: ReadonlyMap<string, readonly NodePath[]> | undefined;
  const inTypes = (name: string): readonly NodePath[] => {
    if (!types.has(name)) return [];
    paths ??= typePaths(program);
    return paths.get(name) ?? [];
  };
  return { naming, inTypes };
}

function typePaths(program: NodePath<Program>): ReadonlyMap<string, readonly NodePath[]> {
  const found = new Map<string, NodePath[]>();
  program.traverse({
    Identifier(path) {
      if (!IN_TYPES.has(path.parent.type)) return;
      const { name } = path.node;
      found.set(name, [...(found.get(name) ?? []), path]);
    },
  });
  return found;
}

/** Parents of a name that stands for a type, in TypeScript and in Flow. */
const IN_TYPES: ReadonlySet<string> = new Set([
  ...['TSTypeReference', 'TSTypeQuery', 'TSQualifiedName', 'TSExpressionWithTypeArguments'],
  ...['GenericTypeAnnotation', 'TypeofTypeAnnotation', 'QualifiedTypeIdentifier'],
]);

/**
 * Places that name a module of before version 6 in a way that is not followed: a dynamic import, a require within
 * an expression, an export from it, a mock of a test.
 */
export function unfollowed({ naming }: Seen, brought: readonly Brought[]): StringLiteral[] {
  return naming.filter((node) => !brought.some(({ statement }) => contains(statement, node)));
}

/** What a string that names a module can be part of, besides an import declaration. */
const NAMING: ReadonlySet<string> = new Set([
  ...['CallExpression', 'OptionalCallExpression', 'ImportExpression'],
  ...['ExportNamedDeclaration', 'ExportAllDeclaration'],
]);

function contains(outer: Node, inner: Node): boolean {
  return (outer.start ?? 0) <= (inner.start ?? 0) && (inner.end ?? 0) <= (outer.end ?? 0);
}

function imported(
  path: NodePath<ImportDeclaration>,
  barrel: (specifier: string) => Exports | null,
): Brought[] {
  const { node } = path;
  const from = node.source.value;
  const exports = isClassic(from) ? null : barrel(from);
  if (exports === null && !isClassic(from)) return [];
  return node.specifiers.flatMap((specifier) => {
    const binding = path.scope.getBinding(specifier.local.name);
    if (binding === undefined) return [];
    const typeOnly =
      isTypeKind(node.importKind) ||
      (specifier.type === 'ImportSpecifier' && isTypeKind(specifier.importKind));
    const base = { local: specifier.local.name, from, binding, statement: node, typeOnly };
    if (specifier.type === 'ImportNamespaceSpecifier')
      return exports === null ? [{ ...base, name: '*' }] : [];
    const name = specifier.type === 'ImportSpecifier' ? nameOf(specifier.imported) : 'default';
    if (exports !== null) {
      const symbol = symbolOf(exports, name);
      return symbol === undefined ? [] : [{ ...base, name: symbol }];
    }
    return isClassicName(from, name) ? [{ ...base, name: canonical(from, name) }] : [];
  });
}

function isTypeKind(kind: string | null | undefined): boolean {
  return kind === 'type' || kind === 'typeof';
}

/** `const { Auth } = require('aws-amplify')`, `const Auth = require('@aws-amplify/auth').default`. */
function required(path: NodePath<VariableDeclarator>): Brought[] {
  const { id, init } = path.node;
  const from = init ? requiredFrom(init) : null;
  if (from === null || !isClassic(from.module)) return [];
  const bring = (local: string, name: string): Brought[] => {
    const binding = path.scope.getBinding(local);
    if (binding === undefined) return [];
    return [{ name, local, from: from.module, binding, statement: path.node, typeOnly: false }];
  };
  if (id.type === 'Identifier') {
    return bring(id.name, from.member === null ? '*' : canonical(from.module, from.member));
  }
  if (id.type !== 'ObjectPattern' || from.member !== null) return [];
  return id.properties.flatMap((property) => {
    if (property.type !== 'ObjectProperty' || property.computed || property.value.type !== 'Identifier')
      return [];
    const key = property.key;
    if (key.type !== 'Identifier' && key.type !== 'StringLiteral') return [];
    return bring(property.value.name, canonical(from.module, nameOf(key)));
  });
}

function requiredFrom(init: Node): { readonly module: string; readonly member: string | null } | null {
  if (init.type === 'MemberExpression' && !init.computed && init.property.type === 'Identifier') {
    const inner = requiredFrom(init.object);
    return inner?.member === null ? { module: inner.module, member: init.property.name } : null;
  }
  if (init.type !== 'CallExpression' || init.callee.type !== 'Identifier' || init.callee.name !== 'require') {
    return null;
  }
  const [argument] = init.arguments;
  return argument?.type === 'StringLiteral' ? { module: argument.value, member: null } : null;
}

export function nameOf(name: Identifier | StringLiteral): string {
  return name.type === 'Identifier' ? name.name : name.value;
}

/** Every use of a brought name, members of the whole package and of `Amplify` seen as what they stand for. */
export function usesOf(brought: Brought, { inTypes }: Seen): Use[] {
  const { binding, local } = brought;
  const known = new Set(binding.referencePaths.map(({ node }) => node));
  const types = inTypes(local).filter(
    ({ node, scope }) => !known.has(node) && scope.getBinding(local) === binding,
  );
  return [...binding.referencePaths, ...types].map((reference) => {
    let object: NodePath = reference;
    let symbol = brought.name;
    if (symbol === '*') {
      const first = memberOf(object);
      if (first !== null) {
        symbol = canonical(brought.from, first.name);
        object = first.path;
      }
    }
    const registered = symbol === 'Amplify' ? memberOf(object) : null;
    if (registered !== null && isRegistered(registered.name)) {
      symbol = registered.name;
      object = registered.path;
    }
    const member = memberOf(object);
    return { symbol, brought, reference, object, member, call: callOf(member?.path ?? object) };
  });
}

/** The member that is read of an expression, when it is named outright. */
export function memberOf(object: NodePath): { readonly name: string; readonly path: NodePath } | null {
  const parent = object.parentPath;
  if (parent === null || object.key !== 'object') return null;
  if (!parent.isMemberExpression() && !parent.isOptionalMemberExpression()) return null;
  const { property, computed } = parent.node;
  if (!computed && property.type === 'Identifier') return { name: property.name, path: parent };
  return computed && property.type === 'StringLiteral' ? { name: property.value, path: parent } : null;
}

export function callOf(callee: NodePath): NodePath<CallExpression> | null {
  const parent = callee.parentPath;
  return parent?.isCallExpression() === true && callee.key === 'callee' ? parent : null;
}
