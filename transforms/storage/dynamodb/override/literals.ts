import { type Node } from '@babel/types';
import { type Json } from '../../../../src/core/json.js';
import { keyName, unwrap } from '../../../shared/override/syntax.js';

/** A value that is written out; undefined when it is not, or when it is `undefined` itself. */
export function literalOf(
  node: Node,
  locals: ReadonlyMap<string, Json>,
  rename: (name: string) => string,
): Json | undefined {
  const plain = unwrap(node);
  const inner = (child: Node): Json | undefined => literalOf(child, locals, rename);
  switch (plain.type) {
    case 'StringLiteral':
    case 'NumericLiteral':
    case 'BooleanLiteral':
      return plain.value;
    case 'NullLiteral':
      return null;
    case 'TemplateLiteral':
      return plain.expressions.length === 0 ? (plain.quasis[0]?.value.cooked ?? '') : undefined;
    case 'Identifier':
      return locals.get(plain.name);
    case 'ArrayExpression':
      return allKnown(plain.elements.map((item) => (item ? inner(item) : undefined)));
    case 'ObjectExpression': {
      const object = Object.create(null) as { [key: string]: Json };
      for (const property of plain.properties) {
        const name = property.type === 'ObjectProperty' ? keyName(property.key, property.computed) : null;
        const value = property.type === 'ObjectProperty' ? inner(property.value) : undefined;
        if (name === null || value === undefined) return undefined;
        object[rename(name)] = value;
      }
      return object;
    }
    default:
      return undefined;
  }
}

function allKnown(items: readonly (Json | undefined)[]): Json[] | undefined {
  const known = items.filter((item) => item !== undefined);
  return known.length === items.length ? known : undefined;
}
