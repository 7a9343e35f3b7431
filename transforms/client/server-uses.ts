import { type NodePath } from '@babel/traverse';
import { type CallExpression, type VariableDeclarator } from '@babel/types';
import { isRegistered } from './symbols.js';
import { type Brought, callOf, memberOf, type Use } from './uses.js';

/**
 * What is used of the categories that `withSSRContext()` gives, by a name of the result or by names taken out of
 * it: `const SSR = withSSRContext({ req })`, `const { Auth } = withSSRContext({ req })`.
 */
export function serverUses(brought: Brought, made: readonly Use[]): Use[] {
  return made.flatMap(({ call }) => (call === null ? [] : [...usesIn(brought, call)]));
}

/** The declarations of names that stand for what a call gives, which go with it; null when it goes elsewhere. */
export function declarationsOf(call: NodePath): NodePath<VariableDeclarator>[] | null {
  const declarator = call.parentPath;
  if (declarator?.isVariableDeclarator() !== true || call.key !== 'init') return null;
  const id = declarator.get('id');
  if (id.isObjectPattern()) return namesIn(declarator) === null ? null : [declarator];
  if (!id.isIdentifier()) return null;
  const binding = id.scope.getBinding(id.node.name);
  if (binding?.constant !== true) return null;
  const found = [declarator];
  for (const reference of binding.referencePaths) {
    const name = memberOf(reference)?.name;
    if (name !== undefined && isRegistered(name)) continue;
    const parent = reference.parentPath;
    if (parent?.isVariableDeclarator() !== true || namesIn(parent) === null) return null;
    found.push(parent);
  }
  return found;
}

/** The names that a pattern takes out of the context, by category; null when it takes something else. */
function namesIn(declarator: NodePath<VariableDeclarator>): { symbol: string; local: string }[] | null {
  const { id } = declarator.node;
  if (id.type !== 'ObjectPattern') return null;
  const names: { symbol: string; local: string }[] = [];
  for (const property of id.properties) {
    if (property.type !== 'ObjectProperty' || property.computed) return null;
    const { key, value } = property;
    if (key.type !== 'Identifier' || value.type !== 'Identifier' || !isRegistered(key.name)) return null;
    names.push({ symbol: key.name, local: value.name });
  }
  return names;
}

function* usesIn(brought: Brought, call: NodePath<CallExpression>): Generator<Use> {
  for (const declarator of declarationsOf(call) ?? []) {
    const { id } = declarator.node;
    const names = namesIn(declarator) ?? (id.type === 'Identifier' ? [{ symbol: null, local: id.name }] : []);
    for (const { symbol, local } of names) {
      for (const reference of declarator.scope.getBinding(local)?.referencePaths ?? []) {
        const first = symbol === null ? memberOf(reference) : { name: symbol, path: reference };
        if (first === null) continue;
        const member = memberOf(first.path);
        yield {
          ...{ symbol: first.name, brought, reference, object: first.path, member },
          call: callOf(member?.path ?? first.path),
          server: call,
        };
      }
    }
  }
}
