import { type Node } from '@babel/types';
import { type Scope } from '../../../shared/override/scope.js';
import { keyName, unwrap } from '../../../shared/override/syntax.js';

/** What the CLI calls the table in the stack that it hands to override.ts (AmplifyDDBResourceTemplate). */
const TABLE = 'dynamoDBTable';

/** The steps from the table to what an expression names; none for the table itself, null for anything else. */
export function tablePath(node: Node, scope: Scope): readonly string[] | null {
  const steps = stackPath(node, scope);
  return steps?.[0] === TABLE ? steps.slice(1) : null;
}

/** Whether an expression is a part of the stack that Gen 1 hands over. */
export function isOfStack(node: Node, scope: Scope): boolean {
  return stackPath(node, scope) !== null;
}

function stackPath(node: Node, scope: Scope): readonly string[] | null {
  const plain = unwrap(node);
  if (plain.type === 'Identifier') {
    const binding = scope.get(plain.name);
    if (binding?.kind === 'stack') return [];
    return binding?.kind === 'alias' ? stackPath(binding.node, binding.scope) : null;
  }
  if (plain.type !== 'MemberExpression' && plain.type !== 'OptionalMemberExpression') return null;
  const before = stackPath(plain.object, scope);
  const index = plain.property.type === 'NumericLiteral' ? String(plain.property.value) : null;
  const name = keyName(plain.property, plain.computed) ?? index;
  return before === null || name === null ? null : [...before, name];
}
